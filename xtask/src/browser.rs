//! Chromium and its driver, for the tests that run in a browser.

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::sh::Background;
use crate::{debian, sh};

const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// With how many threads the server of the tests starts. Of connections that come at once it hands as many to them as come,
/// and those beyond four wait until another one ends (`TaskPool` of tiny_http 0.12): a browser, which opens six and keeps them,
/// waits for good.
const SERVER_THREADS: usize = 4;

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
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    command.env("WASM_BINDGEN_TEST_ADDRESS", address.to_string());
    let mut program =
        Background(command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("can't start the tests")?);
    let output = program.0.stdout.take().context("the tests have no standard output")?;
    let (running, ended) = channel();
    thread::scope(move |scope| {
        scope.spawn(move || occupy(address, &ended));
        // Dropped at the end of this, however it ends.
        let _running = running;
        let mut has_verdict = false;
        for line in BufReader::new(output).lines() {
            let line = line?;
            has_verdict |= line.starts_with("test result: ");
            println!("{line}");
        }
        Ok((program.0.wait()?, has_verdict))
    })
}

/// Keeps the threads of a server busy with connections that ask for nothing, from its start to the end of the tests: each
/// connection that comes after them gets a thread of its own.
fn occupy(server: SocketAddr, ended: &Receiver<()>) {
    let mut connections = Vec::new();
    while let Err(RecvTimeoutError::Timeout) = ended.recv_timeout(Duration::from_millis(20)) {
        while connections.len() < SERVER_THREADS {
            let Ok(connection) = TcpStream::connect(server) else { break };
            connections.push(connection);
        }
    }
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
    fn the_threads_of_a_server_are_busy_until_the_end() {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = server.local_addr().unwrap();
        let (running, ended) = channel();
        let thread = thread::spawn(move || occupy(address, &ended));
        let connections: Vec<_> = (0..SERVER_THREADS).map(|_| server.accept().unwrap().0).collect();
        drop(running);
        thread.join().unwrap();
        for mut connection in connections {
            assert_eq!(
                std::io::Read::read(&mut connection, &mut [0]).unwrap(),
                0,
                "it asked for nothing, and is closed"
            );
        }
        server.set_nonblocking(true).unwrap();
        assert!(server.accept().is_err(), "there are no more");
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
