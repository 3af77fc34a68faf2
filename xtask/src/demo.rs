//! The demo: one user bound through the packed package.

use std::net::{Ipv4Addr, TcpListener};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
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

/// Builds the package, installs it as a user would, and binds through it against the fake service that it brings.
///
/// # Errors
///
/// The port is in use, a tool is missing or fails, or the user is not bound.
pub(crate) fn run(project: &Project, options: Options) -> Result<()> {
    let Project { sh, .. } = project;
    let port = options.port.unwrap_or(if options.once { 0 } else { 8787 });
    // Before the build, which takes minutes the first time.
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .with_context(|| format!("port {port} is not free: choose another one with `--port`"))?;
    package::build(project)?;
    package::pack(project)?;
    say("installing the packed package in a folder of its own");
    let place = project.target.join("demo");
    project.renew(&place)?;
    sh.write_file(place.join("package.json"), "{ \"private\": true }\n")?;
    sh.copy_file("xtask/demo.mjs", place.join("demo.mjs"))?;
    package::install(project, &place)?;

    let port = port.to_string();
    let page = if options.once { vec!["--once".into()] } else { vec!["--page".into(), page::build(project)?] };
    let _place = sh.push_dir(&place);
    let demo = cmd!(sh, "node demo.mjs --port {port} {page...}");
    let mut demo = Command::from(demo).stdin(Stdio::piped()).spawn()?;
    // Held open: the demo ends when it closes, however this program comes to its end.
    let _stdin = demo.stdin.take();
    let status = demo.wait()?;
    ensure!(status.success(), "the demo failed ({status}), see its output above");
    Ok(())
}
