//! The wasm of the package and its glue: compiled, bound, shrunk and checked.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::cargo_tool::CargoTool;
use crate::node::NpmTools;
use crate::project::{Project, WASM_TARGET};
use crate::{folder, sh, toolchain, wasm_gate};

/// What the compiler is told beyond Cargo.toml.
const RUSTFLAGS: &[&str] = &[
    // Old phones know the first release of wasm and no later feature.
    "-Ctarget-cpu=mvp",
    // A panic is a bug here, never a result: it traps, and its message and machinery stay out of the wasm.
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    // Nor do file names and lines go in, which are paths of the machine that compiled it.
    "-Zlocation-detail=none",
    // 64 KiB of stack where the linker would take 1 MiB: memory is dear in a mini program.
    "-Clink-arg=-zstack-size=65536",
];

/// The standard library is compiled too, with the same flags: the one that rustup brings needs later features.
const BUILD_STD: &[&str] = &["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];

const WASM_BINDGEN: &[&str] = &["--target", "bundler", "--no-typescript"];

/// In this order: what nobody imports has to go before the optimiser can drop what it kept alive.
// WASM: no pass that lowers saturating float-to-int: wasm-opt's gives wrong values beyond the range and for NaN. What
// is left of it is refused by the gate.
const WASM_OPT: &[&str] = &[
    "-mvp",
    "--remove-exports=__abort_handler",
    "--remove-exports=__instance_terminated",
    "-Oz",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// What a package is bundled from.
pub(crate) struct Module {
    /// The finished wasm.
    pub(crate) wasm: PathBuf,
    /// The JavaScript that wasm-bindgen wrote for it.
    pub(crate) glue: PathBuf,
    /// The error classes, the very file that the glue imports.
    pub(crate) errors: PathBuf,
}

/// Builds the module, as far as anything changed.
///
/// # Errors
///
/// A tool is missing or fails, or the wasm does not pass the gate.
pub(crate) fn build(project: &Project, tools: &NpmTools) -> Result<Module> {
    let place = project.target.join("package");
    let compiled = compile(project, &place)?;
    let glue = place.join("glue");
    // Both lie in the glue's folder, so that binding anew removes them.
    let (wasm, stamp) = (glue.join("optimized.wasm"), glue.join("stamp"));

    let wanted = fingerprint(project, &compiled)?;
    if fs::read_to_string(&stamp).ok().as_ref() != Some(&wanted) {
        bind(project, &compiled, &glue)?;
        sh::say("shrinking the wasm (a few seconds)");
        let bound = glue.join(format!("{}_bg.wasm", project.crate_name()));
        sh::run(tools.command("wasm-opt").args(WASM_OPT).arg(bound).arg("-o").arg(&wasm))?;
        fs::write(&stamp, wanted)?;
    }
    wasm_gate::check(&fs::read(&wasm)?, &private_paths(project)?)?;

    let errors = snippets(project, &glue)?.join("src/wasm/errors.js");
    ensure!(
        errors.is_file(),
        "the glue brings no src/wasm/errors.js; the crate has to import the error classes from it"
    );
    Ok(Module { wasm, glue: glue.join(format!("{}_bg.js", project.crate_name())), errors })
}

fn compile(project: &Project, place: &Path) -> Result<PathBuf> {
    toolchain::ensure()?;
    sh::say("compiling to wasm, the standard library too (one or two minutes the first time)");
    let mut cargo = project.cargo(&["build", "--release", "--lib", "--locked"]);
    cargo
        .args(["--package", &project.name, "--target", WASM_TARGET])
        .args(BUILD_STD)
        // A folder of its own, or each build with other flags would undo the last.
        .arg("--target-dir")
        .arg(place)
        // The pinned stable compiler is known to take these unstable flags.
        .env("RUSTC_BOOTSTRAP", "1")
        // Cargo looks here first: flags from the user's RUSTFLAGS or configuration don't get into the package.
        .env("CARGO_ENCODED_RUSTFLAGS", RUSTFLAGS.join("\u{1f}"));
    sh::run(&mut cargo)?;
    Ok(place.join(WASM_TARGET).join("release").join(format!("{}.wasm", project.crate_name())))
}

fn bind(project: &Project, compiled: &Path, glue: &Path) -> Result<()> {
    let wasm_bindgen = CargoTool::wasm_bindgen(project).ensure()?;
    // An older snippet would lie beside the new one, under another name.
    folder::renew(glue)?;
    sh::run(Command::new(wasm_bindgen).args(WASM_BINDGEN).arg("--out-dir").arg(glue).arg(compiled))
}

/// The folder of the crate's own JavaScript, whose name ends in a hash.
fn snippets(project: &Project, glue: &Path) -> Result<PathBuf> {
    let prefix = format!("{}-", project.name);
    let mut folders = Vec::new();
    for entry in fs::read_dir(glue.join("snippets")).context("the glue brings no snippets")? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(&prefix) {
            folders.push(entry.path());
        }
    }
    ensure!(folders.len() == 1, "the glue brings {} snippet folders of this crate, one is expected", folders.len());
    Ok(folders.remove(0))
}

/// Everything that the outcome of binding and shrinking hangs on.
fn fingerprint(project: &Project, compiled: &Path) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    fs::read(compiled).with_context(|| format!("can't read {}", compiled.display()))?.hash(&mut hasher);
    fs::read(project.root.join("xtask/package-lock.json"))?.hash(&mut hasher);
    let steps = [WASM_BINDGEN.join(" "), WASM_OPT.join(" ")].join("\n");
    Ok(format!("{:016x}\nwasm-bindgen {}\n{steps}\n", hasher.finish(), project.wasm_bindgen))
}

/// Where the sources lie that were compiled into the wasm: paths of no concern to whoever installs it.
fn private_paths(project: &Project) -> Result<Vec<PathBuf>> {
    let sysroot = sh::read(Command::new("rustc").args(["--print", "sysroot"]))?;
    let registry = match std::env::var_os("CARGO_HOME") {
        Some(home) => Some(PathBuf::from(home)),
        None => std::env::home_dir().map(|home| home.join(".cargo")),
    };
    Ok([project.root.clone(), sysroot.into()].into_iter().chain(registry).collect())
}
