//! No `Debug` and no message holds a secret.

use crate::support::{
    call_of, check_config, config, config_values, fixtures, given_by, interpret_bind, javascript, refusal, unreadable,
};
use serde_json::Value;
use wechat_mobile_bind::error::{CallError, Issues, Step};
use wechat_mobile_bind::id_token::decode_unverified;
use wechat_mobile_bind::raw::Values;
use wechat_mobile_bind::reply::{HttpResponse, interpret};
use wechat_mobile_bind::request::prepare;
use wechat_mobile_bind::spec::{ENDPOINTS, Format, MOBILE_BY_TOKEN};

const CANARY: &str = "CANARY-6213b8e3-64d3-f0ea";

fn assert_silent(what: &str, shown: &str) {
    assert!(!shown.contains("CANARY") && !shown.contains("6213b8e3"), "{what} shows a secret: {shown}");
}

#[test]
fn debug_of_a_request_shows_no_secret() {
    for call in fixtures("calls") {
        let endpoint = call_of(&call);
        let values = given_by(endpoint, &call["params"]);
        let request = prepare(endpoint, &config(), values.clone(), Issues::default()).unwrap();
        let shown = format!("{request:?}");
        for field in endpoint.params {
            let is_secret = !matches!(field.format, Format::Word(_));
            let text = values.get(field.name).as_text().filter(|_| is_secret);
            assert!(text.is_none_or(|text| !shown.contains(text)), "{shown} shows `{}`", field.name);
        }
        assert!(!shown.contains("237"), "{shown} shows where the piece belongs");
        assert!(shown.contains("X-client-id"), "the header names may be seen");
    }
}

#[test]
fn no_message_about_a_parameter_shows_its_value() {
    for endpoint in ENDPOINTS {
        let mut values = Values::default();
        for field in endpoint.params {
            values.set(field.name, format!("{CANARY}\n@").as_str().into());
        }
        let Err(invalid) = prepare(endpoint, &config(), values, Issues::default()) else {
            assert!(endpoint.params.is_empty(), "{} accepts anything", endpoint.name);
            continue;
        };
        for field in endpoint.params {
            assert!(invalid.issues.iter().any(|issue| issue.field == field.name), "{}", field.name);
        }
        let report = javascript(invalid.report(Some(Step::Call(endpoint))));
        assert_silent(endpoint.name, &format!("{invalid:?} {invalid} {report}"));
    }
}

#[test]
fn debug_of_a_reply_shows_no_secret() {
    let bodies = [
        format!(r#"{{"status":"SUCCESS","session_token":"{CANARY}","id_token":"{CANARY}"}}"#),
        format!(r#"{{"status":"MFA_AUTH","state_token":"{CANARY}"}}"#),
        format!(r#"{{"token":"{CANARY}","originalImageBase64":"{CANARY}","jigsawImageBase64":"{CANARY}"}}"#),
        format!(r#"{{"captcha_token":"{CANARY}","mobile":"{CANARY}"}}"#),
        format!(r#"{{"error_code":"{CANARY}","error_msg":"{CANARY}"}}"#),
        format!(r#"{{"status":"SUCCESS","{CANARY}":1}}"#),
        CANARY.to_owned(),
    ];
    for body in bodies {
        for (endpoint, status) in ENDPOINTS.into_iter().flat_map(|endpoint| [(endpoint, Some(200)), (endpoint, None)]) {
            let response = HttpResponse::new(status, body.clone());
            assert_silent("response", &format!("{response:?}"));
            match interpret::<Value>(endpoint.answer, response) {
                Ok(result) => assert_silent("result", &format!("{result:?}")),
                Err(error) => {
                    let report = javascript(error.report(Step::Call(endpoint)));
                    assert_silent("error", &format!("{error} {report} {error:?}"));
                    assert_silent("error of a call", &format!("{:?}", CallError::<_, ()>::Reply(error)));
                }
            }
        }
    }
}

#[test]
fn debug_shows_what_is_no_secret() {
    let response = HttpResponse::new(Some(418), "b");
    assert_eq!(format!("{response:?}"), "HttpResponse { status: Some(418), .. }");
    let reply = |body: &str| interpret_bind(HttpResponse::new(Some(418), body.to_owned()));
    let result = reply(r#"{"status":"ACCESS_DENIED"}"#).unwrap();
    assert_eq!(format!("{result:?}"), r#"BindResult { status: "ACCESS_DENIED", http_status: 418, .. }"#);
    assert_eq!(format!("{MOBILE_BY_TOKEN:?}"), "mobileByToken");
    let mobile = HttpResponse::new(Some(200), r#"{"mobile":"1"}"#.to_owned());
    let reply = interpret::<Value>(MOBILE_BY_TOKEN.answer, mobile).unwrap();
    assert_eq!(format!("{reply:?}"), "Members(Members { http_status: 200, .. })");
    let refusal = refusal(Some("IDAAS.A.1"), Some("m"));
    assert_eq!(format!("{refusal:?}"), r#"ApiError { error_code: Some("A.1"), http_status: 400, .. }"#);
    let error = unreadable(Some(418), "b");
    assert_eq!(format!("{error:?}"), "ProtocolError { kind: NotJson, http_status: Some(418), .. }");
    let identity = decode_unverified::<Value>("e30.eyJleHAiOjF9.c2ln").unwrap();
    assert_eq!(format!("{identity:?}"), "Identity { issued_at: None, expires_at: Some(1000.0), .. }");
}

#[test]
fn no_message_about_a_configuration_shows_its_values() {
    let secret = format!("{CANARY}é");
    let secret = secret.as_str();
    let values = config_values().with("domain", secret).with("clientId", secret).with("device.ip", secret);
    let invalid = check_config(&values).err().unwrap();
    assert_silent("config error", &format!("{invalid:?} {invalid} {}", javascript(invalid.report(None))));
    assert_eq!(invalid.issues.len(), 3);
}

#[test]
fn errors_of_a_token_show_no_character_of_it() {
    for token in [CANARY.to_owned(), format!("{CANARY}.{CANARY}.{CANARY}"), format!("e30.{CANARY}.x")] {
        let error = decode_unverified::<Value>(&token).unwrap_err();
        assert_silent("id token error", &format!("{error:?} {error} {}", javascript(error)));
    }
}
