//! What the tasks need, installed where it is missing: parts of the toolchain, programs of crates.io, npm packages, and Debian's packages.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use xshell::cmd;

use crate::project::{Project, WASM_TARGET, npm, say};

/// A program that `cargo install` provides, and its version.
pub(crate) type CargoTool = (&'static str, &'static str);

pub(crate) const CARGO_DENY: CargoTool = ("cargo-deny", "0.20.2");
pub(crate) const CARGO_FUZZ: CargoTool = ("cargo-fuzz", "0.13.2");
/// Needs LLVM's tools: `rustup component add llvm-tools`, or their paths in LLVM_COV and LLVM_PROFDATA.
pub(crate) const CARGO_LLVM_COV: CargoTool = ("cargo-llvm-cov", "0.9.1");
pub(crate) const CARGO_MUTANTS: CargoTool = ("cargo-mutants", "27.1.0");
/// Drives Firefox. No distribution packs it.
pub(crate) const GECKODRIVER: CargoTool = ("geckodriver", "0.37.1");
/// Runs wasm-bindgen tests in a browser.
pub(crate) const WASM_PACK: CargoTool = ("wasm-pack", "0.15.1");

/// For tools, which nobody debugs.
const LESS_TO_COMPILE: [(&str, &str); 3] = [
    ("CARGO_PROFILE_DEV_DEBUG", "0"),
    ("CARGO_PROFILE_DEV_DEBUG_ASSERTIONS", "false"),
    ("CARGO_PROFILE_DEV_OVERFLOW_CHECKS", "false"),
];

/// The oldest Node.js that runs the tools and the tests.
const NODE: u32 = 20;

/// What Debian and its children call the packages of a program.
const APT_GET: [&str; 4] = ["install", "-y", "--no-install-recommends", "--quiet"];

impl Project {
    /// Installs what rust-toolchain.toml names, where rustup is set not to do that by itself.
    ///
    /// # Errors
    ///
    /// rustup is missing or fails.
    pub(crate) fn toolchain(&self) -> Result<()> {
        let sysroot = PathBuf::from(cmd!(self.sh, "rustc --print sysroot").quiet().read()?);
        if ["src", WASM_TARGET].iter().all(|part| sysroot.join("lib/rustlib").join(part).is_dir()) {
            return Ok(());
        }
        say("installing what rust-toolchain.toml names (under a minute, once)");
        // Cargo names the toolchain to its children, and then rustup doesn't look at the file.
        cmd!(self.sh, "rustup toolchain install --no-self-update --profile minimal")
            .env_remove("RUSTUP_TOOLCHAIN")
            .run()?;
        Ok(())
    }

    /// Installs a program in the user's cache, and puts it on the PATH of this shell. Returns its folder.
    ///
    /// # Errors
    ///
    /// Cargo fails.
    pub(crate) fn cargo_tool(&self, (name, version): CargoTool) -> Result<PathBuf> {
        self.install(name, version)
    }

    /// The same for wasm-bindgen's command line, which has to be of the version in Cargo.lock.
    ///
    /// # Errors
    ///
    /// Cargo fails.
    pub(crate) fn wasm_bindgen(&self) -> Result<PathBuf> {
        self.install("wasm-bindgen-cli", &self.wasm_bindgen)
    }

    fn install(&self, name: &str, version: &str) -> Result<PathBuf> {
        let folder = cache()?.join(format!("{name}-{version}"));
        // Cargo writes this file last.
        if !folder.join(".crates.toml").is_file() {
            say(&format!("installing {name} {version} from source (one to three minutes, once)"));
            // Without --locked: a registry mirror may lack the very versions that the tool was locked to, and newer ones
            // serve. Not optimised: that takes four times as long to compile, and the tool has little to do. In one target
            // folder: the tools share many of their dependencies.
            let target = self.target.join("tools");
            cmd!(self.sh, "cargo install {name} --version ={version} --debug --root {folder} --target-dir {target}")
                .envs(LESS_TO_COMPILE)
                .run()?;
        }
        let bin = folder.join("bin");
        let path = self.sh.var_os("PATH").unwrap_or_default();
        let folders = std::env::split_paths(&path).filter(|other| *other != bin);
        self.sh.set_var("PATH", std::env::join_paths([bin.clone()].into_iter().chain(folders))?);
        Ok(bin)
    }

    /// Installs the npm packages of a folder as its package-lock.json says.
    ///
    /// # Errors
    ///
    /// Node.js or npm is missing or too old, or npm fails.
    pub(crate) fn npm_install(&self, folder: &str) -> Result<()> {
        let _root = self.sh.push_dir(folder);
        let home = self.sh.current_dir();
        let (lock, installed) = (home.join("package-lock.json"), home.join("node_modules/.installed"));
        let wanted = fs::read(&lock).with_context(|| format!("can't read {}", lock.display()))?;
        if fs::read(&installed).is_ok_and(|lock| lock == wanted) {
            return Ok(());
        }
        self.check_node()?;
        say(&format!("installing the npm packages of {folder} (under a minute, once)"));
        // Not `npm ci`: it wants the lock to name the builds for every other system, of which a registry mirror may lack
        // some; with --no-save the lock is followed all the same, and left as it is. No install script is needed.
        npm(&self.sh).args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"]).run()?;
        fs::write(&installed, wanted).with_context(|| format!("can't write {}", installed.display()))
    }

    fn check_node(&self) -> Result<()> {
        let advice = format!("install Node.js {NODE} or newer, with npm (nodejs.org)");
        let version = cmd!(self.sh, "node --version").quiet().read().with_context(|| advice.clone())?;
        let major = version.strip_prefix('v').and_then(|version| version.split('.').next()?.parse().ok());
        ensure!(major >= Some(NODE), "node is {version}, which is too old; {advice}");
        Ok(())
    }

    /// Installs Debian's packages if one of the programs is not on PATH.
    ///
    /// # Errors
    ///
    /// A program is missing, and this is no such system or the user is not its administrator.
    pub(crate) fn debian(&self, programs: &[&str], packages: &[&str]) -> Result<()> {
        let Some(missing) = programs.iter().find(|program| find(program).is_none()) else { return Ok(()) };
        let list = packages.join(" ");
        ensure!(
            self.may_install(),
            "`{missing}` is not on PATH; install it (on Debian and Ubuntu: `sudo apt-get install {list}`)"
        );
        say(&format!("installing {list} (a minute or two, once)"));
        cmd!(self.sh, "apt-get update --quiet").run()?;
        cmd!(self.sh, "apt-get {APT_GET...} {packages...}").env("DEBIAN_FRONTEND", "noninteractive").run()?;
        ensure!(find(missing).is_some(), "apt-get installed {list}, yet `{missing}` is not on PATH");
        Ok(())
    }

    /// Whether Debian's packages can be installed without asking the user.
    pub(crate) fn may_install(&self) -> bool {
        find("apt-get").is_some() && cmd!(self.sh, "id -u").quiet().read().is_ok_and(|id| id == "0")
    }
}

/// The program of that name on PATH.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

fn cache() -> Result<PathBuf> {
    let cache = match std::env::var_os("XDG_CACHE_HOME").filter(|folder| !folder.is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None => std::env::home_dir().context("there is no home folder; set XDG_CACHE_HOME")?.join(".cache"),
    };
    Ok(cache.join("wechat-mobile-bind"))
}
