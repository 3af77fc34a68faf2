//! An identity as labelled rows, to display.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::id_token::milliseconds;
use crate::json::Json;
use crate::mask::{Numbers, mask_contacts, mask_mail, says_phone};
use crate::raw::RawValue;
use visible::visible;

mod label;
mod visible;

pub use label::{Kind, LABELS, Label, PROTOCOL_CLAIMS};

/// The parts of an address, the smallest first.
const ADDRESS: &[&str] = &["street_address", "locality", "region", "postal_code", "country"];

/// The language of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Locale {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// Which claims have a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Claims {
    /// Those about the user: all but [`PROTOCOL_CLAIMS`].
    #[default]
    User,
    /// All.
    All,
}

/// The options of the rows.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct DisplayOptions {
    /// The language of labels.
    pub locale: Locale,
    /// Which claims have a row.
    pub claims: Claims,
    /// Whether phone numbers and mail addresses in all values are masked.
    pub mask: bool,
}

impl DisplayOptions {
    /// These options.
    pub fn new(locale: Locale, claims: Claims, mask: bool) -> Self {
        Self { locale, claims, mask }
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("claim", self.claim.as_str())?;
        map.serialize_entry("label", self.label.as_str())?;
        map.serialize_entry("value", self.value.as_str())?;
        map.end()
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
/// use wechat_mobile_bind::display::{Claims, DisplayOptions, Locale, display_rows};
///
/// let profile = json!({ "mobile": "13812345678", "name": "Zhang Wei", "iss": "https://acme.example.com" });
/// let options = DisplayOptions::new(Locale::En, Claims::User, true);
/// let rows = display_rows(&profile, options, |_| None);
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
    if options.claims == Claims::User && PROTOCOL_CLAIMS.contains(&claim) {
        return None;
    }
    let kind = known.map_or(Kind::Value, |label| label.kind);
    let time = if kind == Kind::Time { milliseconds(&value.raw_value()).and_then(local_time) } else { None };
    let text = |value: &J| {
        if let RawValue::Flag(flag) = value.raw_value() {
            return Some(truth(flag, options.locale).to_owned());
        }
        let text = match plain_text(value, kind, options.locale) {
            Some(text) => visible(&text, false),
            None => visible(&value.to_json().filter(|json| json != "null")?, true),
        };
        Some(if options.mask { masked(claim, kind, &text) } else { text })
    };
    let value = match (time, value.elements()) {
        (Some(time), _) => time,
        // Only one level: deeper values are shown as JSON.
        (None, Some(elements)) => {
            let mut texts = Vec::new();
            for element in &elements {
                texts.extend(text(element));
            }
            texts.join(", ")
        }
        (None, None) => text(value)?,
    };
    if value.is_empty() {
        return None;
    }
    let label = known.map_or(claim, |known| name(known, options.locale));
    Some(DisplayRow { claim: visible(claim, false), label: visible(label, false), value })
}

// Any claim may contain a phone number or a mail address.
fn masked(claim: &str, kind: Kind, value: &str) -> String {
    match kind {
        Kind::Phone => mask_contacts(value, Numbers::Phones),
        Kind::Mail => mask_mail(value),
        _ if says_phone(claim) => mask_contacts(value, Numbers::Likely),
        _ => mask_contacts(value, Numbers::Unknown),
    }
}

fn name(label: &Label, locale: Locale) -> &'static str {
    match locale {
        Locale::Zh => label.zh,
        Locale::En => label.en,
    }
}

/// The text of a value; `None` for one that is shown as JSON.
fn plain_text<J: Json>(value: &J, kind: Kind, locale: Locale) -> Option<String> {
    match value.raw_value() {
        RawValue::Text(text) if kind == Kind::Value && text == "true" => Some(truth(true, locale).to_owned()),
        RawValue::Text(text) if kind == Kind::Value && text == "false" => Some(truth(false, locale).to_owned()),
        RawValue::Text(text) => Some(text),
        RawValue::Other if kind == Kind::Address => postal_address(value, locale),
        _ => None,
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

/// An address object as its sender formatted it, or its parts (OpenID Connect Core §5.1.1), the largest first in Chinese.
fn postal_address<J: Json>(value: &J, locale: Locale) -> Option<String> {
    let text = |name| value.field(name).into_text().filter(|text| !text.is_empty());
    if let Some(formatted) = text("formatted") {
        return Some(formatted);
    }
    let mut parts = Vec::new();
    for name in ADDRESS {
        parts.extend(text(name));
    }
    if locale == Locale::Zh {
        parts.reverse();
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}
