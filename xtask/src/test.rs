//! Every test there is, ending with those of the packed package.

use std::env::current_exe;
use std::fs::File;
use std::io::{self, IsTerminal, stdout};
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use xshell::{Cmd, cmd};

use crate::browsers::{self, Drivers};
use crate::project::{Project, say};
use crate::tools::{CARGO_DENY, WASM_PACK};
use crate::{bench, docs, fuzz, lint, mini_program, package, page, wasm};

/// How long the fuzz targets of the core run, all together, in seconds.
const FUZZING: u32 = 5;

/// How long the packed package is fuzzed, in seconds.
const FUZZING_PACKAGE: u32 = 10;

/// The tests of one kind; those of the package build it first.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Part {
    /// The crate without the package: lints of Rust, native tests, the boundary in browsers
    Core,
    /// The crate in release builds: fuzzing, and what `wasm-pack build` makes of it
    Release,
    /// The demo page in every browser engine
    Page,
    /// Bundlers and runtimes
    Consumers,
    /// Bundlers and frameworks that take minutes to install; only when asked for
    MoreConsumers,
    /// The example mini program, and other frameworks
    MiniProgram,
    /// The package in Node
    Package,
    /// Every code block of the documentation
    Examples,
}

type Step = (&'static str, fn(&Project) -> Result<()>);

const TOOLS: &[Step] = &[("tools", |project| tools(project, packages))];
/// With the npm packages of other people's projects: installing them is mostly waiting.
const ALL_TOOLS: &[Step] = &[("tools", |project| tools(project, |p| packages(p).and_then(|()| projects(p))))];

const CORE: &[Step] = &[
    ("lints", lint::rust),
    ("dependencies", |project| lint::dependencies(project, false)),
    ("native tests", native),
    ("instructions", instructions),
    ("boundary in browsers", |project| Drivers::ensure(project)?.run_wasm_tests(project)),
];

const RELEASE: &[Step] =
    &[("fuzzing the core", |project| fuzz::core(project, FUZZING)), ("crate by itself", standalone)];

const PACKAGE: &[Step] = &[("package", package::build), ("packing", pack)];

const CHECKS: &[Step] = &[("types, publint, attw", checks), ("reference", docs::reference)];
const SCRIPTS: &[Step] = &[("scripts", lint::scripts), ("bench", bench::smoke)];

// Needs one core: beside other steps.
const FUZZ: &[Step] = &[("fuzzing the package", |project| fuzz::packed(project, FUZZING_PACKAGE))];

// What the tests on hosts run has to be installed and built before.
const PROJECTS: &[Step] = &[("npm packages", projects)];
const PAGE: &[Step] = &[("page", build_page)];
const CONSUMERS: &[Step] = &[("consumers", |project| package::unpack(project, "tests/consumers"))];
const MORE_CONSUMERS: &[Step] = &[("more consumers", more_consumers)];
const EXAMPLES: &[Step] = &[("examples", |project| package::unpack(project, "tests/examples"))];
const MINI_PROGRAM: &[Step] =
    &[("mini program", mini_program::compile), ("mini program consumers", mini_program::build_consumers)];

/// Runs every test, or those of a part, and prints how long each step took. Of all tests those of the packed package come last:
/// their runner prints the closing lines.
///
/// # Errors
///
/// The first step that fails.
pub(crate) fn run(project: &Project, part: Option<Part>) -> Result<()> {
    let Some(part) = part else { return run_all(project) };
    let (made, folder) = match part {
        Part::Core => return run_steps(project, &[TOOLS, CORE]),
        Part::Release => return run_steps(project, &[TOOLS, RELEASE]),
        Part::Package => {
            run_steps(project, &[TOOLS, PACKAGE, FUZZ])?;
            return packed(project);
        }
        Part::Page => (PAGE, "browsers"),
        Part::Consumers => (CONSUMERS, "consumers"),
        Part::MoreConsumers => (MORE_CONSUMERS, "consumers/more"),
        Part::Examples => (EXAMPLES, "examples"),
        Part::MiniProgram => (MINI_PROGRAM, "miniprogram"),
    };
    run_steps(project, &[TOOLS, PROJECTS, PACKAGE, made])?;
    hosts(project, &[folder])
}

/// Runs the tests of the core in a second process beside other steps, since most use only one core of the machine. The core's
/// output is printed after that, in one piece. The tests on hosts run alone: beside others, browsers exceeded their time-outs.
fn run_all(project: &Project) -> Result<()> {
    run_steps(project, &[ALL_TOOLS])?;
    say("the core's tests run beside what follows, and are printed after that");
    let log = project.target.join("test-core.log");
    let output = File::create(&log)?;
    let mut core = Command::new(current_exe()?)
        .args(["test", "core"])
        .stdin(Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(output)
        .spawn()?;

    let beside =
        run_steps(project, &[PACKAGE, CHECKS, PAGE, RELEASE, SCRIPTS, FUZZ, CONSUMERS, EXAMPLES, MINI_PROGRAM]);
    let core = core.wait()?;
    io::copy(&mut File::open(log)?, &mut stdout())?;
    beside?;
    ensure!(core.success(), "a test of the core failed ({core}), see above");

    // The folders with the longest test files first: a long one at the end would run alone.
    let on_hosts: Step = ("tests on hosts", |p| hosts(p, &["browsers", "consumers", "miniprogram", "examples"]));
    run_steps(project, &[&[on_hosts]])?;
    packed(project)
}

fn run_steps(project: &Project, groups: &[&[Step]]) -> Result<()> {
    let mut times = String::new();
    for (name, step) in groups.concat() {
        let start = Instant::now();
        step(project).with_context(|| format!("{name} failed\n\n{times}"))?;
        times += &format!("{name:24}{:>7.1} s\n", start.elapsed().as_secs_f64());
    }
    println!("\n{times}");
    Ok(())
}

/// Installs every program that a later step needs, so that what is missing is named before the long ones. They are compiled while
/// packages are downloaded.
fn tools(project: &Project, packages: fn(&Project) -> Result<()>) -> Result<()> {
    let (programs, packages) = thread::scope(|scope| {
        let programs = scope.spawn(|| programs(&Project::find()?));
        let packages = packages(project);
        (programs.join().unwrap_or_else(|panic| resume_unwind(panic)), packages)
    });
    programs.and(packages)
}

fn programs(project: &Project) -> Result<()> {
    project.wasm_bindgen()?;
    project.cargo_tool(WASM_PACK)?;
    project.cargo_tool(CARGO_DENY)?;
    fuzz::ensure(project)?;
    browsers::geckodriver(project)?;
    Ok(())
}

fn packages(project: &Project) -> Result<()> {
    project.npm_install(".")?;
    browsers::ensure(project)?;
    mini_program::engines(project)
}

/// The npm packages of the projects that the package is tested in.
fn projects(project: &Project) -> Result<()> {
    mini_program::packages(project)?;
    project.npm_install("tests/consumers")
}

fn native(project: &Project) -> Result<()> {
    say("native tests (about a minute the first time)");
    // One package after the other: tested together, their dependencies get the features that any of them needs, and those of this
    // program would be compiled twice.
    for package in &project.members {
        cmd!(project.sh, "cargo test --package {package} --locked").run()?;
    }
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
    say("the crate by itself, built by wasm-pack (half a minute)");
    let (sh, place) = (&project.sh, project.target.join("standalone"));
    project.cargo_tool(WASM_PACK)?;
    project.wasm_bindgen()?;
    let options = ["build", "--dev", "--target", "web", "--no-typescript", "--no-pack", "--out-dir"];
    cmd!(sh, "wasm-pack --log-level error {options...} {place}").run()?;
    node_tests(project, &["standalone"], |tests| tests.env("STANDALONE", place))
}

fn pack(project: &Project) -> Result<()> {
    package::pack(project)?;
    package::unpack(project, "tests/service")?;
    // Other folders' tests start its fake service.
    package::unpack(project, "tests/package")
}

fn checks(project: &Project) -> Result<()> {
    say("type tests, publint, and are the types wrong?");
    project.npm_run("types").run()?;
    project.npm_run("publint").arg(package::tarball(project)).run()?;
    project.npm_run("attw").arg(package::tarball(project)).run()?;
    Ok(())
}

/// Screenshots of it stay in target/screenshots.
fn build_page(project: &Project) -> Result<()> {
    project.renew(&screenshots(project))?;
    page::build(project).map(drop)
}

fn screenshots(project: &Project) -> PathBuf {
    project.target.join("screenshots")
}

/// The tools of tests/consumers/more, and the package where the projects there find it.
fn more_consumers(project: &Project) -> Result<()> {
    for folder in ["tests/consumers/more", "tests/consumers/uni-app"] {
        project.npm_install(folder)?;
    }
    for folder in ["tests/consumers", "tests/consumers/more"] {
        package::unpack(project, folder)?;
    }
    Ok(())
}

/// Runs the package where it is used: on the demo page in every engine, in other people's projects, in mini programs, and in the
/// code that the documentation prints.
fn hosts(project: &Project, folders: &[&str]) -> Result<()> {
    say("tests of the package on its hosts (about three minutes for all)");
    let drivers = Drivers::ensure(project)?;
    node_tests(project, folders, |tests| {
        drivers
            .pass(tests)
            .env("DEMO_DIR", page::place(project))
            .env("SCREENSHOTS", screenshots(project))
            .env("MINI_PROGRAMS", mini_program::place(project))
    })
}

fn packed(project: &Project) -> Result<()> {
    say("tests of the packed package");
    let trap = wasm::build_trapping(project)?;
    // The service first: its scenarios are the longest file, and wait most of it.
    node_tests(project, &["service", "package"], |tests| tests.env("TRAP_WASM", trap))
}

/// Runs Node's test runner on every `*.test.mjs` of folders in tests/; a test that hangs fails after five minutes.
fn node_tests(project: &Project, folders: &[&str], set: impl FnOnce(Cmd<'_>) -> Cmd<'_>) -> Result<()> {
    let mut files = Vec::new();
    for folder in folders {
        files.extend(test_files(project, &format!("tests/{folder}"))?);
    }
    let reporter = if stdout().is_terminal() { "spec" } else { "tap" };
    // By default Node leaves one core idle, and most tests wait for a browser or a service.
    let files_at_once = (thread::available_parallelism()?.get() + 1).to_string();
    let node = cmd!(
        project.sh,
        "node --test --test-concurrency={files_at_once} --test-timeout=300000 --test-reporter={reporter} {files...}"
    );
    set(node.quiet()).run()?;
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
