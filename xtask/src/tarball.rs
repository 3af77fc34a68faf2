//! The package as npm packs it: what the demo and the tests install, as its users do.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::node::npm;
use crate::project::Project;
use crate::sh;

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
