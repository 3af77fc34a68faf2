//! The same sources give the same package, byte by byte, in whatever folder.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::node::npm;
use crate::project::Project;
use crate::{folder, package, sh, tarball};

/// Builds and packs the package, and compares it with one that is built from a copy of the sources in another folder,
/// with nothing to start from.
///
/// # Errors
///
/// A tool is missing or fails, or the two differ.
pub(crate) fn run(project: &Project) -> Result<()> {
    package::build(project)?;
    tarball::pack(project)?;

    sh::say("building the package once more, in another folder (one or two minutes)");
    let elsewhere = project.target.join("reproduce").join("a folder of another name");
    folder::renew(&elsewhere)?;
    for source in sources(project)? {
        folder::file(&project.root.join(&source), &elsewhere.join(&source))?;
    }
    sh::run(
        Command::new(std::env::current_exe()?)
            .arg("build")
            .current_dir(&elsewhere)
            // Both would lead back into this folder.
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("CARGO_MANIFEST_DIR"),
    )?;
    sh::run(npm(&["pack", "--loglevel=error", "--pack-destination", ".."]).current_dir(elsewhere.join("pkg")))?;

    let here = tarball::path(project);
    let there = elsewhere.join(here.file_name().context("the tarball has no name")?);
    let (one, other) = (fs::read(&here)?, fs::read(&there)?);
    ensure!(one == other, "{} and {} differ", here.display(), there.display());
    println!("the package is reproducible: the same {} bytes from both folders", one.len());
    Ok(())
}

/// The files that make up the sources: those in the repository, and those about to be.
fn sources(project: &Project) -> Result<Vec<PathBuf>> {
    let options = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let list = sh::read(Command::new("git").args(options).current_dir(&project.root))?;
    let files = list.split('\0').filter(|file| !file.is_empty()).map(PathBuf::from);
    // One that was deleted and not yet committed is listed too.
    Ok(files.filter(|file| project.root.join(file).is_file()).collect())
}
