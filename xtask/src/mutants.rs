//! The test of the tests: the core is changed in one place after the other, and a test has to fail each time.

use std::process::Command;

use anyhow::{Result, ensure};
use xshell::cmd;

use crate::project::{Project, say};
use crate::tools::CARGO_MUTANTS;

/// What cargo-mutants exits with where no mutant was missed, but some made a test hang: a loop that doesn't end is noticed.
const TIMEOUT: i32 = 3;

/// Tries every mutant of the core, one after the other. Which are left out, and why, is in .cargo/mutants.toml.
///
/// # Errors
///
/// No test fails for a mutant.
pub(crate) fn run(project: &Project) -> Result<()> {
    let Project { sh, name, target, .. } = project;
    project.cargo_tool(CARGO_MUTANTS)?;
    say("trying every mutant of the core (ten to thirty minutes)");
    let mutants = cmd!(sh, "cargo mutants --no-shuffle --package {name} --output {target}")
        // Each mutant is linked into the tests: a third of the time goes into what only a debugger reads.
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    let status = Command::from(mutants).status()?;
    ensure!(status.success() || status.code() == Some(TIMEOUT), "mutants were missed ({status}), see above");
    Ok(())
}
