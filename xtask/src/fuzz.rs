//! What holds for any input: of the core, by the targets in fuzz/, and of the packed package, by tests/fuzz/.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use xshell::cmd;

use crate::package;
use crate::project::{Project, say};
use crate::tools::{CARGO_FUZZ, find};

/// Safe Rust has nothing that a sanitizer would find, and without one the pinned stable compiler serves.
const BUILD: [&str; 2] = ["--sanitizer", "none"];

const LIBFUZZER: [&str; 6] = [
    "-max_len=10000",
    "-len_control=20",
    // In seconds and in MiB: an input that takes as much is a finding too.
    "-timeout=10",
    "-rss_limit_mb=512",
    "-dict=fuzz/words.dict",
    "-verbosity=0",
];

/// Fuzzes the core and the packed package, each for half of the time.
///
/// # Errors
///
/// A tool is missing, or there is a finding.
pub(crate) fn run(project: &Project, seconds: u32) -> Result<()> {
    core(project, seconds / 2)?;
    package::build(project)?;
    package::pack(project)?;
    packed(project, seconds / 2)
}

/// Runs every target: first its corpus, then new inputs for its share of the time.
///
/// # Errors
///
/// A tool is missing, or a target has a finding.
pub(crate) fn core(project: &Project, seconds: u32) -> Result<()> {
    ensure(project)?;
    let sh = &project.sh;
    // A target folder of its own: Cargo locks one while it builds, and the core's other tests are compiled at the same time.
    let folder = project.target.join("libfuzzer");
    say("building the fuzz targets (a minute the first time)");
    cmd!(sh, "cargo fuzz build {BUILD...} --target-dir {folder}").run()?;

    let targets = cmd!(sh, "cargo fuzz list").quiet().read()?;
    let share = (seconds / u32::try_from(targets.lines().count())?).max(1);
    for target in targets.lines() {
        say(&format!("fuzzing {target} for {share} seconds"));
        // What libFuzzer finds goes into the first folder, outside the repository.
        let grown = folder.join("grown").join(target);
        sh.create_dir(&grown)?;
        let (committed, time) = (format!("fuzz/corpus/{target}"), format!("-max_total_time={share}"));
        let run = ["run", target, "--target-dir"];
        cmd!(sh, "cargo fuzz {run...} {folder} {BUILD...} {grown} {committed} -- {LIBFUZZER...} {time}").run()?;
    }
    Ok(())
}

/// Installs cargo-fuzz, and looks for the C++ compiler that builds libFuzzer.
///
/// # Errors
///
/// The compiler is missing, or cargo-fuzz can't be installed.
pub(crate) fn ensure(project: &Project) -> Result<()> {
    let has_compiler = cfg!(windows) || std::env::var_os("CXX").is_some() || find("c++").is_some();
    ensure!(has_compiler, "`c++` is not on PATH; install a C++ compiler (on Debian: `sudo apt-get install g++`)");
    project.cargo_tool(CARGO_FUZZ)?;
    Ok(())
}

/// Fuzzes the packed package in Node, and compares it with the core, natively: first what was found before, then new inputs.
///
/// # Errors
///
/// A tool is missing, or there is a finding.
pub(crate) fn packed(project: &Project, seconds: u32) -> Result<()> {
    package::unpack(project, "tests/fuzz")?;
    let peer = build_peer(project)?;
    say(&format!("fuzzing the packed package for {seconds} seconds"));
    let seconds = seconds.to_string();
    cmd!(project.sh, "node tests/fuzz/fuzz.mjs --seconds {seconds}").env("FUZZ_PEER", peer).run()?;
    Ok(())
}

/// Builds the core as a program that answers calls.
fn build_peer(project: &Project) -> Result<PathBuf> {
    let Project { sh, name, target, .. } = project;
    say("building the native peer (half a minute the first time)");
    cmd!(sh, "cargo build --package {name} --example peer --locked").run()?;
    Ok(target.join("debug/examples").join(format!("peer{}", std::env::consts::EXE_SUFFIX)))
}
