//! Node, and the npm tools that package-lock.json pins.

use std::fs;
use std::io::{IsTerminal, stdout};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::project::Project;
use crate::sh;

/// Node's test runner; a test that hangs fails after five minutes.
pub(crate) const TEST: &[&str] = &["--test", "--test-timeout=300000"];

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
        install_locked(&project.root, "the npm tools")?;
        Ok(Self { bin: project.root.join("node_modules/.bin") })
    }

    /// One of the tools.
    pub(crate) fn command(&self, tool: &str) -> Command {
        sh::npm_script(&self.bin.join(tool))
    }
}

/// Installs what a folder's package-lock.json says, where it isn't there already.
///
/// # Errors
///
/// Node or npm is missing or too old, or npm fails.
pub(crate) fn install_locked(home: &Path, what: &str) -> Result<()> {
    ensure_node()?;
    let (file, stamp) = (home.join("package-lock.json"), home.join("node_modules/.installed"));
    let lock = fs::read(&file).with_context(|| format!("can't read {}", file.display()))?;
    if fs::read(&stamp).ok().as_ref() != Some(&lock) {
        sh::say(&format!("installing {what} (under a minute, once)"));
        // Not `npm ci`: it wants the lock to name the builds for every other system, of which a registry mirror may lack
        // some; with --no-save the lock is followed all the same, and left as it is. Their install scripts only save a
        // process at each start: not worth running code for.
        sh::run(npm(&["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(home))?;
        fs::write(&stamp, &lock).with_context(|| format!("can't write {}", stamp.display()))?;
    }
    Ok(())
}

/// Node's test runner on every `*.test.mjs` of a folder.
///
/// # Errors
///
/// The folder has none.
pub(crate) fn tests_in(folder: &Path) -> Result<Command> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("can't read {}", folder.display()))? {
        files.push(entry?.path());
    }
    files.retain(|path| path.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    // Without a file Node would look for some by itself, and be content with none.
    ensure!(!files.is_empty(), "{} has no *.test.mjs", folder.display());
    let reporter = if stdout().is_terminal() { "spec" } else { "tap" };
    let mut command = Command::new("node");
    command.args(TEST).args(["--test-reporter", reporter]).args(files).current_dir(folder);
    Ok(command)
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
fn ensure_node() -> Result<()> {
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
    fn a_folder_is_tested_file_by_file_and_never_without_one() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/consumers");
        let command = tests_in(&folder).unwrap();
        let files: Vec<_> = command.get_args().filter(|word| word.to_string_lossy().ends_with("mjs")).collect();
        assert_eq!(files, [folder.join("consumers.test.mjs")]);
        let error = tests_in(&folder.join("vite")).unwrap_err().to_string();
        assert!(error.ends_with("vite has no *.test.mjs"), "{error}");
    }

    #[test]
    fn no_lock_file_names_a_registry() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for (home, tool) in [
            ("", "esbuild"),
            ("tests/consumers", "webpack"),
            ("tests/miniprogram", "miniprogram-ci"),
            ("tests/consumers/taro", "@tarojs/cli"),
            ("tests/consumers/weapp-vite", "weapp-vite"),
        ] {
            let lock = fs::read_to_string(root.join(home).join("package-lock.json")).unwrap();
            assert!(lock.contains(&format!("\"node_modules/{tool}\"")), "{home}");
            assert!(
                !lock.contains("\"resolved\": \"http"),
                "run `npm install --omit-lockfile-registry-resolved` in {home}/"
            );
        }
    }
}
