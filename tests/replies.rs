//! Every reply, by the cases of `fixtures/replies.json`.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use secrecy::ExposeSecret;
use serde_json::Value;
use support::{fixtures, plain, plain_error};
use wechat_mobile_bind::error::{ApiError, Delivery, ReplyError};
use wechat_mobile_bind::response::{HttpResponse, MAX_LENGTH, interpret};

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

#[test]
fn a_reply_beyond_the_documented_length_is_refused_and_kept() {
    let padded = |length: u32| {
        let body = r#"{"status":"ACCESS_DENIED"}"#;
        let body = body.to_owned() + &" ".repeat(usize::try_from(length).unwrap() - body.len());
        interpret::<Value>(HttpResponse { status: 200, body: body.into() })
    };
    assert_eq!(padded(MAX_LENGTH).unwrap().outcome.status(), "ACCESS_DENIED");
    for length in [MAX_LENGTH + 1, 2 * MAX_LENGTH] {
        let ReplyError::Protocol(error) = padded(length).unwrap_err() else { panic!("not a protocol error") };
        let message = "the service answered HTTP 200 with a body longer than 1 MiB, which no reply of the interface is";
        assert_eq!(error.message(), message);
        assert_eq!(error.response_text.expose_secret().len(), usize::try_from(length).unwrap());
    }
}

fn refusal(error_code: &str) -> ApiError {
    let body = serde_json::json!({ "error_code": error_code }).to_string();
    match interpret::<Value>(HttpResponse { status: 400, body: body.into() }) {
        Err(ReplyError::Api(error)) => error,
        other => panic!("{error_code} was read as {other:?}"),
    }
}

#[test]
fn a_refusal_says_its_code_and_what_to_do_about_it() {
    let sentence = "the service refused the request with ";
    assert_eq!(refusal("IDAAS.SDK.OTHER.1").message(), format!("{sentence}SDK.OTHER.1"));
    let known = refusal(" IDAAS.SDK.LOGIN.1003").message();
    assert_eq!(known, format!("{sentence}SDK.LOGIN.1003: the account is locked; an administrator has to unlock it"));
}

#[test]
fn a_code_that_could_be_a_token_is_not_shown() {
    let (word, number) = ("w".repeat(32), "1".repeat(8));
    for code in ["A_b.12", &word, &number, &format!("{word}.{}", "1.".repeat(15) + "1")] {
        assert_eq!(refusal(code).error_code.as_deref(), Some(code));
    }
    let long_word = format!("{word}w");
    let long_number = format!("{number}1");
    let long_code = format!("{word}.{}", "1.".repeat(15) + "12");
    for code in ["SDK.a1", "a1", "1_", "A..1", ".A", "A.", "A-B", "码", &long_word, &long_number, &long_code] {
        let refusal = refusal(code);
        assert_eq!(refusal.error_code, None, "{code}");
        assert_eq!(refusal.raw_error_code, code);
        assert_eq!(refusal.message(), "the service refused the request with a code of unknown shape");
    }
}

#[test]
fn deliveries_have_the_names_that_javascript_sees() {
    let names = [Delivery::NotSent, Delivery::Unknown, Delivery::Delivered].map(Delivery::as_str);
    assert_eq!(names, ["not-sent", "unknown", "delivered"]);
}
