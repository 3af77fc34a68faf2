//! The npm package, finished, in pkg/, and as npm packs it: what the demo and the tests install, as its users do.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use xshell::cmd;

use crate::project::{Project, npm, say};
use crate::wasm;

/// Builds the package, ready for `npm pack`, and compares its sizes with their limits.
///
/// # Errors
///
/// A tool is missing or fails, the wasm is refused, or a size is over its limit.
pub(crate) fn build(project: &Project) -> Result<()> {
    lay_out(project, &wasm::build(project)?)?;
    project.npm_run("size").run()?;
    Ok(())
}

/// Builds the package and sets the limits of its sizes anew.
///
/// # Errors
///
/// A tool is missing or fails, or the wasm is refused.
pub(crate) fn set_limits(project: &Project) -> Result<()> {
    lay_out(project, &wasm::build(project)?)?;
    project.npm_run("limits").run()?;
    Ok(())
}

/// Lays out pkg/ around a wasm.
///
/// # Errors
///
/// Node or esbuild fails.
pub(crate) fn lay_out(project: &Project, module: &wasm::Module) -> Result<()> {
    let wasm::Module { wasm, glue } = module;
    say("laying out pkg/");
    cmd!(project.sh, "node pkg-template/build.mjs {wasm} {glue}").run()?;
    Ok(())
}

/// Packs pkg/ and returns the tarball.
///
/// # Errors
///
/// npm fails.
pub(crate) fn pack(project: &Project) -> Result<PathBuf> {
    let Project { sh, target, .. } = project;
    let _pkg = sh.push_dir(project.pkg());
    npm(sh).args(["pack", "--loglevel=warn", "--pack-destination"]).arg(target).run()?;
    let tarball = tarball(project);
    ensure!(tarball.is_file(), "npm pack left no {}", tarball.display());
    Ok(tarball)
}

/// Where [`pack`] puts the tarball.
pub(crate) fn tarball(project: &Project) -> PathBuf {
    project.target.join(format!("{}-{}.tgz", project.name, project.version))
}

/// Installs the tarball in a folder that has a package.json, without the network.
///
/// # Errors
///
/// npm fails.
pub(crate) fn install(project: &Project, folder: &Path) -> Result<()> {
    const OPTIONS: [&str; 6] =
        ["--offline", "--no-audit", "--no-fund", "--no-save", "--no-package-lock", "--loglevel=warn"];
    let _folder = project.sh.push_dir(folder);
    npm(&project.sh).arg("install").args(OPTIONS).arg(tarball(project)).run()?;
    Ok(())
}

/// Puts the tarball's files where npm puts them, in a folder of the repository whose other packages are installed already.
///
/// The package has no dependencies and no scripts, so there is nothing else to do; npm would check every other one.
///
/// # Errors
///
/// `tar` is missing or fails.
pub(crate) fn unpack(project: &Project, folder: &str) -> Result<()> {
    let (place, tarball) = (project.root.join(folder).join("node_modules").join(&project.name), tarball(project));
    project.renew(&place)?;
    cmd!(project.sh, "tar --strip-components=1 -xzf {tarball} -C {place}").quiet().run()?;
    Ok(())
}
