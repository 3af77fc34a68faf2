//! Every test there is, ending with those of the packed package.

use std::io::{IsTerminal, stdout};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use xshell::{Cmd, cmd};

use crate::browsers::Drivers;
use crate::project::{Project, say};
use crate::tools::{CARGO_DENY, WASM_PACK};
use crate::{bench, docs, fuzz, lint, mini_program, package, page, wasm};

/// How long the fuzz targets run, in seconds.
const FUZZING: u32 = 10;

/// The tests of one kind, on the package as it is built now.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Part {
    /// The demo page in every browser engine
    Page,
    /// Bundlers and runtimes
    Consumers,
    /// The example mini program, and other frameworks
    MiniProgram,
    /// The package in Node
    Package,
    /// Every code block of the documentation
    Examples,
}

type Step = (&'static str, fn(&Project) -> Result<()>);

const TOOLS: &[Step] = &[("tools", tools)];

const CORE: &[Step] = &[
    ("lints", lint::run),
    ("dependencies", |project| lint::dependencies(project, false)),
    ("native tests", native),
    ("instructions", instructions),
    ("fuzzing", |project| fuzz::run(project, FUZZING)),
    ("boundary in browsers", |project| Drivers::ensure(project)?.run_wasm_tests(project)),
    ("crate by itself", standalone),
];

const PACKAGE: &[Step] = &[("package", package::build), ("packing", pack), ("sandbox", sandbox)];

const CHECKS: &[Step] = &[("types, publint, attw", checks), ("reference", docs::reference), ("bench", bench::smoke)];

const MINI_PROGRAM: &[Step] = &[
    ("mini program", mini_program::compile),
    ("mini program consumers", mini_program::build_consumers),
    ("mini program tests", |project| {
        let place = mini_program::place(project);
        node_tests(project, "tests/miniprogram", |tests| tests.env("MINI_PROGRAMS", place))
    }),
];

const PAGE: &[Step] = &[("page", test_page)];

const CONSUMERS: &[Step] = &[("consumers", consumers)];

const EXAMPLES: &[Step] = &[("examples", examples)];

/// Runs every step, or those of a part, and prints how long each took. Of all tests those of the packed package come last: their
/// runner prints the closing lines.
///
/// # Errors
///
/// The first step that fails.
pub(crate) fn run(project: &Project, part: Option<Part>) -> Result<()> {
    let groups: &[&[Step]] = match part {
        None => &[TOOLS, CORE, PACKAGE, CHECKS, MINI_PROGRAM, PAGE, CONSUMERS, EXAMPLES],
        Some(Part::Page) => &[TOOLS, PACKAGE, PAGE],
        Some(Part::Consumers) => &[TOOLS, PACKAGE, CONSUMERS],
        Some(Part::MiniProgram) => &[TOOLS, PACKAGE, MINI_PROGRAM],
        Some(Part::Examples) => &[TOOLS, PACKAGE, EXAMPLES],
        Some(Part::Package) => &[TOOLS, PACKAGE],
    };
    let mut times = String::new();
    for (name, step) in groups.concat() {
        let start = Instant::now();
        step(project).with_context(|| format!("{name} failed\n\n{times}"))?;
        times += &format!("{name:24}{:>7.1} s\n", start.elapsed().as_secs_f64());
    }
    println!("\n{times}");
    match part {
        None | Some(Part::Package) => packed(project),
        Some(_) => Ok(()),
    }
}

/// Installs everything that a later step needs, so that what is missing is named before the long ones.
fn tools(project: &Project) -> Result<()> {
    project.npm_install(".")?;
    project.wasm_bindgen()?;
    project.cargo_tool(WASM_PACK)?;
    project.cargo_tool(CARGO_DENY)?;
    fuzz::ensure(project)?;
    Drivers::ensure(project)?;
    mini_program::tools(project)?;
    project.npm_install("tests/consumers")
}

fn native(project: &Project) -> Result<()> {
    say("native tests (about two minutes the first time)");
    cmd!(project.sh, "cargo test --workspace --locked").run()?;
    Ok(())
}

/// The baseline of the counts is of Linux on x86-64.
fn instructions(project: &Project) -> Result<()> {
    if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        project.debian(&["valgrind"], &["valgrind"])?;
        say("counting the instructions of the core's hot paths (half a minute the first time)");
        cmd!(project.sh, "cargo bench --bench instructions --locked").run()?;
    }
    Ok(())
}

/// The crate without the shell, as anybody builds it: with the features of wasm that the compiler takes by default.
fn standalone(project: &Project) -> Result<()> {
    say("the crate by itself, built by wasm-pack (under a minute)");
    let (sh, place) = (&project.sh, project.target.join("standalone"));
    project.cargo_tool(WASM_PACK)?;
    project.wasm_bindgen()?;
    let options = ["build", "--target", "web", "--no-typescript", "--no-pack", "--out-dir"];
    cmd!(sh, "wasm-pack --log-level error {options...} {place}").run()?;
    node_tests(project, "tests/standalone", |tests| tests.env("STANDALONE", place))
}

fn pack(project: &Project) -> Result<()> {
    package::pack(project)?;
    package::unpack(project, "tests/package")
}

fn sandbox(project: &Project) -> Result<()> {
    say("building the sandbox (about a minute the first time)");
    project.sandbox().map(drop)
}

fn checks(project: &Project) -> Result<()> {
    say("type tests, publint, and are the types wrong?");
    project.npm_run("types").run()?;
    project.npm_run("publint").arg(package::tarball(project)).run()?;
    project.npm_run("attw").arg(package::tarball(project)).run()?;
    Ok(())
}

/// Drives the demo page in every engine that is here; screenshots stay in target/screenshots.
fn test_page(project: &Project) -> Result<()> {
    let page = page::build(project)?;
    let screenshots = project.target.join("screenshots");
    project.renew(&screenshots)?;
    say("tests of the page in every engine (about two minutes)");
    let drivers = Drivers::ensure(project)?;
    node_tests(project, "tests/browsers", |tests| {
        drivers.pass(tests).env("DEMO_DIR", page).env("SCREENSHOTS", screenshots)
    })
}

/// Builds other people's projects on the packed package, and binds in each.
fn consumers(project: &Project) -> Result<()> {
    package::unpack(project, "tests/consumers")?;
    say("tests of the package in other people's projects (about a minute)");
    let drivers = Drivers::ensure(project)?;
    node_tests(project, "tests/consumers", |tests| drivers.pass(tests))
}

/// Runs the code that the documentation prints, on the packed package.
fn examples(project: &Project) -> Result<()> {
    package::unpack(project, "tests/examples")?;
    say("tests of the code that the documentation prints (about a minute)");
    node_tests(project, "tests/examples", |tests| tests)
}

fn packed(project: &Project) -> Result<()> {
    say("tests of the packed package");
    let trap = wasm::build_trapping(project)?;
    node_tests(project, "tests/package", |tests| tests.env("TRAP_WASM", trap))
}

/// Runs Node's test runner on every `*.test.mjs` of a folder; a test that hangs fails after five minutes.
fn node_tests(project: &Project, folder: &str, set: impl FnOnce(Cmd<'_>) -> Cmd<'_>) -> Result<()> {
    let sandbox = project.sandbox()?;
    let _folder = project.sh.push_dir(folder);
    let files = test_files(project, ".")?;
    let reporter = if stdout().is_terminal() { "spec" } else { "tap" };
    // By default Node leaves one core idle; most tests wait for a browser or a service.
    let cores = std::thread::available_parallelism()?.to_string();
    let node = cmd!(
        project.sh,
        "node --test --test-concurrency={cores} --test-timeout=300000 --test-reporter={reporter} {files...}"
    );
    set(node.quiet().env("SANDBOX_BIN", sandbox)).run()?;
    Ok(())
}

/// The `*.test.mjs` of a folder.
///
/// # Errors
///
/// There are none: Node would look for some by itself, and pass without any.
pub(crate) fn test_files(project: &Project, folder: &str) -> Result<Vec<PathBuf>> {
    let mut files = project.sh.read_dir(folder)?;
    files.retain(|path| path.to_string_lossy().ends_with(".test.mjs"));
    ensure!(!files.is_empty(), "{folder} has no *.test.mjs");
    Ok(files)
}
