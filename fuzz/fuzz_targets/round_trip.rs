//! What a reply was read as, written another way, reads as the same: nothing depends on how the service wrote it.

#![no_main]

use std::cell::Cell;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use wechat_mobile_bind::display::{Claims, DisplayOptions, Locale, display_rows};
use wechat_mobile_bind::error::ValidationError;
use wechat_mobile_bind::id_token::Identity;
use wechat_mobile_bind::json::Json;
use wechat_mobile_bind::next::Next;
use wechat_mobile_bind::raw::{RawValue, Values};
use wechat_mobile_bind::reply::{HttpResponse, Outcome, Reply, interpret};
use wechat_mobile_bind::sign_in::{OnUnknownUser, Question, SignInHost, sign_in};
use wechat_mobile_bind::spec::{Endpoint, LOGIN, REGISTER_AND_BIND};
use wechat_mobile_bind_fuzz::canary::Canary;
use wechat_mobile_bind_fuzz::reply::{ReplyParts, Verdict, plain};

#[derive(Arbitrary, Debug)]
struct Input {
    canary: Canary,
    http_status: u16,
    reply: ReplyParts,
}

fuzz_target!(|input: Input| {
    let body = input.canary.hide_in(&input.reply.body());
    // A host's fetch may give no status.
    for status in [Some(input.http_status), None] {
        check(status, &body, &input.canary);
    }
});

fn check(status: Option<u16>, body: &str, canary: &Canary) {
    let read = |body: &str| interpret::<Value>(LOGIN.answer, HttpResponse::new(status, body.to_owned()));
    let outcome = read(body);
    assert_eq!(Verdict::of(&outcome), Verdict::expected(LOGIN.answer, status, body));
    let Ok(reply) = outcome else { return };
    canary.assert_not_in(&format!("{reply:?}"));

    let before = plain(&reply);
    let Reply::SignIn(result) = reply else { panic!("{reply:?} is no sign-in") };
    for body in [result.raw.to_json().unwrap(), serde_json::to_string_pretty(&result.raw).unwrap()] {
        assert_eq!(plain(&read(&body).unwrap()).to_string(), before.to_string());
    }
    if let Outcome::Success(session) = &result.outcome
        && let Some(Ok(identity)) = &session.identity
    {
        check_identity(identity);
    }
    check_sign_in(|| read(body).unwrap(), &before);
}

/// Each of its objects is what its text says, and so are the rows.
fn check_identity(identity: &Identity<Value>) {
    for value in [&identity.header, &identity.claims, &identity.profile] {
        assert!(value.is_object());
        assert_eq!(Value::parse(&value.to_json().unwrap()).as_ref(), Some(value));
    }
    let options = DisplayOptions::new(Locale::Zh, Claims::All, true);
    let rows = |profile: &Value| display_rows(profile, options, |_| None);
    assert_eq!(rows(&identity.profile), rows(&Value::parse(&identity.profile.to_json().unwrap()).unwrap()));
}

/// A sign-in goes on exactly where there is a token to go on with, and declining gives back what the login gave.
fn check_sign_in(login: impl Fn() -> Reply<Value>, before: &Value) {
    let goes_on = matches!(before["status"].as_str(), Some("SOCIAL_BIND" | "USER_REGISTER"));
    let state_token = before.get("stateToken").filter(|_| goes_on).and_then(Value::as_str);
    for (phone_code, declines) in [(RawValue::Absent, true), (RawValue::from("phone"), false)] {
        let host = Double { login: Cell::new(Some(login())), phone_code: Cell::new(Some(phone_code)) };
        match now(sign_in(&host, OnUnknownUser::Register)) {
            Ok(result) => {
                assert!(declines || state_token.is_none());
                assert_eq!(plain(&result).to_string(), before.to_string());
            }
            Err(Bound { by }) => {
                assert!(!declines);
                assert_eq!(by.as_deref(), state_token);
            }
        }
        assert_eq!(
            host.phone_code.take().is_none(),
            state_token.is_some(),
            "the phone is asked for where it is needed"
        );
    }
}

/// A host that logs in by the reply, and tells of the bind by its error.
struct Double {
    login: Cell<Option<Reply<Value>>>,
    phone_code: Cell<Option<RawValue>>,
}

/// The bind was called, with this state token.
struct Bound {
    by: Option<String>,
}

impl SignInHost for Double {
    type Json = Value;
    type Error = Bound;

    async fn ask(&self, question: Question<'_, Value>, _: Option<Bound>) -> Result<Values, Bound> {
        let code = match question {
            Question::LoginCode => RawValue::from("login"),
            Question::PhoneCode => self.phone_code.take().unwrap(),
            // Nobody wants a code by a message.
            Question::Recipient(_) | Question::Captcha(_) | Question::VerifyCode(_) => return Ok(Values::default()),
        };
        Ok(Values::default().with(question.field(), code))
    }

    fn has_verification(&self) -> bool {
        false
    }

    fn invalid(_: ValidationError) -> Bound {
        unreachable!("there is no recipient")
    }

    fn next(_: &Bound) -> Next {
        Next::Stop
    }

    fn now(&self) -> f64 {
        0.0
    }

    async fn call(&self, endpoint: &'static Endpoint, params: Values) -> Result<Reply<Value>, Bound> {
        let text = |name: &str| params.get(name).into_text();
        if let Some(login) = self.login.take() {
            assert_eq!((endpoint, text("loginCode").as_deref()), (&LOGIN, Some("login")));
            assert!(params.lacks("stateToken"));
            return Ok(login);
        }
        assert_eq!((endpoint, text("phoneCode").as_deref()), (&REGISTER_AND_BIND, Some("phone")));
        Err(Bound { by: text("stateToken") })
    }
}

/// The value of a future that never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("the double never waits"),
    }
}
