//! What a character is in a phone number or a mail address.

/// A digit that is masked.
pub(super) const HIDDEN: u8 = 0x80;
/// A character of a mailbox, but the first.
pub(super) const LEFT_OUT: u8 = 0x81;
/// The `@` of a mail address whose mailbox is masked.
pub(super) const MASKED_AT: u8 = 0x82;

/// The zeros of the other decimal digits that people write, each followed by its nine others (Unicode, category Nd).
const ZEROS: &[char] = &['０', '٠', '۰', '०', '০', '๐', '𝟎', '𝟘', '𝟢', '𝟬', '𝟶'];

/// Characters that are of the kind of another. `/` is any separator within a number, such as U+FFFD, which replaces what is
/// invisible, or the two characters that make a digit an emoji. `,` is what ends a mailbox. The last ones are those of words that
/// speak of a phone.
const SAME: &[(&str, u8)] = &[
    ("．", b'.'),
    ("（", b'('),
    ("）", b')'),
    ("＋", b'+'),
    ("＠﹫", b'@'),
    ("‐‑‒–—―−－﹣ー·•／_~～\u{fffd}\u{fe0f}\u{20e3}", b'/'),
    (";:<>]，；：、。《》【】“”", b','),
    ("电", 1),
    ("话", 2),
    ("手", 3),
    ("座", 4),
    ("机", 5),
];

/// The kinds of a text's characters: the same for ASCII, a digit of ASCII for any decimal digit, a blank for white space, and 0
/// for all others.
pub(super) fn kinds(text: &str) -> Vec<u8> {
    let mut kinds = Vec::with_capacity(text.len());
    for character in text.chars() {
        kinds.push(kind(character));
    }
    kinds
}

fn kind(character: char) -> u8 {
    let ascii = u8::try_from(character).ok().filter(u8::is_ascii).unwrap_or_default();
    if ascii.is_ascii_alphanumeric() {
        return ascii;
    }
    for zero in ZEROS {
        if let Some(value @ 0..=9) = u32::from(character).checked_sub((*zero).into()) {
            let [value, ..] = value.to_le_bytes();
            return b'0' + value;
        }
    }
    for (characters, kind) in SAME {
        if characters.chars().any(|same| same == character) {
            return *kind;
        }
    }
    if character.is_whitespace() { b' ' } else { ascii }
}
