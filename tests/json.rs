//! The JSON reader, by a second one: serde_json.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};
use support::parsed;
use wechat_mobile_bind::json::{self, Json, MAX_DEPTH};

/// Whether the grammar of JSON (RFC 8259) makes the text: serde_json looks at nothing else when it skips a value.
fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// Fails where the reader makes anything else of JSON than serde_json does.
fn assert_reads(text: &str) {
    let (json, expected) = (Json::parse(text).unwrap(), parsed(text));
    assert_eq!(json.as_str(), text.trim_matches([' ', '\t', '\r', '\n']));
    assert_is(&json, &expected);
}

fn assert_is(json: &Json, expected: &Value) {
    assert_eq!((json.is_object(), json.is_array()), (expected.is_object(), expected.is_array()), "{expected}");
    let none = Map::new();
    let object = expected.as_object().unwrap_or(&none);
    let members: Map<String, Value> =
        json.members().map(|(name, value)| (name.into_owned(), value_of(value))).collect();
    assert_eq!(Value::Object(members).to_string(), Value::Object(object.clone()).to_string());
    let elements: Vec<Value> = json.elements().map(value_of).collect();
    assert_eq!(&elements, expected.as_array().unwrap_or(&vec![]));
    for (name, value) in object {
        let member = json.member(name).map_or(Value::Null, value_of);
        assert_eq!(member.to_string(), value.to_string(), "{name}");
    }
}

/// The value, once all that is told of it is what serde_json tells.
fn value_of(value: json::Value) -> Value {
    let expected = parsed(value.as_str());
    assert_eq!(value.text().as_deref(), expected.as_str(), "{expected}");
    assert_eq!(value.number().map(f64::to_bits), expected.as_f64().map(f64::to_bits), "{expected}");
    assert_is(&Json::parse(value.as_str()).unwrap(), &expected);
    expected
}

/// A JSON string with every kind of escape.
fn string() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        r#"[^"\\\x00-\x1f]"#,
        r#"\\["\\/bfnrt]"#,
        r"\\u00[0-9a-fA-F]{2}",
        r"\\u[1-9a-cA-CeE][0-9a-f]{3}",
        r"\\u[dD][89abAB][0-9a-f]{2}\\u[dD][c-fC-F][0-9a-f]{2}",
    ];
    prop::collection::vec(character, 0..6).prop_map(|characters| format!("\"{}\"", characters.concat()))
}

/// A member's name: a few that come more than once, each spelled in more than one way.
fn name() -> impl Strategy<Value = String> {
    let known = [r#""api""#, r#""\u0061pi""#, r#""a\u0070i""#, r#""""#, r#""__proto__""#, r#""exp""#];
    prop_oneof![prop::sample::select(known.map(str::to_owned).to_vec()), string()]
}

const BLANK: &str = "[ \t\r\n]{0,2}";

fn blanks_around(json: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    (BLANK, json, BLANK).prop_map(|(before, json, after)| format!("{before}{json}{after}"))
}

/// An object whose members are made of that JSON.
fn object(json: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let member = (blanks_around(name()), blanks_around(json)).prop_map(|(name, value)| format!("{name}:{value}"));
    let members = prop::collection::vec(member, 1..4).prop_map(|members| format!("{{{}}}", members.join(",")));
    prop_oneof![1 => BLANK.prop_map(|blank| format!("{{{blank}}}")), 4 => members]
}

/// JSON text with blanks in every place that may have some.
fn json_text() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        prop::sample::select(vec!["null".to_owned(), "true".to_owned(), "false".to_owned()]),
        r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,4})?([eE][+-]?[0-9]{1,2})?",
        string(),
    ];
    let value = scalar.prop_recursive(4, 32, 4, |inner| {
        let elements = prop::collection::vec(blanks_around(inner.clone()), 1..4);
        prop_oneof![
            BLANK.prop_map(|blank| format!("[{blank}]")),
            elements.prop_map(|elements| format!("[{}]", elements.join(","))),
            object(inner),
        ]
    });
    blanks_around(value)
}

/// JSON text with one character put in, left out or replaced.
fn nearly_json() -> impl Strategy<Value = String> {
    let character = prop_oneof!["[\\[\\]{}:,\"\\\\ \n\t0-9eE+.\\-/bfnrtuals]", any::<char>().prop_map(String::from)];
    (json_text(), any::<prop::sample::Index>(), character, 0..3).prop_map(|(text, place, character, change)| {
        let mut characters: Vec<String> = text.chars().map(String::from).collect();
        let place = place.index(characters.len());
        match change {
            0 => characters.insert(place, character),
            1 => characters[place] = character,
            _ => _ = characters.remove(place),
        }
        characters.concat()
    })
}

proptest! {
    #[test]
    fn json_is_read_however_it_is_spelled(text in json_text()) {
        assert_reads(&text);
    }

    #[test]
    fn what_is_nearly_json_is_read_where_it_is_some(text in nearly_json()) {
        prop_assert_eq!(Json::parse(&text).is_some(), is_json(&text), "{}", text);
    }

    #[test]
    fn what_is_made_of_its_characters_is_read_where_it_is_json(
        text in "[\\[\\]{}:,\"\\\\ 01eE+.\\-tu]{0,16}", number in "-?[01.eE+-]{0,6}", text_part in "\"[a\"\\\\un0-9dD\n]{0,8}\"",
    ) {
        for text in [text, number, text_part] {
            prop_assert_eq!(Json::parse(&text).is_some(), is_json(&text), "{}", text);
        }
    }

    #[test]
    fn of_two_objects_the_members_of_the_second_count(outer in object(json_text()), inner in object(json_text()), name in name()) {
        let (Value::Object(mut expected), Value::Object(over)) = (parsed(&outer), parsed(&inner)) else { unreachable!() };
        let name: String = serde_json::from_str(&name).unwrap();
        expected.extend(over);
        expected.shift_remove(&name);
        let merged = Json::parse(&outer).unwrap().merged(&Json::parse(&inner).unwrap(), &name);
        prop_assert_eq!(parsed(&merged).to_string(), Value::Object(expected).to_string());
    }
}

/// JSON and what is nearly some, separated by bars.
const TEXTS: &str = r#"|{|[|]|}|{}|[]|{]|[}|[1,]|[,1]|[1 2]|[1]]|[[1]|{}{}|[[],[]]|{"a"}|{"a":}|{"a":1,}|{"a" 1}|{,}|{a:1}
|{'a':1}|{1:1}|{"a":1 "b":2}|{"a"::1}|["a":1]|{"a":tru}|{"a":1]|["\ud800]|[1,
2 ,	3 ]|{"":{}}|{ "a" : [ ] }|{ }|[ ]| { "a":{ } }
|0|-0|-|+1|01|-01|00|1.|.1|-.1|1.5|1.e1|1e|1e+|1e-|1E5|1e+05|1e1.5|0e0|0.0e-0|0x1|1_0|1 2|1,|Infinity|NaN
|tru|true|truE|trued|True|fals|false|nul|null|nulll|t|f|n|"|""|"\"|"\\"|"\\\"|"\a"|"\'"|"\u"|"\u12"|"\u123"|"\u1234"|"\u123g"
|"\U1234"|"\u+123"|"\u 123"|"\/"|"\b\f\n\r\t"| " " |'a'|"a"b|//1|/**/1|[1/**/]|é|[é]|"é"|["é",1]"#;

#[test]
fn every_rule_of_the_grammar_is_kept() {
    let texts = TEXTS.split('|').map(|text| text.trim_end_matches('\n'));
    let with_controls =
        ["\"\0\"", "\"\u{1f}\"", "\"\u{7f}\"", "\"\u{2028}\"", "\"\n\"", "\"\t\"", "\u{feff}1", "\u{a0}1"];
    let at_the_end = ["1\u{b}", "1\u{c}", "{\"a\":1}\0", "\0", " \t\r\n1 \t\r\n", "//\n1"];
    for text in texts.chain(with_controls).chain(at_the_end) {
        assert_eq!(Json::parse(text).is_some(), is_json(text), "{text:?}");
        if is_json(text) {
            assert_reads(text);
        }
    }
}

#[test]
fn members_are_found_by_what_their_names_say() {
    let text = r#" { "a" : 1, "\u0061pi": {"x": [1, {}]}, "": "empty", "__proto__": 2, "a": [ ], "n": 3, "n": null } "#;
    let json = Json::parse(text).unwrap();
    let member = |name: &str| json.member(name).map(json::Value::as_str);
    assert_eq!(member("a"), Some("[ ]"), "the last one counts");
    assert_eq!(member("api"), Some(r#"{"x": [1, {}]}"#));
    assert_eq!(member(""), Some(r#""empty""#));
    assert_eq!(member("__proto__"), Some("2"));
    for name in ["n", "x", r"\u0061pi", "A", "toString", "a ", "\"a\""] {
        assert_eq!(member(name), None, "{name}");
    }
    let names: Vec<String> = json.members().map(|(name, _)| name.into_owned()).collect();
    assert_eq!(names, ["a", "api", "", "__proto__", "a", "n", "n"]);
    assert!(json.elements().next().is_none());
}

#[test]
fn what_is_no_object_has_no_members_and_what_is_no_array_no_elements() {
    for text in [r#"["a", ""]"#, "[[1]]", "1", r#""a""#, "null", "true", r#""{}""#, r#""{\"a\":1}""#] {
        let json = Json::parse(text).unwrap();
        assert!(!json.is_object() && json.member("").is_none() && json.members().next().is_none(), "{text}");
    }
    for text in ["{}", r#"{"a": [1]}"#, "1", r#""[1]""#] {
        let json = Json::parse(text).unwrap();
        assert!(!json.is_array() && json.elements().next().is_none(), "{text}");
    }
}

#[test]
fn two_objects_become_one_without_the_member_that_is_named() {
    for (outer, inner, expected) in [
        ("{}", "{}", "{}"),
        ("{ }", "{ }", "{}"),
        (r#"{"api":1}"#, r#"{"api":2}"#, "{}"),
        (r#"{"a":1}"#, "{}", r#"{"a":1}"#),
        ("{}", r#"{"a":1}"#, r#"{"a":1}"#),
        (r#"{ "a" : 1 , "api" : [ ] }"#, r#"{ "b" : [ 1, 2 ] , "\u0061pi" : 2 }"#, r#"{"a":1,"b":[ 1, 2 ]}"#),
        (r#"{"\"":"\\"}"#, r#"{"a\\":{"api":1}}"#, r#"{"\"":"\\","a\\":{"api":1}}"#),
    ] {
        let (outer, inner) = (Json::parse(outer).unwrap(), Json::parse(inner).unwrap());
        assert_eq!(outer.merged(&inner, "api"), expected);
    }
}

#[test]
fn half_a_surrogate_pair_becomes_the_replacement_character() {
    for (escaped, text) in [
        (r"\ud83d\ude00", "😀"),
        (r"\uD83D\uDE00", "😀"),
        (r"\ud800\udc00", "\u{10000}"),
        (r"\udbff\udfff", "\u{10ffff}"),
        (r"\ud800", "\u{fffd}"),
        (r"\udfff", "\u{fffd}"),
        (r"\ud800x", "\u{fffd}x"),
        (r"\ud800\n", "\u{fffd}\n"),
        (r"\ud800\\udc00", "\u{fffd}\\udc00"),
        (r"\ud800\u0041", "\u{fffd}A"),
        (r"\ud800\ud800\udc00", "\u{fffd}\u{10000}"),
        (r"\udc00\ud800", "\u{fffd}\u{fffd}"),
        (r"\udc00\udc00", "\u{fffd}\u{fffd}"),
        (r"\udbff\ue000", "\u{fffd}\u{e000}"),
        (r"\ud7ff\udc00", "\u{d7ff}\u{fffd}"),
    ] {
        let json = format!(r#"["{escaped}",{{"{escaped}":1}}]"#);
        let json = Json::parse(&json).unwrap();
        let [value, object] = json.elements().collect::<Vec<_>>()[..] else { unreachable!() };
        assert_eq!(value.text().unwrap(), text, "{escaped}");
        assert!(Json::parse(object.as_str()).unwrap().member(text).is_some(), "{escaped}");
    }
}

#[test]
fn every_escape_says_its_character() {
    let json = Json::parse(r#"["\"\\\/\b\f\n\r\t\u0000\u00e9\u5F20 plain é张😀"]"#).unwrap();
    let text = json.elements().next().unwrap().text().unwrap();
    assert_eq!(text, "\"\\/\u{8}\u{c}\n\r\t\0é张 plain é张😀");
}

#[test]
fn a_number_is_the_one_that_javascript_reads() {
    for (text, number) in [
        ("0", 0.0),
        ("999999999999999", 999_999_999_999_999.0),
        ("9007199254740993", 9_007_199_254_740_992.0),
        ("1893456e3", 1_893_456_000.0),
        ("0.1", 0.1),
        ("-1.50E-3", -0.0015),
        ("1e999", f64::INFINITY),
        ("-1e999", f64::NEG_INFINITY),
        ("1e-999", 0.0),
    ] {
        let json = format!("[{text}]");
        let json = Json::parse(&json).unwrap();
        assert_eq!(json.elements().next().unwrap().number(), Some(number), "{text}");
    }
    let none = Json::parse(r#"["1", true, null, [1], {"a": 1}, ""]"#).unwrap();
    assert!(none.elements().all(|value| value.number().is_none()));
}

/// Runs it on as much stack as a thread can have at least, or little more.
fn on_a_small_stack(run: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(65_536).spawn(run).unwrap().join().unwrap();
}

#[test]
fn json_is_read_to_the_documented_depth() {
    on_a_small_stack(|| {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]"), (" [ 1 , ", " , 2 ] ")] {
            let nested = |depth: usize| {
                let levels = depth / open.matches(['[', '{']).count();
                [open.repeat(levels).as_str(), "1", &close.repeat(levels)].concat()
            };
            assert!(Json::parse(&nested(MAX_DEPTH)).is_some(), "{open}");
            assert!(Json::parse(&nested(MAX_DEPTH + 2)).is_none(), "{open}");
        }
        let empty = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(Json::parse(&empty(MAX_DEPTH)).is_some());
        assert!(Json::parse(&empty(MAX_DEPTH + 1)).is_none());
        // What lies beside each other isn't nested.
        let wide = format!("[{}[]]", "[],{},".repeat(MAX_DEPTH));
        assert_eq!(Json::parse(&wide).unwrap().elements().count(), 2 * MAX_DEPTH + 1);
    });
}

#[test]
fn json_is_read_to_the_depth_that_it_may_have() {
    on_a_small_stack(|| {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        for depth in [1, 2, MAX_DEPTH + 1, 1_000_000] {
            assert!(Json::parse_to(depth, &nested(depth)).is_some_and(|json| json.is_array()), "{depth}");
            assert!(Json::parse_to(depth, &nested(depth + 1)).is_none(), "{depth}");
        }
        assert!(Json::parse_to(0, "1").is_some() && Json::parse_to(0, "{}").is_none());
    });
}

#[test]
fn a_million_brackets_take_no_stack() {
    on_a_small_stack(|| {
        for open in ["[", "{\"a\":", "[[],", "{\"a\":{},\"b\":"] {
            assert!(Json::parse(&open.repeat(1_000_000)).is_none(), "{open}");
        }
    });
}
