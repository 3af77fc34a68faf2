//! This project, as `cargo metadata` describes it, and a shell in its root folder.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use cargo_metadata::MetadataCommand;
use xshell::{Cmd, Shell, cmd};

/// The target that the package is compiled for.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

pub(crate) struct Project {
    /// Runs programs in `root`.
    pub(crate) sh: Shell,
    /// The repository.
    pub(crate) root: PathBuf,
    /// Where everything built goes.
    pub(crate) target: PathBuf,
    /// The packages of the Cargo workspace, by name.
    pub(crate) members: Vec<String>,
    /// The name of the crate and of the npm package.
    pub(crate) name: String,
    pub(crate) version: String,
    /// The version in Cargo.lock, which the command line tool has to match.
    pub(crate) wasm_bindgen: String,
}

impl Project {
    /// # Errors
    ///
    /// Cargo fails.
    pub(crate) fn find() -> Result<Self> {
        // For one platform, so that the crates of others need not be downloaded.
        let options = ["--locked", "--filter-platform", WASM_TARGET].map(str::to_owned);
        let metadata = MetadataCommand::new().other_options(options).exec()?;
        let package = metadata.root_package().context("Cargo.toml at the root has no package")?;
        let is_wasm_bindgen = |package: &&cargo_metadata::Package| package.name == "wasm-bindgen";
        let wasm_bindgen = metadata.packages.iter().find(is_wasm_bindgen).context("there is no wasm-bindgen")?;
        let sh = Shell::new()?;
        sh.change_dir(&metadata.workspace_root);
        Ok(Self {
            sh,
            root: metadata.workspace_root.clone().into(),
            target: metadata.target_directory.clone().into(),
            members: metadata.workspace_packages().iter().map(|package| package.name.to_string()).collect(),
            name: package.name.to_string(),
            version: package.version.to_string(),
            wasm_bindgen: wasm_bindgen.version.to_string(),
        })
    }

    /// The finished npm package.
    pub(crate) fn pkg(&self) -> PathBuf {
        self.root.join("pkg")
    }

    /// An npm script of package.json at the root, with `node_modules/.bin` on its PATH.
    pub(crate) fn npm_run(&self, script: &str) -> Cmd<'_> {
        npm(&self.sh).args(["run", "--silent", script, "--"])
    }

    /// Leaves a folder below `target` there and empty.
    ///
    /// # Errors
    ///
    /// It can't be removed or made.
    pub(crate) fn renew(&self, folder: &Path) -> Result<()> {
        self.sh.remove_path(folder)?;
        self.sh.create_dir(folder)?;
        Ok(())
    }

    /// Makes a symbolic link to a folder, in the place of what is there.
    ///
    /// # Errors
    ///
    /// The link can't be made.
    pub(crate) fn link(&self, folder: &Path, at: &Path) -> Result<()> {
        #[cfg(unix)]
        use std::os::unix::fs::symlink;
        #[cfg(windows)]
        use std::os::windows::fs::symlink_dir as symlink;

        self.sh.remove_path(at)?;
        self.sh.create_dir(at.parent().unwrap_or(at))?;
        symlink(folder, at).with_context(|| format!("can't link {}", at.display()))
    }

    /// Copies a folder's files that are in the repository or about to be.
    ///
    /// # Errors
    ///
    /// git fails, or a file can't be read or written.
    pub(crate) fn copy_sources(&self, folder: &str, to: &Path) -> Result<()> {
        let _folder = self.sh.push_dir(folder);
        let files = cmd!(self.sh, "git ls-files --cached --others --exclude-standard").quiet().read()?;
        for file in files.lines() {
            let (from, to) = (self.sh.current_dir().join(file), to.join(file));
            self.sh.create_dir(to.parent().unwrap_or(&to))?;
            // One that was deleted and is not committed yet is listed too.
            if from.is_file() {
                self.sh.copy_file(from, to)?;
            }
        }
        Ok(())
    }
}

const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// npm, in the shell's folder.
pub(crate) fn npm(sh: &Shell) -> Cmd<'_> {
    cmd!(sh, "{NPM}").quiet()
}

/// Says what comes next and how long it takes, so that a long step is not taken for one that hangs.
pub(crate) fn say(step: &str) {
    println!("==> {step}");
}
