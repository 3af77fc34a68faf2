//! What a reply was read as, written another way, reads as the same: nothing depends on how the service wrote it.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use wechat_mobile_bind::display::{DisplayOptions, Locale, display_rows};
use wechat_mobile_bind::id_token::Identity;
use wechat_mobile_bind::json::Json;
use wechat_mobile_bind::response::{HttpResponse, Outcome, interpret};
use wechat_mobile_bind::sign_in::{Next, OnUnknownUser, SignIn};
use wechat_mobile_bind_fuzz::canary::Canary;
use wechat_mobile_bind_fuzz::json::read;
use wechat_mobile_bind_fuzz::reply::{ReplyParts, Verdict, plain};
use wechat_mobile_bind_fuzz::token::profile;

#[derive(Arbitrary, Debug)]
struct Input {
    canary: Canary,
    http_status: u16,
    reply: ReplyParts,
}

fuzz_target!(|input: Input| {
    let status = input.http_status;
    let body = input.canary.hide_in(&input.reply.body());
    let outcome = interpret(HttpResponse { status, body: &body });
    assert_eq!(Verdict::of(&outcome), Verdict::expected(&body));
    let Ok(result) = outcome else { return };
    input.canary.assert_not_in(&format!("{result:?}"));

    let body = serde_json::to_string_pretty(&read(result.raw).unwrap()).unwrap();
    let again = interpret(HttpResponse { status, body: &body }).unwrap();
    assert_eq!(plain(&again).to_string(), plain(&result).to_string());
    if let Outcome::Success(session) = &result.outcome
        && let Some(Ok(identity)) = &session.identity
    {
        check_identity(identity);
    }
    check_sign_in(&again.outcome, &input.canary);
});

/// Each of its JSON texts reads as an object, and the rows are the same with blanks around the members.
fn check_identity(identity: &Identity) {
    for json in [&identity.header, &identity.claims].into_iter().chain(&identity.profile) {
        assert!(Json::parse(json).is_some_and(|json| json.is_object()), "{json}");
    }
    let Value::Object(profile) = profile(identity) else { unreachable!("claims are an object") };
    let rows = |profile: &str| {
        let mut rows = Vec::new();
        let options = DisplayOptions { locale: Locale::Zh, mask: true };
        display_rows(&Json::parse(profile).unwrap(), options, &|_| None, &mut |row| {
            rows.push([row.claim, row.label, row.value].map(str::to_owned));
        });
        rows
    };
    let spaced: Vec<String> =
        profile.iter().map(|(name, value)| format!("\t{} : {value}\n", Value::from(name.as_str()))).collect();
    assert_eq!(rows(&format!(" {{ {} }} ", spaced.join(","))), rows(&Value::from(profile).to_string()));
}

/// A sign-in goes on exactly where there is a token to go on with.
fn check_sign_in(login: &Outcome, canary: &Canary) {
    let has_token = match login {
        Outcome::SocialBind(step) | Outcome::UserRegister(step) => step.state_token.is_some(),
        _ => false,
    };
    for (on_unknown_user, next) in [(OnUnknownUser::Bind, Next::Bind), (OnUnknownUser::Register, Next::RegisterAndBind)]
    {
        let sign_in = SignIn::after_login(login, on_unknown_user);
        canary.assert_not_in(&format!("{sign_in:?}"));
        assert_eq!(sign_in, if has_token { SignIn::PhoneWanted(next) } else { SignIn::Ended });
    }
}
