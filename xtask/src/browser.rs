//! Chromium and its driver, for the tests that run in a browser.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, ensure};

use crate::sh::Background;
use crate::{debian, sh};

const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The driver of an installed Chromium: the one that CHROMEDRIVER names, or the one on PATH, installed from Debian's
/// packages where both are missing and nobody has to be asked.
///
/// # Errors
///
/// They are missing and can't be installed here.
pub(crate) fn chromedriver() -> Result<PathBuf> {
    if let Some(driver) = std::env::var_os("CHROMEDRIVER") {
        return Ok(driver.into());
    }
    if let Some(driver) = installed() {
        return Ok(driver);
    }
    debian::install(&["chromium", "chromium-driver"], "Chromium and chromedriver are not both on PATH")?;
    installed().context("apt-get installed chromium and chromium-driver, yet they are not on PATH")
}

/// Runs wasm-bindgen tests in a browser, their output shown as it comes. A browser that hangs has told nothing of the
/// tests, so it is started once more; a test that failed is not tried again.
///
/// # Errors
///
/// A test fails, or the browser hangs twice.
pub(crate) fn run_tests(command: &mut Command) -> Result<()> {
    let (status, has_verdict) = watch(command)?;
    if status.success() {
        return Ok(());
    }
    ensure!(!has_verdict, "tests in the browser failed ({status}), see the output above");
    sh::say("the browser ended without a verdict on any test: once more");
    let (status, _) = watch(command)?;
    ensure!(status.success(), "tests in the browser failed twice ({status}), see the output above");
    Ok(())
}

/// Runs a program and shows what it writes; tells how it ended, and whether its tests came to a result.
fn watch(command: &mut Command) -> Result<(ExitStatus, bool)> {
    let mut program =
        Background(command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("can't start the tests")?);
    let output = program.0.stdout.take().context("the tests have no standard output")?;
    let mut has_verdict = false;
    for line in BufReader::new(output).lines() {
        let line = line?;
        has_verdict |= line.starts_with("test result: ");
        println!("{line}");
    }
    Ok((program.0.wait()?, has_verdict))
}

fn installed() -> Option<PathBuf> {
    // Outside Linux the browser is an application that the driver finds by itself, and not on PATH.
    let browser = !cfg!(target_os = "linux") || BROWSERS.iter().any(|name| sh::find(name).is_some());
    sh::find("chromedriver").filter(|_| browser)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program that counts its runs in a file, and then does this.
    fn program(name: &str, script: &str) -> (Command, PathBuf) {
        let counter = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
        _ = std::fs::remove_file(&counter);
        let mut command = Command::new("sh");
        command.args(["-c", &format!("echo x >> '{}'; {script}", counter.display())]);
        (command, counter)
    }

    fn runs(counter: PathBuf) -> usize {
        let runs = std::fs::read_to_string(&counter).unwrap().lines().count();
        std::fs::remove_file(counter).unwrap();
        runs
    }

    #[test]
    fn a_browser_without_a_verdict_is_started_once_more() {
        let (mut hangs, counter) = program("hangs", "echo Loading scripts...; exit 1");
        assert!(run_tests(&mut hangs).unwrap_err().to_string().contains("failed twice"));
        assert_eq!(runs(counter), 2);
    }

    #[test]
    fn a_test_that_fails_is_not_tried_again() {
        let (mut fails, counter) = program("fails", "echo 'test result: FAILED. 1 passed; 1 failed'; exit 1");
        assert!(run_tests(&mut fails).unwrap_err().to_string().contains("failed (exit status: 1)"));
        assert_eq!(runs(counter), 1);
    }

    #[test]
    fn tests_that_pass_run_once() {
        let (mut passes, counter) = program("passes", "echo 'test result: ok. 2 passed; 0 failed'");
        run_tests(&mut passes).unwrap();
        assert_eq!(runs(counter), 1);
    }
}
