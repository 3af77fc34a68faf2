//! Phone numbers and mail addresses as a screen may show them.

/// What stands between the words of a text or the members of JSON, besides white space.
const SEPARATORS: &[char] =
    &['"', '\'', ',', ';', ':', '<', '>', '(', ')', '[', ']', '，', '；', '：', '（', '）', '、', '。'];

/// A phone number with its middle hidden: `138****5678`. What is too short to keep both ends is hidden
/// whole.
pub fn mask_phone(text: &str) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    // Four digits stay at the end; in front what is left of a number of eleven digits or more. Numbers have fifteen at
    // most (ITU-T E.164): of more digits, which are several numbers, no more are shown.
    let (shown_first, shown_last) = match digits {
        0..7 => (0, 0),
        7..11 => (0, 4),
        11..15 => (digits - 8, 4),
        _ => (7, 4),
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

/// Any text with the mail addresses in it masked, and the mobile numbers that are written in one piece.
pub fn mask_contacts(text: &str) -> String {
    let masked: String = text.split_inclusive(is_separator).map(mask_address).collect();
    masked.split_inclusive(|character: char| !character.is_ascii_digit()).map(mask_number).collect()
}

fn is_separator(character: char) -> bool {
    character.is_whitespace() || SEPARATORS.contains(&character)
}

fn mask_address(word: &str) -> String {
    let bare = word.trim_end_matches(is_separator);
    let separator = word.strip_prefix(bare).unwrap_or_default();
    // `@name` is no address, and `@name@domain` is one.
    if bare.trim_matches('@').contains('@') { [&mask_mail(bare), separator].concat() } else { word.to_owned() }
}

fn mask_number(run: &str) -> String {
    let digits = run.trim_end_matches(|character: char| !character.is_ascii_digit());
    if is_mobile_number(digits) { mask_phone(run) } else { run.to_owned() }
}

// Mainland mobile numbers: eleven digits from 13 to 19, with or without the country's code.
fn is_mobile_number(digits: &str) -> bool {
    let number = digits.strip_prefix("86").unwrap_or(digits);
    matches!(number.as_bytes(), [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9)
}
