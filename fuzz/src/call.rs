//! A configuration and parameters of every kind, most of them near to valid ones.

use std::collections::HashMap;
use std::sync::LazyLock;

use arbitrary::Arbitrary;
use serde_json::Value as Json;
use wechat_mobile_bind::raw::{RawValue, Values};
use wechat_mobile_bind::spec::{CONFIG, DEVICE, ENDPOINTS, Endpoint, Field, RULED_OPTIONS};

use crate::canary::Canary;

/// One value as a caller of a dynamic language gives it.
#[derive(Arbitrary, Debug, Clone)]
pub enum Value {
    /// The usual value of the field.
    Usual,
    /// The usual value with these characters at this place, counted from its end where it is negative.
    Near(i8, String),
    /// A text with a place for the secret.
    Hidden(String, String),
    /// One character, many times.
    Long(char, u16),
    /// Any text.
    Text(String),
    /// Nothing.
    Absent,
    /// A number.
    Number(f64),
    /// A small whole number.
    Whole(u32),
    /// A truth value.
    Flag(bool),
    /// An object.
    Other,
    /// A getter that throws.
    Unreadable,
}

impl Value {
    /// The value of the field `name`.
    fn raw_value(&self, name: &str, canary: &Canary) -> RawValue {
        let text = match self {
            Self::Usual => return usual(name),
            Self::Near(place, characters) => insert(&usual(name).into_text().unwrap_or_default(), *place, characters),
            Self::Hidden(before, after) => [before, canary.text().as_str(), after].concat(),
            Self::Long(character, length) => character.to_string().repeat(usize::from(*length)),
            Self::Text(text) => text.clone(),
            Self::Absent => return RawValue::Absent,
            Self::Number(number) => return RawValue::Number(*number),
            Self::Whole(number) => return RawValue::Number(f64::from(*number)),
            Self::Flag(flag) => return RawValue::Flag(*flag),
            Self::Other => return RawValue::Other,
            Self::Unreadable => return RawValue::Unreadable,
        };
        RawValue::Text(text)
    }
}

// The usual values are ASCII, so any place is between two characters.
fn insert(usual: &str, place: i8, characters: &str) -> String {
    let distance = usize::from(place.unsigned_abs()) % (usual.len() + 1);
    let (before, after) = usual.split_at(if place < 0 { usual.len() - distance } else { distance });
    [before, characters, after].concat()
}

/// The usual value of each field: the first one that the fixtures give to a call, or accept.
static USUAL: LazyLock<HashMap<String, RawValue>> = LazyLock::new(|| {
    let read = |text: &str| serde_json::from_str::<Vec<Json>>(text).unwrap();
    let calls = read(include_str!("../../tests/fixtures/calls.json"));
    let params = calls.iter().flat_map(|call| call["params"].as_object().unwrap());
    let fields = read(include_str!("../../tests/fixtures/fields.json"));
    let accepted = fields.iter().filter(|case| case["issue"].is_null() && !case["given"].is_null());
    let mut usual = HashMap::new();
    let names = accepted.map(|case| (case["field"].as_str().unwrap(), &case["given"]));
    for (name, value) in params.map(|(name, value)| (name.as_str(), value)).chain(names) {
        usual.entry(name.to_owned()).or_insert_with(|| match value {
            Json::String(text) => RawValue::from(text.as_str()),
            Json::Bool(flag) => RawValue::Flag(*flag),
            value => RawValue::Number(value.as_f64().unwrap()),
        });
    }
    usual
});

fn usual(name: &str) -> RawValue {
    USUAL.get(name).cloned().unwrap_or_default()
}

/// A whole call. A field that has no value left has its usual one.
#[derive(Arbitrary, Debug)]
pub struct Call {
    /// What is hidden in some of the values.
    pub canary: Canary,
    endpoint: u8,
    options: [Value; 4],
    config: [Value; 4],
    device: [Value; 4],
    params: [Value; 4],
    device_of_call: Option<[Value; 4]>,
}

impl Call {
    /// The interface that is called.
    pub fn endpoint(&self) -> &'static Endpoint {
        ENDPOINTS[usize::from(self.endpoint) % ENDPOINTS.len()]
    }

    /// The configuration as the caller gives it.
    pub fn config(&self) -> Values {
        let mut values = self.values(CONFIG, &self.config);
        values.fill(&self.values(DEVICE, &self.device));
        for (name, value) in RULED_OPTIONS.iter().zip(&self.options) {
            values.set(name, value.raw_value(name, &self.canary));
        }
        values
    }

    /// The parameters as the caller gives them.
    pub fn params(&self) -> Values {
        let mut values = self.values(self.endpoint().params, &self.params);
        if let Some(device) = &self.device_of_call {
            values.fill(&self.values(DEVICE, device));
        }
        values
    }

    fn values(&self, rows: &[Field], values: &[Value]) -> Values {
        let mut given = Values::default();
        for (index, field) in rows.iter().enumerate() {
            given.set(field.name, values.get(index).unwrap_or(&Value::Usual).raw_value(field.name, &self.canary));
        }
        given
    }
}
