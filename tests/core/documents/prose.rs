//! How Chinese is written: in full-width punctuation, to 你, and a paragraph on one line.

use std::fs;
use std::path::Path;

use super::region::root;

const HALF_WIDTH: &str = ",;:?!()\"'";

#[test]
fn chinese_pages_have_full_width_punctuation() {
    let mut found = Vec::new();
    for page in files(&["md"]).into_iter().filter(|page| page.ends_with(".zh-CN.md")) {
        let text = without_targets(&prose(&fs::read_to_string(root().join(&page)).unwrap()));
        found.extend(faults(&text, true).map(|fault| format!("{page}: {fault}")));
    }
    assert!(found.is_empty(), "half-width punctuation beside Chinese, or 您:\n{}", found.join("\n"));
}

/// A line's end within a paragraph is shown as a blank, which Chinese doesn't have between words.
#[test]
fn a_paragraph_of_a_chinese_page_is_one_line() {
    let mut found = Vec::new();
    for page in files(&["md"]).into_iter().filter(|page| page.ends_with(".zh-CN.md")) {
        let text = prose(&fs::read_to_string(root().join(&page)).unwrap());
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        found.extend(
            lines.windows(2).filter(|pair| is_wrapped(pair[0], pair[1])).map(|pair| format!("{page}: {}", pair[1])),
        );
    }
    assert!(found.is_empty(), "a paragraph goes on in the next line:\n{}", found.join("\n"));
}

/// Whether `next` goes on with the paragraph, or the item of a list, that `line` is part of.
fn is_wrapped(line: &str, next: &str) -> bool {
    let is_text = |line: &str| !line.is_empty() && !line.starts_with(['#', '|', '<', '!', '>']);
    let begins_item = next.starts_with("- ") || next.starts_with(|character: char| character.is_ascii_digit());
    is_text(line) && is_text(next) && !begins_item
}

#[test]
fn a_wrapped_paragraph_is_found() {
    for (line, next) in [("之前", "仍然有效"), ("- 之前", "仍然有效"), ("1. 之前", "`code` 有效")] {
        assert!(is_wrapped(line, next), "{next}");
    }
    for (line, next) in
        [("之前", ""), ("- 之前", "- 之后"), ("1. 之前", "2. 之后"), ("| 之前 |", "| 之后 |"), ("# 之前", "之后")]
    {
        assert!(!is_wrapped(line, next), "{next}");
    }
}

#[test]
fn chinese_in_the_code_has_full_width_punctuation() {
    let mut found = Vec::new();
    for file in files(&["rs", "ts", "tsx", "js", "cjs", "html", "json", "wxml"]) {
        let is_shown = ["src/", "pkg-template/", "www/"].iter().any(|folder| file.starts_with(folder));
        if is_shown {
            let text = fs::read_to_string(root().join(&file)).unwrap();
            // A quote is where a text begins or ends.
            found.extend(faults(&text.replace(['"', '\''], "\n"), false).map(|fault| format!("{file}: {fault}")));
        }
    }
    assert!(found.is_empty(), "half-width punctuation beside Chinese, or 您:\n{}", found.join("\n"));
}

/// The files of the project with one of these endings, as Git has them.
pub(crate) fn files(endings: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            let name = entry.file_name().into_string().unwrap();
            let is_built = ["target", "node_modules", "pkg", "dist", "miniprogram_npm"].contains(&name.as_str());
            if path.is_dir() && !is_built && !name.starts_with('.') {
                folders.push(path);
            } else if Path::new(&name).extension().is_some_and(|ending| endings.iter().any(|known| ending == *known)) {
                found.push(path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// A page without its blocks of code and its comments; code within a line becomes one letter.
pub(crate) fn prose(page: &str) -> String {
    let mut prose = String::new();
    let mut is_code = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if !is_code && !line.starts_with("<!--") {
            prose.extend(line.split('`').enumerate().map(|(i, part)| if i % 2 == 0 { part } else { "x" }));
        }
        prose.push('\n');
    }
    prose
}

/// A text without the targets of its links.
fn without_targets(text: &str) -> String {
    let mut parts = text.split("](");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + part.split_once(')').unwrap().1)
}

/// Where punctuation that isn't Chinese stands beside a Chinese character, over blanks too if `over_blanks`.
fn faults(text: &str, over_blanks: bool) -> impl Iterator<Item = String> {
    text.lines().zip(1..).filter_map(move |(line, number)| {
        let blanks = if over_blanks { " " } else { "" };
        let characters: Vec<char> = line.chars().collect();
        let beside = |mut neighbours: Box<dyn Iterator<Item = &char> + '_>| {
            neighbours.find(|character| !blanks.contains(**character)).is_some_and(|character| is_chinese(*character))
        };
        let fault = characters.iter().enumerate().any(|(index, character)| {
            HALF_WIDTH.contains(*character)
                && (beside(Box::new(characters[..index].iter().rev()))
                    || beside(Box::new(characters[index + 1..].iter())))
        });
        // A full stop is at the end of a sentence; others are in numbers and names.
        let stop =
            characters.iter().zip(characters.iter().skip(1).chain([&' '])).enumerate().any(|(index, (stop, next))| {
                *stop == '.' && *next == ' ' && index > 0 && is_chinese(characters[index - 1])
            });
        (fault || stop || line.contains('您')).then(|| format!("{number}: {}", line.trim()))
    })
}

fn is_chinese(character: char) -> bool {
    matches!(character, '“' | '”' | '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
}

#[test]
fn half_width_punctuation_is_found() {
    for text in ["中文,english", "是 (english)", "好.", "“x”: y", "您好"] {
        assert_eq!(faults(text, true).count(), 1, "{text}");
    }
    for text in
        ["中文，english", "是（english）", "it's 2.13 版", "只打包 .js", "1. 工具", "见 [这里](a,b)。", "见 `a, b`。"]
    {
        assert_eq!(faults(&without_targets(&prose(text)), true).count(), 0, "{text}");
    }
}
