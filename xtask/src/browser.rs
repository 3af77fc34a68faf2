//! Chromium and its driver, for the tests that run in a browser.

use std::path::PathBuf;

use anyhow::{Context, Result};

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

fn installed() -> Option<PathBuf> {
    // Outside Linux the browser is an application that the driver finds by itself, and not on PATH.
    let browser = !cfg!(target_os = "linux") || BROWSERS.iter().any(|name| sh::find(name).is_some());
    sh::find("chromedriver").filter(|_| browser)
}
