//! What comes into the build from elsewhere: under which licence, from which source, and what is known against it.

use std::process::Command;

use anyhow::{Result, bail};

use crate::cargo_tool::{self, CargoTool};
use crate::node::npm;
use crate::project::Project;
use crate::sh;

/// The fuzz targets are a workspace of their own.
const MANIFESTS: &[&str] = &["Cargo.toml", "fuzz/Cargo.toml"];

/// Checks licences, duplicates and sources by deny.toml: what needs no service.
///
/// # Errors
///
/// A crate breaks a rule.
pub(crate) fn offline(project: &Project) -> Result<()> {
    sh::say("licences, duplicates and sources of the dependencies");
    check(project, &["licenses", "bans", "sources"])
}

/// The same, and with `--online` what the services say: RustSec of the crates, the registry of the npm packages'
/// signatures.
///
/// # Errors
///
/// A crate breaks a rule, a service knows something against a dependency, or can't be reached.
pub(crate) fn run(project: &Project, words: &[&str]) -> Result<()> {
    match words {
        [] => offline(project),
        ["--online"] => {
            offline(project)?;
            check(project, &["advisories"])?;
            sh::run(npm(&["audit", "signatures"]).current_dir(&project.root))
        }
        _ => bail!("the check does not know `{}`; it takes --online", words.join(" ")),
    }
}

fn check(project: &Project, what: &[&str]) -> Result<()> {
    let cargo_deny = CargoTool::cargo_deny().ensure()?;
    for manifest in MANIFESTS {
        sh::run(
            Command::new(&cargo_deny)
                .args(["--manifest-path", manifest, "--config", "deny.toml", "--locked", "check"])
                .args(what)
                .current_dir(&project.root)
                .env("PATH", cargo_tool::path_with(&cargo_deny)?),
        )?;
    }
    Ok(())
}
