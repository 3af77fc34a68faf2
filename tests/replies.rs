//! Every reply, by the cases of `fixtures/replies.json`.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use secrecy::ExposeSecret;
use serde_json::Value;
use support::{fixtures, plain, plain_error};
use wechat_mobile_bind::error::ReplyError;
use wechat_mobile_bind::response::{HttpResponse, interpret};

fn response(case: &Value) -> HttpResponse {
    let status = u16::try_from(case["httpStatus"].as_u64().unwrap()).unwrap();
    HttpResponse { status, body: case["body"].as_str().unwrap().into() }
}

#[test]
fn each_reply_is_the_result_or_the_error_that_it_should_be() {
    for case in fixtures("replies") {
        let name = case["name"].as_str().unwrap();
        match interpret::<Value>(response(&case)) {
            Ok(result) => {
                assert_eq!(plain(&result), case["result"], "{name}");
                assert_eq!(result.http_status, response(&case).status, "{name}");
            }
            Err(error) => assert_eq!(plain_error(&error), case["error"], "{name}"),
        }
    }
}

#[test]
fn a_result_keeps_the_object_as_it_came() {
    let body = r#"{"status":"SUCCESS","session_token":"s","later":[1,{"a":null}]}"#;
    let result = interpret::<Value>(HttpResponse { status: 200, body: body.into() }).unwrap();
    assert_eq!(result.raw.to_string(), body);
}

#[test]
fn an_unreadable_reply_keeps_its_text() {
    let body = "\u{feff} <html>502</html> ";
    let error = interpret::<Value>(HttpResponse { status: 502, body: body.into() }).unwrap_err();
    let ReplyError::Protocol(error) = error else { panic!("not a protocol error") };
    assert_eq!(error.response_text.expose_secret(), body);
}
