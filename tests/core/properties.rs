//! What holds for any input.

use crate::support::{body, check_config, config, config_values, interpret_bind, javascript, params, prepare_bind};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::option;
use proptest::prelude::*;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use std::net::{Ipv4Addr, Ipv6Addr};
use wechat_mobile_bind::display::{Claims, DisplayOptions, Locale, display_rows};
use wechat_mobile_bind::id_token::decode_unverified;
use wechat_mobile_bind::raw::RawValue;
use wechat_mobile_bind::reply::{HttpResponse, Outcome};

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter("JSON has finite numbers", |number| number.is_finite()).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn token_of(payload: &str) -> String {
    let [header, payload, signature] =
        [r#"{"alg":"RS256"}"#, payload, "signature"].map(|part| URL_SAFE_NO_PAD.encode(part));
    format!("{header}.{payload}.{signature}")
}

fn is_deceptive(character: char) -> bool {
    ['\u{202e}', '\u{200b}', '\u{0}', '\u{feff}'].contains(&character)
}

fn may_be_called_without_tls(host: &str) -> bool {
    let domain = format!("http://{host}");
    let values = config_values().with("domain", domain.as_str()).with("allowInsecureLoopback", RawValue::Flag(true));
    check_config(&values).is_ok()
}

proptest! {
    #[test]
    fn a_header_that_is_sent_is_printable_ascii_and_what_the_caller_gave(
        os_version in any::<String>(), fingerprint in "[ -~]{0,300}", state_token in "\\PC{0,40}", language in "[a-zA-Z-]{0,12}",
    ) {
        let values = config_values()
            .with("device.osVersion", os_version.as_str())
            .with("device.fingerprint", fingerprint.as_str())
            .with("language", language.as_str());
        let Ok(config) = check_config(&values) else { return Ok(()) };
        let params = params().with("stateToken", state_token.as_str());
        let Ok(request) = prepare_bind(&config, params) else { return Ok(()) };
        for (name, value) in &request.headers {
            let value = value.expose_secret();
            prop_assert!(value.bytes().all(|byte| (0x20..=0x7e).contains(&byte)), "{}", name);
            prop_assert_eq!(value.trim(), value);
        }
        let sent: Vec<&str> = request.headers.iter().map(|(_, value)| value.expose_secret()).collect();
        prop_assert_eq!(sent[0], os_version);
        prop_assert_eq!(sent[1], fingerprint);
        prop_assert_eq!(sent[6], state_token);
    }

    #[test]
    fn a_body_that_is_sent_reads_back_as_the_code(code in any::<String>()) {
        if let Ok(request) = prepare_bind(&config(), params().with("wechatCode", code.as_str())) {
            let body: Value = serde_json::from_str(body(&request)).unwrap();
            prop_assert_eq!(body, json!({ "wechat_code": code }));
        }
    }

    #[test]
    fn an_origin_is_what_url_parsers_make_of_it(domain in "([a-zA-Z0-9.:/@\\[\\]\\\\-]|https://){0,24}") {
        if let Ok(config) = check_config(&config_values().with("domain", domain.as_str())) {
            let authority = config.origin.strip_prefix("https://").unwrap();
            prop_assert!(!authority.contains(['/', '\\', '@', '?', '#']), "{}", authority);
            prop_assert!(domain.ends_with(authority));
        }
    }

    #[test]
    fn of_ip_addresses_the_loopback_ones_may_be_called_without_tls(
        zeros in "[0:.]{1,12}1", any in "[01:]{1,12}", first in 0u8..3, rest in any::<[u8; 3]>(), groups in any::<[bool; 16]>(),
    ) {
        let groups = Ipv6Addr::from(groups.map(u8::from)).to_string();
        let dotted = Ipv4Addr::new(first + 126, rest[0], rest[1], rest[2]).to_string();
        for address in [zeros, any, groups] {
            let expected = address.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback());
            prop_assert_eq!(may_be_called_without_tls(&format!("[{address}]")), expected, "{}", address);
        }
        prop_assert_eq!(may_be_called_without_tls(&dotted), first == 1, "{}", dotted);
    }

    #[test]
    fn a_success_with_a_session_token_is_a_result_whatever_else_is_in_it(
        expire in json_value(), id_token in json_value(), data in json_value(), extra in json_value(), status in option::of(100u16..600),
    ) {
        let body = json!({
            "error_code": extra, "status": "SUCCESS", "session_token": "s", "expire": expire, "id_token": id_token,
            "data": data, "more": extra,
        });
        let result = interpret_bind(HttpResponse::new(status, body.to_string())).unwrap();
        prop_assert_eq!(result.http_status, status.unwrap_or(0));
        prop_assert_eq!(&javascript(&result)["sessionToken"], "s");
        let Outcome::Success(session) = result.outcome else { panic!("not a success") };
        prop_assert_eq!(session.session_token.expose_secret(), "s");
        prop_assert_eq!(result.raw, body);
    }

    #[test]
    fn claims_are_what_the_payload_says(members in prop::collection::btree_map(any::<String>(), json_value(), 0..5)) {
        let claims = Value::Object(members.into_iter().collect());
        let identity = decode_unverified::<Value>(&token_of(&claims.to_string())).unwrap();
        prop_assert_eq!(identity.claims.to_string(), claims.to_string());
    }

    #[test]
    fn a_profile_is_the_claims_with_the_inner_ones_over_them(
        outer in prop::collection::btree_map("[a-d]", json_value(), 0..4),
        inner in prop::collection::btree_map("[a-d]", json_value(), 0..4),
    ) {
        let mut claims: serde_json::Map<String, Value> = outer.into_iter().collect();
        let inner: serde_json::Map<String, Value> = inner.into_iter().collect();
        let mut expected = claims.clone();
        expected.extend(inner.clone());
        claims.insert("api".to_owned(), Value::Object(inner).to_string().into());
        let identity = decode_unverified::<Value>(&token_of(&Value::Object(claims).to_string())).unwrap();
        prop_assert_eq!(identity.profile, Value::Object(expected));
    }

    #[test]
    fn a_masked_row_holds_no_whole_mobile_number(
        number in "1[3-9][0-9]{9}", claim in "[a-zA-Z_]{1,12}", before in "[a-z ]{0,8}", in_english in any::<bool>(),
    ) {
        let text = format!("{before} {number}");
        let profile = json!({
            claim: text, "phone": number, "userName": number, "exp": number, "id": number.parse::<u64>().unwrap(),
            "list": [text, [text]], "nested": { "a": [{ "b": text }] }, "address": { "formatted": text },
        });
        let locale = if in_english { Locale::En } else { Locale::Zh };
        let options = DisplayOptions::new(locale, Claims::All, true);
        for row in display_rows(&profile, options, |_| None) {
            prop_assert!(!row.value.contains(&number), "{}", row.claim);
        }
    }

    #[test]
    fn no_row_hides_what_it_says(text in any::<String>()) {
        let options = DisplayOptions::new(Locale::Zh, Claims::User, false);
        for row in display_rows(&json!({ "name": text }), options, |_| None) {
            prop_assert!(!row.value.chars().any(is_deceptive));
            prop_assert_eq!(row.value.chars().count(), text.chars().count());
        }
    }

    #[test]
    fn an_invisible_character_among_letters_that_need_none_is_shown(text in "[a-zé张\u{200c}\u{200d}\u{fe0f}\u{e0061}]{1,12}") {
        let options = DisplayOptions::new(Locale::Zh, Claims::User, false);
        let shown: String = text.chars().map(|letter| if letter.is_alphabetic() { letter } else { '\u{fffd}' }).collect();
        let rows = display_rows(&json!({ "name": text }), options, |_| None);
        prop_assert_eq!(&rows[0].value, &shown);
    }

    #[test]
    fn whatever_a_time_out_is_given_as_only_whole_milliseconds_in_range_pass(number in any::<f64>()) {
        match check_config(&config_values().with("timeoutMs", RawValue::Number(number))) {
            Ok(config) => prop_assert_eq!(f64::from(config.timeout_ms), number),
            Err(_) => prop_assert!(number.fract() != 0.0 || !(1.0..=300_000.0).contains(&number)),
        }
    }
}
