//! Every field rule, by the cases of `fixtures/fields.json`.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use serde_json::{Value, json};
use support::{check_config, check_params, config, config_input, device, fixtures, given, params_input};
use wechat_mobile_bind::device::DeviceInput;
use wechat_mobile_bind::error::{Issue, Subject, ValidationError};
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
        assert_eq!(issues.iter().map(plain).collect::<Vec<_>>(), expected, "{case}");
    }
}

fn check(field: &str, given: Given) -> Result<(), ValidationError> {
    let (mut input, mut params) = (config_input(), params_input());
    match field {
        "domain" => input.domain = given,
        "clientId" => input.client_id = given,
        "language" => input.language = given,
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

fn plain(issue: &Issue) -> Value {
    let mut plain = json!({ "field": issue.field, "rule": issue.rule.as_str(), "message": issue.message });
    if let Some(index) = issue.index {
        plain["index"] = index.into();
    }
    plain
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
    let problems: Vec<(&str, &str)> = invalid.issues.iter().map(|issue| (issue.field, issue.rule.as_str())).collect();
    assert_eq!(problems, [("wechatCode", "type"), ("stateToken", "unreadable"), ("device.ip", "format")]);
}

#[test]
fn http_is_for_loopback_hosts_that_the_caller_allowed() {
    for domain in
        ["http://localhost:8787", "http://LOCALHOST", "http://127.0.0.1:1", "http://127.9.9.9", "http://[::1]:80"]
    {
        let mut input = config_input();
        input.domain = domain.into();
        input.allow_insecure_loopback = Given::Flag(true);
        assert_eq!(check_config(input).unwrap().origin, domain);
    }
    for domain in ["http://acme.example.com", "http://localhost.example.com", "http://10.0.0.1", "http://[::2]"] {
        let mut input = config_input();
        input.domain = domain.into();
        input.allow_insecure_loopback = Given::Flag(true);
        let invalid = check_config(input).err().unwrap();
        assert_eq!(invalid.message(), "`domain` is plain http, which would send tokens in the clear, use https");
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
    let without = |leave_out: fn(&mut DeviceInput)| {
        let mut device = device();
        leave_out(&mut device);
        device.is_complete()
    };
    assert!(without(|device| device.ip = Given::Absent));
    assert!(!without(|device| device.os_version = Given::Absent));
    assert!(!without(|device| device.fingerprint = Given::Absent));
    assert!(!without(|device| device.user_agent = Given::Absent));
}
