//! The package measured against what else people use, in Node, in Chromium and in mini programs.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::project::Project;
use crate::{browser, folder, mini_program, node, package, sh, tarball};

/// What a recorded run leaves for the README.
const RECORDS: &[&str] = &["bench.json", "bench.svg"];

/// What the command line asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Effort {
    /// A few minutes, for figures to look at.
    Full,
    /// The same, and the figures are kept in docs/images.
    Record,
    /// Seconds: everything runs and does the same as its peers; the figures mean nothing.
    Quick,
}

impl Effort {
    /// Reads `[--quick|--record]`.
    ///
    /// # Errors
    ///
    /// There are other words.
    pub(crate) fn read(words: &[&str]) -> Result<Self> {
        match words {
            [] => Ok(Self::Full),
            ["--record"] => Ok(Self::Record),
            ["--quick"] => Ok(Self::Quick),
            _ => bail!("the bench does not know `{}`; it takes --quick or --record", words.join(" ")),
        }
    }
}

/// Builds and packs the package, and measures it.
///
/// # Errors
///
/// A tool is missing or fails, or a peer does something else than the package.
pub(crate) fn run(project: &Project, effort: Effort) -> Result<()> {
    mini_program::simulator(project)?;
    package::build(project)?;
    tarball::pack(project)?;
    measure(project, effort)
}

/// Runs everything that is measured, quickly, on what was packed last.
///
/// # Errors
///
/// A tool is missing or fails, or a peer does something else than the package.
pub(crate) fn smoke(project: &Project) -> Result<()> {
    measure(project, Effort::Quick)
}

fn measure(project: &Project, effort: Effort) -> Result<()> {
    let home = project.root.join("bench");
    node::NpmTools::ensure(project)?;
    tarball::unpack(project, &home)?;
    sh::say(match effort {
        Effort::Quick => "everything that is measured, quickly",
        Effort::Full | Effort::Record => "measuring (about five minutes; a machine that does nothing else tells more)",
    });
    let outcome = place(project);
    folder::renew(&outcome)?;
    let mut bench = Command::new("node");
    bench.arg("bench.mjs").arg(&outcome).current_dir(home).env("CHROMEDRIVER", browser::chromedriver()?);
    if effort == Effort::Quick {
        bench.arg("--quick");
    }
    sh::run(&mut bench)?;
    if effort == Effort::Record {
        for name in RECORDS {
            folder::file(&outcome.join(name), &project.root.join("docs/images").join(name))?;
        }
    }
    Ok(())
}

fn place(project: &Project) -> PathBuf {
    project.target.join("bench")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_effort_is_one_word_or_none() {
        assert_eq!(Effort::read(&[]).unwrap(), Effort::Full);
        assert_eq!(Effort::read(&["--record"]).unwrap(), Effort::Record);
        assert_eq!(Effort::read(&["--quick"]).unwrap(), Effort::Quick);
        let error = Effort::read(&["--quick", "--record"]).unwrap_err();
        assert_eq!(error.to_string(), "the bench does not know `--quick --record`; it takes --quick or --record");
    }
}
