//! Every reply, by the cases of `fixtures/replies.json`.

use crate::support::{BINDING, fixtures, interpret_bind, javascript, plain, plain_error, refusal, unreadable};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use wechat_mobile_bind::error::{ApiError, ProtocolErrorKind, ReplyError};
use wechat_mobile_bind::reply::{BindResult, HttpResponse, Outcome};

/// The bytes of the longest reply, written out: a test that took the constant from the code would follow a wrong one.
const MAX_LENGTH: usize = 1_048_576;

fn read(status: Option<u16>, body: &str) -> Result<BindResult<Value>, ReplyError<String>> {
    interpret_bind(HttpResponse::new(status, body.to_owned()))
}

#[test]
fn each_reply_is_the_result_or_the_error_that_it_should_be() {
    for case in fixtures("replies") {
        let name = case["name"].as_str().unwrap();
        let status = u16::try_from(case["httpStatus"].as_u64().unwrap()).unwrap();
        match read(Some(status), case["body"].as_str().unwrap()) {
            Ok(result) => {
                assert_eq!(plain(&result), case["result"], "{name}");
                assert_eq!(result.http_status, status, "{name}");
            }
            Err(error) => assert_eq!(plain_error(&error, BINDING), case["error"], "{name}"),
        }
    }
}

#[test]
fn a_result_keeps_the_object_as_it_came() {
    let body = r#"{"status":"SUCCESS","session_token":"s","later":[1,{"a":null}]}"#;
    assert_eq!(read(Some(200), body).unwrap().raw.to_string(), body);
}

#[test]
fn a_result_is_written_with_all_that_it_holds() {
    let raw = json!({
        "status": " SUCCESS", "session_token": " s", "expire": 432_000.5, "later": null,
        "id_token": "eyJhbGciOiJub25lIn0.eyJpYXQiOjEuNSwiYXBpIjp7ImEiOjF9fQ.c2ln",
    });
    let expected = json!({
        "status": "SUCCESS",
        "next": "done",
        "sessionToken": "s",
        "expiresIn": 432_000.5,
        "idToken": "eyJhbGciOiJub25lIn0.eyJpYXQiOjEuNSwiYXBpIjp7ImEiOjF9fQ.c2ln",
        "identity": {
            "header": { "alg": "none" },
            "claims": { "iat": 1.5, "api": { "a": 1 } },
            "profile": { "iat": 1.5, "a": 1 },
            "issuedAt": 1500,
            "verified": false,
        },
        "rawStatus": " SUCCESS",
        "httpStatus": 500,
        "raw": raw,
    });
    assert_eq!(javascript(read(Some(500), &raw.to_string()).unwrap()).to_string(), expected.to_string());
}

#[test]
fn an_unreadable_reply_keeps_its_text() {
    let body = "\u{feff} <html>502</html> ";
    let error = unreadable(Some(502), body);
    assert_eq!((error.kind, error.http_status), (ProtocolErrorKind::Html, Some(502)));
    assert_eq!(error.response_text, body);
}

#[test]
fn a_reply_beyond_the_documented_length_is_refused_and_kept() {
    let body = r#"{"status":"ACCESS_DENIED"}"#;
    let padded = |length: usize| body.to_owned() + &" ".repeat(length - body.len());
    assert_eq!(read(Some(200), &padded(MAX_LENGTH)).unwrap().outcome.status(), "ACCESS_DENIED");
    for length in [MAX_LENGTH + 1, 2 * MAX_LENGTH] {
        let error = unreadable(Some(200), &padded(length));
        let message = "the service answered HTTP 200 with a body longer than 1 MiB";
        assert_eq!(error.message(), message);
        assert_eq!(error.response_text.len(), length);
    }
}

#[test]
fn a_reply_is_read_as_deep_as_its_reader_reads() {
    let nested =
        |levels: usize| format!(r#"{{"status":"ACCESS_DENIED","a":{}{}}}"#, "[".repeat(levels), "]".repeat(levels));
    // serde_json stops at 128 levels, and the object is one of them.
    assert_eq!(read(Some(200), &nested(126)).unwrap().raw.to_string(), nested(126));
    for levels in [127, 100_000] {
        assert_eq!(unreadable(Some(200), &nested(levels)).kind, ProtocolErrorKind::NotJson);
    }
}

#[test]
fn a_session_counts_without_an_http_status() {
    for (body, has_identity) in [
        (json!({ "status": "SUCCESS", "session_token": "s" }), None),
        (json!({ "status": "SUCCES", "session_token": " s", "error_code": "SDK.LOGIN.1003" }), None),
        (json!({ "status": "SUCCESS", "session_token": "s", "id_token": "e30.e30.c2ln" }), Some(true)),
        (json!({ "status": "SUCCESS", "session_token": "s", "id_token": "broken" }), Some(false)),
    ] {
        let result = read(None, &body.to_string()).unwrap();
        assert_eq!((result.http_status, &result.raw), (0, &body));
        let Outcome::Success(session) = result.outcome else { panic!("{body} is no success") };
        assert_eq!(session.session_token.expose_secret(), "s", "{body}");
        assert_eq!(session.identity.map(|identity| identity.is_ok()), has_identity, "{body}");
    }
}

#[test]
fn nothing_but_a_session_counts_without_an_http_status() {
    for body in [
        json!({}),
        json!({ "status": "SUCCESS" }),
        json!({ "status": "SUCCESS", "session_token": " " }),
        json!({ "status": "SOCIAL_BIND", "state_token": "st" }),
        json!({ "status": "USER_REGISTER", "state_token": "st" }),
        json!({ "status": "MFA_AUTH", "state_token": "st" }),
        json!({ "status": "ACCESS_DENIED" }),
        json!({ "status": "PASSKEY", "session_token": "s" }),
        json!({ "session_token": "s" }),
        json!({ "error_code": "IDAAS.SDK.COMMON.1007" }),
        json!({ "status": "SUCCESS", "error_code": "SDK.LOGIN.1003" }),
    ] {
        let body = body.to_string();
        let error = unreadable(None, &body);
        assert_eq!((error.kind, error.http_status), (ProtocolErrorKind::NoHttpStatus, None), "{body}");
        assert_eq!(error.response_text, body);
    }
}

#[test]
fn a_body_that_is_unreadable_without_an_http_status_is_told_for_what_it_is() {
    let too_long = " ".repeat(MAX_LENGTH + 1);
    for (body, kind, what) in [
        (too_long.as_str(), ProtocolErrorKind::TooLong, "with a body longer than 1 MiB"),
        ("\u{feff}", ProtocolErrorKind::Empty, "with an empty body, expected a JSON object"),
        (
            " <!doctype html>",
            ProtocolErrorKind::Html,
            "with an HTML page, expected a JSON object: check `domain` and the service",
        ),
        (r#"{"status":"SUCCESS","#, ProtocolErrorKind::NotJson, "with a body that is not JSON, or was cut off"),
        ("[]", ProtocolErrorKind::NotObject, "with JSON that is not an object"),
        ("{}", ProtocolErrorKind::NoHttpStatus, "so the reply can't be trusted"),
    ] {
        let error = unreadable(None, body);
        assert_eq!((error.kind, error.http_status), (kind, None));
        let report = json!({
            "code": "BAD_RESPONSE",
            "delivery": "delivered",
            "message": format!("the host's `fetch` answered without a valid `status`, {what}"),
            "httpStatus": 0,
            "step": "bind",
            "audience": "operator",
            "next": "log-in",
        });
        let mut shown = javascript(error.report(BINDING));
        assert!(shown.as_object_mut().unwrap().remove("hint").is_some());
        assert_eq!(shown, report);
        assert_eq!(error.response_text, body);
    }
}

fn refused(error_code: &str) -> ApiError {
    refusal(Some(error_code), None)
}

#[test]
fn a_refusal_says_its_code_without_prefix_and_blanks() {
    let sentence = "the service refused the request with ";
    assert_eq!(refused("IDAAS.SDK.OTHER.1").message(), format!("{sentence}SDK.OTHER.1"));
    assert_eq!(refused(" IDAAS.SDK.LOGIN.1003").message(), format!("{sentence}SDK.LOGIN.1003"));
}

#[test]
fn a_code_that_could_be_a_token_is_not_shown() {
    let (word, number) = ("w".repeat(32), "1".repeat(8));
    for code in ["A_b.12", &word, &number, &format!("{word}.{}", "1.".repeat(15) + "1")] {
        assert_eq!(refused(code).error_code.as_deref(), Some(code));
    }
    let long_word = format!("{word}w");
    let long_number = format!("{number}1");
    let long_code = format!("{word}.{}", "1.".repeat(15) + "12");
    for code in ["SDK.a1", "a1", "1_", "A..1", ".A", "A.", "A-B", "码", &long_word, &long_number, &long_code] {
        let refusal = refused(code);
        assert_eq!(refusal.error_code, None, "{code}");
        assert_eq!(refusal.raw_error_code, code);
        assert_eq!(refusal.message(), "the service refused the request with a code of unknown shape");
    }
}
