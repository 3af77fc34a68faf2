//! The states of a sign-in, each by what leads to it.

#![cfg(not(target_arch = "wasm32"))]

use serde_json::json;
use wechat_mobile_bind::response::{BindResult, HttpResponse, Outcome, interpret};
use wechat_mobile_bind::sign_in::{Next, OnUnknownUser, SignIn};

fn login(body: &str) -> BindResult<'_> {
    interpret(HttpResponse { status: 200, body }).unwrap()
}

#[test]
fn what_needs_no_phone_ends_the_sign_in() {
    for body in [
        json!({ "status": "SUCCESS", "session_token": "s" }),
        json!({ "status": "MFA_AUTH", "state_token": "st" }),
        json!({ "status": "ACCESS_DENIED" }),
        json!({ "status": "PASSKEY", "state_token": "st" }),
        json!({ "status": "SOCIAL_BIND" }),
        json!({ "status": "USER_REGISTER", "state_token": "  " }),
    ] {
        let body = body.to_string();
        let login = login(&body);
        for on_unknown_user in [OnUnknownUser::Bind, OnUnknownUser::Register] {
            assert_eq!(SignIn::after_login(&login.outcome, on_unknown_user), SignIn::Ended, "{body} wants no phone");
        }
        assert_eq!(login.raw, body);
    }
}

#[test]
fn an_unknown_user_wants_a_phone_and_the_interface_that_the_caller_chose() {
    for status in ["SOCIAL_BIND", "USER_REGISTER"] {
        let body = json!({ "status": status, "state_token": " st-1" }).to_string();
        let login = login(&body);
        for (on_unknown_user, next) in
            [(OnUnknownUser::Bind, Next::Bind), (OnUnknownUser::Register, Next::RegisterAndBind)]
        {
            let sign_in = SignIn::after_login(&login.outcome, on_unknown_user);
            assert_eq!(sign_in, SignIn::PhoneWanted(next), "{status}");
            assert!(!format!("{sign_in:?} {login:?}").contains("st-1"), "the state token is a secret");
        }
        let (Outcome::SocialBind(step) | Outcome::UserRegister(step)) = &login.outcome else {
            panic!("{status} goes on");
        };
        assert_eq!(step.state_token.as_deref(), Some("st-1"));
        assert_eq!(login.raw, body);
    }
}
