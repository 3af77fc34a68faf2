//! Contacts that must not be seen whole.

use arbitrary::Arbitrary;

use crate::canary::Canary;

/// A phone number as somebody writes it, and a mail address, which can be found again.
#[derive(Arbitrary, Debug)]
pub struct Contacts {
    kind: Kind,
    digits: [u8; 15],
    /// Where a separator is.
    cuts: [bool; 15],
    separator: u8,
    script: u8,
    mailbox: Canary,
}

/// What makes a phone number one.
#[derive(Arbitrary, Debug)]
enum Kind {
    /// Eleven digits from 13 to 19, in any groups, behind a prefix.
    Mobile { prefix: u8 },
    /// A plus and 8 to 15 digits, in any groups.
    Abroad { length: u8 },
    /// An area code and seven or eight digits.
    Landline { is_long: bool, in_parentheses: bool },
}

const PREFIXES: [&str; 5] = ["", "0", "86", "0086", "+86"];

const SEPARATORS: [&str; 14] =
    [" ", "-", ".", "/", "_", "·", "–", "－", " - ", "  ", "\u{3000}", "\u{200b}", "\u{ad}", ") ("];

const ZEROS: [char; 4] = ['0', '０', '٠', '𝟎'];

impl Contacts {
    /// The digits of the phone number, as ASCII.
    pub fn number(&self) -> String {
        let mut digits: String = self.digits.iter().map(|byte| char::from(b'0' + byte % 10)).collect();
        let start = match self.kind {
            Kind::Mobile { prefix } => {
                digits.truncate(11);
                let second = char::from(b'3' + self.digits[1] % 7);
                digits.replace_range(..2, &format!("1{second}"));
                PREFIXES[usize::from(prefix) % PREFIXES.len()].trim_start_matches('+')
            }
            Kind::Abroad { length } => {
                digits.truncate(7 + usize::from(length) % 8);
                "1"
            }
            Kind::Landline { is_long, .. } => {
                digits.truncate(if is_long { 9 } else { 8 });
                "07"
            }
        };
        format!("{start}{digits}")
    }

    /// The phone number as it is written.
    pub fn written(&self) -> String {
        let number = self.number();
        let separator = SEPARATORS[usize::from(self.separator) % SEPARATORS.len()];
        let zero = ZEROS[usize::from(self.script) % ZEROS.len()];
        let of_script =
            |digit: char| char::from_u32(u32::from(zero) + digit.to_digit(10).unwrap_or_default()).unwrap_or(digit);
        // With points it could be a version, unless it is grouped as a phone number is.
        let is_cut = |at: usize| if separator == "." { at == 3 || at == 7 } else { at > 0 && self.cuts[at % 15] };
        let grouped = |number: &str| {
            let groups = number.chars().enumerate().map(|(at, digit)| {
                if is_cut(at) { format!("{separator}{}", of_script(digit)) } else { of_script(digit).to_string() }
            });
            groups.collect::<String>()
        };
        match self.kind {
            Kind::Mobile { prefix } if PREFIXES[usize::from(prefix) % PREFIXES.len()] == "+86" => {
                format!("+{}", grouped(&number))
            }
            Kind::Mobile { .. } => grouped(&number),
            Kind::Abroad { .. } => format!("+{}", grouped(&number)),
            Kind::Landline { in_parentheses, .. } => {
                let (area, rest) = number.split_at(3);
                let [area, rest] = [area, rest].map(|digits| digits.chars().map(of_script).collect::<String>());
                if in_parentheses { format!("({area}){rest}") } else { format!("{area}-{rest}") }
            }
        }
    }

    /// What stands before the `@`.
    pub fn mailbox(&self) -> String {
        self.mailbox.text()
    }
}

/// The digits of a text, as ASCII, with what keeps numbers apart.
pub fn digits(text: &str) -> String {
    let digit = |character: char| {
        ZEROS.iter().find_map(|zero| char::from_digit(u32::from(character).checked_sub((*zero).into())?, 10))
    };
    text.chars()
        .filter_map(|character| if "*,".contains(character) { Some(character) } else { digit(character) })
        .collect()
}
