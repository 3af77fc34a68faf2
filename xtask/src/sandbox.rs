//! The local identity service: built, and run beside the demo.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::sh::{self, Background};

const NAME: &str = "wechat-mobile-bind-sandbox";

/// What the sandbox prints when it is ready, before its origin.
const READY: &str = "sandbox listening on ";

const PATIENCE: Duration = Duration::from_secs(30);

/// A sandbox that runs until this is dropped.
pub(crate) struct Sandbox {
    process: Background,
    /// Held open: the sandbox ends when it closes, however this program comes to its end.
    _stdin: ChildStdin,
    /// Where it listens, such as `http://127.0.0.1:8787`.
    pub(crate) origin: String,
}

/// Builds the sandbox.
///
/// # Errors
///
/// Cargo fails.
pub(crate) fn build(project: &Project) -> Result<()> {
    sh::say("building the sandbox (about a minute the first time)");
    sh::run(&mut project.cargo(&["build", "--package", NAME, "--locked"]))
}

/// Where its program is once it is built.
pub(crate) fn program(project: &Project) -> PathBuf {
    project.target.join("debug").join(format!("{NAME}{}", std::env::consts::EXE_SUFFIX))
}

impl Sandbox {
    /// Starts the sandbox, with the demo page beside it where its folder is given, and waits until it listens. Port 0
    /// takes any that is free.
    ///
    /// # Errors
    ///
    /// The sandbox ends instead of listening: the port is taken, say.
    pub(crate) fn start(project: &Project, port: u16, page: Option<&Path>) -> Result<Self> {
        let program = program(project);
        let mut command = Command::new(&program);
        command.args(["--exit-with-stdin", "--port", &port.to_string()]).stdin(Stdio::piped()).stdout(Stdio::piped());
        if let Some(page) = page {
            command.arg("--demo").arg(page);
        }
        let child = command.spawn().with_context(|| format!("can't start {}", program.display()))?;
        let mut process = Background(child);
        let stdin = process.0.stdin.take().context("the sandbox has no standard input")?;
        let stdout = process.0.stdout.take().context("the sandbox has no standard output")?;

        let (sender, origins) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                match line.strip_prefix(READY) {
                    Some(origin) => _ = sender.send(origin.to_owned()),
                    None => println!("{line}"),
                }
            }
        });
        let origin = origins
            .recv_timeout(PATIENCE)
            .ok()
            .with_context(|| format!("the sandbox does not listen on port {port}, see its output above"))?;
        Ok(Self { process, _stdin: stdin, origin })
    }

    /// Waits until the sandbox ends.
    ///
    /// # Errors
    ///
    /// The system can't tell.
    pub(crate) fn wait(mut self) -> Result<()> {
        self.process.0.wait()?;
        Ok(())
    }
}
