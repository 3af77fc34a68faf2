//! What is accepted is sent to the letter and to the right place; what is refused is refused without being quoted.

#![no_main]

use libfuzzer_sys::fuzz_target;
use secrecy::ExposeSecret;
use serde_json::{Map, Value};
use url::{Host, Url};
use wechat_mobile_bind::config::{Config, ConfigInput, MAX_TIMEOUT_MS};
use wechat_mobile_bind::error::{Issue, Issues, Report, ValidationError};
use wechat_mobile_bind::field::{
    CLIENT_ID, FINGERPRINT, Field, IP, LANGUAGE, OS_VERSION, STATE_TOKEN, Shape, TENANT_ID, USER_AGENT,
};
use wechat_mobile_bind::given::Given;
use wechat_mobile_bind::params::{Params, ParamsInput};
use wechat_mobile_bind::request::{HttpRequest, prepare};
use wechat_mobile_bind_fuzz::call::{Call, Interface};

fuzz_target!(|call: Call| {
    let given = call.config(&call.canary);
    let config = match Config::check(call.config(&call.canary), Issues::default()) {
        Ok(config) => config,
        Err(invalid) => return check_config_error(&call, &given, &invalid),
    };
    check_config(&given, &config);

    let endpoint = call.interface.endpoint();
    let given_params = call.params(&call.canary);
    let params = match Params::check(&endpoint, &config, call.params(&call.canary), Issues::default()) {
        Ok(params) => params,
        Err(invalid) => return check_params_error(&call, &given, &given_params, &invalid),
    };
    // What tells of the device and of the tenant is no secret.
    call.canary.assert_not_in(&format!("{params:?}").replace(&format!("{:?}", params.device), ""));
    let request = prepare(&endpoint, &config, params);
    call.canary.assert_not_in(&format!("{request:?}").replace(&request.url, ""));
    check_headers(
        call.interface,
        given,
        given_params.device.or(config.device.clone()),
        &given_params.state_token,
        &request,
    );
    check_url(call.interface, &request.url);

    let body: Value = serde_json::from_str(request.body.expose_secret()).unwrap();
    let name = if matches!(call.interface, Interface::Login) { "code" } else { config.body_field.as_str() };
    assert_eq!(body, serde_json::json!({ name: text(&given_params.code).unwrap() }));
});

fn check_config(given: &ConfigInput, config: &Config) {
    assert!((1..=MAX_TIMEOUT_MS).contains(&config.timeout_ms));
    assert_eq!(config.timeout_ms, if let Given::Number(number) = given.timeout_ms { number as u32 } else { 10_000 });
    let is_allowed = matches!(given.allow_insecure_loopback, Given::Flag(true));
    assert!(is_allowed || config.origin.starts_with("https://"), "{} was not allowed", config.origin);
}

fn check_headers(
    interface: Interface,
    config: ConfigInput,
    device: wechat_mobile_bind::device::DeviceInput,
    state_token: &Given,
    request: &HttpRequest,
) {
    let no_token = Given::Absent;
    let state_token = if matches!(interface, Interface::Login) { &no_token } else { state_token };
    let expected = [
        (OS_VERSION, &device.os_version),
        (FINGERPRINT, &device.fingerprint),
        (IP, &device.ip),
        (USER_AGENT, &device.user_agent),
        (LANGUAGE, &config.language),
        (CLIENT_ID, &config.client_id),
        (TENANT_ID, &config.tenant_id),
        (STATE_TOKEN, state_token),
    ];
    let expected = expected.iter().filter_map(|(field, given)| Some((field.header?, text(given)?)));
    let expected: Vec<(&str, &str)> = expected.chain([("content-type", "application/json")]).collect();
    let sent: Vec<(&str, &str)> = request.headers.iter().map(|(name, value)| (*name, value.expose_secret())).collect();
    assert_eq!(sent, expected);
    let written: Map<String, Value> = sent.iter().map(|(name, value)| (name.to_string(), (*value).into())).collect();
    assert_eq!(serde_json::to_string(request).unwrap(), Value::from(written).to_string());
    for (name, value) in sent {
        assert!(value.bytes().all(|byte| (0x20..=0x7e).contains(&byte)), "{name}: {value:?}");
        assert!(!value.is_empty() && value.trim() == value, "{name}: {value:?}");
    }
}

/// Fails where a host's URL parser would send the request elsewhere than its text says.
fn check_url(interface: Interface, text: &str) {
    let url = match Url::parse(text) {
        Ok(url) => url,
        // Which punycode (RFC 3492) stands for a name, the host knows; it sends nothing anywhere if none.
        Err(_) if text.to_ascii_lowercase().contains("xn--") => return,
        Err(error) => panic!("{text} is no URL: {error}"),
    };
    let path = interface.endpoint().path;
    assert_eq!(url.path(), path, "{text}");
    assert!(url.username().is_empty() && url.password().is_none(), "{text}");
    assert!(url.query().is_none() && url.fragment().is_none(), "{text}");
    let authority = text.strip_suffix(path).unwrap().split_once("://").unwrap().1;
    let host = url.host().unwrap();
    let is_loopback = match &host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    };
    assert!(url.scheme() == "https" || url.scheme() == "http" && is_loopback, "{text}");
    // An IPv6 address has many spellings; of all other hosts the URL parser changes the case only.
    if !matches!(host, Host::Ipv6(_)) {
        let written = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
        assert_eq!(host.to_string(), written.to_ascii_lowercase(), "{text}");
    }
}

fn check_config_error(call: &Call, given: &ConfigInput, invalid: &ValidationError) {
    assert_eq!(invalid.code(), "INVALID_CONFIG");
    let fields = ["domain", "clientId", "language", "tenantId", "timeoutMs", "bodyField", "allowInsecureLoopback"];
    let device = [OS_VERSION, FINGERPRINT, USER_AGENT, IP].map(|field| field.name);
    check_issues(call, invalid, &[fields.as_slice(), &device].concat());
    assert_eq!(is_refused(invalid, "clientId"), !accepts(&CLIENT_ID, &given.client_id));
    for (field, given) in [(OS_VERSION, &given.device.os_version), (FINGERPRINT, &given.device.fingerprint)] {
        // What is missing may still come with the call.
        assert_eq!(is_refused(invalid, field.name), !given.is_absent() && !accepts(&field, given));
    }
}

fn check_params_error(call: &Call, config: &ConfigInput, params: &ParamsInput, invalid: &ValidationError) {
    assert_eq!(invalid.code(), "INVALID_PARAMS");
    let endpoint = call.interface.endpoint();
    let fields = [endpoint.code, STATE_TOKEN, OS_VERSION, FINGERPRINT, USER_AGENT, IP].map(|field| field.name);
    check_issues(call, invalid, &fields);
    assert_eq!(is_refused(invalid, endpoint.code.name), !accepts(&endpoint.code, &params.code));
    let takes_token = endpoint.takes_state_token;
    assert_eq!(is_refused(invalid, STATE_TOKEN.name), takes_token && !accepts(&STATE_TOKEN, &params.state_token));
    let user_agent = params.device.user_agent.clone().or(config.device.user_agent.clone());
    assert_eq!(is_refused(invalid, USER_AGENT.name), !accepts(&USER_AGENT, &user_agent));
}

fn check_issues(call: &Call, invalid: &ValidationError, fields: &[&str]) {
    let report = serde_json::to_string(&Report::validation(invalid, None)).unwrap();
    call.canary.assert_not_in(&format!("{invalid} {invalid:?} {report}"));
    assert!(!invalid.issues.is_empty());
    let messages: Vec<&str> = invalid.issues.iter().map(|issue| issue.message.as_str()).collect();
    assert_eq!(invalid.message(), messages.join("; "));
    for Issue { field, message, .. } in &invalid.issues {
        assert!(fields.contains(field), "{field}");
        assert!(message.starts_with(&format!("`{field}` ")) && message.is_ascii(), "{message}");
        assert_eq!(invalid.issues.iter().filter(|issue| issue.field == *field).count(), 1, "{field} is named twice");
    }
}

fn is_refused(invalid: &ValidationError, field: &str) -> bool {
    invalid.issues.iter().any(|issue| issue.field == field)
}

/// The field's rule in other words.
fn accepts(field: &Field, given: &Given) -> bool {
    let Some(text) = text(given) else { return false };
    let characters: Vec<char> = text.chars().collect();
    let is_kept = match field.shape {
        Shape::HeaderText => text.trim() == text && characters.iter().all(|character| (' '..='~').contains(character)),
        Shape::OneTimeCode => !characters.iter().any(|character| {
            character.is_whitespace() || character.is_control() || ['\u{feff}', '\u{fffd}'].contains(character)
        }),
        Shape::IpAddress | Shape::LanguageTag => unreachable!("compared with nothing here"),
    };
    is_kept && (1..=field.max_length).contains(&characters.len())
}

fn text(given: &Given) -> Option<&str> {
    match given {
        Given::Text(text) => Some(text),
        _ => None,
    }
}
