//! Phone numbers in a text, by their form.
//!
//! There is no table of the world's numbering plans here (Google's libphonenumber has one, in some hundred kilobytes). A
//! number is masked if its form is one that people write phone numbers in; docs/after.md lists the forms. In doubt it is
//! masked.

use super::kind::{HIDDEN, kinds};
use super::run::{Group, Part, find, groups};

/// What is known about the numbers of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Numbers {
    /// Nothing: their form decides, or a word in front of them.
    Unknown,
    /// The claim's name speaks of a phone: of 7 to 15 digits is a phone number what isn't a date, a version or an amount.
    Likely,
    /// The claim is a phone number, whatever its form.
    Phones,
}

/// The digits of the shortest phone number.
const MIN_DIGITS: usize = 7;

/// How far before a number a word that speaks of a phone may stand, in characters.
const CONTEXT: usize = 24;

/// Masks the middle digits of a text's phone numbers.
pub(super) fn mask(kinds: &mut [u8], numbers: Numbers) {
    let mut start = 0;
    while start < kinds.len() {
        let (groups, end) = groups(kinds, start);
        let digits: usize = groups.iter().map(Group::length).sum();
        // Some services return `138****5678`.
        let run = kinds.get(start..end).unwrap_or_default();
        let is_masked = digits <= 7 && run.windows(3).any(|kinds| kinds == b"***");
        if (digits >= MIN_DIGITS || numbers == Numbers::Phones) && !is_masked {
            let before = kinds.get(start.saturating_sub(CONTEXT)..start).unwrap_or_default();
            let is_likely = numbers == Numbers::Unknown && speaks_of_phone(before);
            mask_groups(kinds, groups, if is_likely { Numbers::Likely } else { numbers });
        }
        start = end;
    }
}

/// Whether a claim's name speaks of a phone.
pub fn says_phone(name: &str) -> bool {
    speaks_of_phone(&kinds(name))
}

fn speaks_of_phone(kinds: &[u8]) -> bool {
    // The last three as `kind` writes them.
    let words: [&[u8]; 5] = [b"phone", b"mobile", &[1, 2], &[3, 5], &[4, 5]];
    let contains = |word: &&[u8]| kinds.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word));
    // `tel` only where a word begins: `homeTel`, but not `hotel`.
    let mut before = b' ';
    let mut is_tel = |part: &[u8]| {
        let starts_word = !before.is_ascii_alphabetic() || (before.is_ascii_lowercase() && part.starts_with(b"T"));
        before = part.first().copied().unwrap_or_default();
        starts_word && part.eq_ignore_ascii_case(b"tel")
    };
    words.iter().any(contains) || kinds.windows(3).any(&mut is_tel)
}

fn mask_groups(kinds: &mut [u8], mut groups: Vec<Group>, numbers: Numbers) {
    if numbers != Numbers::Phones {
        for (from, to) in find(kinds, &groups, is_token) {
            for group in groups.get_mut(from..to).unwrap_or_default() {
                group.token = to;
            }
        }
    }
    let is_rest: fn(&Part<'_>) -> bool = match numbers {
        Numbers::Unknown => |_| false,
        Numbers::Likely => is_likely,
        Numbers::Phones => |part| part.digits.len() <= 15 || part.groups().len() == 1,
    };
    for has_form in [is_mobile, is_phone, is_rest] {
        for (from, to) in find(kinds, &groups, has_form) {
            hide(kinds, groups.get_mut(from..to).unwrap_or_default());
        }
    }
}

/// Masks the digits of a number: all, if it is too short to show both ends.
///
/// The last four digits are shown; the first ones only of a number with at least eleven digits, so that four are masked.
/// Of more than fifteen digits, which are several numbers, no more are shown.
fn hide(kinds: &mut [u8], groups: &mut [Group]) {
    let count = groups.iter().map(Group::length).sum();
    let (shown_first, shown_last) = match count {
        0..MIN_DIGITS => (0, 0),
        MIN_DIGITS..11 => (0, 4),
        11..15 => (count - 8, 4),
        _ => (7, 4),
    };
    let mut seen = 0;
    for group in groups {
        group.is_phone = true;
        for digit in kinds.get_mut(group.start..group.end).unwrap_or_default() {
            if seen >= shown_first && seen < count - shown_last {
                *digit = HIDDEN;
            }
            seen += 1;
        }
    }
}

/// What is no phone number, or no whole one: an amount such as `1280.00`, a day, a version, an IPv4 address.
fn is_token(part: &Part<'_>) -> bool {
    match part.groups() {
        [whole, decimals] => whole.length() <= 7 && decimals.length() <= 2 && part.is_dotted(),
        [_, _, _] => is_day(part) || is_version(part),
        [_, _, _, _] => is_version(part),
        _ => false,
    }
}

/// A day, with its year first or last.
fn is_day(part: &Part<'_>) -> bool {
    let [first, second, third] = [0, 1, 2].map(|index| number(part.group(index)));
    let (year, other) = (first.max(third), first.min(third));
    matches!(part.gap(1), [b'-' | b'/' | b'.'])
        && part.gap(1) == part.gap(2)
        && matches!((year, second.min(other), second.max(other)), (1900..2100, 1..=12, 1..=31))
}

/// A version such as `138.0.7204.157`, or an IPv4 address.
fn is_version(part: &Part<'_>) -> bool {
    let has_minor = || part.groups().iter().skip(1).any(|group| group.length() == 1);
    let is_address = || (0..4).all(|index| part.group(index).len() <= 3 && number(part.group(index)) <= 255);
    part.is_dotted()
        && part.group(0).len() <= 4
        && part.groups().iter().all(|group| group.length() <= 5)
        && (has_minor() || is_address())
}

/// A mobile number of mainland China: eleven digits from 13 to 19, also after the trunk prefix, the country code or both.
fn is_mobile(part: &Part<'_>) -> bool {
    let prefixes: [&[u8]; 6] = [b"", b"0", b"86", b"860", b"0086", b"00860"];
    let Some((prefix, [b'1', b'3'..=b'9', ..])) = part.digits.split_last_chunk::<11>() else { return false };
    prefixes.contains(&prefix) && !part.is_of_tokens()
}

/// A phone number by its prefix or by its groups.
fn is_phone(part: &Part<'_>) -> bool {
    let length = part.digits.len();
    match part.before() {
        Some(b'+') => return matches!(length, 8..=15),
        // `SN0123456789` is the number of something else.
        Some(b'A'..=b'Z' | b'a'..=b'z') if part.groups().len() == 1 && part.gap(0).is_empty() => return false,
        _ if part.has_token() => return false,
        _ => {}
    }
    let first = part.group(0);
    match (part.shape, part.digits.as_slice()) {
        // The international prefix.
        (_, [b'0', b'0', b'1'..=b'9', ..]) => matches!(length, 11..=17),
        // The trunk prefix: an area code, or a mobile number abroad.
        (_, [b'0', b'1'..=b'9', ..]) => {
            first.len() > 1 && (matches!(length, 10..=12) || (length == 9 && first.len() <= 4))
        }
        // North America; Hong Kong, Macau and Taiwan with their country code; 400 and 800 numbers.
        (0x334 | 0x344, [b'2'..=b'9', ..]) | (0x1334, [b'1', b'2'..=b'9', ..]) => true,
        (0x343 | 0x433, [b'4' | b'8', b'0', b'0', ..]) => true,
        // The code of China, Hong Kong, Macau or Taiwan without its plus; an area code in parentheses.
        _ => {
            let is_area = || part.gap(0).contains(&b'(') && part.gap(1).contains(&b')');
            matches!(length, 9..=14)
                && matches!(first.len(), 2 | 3)
                && (matches!(first, b"86" | b"852" | b"853" | b"886") || is_area())
        }
    }
}

/// What is a phone number where something else speaks of a phone. Seconds or milliseconds since 1970 are none.
fn is_likely(part: &Part<'_>) -> bool {
    let is_time = matches!(part.shape, 0xa | 0xd) && part.digits.starts_with(b"1");
    matches!(part.digits.len(), MIN_DIGITS..=15) && !is_time && !part.has_token()
}

fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |number: u32, digit| number.saturating_mul(10).saturating_add((*digit & 15).into()))
}
