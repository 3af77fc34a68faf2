//! How big the package's files are: as they are, and as they travel.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::sh;

/// One file, in bytes.
pub(crate) struct Size {
    pub(crate) file: String,
    pub(crate) raw: u64,
    gzip: u64,
    pub(crate) brotli: u64,
}

/// Measures every file of a folder.
///
/// # Errors
///
/// Node is missing, or a file can't be read.
pub(crate) fn measure(folder: &Path) -> Result<Vec<Size>> {
    // Node is here anyway and brings both compressors; in Rust they would be crates to compile first.
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/sizes.mjs");
    let lines = sh::read(Command::new("node").arg(script).arg(folder))?;
    lines.lines().map(|line| read(line).with_context(|| format!("sizes.mjs wrote `{line}`"))).collect()
}

/// A line of sizes.mjs.
pub(crate) fn read(line: &str) -> Option<Size> {
    let mut cells = line.split('\t');
    let file = cells.next()?.to_owned();
    let mut number = || cells.next()?.parse().ok();
    Some(Size { file, raw: number()?, gzip: number()?, brotli: number()? })
}

/// The sizes as a table for people.
pub(crate) fn table(sizes: &[Size]) -> String {
    let width = sizes.iter().map(|size| size.file.len()).max().unwrap_or_default();
    let rows =
        sizes.iter().map(|Size { file, raw, gzip, brotli }| format!("{file:width$}  {raw:>7}  {gzip:>7}  {brotli:>7}"));
    let head = format!("{:width$}  {:>7}  {:>7}  {:>7}", "bytes", "raw", "gzip", "brotli");
    std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_aligned() {
        let sizes = ["a.wasm\t69000\t31000\t26000", "package.json\t900\t400\t350"].map(|line| read(line).unwrap());
        let expected = "\
bytes             raw     gzip   brotli
a.wasm          69000    31000    26000
package.json      900      400      350";
        assert_eq!(table(&sizes), expected);
        assert!(read("a.wasm\t69000\t31000").is_none());
    }
}
