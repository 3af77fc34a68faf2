//! Every test there is, ending with those of the packed package.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::cargo_tool::{self, CargoTool};
use crate::engines::Engines;
use crate::node::{self, NpmTools};
use crate::project::Project;
use crate::{
    bench, browser, budget, deny, docs, folder, fuzz, instructions, lint, mini_program, package, sandbox, sh, tarball,
    toolchain, wasm, web,
};

type Step = (&'static str, fn(&Project) -> Result<()>);

const STEPS: &[Step] = &[
    ("tools", tools),
    ("lints", lint::run),
    ("dependencies", deny::offline),
    ("native tests", native),
    ("instructions", instructions::check),
    ("fuzzing", fuzz::minute),
    ("browser tests", browser),
    ("crate by itself", standalone),
    ("package", package::build),
    ("size budget", budget::check),
    ("packed package", install),
    ("types", types),
    ("reference", docs::reference),
    ("publint", publint),
    ("attw", attw),
    ("sandbox", sandbox::build),
    ("mini program", mini_program::compile),
    ("mini program consumers", mini_program::build_consumers),
    ("mini program tests", mini_program::test),
    ("page", web::page),
    ("consumers", web::consumers),
    ("servers", web::servers),
    ("bench", bench::smoke),
];

/// Runs every step, tells how long each took, and lets Node's test runner have the last word.
///
/// # Errors
///
/// The first step that fails.
pub(crate) fn run(project: &Project) -> Result<()> {
    let mut times = Vec::new();
    for (name, step) in STEPS {
        let start = Instant::now();
        let outcome = step(project).with_context(|| format!("{name} failed"));
        times.push((*name, start.elapsed()));
        if outcome.is_err() {
            println!("\n{}\n", table(&times));
            return outcome;
        }
    }
    println!("\n{}\n", table(&times));
    packed(project)
}

/// Looks for everything that a later step needs, so that what is missing is named before the long ones.
fn tools(project: &Project) -> Result<()> {
    NpmTools::ensure(project)?;
    toolchain::ensure()?;
    browser::chromedriver()?;
    CargoTool::wasm_bindgen(project).ensure()?;
    CargoTool::wasm_pack().ensure()?;
    CargoTool::cargo_deny().ensure()?;
    fuzz::ensure()?;
    instructions::ensure()?;
    Engines::ensure()?;
    mini_program::tools(project)
}

fn native(project: &Project) -> Result<()> {
    sh::say("native tests (about two minutes the first time)");
    sh::run(&mut project.cargo(&["test", "--workspace", "--locked"]))
}

fn browser(project: &Project) -> Result<()> {
    let driver = browser::chromedriver()?;
    let wasm_bindgen = CargoTool::wasm_bindgen(project).ensure()?;
    let wasm_pack = CargoTool::wasm_pack().ensure()?;
    sh::say("browser tests (about a minute the first time)");
    browser::run_tests(
        Command::new(wasm_pack)
            .args(["--log-level", "error", "test", "--headless", "--chrome", "--chromedriver"])
            .arg(driver)
            .current_dir(&project.root)
            // wasm-pack takes an installed wasm-bindgen and its test runner when it sees them there.
            .env("PATH", cargo_tool::path_with(&wasm_bindgen)?)
            // In seconds: a browser's first start on a busy machine is slow.
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120"),
    )?;
    Engines::ensure()?.run_wasm_tests(project)
}

/// The crate without the shell, as anybody builds it: with the features of wasm that the compiler takes by default.
fn standalone(project: &Project) -> Result<()> {
    sh::say("the crate by itself, built by wasm-pack (under a minute)");
    let wasm_bindgen = CargoTool::wasm_bindgen(project).ensure()?;
    let place = project.target.join("standalone");
    sh::run(
        Command::new(CargoTool::wasm_pack().ensure()?)
            .args(["--log-level", "error", "build", "--target", "web", "--no-typescript", "--no-pack", "--out-dir"])
            .arg(&place)
            .current_dir(&project.root)
            .env("PATH", cargo_tool::path_with(&wasm_bindgen)?),
    )?;
    let test = project.root.join("tests/standalone/standalone.test.mjs");
    sh::run(Command::new("node").args(node::TEST).arg(test).env("STANDALONE", place))
}

/// A copy of tests/package and of what it reads, with the packed package installed.
fn place(project: &Project) -> PathBuf {
    project.target.join("package-tests")
}

fn install(project: &Project) -> Result<()> {
    sh::say("packing the package and installing it beside its tests");
    let place = place(project);
    folder::renew(&place)?;
    folder::file(&wasm::build_trapping(project, &NpmTools::ensure(project)?)?, &place.join("trap.wasm"))?;
    let tests = project.root.join("tests");
    folder::copy(&tests.join("package"), &place, &|path| !path.ends_with("node_modules"))?;
    for readme in ["README.md", "README.zh-CN.md"] {
        folder::file(&project.root.join(readme), &place.join(readme))?;
    }
    for shared in ["conformance", "fixtures"] {
        folder::copy(&tests.join(shared), &place.join(shared), &|_| true)?;
    }
    tarball::pack(project)?;
    tarball::install(project, &place)
}

fn types(project: &Project) -> Result<()> {
    sh::say("types of the shell, and type tests");
    let tools = NpmTools::ensure(project)?;
    sh::run(tools.command("tsc").arg("--project").arg(project.root.join("pkg-template")))?;
    // As Node resolves the package, as bundlers do, as everybody did before, and without the web's types.
    let configurations = [
        "types/tsconfig.json",
        "types/tsconfig.bundler.json",
        "types/tsconfig.node10.json",
        "types-miniprogram/tsconfig.json",
    ];
    for configuration in configurations {
        let options = ["--strict", "--noEmit", "--project", configuration];
        sh::run(tools.command("tsc").args(options).current_dir(place(project)))?;
    }
    Ok(())
}

fn publint(project: &Project) -> Result<()> {
    sh::say("publint");
    sh::run(NpmTools::ensure(project)?.command("publint").arg("--strict").arg(tarball::path(project)))
}

fn attw(project: &Project) -> Result<()> {
    sh::say("are the types wrong?");
    // The wasm is a file to hand to a bundler, not a module with types.
    let options =
        ["--no-definitely-typed", "--no-emoji", "--no-color", "--exclude-entrypoints=wechat_mobile_bind.wasm"];
    // First the tarball: what follows `--exclude-entrypoints` is taken for an entry point.
    sh::run(NpmTools::ensure(project)?.command("attw").arg(tarball::path(project)).args(options))
}

fn packed(project: &Project) -> Result<()> {
    sh::say("tests of the packed package");
    sh::run(node::tests_in(&place(project))?.env("SANDBOX_BIN", sandbox::program(project)))
}

fn table(times: &[(&str, Duration)]) -> String {
    let width = times.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let rows = times.iter().map(|(name, time)| format!("{name:width$}  {:>7.1}", time.as_secs_f64()));
    let head = format!("{:width$}  {:>7}", "step", "seconds");
    std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_are_aligned() {
        let times = [("lints", Duration::from_millis(1_240)), ("native tests", Duration::from_secs(61))];
        let expected = "\
step          seconds
lints             1.2
native tests     61.0";
        assert_eq!(table(&times), expected);
    }
}
