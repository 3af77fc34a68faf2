//! Packages of Debian and its children, installed where nobody has to be asked.

use std::process::Command;

use anyhow::{Result, ensure};

use crate::sh;

/// Installs packages.
///
/// # Errors
///
/// This is no such system, or not its administrator: `missing` says what is not there.
pub(crate) fn install(packages: &[&str], missing: &str) -> Result<()> {
    ensure!(
        may_install(),
        "{missing}; install it (on Debian and Ubuntu: `sudo apt-get install {}`)",
        packages.join(" ")
    );
    sh::say(&format!("installing {} (a minute or two, once)", packages.join(" and ")));
    sh::run(Command::new("apt-get").arg("update"))?;
    let options = ["install", "-y", "--no-install-recommends"];
    sh::run(Command::new("apt-get").args(options).args(packages).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// Whether packages can be installed without asking anybody.
pub(crate) fn may_install() -> bool {
    sh::find("apt-get").is_some() && sh::read(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}
