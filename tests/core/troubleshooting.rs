//! The pages on troubleshooting leave out no code.

use wechat_mobile_bind::error::HINTS;

const PAGES: [&str; 2] =
    [include_str!("../../docs/troubleshooting.md"), include_str!("../../docs/troubleshooting.zh-CN.md")];
const TYPES: &str = include_str!("../../pkg-template/shipped/index.d.ts");

/// The members of the type `ErrorCode`.
fn error_codes() -> Vec<&'static str> {
    let (_, members) = TYPES.split_once("export type ErrorCode =\n").unwrap();
    let members = members.lines().map_while(|line| line.strip_prefix("  | '")?.strip_suffix('\''));
    members.collect()
}

#[test]
fn every_error_code_has_a_section() {
    let codes = error_codes();
    assert!(codes.len() >= 9, "{codes:?}");
    for page in PAGES {
        let headings: Vec<&str> = page.lines().filter(|line| line.starts_with("## ")).collect();
        for code in &codes {
            assert!(headings.iter().any(|heading| heading.contains(code)), "{code}");
        }
    }
}

#[test]
fn every_code_that_has_a_hint_has_a_row() {
    for page in PAGES {
        for hint in HINTS {
            assert!(page.contains(&format!("\n| `{}` | ", hint.error_code)), "{}", hint.error_code);
        }
    }
}
