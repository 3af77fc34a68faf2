//! Every reply, by the cases of `fixtures/replies.json`.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use serde_json::Value;
use support::{fixtures, plain, plain_error};
use wechat_mobile_bind::error::{ApiError, BadResponse, Delivery, ProtocolError, ReplyError};
use wechat_mobile_bind::response::{HttpResponse, MAX_LENGTH, Outcome, interpret};

fn response(case: &Value) -> HttpResponse<'_> {
    let status = u16::try_from(case["httpStatus"].as_u64().unwrap()).unwrap();
    HttpResponse { status, body: case["body"].as_str().unwrap() }
}

#[test]
fn each_reply_is_the_result_or_the_error_that_it_should_be() {
    for case in fixtures("replies") {
        let name = case["name"].as_str().unwrap();
        match interpret(response(&case)) {
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
    let result = interpret(HttpResponse { status: 200, body }).unwrap();
    assert_eq!(result.raw, body);
}

#[test]
fn a_page_behind_a_byte_order_mark_is_told_for_what_it_is() {
    let error = interpret(HttpResponse { status: 502, body: "\u{feff} <html>502</html> " }).unwrap_err();
    let ReplyError::Protocol(error) = error else { panic!("not a protocol error") };
    assert_eq!(error, ProtocolError { reason: BadResponse::Html, http_status: 502 });
}

#[test]
fn a_reply_beyond_the_documented_length_is_refused() {
    let padded = |length: u32| {
        let body = r#"{"status":"ACCESS_DENIED"}"#;
        body.to_owned() + &" ".repeat(usize::try_from(length).unwrap() - body.len())
    };
    let body = padded(MAX_LENGTH);
    let result = interpret(HttpResponse { status: 200, body: &body }).unwrap();
    assert_eq!(result.outcome.status(), "ACCESS_DENIED");
    for length in [MAX_LENGTH + 1, 2 * MAX_LENGTH] {
        let body = padded(length);
        let error = interpret(HttpResponse { status: 200, body: &body }).unwrap_err();
        let ReplyError::Protocol(error) = error else { panic!("not a protocol error") };
        let message = "the service answered HTTP 200 with a body longer than 1 MiB, which no reply of the interface is";
        assert_eq!(error.message(), message);
    }
}

/// Reads a refusal with that code, and hands it over.
fn refused<T>(error_code: &str, read: impl FnOnce(ApiError) -> T) -> T {
    let body = serde_json::json!({ "error_code": error_code }).to_string();
    match interpret(HttpResponse { status: 400, body: &body }) {
        Err(ReplyError::Api(error)) => read(error),
        other => panic!("{error_code} was read as {other:?}"),
    }
}

#[test]
fn a_refusal_says_its_code_and_what_to_do_about_it() {
    let sentence = "the service refused the request with ";
    assert_eq!(refused("IDAAS.SDK.OTHER.1", |error| error.message()), format!("{sentence}SDK.OTHER.1"));
    let known = refused(" IDAAS.SDK.LOGIN.1003", |error| error.message());
    assert_eq!(known, format!("{sentence}SDK.LOGIN.1003: the account is locked; an administrator has to unlock it"));
}

#[test]
fn a_code_that_could_be_a_token_is_not_shown() {
    let (word, number) = ("w".repeat(32), "1".repeat(8));
    for code in ["A_b.12", &word, &number, &format!("{word}.{}", "1.".repeat(15) + "1")] {
        refused(code, |error| assert_eq!(error.error_code(), Some(code)));
    }
    let long_word = format!("{word}w");
    let long_number = format!("{number}1");
    let long_code = format!("{word}.{}", "1.".repeat(15) + "12");
    for code in ["SDK.a1", "a1", "1_", "A..1", ".A", "A.", "A-B", "码", &long_word, &long_number, &long_code] {
        refused(code, |error| {
            assert_eq!(error.error_code(), None, "{code}");
            assert_eq!(error.raw_error_code, code);
            assert_eq!(error.message(), "the service refused the request with a code of unknown shape");
        });
    }
}

#[test]
fn deliveries_have_the_names_that_javascript_sees() {
    let names = [Delivery::NotSent, Delivery::Unknown, Delivery::Delivered].map(Delivery::as_str);
    assert_eq!(names, ["not-sent", "unknown", "delivered"]);
}

#[test]
fn an_id_token_is_verbatim_where_nothing_was_taken_off_it() {
    for (written, is_verbatim) in
        [(r#""a.b.c""#, true), (r#"" a.b.c""#, false), (r#""a.b.c ""#, false), (r#""\u0061.b.c""#, false)]
    {
        let body = format!(r#"{{"status":"SUCCESS","session_token":"s","id_token":{written}}}"#);
        let result = interpret(HttpResponse { status: 200, body: &body }).unwrap();
        let Outcome::Success(session) = &result.outcome else { panic!("{written} is no success") };
        assert_eq!(
            (session.id_token.as_deref(), session.is_id_token_verbatim),
            (Some("a.b.c"), is_verbatim),
            "{written}"
        );
    }
}
