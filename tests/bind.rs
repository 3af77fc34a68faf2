//! The whole job over a transport double that asserts the exact request.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use secrecy::ExposeSecret;
use serde_json::Value;
use std::future::ready;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use support::{check_config, check_params, config, config_input, params_input, plain};
use wechat_mobile_bind::bind::{Transport, call};
use wechat_mobile_bind::endpoint::{BIND, LOGIN, REGISTER_AND_BIND};
use wechat_mobile_bind::error::{BindError, Issues};
use wechat_mobile_bind::given::Given;
use wechat_mobile_bind::params::{Params, ParamsInput};
use wechat_mobile_bind::request::{HttpRequest, prepare};
use wechat_mobile_bind::response::HttpResponse;

struct Double<F>(F);

impl<F: Fn(HttpRequest) -> Result<HttpResponse, &'static str>> Transport for Double<F> {
    type Error = &'static str;

    fn send(&self, request: HttpRequest) -> impl Future<Output = Result<HttpResponse, &'static str>> {
        ready(self.0(request))
    }
}

/// The value of a future that never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the double never waits"),
    }
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
    let config = config();
    let params = check_params(&config, params_input()).unwrap();
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
    let transport = Double(|request: HttpRequest| {
        assert_eq!(written(&request), expected);
        Ok(HttpResponse { status: 200, body: r#"{"status":"SUCCESS","session_token":"s"}"#.into() })
    });
    let result = now(call::<_, Value>(&transport, &BIND, &config, params)).unwrap();
    assert_eq!(plain(&result).to_string(), r#"{"status":"SUCCESS","rawStatus":"SUCCESS","sessionToken":"s"}"#);
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
    let config = config();
    let params = check_params(&config, params_input()).unwrap();
    let error = now(call::<_, Value>(&Double(|_| Err("cable cut")), &BIND, &config, params)).unwrap_err();
    assert!(matches!(error, BindError::Transport("cable cut")));
}

#[test]
fn each_interface_has_its_path_its_body_and_its_token() {
    let config = config();
    for (endpoint, path, body, takes_state_token) in [
        (LOGIN, "/api/v2/sdk/login/wechat-miniprogram", r#"{"code":"c"}"#, false),
        (BIND, "/api/v2/sdk/social/wechat-mobile-bind", r#"{"wechat_code":"c"}"#, true),
        (REGISTER_AND_BIND, "/api/v2/sdk/social/wechat-mobile-register-bind", r#"{"wechat_code":"c"}"#, true),
    ] {
        let params = ParamsInput { code: "c".into(), ..params_input() };
        let params = Params::check(&endpoint, &config, params, Issues::default()).unwrap();
        let request = prepare(&endpoint, &config, params);
        assert_eq!(request.url, format!("https://acme.example.com{path}"));
        assert_eq!(request.body.expose_secret(), body);
        assert_eq!(request.headers.iter().any(|(name, _)| *name == "X-state-token"), takes_state_token, "{path}");
    }
}

#[test]
fn a_code_is_refused_by_the_name_that_the_caller_knows() {
    for (endpoint, name) in [(LOGIN, "code"), (BIND, "wechatCode"), (LOGIN.with_code_named("loginCode"), "loginCode")] {
        let params = ParamsInput { code: "a b".into(), ..params_input() };
        let invalid = Params::check(&endpoint, &config(), params, Issues::default()).err().unwrap();
        assert_eq!(invalid.issues.iter().map(|issue| issue.field).collect::<Vec<_>>(), [name]);
        assert_eq!(invalid.issues[0].index, Some(1), "the rule goes with the name");
    }
}
