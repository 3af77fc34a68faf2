//! An identity as labelled rows, to display.

use serde::{Serialize, Serializer};

use crate::given::Given;
use crate::json::Json;
use crate::mask::{mask_contacts, mask_mail, mask_phone};

mod label;

pub use label::{Kind, LABELS, Label};

/// The language of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// The options of the rows.
#[derive(Clone, Copy, Debug)]
pub struct DisplayOptions {
    /// The language of labels.
    pub locale: Locale,
    /// Whether phone numbers and mail addresses in all values are masked.
    pub mask: bool,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisplayRow {
    /// The claim's own name.
    pub claim: String,
    /// The claim's name in the chosen language; for an unknown claim, its own name.
    pub label: String,
    /// The value to display.
    pub value: String,
}

impl Serialize for DisplayRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([
            ("claim", self.claim.as_str()),
            ("label", self.label.as_str()),
            ("value", self.value.as_str()),
        ])
    }
}

/// The rows of a profile: the known claims in a fixed order, then the others in their own order. Of several spellings
/// of a claim the standard's comes first.
///
/// `local_time` formats a time, in milliseconds since 1970, as the host's local time.
///
/// # Examples
///
/// ```ignore-wasm32
/// use serde_json::json;
/// use wechat_mobile_bind::display::{DisplayOptions, Locale, display_rows};
///
/// let profile = json!({ "mobile": "13812345678", "name": "Zhang Wei" });
/// let rows = display_rows(&profile, DisplayOptions { locale: Locale::En, mask: true }, |_| None);
/// let shown: Vec<(&str, &str)> = rows.iter().map(|row| (row.label.as_str(), row.value.as_str())).collect();
/// assert_eq!(shown, [("Name", "Zhang Wei"), ("Phone", "138****5678")]);
/// ```
pub fn display_rows<J: Json>(
    profile: &J,
    options: DisplayOptions,
    local_time: impl Fn(f64) -> Option<String>,
) -> Vec<DisplayRow> {
    let members = profile.members();
    let mut rows = Vec::new();
    let mut add = |claim: &str, value: &J, known| rows.extend(row(claim, value, known, options, &local_time));
    for label in LABELS {
        for known in label.claims {
            if let Some((claim, value)) = members.iter().find(|(claim, _)| claim == known) {
                add(claim, value, Some(label));
            }
        }
    }
    for (claim, value) in &members {
        if !LABELS.iter().any(|label| label.claims.contains(&claim.as_str())) {
            add(claim, value, None);
        }
    }
    rows
}

fn row<J: Json>(
    claim: &str,
    value: &J,
    known: Option<&Label>,
    options: DisplayOptions,
    local_time: &dyn Fn(f64) -> Option<String>,
) -> Option<DisplayRow> {
    let kind = known.map_or_else(|| Kind::of_unknown(claim), |label| label.kind);
    let value = match (kind, value.given()) {
        (Kind::Time, Given::Number(seconds)) => local_time(seconds * 1000.0)?,
        _ => plain_text(value, options.locale)?,
    };
    let value = if options.mask { masked(kind, &value) } else { value };
    let label = known.map_or(claim, |known| name(known, options.locale));
    Some(DisplayRow { claim: visible(claim), label: visible(label), value: visible(&value) })
}

// Any claim may contain a phone number or a mail address.
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

fn plain_text<J: Json>(value: &J, locale: Locale) -> Option<String> {
    let text = match value.elements() {
        // Only one level: deeper values are shown as JSON.
        Some(elements) => {
            let texts: Vec<String> = elements.iter().filter_map(|element| scalar_text(element, locale)).collect();
            texts.join(", ")
        }
        None => scalar_text(value, locale)?,
    };
    (!text.is_empty()).then_some(text)
}

fn scalar_text<J: Json>(value: &J, locale: Locale) -> Option<String> {
    match value.given() {
        Given::Text(text) => Some(text),
        Given::Flag(flag) => Some(truth(flag, locale).to_owned()),
        _ => value.to_json().filter(|json| json != "null"),
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

// A name with a direction override or an invisible character can look like another name: such characters are replaced
// by U+FFFD.
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
