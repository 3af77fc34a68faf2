//! The demo: one user bound through the packed package.

use anyhow::Result;
use clap::Args;
use xshell::cmd;

use crate::project::{Project, say};
use crate::{package, page};

#[derive(Args)]
pub(crate) struct Options {
    /// End after the bind: no page
    #[arg(long)]
    once: bool,
    /// Where the local service listens; with --once any free port serves unless told otherwise
    #[arg(long)]
    port: Option<u16>,
}

/// Builds the package, installs it as a user would, and binds through it against the sandbox.
///
/// # Errors
///
/// A tool is missing or fails, or the user is not bound.
pub(crate) fn run(project: &Project, options: Options) -> Result<()> {
    let Project { sh, .. } = project;
    package::build(project)?;
    package::pack(project)?;
    say("installing the packed package in a folder of its own");
    let place = project.target.join("demo");
    project.renew(&place)?;
    sh.write_file(place.join("package.json"), "{ \"private\": true }\n")?;
    sh.copy_file("xtask/demo.mjs", place.join("demo.mjs"))?;
    package::install(project, &place)?;
    let sandbox = project.sandbox()?;

    let port = options.port.unwrap_or(if options.once { 0 } else { 8787 }).to_string();
    let page = if options.once { vec!["--once".into()] } else { vec!["--page".into(), page::build(project)?] };
    let _place = sh.push_dir(&place);
    cmd!(sh, "node demo.mjs --sandbox {sandbox} --port {port} {page...}").quiet().run()?;
    Ok(())
}
