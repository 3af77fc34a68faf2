//! The states of a sign-in, each by what leads to it.

#![cfg(not(target_arch = "wasm32"))]

use secrecy::ExposeSecret;
use serde_json::{Value, json};
use wechat_mobile_bind::endpoint::{BIND, REGISTER_AND_BIND};
use wechat_mobile_bind::response::{BindResult, HttpResponse, interpret};
use wechat_mobile_bind::sign_in::{OnUnknownUser, SignIn};

fn login(body: &Value) -> BindResult<Value> {
    interpret(HttpResponse { status: 200, body: body.to_string().into() }).unwrap()
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
        for on_unknown_user in [OnUnknownUser::Bind, OnUnknownUser::Register] {
            match SignIn::after_login(login(&body), on_unknown_user) {
                SignIn::Ended(result) => assert_eq!(result.raw, body),
                SignIn::PhoneWanted(_) => panic!("{body} wants no phone"),
            }
        }
    }
}

#[test]
fn an_unknown_user_wants_a_phone_and_the_interface_that_the_caller_chose() {
    for status in ["SOCIAL_BIND", "USER_REGISTER"] {
        let body = json!({ "status": status, "state_token": " st-1" });
        for (on_unknown_user, path) in
            [(OnUnknownUser::Bind, BIND.path), (OnUnknownUser::Register, REGISTER_AND_BIND.path)]
        {
            let SignIn::PhoneWanted(wanted) = SignIn::after_login(login(&body), on_unknown_user) else {
                panic!("{status} wants a phone");
            };
            let (endpoint, state_token) = wanted.next();
            assert_eq!((endpoint.path, state_token.expose_secret()), (path, "st-1"));
            assert!(!format!("{wanted:?}").contains("st-1"), "the state token is a secret");
            assert_eq!(wanted.declined().raw, body);
        }
    }
}
