//! Regions of the pages that are made from the code's own tables.

use std::path::{Path, PathBuf};
use std::{env, fs};

const RENEW: &str = "cargo xtask generate";

/// The languages of the pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Chinese,
}

impl Language {
    pub(crate) const BOTH: [Self; 2] = [Self::English, Self::Chinese];

    /// The page of that name in this language, such as `docs/after.zh-CN.md`.
    pub(crate) fn page(self, name: &str) -> String {
        match self {
            Self::English => format!("{name}.md"),
            Self::Chinese => format!("{name}.zh-CN.md"),
        }
    }

    /// `a, b, c`
    pub(crate) fn list(self, items: impl IntoIterator<Item = impl AsRef<str>>) -> String {
        let items: Vec<String> = items.into_iter().map(|item| code(item.as_ref())).collect();
        items.join(Words { en: ", ", zh: "、" }.to(self))
    }
}

/// The same words in both languages: without a translation it doesn't compile.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    pub(crate) en: &'static str,
    pub(crate) zh: &'static str,
}

impl Words {
    pub(crate) fn to(self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::Chinese => self.zh,
        }
    }
}

/// The words of a row, English first.
pub(crate) const fn words(en: &'static str, zh: &'static str) -> Words {
    Words { en, zh }
}

/// As Markdown shows code.
pub(crate) fn code(text: &str) -> String {
    format!("`{text}`")
}

/// A Markdown table.
pub(crate) fn table<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let cell = |text: &String| if text.is_empty() { " |".to_owned() } else { format!(" {text} |") };
    let line = |cells: &[String]| format!("|{}", cells.iter().map(cell).collect::<String>());
    let rule = format!("|{}", "---|".repeat(N));
    let rows = rows.into_iter().map(|row| line(&row));
    [line(&head.map(str::to_owned)), rule].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

/// A part of a file, and what it should be.
pub(crate) struct Region {
    name: String,
    start: String,
    end: &'static str,
    text: String,
}

impl Region {
    /// A part of a page, between two comments that no reader sees.
    pub(crate) fn of_page(name: &str, text: String) -> Self {
        let start = format!("<!-- generated: {name} -->\n");
        Self { name: name.to_owned(), start, end: "<!-- end of generated -->", text: format!("\n{text}\n\n") }
    }

    /// Lines of a script, between two comments as far to the right as they.
    pub(crate) fn of_script(name: &str, indent: &str, lines: impl IntoIterator<Item = String>) -> Self {
        let start = format!("// generated: {name}\n");
        let lines: String = lines.into_iter().map(|line| format!("{indent}{line}\n")).collect();
        Self { name: name.to_owned(), start, end: "// end of generated", text: lines + indent }
    }

    /// What a file of another kind has between `start` and `end`.
    pub(crate) fn between(start: &str, end: &'static str, text: String) -> Self {
        Self { name: start.trim().to_owned(), start: start.to_owned(), end, text }
    }

    /// The type of that name as a union, laid out as Biome does.
    pub(crate) fn union(name: &str, members: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let start = format!("export type {name} =");
        let line = format!(" {}", union(members));
        let text = if start.len() + line.len() <= 120 { line } else { format!("\n  |{}", line.replace(" |", "\n  |")) };
        Self::between(&start, "\n\n", text)
    }
}

/// A union of literals, `<ms>` standing for any number.
pub(crate) fn union(members: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let literal = |member: &str| match member.strip_suffix("<ms>") {
        Some(start) => format!("`{start}${{number}}`"),
        None => format!("'{member}'"),
    };
    members.into_iter().map(|member| literal(member.as_ref())).collect::<Vec<_>>().join(" | ")
}

/// The project: the folder of the crate whose test this is, or the one around it.
pub(crate) fn root() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    folder.ancestors().find(|folder| folder.join("Cargo.lock").is_file()).unwrap().to_owned()
}

/// Compares the regions of a file with what they should be. With `UPDATE_DOCS` set it writes them.
///
/// # Panics
///
/// A region is missing or differs, or the file marks one that is not in `regions`.
pub(crate) fn check(file: &str, regions: &[Region]) {
    let path = root().join(file);
    let old = fs::read_to_string(&path).unwrap();
    let mut new = old.clone();
    let mut stale = Vec::new();
    for region in regions {
        let Region { name, start, end, text } = region;
        let [before, after] = new.split(start.as_str()).collect::<Vec<_>>()[..] else {
            panic!("{file} should have one region `{name}`");
        };
        let (found, after) = after.split_once(end).unwrap_or_else(|| panic!("{file}: `{name}` has no end"));
        if found != text {
            stale.push(name.as_str());
        }
        new = [before, start, text, end, after].concat();
    }
    let marked: usize = ["<!-- generated: ", "// generated: "].map(|start| old.matches(start).count()).iter().sum();
    let known = regions.iter().filter(|region| region.start.contains(" generated: ")).count();
    assert_eq!(marked, known, "{file} marks another number of regions than are generated");
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path, new).unwrap();
    } else {
        assert!(stale.is_empty(), "{file} differs from the code in {stale:?}. Renew it:\n\n    {RENEW}\n");
    }
}

/// Compares a whole file with what it should be. With `UPDATE_DOCS` set it writes it.
///
/// # Panics
///
/// The file differs.
pub(crate) fn check_file(file: &str, text: &str) {
    let path = root().join(file);
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path, text).unwrap();
    } else {
        let found = fs::read_to_string(path).unwrap_or_default();
        assert!(found == text, "{file} differs from the code. Renew it:\n\n    {RENEW}\n");
    }
}
