//! The test of the tests: the core is changed in one place after the other, and a test has to notice each time.

use std::process::Command;

use anyhow::{Result, ensure};

use crate::cargo_tool::{self, CargoTool};
use crate::project::Project;
use crate::sh;

/// What cargo-mutants exits with where no mutant was missed, but some made a test hang: a loop that doesn't end is noticed.
const NOTICED_BY_HANGING: i32 = 3;

/// Tries every mutant of the core, one after the other. Which are left out, and why, is in .cargo/mutants.toml.
///
/// # Errors
///
/// A mutant is missed by every test.
pub(crate) fn run(project: &Project) -> Result<()> {
    let cargo_mutants = CargoTool::cargo_mutants().ensure()?;
    sh::say("trying every mutant of the core (ten to thirty minutes)");
    let status = sh::status(
        Command::new(&cargo_mutants)
            .args(["mutants", "--no-shuffle", "--package", &project.name, "--output"])
            .arg(&project.target)
            .current_dir(&project.root)
            .env("PATH", cargo_tool::path_with(&cargo_mutants)?)
            // Each mutant is linked into every test: a third of the time goes into what only a debugger reads.
            .env("CARGO_PROFILE_DEV_DEBUG", "0"),
    )?;
    ensure!(status.success() || status.code() == Some(NOTICED_BY_HANGING), "mutants were missed ({status}), see above");
    Ok(())
}
