//! Masks phone numbers and mail addresses.

/// Separators of words in a text or of members in JSON, besides white space.
const SEPARATORS: &[char] =
    &['"', '\'', ',', ';', ':', '<', '>', '(', ')', '[', ']', '，', '；', '：', '（', '）', '、', '。'];

/// A phone number with its middle masked: `138****5678`. A number that is too short to show both ends is masked
/// completely.
pub fn mask_phone(text: &str) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    // The last four digits are shown; the first ones only of a number with at least eleven digits, so that four are
    // masked. A number has at most fifteen digits (ITU-T E.164); of more digits, which are several numbers, no more are shown.
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

/// A mail address that shows only the first character of its mailbox: `z***@example.com`.
pub fn mask_mail(text: &str) -> String {
    let Some((mailbox, domain)) = text.rsplit_once('@') else {
        return "***".to_owned();
    };
    let first = mailbox.chars().take(1).collect::<String>();
    [&first, "***@", domain].concat()
}

/// A text with its mail addresses masked, and the mobile numbers that are written without separators.
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
    // `@name` is not an address, `@name@domain` is.
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
