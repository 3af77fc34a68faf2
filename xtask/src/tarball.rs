//! The package as npm packs it: what the demo and the tests install, as its users do.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::node::npm;
use crate::project::Project;
use crate::{folder, sh};

/// Where the tarball of the package is put.
pub(crate) fn path(project: &Project) -> PathBuf {
    project.target.join(format!("{}-{}.tgz", project.name, project.version))
}

/// Packs pkg/.
///
/// # Errors
///
/// npm fails.
pub(crate) fn pack(project: &Project) -> Result<()> {
    sh::run(npm(&["pack", "--loglevel=warn", "--pack-destination"]).arg(&project.target).current_dir(project.pkg()))?;
    let tarball = path(project);
    ensure!(tarball.is_file(), "npm pack left no {}", tarball.display());
    Ok(())
}

/// Installs the tarball in a folder that has a package.json, without the network.
///
/// # Errors
///
/// npm fails.
pub(crate) fn install(project: &Project, folder: &Path) -> Result<()> {
    let quiet =
        ["install", "--offline", "--no-audit", "--no-fund", "--no-save", "--no-package-lock", "--loglevel=warn"];
    sh::run(npm(&quiet).arg(path(project)).current_dir(folder))
}

/// Puts the tarball's files where npm puts them, in a folder whose other packages are installed already.
///
/// The package has no dependencies and no scripts, so there is nothing else to do; npm would check every other one.
///
/// # Errors
///
/// `tar` is missing or fails.
pub(crate) fn unpack(project: &Project, home: &Path) -> Result<()> {
    let place = home.join("node_modules").join(&project.name);
    folder::renew(&place)?;
    let options = ["--strip-components=1", "-xzf"];
    sh::run(Command::new("tar").args(options).arg(path(project)).arg("-C").arg(place))
}
