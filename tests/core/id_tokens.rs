//! The id token and its display, by the cases of `fixtures/id_tokens.json` and `fixtures/rows.json`.

use crate::support::{fixtures, javascript};
use serde_json::{Value, json};
use wechat_mobile_bind::display::{Claims, DisplayOptions, Locale, display_rows};
use wechat_mobile_bind::id_token::{decode_unverified, is_expired};
use wechat_mobile_bind::json::Json;

/// The characters of the longest id token, written out: a test that took the constant from the code would follow a wrong one.
const MAX_LENGTH: usize = 262_144;

#[test]
fn each_token_is_decoded_or_refused_as_it_should_be() {
    for case in fixtures("id_tokens") {
        let name = case["name"].as_str().unwrap();
        match decode_unverified::<Value>(case["token"].as_str().unwrap()) {
            Ok(identity) => {
                let parsed = |text: &Value| serde_json::from_str::<Value>(text.as_str().expect(name)).unwrap();
                assert_eq!(identity.claims.to_string(), parsed(&case["claims"]).to_string(), "{name}");
                assert_eq!(identity.profile.to_string(), parsed(&case["profile"]).to_string(), "{name}");
                assert_eq!(identity.header, json!({ "alg": "RS256", "kid": "k1" }), "{name}");
                let written = javascript(&identity);
                let times = ["issuedAt", "expiresAt"];
                assert_eq!(times.map(|time| written.get(time)), times.map(|time| case.get(time)), "{name}");
                assert_eq!(written["verified"], false, "{name}");
            }
            Err(error) => assert_eq!(Some(error.message().as_str()), case["error"].as_str(), "{name}"),
        }
    }
}

#[test]
fn a_token_beyond_the_documented_length_is_refused() {
    let error = decode_unverified::<Value>(&"a".repeat(MAX_LENGTH + 1)).unwrap_err();
    assert_eq!(error.message(), format!("the id token is longer than {MAX_LENGTH} characters"));
    let error = decode_unverified::<Value>(&"a".repeat(MAX_LENGTH)).unwrap_err();
    assert_eq!(error.message(), "the id token has 1 part, a signed token has 3");
}

#[test]
fn a_token_expires_at_its_time_and_without_one_never() {
    assert!(!is_expired(Some(1000.0), 999.0));
    assert!(is_expired(Some(1000.0), 1000.0));
    assert!(!is_expired(None, f64::MAX));
}

#[test]
fn a_profile_is_two_objects_in_one_without_the_claim_that_held_the_second() {
    for (claims, inner, profile) in [
        ("{}", Some("{}"), "{}"),
        (r#"{"api":1}"#, Some(r#"{"api":2}"#), "{}"),
        (r#"{"a":1,"api":1}"#, None, r#"{"a":1,"api":1}"#),
        (r#"{"a":1}"#, Some("{}"), r#"{"a":1}"#),
        ("{}", Some(r#"{"a":1}"#), r#"{"a":1}"#),
        (r#"{"api":[],"a":1,"b":2}"#, Some(r#"{"c":{"api":3},"a":null}"#), r#"{"a":null,"b":2,"c":{"api":3}}"#),
    ] {
        let parsed = |text: &str| Value::parse(text).unwrap();
        let merged = parsed(claims).profile(inner.map(parsed).as_ref());
        assert_eq!(merged.to_string(), profile, "{claims} {inner:?}");
    }
}

#[test]
fn a_profile_becomes_the_rows_that_it_should() {
    for case in fixtures("rows") {
        let options = &case["options"];
        let locale = if options["locale"] == "en" { Locale::En } else { Locale::Zh };
        let claims = if options["claims"] == "all" { Claims::All } else { Claims::User };
        let mask = options["mask"].as_bool().unwrap_or(true);
        let rows = display_rows(&case["profile"], DisplayOptions::new(locale, claims, mask), utc);
        let rows: Vec<Value> = rows.into_iter().map(|row| json!([row.claim, row.label, row.value])).collect();
        assert_eq!(Value::Array(rows), case["rows"], "{}", case["name"]);
    }
}

#[test]
fn a_row_is_written_with_its_claim_its_label_and_its_value() {
    let options = DisplayOptions::new(Locale::En, Claims::User, true);
    let rows = display_rows(&json!({ "phone": 13_812_345_678_u64 }), options, utc);
    assert_eq!(javascript(rows), json!([{ "claim": "phone", "label": "Phone", "value": "138****5678" }]));
}

#[test]
fn elements_of_an_array_are_shown_however_deep_they_are() {
    let deep = (0..600).fold(json!([]), |inner, _| json!([inner]));
    let written = format!("{}{}", "[".repeat(601), "]".repeat(601));
    let options = DisplayOptions::new(Locale::Zh, Claims::User, true);
    let rows = display_rows(&json!({ "a": ["x", deep] }), options, utc);
    assert_eq!(javascript(rows), json!([{ "claim": "a", "label": "a", "value": format!("x, {written}") }]));
}

/// A clock in Greenwich that knows the times of the fixtures.
fn utc(milliseconds: f64) -> Option<String> {
    match milliseconds {
        0.0 => Some("1970-01-01 00:00:00".to_owned()),
        4_294_967_296_000.0 => Some("2106-02-07 06:28:16".to_owned()),
        253_402_214_400_000.0 => Some("9999-12-31 00:00:00".to_owned()),
        1_893_456_000_000.0 => Some("2030-01-01 00:00:00".to_owned()),
        _ => None,
    }
}
