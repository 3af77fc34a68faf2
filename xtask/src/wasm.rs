//! The wasm of the package and its glue: compiled, bound, optimised and checked.

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Result, ensure};
use xshell::cmd;

use crate::project::{Project, WASM_TARGET, say};
use crate::{imports, wasm_gate};

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

/// In this order: what nobody imports has to go before the optimiser can drop what it kept alive.
// WASM: no pass that lowers saturating float-to-int: wasm-opt's gives wrong values beyond the range and for NaN. What
// is left of it is refused by the gate.
const WASM_OPT: &[&str] = &[
    "-mvp",
    "--remove-exports=__abort_handler",
    "--remove-exports=__instance_terminated",
    // For speed: behind a compiler that went for size it makes what is as small, and a tenth faster. Blocks are put together anew between
    // two runs: 1 % off after brotli, as fast.
    "-O3",
    "--flatten",
    "--rereloop",
    "-O3",
    "-O3",
    // Data stays in one piece: cut at its zeros, it takes 1 % more after brotli.
    "--skip-pass=memory-packing",
    // A function called once stays one: brotli finds more that repeats itself, another 3 %.
    "--one-caller-inline-max-function-size=10",
    "--always-inline-max-function-size=0",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Names of one letter or two for what the wasm imports and exports. The optimiser prints which, and the build of the package gives
/// the glue the same.
const MINIFY_NAMES: &[&str] = &["-mvp", "--minify-imports-and-exports-and-modules"];

/// The file beside the glue that has the names.
const NAMES: &str = "names.json";

const RELEASE: &str = "release";
const TRAP: &[&str] = &["--features", "trap"];

/// What a package is bundled from.
pub(crate) struct Module {
    /// The finished wasm.
    pub(crate) wasm: PathBuf,
    /// The folder that wasm-bindgen wrote, and the names that the optimiser gave.
    pub(crate) glue: PathBuf,
}

impl Module {
    /// The wasm before its names were minified.
    fn named(&self) -> PathBuf {
        self.glue.join("named.wasm")
    }
}

/// Builds the module.
///
/// # Errors
///
/// A tool is missing or fails, the wasm does not pass the gate, or one of its imports may throw.
pub(crate) fn build(project: &Project) -> Result<Module> {
    let module = make(project, "glue", RELEASE, &[])?;
    let wasm = project.sh.read_binary_file(&module.wasm)?;
    wasm_gate::check(&wasm, &private_paths(project)?)?;
    let glue = module.glue.join(format!("{}_bg.js", project.name.replace('-', "_")));
    imports::check(&project.sh.read_binary_file(module.named())?, &project.sh.read_file(glue)?)?;
    Ok(module)
}

/// Builds a module that traps on demand, for the glue of the one that `build` made last, and returns its file.
///
/// # Errors
///
/// A tool is missing or fails, or the glue doesn't fit.
pub(crate) fn build_trapping(project: &Project) -> Result<PathBuf> {
    let trapping = make(project, "trap", RELEASE, TRAP)?;
    let names = |folder: &Path| project.sh.read_file(folder.join(NAMES));
    let glue = trapping.glue.with_file_name("glue");
    ensure!(
        names(&trapping.glue)? == names(&glue)?,
        "the module that traps has other imports or exports: {}",
        trapping.wasm.display()
    );
    Ok(trapping.wasm)
}

/// Builds a module that is compiled in seconds: not optimised, and it traps on demand.
///
/// # Errors
///
/// A tool is missing or fails.
pub(crate) fn build_debug(project: &Project) -> Result<Module> {
    make(project, "debug-glue", "dev", TRAP)
}

fn make(project: &Project, folder: &str, profile: &str, features: &[&str]) -> Result<Module> {
    let Project { sh, name, .. } = project;
    let target = project.target.join("package");
    let crate_name = name.replace('-', "_");

    // What the next steps need is installed while the compiler works: at its end it uses one core, and npm waits for the network.
    thread::scope(|scope| {
        let packages = scope.spawn(|| Project::find()?.npm_install("."));
        let tool = scope.spawn(|| Project::find()?.wasm_bindgen().map(drop));
        let compiled = compile(project, &target, profile, features);
        for installed in [packages, tool] {
            installed.join().unwrap_or_else(|panic| resume_unwind(panic))?;
        }
        compiled
    })?;
    let compiled = target
        .join(WASM_TARGET)
        .join(if profile == RELEASE { RELEASE } else { "debug" })
        .join(format!("{crate_name}.wasm"));

    // Installed already: this finds it for the shell of this thread.
    project.wasm_bindgen()?;
    say("binding and optimising the wasm (a few seconds)");
    let glue = target.join(folder);
    // An older snippet would lie beside the new one, under another name.
    project.renew(&glue)?;
    cmd!(sh, "wasm-bindgen --target bundler --no-typescript --out-dir {glue} {compiled}").run()?;
    let (bound, module) =
        (glue.join(format!("{crate_name}_bg.wasm")), Module { wasm: glue.join("optimized.wasm"), glue });
    let named = module.named();
    if profile == RELEASE {
        project.npm_run("wasm-opt").args(WASM_OPT).arg(bound).arg("-o").arg(&named).run()?;
    } else {
        sh.copy_file(bound, &named)?;
    }
    let names = project.npm_run("wasm-opt").args(MINIFY_NAMES).arg(&named).arg("-o").arg(&module.wasm).read()?;
    sh.write_file(module.glue.join(NAMES), names)?;
    Ok(module)
}

fn compile(project: &Project, target: &Path, profile: &str, features: &[&str]) -> Result<()> {
    let Project { sh, name, .. } = project;
    say("compiling to wasm, the standard library too (one or two minutes the first time)");
    // A target folder of its own, or each build with other flags would undo the last.
    cmd!(
        sh,
        "cargo build --profile {profile} --lib --locked --package {name} --target {WASM_TARGET} --target-dir {target}"
    )
    .args(BUILD_STD)
    .args(features)
    // The pinned stable compiler is known to take these unstable flags.
    .env("RUSTC_BOOTSTRAP", "1")
    // Cargo looks here first: flags from the user's RUSTFLAGS or configuration don't get into the package.
    .env("CARGO_ENCODED_RUSTFLAGS", RUSTFLAGS.join("\u{1f}"))
    .run()?;
    Ok(())
}

/// Where the sources lie that were compiled into the wasm: paths of no concern to whoever installs it.
fn private_paths(project: &Project) -> Result<Vec<PathBuf>> {
    let sysroot = cmd!(project.sh, "rustc --print sysroot").quiet().read()?;
    let registry = match std::env::var_os("CARGO_HOME") {
        Some(home) => Some(PathBuf::from(home)),
        None => std::env::home_dir().map(|home| home.join(".cargo")),
    };
    Ok([project.root.clone(), sysroot.into()].into_iter().chain(registry).collect())
}
