//! The whole job over a transport double that asserts the exact request.

use std::cell::Cell;
use std::future::ready;

use crate::support::{body, check_config, config, config_values, now, params, plain, prepare_bind, result};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use wechat_mobile_bind::call::{Response, Transport, send};
use wechat_mobile_bind::error::{CallError, Issues, ReplyError};
use wechat_mobile_bind::raw::RawValue;
use wechat_mobile_bind::reply::HttpResponse;
use wechat_mobile_bind::request::{HttpRequest, prepare};
use wechat_mobile_bind::spec::{BIND, Field, LOGIN, LOGIN_CODE};

struct Double<F>(F);

impl<F: Fn(HttpRequest) -> Result<HttpResponse<String>, &'static str>> Transport for Double<F> {
    type Json = Value;
    type Error = &'static str;

    fn send(&self, request: HttpRequest) -> impl Future<Output = Result<Response<Self>, &'static str>> {
        ready(self.0(request))
    }
}

fn a_request() -> HttpRequest {
    prepare_bind(&config(), params()).unwrap()
}

#[test]
fn a_request_is_sent_once_and_its_reply_is_the_result() {
    let sent = Cell::new(0);
    let transport = Double(|request: HttpRequest| {
        sent.set(sent.get() + 1);
        assert_eq!(body(&request), body(&a_request()));
        Ok(HttpResponse::new(Some(201), r#"{"status":"SUCCESS","session_token":"s"}"#.to_owned()))
    });
    let result = result(now(send(&transport, &BIND, a_request())).unwrap());
    assert_eq!(
        plain(&result),
        json!({ "status": "SUCCESS", "next": "done", "rawStatus": "SUCCESS", "sessionToken": "s" })
    );
    assert_eq!((result.http_status, sent.get()), (201, 1));
}

#[test]
fn optional_headers_are_left_out_and_the_misprint_is_sent_on_demand() {
    let values = config_values()
        .with("language", RawValue::Absent)
        .with("device.ip", RawValue::Absent)
        .with("bodyField", "wchat_code");
    let config = check_config(&values).unwrap();
    let request = prepare_bind(&config, params().with("wechatCode", r#"a"b\c"#)).unwrap();
    let names: Vec<&str> = request.headers.iter().map(|(name, _)| *name).collect();
    assert!(!names.contains(&"X-L") && !names.contains(&"X-device-ip"), "{names:?}");
    assert_eq!(body(&request), r#"{"wchat_code":"a\"b\\c"}"#);
}

#[test]
fn fields_of_a_call_replace_those_of_the_configuration_one_by_one() {
    let request = prepare_bind(&config(), params().with("device.fingerprint", "of-this-call")).unwrap();
    let sent: Vec<&str> = request.headers[..2].iter().map(|(_, value)| value.expose_secret()).collect();
    assert_eq!(sent, ["windows10.1.1", "of-this-call"]);
}

#[test]
fn a_reply_that_is_no_result_is_told_from_a_transport_that_failed() {
    let answered = |body: &str| {
        let transport = Double(|_| Ok(HttpResponse::new(Some(400), body.to_owned())));
        now(send(&transport, &BIND, a_request())).unwrap_err()
    };
    assert!(matches!(answered(r#"{"error_code":"A.1"}"#), CallError::Reply(ReplyError::Api(_))));
    assert!(matches!(answered("<html>"), CallError::Reply(ReplyError::Protocol(_))));
    let error = now(send(&Double(|_| Err("cable cut")), &BIND, a_request())).unwrap_err();
    assert!(matches!(error, CallError::Transport("cable cut")), "{error:?}");
}

#[test]
fn a_code_is_refused_by_the_name_that_the_caller_knows() {
    const NAMED: &[Field] = &[LOGIN_CODE.named("loginCode")];
    for (endpoint, name) in [(LOGIN, "code"), (BIND, "wechatCode"), (LOGIN.taking(NAMED), "loginCode")] {
        let invalid = prepare(&endpoint, &config(), params().with(name, "a b"), Issues::default()).unwrap_err();
        assert_eq!(invalid.issues.iter().map(|issue| issue.field).collect::<Vec<_>>(), [name]);
        assert_eq!(invalid.issues[0].index, Some(1), "the rule goes with the name");
    }
}
