//! JSON, read by the host.
//!
//! A JavaScript host has a parser, and callers expect its objects: `raw` and `claims` are what `JSON.parse` returned. So
//! the core reads JSON through a trait. Natively, serde_json implements it.

use crate::raw::RawValue;

/// A text of the host, which is only copied if its content is needed.
pub trait Text {
    /// Its length in the host's units: UTF-16 code units in JavaScript, bytes natively.
    fn length(&self) -> usize;

    /// The text itself.
    fn to_text(&self) -> String;
}

impl Text for String {
    fn length(&self) -> usize {
        self.len()
    }

    fn to_text(&self) -> String {
        self.clone()
    }
}

/// The deepest nesting that is read. Hosts parse deeper JSON than they can write, and what callers get can always be written.
pub const MAX_DEPTH: u32 = 1000;

/// Whether `value`, which was parsed from a text of `length`, nests deeper than [`MAX_DEPTH`].
pub(crate) fn is_too_deep<J: Json>(value: &J, length: usize) -> bool {
    // Each level takes two characters.
    length / 2 > usize::try_from(MAX_DEPTH).unwrap_or(usize::MAX) && value.is_deeper(MAX_DEPTH)
}

/// One JSON value.
pub trait Json: Sized {
    /// The type of the host's texts.
    type Text: Text;

    /// Parses a text of the host; `None` if it isn't JSON (RFC 8259).
    fn read(text: &Self::Text) -> Option<Self>;

    /// Parses a Rust string.
    fn parse(text: &str) -> Option<Self>;

    /// Whether it is an object.
    fn is_object(&self) -> bool;

    /// Whether it contains more than so many objects and arrays, one in the other.
    fn is_deeper(&self, levels: u32) -> bool;

    /// The object without its members that are objects or arrays.
    #[must_use]
    fn flat(self) -> Self;

    /// Whether it is a text that isn't empty, which may be too long to be copied.
    fn is_filled_text(&self) -> bool;

    /// The value as a field: a text, a number or a flag.
    fn raw_value(&self) -> RawValue;

    /// The object's own member of that name; `None` if it is missing or null.
    fn member(&self, name: &'static str) -> Option<Self>;

    /// The same as a field.
    fn field(&self, name: &'static str) -> RawValue {
        self.member(name).map_or(RawValue::Absent, |member| member.raw_value())
    }

    /// The object's own members in order, none for any other value. A member that the host can't write as JSON is left
    /// out.
    fn members(&self) -> Vec<(String, Self)>;

    /// The array's elements, or `None` for any other value.
    fn elements(&self) -> Option<Vec<Self>>;

    /// A copy of these claims. The members of `inner`, if given, replace those of the same name, and the claim `api`,
    /// which contained them, is left out.
    #[must_use]
    fn profile(&self, inner: Option<&Self>) -> Self;

    /// The value as JSON text, or `None` if the host can't write it.
    fn to_json(&self) -> Option<String>;
}

/// Adds a member to the JSON object that is written, without its closing brace, in `object`.
pub(crate) fn push_member(object: &mut String, name: &str, text: &str) {
    object.push_str(if object.is_empty() { "{" } else { "," });
    push_string(object, name);
    object.push(':');
    push_string(object, text);
}

/// Adds a text as a JSON string (RFC 8259 §7).
fn push_string(json: &mut String, text: &str) {
    json.push('"');
    let mut rest = text;
    // What is escaped is ASCII: in UTF-8 such a byte is never part of another character.
    while let Some((plain, from)) = rest.bytes().position(is_escaped).and_then(|at| rest.split_at_checked(at)) {
        json.push_str(plain);
        let mut characters = from.chars();
        if let Some(character) = characters.next() {
            push_escaped(json, character);
        }
        rest = characters.as_str();
    }
    json.push_str(rest);
    json.push('"');
}

fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Adds a character for which [`is_escaped`] holds.
fn push_escaped(json: &mut String, character: char) {
    json.push('\\');
    if matches!(character, '"' | '\\') {
        json.push(character);
    } else {
        let code = u32::from(character);
        json.push_str(if code < 0x10 { "u000" } else { "u001" });
        json.extend(char::from_digit(code % 0x10, 0x10));
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Json for serde_json::Value {
    type Text = String;

    fn read(text: &String) -> Option<Self> {
        Self::parse(text)
    }

    fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    fn is_object(&self) -> bool {
        self.is_object()
    }

    fn is_deeper(&self, levels: u32) -> bool {
        let mut inner: Box<dyn Iterator<Item = &Self>> = match self {
            Self::Array(elements) => Box::new(elements.iter()),
            Self::Object(members) => Box::new(members.values()),
            _ => return false,
        };
        levels.checked_sub(1).is_none_or(|levels| inner.any(|value| value.is_deeper(levels)))
    }

    fn flat(mut self) -> Self {
        if let Self::Object(members) = &mut self {
            members.retain(|_, value| !value.is_object() && !value.is_array());
        }
        self
    }

    fn is_filled_text(&self) -> bool {
        self.as_str().is_some_and(|text| !text.is_empty())
    }

    fn raw_value(&self) -> RawValue {
        match self {
            Self::Null => RawValue::Absent,
            Self::String(text) => RawValue::Text(text.clone()),
            Self::Number(number) => number.as_f64().map_or(RawValue::Other, RawValue::Number),
            Self::Bool(flag) => RawValue::Flag(*flag),
            Self::Array(_) | Self::Object(_) => RawValue::Other,
        }
    }

    fn member(&self, name: &'static str) -> Option<Self> {
        self.get(name).filter(|value| !value.is_null()).cloned()
    }

    fn members(&self) -> Vec<(String, Self)> {
        let members = self.as_object().into_iter().flatten();
        members.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    fn elements(&self) -> Option<Vec<Self>> {
        self.as_array().cloned()
    }

    fn profile(&self, inner: Option<&Self>) -> Self {
        let mut profile = self.clone();
        if let (Self::Object(profile), Some(Self::Object(inner))) = (&mut profile, inner) {
            profile.extend(inner.clone());
            profile.shift_remove("api");
        }
        profile
    }

    fn to_json(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::{Json, is_too_deep, push_member};
    use serde_json::{Map, Value, json};

    #[test]
    fn a_member_of_any_text_reads_back_as_that_text() {
        let ascii: String = ('\0'..='\x7f').collect();
        let mut json = String::new();
        let mut expected = Map::new();
        for (name, text) in
            [("code", ""), ("\"", "\\\"\\"), ("ascii", &ascii), ("\u{1}", "\u{7f}\u{85}\u{2028}\u{feff}欧😀")]
        {
            push_member(&mut json, name, text);
            expected.insert(name.to_owned(), text.into());
            let read: Value = serde_json::from_str(&(json.clone() + "}")).unwrap();
            assert_eq!(read, Value::Object(expected.clone()));
        }
    }

    #[test]
    fn a_value_of_more_than_a_thousand_levels_is_too_deep() {
        let outer = |inner, level| match level % 2 {
            0 => Value::from_iter([inner]),
            _ => Value::from_iter([("a", inner)]),
        };
        let nested = |levels| (1..levels).fold(json!([]), outer);
        assert!(!is_too_deep(&nested(1000), 2002));
        assert!(is_too_deep(&nested(1001), 2002));
        assert!(!is_too_deep(&nested(1001), 2001), "no text of this length is, so the value is not read");
        let value = json!({ "a": [], "b": "", "c": {}, "d": null });
        assert_eq!(value.flat(), json!({ "b": "", "d": null }));
    }
}
