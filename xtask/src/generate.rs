//! What is made from the code: the lists of the package's shell, unions of names in its types, tables in the documentation.

use anyhow::Result;
use xshell::cmd;

use crate::project::{Project, say};

/// The tests that compare what is committed with the code; told so, they write it.
const UPDATE: (&str, &str) = ("UPDATE_DOCS", "1");

/// Writes everything that is generated and committed.
///
/// # Errors
///
/// A test fails for another reason than that something is stale.
pub(crate) fn run(project: &Project) -> Result<()> {
    let Project { sh, name, .. } = project;
    let _update = sh.push_env(UPDATE.0, UPDATE.1);
    say("from the core");
    cmd!(sh, "cargo test --package {name} --locked --test core documents").run()?;
    say("from the scenarios, and from the code that the pages print");
    project.npm_install(".")?;
    cmd!(sh, "node --test tests/service/documents.test.mjs tests/examples/projects.test.mjs").run()?;
    Ok(())
}
