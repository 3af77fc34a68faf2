//! Folders: made afresh, and copied.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result};

/// Leaves the folder there and empty.
///
/// # Errors
///
/// It can't be removed or made.
pub(crate) fn renew(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error).with_context(|| message("remove", folder)),
        _ => fs::create_dir_all(folder).with_context(|| message("make", folder)),
    }
}

/// Copies what the folder holds, at every depth, except the paths that are not wanted.
///
/// # Errors
///
/// One can't be read or written.
pub(crate) fn copy(from: &Path, to: &Path, wanted: &dyn Fn(&Path) -> bool) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| message("read", from))? {
        let entry = entry?;
        let (source, copy) = (entry.path(), to.join(entry.file_name()));
        if !wanted(&source) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            self::copy(&source, &copy, wanted)?;
        } else {
            file(&source, &copy)?;
        }
    }
    Ok(())
}

/// Copies a file, its folder made where it is missing.
///
/// # Errors
///
/// It can't be read or written.
pub(crate) fn file(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).with_context(|| message("make", folder))?;
    }
    fs::copy(from, to).with_context(|| message("copy", from))?;
    Ok(())
}

fn message(verb: &str, path: &Path) -> String {
    format!("can't {verb} {}", path.display())
}
