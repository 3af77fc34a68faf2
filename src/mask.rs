//! Phone numbers and mail addresses as a screen may show them.

use crate::text::{concat, is_blank, replaced, slice};

/// What stands between the words of a text or the members of JSON, besides white space.
const SEPARATORS: &[char] =
    &['"', '\'', ',', ';', ':', '<', '>', '(', ')', '[', ']', '，', '；', '：', '（', '）', '、', '。'];

/// A phone number with its middle hidden: `138****5678`. What is too short to keep both ends is hidden
/// whole.
pub fn mask_phone(text: &str) -> String {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    // Four digits stay at the end; in front what is left of a number of eleven digits or more. Numbers have fifteen at
    // most (ITU-T E.164): of more digits, which are several numbers, no more are shown.
    let (shown_first, shown_last) = match digits {
        0..7 => (0, 0),
        7..11 => (0, 4),
        11..15 => (digits - 8, 4),
        _ => (7, 4),
    };
    let mut seen = 0;
    let mut mask_digit = |character: char| {
        if !character.is_ascii_digit() {
            return character;
        }
        seen += 1;
        let is_shown = seen <= shown_first || seen > digits - shown_last;
        if is_shown { character } else { '*' }
    };
    replaced(text, &mut mask_digit)
}

/// A mail address with the first character of its mailbox only: `z***@example.com`.
pub fn mask_mail(text: &str) -> String {
    let Some(at) = text.bytes().rposition(|byte| byte == b'@') else {
        return "***".to_owned();
    };
    let first = slice(text, 0, at).chars().next().map_or(0, char::len_utf8);
    concat(&[slice(text, 0, first), "***", slice(text, at, text.len())])
}

/// Any text with the mail addresses in it masked, and the mobile numbers that are written in one piece.
pub fn mask_contacts(text: &str) -> String {
    let without_mail = replace_runs(text, |character| !is_separator(character), is_address, mask_mail);
    replace_runs(&without_mail, |character| character.is_ascii_digit(), is_mobile_number, mask_phone)
}

/// The text with each run of characters that belong together replaced where it is wanted.
fn replace_runs(
    text: &str,
    belongs: impl Fn(char) -> bool,
    is_wanted: fn(&str) -> bool,
    replace: fn(&str) -> String,
) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (run, after) = split_run(rest, &belongs);
        if is_wanted(run) {
            replaced.push_str(&replace(run));
        } else {
            replaced.push_str(run);
        }
        let (between, after) = split_run(after, &|character| !belongs(character));
        replaced.push_str(between);
        rest = after;
    }
    replaced
}

fn split_run<'a>(text: &'a str, belongs: &dyn Fn(char) -> bool) -> (&'a str, &'a str) {
    let mut rest = text.chars();
    while rest.clone().next().is_some_and(belongs) {
        rest.next();
    }
    (slice(text, 0, text.len() - rest.as_str().len()), rest.as_str())
}

fn is_separator(character: char) -> bool {
    is_blank(character) || SEPARATORS.contains(&character)
}

// `@name` is no address, and `@name@domain` is one.
fn is_address(word: &str) -> bool {
    let is_at = |byte: &u8| *byte == b'@';
    let mut after_first = word.bytes().skip_while(is_at);
    let has_at = after_first.any(|byte| byte == b'@');
    has_at && after_first.any(|byte| byte != b'@')
}

// Mainland mobile numbers: eleven digits from 13 to 19, with or without the country's code.
fn is_mobile_number(digits: &str) -> bool {
    let number = digits.strip_prefix("86").unwrap_or(digits);
    matches!(number.as_bytes(), [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9)
}
