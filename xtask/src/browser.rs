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
        is_root() && sh::find("apt-get").is_some(),
        "Chromium and chromedriver are not both on PATH; install them (on Debian and Ubuntu: \
         `sudo apt-get install chromium chromium-driver`)"
    );
    sh::say("installing Chromium and its driver (about two minutes, once)");
    sh::run(Command::new("apt-get").arg("update"))?;
    let packages = ["install", "-y", "--no-install-recommends", "chromium", "chromium-driver"];
    sh::run(Command::new("apt-get").args(packages).env("DEBIAN_FRONTEND", "noninteractive"))?;
    installed().context("apt-get installed chromium and chromium-driver, yet they are not on PATH")
}

fn installed() -> Option<PathBuf> {
    // Outside Linux the browser is an application that the driver finds by itself, and not on PATH.
    let browser = !cfg!(target_os = "linux") || BROWSERS.iter().any(|name| sh::find(name).is_some());
    sh::find("chromedriver").filter(|_| browser)
}

fn is_root() -> bool {
    sh::read(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}
