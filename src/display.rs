//! An identity as labelled rows, for people.

use crate::json::{Json, Value};
use crate::mask::{mask_contacts, mask_mail, mask_phone};

mod label;

use label::{Kind, LABELS, Label};

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisplayRow {
    /// The claim's own name.
    pub claim: String,
    /// The claim's name for people; of a claim that isn't known, its own.
    pub label: String,
    /// The value for people.
    pub value: String,
}

/// The rows of a profile in reading order: the claims that are known, then the others as they came.
///
/// `local_time` writes an instant, in milliseconds since 1970, as a clock on the host's wall shows it.
pub fn display_rows(
    profile: &Json,
    options: DisplayOptions,
    local_time: impl Fn(f64) -> Option<String>,
) -> Vec<DisplayRow> {
    let place = |claim: &str| LABELS.iter().position(|known| known.claims.contains(&claim)).unwrap_or(LABELS.len());
    let members: Vec<_> = profile.members().map(|(claim, value)| (place(&claim), claim, value)).collect();
    let mut rows = Vec::new();
    for place in 0..=LABELS.len() {
        for (_, claim, value) in members.iter().filter(|(found, ..)| *found == place) {
            rows.extend(row(claim, *value, LABELS.get(place), options, &local_time));
        }
    }
    rows
}

fn row(
    claim: &str,
    value: Value,
    known: Option<&Label>,
    options: DisplayOptions,
    local_time: &dyn Fn(f64) -> Option<String>,
) -> Option<DisplayRow> {
    let kind = known.map_or_else(|| Kind::of_unknown(claim), |label| label.kind);
    let value = match (kind, value.number()) {
        (Kind::Time, Some(seconds)) => local_time(seconds * 1000.0)?,
        _ => plain_text(value, options.locale)?,
    };
    let value = if options.mask { masked(kind, &value) } else { value };
    let label = known.map_or(claim, |known| name(known, options.locale));
    Some(DisplayRow { claim: visible(claim), label: visible(label), value: visible(&value) })
}

// Whoever typed the claim may have put any contact into it, whatever it is named.
fn masked(kind: Kind, value: &str) -> String {
    match kind {
        Kind::Phone => mask_contacts(&mask_phone(value)),
        Kind::Mail => mask_contacts(&mask_mail(value)),
        Kind::Text | Kind::Time => mask_contacts(value),
    }
}

fn name(label: &Label, locale: Locale) -> &'static str {
    match locale {
        Locale::Zh => label.zh,
        Locale::En => label.en,
    }
}

fn plain_text(value: Value, locale: Locale) -> Option<String> {
    let Some(array) = Json::parse(value.as_str()).filter(Json::is_array) else {
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
    text.chars().map(|character| if is_invisible(character) { '\u{fffd}' } else { character }).collect()
}

fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}' | '\u{200c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}
