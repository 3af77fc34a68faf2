//! The wasm of the package and its glue: compiled, bound, shrunk and checked.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use wasmparser::{Parser, Payload};

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
    // What is small is put where it is called, which a build for size does but for the smallest: 3 % off after brotli.
    "-Zinline-mir=yes",
    "-Zinline-mir-threshold=30",
    "-Cllvm-args=-inline-threshold=25",
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
    // For speed: behind a compiler that went for size it makes what is as small, and a tenth faster.
    "-O3",
    // A function called once stays one: brotli finds more that repeats itself, another 3 %.
    "--one-caller-inline-max-function-size=10",
    "--always-inline-max-function-size=0",
    // Here, while functions still have names: which are the largest is told by this file.
    "--symbolmap=symbols",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// The glue keeps its instance in variables of its module. Inside a function there is one glue for each instance, whose
/// work is scheduled by what it finds on its `globalThis`.
const FACTORY: &[&str] = &[
    "--bundle",
    "--format=iife",
    "--banner:js=export function createGlue(globalThis) { const { queueMicrotask } = globalThis, glue = Object.create(null);",
    "--footer:js=return glue }",
    "--log-level=warning",
];

/// What the shell calls; what the wasm imports is told by the wasm.
const GLUE_EXPORTS: &[&str] = &["Client", "decodeIdToken", "displayRows", "isExpired", "__wbg_set_wasm"];

/// What a package is bundled from.
pub(crate) struct Module {
    /// The finished wasm.
    pub(crate) wasm: PathBuf,
    /// The JavaScript that wasm-bindgen wrote for it, inside a function that makes it.
    pub(crate) glue: PathBuf,
}

/// Builds the module, as far as anything changed.
///
/// # Errors
///
/// A tool is missing or fails, or the wasm does not pass the gate.
pub(crate) fn build(project: &Project, tools: &NpmTools) -> Result<Module> {
    let place = place(project);
    let compiled = compile(project, &place, &[])?;
    let glue = place.join("glue");
    // Both lie in the glue's folder, so that binding anew removes them.
    let (wasm, factory, stamp) = (glue.join("optimized.wasm"), glue.join("factory.js"), glue.join("stamp"));

    let wanted = fingerprint(project, &compiled)?;
    if fs::read_to_string(&stamp).ok().as_ref() != Some(&wanted) {
        bind(project, &compiled, &glue)?;
        shrink(project, tools, &glue, &wasm)?;
        let bound = format!("{}_bg", project.crate_name());
        let entry = glue.join("entry.js");
        fs::write(&entry, glue_entry(&fs::read(glue.join(format!("{bound}.wasm")))?, &bound)?)?;
        sh::run(tools.command("esbuild").arg(entry).args(FACTORY).arg(format!("--outfile={}", factory.display())))?;
        fs::write(&stamp, wanted)?;
    }
    wasm_gate::check(&fs::read(&wasm)?, &private_paths(project)?)?;

    Ok(Module { wasm, glue: factory })
}

/// A module that puts what is needed of the glue on the object `glue` of the function around it. A bundler's own object of a
/// module's exports would be made by a loop over names that stops at what somebody has put on `Object.prototype`.
fn glue_entry(bound: &[u8], module: &str) -> Result<String> {
    let from = format!("./{module}.js");
    let mut names = GLUE_EXPORTS.to_vec();
    for payload in Parser::new(0).parse_all(bound) {
        let Payload::ImportSection(imports) = payload? else { continue };
        for import in imports.into_imports() {
            let import = import?;
            ensure!(
                import.module == from,
                "the wasm imports `{}` from {}, not from its glue",
                import.name,
                import.module
            );
            names.push(import.name);
        }
    }
    let names = names.join(", ");
    Ok(format!("import {{ {names} }} from '{from}'\nObject.assign(glue, {{ {names} }})\n"))
}

/// Builds a module that traps on demand, for the glue of the one that `build` makes, and tells where it is.
///
/// # Errors
///
/// A tool is missing or fails.
pub(crate) fn build_trapping(project: &Project, tools: &NpmTools) -> Result<PathBuf> {
    let place = place(project);
    let glue = place.join("trap");
    let wasm = glue.join("trap.wasm");
    bind(project, &compile(project, &place, &["--features", "trap"])?, &glue)?;
    shrink(project, tools, &glue, &wasm)?;
    Ok(wasm)
}

/// The names of the finished wasm's functions, a line `index:name` for each.
pub(crate) fn symbols(project: &Project) -> PathBuf {
    place(project).join("glue/symbols")
}

fn place(project: &Project) -> PathBuf {
    project.target.join("package")
}

fn shrink(project: &Project, tools: &NpmTools, glue: &Path, wasm: &Path) -> Result<()> {
    sh::say("shrinking the wasm (a few seconds)");
    let bound = glue.join(format!("{}_bg.wasm", project.crate_name()));
    sh::run(tools.command("wasm-opt").args(WASM_OPT).arg(bound).arg("-o").arg(wasm).current_dir(glue))
}

fn compile(project: &Project, place: &Path, features: &[&str]) -> Result<PathBuf> {
    toolchain::ensure()?;
    sh::say("compiling to wasm, the standard library too (one or two minutes the first time)");
    let mut cargo = project.cargo(&["build", "--release", "--lib", "--locked"]);
    cargo
        .args(["--package", &project.name, "--target", WASM_TARGET])
        .args(BUILD_STD)
        .args(features)
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

/// Everything that the outcome of binding and shrinking hangs on.
fn fingerprint(project: &Project, compiled: &Path) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    fs::read(compiled).with_context(|| format!("can't read {}", compiled.display()))?.hash(&mut hasher);
    fs::read(project.root.join("package-lock.json"))?.hash(&mut hasher);
    let steps = [WASM_BINDGEN.join(" "), WASM_OPT.join(" "), FACTORY.join(" ")].join("\n");
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
