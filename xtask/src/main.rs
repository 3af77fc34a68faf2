//! The project's tasks.

mod bench;
mod browsers;
mod coverage;
mod demo;
mod docs;
mod fuzz;
mod generate;
mod imports;
mod lint;
mod mini_program;
mod mutants;
mod package;
mod page;
mod project;
mod reproduce;
mod test;
mod tools;
mod wasm;
mod wasm_gate;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use project::Project;

/// The project's tasks. Each installs what it needs, at pinned versions, and is quick the second time.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
enum Task {
    /// Measure the package beside other ways to do the same
    Bench(bench::Options),
    /// Build the npm package in pkg/, and compare its sizes with .size-limit.json
    Build {
        /// Set the limits anew, 2 % above the sizes
        #[arg(long)]
        set_limits: bool,
    },
    /// Bind a user through the packed package against a local identity service, and serve a page to try more
    Demo(demo::Options),
    /// Print how much of the core and of the shell the tests run
    Coverage,
    /// Check licences, duplicates and sources of the dependencies, as deny.toml says
    Deny {
        /// Also ask RustSec and the npm registry what is known against them
        #[arg(long)]
        online: bool,
    },
    /// Write the API reference to target/docs, and rustdoc to target/doc
    Docs,
    /// Fuzz the core and the packed package
    Fuzz {
        /// For both together
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
    /// Write the lists, types and tables that are made from the code
    Generate,
    /// Check formatting, lints and types, without a warning
    Lint,
    /// Change the core in one place after the other: a test has to fail each time
    Mutants,
    /// Run the tests of the package on one mutant of the boundary; cargo-mutants runs this
    #[command(hide = true)]
    TestMutant { _compiled_test: std::path::PathBuf },
    /// Build the package again in another folder: it has to be the same, byte by byte
    Reproduce,
    /// Run every test, or a part of them
    Test { part: Option<test::Part> },
}

fn main() -> ExitCode {
    match run(Task::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    let project = Project::find()?;
    project.toolchain()?;
    match task {
        Task::Bench(options) => bench::run(&project, options),
        Task::Build { set_limits: false } => package::build(&project),
        Task::Build { set_limits: true } => package::set_limits(&project),
        Task::Coverage => coverage::run(&project),
        Task::Demo(options) => demo::run(&project, options),
        Task::Deny { online } => lint::dependencies(&project, online),
        Task::Docs => docs::run(&project),
        Task::Fuzz { seconds } => fuzz::run(&project, seconds),
        Task::Generate => generate::run(&project),
        Task::Lint => lint::run(&project),
        Task::Mutants => mutants::run(&project),
        Task::TestMutant { .. } => mutants::test_one(&project),
        Task::Reproduce => reproduce::run(&project),
        Task::Test { part } => test::run(&project, part),
    }
}
