//! How big the package may be: a budget for each file that runs and for what a user downloads.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Map, Value};

use crate::functions;
use crate::project::Project;
use crate::sizes::{self, Size};
use crate::{package, sh, wasm};

/// How many functions of the wasm are shown.
const FUNCTIONS: usize = 10;

/// A budget is a multiple of this, in bytes, so that not each letter has to be recorded.
const STEP: u64 = 100;

const RECORD: &str = "`cargo xtask sizes --record`";

/// What runs; words and types are not budgeted.
const CODE: &[&str] = &[".wasm", ".br", ".js", ".cjs", ".mjs"];

/// A sum, and the files that make it up.
type Total = (&'static str, fn(&str) -> bool);

const TOTALS: &[Total] = &[
    ("a web page's downloads", |file| file == "web.js" || file.ends_with(".wasm") && !file.contains('/')),
    // `.wasm` lies there for base libraries without brotli; the code package's limit counts the one that is read.
    ("a mini program's files", |file| file.starts_with("miniprogram_dist/") && !file.ends_with(".wasm")),
];

/// Bytes as they lie there, and as they travel.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Bytes {
    raw: u64,
    brotli: u64,
}

type Weights = Vec<(String, Bytes)>;

/// A file or a total, now and at most.
struct Row {
    name: String,
    now: Bytes,
    /// None at all for a file that the budget does not know.
    budget: Bytes,
}

/// Builds the package and compares it with its budget; with `--record` what it weighs becomes the budget.
///
/// # Errors
///
/// A word is unknown, the package can't be built, or it is over its budget.
pub(crate) fn run(project: &Project, words: &[&str]) -> Result<()> {
    let is_recorded = match words {
        [] => false,
        ["--record"] => true,
        _ => bail!("`sizes` does not know `{}`; it takes --record", words.join(" ")),
    };
    package::build(project)?;
    if is_recorded {
        let budget: Weights =
            weights(&sizes::measure(&project.pkg())?).into_iter().map(|(name, now)| (name, now.rounded())).collect();
        fs::write(file(project), written(&budget)).context("can't write tests/sizes.json")?;
    }
    check(project)
}

/// Compares what pkg/ holds with the budget, and shows what the wasm's bytes are spent on.
///
/// # Errors
///
/// Something is over its budget, or there is no budget.
pub(crate) fn check(project: &Project) -> Result<()> {
    let text = fs::read_to_string(file(project)).with_context(|| format!("no tests/sizes.json; {RECORD} writes it"))?;
    let rows = compare(weights(&sizes::measure(&project.pkg())?), read(&text)?);
    println!("{}\n", table(&rows));

    let module = fs::read(package::wasm_in(project))?;
    let symbols = fs::read_to_string(wasm::symbols(project)).context("wasm-opt left no map of symbols")?;
    println!("{}\n", functions::table(&functions::largest(&module, &symbols, FUNCTIONS)?));

    if rows.iter().any(Row::can_be_lowered) {
        sh::say(&format!("the budget can be lowered: {RECORD}"));
    }
    let over: Vec<&str> = rows.iter().filter(|row| row.is_over()).map(|row| row.name.as_str()).collect();
    ensure!(over.is_empty(), "over the budget: {}; {RECORD} raises it, if that is worth it", over.join(", "));
    Ok(())
}

fn file(project: &Project) -> PathBuf {
    project.root.join("tests/sizes.json")
}

fn weights(sizes: &[Size]) -> Weights {
    let files: Weights = sizes
        .iter()
        .filter(|size| CODE.iter().any(|ending| size.file.ends_with(ending)))
        // What is compressed already travels as it is.
        .map(|size| (size, if size.file.ends_with(".br") { size.raw } else { size.brotli }))
        .map(|(size, brotli)| (size.file.clone(), Bytes { raw: size.raw, brotli }))
        .collect();
    let totals: Weights = TOTALS
        .iter()
        .map(|(name, includes)| {
            let included = files.iter().filter(|(file, _)| includes(file));
            ((*name).to_owned(), included.fold(Bytes::default(), |sum, (_, bytes)| sum.plus(*bytes)))
        })
        .collect();
    [files, totals].concat()
}

/// Reads `{ name: { "raw": bytes, "brotli": bytes } }`.
fn read(text: &str) -> Result<Weights> {
    let rows: Map<String, Value> = serde_json::from_str(text).context("tests/sizes.json is no JSON object")?;
    rows.into_iter()
        .map(|(name, row)| {
            let bytes = |form: &str| row[form].as_u64().with_context(|| format!("`{form}` of `{name}` is no number"));
            let bytes = Bytes { raw: bytes("raw")?, brotli: bytes("brotli")? };
            Ok((name, bytes))
        })
        .collect()
}

/// A row on a line, so that a diff shows what grew.
fn written(budget: &Weights) -> String {
    let rows = budget.iter().map(|(name, Bytes { raw, brotli })| {
        format!("  {}: {{ \"raw\": {raw}, \"brotli\": {brotli} }}", Value::from(name.as_str()))
    });
    format!("{{\n{}\n}}\n", rows.collect::<Vec<_>>().join(",\n"))
}

fn compare(now: Weights, budget: Weights) -> Vec<Row> {
    let bytes_of = |weights: &Weights, wanted: &str| {
        weights.iter().find(|(name, _)| name == wanted).map(|(_, bytes)| *bytes).unwrap_or_default()
    };
    let names = now.iter().chain(budget.iter().filter(|(name, _)| now.iter().all(|(other, _)| other != name)));
    names
        .map(|(name, _)| Row { name: name.clone(), now: bytes_of(&now, name), budget: bytes_of(&budget, name) })
        .collect()
}

fn table(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or_default();
    let cells = |name: &str, cells: [&str; 4]| {
        format!("{name:width$}  {:>7}  {:>7}  {:>7}  {:>7}", cells[0], cells[1], cells[2], cells[3])
    };
    let lines = rows.iter().map(|row| {
        let Row { name, now, budget } = row;
        let numbers = [now.raw, budget.raw, now.brotli, budget.brotli].map(|number| number.to_string());
        let verdict = match row {
            row if row.is_over() => "  over",
            row if row.can_be_lowered() => "  less",
            _ => "",
        };
        cells(name, numbers.each_ref().map(String::as_str)) + verdict
    });
    let head = cells("bytes", ["raw", "at most", "brotli", "at most"]);
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}

impl Bytes {
    fn plus(self, other: Self) -> Self {
        Self { raw: self.raw + other.raw, brotli: self.brotli + other.brotli }
    }

    fn rounded(self) -> Self {
        let Self { raw, brotli } = self;
        Self { raw: raw.next_multiple_of(STEP), brotli: brotli.next_multiple_of(STEP) }
    }
}

impl Row {
    fn is_over(&self) -> bool {
        self.now.raw > self.budget.raw || self.now.brotli > self.budget.brotli
    }

    fn can_be_lowered(&self) -> bool {
        let now = self.now.rounded();
        now.raw < self.budget.raw || now.brotli < self.budget.brotli
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORDED: &str = r#"{
  "a.wasm": { "raw": 96900, "brotli": 38500 },
  "gone.js": { "raw": 100, "brotli": 100 },
  "web.js": { "raw": 30500, "brotli": 6700 }
}
"#;

    fn weight(name: &str, raw: u64, brotli: u64) -> (String, Bytes) {
        (name.to_owned(), Bytes { raw, brotli })
    }

    #[test]
    fn a_budget_is_read_as_it_was_written() {
        let budget = read(RECORDED).unwrap();
        assert_eq!(budget[0], weight("a.wasm", 96_900, 38_500));
        assert_eq!(budget.len(), 3);
        assert_eq!(written(&budget), RECORDED);
        for (text, message) in [
            ("[]", "tests/sizes.json is no JSON object"),
            (r#"{"a.wasm": {"raw": 1}}"#, "`brotli` of `a.wasm` is no number"),
            (r#"{"a.wasm": {"raw": -1, "brotli": 1}}"#, "`raw` of `a.wasm` is no number"),
        ] {
            assert_eq!(read(text).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn growth_is_over_and_less_can_be_recorded() {
        let now = vec![weight("a.wasm", 96_901, 38_400), weight("new.js", 1, 1), weight("web.js", 30_400, 6_601)];
        let rows = compare(now, read(RECORDED).unwrap());
        let expected = "\
bytes        raw  at most   brotli  at most
a.wasm     96901    96900    38400    38500  over
new.js         1        0        1        0  over
web.js     30400    30500     6601     6700  less
gone.js        0      100        0      100  less";
        assert_eq!(table(&rows), expected);
        assert_eq!(rows.iter().map(Row::is_over).collect::<Vec<_>>(), [true, true, false, false]);
    }

    #[test]
    fn what_was_just_recorded_fits_and_can_not_be_lowered() {
        for bytes in [1, 99, 100, 101] {
            let now = Bytes { raw: bytes, brotli: bytes };
            let row = Row { name: String::new(), now, budget: now.rounded() };
            assert!(!row.is_over() && !row.can_be_lowered(), "{bytes}");
        }
    }

    #[test]
    fn code_is_weighed_and_added_up() {
        let size = |line| sizes::read(line).unwrap();
        let sizes = [
            "README.md\t5000\t3000\t2000",
            "a.wasm\t1000\t500\t400",
            "index.d.ts\t70\t60\t50",
            "miniprogram_dist/a.wasm\t1000\t500\t400",
            "miniprogram_dist/a.wasm.br\t400\t410\t404",
            "miniprogram_dist/index.js\t90\t40\t30",
            "web.js\t80\t30\t20",
        ];
        let expected = vec![
            weight("a.wasm", 1000, 400),
            weight("miniprogram_dist/a.wasm", 1000, 400),
            weight("miniprogram_dist/a.wasm.br", 400, 400),
            weight("miniprogram_dist/index.js", 90, 30),
            weight("web.js", 80, 20),
            weight("a web page's downloads", 1080, 420),
            weight("a mini program's files", 490, 430),
        ];
        assert_eq!(weights(&sizes.map(size)), expected);
    }
}
