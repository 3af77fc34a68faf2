//! The demo page: built on the packed package, as a user's page is.

use std::path::PathBuf;

use anyhow::Result;

use crate::node::NpmTools;
use crate::project::Project;
use crate::{sh, tarball};

/// Where the built page is.
pub(crate) fn path(project: &Project) -> PathBuf {
    project.target.join("page")
}

/// Checks the page's types and builds it. The package is packed already.
///
/// # Errors
///
/// A tool is missing or fails.
pub(crate) fn build(project: &Project) -> Result<()> {
    let home = project.root.join("www");
    tarball::unpack(project, &home)?;
    sh::say("building the demo page");
    sh::run(NpmTools::ensure(project)?.command("tsc").arg("--project").arg(&home))?;
    let mut vite = NpmTools::ensure(project)?.command("vite");
    sh::run(
        vite.args(["build", "--logLevel", "warn", "--emptyOutDir", "--outDir"]).arg(path(project)).current_dir(home),
    )
}
