//! The project's tasks. `cargo xtask` lists them.

mod bench;
mod browser;
mod budget;
mod cargo_tool;
mod debian;
mod demo;
mod deny;
mod docs;
mod engines;
mod folder;
mod functions;
mod fuzz;
mod instructions;
mod lint;
mod mini_program;
mod mutants;
mod node;
mod package;
mod page;
mod project;
mod readme;
mod reproduce;
mod sandbox;
mod sh;
mod sizes;
mod tarball;
mod test;
mod toolchain;
mod wasm;
mod wasm_gate;
mod web;

use std::process::ExitCode;

use anyhow::{Result, bail};
use project::Project;

const HELP: &str = "\
usage: cargo xtask <task>

  bench [--quick|--record]  the package measured against what else people use; --record keeps the figures in docs/images
  build                     the npm package, finished, in pkg/
  demo [--once] [--port N]  a user bound through the packed package, against a local identity service, and a page to try more
  deny [--online]           licences and sources of the dependencies; online also what is known against them
  docs                      the API reference in target/docs, and rustdoc in target/doc
  fuzz [--seconds N]        what holds for any input, tried on many; a minute in all if not told otherwise
  instructions [--record]   what the core's hot paths take against their baseline, or that as the baseline
  lint                      formatting, clippy and rustdoc, each without a warning
  mutants                   a test of the tests: each change of the core has to be noticed by one
  reproduce                 the package built again in another folder: it has to be the same
  sizes [--record]          what the package weighs against its budget, or that as the budget
  test                      everything: lints, native tests, browser tests, and the tests of the packed package
  test page|consumers|mini-program
                            only the demo page in every browser engine, only bundlers, runtimes and servers, on what was
                            packed last, or only the mini program

Each installs what it misses, at the project's versions, and is quick the second time.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<()> {
    match words {
        [] | ["help" | "-h" | "--help"] | [_, "-h" | "--help"] => println!("{HELP}"),
        ["bench", options @ ..] => bench::run(&Project::find()?, bench::Effort::read(options)?)?,
        ["build"] => package::build(&Project::find()?)?,
        ["demo", options @ ..] => demo::run(&Project::find()?, &demo::Options::read(options)?)?,
        ["deny", options @ ..] => deny::run(&Project::find()?, options)?,
        ["fuzz", options @ ..] => fuzz::run(&Project::find()?, &fuzz::Options::read(options)?)?,
        ["docs"] => docs::run(&Project::find()?)?,
        ["instructions", options @ ..] => instructions::run(&Project::find()?, options)?,
        ["lint"] => lint::run(&Project::find()?)?,
        ["mutants"] => mutants::run(&Project::find()?)?,
        ["test", "mini-program"] => mini_program::run(&Project::find()?)?,
        ["test", "page"] => web::page(&Project::find()?)?,
        ["test", "consumers"] => {
            let project = Project::find()?;
            web::servers(&project)?;
            web::consumers(&project)?;
        }
        ["reproduce"] => reproduce::run(&Project::find()?)?,
        ["sizes", options @ ..] => budget::run(&Project::find()?, options)?,
        ["test"] => test::run(&Project::find()?)?,
        _ => bail!("there is no task `{}`; `cargo xtask` lists the tasks", words.join(" ")),
    }
    Ok(())
}
