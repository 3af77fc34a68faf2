//! Node, and the npm tools that xtask/package-lock.json pins.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::project::Project;
use crate::sh;

/// The oldest Node that runs the tools and the tests.
const OLDEST: u32 = 20;

/// The npm tools, installed.
pub(crate) struct NpmTools {
    bin: PathBuf,
}

impl NpmTools {
    /// Installs them where they are missing, or other than the lock file says.
    ///
    /// # Errors
    ///
    /// Node or npm is missing or too old, or npm fails.
    pub(crate) fn ensure(project: &Project) -> Result<Self> {
        ensure_node()?;
        let home = project.root.join("xtask");
        let stamp = home.join("node_modules/.installed");
        let lock = fs::read(home.join("package-lock.json")).context("can't read xtask/package-lock.json")?;
        if fs::read(&stamp).ok().as_ref() != Some(&lock) {
            sh::say("installing the npm tools (about half a minute, once)");
            // Their install scripts only save a process at each start: not worth running code for.
            sh::run(npm(&["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&home))?;
            fs::write(&stamp, &lock).with_context(|| format!("can't write {}", stamp.display()))?;
        }
        Ok(Self { bin: home.join("node_modules/.bin") })
    }

    /// One of the tools.
    pub(crate) fn command(&self, tool: &str) -> Command {
        sh::npm_script(&self.bin.join(tool))
    }
}

/// npm itself.
pub(crate) fn npm(arguments: &[&str]) -> Command {
    let mut command = sh::npm_script(Path::new("npm"));
    command.args(arguments);
    command
}

/// Refuses a machine without Node and npm, or with a Node that is too old.
///
/// # Errors
///
/// Names what is missing.
pub(crate) fn ensure_node() -> Result<()> {
    let advice = format!("install Node {OLDEST} or newer, with npm (nodejs.org)");
    for program in ["node", "npm"] {
        ensure!(sh::find(program).is_some(), "`{program}` is not on PATH; {advice}");
    }
    let version = sh::read(Command::new("node").arg("--version"))?;
    ensure!(major(&version) >= Some(OLDEST), "`node` is {version}, which is too old; {advice}");
    Ok(())
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v9.0.0"), Some(9));
        assert_eq!(major("20.20.2"), None);
        assert_eq!(major(""), None);
    }

    #[test]
    fn the_lock_file_names_no_registry() {
        let lock = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/package-lock.json")).unwrap();
        assert!(lock.contains("\"node_modules/esbuild\""));
        assert!(!lock.contains("\"resolved\""), "run `npm install --omit-lockfile-registry-resolved` in xtask/");
    }
}
