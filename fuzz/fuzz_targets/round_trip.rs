//! What a reply was read as, written again, reads as the same: nothing depends on how the service wrote it.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use secrecy::ExposeSecret;
use serde_json::Value;
use wechat_mobile_bind::display::{DisplayOptions, Locale, display_rows};
use wechat_mobile_bind::json::Json;
use wechat_mobile_bind::response::{BindResult, HttpResponse, Outcome, interpret};
use wechat_mobile_bind::sign_in::{OnUnknownUser, SignIn};
use wechat_mobile_bind_fuzz::canary::Canary;
use wechat_mobile_bind_fuzz::reply::{ReplyParts, Verdict, plain};

#[derive(Arbitrary, Debug)]
struct Input {
    canary: Canary,
    http_status: u16,
    reply: ReplyParts,
}

fuzz_target!(|input: Input| {
    let status = input.http_status;
    let body = input.canary.hide_in(&input.reply.body());
    let outcome = interpret::<Value>(HttpResponse { status, body: body.as_str().into() });
    assert_eq!(Verdict::of(&outcome), Verdict::expected(&body));
    let Ok(result) = outcome else { return };
    input.canary.assert_not_in(&format!("{result:?}"));

    let before = plain(&result);
    let body = result.raw.to_json().unwrap();
    let again = interpret::<Value>(HttpResponse { status, body: body.into() }).unwrap();
    assert_eq!(plain(&again).to_string(), before.to_string());

    if let Outcome::Success(session) = &result.outcome
        && let Some(Ok(identity)) = &session.identity
    {
        for value in [&identity.header, &identity.claims, &identity.profile] {
            assert_eq!(Value::parse(&value.to_json().unwrap()).as_ref(), Some(value));
        }
        let rows = |profile: &Value| display_rows(profile, DisplayOptions { locale: Locale::Zh, mask: true }, |_| None);
        assert_eq!(rows(&identity.profile), rows(&Value::parse(&identity.profile.to_json().unwrap()).unwrap()));
    }
    sign_in(again, &before, &input.canary);
});

/// A sign-in goes on exactly where there is a token to go on with, and declining gives back what the login gave.
fn sign_in(login: BindResult<Value>, before: &Value, canary: &Canary) {
    let state_token = match &login.outcome {
        Outcome::SocialBind(step) | Outcome::UserRegister(step) => step.state_token.clone(),
        _ => None,
    };
    let sign_in = SignIn::after_login(login, OnUnknownUser::Register);
    canary.assert_not_in(&format!("{sign_in:?}"));
    let login = match sign_in {
        SignIn::Ended(login) => {
            assert!(state_token.is_none());
            login
        }
        SignIn::PhoneWanted(wanted) => {
            let (_, to_send) = wanted.next();
            assert_eq!(Some(to_send.expose_secret()), state_token.as_ref().map(|token| token.expose_secret()));
            wanted.declined()
        }
    };
    assert_eq!(&plain(&login), before);
}
