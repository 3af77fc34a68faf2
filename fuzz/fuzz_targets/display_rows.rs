//! A row hides no character, and under the mask it shows no contact whole, wherever in the profile that stands.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use wechat_mobile_bind::display::{Claims, DisplayOptions, Locale, PROTOCOL_CLAIMS, display_rows};
use wechat_mobile_bind_fuzz::canary::PLACE;
use wechat_mobile_bind_fuzz::contact::{Contacts, digits};

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    contacts: Contacts,
    in_english: bool,
    all: bool,
    mask: bool,
    has_clock: bool,
    /// JSON, in which `§` holds a place for the contacts.
    profile: &'a str,
}

fuzz_target!(|input: Input| {
    let (number, mailbox) = (input.contacts.number(), input.contacts.mailbox());
    let Ok(mut profile) = serde_json::from_str::<Value>(input.profile) else { return };
    let plain = profile.to_string();
    if digits(&plain).contains(&number) || plain.contains(&mailbox) {
        return;
    }
    // Commas: another number beside it could be read as a part of it.
    put(&mut profile, &format!(", {}, {mailbox}@example.com ", input.contacts.written()));
    let locale = if input.in_english { Locale::En } else { Locale::Zh };
    let claims = if input.all { Claims::All } else { Claims::User };
    let options = DisplayOptions::new(locale, claims, input.mask);
    let clock = |milliseconds: f64| input.has_clock.then(|| milliseconds.to_string());
    let rows = display_rows(&profile, options, clock);

    let members = profile.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
    assert!(rows.len() <= members.count(), "a claim has one row at most, and null has none");
    for row in &rows {
        for shown in [&row.claim, &row.label, &row.value] {
            assert!(!shown.chars().any(is_deceptive), "{shown:?} hides what it says");
        }
        assert!(!row.value.is_empty(), "a row without a value");
        assert!(input.all || !PROTOCOL_CLAIMS.contains(&row.claim.as_str()), "{} is no claim about a user", row.claim);
        assert!(!input.mask || !digits(&row.value).contains(&number), "{:?} shows {number}", row.value);
        assert!(!input.mask || !row.value.contains(&mailbox), "{:?} shows {mailbox}", row.value);
    }
});

/// Puts the contacts in their places, in strings at any depth. A member's name is no value.
fn put(value: &mut Value, contacts: &str) {
    match value {
        Value::String(text) => *text = text.replace(PLACE, contacts),
        Value::Array(elements) => elements.iter_mut().for_each(|element| put(element, contacts)),
        Value::Object(members) => members.values_mut().for_each(|member| put(member, contacts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn is_deceptive(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}')
}
