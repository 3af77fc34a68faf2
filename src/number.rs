//! Numbers as JSON writes them. Whole ones are read and written here; for the others the host is asked: what it reads
//! is what counts, and to do it here would take tables of powers of ten along.

#[cfg(target_arch = "wasm32")]
use crate::wasm::host::to_number as host_number;

/// The number that `text` writes by the rules of JSON.
pub(crate) fn parse(text: &str) -> f64 {
    parse_whole(text).unwrap_or_else(|| host_number(text))
}

/// The whole number that `text` writes with digits alone, if it is no longer than numbers of this interface are.
pub(crate) fn parse_whole(text: &str) -> Option<f64> {
    if !matches!(text.len(), 1..=15) {
        return None;
    }
    text.bytes().try_fold(0.0, |number, byte| byte.is_ascii_digit().then(|| number * 10.0 + f64::from(byte - b'0')))
}

/// The number as JSON writes it.
#[cfg(target_arch = "wasm32")]
pub(crate) fn write(number: f64) -> String {
    // At the most a JavaScript Date reaches, and no fraction.
    if (0.0..=8.64e15).contains(&number) && number.fract() == 0.0 {
        #[expect(clippy::as_conversions, reason = "the range was checked")]
        return write_whole(number as u64);
    }
    crate::wasm::host::number_text(number)
}

/// The number of something, in decimal digits.
pub(crate) fn write_count(count: usize) -> String {
    write_whole(u64::try_from(count).unwrap_or(u64::MAX))
}

fn write_whole(number: u64) -> String {
    let mut digits = String::with_capacity(20);
    push_digits(&mut digits, number);
    digits
}

fn push_digits(digits: &mut String, number: u64) {
    if number > 9 {
        push_digits(digits, number / 10);
    }
    digits.push(char::from(b'0' + u8::try_from(number % 10).unwrap_or_default()));
}

#[cfg(not(target_arch = "wasm32"))]
fn host_number(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::{parse, parse_whole, write_count};
    use proptest::prelude::*;

    #[test]
    fn digits_alone_are_a_whole_number() {
        for (text, number) in [
            ("0", 0.0),
            ("9", 9.0),
            ("10", 10.0),
            ("007", 7.0),
            ("65535", 65_535.0),
            ("123456789012345", 123_456_789_012_345.0),
            ("999999999999999", 999_999_999_999_999.0),
        ] {
            assert_eq!(parse_whole(text), Some(number), "{text}");
        }
        for text in ["", "1000000000000000", "+1", "-1", "1.0", "1e3", " 1", "1 ", "１", "0x1", "/", ":"] {
            assert_eq!(parse_whole(text), None, "{text}");
        }
    }

    #[test]
    fn counts_are_written_in_decimal_digits() {
        for (count, text) in [(0, "0"), (9, "9"), (10, "10"), (262_144, "262144"), (usize::MAX, "18446744073709551615")]
        {
            assert_eq!(write_count(count), text);
        }
    }

    proptest! {
        #[test]
        fn numbers_are_what_the_standard_library_says(
            count in any::<usize>(), whole in "[0-9]{1,18}", number in "-?[0-9]{1,20}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?",
        ) {
            prop_assert_eq!(write_count(count), count.to_string());
            for text in [whole, number] {
                prop_assert_eq!(parse(&text).to_bits(), text.parse::<f64>().unwrap().to_bits(), "{}", text);
            }
        }
    }
}
