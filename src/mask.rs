//! Masks phone numbers and mail addresses in a text.

use kind::{HIDDEN, LEFT_OUT, MASKED_AT, kinds};

mod kind;
mod mail;
mod phone;
mod run;

pub use phone::{Numbers, says_phone};

/// A text with its mail addresses and its phone numbers masked: `z***@example.com`, `138****5678`.
pub fn mask_contacts(text: &str, numbers: Numbers) -> String {
    let mut kinds = kinds(text);
    if !kinds.iter().any(|kind| matches!(kind, b'0'..=b'9' | b'@')) {
        return text.to_owned();
    }
    mail::mask(&mut kinds);
    phone::mask(&mut kinds, numbers);
    write(text, &kinds)
}

/// The value of a claim that is a mail address: masked whole if there is no address in it.
pub fn mask_mail(text: &str) -> String {
    let mut kinds = kinds(text);
    if !mail::mask(&mut kinds) {
        return "***".to_owned();
    }
    phone::mask(&mut kinds, Numbers::Unknown);
    write(text, &kinds)
}

fn write(text: &str, kinds: &[u8]) -> String {
    let mut masked = String::with_capacity(text.len());
    for (character, kind) in text.chars().zip(kinds) {
        match *kind {
            HIDDEN => masked.push('*'),
            LEFT_OUT => {}
            MASKED_AT => {
                masked.push_str("***");
                masked.push(character);
            }
            _ => masked.push(character),
        }
    }
    masked
}
