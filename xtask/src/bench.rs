//! The package measured beside other ways to do the same, in Node, in Chromium and in mini programs.

use anyhow::Result;
use clap::Args;
use xshell::cmd;

use crate::browsers::Drivers;
use crate::project::{Project, say};
use crate::{mini_program, package};

#[derive(Args)]
pub(crate) struct Options {
    /// Take seconds: everything runs and does the same as its peers; the figures mean nothing
    #[arg(long)]
    quick: bool,
    /// Keep the figures in docs/images
    #[arg(long, conflicts_with = "quick")]
    record: bool,
}

/// Builds and packs the package, and measures it.
///
/// # Errors
///
/// A tool is missing or fails, or a peer does something else than the package.
pub(crate) fn run(project: &Project, options: Options) -> Result<()> {
    mini_program::simulator(project)?;
    package::build(project)?;
    package::pack(project)?;
    measure(project, &options)
}

/// Runs everything that is measured, quickly, on what was packed last.
///
/// # Errors
///
/// A tool is missing or fails, or a peer does something else than the package.
pub(crate) fn smoke(project: &Project) -> Result<()> {
    measure(project, &Options { quick: true, record: false })
}

fn measure(project: &Project, options: &Options) -> Result<()> {
    let drivers = Drivers::ensure(project)?;
    package::unpack(project, "bench")?;
    say(match options.quick {
        true => "everything that is measured, quickly",
        false => "measuring (about five minutes; a machine that does nothing else tells more)",
    });
    let outcome = project.target.join("bench");
    project.renew(&outcome)?;
    let _bench = project.sh.push_dir("bench");
    let quick = options.quick.then_some("--quick");
    drivers.pass(cmd!(project.sh, "node bench.mjs {outcome} {quick...}")).run()?;
    if options.record {
        for name in ["bench.json", "bench.svg"] {
            project.sh.copy_file(outcome.join(name), project.root.join("docs/images").join(name))?;
        }
    }
    Ok(())
}
