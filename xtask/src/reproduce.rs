//! The same sources give the same package, byte by byte, in whatever folder.

use anyhow::{Result, ensure};
use xshell::cmd;

use crate::package;
use crate::project::{Project, npm, say};

/// Builds and packs the package, and compares it with one that is built from a copy of the sources in another folder,
/// with nothing to start from.
///
/// # Errors
///
/// A tool is missing or fails, or the two differ.
pub(crate) fn run(project: &Project) -> Result<()> {
    let Project { sh, target, .. } = project;
    package::build(project)?;
    let here = package::pack(project)?;

    say("building the package once more, in another folder (one or two minutes)");
    let elsewhere = target.join("reproduce").join("a folder of another name");
    project.renew(&elsewhere)?;
    project.copy_sources(".", &elsewhere)?;
    let _elsewhere = sh.push_dir(&elsewhere);
    let xtask = std::env::current_exe()?;
    // Both variables would lead back into this folder.
    cmd!(sh, "{xtask} build").env_remove("CARGO_TARGET_DIR").env_remove("CARGO_MANIFEST_DIR").run()?;
    let _pkg = sh.push_dir("pkg");
    npm(sh).args(["pack", "--loglevel=error", "--pack-destination", ".."]).run()?;

    let there = elsewhere.join(here.file_name().unwrap_or_default());
    let (one, other) = (sh.read_binary_file(&here)?, sh.read_binary_file(&there)?);
    ensure!(one == other, "{} and {} differ", here.display(), there.display());
    println!("the package is reproducible: the same {} bytes from both folders", one.len());
    Ok(())
}
