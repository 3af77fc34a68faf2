//! What is accepted is sent to the letter and to the right place; what is refused is refused without being quoted.

#![no_main]

use libfuzzer_sys::fuzz_target;
use secrecy::ExposeSecret;
use serde_json::{Map, Value};
use wechat_mobile_bind::config::{Config, MAX_TIMEOUT_MS};
use wechat_mobile_bind::error::{ErrorCode, Issue, Issues, Rule, ValidationError};
use wechat_mobile_bind::raw::{RawValue, Values};
use wechat_mobile_bind::request::{HttpRequest, prepare};
use wechat_mobile_bind::spec::{CONFIG, DEVICE, Endpoint, Field, Format, Method, RULED_OPTIONS, Sent};
use wechat_mobile_bind_fuzz::call::Call;

fuzz_target!(|call: Call| {
    let given = call.config();
    let config = match Config::check(&given, Issues::default()) {
        Ok(config) => config,
        Err(invalid) => return check_issues(&call, ErrorCode::InvalidConfig, &[CONFIG, DEVICE].concat(), &invalid),
    };
    check_config(&given, &config);

    let endpoint = call.endpoint();
    let mut values = call.params();
    let prepared = prepare(endpoint, &config, call.params(), Issues::default());
    values.fill(&given);
    match prepared {
        Ok(request) => {
            call.canary.assert_not_in(&format!("{request:?}").replace(&request.url, ""));
            check_headers(endpoint, &values, &request);
            check_body(endpoint, &values, &config, &request);
        }
        Err(invalid) => check_issues(&call, ErrorCode::InvalidParams, &[endpoint.params, DEVICE].concat(), &invalid),
    }
});

fn check_config(given: &Values, config: &Config) {
    assert!((1..=MAX_TIMEOUT_MS).contains(&config.timeout_ms));
    let timeout_ms = if let RawValue::Number(number) = given.get("timeoutMs") { *number as u32 } else { 10_000 };
    assert_eq!(config.timeout_ms, timeout_ms);
    let is_allowed = matches!(given.get("allowInsecureLoopback"), RawValue::Flag(true));
    assert!(is_allowed || config.origin.starts_with("https://"), "{} was not allowed", config.origin);
}

fn check_headers(endpoint: &Endpoint, values: &Values, request: &HttpRequest) {
    let rows = [DEVICE, CONFIG, endpoint.params].concat();
    let header = |field: &Field| match field.sent {
        Sent::Header(name) => Some((name, values.get(field.name).as_text()?)),
        _ => None,
    };
    let mut expected: Vec<(&str, &str)> = rows.iter().filter_map(header).collect();
    if endpoint.method == Method::Post {
        expected.push(("content-type", "application/json"));
    }
    let sent: Vec<(&str, &str)> = request.headers.iter().map(|(name, value)| (*name, value.expose_secret())).collect();
    assert_eq!(sent, expected);
    let written: Map<String, Value> = sent.iter().map(|(name, value)| (name.to_string(), (*value).into())).collect();
    assert_eq!(request.headers_json().expose_secret(), Value::from(written).to_string());
    for (name, value) in sent {
        assert!(value.bytes().all(|byte| (0x20..=0x7e).contains(&byte)), "{name}: {value:?}");
        assert!(!value.is_empty() && value.trim() == value, "{name}: {value:?}");
    }
}

fn check_body(endpoint: &Endpoint, values: &Values, config: &Config, request: &HttpRequest) {
    assert_eq!(request.body.is_some(), endpoint.method == Method::Post);
    let Some(body) = &request.body else { return };
    let mut expected = Map::new();
    for field in endpoint.params {
        let name = match field.sent {
            Sent::Header(_) => continue,
            Sent::Body(name) => name,
            Sent::BodyAsConfigured => config.body_field.as_str(),
            other => panic!("{other:?} is of a new kind"),
        };
        let given = values.get(field.name);
        let sent = match (field.format, given) {
            (Format::Pixels, RawValue::Number(pixels)) => {
                check_point(*pixels, body.expose_secret(), name);
                continue;
            }
            (Format::Word(words), RawValue::Text(text)) => words.iter().find(|(word, _)| *word == text).unwrap().1,
            (_, RawValue::Text(text)) => text.as_str(),
            _ => continue,
        };
        expected.insert(name.to_owned(), sent.into());
    }
    let mut body: Map<String, Value> = serde_json::from_str(body.expose_secret()).unwrap();
    body.retain(|name, _| name != "point_json");
    assert_eq!(body, expected);
}

/// Fails unless the member is JSON in a string of a point there, to a thousandth of a pixel.
fn check_point(pixels: f64, body: &str, name: &str) {
    let body: Value = serde_json::from_str(body).unwrap();
    let text = body[name].as_str().unwrap();
    let (x, _) = text.strip_prefix("{\"x\":").unwrap().split_once(",\"y\":5.0}").unwrap();
    assert!(x.contains('.'), "{x} has no fraction");
    assert!((x.parse::<f64>().unwrap() - pixels).abs() <= 0.000_501, "{pixels} became {x}");
}

/// tests/fixtures/fields.json has which values are refused.
fn check_issues(call: &Call, code: ErrorCode, fields: &[Field], invalid: &ValidationError) {
    assert_eq!(invalid.code(), code);
    let report = serde_json::to_string(&invalid.report(None)).unwrap();
    call.canary.assert_not_in(&format!("{invalid} {invalid:?} {report}"));
    assert!(!invalid.issues.is_empty());
    let messages: Vec<&str> = invalid.issues.iter().map(|issue| issue.message.as_str()).collect();
    assert_eq!(invalid.message(), messages.join("; "));
    for Issue { field, message, .. } in &invalid.issues {
        assert!(fields.iter().any(|known| known.name == *field) || RULED_OPTIONS.contains(field), "{field}");
        assert!(message.starts_with(&format!("`{field}` ")) && message.is_ascii(), "{message}");
        let of_field = invalid.issues.iter().filter(|issue| issue.field == *field && issue.rule != Rule::Conflict);
        assert!(of_field.count() <= 1, "{field} is named twice");
    }
}
