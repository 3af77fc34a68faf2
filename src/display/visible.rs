//! Characters that can't be seen.

const ZERO_WIDTH_NON_JOINER: char = '\u{200c}';
const ZERO_WIDTH_JOINER: char = '\u{200d}';

/// A text on one line, in which U+FFFD replaces each character that can't be seen: a name with one can look like another
/// name. Joiners and variation selectors stay where a script or an emoji needs them. In JSON, escapes of what can't be seen are
/// replaced too.
pub(super) fn visible(text: &str, is_json: bool) -> String {
    // A backslash may begin an escape.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'[' | b']'..=b'~')) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        let after = rest.clone().next().unwrap_or(' ');
        before = match character {
            '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
            '\\' if is_json => {
                rest.next();
                match after {
                    'n' | 'r' | 't' | 'f' => ' ',
                    // Only control characters and halves of surrogate pairs are written with four digits.
                    'u' => {
                        rest.nth(3);
                        '\u{fffd}'
                    }
                    'b' => '\u{fffd}',
                    _ => {
                        shown.push('\\');
                        after
                    }
                }
            }
            ' '..='~' => character,
            _ if is_in(INVISIBLE, character) && !is_needed(before, character, after) => '\u{fffd}',
            _ => character,
        };
        shown.push(before);
    }
    shown
}

/// Whether an invisible character changes how its neighbours look, as far as their scripts tell.
fn is_needed(before: char, character: char, after: char) -> bool {
    match character {
        // RFC 5892, appendix A.1 and A.2.
        ZERO_WIDTH_NON_JOINER | ZERO_WIDTH_JOINER if VIRAMAS.contains(&before) => true,
        ZERO_WIDTH_JOINER if is_in(EMOJI, before) || before == '\u{fe0f}' => is_in(EMOJI, after),
        ZERO_WIDTH_NON_JOINER | ZERO_WIDTH_JOINER | '\u{180e}' => is_in(JOINING, before) && is_in(JOINING, after),
        // Variants of Mongolian letters.
        '\u{180b}'..='\u{180f}' => matches!(before, '\u{1820}'..='\u{18aa}'),
        // As an emoji or as a text; the emoji of a digit ends with a keycap.
        '\u{fe0e}' | '\u{fe0f}' => is_in(EMOJI, before) || (before.is_ascii() && after == '\u{20e3}'),
        '\u{fe00}'..='\u{fe02}' | '\u{e0100}'..='\u{e01ef}' => is_in(IDEOGRAPHS, before),
        _ => false,
    }
}

// Inlined, it would be five times as much.
#[inline(never)]
fn is_in(ranges: &[[char; 2]], character: char) -> bool {
    ranges.iter().any(|[first, last]| (*first..=*last).contains(&character))
}

/// Unicode, Default_Ignorable_Code_Point; a blank of braille; and what controls a text or its direction.
const INVISIBLE: &[[char; 2]] = &[
    ['\u{0}', '\u{1f}'],
    ['\u{7f}', '\u{9f}'],
    ['\u{ad}', '\u{ad}'],
    ['\u{34f}', '\u{34f}'],
    ['\u{61c}', '\u{61c}'],
    ['\u{115f}', '\u{1160}'],
    ['\u{17b4}', '\u{17b5}'],
    ['\u{180b}', '\u{180f}'],
    ['\u{200b}', '\u{200f}'],
    ['\u{2028}', '\u{202e}'],
    ['\u{2060}', '\u{206f}'],
    ['\u{2800}', '\u{2800}'],
    ['\u{3164}', '\u{3164}'],
    ['\u{fe00}', '\u{fe0f}'],
    ['\u{feff}', '\u{feff}'],
    ['\u{ffa0}', '\u{ffa0}'],
    ['\u{fff0}', '\u{fffb}'],
    ['\u{1bca0}', '\u{1bca3}'],
    ['\u{1d173}', '\u{1d17a}'],
    ['\u{e0000}', '\u{e0fff}'],
];

/// Scripts whose letters join: from Arabic to Myanmar, Khmer and Mongolian, and the other forms of Arabic letters.
const JOINING: &[[char; 2]] =
    &[['\u{620}', '\u{109f}'], ['\u{1780}', '\u{18aa}'], ['\u{fb50}', '\u{fdff}'], ['\u{fe70}', '\u{fefc}']];

/// The signs of Indic scripts that take a consonant's vowel away.
const VIRAMAS: &[char] =
    &['\u{94d}', '\u{9cd}', '\u{a4d}', '\u{acd}', '\u{b4d}', '\u{bcd}', '\u{c4d}', '\u{ccd}', '\u{d4d}', '\u{dca}'];

const IDEOGRAPHS: &[[char; 2]] = &[['\u{3400}', '\u{9fff}'], ['\u{f900}', '\u{faff}'], ['\u{20000}', '\u{3ffff}']];

const EMOJI: &[[char; 2]] = &[
    ['©', '©'],
    ['®', '®'],
    ['\u{203c}', '\u{203c}'],
    ['\u{2049}', '\u{2049}'],
    ['\u{2100}', '\u{27ff}'],
    ['\u{2900}', '\u{2bff}'],
    ['\u{3030}', '\u{303d}'],
    ['\u{3297}', '\u{3299}'],
    ['\u{1f000}', '\u{1faff}'],
];
