//! What is checked without running the code: nothing passes with a warning.

use anyhow::{Result, ensure};
use xshell::cmd;

use crate::docs;
use crate::project::{Project, WASM_TARGET, npm, say};
use crate::tools::CARGO_DENY;

/// The fuzz targets are a workspace of their own.
const FUZZ: [&str; 2] = ["--manifest-path", "fuzz/Cargo.toml"];

/// Checks Rust, and everything else.
///
/// # Errors
///
/// The first check that fails.
pub(crate) fn run(project: &Project) -> Result<()> {
    rust(project)?;
    scripts(project)
}

/// Checks formatting, clippy and rustdoc.
///
/// # Errors
///
/// The first check that fails.
pub(crate) fn rust(project: &Project) -> Result<()> {
    let Project { sh, name, target, .. } = project;
    say("formatting");
    cmd!(sh, "cargo fmt --all --check").run()?;
    cmd!(sh, "cargo fmt --check {FUZZ...}").run()?;

    say("clippy (about a minute the first time)");
    let deny = ["--locked", "--", "-D", "warnings"];
    let wasm = ["--package", name, "--target", WASM_TARGET];
    cmd!(sh, "cargo clippy --workspace --all-targets {deny...}").run()?;
    cmd!(sh, "cargo clippy --lib --tests {wasm...} {deny...}").run()?;
    cmd!(sh, "cargo clippy --lib --features trap {wasm...} {deny...}").run()?;
    // As a Rust program depends on it.
    cmd!(sh, "cargo clippy --lib --no-default-features {wasm...} {deny...}").run()?;
    cmd!(sh, "cargo clippy {FUZZ...} --no-default-features --target-dir {target} {deny...}").run()?;

    say("rustdoc");
    docs::rustdoc(project)
}

/// Checks JavaScript, TypeScript, JSON, CSS and the workflows.
///
/// # Errors
///
/// The first check that fails.
pub(crate) fn scripts(project: &Project) -> Result<()> {
    project.npm_install(".")?;
    // tsc needs the types of what the tests there import.
    project.npm_install("tests/consumers")?;
    say("JavaScript, TypeScript, JSON, CSS and workflows");
    project.npm_run("lint").run()?;
    let registry = "\"resolved\": \"http";
    let locks = cmd!(project.sh, "git grep --files-with-matches {registry} -- *package-lock.json")
        .quiet()
        .ignore_status()
        .read()?;
    ensure!(locks.is_empty(), "{locks} names a registry: run `npm install --omit-lockfile-registry-resolved` there");
    Ok(())
}

/// Checks licences, duplicates and sources by deny.toml, which needs no service; `online` also what the services know: RustSec
/// of the crates, the registry of the npm packages' signatures.
///
/// # Errors
///
/// A crate breaks a rule, a service knows something against a dependency, or can't be reached.
pub(crate) fn dependencies(project: &Project, online: bool) -> Result<()> {
    project.cargo_tool(CARGO_DENY)?;
    say("licences, duplicates and sources of the dependencies");
    let advisories = online.then_some("advisories");
    for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
        let options = ["--config", "deny.toml", "--locked", "check", "licenses", "bans", "sources"];
        cmd!(project.sh, "cargo-deny --manifest-path {manifest} {options...} {advisories...}").run()?;
    }
    if online {
        npm(&project.sh).args(["audit", "signatures"]).run()?;
    }
    Ok(())
}
