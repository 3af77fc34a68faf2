//! The demo: one user bound through the packed package.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::sandbox::{self, Sandbox};
use crate::{folder, package, page, sh, tarball};

const PORT: u16 = 8787;

/// What the command line asks for.
#[derive(Debug, PartialEq)]
pub(crate) struct Options {
    once: bool,
    port: u16,
}

impl Options {
    /// Reads `[--once] [--port N]`. With `--once` any free port serves, so that a demo that goes on is not in the way.
    ///
    /// # Errors
    ///
    /// A word is unknown, or the port is none.
    pub(crate) fn read(words: &[&str]) -> Result<Self> {
        let (mut once, mut port) = (false, None);
        let mut rest = words;
        loop {
            rest = match rest {
                [] => break,
                ["--once", rest @ ..] => {
                    once = true;
                    rest
                }
                ["--port", number, rest @ ..] => {
                    let number =
                        number.parse().ok().with_context(|| format!("`{number}` is not a port, from 0 to 65535"))?;
                    port = Some(number);
                    rest
                }
                [word, ..] => bail!("the demo does not know `{word}`; it takes --once and --port N"),
            };
        }
        Ok(Self { once, port: port.unwrap_or(if once { 0 } else { PORT }) })
    }
}

/// Builds the package, installs it as a user would, and binds through it against the sandbox.
///
/// # Errors
///
/// A tool is missing or fails, or the user is not bound.
pub(crate) fn run(project: &Project, options: &Options) -> Result<()> {
    package::build(project)?;

    sh::say("installing the packed package in a folder of its own");
    let place = project.target.join("demo");
    folder::renew(&place)?;
    fs::write(place.join("package.json"), "{ \"private\": true }\n")?;
    folder::file(&project.root.join("xtask/demo/demo.mjs"), &place.join("demo.mjs"))?;
    tarball::pack(project)?;
    tarball::install(project, &place)?;

    sandbox::build(project)?;
    if !options.once {
        page::build(project)?;
    }
    let page = page::path(project);
    let sandbox = Sandbox::start(project, options.port, (!options.once).then_some(page.as_path()))?;
    sh::run(Command::new("node").args(["demo.mjs", &sandbox.origin]).current_dir(&place))?;
    if options.once {
        println!("\nTo try more: `cargo xtask demo` opens a page for it, beside the sandbox.");
        return Ok(());
    }
    let script = place.join("demo.mjs");
    let script = script.strip_prefix(&project.root).unwrap_or(&script).display();
    println!("\nTry it on the page:\n\n  {}/demo/\n", sandbox.origin);
    println!("The sandbox's start page, {}, lists the codes. To try one here:\n", sandbox.origin);
    println!("  node {script} {} sandbox-fault-cut\n\nCtrl-C ends both.", sandbox.origin);
    sandbox.wait()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_free_choice_only_once() {
        let cases: [(&[&str], bool, u16); 4] = [
            (&[], false, 8787),
            (&["--once"], true, 0),
            (&["--port", "9000"], false, 9000),
            (&["--port", "9000", "--once"], true, 9000),
        ];
        for (words, once, port) in cases {
            assert_eq!(Options::read(words).unwrap(), Options { once, port }, "{words:?}");
        }
    }

    #[test]
    fn what_the_demo_does_not_know_is_named() {
        let cases: [(&[&str], &str); 3] = [
            (&["--twice"], "the demo does not know `--twice`; it takes --once and --port N"),
            (&["--port"], "the demo does not know `--port`; it takes --once and --port N"),
            (&["--port", "70000"], "`70000` is not a port, from 0 to 65535"),
        ];
        for (words, message) in cases {
            assert_eq!(Options::read(words).unwrap_err().to_string(), message);
        }
    }
}
