//! The fuzz targets in fuzz/: what holds for any input, looked for by libFuzzer.

use anyhow::{Result, ensure};
use xshell::cmd;

use crate::project::{Project, say};
use crate::tools::{CARGO_FUZZ, find};

/// Safe Rust has nothing that a sanitizer would find, and without one the pinned stable compiler serves.
const BUILD: [&str; 2] = ["--sanitizer", "none"];

const LIBFUZZER: [&str; 6] = [
    // Longer than any header may be.
    "-max_len=10000",
    "-len_control=20",
    // In seconds and in MiB: an input that takes as much is a finding too.
    "-timeout=10",
    "-rss_limit_mb=512",
    "-dict=fuzz/words.dict",
    "-verbosity=0",
];

/// Runs every target: first its corpus, then new inputs for its share of the time.
///
/// # Errors
///
/// A tool is missing, or a target has a finding.
pub(crate) fn run(project: &Project, seconds: u32) -> Result<()> {
    ensure(project)?;
    let Project { sh, target: folder, .. } = project;
    say("building the fuzz targets (one or two minutes the first time)");
    cmd!(sh, "cargo fuzz build {BUILD...} --target-dir {folder}").run()?;

    let targets = cmd!(sh, "cargo fuzz list").quiet().read()?;
    let share = (seconds / u32::try_from(targets.lines().count())?).max(1);
    for target in targets.lines() {
        say(&format!("fuzzing {target} for {share} seconds"));
        // What libFuzzer finds goes into the first folder, outside the repository.
        let grown = folder.join("fuzz").join(target);
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
