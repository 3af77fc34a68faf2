//! The id token and its display, by the cases of `fixtures/id_tokens.json` and `fixtures/rows.json`.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use serde_json::json;
use support::{fixtures, number, parsed, profile, rows};
use wechat_mobile_bind::display::{DisplayOptions, Locale};
use wechat_mobile_bind::id_token::{MAX_LENGTH, decode_unverified, is_expired};
use wechat_mobile_bind::json::MAX_DEPTH;

#[test]
fn each_token_is_decoded_or_refused_as_it_should_be() {
    for case in fixtures("id_tokens") {
        let name = case["name"].as_str().unwrap();
        match decode_unverified(case["token"].as_str().unwrap()) {
            Ok(identity) => {
                let expected = |member: &str| parsed(case[member].as_str().expect(name)).to_string();
                assert_eq!(identity.claims, case["claims"], "{name}: the claims are the payload's own text");
                assert_eq!(profile(&identity).to_string(), expected("profile"), "{name}");
                assert_eq!(parsed(&identity.header), json!({ "alg": "RS256", "kid": "k1" }), "{name}");
                let times = [identity.issued_at, identity.expires_at].map(|time| time.map(number));
                let expected = ["issuedAt", "expiresAt"].map(|time| case.get(time).cloned());
                assert_eq!(times, expected, "{name}");
            }
            Err(error) => assert_eq!(Some(error.message().as_str()), case["error"].as_str(), "{name}"),
        }
    }
}

#[test]
fn a_token_beyond_the_documented_length_is_refused() {
    let error = decode_unverified("a".repeat(MAX_LENGTH + 1)).unwrap_err();
    assert_eq!(error.message(), format!("the id token is longer than {MAX_LENGTH} characters"));
    let error = decode_unverified("a".repeat(MAX_LENGTH)).unwrap_err();
    assert_eq!(error.message(), "the id token has 1 part, a signed token has 3");
}

#[test]
fn a_token_expires_at_its_time_and_without_one_never() {
    assert!(!is_expired(Some(1000.0), 999.0));
    assert!(is_expired(Some(1000.0), 1000.0));
    assert!(!is_expired(None, f64::MAX));
}

#[test]
fn a_profile_becomes_the_rows_that_it_should() {
    for case in fixtures("rows") {
        let options = &case["options"];
        let locale = if options["locale"] == "en" { Locale::En } else { Locale::Zh };
        let mask = options["mask"].as_bool().unwrap_or(true);
        let profile = case["profile"].to_string();
        let rows = rows(&profile, DisplayOptions { locale, mask }, &utc);
        assert_eq!(json!(rows), case["rows"], "{}", case["name"]);
    }
}

#[test]
fn elements_of_an_array_are_shown_however_deep_they_are() {
    let deep = "[".repeat(2 * MAX_DEPTH) + &"]".repeat(2 * MAX_DEPTH);
    let profile = format!(r#"{{"a":["x",{deep}]}}"#);
    let rows = rows(&profile, DisplayOptions { locale: Locale::Zh, mask: true }, &utc);
    assert_eq!(rows, [["a".to_owned(), "a".to_owned(), format!("x, {deep}")]]);
}

/// A clock in Greenwich that knows the two days of the fixtures.
fn utc(milliseconds: f64) -> Option<String> {
    match milliseconds {
        0.0 => Some("1970-01-01 00:00:00".to_owned()),
        1_893_456_000_000.0 => Some("2030-01-01 00:00:00".to_owned()),
        _ => None,
    }
}
