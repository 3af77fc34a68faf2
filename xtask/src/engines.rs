//! Firefox and WebKit with their drivers, for the tests that run in every engine.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::cargo_tool::CargoTool;
use crate::{debian, sh};

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

fn firefox() -> Option<PathBuf> {
    ["firefox", "firefox-esr"].iter().find_map(|name| sh::find(name))
}

fn webkit() -> Option<WebKit> {
    let minibrowser = MINIBROWSERS.iter().find(|path| Path::new(path).is_file())?;
    sh::find("Xvfb")?;
    Some(WebKit { driver: sh::find("WebKitWebDriver")?, minibrowser })
}
