//! Every field rule, by the cases of `fixtures/fields.json`.

use crate::support::{
    check_config, check_params, config, config_input, device, fixtures, given, javascript, params_input,
};
use serde_json::Value;
use wechat_mobile_bind::config::{BodyField, DEFAULT_TIMEOUT_MS, MAX_TIMEOUT_MS};
use wechat_mobile_bind::device::DeviceInput;
use wechat_mobile_bind::error::{Issues, Rule, Subject, ValidationError};
use wechat_mobile_bind::given::Given;

#[test]
fn each_field_keeps_its_rule() {
    for case in fixtures("fields") {
        let field = case["field"].as_str().unwrap();
        let issues = match check(field, given(&case["given"])) {
            Ok(()) => vec![],
            Err(invalid) => invalid.issues,
        };
        let expected: Vec<Value> = case.get("issue").into_iter().cloned().collect();
        assert_eq!(issues.iter().map(javascript).collect::<Vec<_>>(), expected, "{case}");
    }
}

fn check(field: &str, given: Given) -> Result<(), ValidationError> {
    let (mut input, mut params) = (config_input(), params_input());
    match field {
        "domain" => input.domain = given,
        "clientId" => input.client_id = given,
        "language" => input.language = given,
        "tenantId" => input.tenant_id = given,
        "timeoutMs" => input.timeout_ms = given,
        "bodyField" => input.body_field = given,
        "allowInsecureLoopback" => input.allow_insecure_loopback = given,
        "wechatCode" => params.code = given,
        "stateToken" => params.state_token = given,
        "device.osVersion" => input.device.os_version = given,
        "device.fingerprint" => input.device.fingerprint = given,
        "device.userAgent" => input.device.user_agent = given,
        "device.ip" => input.device.ip = given,
        other => panic!("no such field: {other}"),
    }
    check_params(&check_config(input)?, params).map(|_| ())
}

#[test]
fn a_text_that_nobody_copied_is_too_long_for_every_field() {
    let fields =
        ["domain", "clientId", "language", "tenantId", "wechatCode", "stateToken", "device.userAgent", "device.ip"];
    for field in fields {
        let issues = check(field, Given::Long).unwrap_err().issues;
        let found: Vec<_> = issues.iter().map(|issue| (issue.field, issue.rule)).collect();
        assert_eq!(found, [(field, Rule::Length)]);
    }
}

#[test]
fn what_a_configuration_leaves_out_has_its_default() {
    let config = config();
    assert_eq!((config.timeout_ms, config.body_field), (DEFAULT_TIMEOUT_MS, BodyField::WechatCode));
    let mut input = config_input();
    input.timeout_ms = Given::Number(f64::from(MAX_TIMEOUT_MS));
    input.body_field = "wchat_code".into();
    input.language = Given::Absent;
    let config = check_config(input).unwrap();
    assert_eq!((config.timeout_ms, config.body_field, config.language), (300_000, BodyField::WchatCode, None));
}

#[test]
fn a_configuration_reports_all_its_problems_at_once() {
    let mut input = config_input();
    input.domain = Given::Absent;
    input.client_id = "".into();
    input.device.os_version = "华为".into();
    input.timeout_ms = Given::Flag(true);
    let invalid = check_config(input).err().unwrap();
    assert_eq!(invalid.subject, Subject::Config);
    let fields: Vec<&str> = invalid.issues.iter().map(|issue| issue.field).collect();
    assert_eq!(fields, ["domain", "clientId", "device.osVersion", "timeoutMs"]);
    assert_eq!(
        invalid.message(),
        "`domain` is missing; `clientId` is empty; \
         `device.osVersion` holds a character that a header cannot carry, at index 0; `timeoutMs` is not a number"
    );
}

#[test]
fn parameters_report_all_their_problems_at_once() {
    let mut params = params_input();
    params.code = Given::Number(1.0);
    params.state_token = Given::Unreadable;
    params.device.ip = "here".into();
    let invalid = check_params(&config(), params).err().unwrap();
    assert_eq!(invalid.subject, Subject::Params);
    assert_eq!(invalid.code(), "INVALID_PARAMS");
    let problems: Vec<(&str, Rule)> = invalid.issues.iter().map(|issue| (issue.field, issue.rule)).collect();
    let expected = [("wechatCode", Rule::Type), ("stateToken", Rule::Unreadable), ("device.ip", Rule::Format)];
    assert_eq!(problems, expected);
}

#[test]
fn http_is_for_loopback_hosts_that_the_caller_allowed() {
    for domain in [
        "http://localhost:8787",
        "http://LOCALHOST",
        "http://127.0.0.1:1",
        "http://127.9.9.9",
        "http://[::1]:80",
        "http://[::0001]",
        "http://[0:0::1]",
        "http://[0:0:0:0:0:0:0:1]:8787",
        "http://[::0.0.0.1]",
        "http://[0000:0:0:0:0:0:0.0.0.1]",
    ] {
        let mut input = config_input();
        input.domain = domain.into();
        input.allow_insecure_loopback = Given::Flag(true);
        assert_eq!(check_config(input).unwrap().origin, domain);
    }
    for domain in [
        "http://acme.example.com",
        "http://localhost.example.com",
        "http://127.example.com",
        "http://10.0.0.1",
        "http://128.0.0.1",
        "http://0.0.0.1",
        "http://[::]",
        "http://[::2]",
        "http://[::10]",
        "http://[::11]",
        "http://[::1:1]",
        "http://[1::]",
        "http://[1::1]",
        "http://[::0.0.1.1]",
        "http://[::1.0.0.1]",
        "http://[::ffff:127.0.0.1]",
        "http://[::127.0.0.1]",
    ] {
        let mut input = config_input();
        input.domain = domain.into();
        input.allow_insecure_loopback = Given::Flag(true);
        let invalid = check_config(input).err().unwrap();
        assert_eq!(invalid.message(), "`domain` is plain http, which would send tokens in the clear, use https");
    }
}

#[test]
fn what_only_looks_like_a_loopback_host_is_no_host() {
    for domain in
        ["127.0.0.256", "127.1", "127.0.0.01", "[1]", "[0:1]", "[:1]", "[::1::]", "[0:0:0:0:0:0:0:0:1]", "[::1%lo]"]
    {
        let domain = format!("http://{domain}");
        let mut input = config_input();
        input.domain = domain.as_str().into();
        input.allow_insecure_loopback = Given::Flag(true);
        let invalid = check_config(input).err().unwrap();
        assert_eq!(invalid.message(), "`domain` is not a host name such as acme.example.com", "{domain}");
    }
}

#[test]
fn a_bare_loopback_host_means_http_where_that_is_allowed() {
    for (domain, allowed, origin) in [
        ("127.0.0.1:8787", true, "http://127.0.0.1:8787"),
        ("LOCALHOST", true, "http://LOCALHOST"),
        ("[::1]:80", true, "http://[::1]:80"),
        ("https://localhost:8787", true, "https://localhost:8787"),
        ("127.0.0.1:8787", false, "https://127.0.0.1:8787"),
        ("acme.example.com", true, "https://acme.example.com"),
        ("10.0.0.1", true, "https://10.0.0.1"),
    ] {
        let mut input = config_input();
        input.domain = domain.into();
        input.allow_insecure_loopback = Given::Flag(allowed);
        assert_eq!(check_config(input).unwrap().origin, origin);
    }
}

#[test]
fn a_bare_host_stands_for_its_https_origin() {
    let mut input = config_input();
    input.domain = "acme.example.com:8443".into();
    assert_eq!(check_config(input).unwrap().origin, "https://acme.example.com:8443");
}

#[test]
fn a_device_is_complete_with_the_three_facts_that_the_service_demands() {
    type LeaveOut = fn(&mut DeviceInput);
    let cases: [(LeaveOut, bool); 4] = [
        (|device| device.ip = Given::Absent, true),
        (|device| device.os_version = Given::Absent, false),
        (|device| device.fingerprint = Given::Absent, false),
        (|device| device.user_agent = Given::Absent, false),
    ];
    for (leave_out, is_complete) in cases {
        let mut device = device();
        leave_out(&mut device);
        assert_eq!(device.is_complete(), is_complete);
        assert_eq!(device.check(&mut Issues::default()).is_some(), is_complete);
    }
}

#[test]
fn a_field_of_the_device_comes_from_the_next_one_where_it_is_absent() {
    let first = DeviceInput { os_version: "first".into(), ip: Given::Unreadable, ..DeviceInput::default() };
    let merged = first.or(device());
    assert_eq!(merged.os_version.into_text().as_deref(), Some("first"));
    assert_eq!(merged.fingerprint.into_text().as_deref(), Some("156aysdna213sc50"));
    assert!(matches!(merged.ip, Given::Unreadable), "a field that can't be read isn't absent");
}
