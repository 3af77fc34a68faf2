//! The whole sign-in of a mini program.
//!
//! ```text
//!            ┌ SUCCESS ───────────────────────────────────────────────────────────────► ended
//! login code ┤
//!            ├ SOCIAL_BIND, USER_REGISTER ► phone code ┬──────────────────── bind ─────► ended
//!            │                                         └ none ► verification code ► bind ► ended
//!            └ MFA_AUTH, after any of them ► verification code ► second factor ────────► ended
//! ```

use crate::error::ValidationError;
use crate::json::Json;
use crate::next::Next;
use crate::raw::{RawValue, Values};
use crate::recipient::Way;
use crate::reply::{BindResult, Members, NextStep, Outcome, Reply};
use crate::spec::{
    BIND, BIND_BY_CODE, Endpoint, Field, LOGIN, LOGIN_CODE, REGISTER_AND_BIND, REGISTER_AND_BIND_BY_CODE, STATE_TOKEN,
    WECHAT_CODE, X,
};

mod verification;

/// The members of a sign-in's parameters, besides those of every call.
pub const PARAMS: &[&str] = &["loginCode", "phoneCode", "recipient", "captcha", "verifyCode", "onUnknownUser"];

/// How old a state token may be when a code is used with it, in milliseconds: it is valid for some minutes, and no code is to be spent
/// on one that has expired.
pub const STATE_TOKEN_MS: u32 = 240_000;

/// How often a user is asked again after an error that the user can correct: functions that always return the same would go on for ever.
pub const MAX_RETRIES: u8 = 5;

// An issue names the function that the caller passed for the code.
const PHONE_CODE: &[Field] = &[WECHAT_CODE.named("phoneCode"), STATE_TOKEN];
static LOGIN_STEP: Endpoint = LOGIN.taking(&[LOGIN_CODE.named("loginCode")]);
static BIND_STEP: Endpoint = BIND.taking(PHONE_CODE);
static REGISTER_AND_BIND_STEP: Endpoint = REGISTER_AND_BIND.taking(PHONE_CODE);

/// What to do with a WeChat user whom the service doesn't know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum OnUnknownUser {
    /// Binds to the account of the phone number, which has to exist.
    #[default]
    Bind,
    /// The same, but creates the account if there is none.
    Register,
}

impl OnUnknownUser {
    /// The interface that takes the phone code.
    pub fn endpoint(self) -> &'static Endpoint {
        match self {
            Self::Bind => &BIND_STEP,
            Self::Register => &REGISTER_AND_BIND_STEP,
        }
    }

    fn purpose(self) -> Purpose {
        match self {
            Self::Bind => Purpose { word: "bind", next: Next::Press, endpoint: &BIND_BY_CODE },
            Self::Register => Purpose { word: "register", next: Next::Press, endpoint: &REGISTER_AND_BIND_BY_CODE },
        }
    }
}

/// What a verification code is for.
#[derive(Clone, Copy)]
struct Purpose {
    /// The value of the field `purpose`.
    word: &'static str,
    /// What the service asks for.
    next: Next,
    /// The interface that takes the code.
    endpoint: &'static Endpoint,
}

/// What a sign-in asks its host for.
#[expect(clippy::exhaustive_enums, reason = "a host has to answer every question")]
pub enum Question<'a, J> {
    /// A fresh code of `wx.login`.
    LoginCode,
    /// A fresh code of the phone-number button.
    PhoneCode,
    /// Whom a verification code is sent to, by one of these ways.
    Recipient(&'a [Way]),
    /// Where the piece of this puzzle belongs, in pixels of its picture.
    Captcha(&'a Members<J>),
    /// The code that was sent to this recipient, who is masked.
    VerifyCode(String),
}

impl<J> Question<'_, J> {
    /// The name of the function that a caller passes for it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::LoginCode => "loginCode",
            Self::PhoneCode => "phoneCode",
            Self::Recipient(_) => "recipient",
            Self::Captcha(_) => "captcha",
            Self::VerifyCode(_) => "verifyCode",
        }
    }

    /// The name of the answer's field. A recipient has one of [`RECIPIENT`](crate::recipient::RECIPIENT).
    pub fn field(&self) -> &'static str {
        match self {
            Self::Captcha(_) => X.name,
            _ => self.name(),
        }
    }
}

/// What a sign-in needs from its host: the user's codes, and the calls of the service.
pub trait SignInHost {
    /// How the host reads JSON.
    type Json: Json;
    /// Why a step failed.
    type Error;

    /// Asks for something. The answer has a value for the field that [`Question::field`] names, or none if the user gives up; a recipient has
    /// those of a message. `error` is why the last answer was wrong.
    ///
    /// # Errors
    ///
    /// The host has no answer.
    fn ask(
        &self,
        question: Question<'_, Self::Json>,
        error: Option<Self::Error>,
    ) -> impl Future<Output = Result<Values, Self::Error>>;

    /// Whether it can be asked for a verification code. Otherwise the steps with one are left to the caller.
    fn has_verification(&self) -> bool;

    /// The error for a recipient that breaks a rule.
    fn invalid(error: ValidationError) -> Self::Error;

    /// From which step to go on after an error.
    fn next(error: &Self::Error) -> Next;

    /// The time, in milliseconds.
    fn now(&self) -> f64;

    /// Calls the service with these parameters.
    ///
    /// # Errors
    ///
    /// There is no result.
    fn call(
        &self,
        endpoint: &'static Endpoint,
        params: Values,
    ) -> impl Future<Output = Result<Reply<Self::Json>, Self::Error>>;
}

/// Logs in and does what the service asks for: binds by the phone code or, if there is none, by a verification code; then the second factor.
/// If the user gives up, or the host can't do a step, the last result is returned, and its state token is still valid.
///
/// # Errors
///
/// The host's, of the step that failed.
///
/// # Examples
///
/// A user who declines to share the phone number:
///
/// ```ignore-wasm32
/// # use serde_json::Value;
/// # use wechat_mobile_bind::error::ValidationError;
/// # use wechat_mobile_bind::raw::Values;
/// # use wechat_mobile_bind::next::Next;
/// # use wechat_mobile_bind::reply::{HttpResponse, Reply, interpret};
/// # use wechat_mobile_bind::sign_in::{OnUnknownUser, Question, SignInHost, sign_in};
/// # use wechat_mobile_bind::spec::Endpoint;
/// # fn now<F: Future>(future: F) -> F::Output {
/// #     use std::task::{Context, Poll, Waker};
/// #     match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
/// #         Poll::Ready(value) => value,
/// #         Poll::Pending => panic!("nothing here waits"),
/// #     }
/// # }
/// struct Host;
///
/// impl SignInHost for Host {
///     type Json = Value;
///     type Error = ();
///
///     async fn ask(&self, question: Question<'_, Value>, _: Option<()>) -> Result<Values, ()> {
///         Ok(match question {
///             Question::LoginCode => Values::default().with("loginCode", "0a1b2c"),
///             _ => Values::default(),
///         })
///     }
///
///     fn has_verification(&self) -> bool {
///         false
///     }
///
///     fn invalid(_: ValidationError) {}
///
///     fn next(_: &()) -> Next {
///         Next::Stop
///     }
///
///     fn now(&self) -> f64 {
///         0.0
///     }
///
///     async fn call(&self, endpoint: &'static Endpoint, _: Values) -> Result<Reply<Value>, ()> {
///         let body = r#"{"status": "SOCIAL_BIND", "state_token": "eyJhb"}"#.to_owned();
///         interpret(endpoint.answer, HttpResponse::new(Some(200), body)).map_err(|_| ())
///     }
/// }
///
/// let result = now(sign_in(&Host, OnUnknownUser::Bind)).unwrap();
/// assert_eq!(result.status(), Some("SOCIAL_BIND"));
/// ```
pub async fn sign_in<H: SignInHost>(host: &H, on_unknown_user: OnUnknownUser) -> Result<Reply<H::Json>, H::Error> {
    let mut sign_in = SignIn::log_in(host).await?;
    if let Some(step) = sign_in.asked_for(Next::Press) {
        let ways = step.ways();
        let state_token = step.state_token.as_ref().map(RawValue::from).unwrap_or_default();
        let phone_code = host.ask(Question::PhoneCode, None).await?;
        if phone_code.lacks("phoneCode") {
            sign_in.bind_by_code(on_unknown_user.purpose(), &ways).await?;
        } else {
            let params = phone_code.with(STATE_TOKEN.name, state_token);
            sign_in.reply = host.call(on_unknown_user.endpoint(), params).await?;
        }
    }
    sign_in.second_factor().await?;
    Ok(sign_in.reply)
}

/// A sign-in under way.
struct SignIn<'a, H: SignInHost> {
    host: &'a H,
    /// The last result.
    reply: Reply<H::Json>,
    /// When the login was requested that issued the state token.
    at: f64,
    /// How often the user may still be asked again.
    retries: u8,
}

impl<'a, H: SignInHost> SignIn<'a, H> {
    async fn log_in(host: &'a H) -> Result<Self, H::Error> {
        let at = host.now();
        let login_code = host.ask(Question::LoginCode, None).await?;
        let reply = host.call(&LOGIN_STEP, login_code).await?;
        Ok(Self { host, reply, at, retries: MAX_RETRIES })
    }

    /// What the next step needs, if the service asks for `next`. There is a state token then.
    fn asked_for(&self, next: Next) -> Option<&NextStep> {
        let Reply::SignIn(BindResult { outcome, .. }) = &self.reply else { return None };
        match outcome {
            Outcome::SocialBind(step) | Outcome::UserRegister(step) | Outcome::MfaAuth(step) => {
                (outcome.next() == next).then_some(step)
            }
            Outcome::Success(_) | Outcome::AccessDenied | Outcome::Unknown => None,
        }
    }
}
