//! Chromium and its driver, for the tests that run in a browser.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::sh;

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
    ensure!(
        may_install(),
        "Chromium and chromedriver are not both on PATH; install them (on Debian and Ubuntu: \
         `sudo apt-get install chromium chromium-driver`)"
    );
    sh::say("installing Chromium and its driver (about two minutes, once)");
    install(&["chromium", "chromium-driver"])?;
    installed().context("apt-get installed chromium and chromium-driver, yet they are not on PATH")
}

fn installed() -> Option<PathBuf> {
    // Outside Linux the browser is an application that the driver finds by itself, and not on PATH.
    let browser = !cfg!(target_os = "linux") || BROWSERS.iter().any(|name| sh::find(name).is_some());
    sh::find("chromedriver").filter(|_| browser)
}

/// Whether Debian's packages can be installed without asking anybody.
pub(crate) fn may_install() -> bool {
    sh::find("apt-get").is_some() && sh::read(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

/// Installs Debian's packages.
///
/// # Errors
///
/// apt-get fails.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    sh::run(Command::new("apt-get").arg("update"))?;
    let options = ["install", "-y", "--no-install-recommends"];
    sh::run(Command::new("apt-get").args(options).args(packages).env("DEBIAN_FRONTEND", "noninteractive"))
}
