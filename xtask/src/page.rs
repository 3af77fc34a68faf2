//! The demo page, built on the packed package as a user's page is.

use std::path::PathBuf;

use anyhow::Result;

use crate::package;
use crate::project::{Project, say};

/// Where the built page is.
pub(crate) fn place(project: &Project) -> PathBuf {
    project.target.join("page")
}

/// Checks the page's types, builds it and returns its folder. The package is packed already.
///
/// # Errors
///
/// A tool is missing or fails.
pub(crate) fn build(project: &Project) -> Result<PathBuf> {
    package::unpack(project, "www")?;
    say("building the demo page");
    let page = place(project);
    project.npm_run("page").arg("--outDir").arg(&page).run()?;
    Ok(page)
}
