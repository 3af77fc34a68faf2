//! The reference: the package's types for who uses it, and rustdoc for who works on it.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use serde_json::json;

use crate::node::NpmTools;
use crate::project::Project;
use crate::{folder, package, sh};

/// Writes the API reference to target/docs and rustdoc to target/doc; a member without a word about it fails.
///
/// # Errors
///
/// A tool is missing or fails, or warns.
pub(crate) fn run(project: &Project) -> Result<()> {
    package::build(project)?;
    reference(project)?;
    sh::say("rustdoc");
    sh::run(project.cargo(&["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "-D warnings"))?;
    println!("\n{}\n{}", place(project).display(), project.target.join("doc").display());
    Ok(())
}

/// The reference of what pkg/ holds.
///
/// # Errors
///
/// typedoc is missing or fails, or warns.
pub(crate) fn reference(project: &Project) -> Result<()> {
    sh::say("API reference");
    let home = project.target.join("docs-config");
    folder::renew(&home)?;
    let types = ["index.d.ts", "testing.d.ts"].map(|file| project.pkg().join(file));
    let configuration = json!({
        "compilerOptions": {
            "target": "es2022", "module": "esnext", "moduleResolution": "bundler",
            "lib": ["es2022", "dom"], "types": [], "strict": true,
        },
        "files": types,
    });
    let file = home.join("tsconfig.json");
    fs::write(&file, configuration.to_string())?;
    let mut typedoc = NpmTools::ensure(project)?.command("typedoc");
    typedoc
        .args(["--name", &project.name, "--treatWarningsAsErrors", "--validation.notDocumented", "--disableSources"])
        .arg("--tsconfig")
        .arg(file)
        .arg("--entryPoints")
        .args(types)
        .arg("--readme")
        .arg(project.root.join("README.md"))
        .arg("--out")
        .arg(place(project))
        .current_dir(&project.root);
    sh::run(&mut typedoc)
}

fn place(project: &Project) -> PathBuf {
    project.target.join("docs")
}
