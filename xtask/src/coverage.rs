//! How much of the code the tests run: of the core natively, of the shell in Node.

use anyhow::Result;
use xshell::cmd;

use crate::project::{Project, say};
use crate::tools::CARGO_LLVM_COV;
use crate::{package, test, wasm};

/// Prints the coverage of the core and of the shell, file by file.
///
/// # Errors
///
/// A tool is missing, or a test fails.
pub(crate) fn run(project: &Project) -> Result<()> {
    let Project { sh, name, .. } = project;
    project.cargo_tool(CARGO_LLVM_COV)?;
    say("the core, in native tests");
    cmd!(sh, "cargo llvm-cov --package {name} --lib --tests --locked").run()?;

    let module = wasm::build(project)?;
    package::lay_out(project, &module)?;
    package::pack(project)?;
    package::unpack(project, "tests/package")?;
    let trap = wasm::build_trapping(project)?;
    say("the shell, in the tests of the package in Node (the browser's half runs elsewhere)");
    let mut files = test::test_files(project, "tests/package")?;
    // It looks at sizes.
    files.retain(|file| !file.ends_with("contents.test.mjs"));
    project.npm_run("coverage").args(files).env("TRAP_WASM", trap).run()?;
    Ok(())
}
