//! Every reply, by the cases of `fixtures/replies.json`.

use crate::support::{BINDING, fixtures, interpret_bind, javascript, plain, plain_error, refusal, unreadable};
use serde_json::{Value, json};
use wechat_mobile_bind::error::{ProtocolErrorKind, ReplyError};
use wechat_mobile_bind::reply::{BindResult, HttpResponse};

/// The bytes of the longest reply, written out: a test that took the constant from the code would follow a wrong one.
const MAX_LENGTH: usize = 1_048_576;

fn read(status: Option<u16>, body: &str) -> Result<BindResult<Value>, ReplyError<String>> {
    interpret_bind(HttpResponse::new(status, body.to_owned()))
}

#[test]
fn each_reply_is_the_result_or_the_error_that_it_should_be() {
    for case in fixtures("replies") {
        let (name, body) = (case["name"].as_str().unwrap(), case["body"].as_str().unwrap());
        let status = u16::try_from(case["httpStatus"].as_u64().unwrap()).unwrap();
        let outcome = read(Some(status), body);
        if let Err(ReplyError::Protocol(error)) = &outcome {
            assert_eq!((error.http_status, error.response_text.as_str()), (Some(status), body), "{name}");
        }
        match outcome {
            Ok(result) => assert_eq!((plain(&result), result.http_status), (case["result"].clone(), status), "{name}"),
            Err(error) => assert_eq!(plain_error(&error, BINDING), case["error"], "{name}"),
        }
    }
}

/// How the message ends about a body that is unreadable whatever its HTTP status.
const OF_THE_BODY: [&str; 4] =
    ["with an empty body", "with an HTML page", "with a body that is not JSON", "with JSON that is not an object"];

#[test]
fn without_an_http_status_a_session_is_a_result_and_nothing_else() {
    for case in fixtures("replies") {
        let (name, body) = (case["name"].as_str().unwrap(), case["body"].as_str().unwrap());
        let is_session = case["result"]["status"] == "SUCCESS";
        match read(None, body) {
            Ok(result) => {
                assert_eq!((is_session, plain(&result), result.http_status), (true, case["result"].clone(), 0))
            }
            Err(ReplyError::Protocol(error)) => {
                let message = case["error"]["message"].as_str().unwrap_or_default();
                let what = OF_THE_BODY.iter().find_map(|what| message.find(what)).map(|at| &message[at..]);
                let message = format!(
                    "the host's `fetch` answered without a valid `status`, {}",
                    what.unwrap_or("so the reply can't be trusted")
                );
                assert_eq!((is_session, error.message(), error.http_status), (false, message, None), "{name}");
                assert_eq!(error.response_text, body, "{name}");
            }
            Err(error) => panic!("{name}: {error:?}"),
        }
    }
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
fn a_reply_beyond_the_documented_length_is_refused_and_kept() {
    let body = r#"{"status":"ACCESS_DENIED"}"#;
    let padded = |length: usize| body.to_owned() + &" ".repeat(length - body.len());
    assert_eq!(read(Some(200), &padded(MAX_LENGTH)).unwrap().outcome.status(), "ACCESS_DENIED");
    for (status, who) in
        [(Some(200), "the service answered HTTP 200"), (None, "the host's `fetch` answered without a valid `status`,")]
    {
        for length in [MAX_LENGTH + 1, 2 * MAX_LENGTH] {
            let error = unreadable(status, &padded(length));
            assert_eq!(error.message(), format!("{who} with a body longer than 1 MiB"));
            assert_eq!(error.response_text.len(), length);
        }
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
fn a_code_that_could_be_a_token_is_not_shown() {
    let (word, number) = ("w".repeat(32), "1".repeat(8));
    for code in ["A_b.12", &word, &number, &format!("{word}.{}", "1.".repeat(15) + "1")] {
        assert_eq!(refusal(Some(code), None).error_code.as_deref(), Some(code));
    }
    let long_word = format!("{word}w");
    let long_number = format!("{number}1");
    let long_code = format!("{word}.{}", "1.".repeat(15) + "12");
    for code in ["SDK.a1", "a1", "1_", "A..1", ".A", "A.", "A-B", "码", &long_word, &long_number, &long_code] {
        let refusal = refusal(Some(code), None);
        assert_eq!(refusal.error_code, None, "{code}");
        assert_eq!(refusal.raw_error_code, code);
        assert_eq!(refusal.message(), "the service refused the request with a code of unknown shape");
    }
}
