//! The test of the tests: the code is changed in one place after the other, and a test has to fail each time.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};
use xshell::{Cmd, cmd};

use crate::project::{Project, WASM_TARGET, say};
use crate::tools::CARGO_MUTANTS;
use crate::{package, test, wasm};

/// What cargo-mutants exits with where no mutant was missed, but some made a test hang: a loop that doesn't end is noticed.
const TIMEOUT: i32 = 3;

/// How long a file of the package's tests may take, in milliseconds: some mutants never end.
const PATIENCE: &str = "60000";

/// Where the mutants of the boundary find the npm packages, in the environment.
const REPOSITORY: &str = "REPOSITORY";

/// Tries every mutant of the core, which native tests have to notice, and of the boundary, which the tests of the package have to
/// notice. Which are left out, and why, is in .cargo/mutants.toml and .cargo/mutants-boundary.toml.
///
/// # Errors
///
/// No test fails for a mutant.
pub(crate) fn run(project: &Project) -> Result<()> {
    let Project { sh, name, root, target, .. } = project;
    project.cargo_tool(CARGO_MUTANTS)?;
    project.npm_install(".")?;
    // Two at once: a build of the core keeps one core of a machine busy, and so does a test of the package.
    let mutants = || cmd!(sh, "cargo mutants --no-shuffle --jobs 2 --package {name}");

    say("trying every mutant of the core (about ten minutes)");
    // Each mutant is linked into the tests: a third of the time goes into what only a debugger reads.
    run_all(mutants().arg("--output").arg(target).env("CARGO_PROFILE_DEV_DEBUG", "0"))?;

    say("trying every mutant of the boundary (about twenty minutes)");
    let runner = format!("CARGO_TARGET_{}_RUNNER", WASM_TARGET.to_uppercase().replace('-', "_"));
    let boundary = mutants()
        .args(["--config", ".cargo/mutants-boundary.toml", "--output"])
        .arg(target.join("boundary"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env(REPOSITORY, root)
        // Cargo runs this in the changed copy of the repository, where it expects to start a test compiled to wasm.
        .env(runner, "cargo xtask test-mutant");
    run_all(boundary)
}

fn run_all(mutants: Cmd<'_>) -> Result<()> {
    let status = Command::from(mutants).status()?;
    ensure!(status.success() || status.code() == Some(TIMEOUT), "mutants were missed ({status}), see above");
    Ok(())
}

/// Runs the tests of the package on a debug build, file by file, up to the first that fails.
///
/// # Errors
///
/// The build or a test fails.
pub(crate) fn test_one(project: &Project) -> Result<()> {
    let Project { sh, root, .. } = project;
    let repository = sh.var(REPOSITORY)?;
    project.link(&Path::new(&repository).join("node_modules"), &root.join("node_modules"))?;
    let module = wasm::build_debug(project)?;
    package::lay_out(project, &module)?;
    project.link(&project.pkg(), &root.join("tests/package/node_modules").join(&project.name))?;

    let mut files = test::test_files(project, "tests/package")?;
    // It looks at sizes.
    files.retain(|file| !file.ends_with("contents.test.mjs"));
    // First those that find most.
    files.sort_by_key(|file| !file.ends_with("conformance.test.mjs"));
    for file in files {
        cmd!(sh, "node --test --test-timeout={PATIENCE} {file}").env("TRAP_WASM", &module.wasm).run()?;
    }
    Ok(())
}
