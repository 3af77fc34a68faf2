//! What a character is in a phone number or a mail address.

/// A digit that is masked.
pub(super) const HIDDEN: u8 = 0x80;
/// A character of a mailbox, but the first.
pub(super) const LEFT_OUT: u8 = 0x81;
/// The `@` of a mail address whose mailbox is masked.
pub(super) const MASKED_AT: u8 = 0x82;

/// The zeros of the other decimal digits that people write, each followed by its nine others (Unicode, category Nd).
const ZEROS: &[char] = &['０', '٠', '۰', '०', '০', '๐', '𝟎', '𝟘', '𝟢', '𝟬', '𝟶'];

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
    match character {
        // Any separator within a number. U+FFFD replaces what is invisible; the last two make a digit an emoji.
        '_'
        | '~'
        | '‐'..='―'
        | '−'
        | '－'
        | '﹣'
        | 'ー'
        | '·'
        | '•'
        | '／'
        | '～'
        | '\u{fffd}'
        | '\u{fe0f}'
        | '\u{20e3}' => b'/',
        // What ends a mailbox.
        ';' | ':' | '<' | '>' | ']' | '；' | '：' | '、' | '，' | '。' | '《' | '》' | '【' | '】' | '“' | '”' => {
            b','
        }
        '．' => b'.',
        '（' => b'(',
        '）' => b')',
        '＋' => b'+',
        '＠' | '﹫' => b'@',
        // The characters of words that speak of a phone.
        '电' => 1,
        '话' => 2,
        '手' => 3,
        '座' => 4,
        '机' => 5,
        _ if character.is_whitespace() => b' ',
        '\0'..='\x7f' => u8::try_from(character).unwrap_or_default(),
        _ => digit(character).unwrap_or_default(),
    }
}

/// A decimal digit as that of ASCII.
fn digit(character: char) -> Option<u8> {
    ZEROS.iter().find_map(|zero| {
        let value = u32::from(character).checked_sub((*zero).into())?;
        b"0123456789".get(usize::try_from(value).ok()?).copied()
    })
}
