//! Every error as JavaScript gets it: its code, its delivery, its message and what goes with them.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use serde_json::{Value, json};
use support::{check_config, config_input, javascript};
use wechat_mobile_bind::error::{
    ApiError, BadResponse, Delivery, HINTS, IdTokenError, ProtocolError, Report, TokenPart, TransportError, Trouble,
    hint_for,
};
use wechat_mobile_bind::given::Given;

#[test]
fn deliveries_have_the_names_that_javascript_sees() {
    let names = [Delivery::NotSent, Delivery::Unknown, Delivery::Delivered].map(Delivery::as_str);
    assert_eq!(names, ["not-sent", "unknown", "delivered"]);
}

#[test]
fn a_transport_error_says_what_happened_and_what_became_of_the_request() {
    let troubles = [
        (Trouble::TimedOut, "TIMEOUT", "the time-out of `timeoutMs` passed before the reply was there"),
        (Trouble::Aborted, "ABORTED", "the call was aborted by its signal"),
        (Trouble::Failed("the host's `fetch` failed"), "NETWORK", "the host's `fetch` failed"),
    ];
    let deliveries = [
        (Delivery::NotSent, "not-sent", "nothing was sent, the wechat code is still good"),
        (Delivery::Unknown, "unknown", "the request may have arrived, take the wechat code as spent"),
        (Delivery::Delivered, "delivered", "the request was answered, the wechat code is spent"),
    ];
    for (trouble, code, problem) in troubles {
        for (delivery, name, advice) in deliveries {
            let error = TransportError { trouble, delivery };
            let message = format!("{problem}; {advice}");
            assert_eq!((error.code(), error.message(), error.to_string()), (code, message.clone(), message.clone()));
            let report = Report::from(&error);
            assert_eq!(report.name, "TransportError");
            assert_eq!(javascript(report), json!({ "code": code, "delivery": name, "message": message }));
        }
    }
}

#[test]
fn a_validation_error_lists_its_issues() {
    let mut input = config_input();
    input.domain = Given::Absent;
    input.client_id = "a\nb".into();
    let error = check_config(input).err().unwrap();
    let report = Report::from(&error);
    assert_eq!(report.name, "ValidationError");
    let in_a_header = "`clientId` holds a character that a header cannot carry, at index 1";
    let expected = json!({
        "code": "INVALID_CONFIG",
        "delivery": "not-sent",
        "message": format!("`domain` is missing; {in_a_header}"),
        "issues": [
            { "field": "domain", "rule": "required", "message": "`domain` is missing" },
            { "field": "clientId", "rule": "characters", "message": in_a_header, "index": 1 },
        ],
    });
    assert_eq!(javascript(report), expected);
}

#[test]
fn a_refusal_shows_its_code_and_its_hint_and_nothing_that_the_service_wrote() {
    let refusal = |error_code: Option<&str>| ApiError {
        error_code: error_code.map(str::to_owned),
        raw_error_code: "raw".to_owned(),
        error_message: Some("said".to_owned()),
        http_status: 400,
        hint: error_code.and_then(hint_for),
    };
    let sentence = "the service refused the request with ";
    let report = |members: Value| {
        let mut report = json!({ "code": "REFUSED", "delivery": "delivered", "httpStatus": 400 });
        report.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        report
    };
    let hint = json!({ "zh": "账号已被锁定；请联系管理员解锁", "en": "the account is locked; an administrator has to unlock it" });
    for (error_code, expected) in [
        (None, json!({ "message": format!("{sentence}a code of unknown shape") })),
        (Some("A.1"), json!({ "message": format!("{sentence}A.1"), "errorCode": "A.1" })),
        (
            Some("SDK.LOGIN.1003"),
            json!({
                "message": format!("{sentence}SDK.LOGIN.1003: the account is locked; an administrator has to unlock it"),
                "errorCode": "SDK.LOGIN.1003",
                "hint": hint,
            }),
        ),
    ] {
        let error = refusal(error_code);
        assert_eq!(Report::from(&error).name, "ApiError");
        assert_eq!(javascript(Report::from(&error)), report(expected));
    }
}

#[test]
fn an_unreadable_reply_says_what_was_expected() {
    for (reason, what) in [
        (BadResponse::TooLong, "with a body longer than 1 MiB, which no reply of the interface is"),
        (BadResponse::Empty, "with an empty body, expected a JSON object"),
        (BadResponse::Html, "with an HTML page, expected a JSON object: is `domain` the service's, and is it up"),
        (BadResponse::NotJson, "with a body that is not JSON, or was cut off"),
        (BadResponse::NotObject, "with JSON that is not an object"),
        (BadResponse::NoStatus, "with neither a `status` nor an `error_code`"),
        (BadResponse::NoSessionToken, "with SUCCESS but without a `session_token`"),
    ] {
        let error = ProtocolError { reason, http_status: Some(65_535), response_text: String::new() };
        let report = Report::from(&error);
        assert_eq!(report.name, "ProtocolError");
        let message = format!("the service answered HTTP 65535 {what}");
        let expected =
            json!({ "code": "BAD_RESPONSE", "delivery": "delivered", "message": message, "httpStatus": 65_535 });
        assert_eq!(javascript(report), expected);
    }
}

#[test]
fn an_id_token_error_is_the_same_within_a_result_and_alone() {
    let part = TokenPart::Payload;
    for (error, message) in [
        (IdTokenError::NotText, "the id token is not a string"),
        (IdTokenError::TooLong, "the id token is longer than 262144 characters"),
        (IdTokenError::Parts(1), "the id token has 1 part, a signed token has 3"),
        (IdTokenError::Parts(12), "the id token has 12 parts, a signed token has 3"),
        (
            IdTokenError::Parts(5),
            "the id token has 5 parts: it is encrypted, and only a signed token, with 3, can be read",
        ),
        (IdTokenError::Empty(part), "the payload of the id token is empty"),
        (IdTokenError::Base64(TokenPart::Signature), "the signature of the id token is not base64url without padding"),
        (IdTokenError::Utf8(TokenPart::Header), "the header of the id token is not UTF-8"),
        (IdTokenError::Json(part), "the payload of the id token is not JSON"),
        (IdTokenError::NotObject(part), "the payload of the id token is not a JSON object"),
    ] {
        let within = json!({ "name": "IdTokenError", "code": "BAD_ID_TOKEN", "message": message });
        assert_eq!(javascript(error), within);
        let report = Report::from(&error);
        assert_eq!(report.name, "IdTokenError");
        let alone = json!({ "code": "BAD_ID_TOKEN", "delivery": "delivered", "message": message });
        assert_eq!(javascript(report), alone);
    }
}

#[test]
fn a_hint_is_found_by_its_code_alone() {
    for hint in HINTS {
        assert_eq!(hint_for(hint.error_code), Some(hint));
        assert_eq!(javascript(hint), json!({ "zh": hint.zh, "en": hint.en }));
    }
    for code in ["", "SDK.COMMON.1004", "IDAAS.SDK.COMMON.1007", "sdk.common.1007", " SDK.COMMON.1007"] {
        assert_eq!(hint_for(code), None, "{code}");
    }
}
