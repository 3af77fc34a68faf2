//! What Cargo knows of this project: its folders, the package's name and version, the version of wasm-bindgen.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::sh;

/// The target that the package is compiled for.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// This project, as `cargo metadata` tells it.
pub(crate) struct Project {
    /// The repository.
    pub(crate) root: PathBuf,
    /// Where everything built goes.
    pub(crate) target: PathBuf,
    /// The name of the crate and of the npm package.
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) description: String,
    pub(crate) license: String,
    /// The version that Cargo.lock holds, which the command line tool has to match.
    pub(crate) wasm_bindgen: String,
}

impl Project {
    /// Asks Cargo.
    ///
    /// # Errors
    ///
    /// Cargo fails, or Cargo.toml lacks a field that the npm package needs.
    pub(crate) fn find() -> Result<Self> {
        // One platform, so that the crates of the others need not be downloaded.
        let metadata = sh::read(Command::new("cargo").args([
            "metadata",
            "--format-version=1",
            "--locked",
            "--filter-platform",
            WASM_TARGET,
        ]))?;
        Self::read(&metadata)
    }

    fn read(metadata: &str) -> Result<Self> {
        let metadata: Value = serde_json::from_str(metadata).context("`cargo metadata` wrote no JSON")?;
        let root = PathBuf::from(text(&metadata, "workspace_root")?);
        let manifest = root.join("Cargo.toml");
        let packages = metadata["packages"].as_array().context("`cargo metadata` names no packages")?;
        let package = packages
            .iter()
            .find(|package| package["manifest_path"].as_str().is_some_and(|path| manifest == *path))
            .context("Cargo.toml at the root has no package")?;
        let wasm_bindgen = packages
            .iter()
            .find(|package| package["name"] == "wasm-bindgen")
            .context("wasm-bindgen is not among the dependencies")?;
        Ok(Self {
            target: text(&metadata, "target_directory")?.into(),
            name: text(package, "name")?,
            version: text(package, "version")?,
            description: text(package, "description")?,
            license: text(package, "license")?,
            wasm_bindgen: text(wasm_bindgen, "version")?,
            root,
        })
    }

    /// The crate's name as the compiler writes it into file names.
    pub(crate) fn crate_name(&self) -> String {
        self.name.replace('-', "_")
    }

    /// The finished npm package.
    pub(crate) fn pkg(&self) -> PathBuf {
        self.root.join("pkg")
    }

    /// Cargo, in the project's root.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("cargo");
        command.args(arguments).current_dir(&self.root);
        command
    }
}

fn text(object: &Value, field: &str) -> Result<String> {
    let text = object[field].as_str().with_context(|| format!("`cargo metadata` tells no `{field}`"))?;
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const METADATA: &str = r#"{
        "packages": [
            {"name": "wasm-bindgen", "version": "0.2.130", "manifest_path": "/registry/wasm-bindgen/Cargo.toml"},
            {"name": "a-b", "version": "1.2.3", "description": "does it", "license": "MIT", "manifest_path": "/repo/Cargo.toml"}
        ],
        "workspace_root": "/repo",
        "target_directory": "/elsewhere"
    }"#;

    #[test]
    fn the_root_package_and_wasm_bindgen_are_found() {
        let project = Project::read(METADATA).unwrap();
        assert_eq!((project.name.as_str(), project.version.as_str()), ("a-b", "1.2.3"));
        assert_eq!(project.crate_name(), "a_b");
        assert_eq!(project.wasm_bindgen, "0.2.130");
        assert_eq!(project.target, PathBuf::from("/elsewhere"));
    }

    #[test]
    fn a_missing_description_is_named() {
        let error = Project::read(&METADATA.replace(r#""description": "does it","#, "")).err().unwrap();
        assert_eq!(error.to_string(), "`cargo metadata` tells no `description`");
    }
}
