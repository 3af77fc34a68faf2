//! Programs that `cargo install` provides, at one version each, in a folder of the user's cache.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::sh;

/// A program, and the crate that it is built from.
pub(crate) struct CargoTool {
    program: &'static str,
    source: &'static str,
    version: String,
    /// What makes it tell its version.
    asked: &'static [&'static str],
}

const ASKED: &[&str] = &["--version"];

impl CargoTool {
    /// Writes the JavaScript side of a wasm-bindgen crate: both have to be of the very same version.
    pub(crate) fn wasm_bindgen(project: &Project) -> Self {
        let version = project.wasm_bindgen.clone();
        Self { program: "wasm-bindgen", source: "wasm-bindgen-cli", version, asked: ASKED }
    }

    /// Runs wasm-bindgen tests in a browser.
    pub(crate) fn wasm_pack() -> Self {
        Self::of_its_own_crate("wasm-pack", "0.15.0")
    }

    /// Builds and runs fuzz targets.
    pub(crate) fn cargo_fuzz() -> Self {
        Self::of_its_own_crate("cargo-fuzz", "0.13.2")
    }

    /// Tests the tests: changes the code, and tells where no test notices.
    pub(crate) fn cargo_mutants() -> Self {
        Self { asked: &["mutants", "--version"], ..Self::of_its_own_crate("cargo-mutants", "27.1.0") }
    }

    /// Checks the dependencies: their licences, their sources, and what is known against them.
    pub(crate) fn cargo_deny() -> Self {
        Self::of_its_own_crate("cargo-deny", "0.20.2")
    }

    fn of_its_own_crate(program: &'static str, version: &str) -> Self {
        Self { program, source: program, version: version.to_owned(), asked: ASKED }
    }

    /// Drives Firefox, which no distribution packs a driver for.
    pub(crate) fn geckodriver() -> Self {
        Self::of_its_own_crate("geckodriver", "0.36.0")
    }

    /// The program: the one on PATH where it has the right version, else the user's cache's, installed where missing.
    ///
    /// # Errors
    ///
    /// It can't be installed.
    pub(crate) fn ensure(&self) -> Result<PathBuf> {
        let folder = cache()?.join(format!("{}-{}", self.source, self.version));
        let cached = folder.join("bin").join(format!("{}{}", self.program, std::env::consts::EXE_SUFFIX));
        if let Some(found) = sh::find(self.program).into_iter().chain([cached.clone()]).find(|path| self.is(path)) {
            return Ok(found);
        }
        sh::say(&format!("installing {} {} from source (one to three minutes, once)", self.program, self.version));
        let version = format!("={}", self.version);
        sh::run(
            Command::new("cargo")
                // Without --locked: a registry mirror may lack the very versions that the tool was locked to, and newer
                // ones serve. Not optimised: that takes four times as long to compile, and the tool has little to do.
                .args(["install", self.source, "--version", &version, "--debug", "--root"])
                .arg(&folder)
                .env("CARGO_PROFILE_DEV_DEBUG", "0"),
        )?;
        Ok(cached)
    }

    fn is(&self, path: &Path) -> bool {
        let Ok(output) = Command::new(path).args(self.asked).output() else { return false };
        // Its name and version come first; some tell more.
        let text = String::from_utf8_lossy(&output.stdout);
        text.split_whitespace().take(2).eq([self.program, &self.version])
    }
}

/// PATH with a program's own folder in front, for a program that looks for its neighbours there.
pub(crate) fn path_with(program: &Path) -> Result<OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folder = program.parent().map(Path::to_owned);
    Ok(std::env::join_paths(folder.into_iter().chain(std::env::split_paths(&path)))?)
}

fn cache() -> Result<PathBuf> {
    let cache = match std::env::var_os("XDG_CACHE_HOME").filter(|folder| !folder.is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None => std::env::home_dir().context("there is no home folder; set XDG_CACHE_HOME")?.join(".cache"),
    };
    Ok(cache.join("wechat-mobile-bind"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_counts_only_at_its_own_version() {
        let cargo = |version: &str| CargoTool::of_its_own_crate("cargo", version);
        let reported = sh::read(Command::new("cargo").arg("--version")).unwrap();
        let version = reported.split(' ').nth(1).unwrap();
        let path = sh::find("cargo").unwrap();
        assert!(cargo(version).is(&path));
        assert!(!cargo("0.1.0").is(&path));
        assert!(!cargo("0.1.0").is(Path::new("/nowhere/cargo")));
    }
}
