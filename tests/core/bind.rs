//! The whole job over a transport double that asserts the exact request.

use std::cell::Cell;
use std::future::ready;

use crate::support::{
    check_config, check_params, check_params_of, config, config_input, javascript, now, params_input, plain,
};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use wechat_mobile_bind::bind::{Reply, Transport, call};
use wechat_mobile_bind::endpoint::{BIND, LOGIN, REGISTER_AND_BIND};
use wechat_mobile_bind::error::{BadResponse, CallError, ReplyError};
use wechat_mobile_bind::given::Given;
use wechat_mobile_bind::params::ParamsInput;
use wechat_mobile_bind::request::{HttpRequest, prepare};
use wechat_mobile_bind::response::HttpResponse;

struct Double<F>(F);

impl<F: Fn(HttpRequest) -> Result<HttpResponse<String>, &'static str>> Transport for Double<F> {
    type Json = Value;
    type Error = &'static str;

    fn send(&self, request: HttpRequest) -> impl Future<Output = Result<Reply<Self>, &'static str>> {
        ready(self.0(request))
    }
}

fn a_request() -> HttpRequest {
    let config = config();
    let params = check_params(&config, params_input()).unwrap();
    prepare(&BIND, &config, params)
}

fn written(request: &HttpRequest) -> String {
    let mut text = format!("POST {}\n", request.url);
    for (name, value) in &request.headers {
        text.push_str(&format!("{name}: {}\n", value.expose_secret()));
    }
    text + "\n" + request.body.expose_secret()
}

#[test]
fn the_request_is_the_interfaces_to_the_letter() {
    let expected = "\
POST https://acme.example.com/api/v2/sdk/social/wechat-mobile-bind
X-operating-sys-version: windows10.1.1
X-device-fingerprint: 156aysdna213sc50
X-device-ip: 192.168.1.2
X-agent: Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)
X-L: zh
X-client-id: nTo1eRIub60vPb54WeE6aojPwYwImtl4
X-state-token: eyJhbcOiJ.nEPRiIC4we0
content-type: application/json

{\"wechat_code\":\"6213b8e364d3f0eaf7cf196bfe49675553b4919d6e664b70d5eaa6cbf8531afe\"}";
    let sent = Cell::new(0);
    let transport = Double(|request: HttpRequest| {
        sent.set(sent.get() + 1);
        assert_eq!(written(&request), expected);
        Ok(HttpResponse { status: Some(201), body: r#"{"status":"SUCCESS","session_token":"s"}"#.to_owned() })
    });
    let result = now(call(&transport, a_request())).unwrap();
    assert_eq!(
        plain(&result),
        json!({ "status": "SUCCESS", "next": "done", "rawStatus": "SUCCESS", "sessionToken": "s" })
    );
    assert_eq!((result.http_status, sent.get()), (201, 1));
}

#[test]
fn headers_are_the_members_of_an_object_in_their_order() {
    let headers = json!({
        "X-operating-sys-version": "windows10.1.1",
        "X-device-fingerprint": "156aysdna213sc50",
        "X-device-ip": "192.168.1.2",
        "X-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)",
        "X-L": "zh",
        "X-client-id": "nTo1eRIub60vPb54WeE6aojPwYwImtl4",
        "X-state-token": "eyJhbcOiJ.nEPRiIC4we0",
        "content-type": "application/json",
    });
    assert_eq!(javascript(a_request()).to_string(), headers.to_string());
}

#[test]
fn optional_headers_are_left_out_and_the_misprint_is_sent_on_demand() {
    let mut input = config_input();
    input.language = Given::Absent;
    input.device.ip = Given::Absent;
    input.body_field = "wchat_code".into();
    let config = check_config(input).unwrap();
    let mut params = params_input();
    params.code = r#"a"b\c"#.into();
    let request = prepare(&BIND, &config, check_params(&config, params).unwrap());
    let names: Vec<&str> = request.headers.iter().map(|(name, _)| *name).collect();
    assert!(!names.contains(&"X-L") && !names.contains(&"X-device-ip"), "{names:?}");
    assert_eq!(request.body.expose_secret(), r#"{"wchat_code":"a\"b\\c"}"#);
}

#[test]
fn fields_of_a_call_replace_those_of_the_configuration_one_by_one() {
    let config = config();
    let mut params = params_input();
    params.device.fingerprint = "of-this-call".into();
    let params = check_params(&config, params).unwrap();
    assert_eq!(params.device.fingerprint, "of-this-call");
    assert_eq!(params.device.os_version, "windows10.1.1");
}

#[test]
fn the_transports_own_error_comes_through() {
    let error = now(call(&Double(|_| Err("cable cut")), a_request())).unwrap_err();
    assert!(matches!(error, CallError::Transport("cable cut")), "{error:?}");
}

#[test]
fn a_reply_that_is_no_result_is_told_from_a_transport_that_failed() {
    let answered = |status, body: &'static str| {
        let transport = Double(move |_| Ok(HttpResponse { status, body: body.to_owned() }));
        match now(call(&transport, a_request())) {
            Err(CallError::Reply(error)) => error,
            other => panic!("{body} became {other:?}"),
        }
    };
    let ReplyError::Api(refusal) = answered(Some(400), r#"{"error_code":"IDAAS.A.1"}"#) else {
        panic!("not a refusal")
    };
    assert_eq!((refusal.error_code.as_deref(), refusal.http_status), (Some("A.1"), 400));
    for (status, body, reason) in
        [(Some(502), "<html>", BadResponse::Html), (None, r#"{"status":"ACCESS_DENIED"}"#, BadResponse::NoHttpStatus)]
    {
        let ReplyError::Protocol(error) = answered(status, body) else { panic!("{body} is no refusal") };
        assert_eq!((error.reason, error.http_status, error.response_text.as_str()), (reason, status, body));
    }
}

#[test]
fn each_interface_has_its_step_its_path_its_body_and_its_token() {
    let config = config();
    for (endpoint, step, path, body, takes_state_token) in [
        (LOGIN, "login", "/api/v2/sdk/login/wechat-miniprogram", r#"{"code":"c"}"#, false),
        (BIND, "bind", "/api/v2/sdk/social/wechat-mobile-bind", r#"{"wechat_code":"c"}"#, true),
        (
            REGISTER_AND_BIND,
            "registerAndBind",
            "/api/v2/sdk/social/wechat-mobile-register-bind",
            r#"{"wechat_code":"c"}"#,
            true,
        ),
    ] {
        let params = ParamsInput { code: "c".into(), ..params_input() };
        let params = check_params_of(&endpoint, &config, params).unwrap();
        let request = prepare(&endpoint, &config, params);
        assert_eq!(endpoint.step.as_str(), step);
        assert_eq!(request.url, format!("https://acme.example.com{path}"));
        assert_eq!(request.body.expose_secret(), body);
        assert_eq!(request.headers.iter().any(|(name, _)| *name == "X-state-token"), takes_state_token, "{path}");
    }
}

#[test]
fn a_code_is_refused_by_the_name_that_the_caller_knows() {
    for (endpoint, name) in [(LOGIN, "code"), (BIND, "wechatCode"), (LOGIN.with_code_named("loginCode"), "loginCode")] {
        let params = ParamsInput { code: "a b".into(), ..params_input() };
        let invalid = check_params_of(&endpoint, &config(), params).err().unwrap();
        assert_eq!(invalid.issues.iter().map(|issue| issue.field).collect::<Vec<_>>(), [name]);
        assert_eq!(invalid.issues[0].index, Some(1), "the rule goes with the name");
    }
}
