//! JSON is read as a second reader reads it, however it is spelled, and what is no JSON is refused by both.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value};
use wechat_mobile_bind::json::{self, Json};
use wechat_mobile_bind_fuzz::json::{Spelled, read};

#[derive(Arbitrary, Debug)]
enum Input<'a> {
    Text(&'a str),
    Spelled(Spelled),
    /// A text in that many arrays.
    Nested(u16, &'a str),
}

fuzz_target!(|input: Input| {
    let text = match input {
        Input::Text(text) => text.to_owned(),
        Input::Spelled(spelled) => spelled.0,
        Input::Nested(depth, text) => {
            let depth = usize::from(depth);
            ["[".repeat(depth).as_str(), text, "]".repeat(depth).as_str()].concat()
        }
    };
    match (Json::parse(&text), read(&text)) {
        (Some(json), Some(expected)) => {
            assert_eq!(json.as_str(), text.trim_matches([' ', '\t', '\r', '\n']));
            check(&json, &expected);
        }
        (json, expected) => assert_eq!(json.is_some(), expected.is_some(), "{text}"),
    }
});

fn check(json: &Json, expected: &Value) {
    assert_eq!(json.is_object(), expected.is_object());
    assert_eq!(json.is_array(), expected.is_array());
    let none = Map::new();
    let expected_members = expected.as_object().unwrap_or(&none);
    let members: Map<String, Value> =
        json.members().map(|(name, value)| (name.into_owned(), value_of(value))).collect();
    assert_eq!(text(&members), text(expected_members));
    let elements: Vec<Value> = json.elements().map(value_of).collect();
    assert_eq!(text(&elements), text(expected.as_array().unwrap_or(&vec![])));
    for (name, expected_value) in expected_members {
        let Some(value) = json.member(name) else {
            assert!(expected_value.is_null(), "{name} is lost");
            continue;
        };
        assert_eq!(text(&value_of(value)), text(expected_value));
        let inner = Json::parse(value.as_str()).unwrap();
        if let Some(expected_inner) = expected_value.as_object() {
            let mut merged = expected_members.clone();
            merged.extend(expected_inner.clone());
            merged.shift_remove(name);
            assert_eq!(text(&read(&json.merged(&inner, name)).unwrap()), text(&merged));
        }
        check(&inner, expected_value);
    }
    assert!(json.member("no member's name").is_none());
}

/// The value, once its text and its number are those of the second reader.
fn value_of(value: json::Value) -> Value {
    let expected = read(value.as_str()).unwrap();
    assert_eq!(value.text().as_deref(), expected.as_str());
    let number = expected.as_number().map(|number| number.as_str().parse::<f64>().unwrap());
    assert_eq!(value.number().map(f64::to_bits), number.map(f64::to_bits));
    expected
}

fn text(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap()
}
