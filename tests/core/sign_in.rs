//! The whole sign-in over a double of the host, which notes what it is asked for.

use std::cell::{Cell, RefCell};

use crate::support::{body, config, now, plain, result};
use serde_json::{Value, json};
use wechat_mobile_bind::error::{Issues, ValidationError};
use wechat_mobile_bind::next::Next;
use wechat_mobile_bind::raw::{RawValue, Values};
use wechat_mobile_bind::reply::{BindResult, HttpResponse, Reply, interpret};
use wechat_mobile_bind::request::prepare;
use wechat_mobile_bind::sign_in::{OnUnknownUser, Question, SignInHost, sign_in};
use wechat_mobile_bind::spec::Endpoint;

const LOGIN: &str = "/login/wechat-miniprogram";
const BIND: &str = "/social/wechat-mobile-bind";
const REGISTER_AND_BIND: &str = "/social/wechat-mobile-register-bind";

/// What the host was asked for.
#[derive(Debug, PartialEq)]
enum Step {
    LoginCode,
    PhoneCode,
    /// Path, the caller's name of the code, body and state token of a request.
    Call(&'static str, &'static str, Value, Option<String>),
}

/// The request of the login.
fn logged_in() -> Step {
    Step::Call(LOGIN, "loginCode", json!({ "code": "login-1" }), None)
}

/// The request that binds by the phone code.
fn bound(path: &'static str, state_token: &str) -> Step {
    Step::Call(path, "phoneCode", json!({ "wechat_code": "phone-1" }), Some(state_token.to_owned()))
}

/// Codes and replies, one of each for every step; whoever asks twice gets an error.
struct Double {
    login_code: Cell<Result<RawValue, &'static str>>,
    phone_code: Cell<Result<RawValue, &'static str>>,
    login: Cell<Result<Value, &'static str>>,
    bind: Cell<Result<Value, &'static str>>,
    steps: RefCell<Vec<Step>>,
}

impl Double {
    /// A host whose user logs in with the reply `login`, and binds.
    fn answering(login: &Value) -> Self {
        Self {
            login_code: Cell::new(Ok("login-1".into())),
            phone_code: Cell::new(Ok("phone-1".into())),
            login: Cell::new(Ok(login.clone())),
            bind: Cell::new(Ok(json!({ "status": "SUCCESS", "session_token": "of the bind" }))),
            steps: RefCell::default(),
        }
    }
}

impl SignInHost for Double {
    type Json = Value;
    type Error = &'static str;

    async fn ask(&self, question: Question<'_, Value>, _: Option<&'static str>) -> Result<Values, &'static str> {
        let (step, code) = match question {
            Question::LoginCode => (Step::LoginCode, self.login_code.replace(Err("a second login code"))),
            Question::PhoneCode => (Step::PhoneCode, self.phone_code.replace(Err("a second phone code"))),
            // verification.rs has the steps with a verification code.
            _ => return Ok(Values::default()),
        };
        self.steps.borrow_mut().push(step);
        code.map(|code| Values::default().with(question.field(), code))
    }

    fn has_verification(&self) -> bool {
        false
    }

    fn invalid(_: ValidationError) -> &'static str {
        "no recipient"
    }

    fn next(_: &&'static str) -> Next {
        Next::Stop
    }

    fn now(&self) -> f64 {
        0.0
    }

    async fn call(&self, endpoint: &'static Endpoint, params: Values) -> Result<Reply<Value>, &'static str> {
        let state_token = params.get("stateToken").into_text();
        let request =
            prepare(endpoint, &config(), params, Issues::default()).map_err(|_| "a code that can't be sent")?;
        let sent = serde_json::from_str(body(&request)).unwrap();
        self.steps.borrow_mut().push(Step::Call(endpoint.path, endpoint.params[0].name, sent, state_token));
        let reply = if endpoint.path == LOGIN { &self.login } else { &self.bind };
        let body = reply.replace(Err("a second call"))?.to_string();
        interpret(endpoint.answer, HttpResponse::new(Some(200), body)).map_err(|_| "no result")
    }
}

fn signed_in(host: &Double, on_unknown_user: OnUnknownUser) -> Result<BindResult<Value>, &'static str> {
    now(sign_in(host, on_unknown_user)).map(result)
}

#[test]
fn what_needs_no_phone_ends_the_sign_in() {
    for login in [
        json!({ "status": "SUCCESS", "session_token": "s", "state_token": "st" }),
        json!({ "status": "MFA_AUTH", "state_token": "st" }),
        json!({ "status": "ACCESS_DENIED", "state_token": "st" }),
        json!({ "status": "PASSKEY", "state_token": "st" }),
    ] {
        for on_unknown_user in [OnUnknownUser::Bind, OnUnknownUser::Register] {
            let host = Double::answering(&login);
            let result = signed_in(&host, on_unknown_user).unwrap();
            assert_eq!(result.raw, login);
            assert_eq!(host.steps.take(), [Step::LoginCode, logged_in()], "{login}");
        }
    }
}

#[test]
fn an_unknown_user_is_bound_by_the_interface_that_the_caller_chose() {
    for status in ["SOCIAL_BIND", "USER_REGISTER"] {
        for (on_unknown_user, path) in [
            (OnUnknownUser::Bind, BIND),
            (OnUnknownUser::Register, REGISTER_AND_BIND),
            (OnUnknownUser::default(), BIND),
        ] {
            let host = Double::answering(&json!({ "status": status, "state_token": " st-1" }));
            let result = signed_in(&host, on_unknown_user).unwrap();
            assert_eq!(result.raw["session_token"], "of the bind", "{status}");
            assert_eq!(
                host.steps.take(),
                [Step::LoginCode, logged_in(), Step::PhoneCode, bound(path, "st-1")],
                "{status}"
            );
        }
    }
}

#[test]
fn whatever_the_bind_asks_for_is_the_end() {
    for bind in [
        json!({ "status": "MFA_AUTH", "state_token": "st-2" }),
        json!({ "status": "SOCIAL_BIND", "state_token": "st-2" }),
    ] {
        let host = Double::answering(&json!({ "status": "SOCIAL_BIND", "state_token": "st-1" }));
        host.bind.set(Ok(bind.clone()));
        assert_eq!(signed_in(&host, OnUnknownUser::Bind).unwrap().raw, bind);
        assert_eq!(host.steps.take().len(), 4, "{bind}");
    }
}

#[test]
fn a_user_who_keeps_the_phone_number_keeps_the_logins_result_and_its_state_token() {
    for status in ["SOCIAL_BIND", "USER_REGISTER"] {
        let login = json!({ "status": status, "state_token": "st-1", "data": { "socialBindOrRegisterFlow": ["A"] } });
        let host = Double::answering(&login);
        host.phone_code.set(Ok(RawValue::Absent));
        let result = signed_in(&host, OnUnknownUser::Register).unwrap();
        assert_eq!(result.raw, login);
        let expected = json!({ "status": status, "next": "press", "rawStatus": status, "stateToken": "st-1", "nextSteps": ["A"], "ways": ["mobile"] });
        assert_eq!(plain(&result), expected);
        assert_eq!(host.steps.take(), [Step::LoginCode, logged_in(), Step::PhoneCode], "{status}");
    }
}

#[test]
fn a_binding_without_a_state_token_asks_for_no_phone() {
    for login in [
        json!({ "status": "SOCIAL_BIND" }),
        json!({ "status": "USER_REGISTER", "state_token": "  " }),
        json!({ "status": "SOCIAL_BIND", "state_token": 5 }),
    ] {
        let host = Double::answering(&login);
        let result = signed_in(&host, OnUnknownUser::Bind).unwrap();
        assert_eq!((result.outcome.status(), &result.raw), (login["status"].as_str().unwrap(), &login));
        assert_eq!(host.steps.take(), [Step::LoginCode, logged_in()], "{login}");
    }
}

#[test]
fn the_step_that_fails_is_the_last_one() {
    let steps = || [Step::LoginCode, logged_in(), Step::PhoneCode, bound(BIND, "st-1")];
    type Break = fn(&Double);
    let cases: [(&str, Break, usize); 8] = [
        ("no login code", |host| host.login_code.set(Err("no login code")), 1),
        ("a code that can't be sent", |host| host.login_code.set(Ok(RawValue::Absent)), 1),
        ("login lost", |host| host.login.set(Err("login lost")), 2),
        ("no result", |host| host.login.set(Ok(json!({ "error_code": "SDK.LOGIN.1003" }))), 2),
        ("no phone code", |host| host.phone_code.set(Err("no phone code")), 3),
        ("a code that can't be sent", |host| host.phone_code.set(Ok(RawValue::Unreadable)), 3),
        ("bind lost", |host| host.bind.set(Err("bind lost")), 4),
        ("no result", |host| host.bind.set(Ok(json!({ "error_code": "IDAAS.SDK.COMMON.1013" }))), 4),
    ];
    for (expected, break_it, reached) in cases {
        let host = Double::answering(&json!({ "status": "SOCIAL_BIND", "state_token": "st-1" }));
        break_it(&host);
        assert_eq!(signed_in(&host, OnUnknownUser::Bind).unwrap_err(), expected);
        assert_eq!(host.steps.take(), steps()[..reached], "{expected}");
    }
}
