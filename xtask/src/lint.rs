//! The lints: nothing passes with a warning.

use anyhow::Result;

use crate::project::{Project, WASM_TARGET};
use crate::{sh, toolchain};

/// Checks the formatting, then clippy and rustdoc, on the host and for wasm.
///
/// # Errors
///
/// The first check that fails.
pub(crate) fn run(project: &Project) -> Result<()> {
    toolchain::ensure()?;
    // The fuzz targets are a workspace of their own.
    let fuzz = ["--manifest-path", "fuzz/Cargo.toml"];
    let wasm = ["--package", &project.name, "--target", WASM_TARGET, "--locked"];

    sh::say("formatting");
    sh::run(&mut project.cargo(&["fmt", "--all", "--check"]))?;
    sh::run(project.cargo(&["fmt", "--check"]).args(fuzz))?;

    sh::say("clippy (about a minute the first time)");
    let deny = ["--", "-D", "warnings"];
    sh::run(project.cargo(&["clippy", "--workspace", "--all-targets", "--locked"]).args(deny))?;
    sh::run(project.cargo(&["clippy", "--lib", "--tests"]).args(wasm).args(deny))?;
    let place = project.target.join("fuzz");
    sh::run(
        project
            .cargo(&["clippy", "--no-default-features", "--locked", "--target-dir"])
            .arg(place)
            .args(fuzz)
            .args(deny),
    )?;

    sh::say("rustdoc");
    let deny = ("RUSTDOCFLAGS", "-D warnings");
    sh::run(project.cargo(&["doc", "--workspace", "--no-deps", "--locked"]).env(deny.0, deny.1))?;
    sh::run(project.cargo(&["doc", "--lib", "--no-deps"]).args(wasm).env(deny.0, deny.1))
}
