//! Texts put together and taken apart. What the standard library has for it is generic and made for any pattern, and
//! compiled anew for each.

/// The parts one after the other.
pub(crate) fn concat(parts: &[&str]) -> String {
    let mut text = String::with_capacity(parts.iter().map(|part| part.len()).sum());
    for part in parts {
        text.push_str(part);
    }
    text
}

/// The texts before and after the first `separator`, a character of ASCII.
pub(crate) fn split_once(text: &str, separator: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == separator)?;
    Some((slice(text, 0, at), slice(text, at + 1, text.len())))
}

/// The parts between `separator`s, a character of ASCII.
pub(crate) struct Split<'a> {
    rest: Option<&'a str>,
    separator: u8,
}

pub(crate) fn split(text: &str, separator: u8) -> Split<'_> {
    Split { rest: Some(text), separator }
}

impl<'a> Iterator for Split<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        let (part, after) = split_once(rest, self.separator).map_or((rest, None), |(part, after)| (part, Some(after)));
        self.rest = after;
        Some(part)
    }
}

/// The lines of a table, each of three columns with `|` between them.
// One text is smaller than as many as there are cells, each with its place and length.
pub(crate) fn table(lines: &'static str) -> impl Iterator<Item = [&'static str; 3]> {
    split(lines, b'\n').filter_map(|line| {
        let mut cells = split(line, b'|');
        Some([cells.next()?, cells.next()?, cells.next()?])
    })
}

/// The text without the white space of ASCII at its ends.
// Bytes, since all of a token would be looked at otherwise.
pub(crate) fn trim(text: &str) -> &str {
    let bytes = text.as_bytes();
    let is_blank = |byte: &&u8| matches!(byte, b'\t'..=b'\r' | b' ');
    let start = bytes.iter().take_while(is_blank).count();
    let end = bytes.len() - bytes.iter().rev().take_while(is_blank).count();
    slice(text, start, end)
}

/// Whether it is white space (Unicode's property White_Space).
pub(crate) fn is_blank(character: char) -> bool {
    matches!(character,
        '\t'..='\r' | ' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}'
        | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// The text with another character in the place of each.
pub(crate) fn replaced(text: &str, other: &mut dyn FnMut(char) -> char) -> String {
    let mut replaced = String::with_capacity(text.len());
    for character in text.chars() {
        replaced.push(other(character));
    }
    replaced
}

/// The text from `start` to `end`, both in bytes; nothing where that would break a character apart.
// Not inlined: the checks would stand at every call.
#[inline(never)]
pub(crate) fn slice(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}

/// Writes `text` as a JSON string (RFC 8259 §7).
pub(crate) fn push_json(json: &mut String, text: &str) {
    json.push_str("\"");
    let mut rest = text;
    loop {
        let at = plain_length(rest.as_bytes());
        json.push_str(slice(rest, 0, at));
        if at == rest.len() {
            break;
        }
        let escaped = slice(rest, at, at + 1);
        match escaped.as_bytes() {
            [control @ ..b' '] => {
                json.push_str(if *control < 16 { "\\u000" } else { "\\u001" });
                let digit = usize::from(control % 16);
                json.push_str(slice("0123456789abcdef", digit, digit + 1));
            }
            _ => {
                json.push_str("\\");
                json.push_str(escaped);
            }
        }
        rest = slice(rest, at + 1, rest.len());
    }
    json.push_str("\"");
}

/// How many bytes there are in front of the first that JSON writes with an escape: a quote, a backslash, a control
/// character (RFC 8259 §7).
// Eight at a time: nearly all of a reply is such text. A byte below `n` borrows from its highest bit when `n` is taken
// off, and the lowest one found is always one; above it a borrow may have been passed on.
pub(crate) fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = 0x8080_8080_8080_8080;
    let below = |word: u64, n: u8| word.wrapping_sub(ONES * u64::from(n)) & !word & HIGHEST;
    let is_byte = |word: u64, byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    let (words, rest) = bytes.as_chunks::<8>();
    let mut length = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        let found = below(word, b' ') | is_byte(word, b'"') | is_byte(word, b'\\');
        if found != 0 {
            return length + usize::try_from(found.trailing_zeros() / 8).unwrap_or_default();
        }
        length += 8;
    }
    length + rest.iter().take_while(|byte| !matches!(byte, 0..b' ' | b'"' | b'\\')).count()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::{concat, is_blank, plain_length, push_json, replaced, slice, split, split_once, table, trim};
    use proptest::prelude::*;

    fn json(text: &str) -> String {
        let mut json = String::from("before");
        push_json(&mut json, text);
        json.strip_prefix("before").unwrap().to_owned()
    }

    #[test]
    fn parts_are_put_together_in_the_room_that_they_need() {
        let text = concat(&["a", "", "张", "bc"]);
        assert_eq!((text.as_str(), text.capacity()), ("a张bc", 6));
        assert_eq!(concat(&[]), "");
    }

    #[test]
    fn a_text_is_split_at_the_first_separator() {
        assert_eq!(split_once("张:b:c", b':'), Some(("张", "b:c")));
        assert_eq!(split_once(":", b':'), Some(("", "")));
        assert_eq!(split_once("张", b':'), None);
    }

    #[test]
    fn parts_are_what_lies_between_separators() {
        for (text, parts) in [("", &[""][..]), (",", &["", ""]), ("张,b,,c", &["张", "b", "", "c"])] {
            assert_eq!(split(text, b',').collect::<Vec<_>>(), parts);
        }
    }

    #[test]
    fn lines_of_a_table_have_three_columns() {
        let lines: Vec<_> = table("a b|张|c\n|d|\ne|f\ng|h|i|j").collect();
        assert_eq!(lines, [["a b", "张", "c"], ["", "d", ""], ["g", "h", "i"]]);
    }

    #[test]
    fn white_space_of_ascii_is_trimmed_at_the_ends_only() {
        for blank in ["", " ", "\t", "\n", "\u{b}", "\u{c}", "\r", " \r\n "] {
            assert_eq!(trim(&format!("{blank}张{blank}b{blank}")), format!("张{blank}b"));
            assert_eq!(trim(blank), "");
        }
        for other in ["\u{8}", "\u{e}", "\u{1f}", "!", "\u{a0}", "\u{3000}"] {
            assert_eq!(trim(other), other);
        }
    }

    #[test]
    fn white_space_is_what_unicode_says() {
        for character in '\0'..=char::MAX {
            assert_eq!(is_blank(character), character.is_whitespace(), "{character:?}");
        }
    }

    #[test]
    fn each_character_is_replaced() {
        let mut seen = Vec::new();
        let text = replaced("a张😀", &mut |character| {
            seen.push(character);
            if character == '张' { '\u{fffd}' } else { character }
        });
        assert_eq!((text.as_str(), seen), ("a\u{fffd}😀", vec!['a', '张', '😀']));
    }

    #[test]
    fn a_slice_breaks_no_character_apart() {
        assert_eq!(slice("a张b", 1, 4), "张");
        for (start, end) in [(1, 2), (2, 4), (3, 2), (0, 6), (6, 6)] {
            assert_eq!(slice("a张b", start, end), "", "{start}..{end}");
        }
    }

    #[test]
    fn every_control_character_is_escaped_and_no_other_but_two() {
        for code in 0..0x20 {
            assert_eq!(json(&char::from(code).to_string()), format!("\"\\u{code:04x}\""));
        }
        assert_eq!(json("a\"b\\c"), r#""a\"b\\c""#);
        let plain = " !#[]/'\u{7f}\u{80}é\u{2028}张😀";
        assert_eq!(json(plain), format!("\"{plain}\""));
        assert_eq!(json(""), "\"\"");
    }

    /// Fails where the length is not what looking at one byte after the other gives.
    fn assert_plain_length(bytes: &[u8]) {
        let expected = bytes.iter().position(|byte| *byte < 0x20 || *byte == b'"' || *byte == b'\\');
        assert_eq!(plain_length(bytes), expected.unwrap_or(bytes.len()), "{bytes:x?}");
    }

    #[test]
    fn every_byte_is_plain_or_not_in_every_place() {
        for other in [b' ', b'!', b'#', b'[', b']', 0x7f, 0x80, 0xa2, 0xdc, 0xff] {
            for length in 0..=17 {
                assert_plain_length(&vec![other; length]);
                for place in 0..length {
                    for byte in 0..=u8::MAX {
                        let mut bytes = vec![other; length];
                        bytes[place] = byte;
                        assert_plain_length(&bytes);
                    }
                }
            }
        }
    }

    proptest! {
        #[test]
        fn of_several_bytes_that_are_not_plain_the_first_counts(
            places in prop::collection::vec(prop::sample::select(b"\0\x01\x1f !\"#[\\]\x7f\x80\xa2\xff".to_vec()), 0..20),
            any in any::<Vec<u8>>(),
        ) {
            assert_plain_length(&places);
            assert_plain_length(&any);
        }

        #[test]
        fn a_json_string_reads_back_as_the_text(text in any::<String>(), controls in "[\\x00-\\x1f\"\\\\a张]{0,20}") {
            for text in [text, controls] {
                prop_assert_eq!(serde_json::from_str::<String>(&json(&text)).unwrap(), text);
            }
        }
    }
}
