//! The reference: the package's types for who uses it, and rustdoc for who works on it.

use anyhow::Result;
use xshell::cmd;

use crate::package;
use crate::project::{Project, say};

/// Writes the API reference to target/docs and rustdoc to target/doc; a member without documentation fails.
///
/// # Errors
///
/// A tool is missing or fails, or warns.
pub(crate) fn run(project: &Project) -> Result<()> {
    package::build(project)?;
    reference(project)?;
    say("rustdoc");
    rustdoc(project)?;
    println!("\n{}\n{}", project.target.join("docs").display(), project.target.join("doc").display());
    Ok(())
}

/// The reference of what pkg/ holds.
///
/// # Errors
///
/// typedoc is missing or fails, or warns.
pub(crate) fn reference(project: &Project) -> Result<()> {
    say("API reference");
    project.npm_run("docs").arg("--out").arg(project.target.join("docs")).run()?;
    Ok(())
}

/// rustdoc of the workspace, for the host and for wasm.
///
/// # Errors
///
/// It warns.
pub(crate) fn rustdoc(project: &Project) -> Result<()> {
    let Project { sh, name, .. } = project;
    let _deny = sh.push_env("RUSTDOCFLAGS", "-D warnings");
    cmd!(sh, "cargo doc --workspace --no-deps --locked").run()?;
    cmd!(sh, "cargo doc --package {name} --lib --no-deps --locked --target wasm32-unknown-unknown").run()?;
    Ok(())
}
