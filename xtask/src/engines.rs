//! Firefox and WebKit with their drivers, for the tests that run in every engine.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::cargo_tool::CargoTool;
use crate::project::{Project, WASM_TARGET};
use crate::sh::Background;
use crate::{browser, debian, sh};

/// Where Debian and Fedora put WebKitGTK's own small browser.
const MINIBROWSERS: &[&str] = &[
    "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
    "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
    "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
];

const PACKAGES: &[&str] = &["firefox-esr", "webkit2gtk-driver", "xvfb", "fonts-noto-cjk"];

/// The engines beside Chromium that this machine has.
pub(crate) struct Engines {
    geckodriver: Option<PathBuf>,
    webkit: Option<WebKit>,
}

struct WebKit {
    driver: PathBuf,
    minibrowser: &'static str,
}

impl Engines {
    /// Looks for them, and installs Debian's packages where they are missing and nobody has to be asked. An engine that
    /// can't be had is left out: its tests say so.
    ///
    /// # Errors
    ///
    /// What can be installed isn't.
    pub(crate) fn ensure() -> Result<Self> {
        if (firefox().is_none() || webkit().is_none()) && debian::may_install() {
            debian::install(PACKAGES, "Firefox and WebKitGTK are not both there")?;
        }
        let geckodriver = firefox().map(|_| CargoTool::geckodriver().ensure()).transpose()?;
        Ok(Self { geckodriver, webkit: webkit() })
    }

    /// Runs the wasm-bindgen tests in each.
    ///
    /// # Errors
    ///
    /// A test fails.
    pub(crate) fn run_wasm_tests(&self, project: &Project) -> Result<()> {
        if let Some(driver) = &self.geckodriver {
            browser::run_tests(wasm_tests(project)?.env("GECKODRIVER", driver))?;
        }
        if let Some(webkit) = &self.webkit {
            let display = Display::start()?;
            browser::run_tests(
                wasm_tests(project)?
                    // The runner asks any driver of this name for whatever browser it has: WebKit's answers.
                    .env("SAFARIDRIVER", &webkit.driver)
                    .env("DISPLAY", &display.name)
                    .env("GDK_BACKEND", "x11")
                    // As root, as in a container, WebKit starts without its sandbox or not at all.
                    .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1"),
            )?;
        }
        Ok(())
    }

    /// Tells a test where the drivers are.
    pub(crate) fn tell(&self, test: &mut Command) {
        if let Some(driver) = &self.geckodriver {
            test.env("GECKODRIVER", driver);
        }
        if let Some(webkit) = &self.webkit {
            test.env("WEBKITDRIVER", &webkit.driver).env("MINIBROWSER", webkit.minibrowser);
        }
    }
}

/// A display that nobody sees.
struct Display {
    name: String,
    _server: Background,
}

impl Display {
    fn start() -> Result<Self> {
        // It chooses a number that is free, and writes it to the descriptor once it listens.
        let options = ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"];
        let mut command = Command::new("Xvfb");
        command.args(options).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = Background(command.spawn().context("can't start Xvfb")?);
        let stdout = server.0.stdout.take().context("Xvfb has no standard output")?;
        let mut number = String::new();
        BufReader::new(stdout).read_line(&mut number)?;
        Ok(Self { name: format!(":{}", number.trim_end()), _server: server })
    }
}

fn wasm_tests(project: &Project) -> Result<Command> {
    let wasm_bindgen = CargoTool::wasm_bindgen(project).ensure()?;
    let runner = wasm_bindgen.with_file_name(format!("wasm-bindgen-test-runner{}", std::env::consts::EXE_SUFFIX));
    let mut cargo = project.cargo(&["test", "--target", WASM_TARGET, "--test", "boundary", "--locked"]);
    cargo
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        // In seconds: a browser's first start on a busy machine is slow.
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    Ok(cargo)
}

fn firefox() -> Option<PathBuf> {
    ["firefox", "firefox-esr"].iter().find_map(|name| sh::find(name))
}

fn webkit() -> Option<WebKit> {
    let minibrowser = MINIBROWSERS.iter().find(|path| Path::new(path).is_file())?;
    sh::find("Xvfb")?;
    Some(WebKit { driver: sh::find("WebKitWebDriver")?, minibrowser })
}
