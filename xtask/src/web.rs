//! The tests on the web: the demo page in every engine, and the package in other people's projects.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::engines::Engines;
use crate::node::TEST;
use crate::project::Project;
use crate::{browser, folder, node, page, sandbox, sh, tarball};

/// Drives the demo page in every engine that is here; screenshots stay in target/screenshots.
///
/// # Errors
///
/// A tool is missing, or a test fails.
pub(crate) fn page(project: &Project) -> Result<()> {
    page::build(project)?;
    let screenshots = project.target.join("screenshots");
    folder::renew(&screenshots)?;
    let home = project.root.join("tests/browsers");
    sh::say("tests of the page in every engine (about two minutes)");
    let mut test = test(project, &home)?;
    test.arg("page.test.mjs").env("DEMO_DIR", page::path(project)).env("SCREENSHOTS", screenshots);
    sh::run(&mut test)
}

/// Builds other people's projects on the packed package, and binds in each.
///
/// # Errors
///
/// A tool is missing, or a test fails.
pub(crate) fn consumers(project: &Project) -> Result<()> {
    let home = project.root.join("tests/consumers");
    node::install_locked(&home, "bundlers and runtimes")?;
    tarball::unpack(project, &home)?;
    sh::say("tests of the package in other people's projects (about a minute)");
    sh::run(test(project, &home)?.arg("consumers.test.mjs"))
}

/// Runs the servers that docs/server.md prints, on the packed package.
///
/// # Errors
///
/// A tool is missing, or a test fails.
pub(crate) fn servers(project: &Project) -> Result<()> {
    let home = project.root.join("tests/servers");
    node::NpmTools::ensure(project)?;
    tarball::unpack(project, &home)?;
    sh::say("tests of the servers that the documentation prints (half a minute)");
    sh::run(node::tests_in(&home)?.env("SANDBOX_BIN", sandbox::program(project)))
}

/// Node's test runner, told where the sandbox and the browsers are.
fn test(project: &Project, home: &Path) -> Result<Command> {
    let mut command = Command::new("node");
    command
        .args(TEST)
        .arg("--test-reporter=spec")
        .current_dir(home)
        .env("SANDBOX_BIN", sandbox::program(project))
        .env("CHROMEDRIVER", browser::chromedriver()?);
    Engines::ensure()?.tell(&mut command);
    Ok(command)
}
