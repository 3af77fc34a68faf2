//! The whole sign-in of a mini program.
//!
//! ```text
//!            ┌ SUCCESS, MFA_AUTH, ACCESS_DENIED, UNKNOWN ──────────► ended
//! login code ┤
//!            └ SOCIAL_BIND, USER_REGISTER ──► phone code ┬ declined ► ended
//!                                                        └ bind ────► ended
//! ```

use crate::json::Json;
use crate::raw::{RawValue, Values};
use crate::reply::{BindResult, Outcome, Reply};
use crate::spec::{BIND, Endpoint, Field, LOGIN, LOGIN_CODE, REGISTER_AND_BIND, STATE_TOKEN, WECHAT_CODE};

/// The members of a sign-in's parameters, besides those of every call.
pub const PARAMS: &[&str] = &["loginCode", "phoneCode", "onUnknownUser"];

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
}

/// What a sign-in needs from its host: the user's codes, and the calls of the service.
pub trait SignInHost {
    /// How the host reads JSON.
    type Json: Json;
    /// Why a step failed.
    type Error;

    /// A fresh code of `wx.login`.
    ///
    /// # Errors
    ///
    /// The host has none.
    fn login_code(&self) -> impl Future<Output = Result<RawValue, Self::Error>>;

    /// A fresh code of the phone-number button; absent if the user declines.
    ///
    /// # Errors
    ///
    /// The host has none.
    fn phone_code(&self) -> impl Future<Output = Result<RawValue, Self::Error>>;

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

/// Logs in and, if the service asks for a binding, gets the phone code and binds. If the user declines, the result of the
/// login is returned, and its state token is still valid.
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
/// # use wechat_mobile_bind::raw::{RawValue, Values};
/// # use wechat_mobile_bind::reply::{HttpResponse, Reply, interpret};
/// # use wechat_mobile_bind::sign_in::{OnUnknownUser, SignInHost, sign_in};
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
///     async fn login_code(&self) -> Result<RawValue, ()> {
///         Ok("0a1b2c".into())
///     }
///
///     async fn phone_code(&self) -> Result<RawValue, ()> {
///         Ok(RawValue::Absent)
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
    let code = host.login_code().await?;
    let login = host.call(&LOGIN_STEP, Values::default().with("loginCode", code)).await?;
    let Some(state_token) = asks_for_the_phone(&login) else { return Ok(login) };
    let code = host.phone_code().await?;
    if code.is_absent() {
        return Ok(login);
    }
    let params = Values::default().with("phoneCode", code).with(STATE_TOKEN.name, state_token);
    host.call(on_unknown_user.endpoint(), params).await
}

/// The state token, if the login asks for a binding. Without a token there can be no bind.
fn asks_for_the_phone<J>(login: &Reply<J>) -> Option<RawValue> {
    let Reply::SignIn(BindResult { outcome, .. }) = login else { return None };
    match outcome {
        Outcome::SocialBind(step) | Outcome::UserRegister(step) => step.state_token.as_ref().map(RawValue::from),
        Outcome::Success(_) | Outcome::MfaAuth(_) | Outcome::AccessDenied | Outcome::Unknown => None,
    }
}
