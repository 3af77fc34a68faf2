//! The browser engines as their distribution installs them, each with its driver, and wasm-bindgen's tests in them.

use std::ffi::OsString;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use xshell::{Cmd, cmd};

use crate::project::{Project, WASM_TARGET, say};
use crate::tools::{GECKODRIVER, WASM_PACK, find};

/// Where Debian and Fedora put WebKitGTK's own small browser.
const MINIBROWSERS: &[&str] = &[
    "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
    "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
    "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
];

/// Firefox and WebKitGTK, a display for the latter, and Chinese letters.
const PACKAGES: &[&str] = &["firefox-esr", "webkit2gtk-driver", "xvfb", "xauth", "fonts-noto-cjk"];

/// In seconds: the first start of a browser on a busy machine is slow.
const PATIENCE: [(&str, &str); 2] = [("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60"), ("WASM_BINDGEN_TEST_TIMEOUT", "120")];

/// The drivers on this machine, by the environment variables that tell tests of them.
pub(crate) struct Drivers(Vec<(&'static str, OsString)>);

impl Drivers {
    /// Finds Chromium, Firefox and WebKitGTK, and installs what is missing. Firefox and WebKitGTK are left out where they
    /// can't be installed, and their tests say so.
    ///
    /// # Errors
    ///
    /// A driver can't be installed.
    pub(crate) fn ensure(project: &Project) -> Result<Self> {
        ensure(project)?;
        let chromedriver = match chosen_chromedriver() {
            Some(driver) => driver,
            None => find("chromedriver").context("chromedriver is not on PATH")?.into(),
        };
        let mut drivers = vec![("CHROMEDRIVER", chromedriver)];
        if let Some(driver) = geckodriver(project)? {
            drivers.push(("GECKODRIVER", driver.into()));
        }
        if let Some((driver, minibrowser)) = webkit() {
            drivers.extend([("WEBKITDRIVER", driver.into()), ("MINIBROWSER", minibrowser.into())]);
        }
        Ok(Self(drivers))
    }

    /// Passes all of them to a test.
    pub(crate) fn pass<'a>(&self, test: Cmd<'a>) -> Cmd<'a> {
        test.envs(self.0.iter().map(|(name, driver)| (name, driver)))
    }

    fn get(&self, variable: &str) -> Option<&OsString> {
        self.0.iter().find(|(name, _)| *name == variable).map(|(_, driver)| driver)
    }

    /// Runs wasm-bindgen's tests in each browser.
    ///
    /// # Errors
    ///
    /// A test fails.
    pub(crate) fn run_wasm_tests(&self, project: &Project) -> Result<()> {
        let runner = project.wasm_bindgen()?.join("wasm-bindgen-test-runner");
        project.cargo_tool(WASM_PACK)?;
        let sh = &project.sh;
        let _runner = sh.push_env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &runner);
        let only = ["--test", "boundary", "--locked"];
        if let Some(driver) = self.get("CHROMEDRIVER") {
            say("boundary tests in Chromium (about a minute the first time)");
            run(cmd!(sh, "wasm-pack --log-level error test --headless --chrome --chromedriver {driver} -- {only...}"))?;
        }
        if let Some(driver) = self.get("GECKODRIVER") {
            say("boundary tests in Firefox");
            run(cmd!(sh, "cargo test --target {WASM_TARGET} {only...}").env("GECKODRIVER", driver))?;
        }
        if let Some(driver) = self.get("WEBKITDRIVER") {
            say("boundary tests in WebKitGTK");
            let tests = cmd!(sh, "xvfb-run --auto-servernum cargo test --target {WASM_TARGET} {only...}")
                // The runner asks any driver of this name for whatever browser it has: WebKit's answers.
                .env("SAFARIDRIVER", driver)
                .env("GDK_BACKEND", "x11")
                // As root, as in a container, WebKit starts without its sandbox or not at all.
                .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
                // No baseline compiler: with that of 2.50.6 a debug build traps now and then, see docs/decisions/0008.
                .env("JSC_useBBQJIT", "0");
            run(tests)?;
        }
        Ok(())
    }
}

/// Installs Debian's packages where a browser is missing. Chromium has to be there; the others are installed if that needs no question
/// to the user.
///
/// # Errors
///
/// Chromium is missing, or can't be installed.
pub(crate) fn ensure(project: &Project) -> Result<()> {
    if chosen_chromedriver().is_none() {
        project.debian(&["chromedriver"], &["chromium", "chromium-driver"])?;
    }
    if (firefox().is_none() || webkit().is_none()) && project.may_install() {
        project.debian(&["firefox-esr", "WebKitWebDriver", "xvfb-run"], PACKAGES)?;
    }
    Ok(())
}

/// Firefox's driver, installed where it is missing; none where there is no Firefox and none can be installed.
///
/// # Errors
///
/// Cargo fails.
pub(crate) fn geckodriver(project: &Project) -> Result<Option<PathBuf>> {
    if firefox().is_none() && !project.may_install() {
        return Ok(None);
    }
    Ok(Some(project.cargo_tool(GECKODRIVER)?.join("geckodriver")))
}

fn chosen_chromedriver() -> Option<OsString> {
    std::env::var_os("CHROMEDRIVER")
}

/// Runs wasm-bindgen's tests, and connects to their server again and again meanwhile. The server (tiny_http 0.12) starts a new thread only
/// while none is idle. If a browser opens six connections at once and keeps them open, some of them can wait for a thread for ever. A
/// connection that is closed at once sets a thread free, which serves one that waits.
fn run(tests: Cmd<'_>) -> Result<()> {
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let mut tests =
        Command::from(tests.envs(PATIENCE).env("WASM_BINDGEN_TEST_ADDRESS", address.to_string())).spawn()?;
    let status = loop {
        if let Some(status) = tests.try_wait()? {
            break status;
        }
        TcpStream::connect(address).ok();
        thread::sleep(Duration::from_millis(20));
    };
    ensure!(status.success(), "tests in the browser failed ({status}), see the output above");
    Ok(())
}

fn firefox() -> Option<PathBuf> {
    ["firefox", "firefox-esr"].iter().find_map(|name| find(name))
}

/// WebKitGTK's driver and browser.
fn webkit() -> Option<(PathBuf, &'static str)> {
    let minibrowser = MINIBROWSERS.iter().find(|path| Path::new(path).is_file())?;
    find("xvfb-run")?;
    Some((find("WebKitWebDriver")?, minibrowser))
}
