//! An identity as labelled rows, for people.

use crate::json::{Json, Value};
use crate::mask::{mask_contacts, mask_mail, mask_phone};
use crate::text::replaced;

mod label;

use label::{Kind, labels};

/// The language of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// How rows are made.
#[derive(Clone, Copy, Debug)]
pub struct DisplayOptions {
    /// The language of labels.
    pub locale: Locale,
    /// Whether phone numbers and mail addresses are masked, wherever they stand.
    pub mask: bool,
}

/// One row.
pub struct DisplayRow<'a> {
    /// The claim's own name.
    pub claim: &'a str,
    /// The claim's name for people; of a claim that isn't known, its own.
    pub label: &'a str,
    /// The value for people.
    pub value: &'a str,
}

/// Shows the rows of a profile in reading order: the claims that are known, then the others as they came.
///
/// `local_time` writes an instant, in milliseconds since 1970, as a clock on the host's wall shows it.
pub fn display_rows(
    profile: &Json,
    options: DisplayOptions,
    local_time: &dyn Fn(f64) -> Option<String>,
    show: &mut dyn FnMut(DisplayRow),
) {
    let mut show_row = |claim: &str, value: Value, name: &str, kind: Kind| {
        if let Some(value) = text(value, kind, options, local_time) {
            show(DisplayRow { claim: &visible(claim), label: &visible(name), value: &visible(&value) });
        }
    };
    let mut known = Vec::new();
    for label in labels() {
        let name = match options.locale {
            Locale::Zh => label.zh,
            Locale::En => label.en,
        };
        for claim in label.claims() {
            if let Some(value) = profile.member(claim) {
                known.push(claim);
                show_row(claim, value, name, label.kind);
            }
        }
    }
    for (claim, value) in profile.members() {
        if !known.iter().any(|known| *known == claim) {
            show_row(&claim, value, &claim, Kind::of_unknown(&claim));
        }
    }
}

/// The value for people; nothing where there is none.
fn text(
    value: Value,
    kind: Kind,
    options: DisplayOptions,
    local_time: &dyn Fn(f64) -> Option<String>,
) -> Option<String> {
    let text = match (kind, value.number()) {
        (Kind::Time, Some(seconds)) => local_time(seconds * 1000.0)?,
        _ => plain_text(value, options.locale)?,
    };
    Some(if options.mask { masked(kind, &text) } else { text })
}

// Whoever typed the claim may have put any contact into it, whatever it is named.
fn masked(kind: Kind, value: &str) -> String {
    match kind {
        Kind::Phone => mask_contacts(&mask_phone(value)),
        Kind::Mail => mask_contacts(&mask_mail(value)),
        Kind::Text | Kind::Time => mask_contacts(value),
    }
}

fn plain_text(value: Value, locale: Locale) -> Option<String> {
    let Some(array) = Json::parse_to(usize::MAX, value.as_str()).filter(Json::is_array) else {
        return scalar_text(value, locale).filter(|text| !text.is_empty());
    };
    // One level and no more: what lies deeper is shown as JSON, however deep it is.
    let mut texts = array.elements().filter_map(|element| scalar_text(element, locale));
    let mut all = texts.next()?;
    for text in texts {
        all.push_str(", ");
        all.push_str(&text);
    }
    Some(all).filter(|text| !text.is_empty())
}

fn scalar_text(value: Value, locale: Locale) -> Option<String> {
    match value.as_str() {
        "null" => None,
        "true" => Some(truth(true, locale).to_owned()),
        "false" => Some(truth(false, locale).to_owned()),
        json => Some(value.text().unwrap_or(json.into()).into_owned()),
    }
}

fn truth(flag: bool, locale: Locale) -> &'static str {
    match (flag, locale) {
        (true, Locale::Zh) => "是",
        (false, Locale::Zh) => "否",
        (true, Locale::En) => "yes",
        (false, Locale::En) => "no",
    }
}

// A name with a direction override or an invisible character in it can pose as another one: such a
// character shows as U+FFFD.
fn visible(text: &str) -> String {
    replaced(text, &mut |character| if is_invisible(character) { '\u{fffd}' } else { character })
}

fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}' | '\u{200c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}
