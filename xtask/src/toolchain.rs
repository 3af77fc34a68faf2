//! What rustup adds to the toolchain of rust-toolchain.toml, where it is missing.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::{project::WASM_TARGET, sh};

/// A part of a toolchain, and the file in the sysroot that shows it is there.
struct Part {
    kind: &'static str,
    name: &'static str,
    sign: &'static str,
}

const PARTS: &[Part] = &[
    Part { kind: "target", name: WASM_TARGET, sign: "lib/rustlib/wasm32-unknown-unknown/lib" },
    Part { kind: "component", name: "rust-src", sign: "lib/rustlib/src/rust/library/Cargo.lock" },
    Part { kind: "component", name: "clippy", sign: "bin/cargo-clippy" },
    Part { kind: "component", name: "rustfmt", sign: "bin/rustfmt" },
];

/// Installs the parts that the toolchain lacks.
///
/// # Errors
///
/// One is missing and rustup is too, or fails.
pub(crate) fn ensure() -> Result<()> {
    let sysroot = PathBuf::from(sh::read(Command::new("rustc").args(["--print", "sysroot"]))?);
    for part in PARTS.iter().filter(|part| !is_in(&sysroot, part)) {
        if sh::find("rustup").is_none() {
            bail!("the toolchain lacks `{}` and `rustup` is not on PATH; install rustup (rustup.rs)", part.name);
        }
        sh::say(&format!("adding the {} {} to the toolchain (under a minute, once)", part.kind, part.name));
        sh::run(Command::new("rustup").args([part.kind, "add", part.name]))?;
    }
    Ok(())
}

fn is_in(sysroot: &Path, part: &Part) -> bool {
    let sign = sysroot.join(part.sign);
    sign.exists() || sign.with_extension(std::env::consts::EXE_EXTENSION).exists()
}
