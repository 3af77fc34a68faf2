//! The fuzz targets in fuzz/: what holds for any input, looked for by libFuzzer.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::cargo_tool::{self, CargoTool};
use crate::project::Project;
use crate::{folder, sh};

/// How long all targets together run where nobody says: what CI spends.
const SECONDS: u32 = 60;

/// Safe Rust has nothing that a sanitizer would find, and without one the pinned stable compiler serves.
const BUILD: &[&str] = &["--sanitizer", "none"];

const LIBFUZZER: &[&str] = &[
    "-print_final_stats=1",
    "-verbosity=0",
    // Longer than any header may be.
    "-max_len=10000",
    "-len_control=20",
    // In seconds and in MiB: an input that takes as much is a finding too.
    "-timeout=10",
    "-rss_limit_mb=512",
];

/// What the command line asks for.
#[derive(Debug, PartialEq)]
pub(crate) struct Options {
    seconds: u32,
}

impl Options {
    /// Reads `[--seconds N]`, the time for all targets together.
    ///
    /// # Errors
    ///
    /// A word is unknown, or the time is none.
    pub(crate) fn read(words: &[&str]) -> Result<Self> {
        let seconds = match words {
            [] => SECONDS,
            ["--seconds", number] => {
                number.parse().ok().with_context(|| format!("`{number}` is not a number of seconds"))?
            }
            _ => bail!("the fuzzer does not know `{}`; it takes --seconds N", words.join(" ")),
        };
        Ok(Self { seconds })
    }
}

/// What the fuzzer needs: cargo-fuzz, and a C++ compiler for libFuzzer.
///
/// # Errors
///
/// The compiler is missing, or cargo-fuzz can't be installed.
pub(crate) fn ensure() -> Result<PathBuf> {
    let has_compiler = cfg!(windows) || std::env::var_os("CXX").is_some() || sh::find("c++").is_some();
    ensure!(
        has_compiler,
        "`c++` is not on PATH; install a C++ compiler (on Debian and Ubuntu: `sudo apt-get install g++`)"
    );
    CargoTool::cargo_fuzz().ensure()
}

/// The corpus and a minute.
///
/// # Errors
///
/// Those of [`run`].
pub(crate) fn minute(project: &Project) -> Result<()> {
    run(project, &Options { seconds: SECONDS })
}

/// Runs every target: first its corpus and the cases of the fixtures, then new inputs for its share of the time.
///
/// # Errors
///
/// A tool is missing, or a target has a finding.
pub(crate) fn run(project: &Project, options: &Options) -> Result<()> {
    let cargo_fuzz = ensure()?;
    sh::say("building the fuzz targets (one or two minutes the first time)");
    sh::run(command(project, &cargo_fuzz, "build")?.args(BUILD))?;

    let targets = targets(project)?;
    let share = (options.seconds / u32::try_from(targets.len())?).max(1);
    let mut rows = Vec::new();
    for target in &targets {
        sh::say(&format!("fuzzing {target} for {share} seconds"));
        rows.push((target.as_str(), fuzz(project, &cargo_fuzz, target, share)?));
    }
    println!("{}", table(&rows));
    Ok(())
}

/// The targets by name, in order.
fn targets(project: &Project) -> Result<Vec<String>> {
    let mut targets = Vec::new();
    for entry in fs::read_dir(project.root.join("fuzz/fuzz_targets")).context("can't read fuzz/fuzz_targets")? {
        targets.push(entry?.path().file_stem().unwrap_or_default().to_string_lossy().into_owned());
    }
    targets.sort();
    ensure!(!targets.is_empty(), "fuzz/fuzz_targets is empty");
    Ok(targets)
}

fn command(project: &Project, cargo_fuzz: &Path, task: &str) -> Result<Command> {
    let mut command = Command::new(cargo_fuzz);
    command.arg(task).current_dir(&project.root).env("PATH", cargo_tool::path_with(cargo_fuzz)?);
    command.arg("--target-dir").arg(project.target.join("fuzz"));
    Ok(command)
}

/// Runs one target and tells how many inputs it took.
fn fuzz(project: &Project, cargo_fuzz: &Path, target: &str, seconds: u32) -> Result<u64> {
    // What libFuzzer finds goes into the first folder and stays out of the repository.
    let grown = project.target.join("fuzz/corpus").join(target);
    fs::create_dir_all(&grown)?;
    let seeds = project.target.join("fuzz/seeds").join(target);
    folder::renew(&seeds)?;
    for (number, seed) in seeds_of(target, project)?.iter().enumerate() {
        fs::write(seeds.join(number.to_string()), seed)?;
    }
    let committed = project.root.join("fuzz/corpus").join(target);
    let corpora: Vec<PathBuf> = [grown, committed, seeds].into_iter().filter(|corpus| corpus.is_dir()).collect();

    let mut command = command(project, cargo_fuzz, "run")?;
    command.args(BUILD).arg(target).args(corpora).arg("--").args(LIBFUZZER);
    command.arg(format!("-max_total_time={seconds}")).arg("-dict=fuzz/words.dict");
    let output = command.stdin(Stdio::null()).output().context("can't start cargo-fuzz")?;
    let report = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        bail!("{report}\n{target} has a finding; the input that shows it is in fuzz/artifacts/{target}");
    }
    executions(&report).with_context(|| format!("{target} did not tell its executions:\n{report}"))
}

fn executions(report: &str) -> Option<u64> {
    let count = report.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))?;
    count.trim().parse().ok()
}

/// The fixtures as inputs of the target. Before what they hold stand the target's other fields, all zero.
fn seeds_of(target: &str, project: &Project) -> Result<Vec<Vec<u8>>> {
    /// The bytes of a `Canary`.
    const CANARY: usize = 12;
    /// A mobile number's digits, a `Canary` and three flags.
    const DISPLAY: usize = 10 + CANARY + 3;
    let fixture = |name: &str| -> Result<Vec<Value>> {
        let path = project.root.join(format!("tests/fixtures/{name}.json"));
        Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
    };
    let seed = |zeros: usize, parts: &[&[u8]]| [vec![0; zeros], parts.concat()].concat();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let seeds = match target {
        "interpret" => fixture("replies")?
            .iter()
            .map(|case| {
                let status = u16::try_from(case["httpStatus"].as_u64().unwrap_or_default()).unwrap_or_default();
                seed(CANARY, &[&status.to_le_bytes(), text(&case["body"]).as_bytes()])
            })
            .collect(),
        "decode_unverified" => fixture("id_tokens")?
            .iter()
            .flat_map(|case| {
                let parts = ["{\"alg\":\"RS256\"}", &text(&case["claims"]), "signature"].join("\0");
                [seed(CANARY, &[&[0], text(&case["token"]).as_bytes()]), seed(CANARY, &[&[1], parts.as_bytes()])]
            })
            .collect(),
        "display_rows" => {
            fixture("rows")?.iter().map(|case| seed(DISPLAY, &[case["profile"].to_string().as_bytes()])).collect()
        }
        _ => Vec::new(),
    };
    Ok(seeds)
}

fn table(rows: &[(&str, u64)]) -> String {
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let total = ("all", rows.iter().map(|(_, count)| count).sum());
    let lines = rows.iter().chain([&total]).map(|(name, count)| format!("{name:width$}  {count:>12}"));
    let head = format!("{:width$}  {:>12}", "target", "executions");
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_is_spent_unless_told_otherwise() {
        assert_eq!(Options::read(&[]).unwrap(), Options { seconds: 60 });
        assert_eq!(Options::read(&["--seconds", "600"]).unwrap(), Options { seconds: 600 });
        for (words, message) in [
            (&["--seconds", "-1"][..], "`-1` is not a number of seconds"),
            (&["--seconds"], "the fuzzer does not know `--seconds`; it takes --seconds N"),
        ] {
            assert_eq!(Options::read(words).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn executions_are_read_and_added_up() {
        let report = "Done 12 runs in 2 second(s)\nstat::number_of_executed_units: 12\nstat::peak_rss_mb: 40\n";
        assert_eq!(executions(report), Some(12));
        assert_eq!(executions("==1== ERROR: libFuzzer: deadly signal"), None);
        let expected = "\
target     executions
prepare            12
display             5
all                17";
        assert_eq!(table(&[("prepare", 12), ("display", 5)]), expected);
    }
}
