//! Phone numbers and mail addresses as a screen may show them.

/// A phone number with its middle hidden: `138****5678`. What is too short to keep both ends is hidden
/// whole.
pub fn mask_phone(text: &str) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    // Four digits stay at the end; in front what is left of a number of eleven digits or more.
    let (shown_first, shown_last) = match digits {
        0..7 => (0, 0),
        7..11 => (0, 4),
        _ => (digits - 8, 4),
    };
    let mut seen = 0;
    let mask_digit = |character: char| {
        if !character.is_ascii_digit() {
            return character;
        }
        seen += 1;
        let is_shown = seen <= shown_first || seen > digits - shown_last;
        if is_shown { character } else { '*' }
    };
    text.chars().map(mask_digit).collect()
}

/// A mail address with the first character of its mailbox only: `z***@example.com`.
pub fn mask_mail(text: &str) -> String {
    let Some((mailbox, domain)) = text.rsplit_once('@') else {
        return "***".to_owned();
    };
    let first = mailbox.chars().take(1).collect::<String>();
    [&first, "***@", domain].concat()
}

/// Any text with the mobile numbers and mail addresses in it masked.
pub fn mask_contacts(text: &str) -> String {
    text.split_inclusive(is_separator).map(mask_word).collect()
}

fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '"' | '\'' | ',' | ';' | ':' | '<' | '>' | '(' | ')' | '[' | ']' | '，' | '；' | '：' | '（' | '）'
        )
}

fn mask_word(word: &str) -> String {
    let bare = word.trim_end_matches(is_separator);
    let separator = word.strip_prefix(bare).unwrap_or_default();
    let masked = match bare.split_once('@') {
        Some((mailbox, domain)) if !mailbox.is_empty() && !domain.is_empty() => mask_mail(bare),
        _ if is_mobile_number(bare) => mask_phone(bare),
        _ => return word.to_owned(),
    };
    [&masked, separator].concat()
}

// Mainland mobile numbers: eleven digits from 13 to 19, with or without the country's code.
fn is_mobile_number(word: &str) -> bool {
    let number = word.strip_prefix('+').unwrap_or(word);
    let number = number.strip_prefix("86").unwrap_or(number);
    let number = number.strip_prefix('-').unwrap_or(number);
    matches!(number.as_bytes(), [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9 && rest.iter().all(u8::is_ascii_digit))
}
