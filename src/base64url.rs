//! Base64url without padding (RFC 4648 §5), strict. base64ct, which the tests compare it with, takes four times the room in
//! the wasm, for it hides from timing attacks what is no secret here.

/// What each character stands for; more than 63 for what is none of the alphabet.
const VALUES: [u8; 256] = values();

#[expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "it runs in the compiler, which refuses what is out of range"
)]
const fn values() -> [u8; 256] {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut values = [0xff; 256];
    let mut value = 0;
    while value < 64 {
        values[alphabet[value as usize] as usize] = value as u8;
        value += 1;
    }
    values
}

#[inline(always)]
#[expect(clippy::indexing_slicing, reason = "there is a value for every byte")]
fn value(character: u8) -> u8 {
    VALUES[usize::from(character)]
}

/// The bytes that four values write.
#[inline(always)]
fn group([a, b, c, d]: [u8; 4]) -> [u8; 3] {
    [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]
}

/// The bytes that the beginning of `text` writes, up to the first character that isn't of the alphabet, and the rest from
/// there on; `None` where the beginning isn't written the one way that it can be.
pub(crate) fn decode_start(text: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let mut bytes = vec![0; text.len() * 3 / 4];
    let (mut rest, mut room) = (text, bytes.as_mut_slice());
    while let ([a, b, c, d, after @ ..], [first, second, third, next @ ..]) = (rest, room) {
        let (a, b, c, d) = (value(*a), value(*b), value(*c), value(*d));
        if a | b | c | d > 63 {
            break;
        }
        [*first, *second, *third] = group([a, b, c, d]);
        (rest, room) = (after, next);
    }
    bytes.truncate((text.len() - rest.len()) / 4 * 3);

    let mut last = [0; 4];
    let mut count = 0;
    for (last, character) in last.iter_mut().zip(rest) {
        if value(*character) > 63 {
            break;
        }
        *last = value(*character);
        count += 1;
    }
    // Bits that stand for no byte have to be zero, and one character alone says nothing.
    match (count, group(last)) {
        (0, _) => {}
        (2, [first, 0, 0]) => bytes.push(first),
        (3, [first, second, 0]) => bytes.extend_from_slice(&[first, second]),
        _ => return None,
    }
    Some((bytes, rest.get(count..)?))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::decode_start;
    use base64ct::{Base64UrlUnpadded, Encoding};
    use proptest::prelude::*;

    fn decode(text: &[u8]) -> Option<Vec<u8>> {
        decode_start(text).and_then(|(bytes, rest)| rest.is_empty().then_some(bytes))
    }

    /// Fails where another decoder that is as strict makes anything else of the text.
    fn assert_agrees(text: &[u8]) {
        let mut room = vec![0; text.len()];
        let expected = Base64UrlUnpadded::decode(text, &mut room).ok().map(<[u8]>::to_vec);
        assert_eq!(decode(text), expected, "{:?}", String::from_utf8_lossy(text));
    }

    #[test]
    fn bytes_have_one_spelling_whatever_their_count() {
        for length in 0..=300_u16 {
            for first in [0x00, 0x5a, 0xff_u8] {
                let bytes: Vec<u8> =
                    (0..length).map(|index| first.wrapping_add((index * 37).to_le_bytes()[0])).collect();
                let text = Base64UrlUnpadded::encode_string(&bytes);
                assert_eq!(decode(text.as_bytes()), Some(bytes));
            }
        }
    }

    #[test]
    fn every_character_is_taken_or_refused_in_every_place() {
        for byte in 0..=u8::MAX {
            for mut text in [*b"AAAAAAAA", *b"________"] {
                for place in 0..text.len() {
                    let before = std::mem::replace(&mut text[place], byte);
                    // The text and its beginnings, which end in one, two and three characters.
                    for length in place + 1..=text.len() {
                        assert_agrees(&text[..length]);
                    }
                    text[place] = before;
                }
            }
        }
    }

    #[test]
    fn every_pair_of_characters_is_taken_or_refused() {
        for first in 0..=u8::MAX {
            for second in 0..=u8::MAX {
                for text in [[first, second, b'A', b'A'], [b'A', first, second, b'A'], [b'A', b'A', first, second]] {
                    assert_agrees(&text);
                    assert_agrees(&text[..3]);
                }
                assert_agrees(&[first, second]);
            }
        }
    }

    #[test]
    fn what_is_no_base64url_without_padding_is_refused() {
        for text in
            ["A", "AAAAA", "AAA=", "AA==", "AAAA=", "=", "====", "+A", "/A", "A A", " AAA", "AAA\n", "AAAé", "AA.A"]
        {
            assert_eq!(decode(text.as_bytes()), None, "{text}");
        }
        for text in ["AB", "A_", "AAB", "AA-", "AAAAAB", "AAAAAAB"] {
            assert_eq!(decode(text.as_bytes()), None, "{text} has a bit that stands for no byte");
        }
    }

    proptest! {
        #[test]
        fn texts_are_what_another_decoder_says(
            text in "[A-Za-z0-9_-]{0,200}", near in "[A-Za-z0-9_-]{0,9}[=+/ .\\PC]?[A-Za-z0-9_-]{0,9}", any in any::<Vec<u8>>(),
        ) {
            assert_agrees(text.as_bytes());
            assert_agrees(near.as_bytes());
            assert_agrees(&any);
        }

        #[test]
        fn bytes_come_back(bytes in any::<Vec<u8>>()) {
            prop_assert_eq!(decode(Base64UrlUnpadded::encode_string(&bytes).as_bytes()), Some(bytes));
        }
    }
}
