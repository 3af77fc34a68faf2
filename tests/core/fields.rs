//! Every field rule, by the cases of `fixtures/fields.json`.

use crate::support::{
    call_of, check_config, config, config_values, fixtures, given_by, javascript, params, prepare_bind, raw_value,
};
use serde_json::Value;
use wechat_mobile_bind::config::{Config, DEFAULT_TIMEOUT_MS, MAX_TIMEOUT_MS, check_names};
use wechat_mobile_bind::error::{ErrorCode, Issues, Rule, Subject, ValidationError};
use wechat_mobile_bind::raw::{RawValue, Values};
use wechat_mobile_bind::request::prepare;
use wechat_mobile_bind::spec::{BodyField, CONFIG, DEVICE, ENDPOINTS, Endpoint, Format, Need};

#[test]
fn each_field_keeps_its_rule() {
    for case in fixtures("fields") {
        let field = case["field"].as_str().unwrap();
        let issues = match check(call_of(&case), field, raw_value(&case["given"])) {
            Ok(()) => vec![],
            Err(invalid) => invalid.issues,
        };
        let expected: Vec<Value> = case.get("issue").into_iter().cloned().collect();
        assert_eq!(issues.iter().map(javascript).collect::<Vec<_>>(), expected, "{case}");
    }
}

fn check(endpoint: &Endpoint, field: &str, given: RawValue) -> Result<(), ValidationError> {
    let field: &'static str = field.to_owned().leak();
    let calls = fixtures("calls");
    let call = calls.iter().find(|call| call["call"] == endpoint.name).unwrap();
    let (mut config, mut params) = (config_values(), given_by(endpoint, &call["params"]));
    if endpoint.params.iter().any(|param| param.name == field) {
        if endpoint.params.iter().any(|param| param.name == field && param.need == Need::OneOf) {
            params = params.with("mobile", RawValue::Absent).with("email", RawValue::Absent);
        }
        params.set(field, given);
    } else {
        config.set(field, given);
    }
    prepare(endpoint, &check_config(&config)?, params, Issues::default()).map(drop)
}

#[test]
fn each_field_has_a_value_that_is_accepted_and_one_that_is_refused() {
    let fixtures = fixtures("fields");
    let params = ENDPOINTS.iter().flat_map(|endpoint| endpoint.params);
    for field in CONFIG.iter().chain(DEVICE).chain(params) {
        let cases = || fixtures.iter().filter(|case| case["field"] == field.name);
        // The code of a login has the rule of a phone code; `calls.json` has its values.
        let has_both = field.name == "code"
            || cases().any(|case| case["issue"].is_null()) && cases().any(|case| !case["issue"].is_null());
        assert!(has_both, "fixtures/fields.json needs both of `{}`", field.name);
    }
}

#[test]
fn a_text_that_nobody_copied_is_too_long_for_every_field() {
    for endpoint in ENDPOINTS {
        let rows = CONFIG.iter().chain(DEVICE).chain(endpoint.params);
        let texts = rows.filter(|field| !matches!(field.format, Format::Pixels)).map(|field| field.name);
        for field in texts.chain(["domain"]) {
            let issues = check(endpoint, field, RawValue::Long).unwrap_err().issues;
            let found: Vec<_> = issues.iter().map(|issue| (issue.field, issue.rule)).collect();
            assert_eq!(found, [(field, Rule::Length)]);
        }
    }
}

#[test]
fn what_a_configuration_leaves_out_has_its_default() {
    let config = config();
    assert_eq!((config.timeout_ms, config.body_field), (DEFAULT_TIMEOUT_MS, BodyField::WechatCode));
    let values = config_values()
        .with("timeoutMs", RawValue::Number(f64::from(MAX_TIMEOUT_MS)))
        .with("bodyField", "wchat_code")
        .with("language", RawValue::Absent);
    let config = check_config(&values).unwrap();
    assert_eq!((config.timeout_ms, config.body_field), (300_000, BodyField::WchatCode));
    assert_eq!(config.headers.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["X-client-id"]);
}

#[test]
fn a_configuration_reports_all_its_problems_at_once() {
    let values = config_values()
        .with("domain", RawValue::Absent)
        .with("clientId", "")
        .with("device.osVersion", "华为")
        .with("timeoutMs", RawValue::Flag(true));
    let invalid = check_config(&values).err().unwrap();
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
fn a_member_that_is_no_option_is_quoted_if_it_is_a_word() {
    let word = "a_B1".repeat(10);
    let [quoted, long] = [format!("`{word}`"), format!("{word}x")];
    for (name, shown) in [("timeout", "`timeout`"), (&word, &quoted), (&long, "another name"), ("a-b", "another name")]
    {
        let mut issues = Issues::default();
        check_names(["clientId", "timeoutMs", "device", name].into_iter(), &mut issues);
        let invalid = Config::check(&config_values(), issues).err().unwrap();
        assert_eq!(invalid.message(), format!("`config` has the member {shown}, which is not an option"));
    }
}

#[test]
fn parameters_report_all_their_problems_at_once() {
    let params = Values::default()
        .with("wechatCode", RawValue::Number(1.0))
        .with("stateToken", RawValue::Unreadable)
        .with("device.ip", "here");
    let invalid = prepare_bind(&config(), params).unwrap_err();
    assert_eq!(invalid.subject, Subject::Params);
    assert_eq!(invalid.code(), ErrorCode::InvalidParams);
    let problems: Vec<(&str, Rule)> = invalid.issues.iter().map(|issue| (issue.field, issue.rule)).collect();
    let expected = [("wechatCode", Rule::Type), ("stateToken", Rule::Unreadable), ("device.ip", Rule::Format)];
    assert_eq!(problems, expected);
}

#[test]
fn http_is_for_loopback_hosts_that_the_caller_allowed() {
    let origin = |domain: &str, allowed: bool| {
        let values = config_values().with("domain", domain).with("allowInsecureLoopback", RawValue::Flag(allowed));
        check_config(&values).map(|config| config.origin).map_err(|invalid| invalid.message())
    };
    for host in [
        "localhost:8787",
        "LOCALHOST",
        "127.0.0.1:1",
        "127.9.9.9",
        "[::1]:80",
        "[::0001]",
        "[0:0::1]",
        "[0:0:0:0:0:0:0:1]:8787",
        "[::0.0.0.1]",
        "[0000:0:0:0:0:0:0.0.0.1]",
    ] {
        let [http, https] = ["http", "https"].map(|scheme| format!("{scheme}://{host}"));
        // Where it is allowed, a bare host means http.
        assert_eq!([&http, host].map(|domain| origin(domain, true)), [Ok(http.clone()), Ok(http)]);
        assert_eq!((origin(&https, true), origin(host, false)), (Ok(https.clone()), Ok(https)));
    }
    let insecure = Err("`domain` is plain http, which would send tokens in the clear, use https".to_owned());
    for host in [
        "acme.example.com:8443",
        "localhost.example.com",
        "127.example.com",
        "10.0.0.1",
        "128.0.0.1",
        "0.0.0.1",
        "[::]",
        "[::2]",
        "[::10]",
        "[::11]",
        "[::1:1]",
        "[1::]",
        "[1::1]",
        "[::0.0.1.1]",
        "[::1.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::127.0.0.1]",
    ] {
        assert_eq!(origin(&format!("http://{host}"), true), insecure);
        assert_eq!(origin(host, true), Ok(format!("https://{host}")));
    }
    let no_host = Err("`domain` is not a host name such as acme.example.com".to_owned());
    for host in
        ["127.0.0.256", "127.1", "127.0.0.01", "[1]", "[0:1]", "[:1]", "[::1::]", "[0:0:0:0:0:0:0:0:1]", "[::1%lo]"]
    {
        assert_eq!(origin(&format!("http://{host}"), true), no_host, "{host} only looks like one");
    }
}

#[test]
fn the_service_demands_three_facts_of_the_device() {
    for field in DEVICE {
        let config = check_config(&config_values().with(field.name, RawValue::Absent)).unwrap();
        assert_eq!(prepare_bind(&config, params()).is_ok(), field.name == "device.ip", "{}", field.name);
    }
}

#[test]
fn a_field_of_the_device_comes_from_the_next_one_where_it_is_absent() {
    let mut values = Values::default().with("device.osVersion", "first").with("device.ip", RawValue::Unreadable);
    values.fill(&config_values());
    assert_eq!(values.get("device.osVersion").as_text(), Some("first"));
    assert_eq!(values.get("device.fingerprint").as_text(), Some("156aysdna213sc50"));
    assert!(matches!(values.get("device.ip"), RawValue::Unreadable), "a field that can't be read isn't absent");
}
