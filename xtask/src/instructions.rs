//! How many instructions the core's hot paths take: the one measure of speed that is the same on a busy machine.
//!
//! Plain callgrind on a program of the project's own: the crates that wrap it bring some 180 others, to do what a page of
//! code does here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Map, Value};

use crate::project::Project;
use crate::{debian, sh};

/// How far a count may be from its baseline, as a share of it: ten times what random hash keys and another folder make
/// of it, and less than a change that is worth a thought.
const TOLERANCE: f64 = 0.03;

const CALLGRIND: &[&str] = &[
    "--quiet",
    "--tool=callgrind",
    // Only what runs inside the function of that name.
    "--toggle-collect=*measured*",
    // Written out, each line can be read by itself.
    "--compress-strings=no",
    "--compress-pos=no",
];

const RECORD: &str = "`cargo xtask instructions --record`";

/// A path's name and its instructions.
type Counts = Vec<(String, u64)>;

/// A path: what was recorded, and what it takes now.
struct Row {
    path: String,
    baseline: Option<u64>,
    now: Option<u64>,
}

/// Counts, and compares with the baseline; with `--record` the counts become the baseline.
///
/// # Errors
///
/// A word is unknown, nothing can be counted here, or a count is off its baseline.
pub(crate) fn run(project: &Project, words: &[&str]) -> Result<()> {
    let is_recorded = match words {
        [] => false,
        ["--record"] => true,
        _ => bail!("`instructions` does not know `{}`; it takes --record", words.join(" ")),
    };
    if let Some(obstacle) = obstacle() {
        bail!("instructions can't be counted: {obstacle}");
    }
    let now = count(project)?;
    if is_recorded {
        fs::write(file(project), written(&now)).context("can't write bench/instructions.json")?;
    }
    compare_with_baseline(project, now)
}

/// Counts and compares where that is possible, and says so where not.
///
/// # Errors
///
/// A count is off its baseline.
pub(crate) fn check(project: &Project) -> Result<()> {
    match obstacle() {
        Some(obstacle) => sh::say(&format!("instructions are left out: {obstacle}")),
        None => compare_with_baseline(project, count(project)?)?,
    }
    Ok(())
}

/// Installs valgrind where it is missing and nobody has to be asked.
///
/// # Errors
///
/// apt-get fails.
pub(crate) fn ensure() -> Result<()> {
    if obstacle().is_none() && sh::find("valgrind").is_none() {
        debian::install(&["valgrind"], "`valgrind` is not on PATH")?;
    }
    Ok(())
}

/// Why nothing can be counted on this machine, if so.
fn obstacle() -> Option<&'static str> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return Some("the baseline is of Linux on x86-64");
    }
    let is_missing = sh::find("valgrind").is_none() && !debian::may_install();
    is_missing
        .then_some("`valgrind` is not on PATH; install it (on Debian and Ubuntu: `sudo apt-get install valgrind`)")
}

fn count(project: &Project) -> Result<Counts> {
    ensure()?;
    sh::say("counting the instructions of the core's hot paths (half a minute the first time)");
    let program = build(project)?;
    let paths = sh::read(&mut Command::new(&program))?;
    paths.lines().map(|path| Ok((path.to_owned(), count_path(project, &program, path)?))).collect()
}

/// Builds bench/instructions.rs and tells where the program is.
fn build(project: &Project) -> Result<PathBuf> {
    let options =
        ["build", "--release", "--bench", "instructions", "--locked", "--message-format=json-render-diagnostics"];
    // Cargo looks here first: flags from the user's RUSTFLAGS or configuration would count too.
    let messages = sh::read(project.cargo(&options).env("CARGO_ENCODED_RUSTFLAGS", ""))?;
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut programs = messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from));
    programs.next().context("cargo built no bench/instructions.rs")
}

fn count_path(project: &Project, program: &Path, path: &str) -> Result<u64> {
    let profile = project.target.join("instructions.callgrind");
    let mut output = std::ffi::OsString::from("--callgrind-out-file=");
    output.push(&profile);
    sh::run(Command::new("valgrind").args(CALLGRIND).arg(output).arg(program).arg(path))?;
    let profile = fs::read_to_string(&profile).context("callgrind left no profile")?;
    let own = own(&profile, &program.to_string_lossy()).context("callgrind's profile can't be read")?;
    ensure!(own > 0, "callgrind counted nothing of `{path}`");
    Ok(own)
}

/// The instructions of the program itself: which allocator and which `memcpy` the machine's libc has is left out.
fn own(profile: &str, program: &str) -> Option<u64> {
    let (mut sum, mut is_own, mut is_call) = (0, false, false);
    for line in profile.lines() {
        if let Some(object) = line.strip_prefix("ob=") {
            is_own = object == program;
        } else if line.starts_with("calls=") {
            // The line after it has the cost of what is called, which is told there once more.
            is_call = true;
        } else if line.starts_with(|first: char| first.is_ascii_digit()) {
            if is_own && !is_call {
                sum += line.split(' ').nth(1)?.parse::<u64>().ok()?;
            }
            is_call = false;
        }
    }
    Some(sum)
}

fn file(project: &Project) -> PathBuf {
    project.root.join("bench/instructions.json")
}

fn written(counts: &Counts) -> String {
    let counts: Map<String, Value> = counts.iter().map(|(path, count)| (path.clone(), Value::from(*count))).collect();
    format!("{:#}\n", Value::from(counts))
}

fn read(text: &str) -> Result<Counts> {
    let counts: Map<String, Value> = serde_json::from_str(text).context("bench/instructions.json is no JSON object")?;
    let counts = counts.into_iter().map(|(path, count)| {
        let count = count.as_u64().with_context(|| format!("the count of `{path}` is no number"))?;
        Ok((path, count))
    });
    counts.collect()
}

fn compare_with_baseline(project: &Project, now: Counts) -> Result<()> {
    let text =
        fs::read_to_string(file(project)).with_context(|| format!("no bench/instructions.json; {RECORD} writes it"))?;
    let rows = compare(now, read(&text)?);
    println!("{}", table(&rows));
    let off = rows.iter().filter(|row| row.verdict().is_some()).count();
    ensure!(off == 0, "{off} of {} counts are off their baseline; if that is meant, {RECORD}", rows.len());
    Ok(())
}

fn compare(now: Counts, baseline: Counts) -> Vec<Row> {
    let count_of = |counts: &Counts, path: &str| counts.iter().find(|(name, _)| name == path).map(|(_, count)| *count);
    let gone = baseline.iter().filter(|(path, _)| count_of(&now, path).is_none());
    now.iter()
        .chain(gone)
        .map(|(path, _)| Row { path: path.clone(), baseline: count_of(&baseline, path), now: count_of(&now, path) })
        .collect()
}

fn table(rows: &[Row]) -> String {
    let title = "instructions";
    let width = rows.iter().map(|row| row.path.len()).max().unwrap_or_default().max(title.len());
    let count = |count: Option<u64>| count.map_or_else(|| "-".to_owned(), |count| count.to_string());
    let lines = rows.iter().map(|row| {
        let ratio = row.ratio().map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.3}"));
        let verdict = row.verdict().map(|verdict| format!("  {verdict}")).unwrap_or_default();
        format!("{:width$}  {:>9}  {:>9}  {ratio:>6}{verdict}", row.path, count(row.baseline), count(row.now))
    });
    let head = format!("{:width$}  {:>9}  {:>9}  {:>6}", title, "baseline", "now", "ratio");
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}

impl Row {
    fn ratio(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "no count comes near 2^53")]
        let ratio = |now: u64, baseline: u64| now as f64 / baseline as f64;
        Some(ratio(self.now?, self.baseline?))
    }

    /// What is wrong with it, if anything.
    fn verdict(&self) -> Option<&'static str> {
        match (self.baseline, self.now, self.ratio()) {
            (None, ..) => Some("new"),
            (_, None, _) => Some("gone"),
            (.., Some(ratio)) if ratio > 1.0 + TOLERANCE => Some("more"),
            (.., Some(ratio)) if ratio < 1.0 - TOLERANCE => Some("less"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(counts: &[(&str, u64)]) -> Counts {
        counts.iter().map(|(path, count)| ((*path).to_owned(), *count)).collect()
    }

    #[test]
    fn the_programs_own_instructions_are_added_up() {
        let profile = "\
events: Ir
ob=/target/instructions
fl=???
fn=instructions::measured
0 5
cob=/usr/lib/libc.so.6
cfn=malloc
calls=1 0
0 1000
0 7

ob=/usr/lib/libc.so.6
fn=malloc
12 1000

ob=/target/instructions
fn=decode
0 30

totals: 1042
";
        assert_eq!(own(profile, "/target/instructions"), Some(42));
        assert_eq!(own(profile, "/usr/lib/libc.so.6"), Some(1000));
        assert_eq!(own(profile, "/target/other"), Some(0));
        assert_eq!(own("ob=a\n0", "a"), None);
    }

    #[test]
    fn a_baseline_is_read_as_it_was_written() {
        let baseline = counts(&[("decode", 84_580), ("bind", 305_010)]);
        let text = "{\n  \"decode\": 84580,\n  \"bind\": 305010\n}\n";
        assert_eq!(written(&baseline), text);
        assert_eq!(read(text).unwrap(), baseline);
        for (text, message) in [
            ("[]", "bench/instructions.json is no JSON object"),
            (r#"{"bind": "1"}"#, "the count of `bind` is no number"),
        ] {
            assert_eq!(read(text).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn more_and_less_than_the_tolerance_are_told_and_so_are_new_paths() {
        let baseline = counts(&[("a", 1_000), ("b", 1_000), ("c", 1_000), ("d", 1_000), ("gone", 1_000)]);
        let now = counts(&[("a", 1_030), ("b", 1_031), ("c", 970), ("d", 969), ("added", 1)]);
        let expected = "\
instructions   baseline        now   ratio
a                  1000       1030   1.030
b                  1000       1031   1.031  more
c                  1000        970   0.970
d                  1000        969   0.969  less
added                 -          1       -  new
gone               1000          -       -  gone";
        assert_eq!(table(&compare(now, baseline)), expected);
    }
}
