//! A reply is read as the interface's page says. No session is lost, nothing is made up, and nothing leaks.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use secrecy::ExposeSecret;
use serde_json::Value;
use wechat_mobile_bind::error::{CallError, ReplyError, Report, Step};
use wechat_mobile_bind::reply::{BindResult, HttpResponse, Members, Outcome, Reply, interpret};
use wechat_mobile_bind::spec::{ENDPOINTS, Endpoint, MemberKind};
use wechat_mobile_bind_fuzz::canary::Canary;
use wechat_mobile_bind_fuzz::reply::{Verdict, text_of, unwrapped};
use wechat_mobile_bind_fuzz::token;

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    canary: Canary,
    http_status: u16,
    body: &'a str,
}

fuzz_target!(|input: Input| {
    let body = input.canary.hide_in(input.body);
    // A host's fetch may give no status.
    for endpoint in ENDPOINTS {
        for status in [Some(input.http_status), None] {
            check(endpoint, status, &body, &input.canary);
        }
    }
});

fn check(endpoint: &'static Endpoint, status: Option<u16>, body: &str, canary: &Canary) {
    let step = Step::Call(endpoint);
    let response = HttpResponse::new(status, body.to_owned());
    canary.assert_not_in(&format!("{response:?}"));
    let outcome = interpret::<Value>(endpoint.answer, response);
    assert_eq!(Verdict::of(&outcome), Verdict::expected(endpoint.answer, status, body));
    match outcome {
        Ok(reply) => {
            canary.assert_not_in(&format!("{reply:?}"));
            let plain = serde_json::to_value(&reply).unwrap();
            assert_eq!(plain["httpStatus"], f64::from(status.unwrap_or(0)));
            match &reply {
                Reply::SignIn(result) => {
                    check_result(result, &plain, body);
                    // Nothing depends on how the service wrote it.
                    let pretty = serde_json::to_string_pretty(&result.raw).unwrap();
                    let again = interpret::<Value>(endpoint.answer, HttpResponse::new(status, pretty)).unwrap();
                    assert_eq!(serde_json::to_value(again).unwrap(), plain);
                }
                Reply::Members(members) => check_members(members, &plain, body),
                _ => assert_eq!(plain.as_object().unwrap().len(), 1),
            }
        }
        Err(error) => {
            canary.assert_not_in(&format!("{error} {}", written(&error.report(step))));
            if let ReplyError::Protocol(error) = &error {
                assert_eq!(error.response_text, body, "an unreadable reply is kept");
                assert_eq!(error.http_status, status);
            }
            canary.assert_not_in(&format!("{:?}", CallError::<_, ()>::Reply(error)));
        }
    }
}

fn written(report: &Report) -> String {
    serde_json::to_string(report).unwrap()
}

/// Fails where a member is anything but what the body says.
fn check_members(members: &Members<Value>, plain: &Value, body: &str) {
    let reply = unwrapped(serde_json::from_str(text_of(body)).unwrap());
    assert_eq!(plain["raw"].to_string(), reply.to_string());
    for (member, _) in &members.values {
        let sent = reply[member.sent].as_str().unwrap();
        let expected = if member.kind == MemberKind::Secret { sent.trim() } else { sent };
        assert_eq!(plain[member.name], expected);
    }
}

/// Fails where the result holds anything but what the body says.
fn check_result(result: &BindResult<Value>, plain: &Value, body: &str) {
    let reply = unwrapped(serde_json::from_str(text_of(body)).unwrap());
    assert_eq!(result.raw.to_string(), reply.to_string());
    assert_eq!(result.raw_status, reply["status"].as_str().unwrap());
    assert_eq!(plain["status"], result.outcome.status());
    assert_eq!(plain["raw"].to_string(), reply.to_string());
    let text = |name: &str| reply[name].as_str().map(str::trim).filter(|text| !text.is_empty());
    match &result.outcome {
        Outcome::Success(session) => {
            assert_eq!(Some(session.session_token.expose_secret()), text("session_token"));
            assert_eq!(session.id_token.as_ref().map(|token| token.expose_secret()), text("id_token"));
            assert!(session.expires_in.is_none_or(|seconds| seconds.is_finite() && seconds >= 0.0));
            if let Some(seconds) = reply["expire"].as_f64() {
                assert_eq!(session.expires_in, (seconds >= 0.0).then_some(seconds));
            }
            match (&session.identity, text("id_token").map(token::expected)) {
                (Some(Ok(identity)), Some(Ok(expected))) => expected.assert_is(identity),
                (Some(Err(error)), Some(Err(expected))) => assert_eq!(error, &expected),
                (Some(Err(_)), None) => {
                    assert!(!reply["id_token"].is_string() && !reply["id_token"].is_null())
                }
                (None, None) => assert!(reply["id_token"].is_string() || reply["id_token"].is_null()),
                (identity, _) => panic!("the id token was read as {identity:?}"),
            }
        }
        Outcome::SocialBind(step) | Outcome::UserRegister(step) | Outcome::MfaAuth(step) => {
            assert_eq!(step.state_token.as_ref().map(|token| token.expose_secret()), text("state_token"));
        }
        _ => {}
    }
}
