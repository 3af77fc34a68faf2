//! The interfaces of the service.

use std::fmt;

use super::field::{
    CAPTCHA_TOKEN, EMAIL, EMAIL_PURPOSE, Field, LOGIN_CODE, MOBILE, PUZZLE_TOKEN, SENDER, SMS_PURPOSE, STATE_TOKEN,
    VERIFY_CODE, WECHAT_CODE, X,
};
use crate::next::Again;

/// The path below which all interfaces are.
pub const BASE: &str = "/api/v2/sdk";

/// One interface of the service, and so one call of the client.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Endpoint {
    /// The name of the call: of the client's method, and of the step in which an error happens.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below [`BASE`].
    pub path: &'static str,
    /// What it takes, besides the headers that each request has.
    pub params: &'static [Field],
    /// What it answers.
    pub answer: Answer,
    /// What it uses up.
    pub again: Again,
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Method {
    /// Without a body.
    Get,
    /// With a JSON body.
    Post,
}

impl Method {
    /// The name that is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// What a reply has to be.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Answer {
    /// A status of a sign-in, and what goes with it.
    SignIn,
    /// An object with all of these members.
    Members(&'static [Member]),
    /// An HTTP status of a success; the body is empty, or an object that says nothing.
    Nothing,
}

/// A member of a reply.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Member {
    /// Its name in the reply.
    pub sent: &'static str,
    /// Its name in the result.
    pub name: &'static str,
    /// What it is.
    pub kind: MemberKind,
}

/// What a member of a reply is. Both are texts that aren't empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MemberKind {
    /// A secret; white space around it is trimmed.
    Secret,
    /// A picture: the host's own text, because copying it would be slow.
    Picture,
}

const fn secret(sent: &'static str, name: &'static str) -> Member {
    Member { sent, name, kind: MemberKind::Secret }
}

const fn picture(name: &'static str) -> Member {
    Member { sent: name, name, kind: MemberKind::Picture }
}

const fn get(name: &'static str, path: &'static str, params: &'static [Field], answer: Answer) -> Endpoint {
    Endpoint { name, method: Method::Get, path, params, answer, again: Again::Same }
}

const fn post(
    name: &'static str,
    path: &'static str,
    params: &'static [Field],
    answer: Answer,
    again: Again,
) -> Endpoint {
    Endpoint { name, method: Method::Post, path, params, answer, again }
}

/// Signs in a known WeChat user, and issues a state token to an unknown one.
pub static LOGIN: Endpoint = post("login", "/login/wechat-miniprogram", &[LOGIN_CODE], Answer::SignIn, Again::LogIn);

/// Binds a user by the mobile phone number that WeChat authorised.
pub static BIND: Endpoint =
    post("bind", "/social/wechat-mobile-bind", &[WECHAT_CODE, STATE_TOKEN], Answer::SignIn, Again::PressButton);

/// The same, and creates the user if there is none.
pub static REGISTER_AND_BIND: Endpoint = post(
    "registerAndBind",
    "/social/wechat-mobile-register-bind",
    &[WECHAT_CODE, STATE_TOKEN],
    Answer::SignIn,
    Again::PressButton,
);

/// A puzzle, which has to be solved before a message is sent.
pub static CAPTCHA: Endpoint = get(
    "captcha",
    "/captcha",
    &[],
    Answer::Members(&[secret("token", "token"), picture("originalImageBase64"), picture("jigsawImageBase64")]),
);

/// Checks where the user put the puzzle's piece.
pub static VERIFY_CAPTCHA: Endpoint = post(
    "verifyCaptcha",
    "/captcha/verify",
    &[X, PUZZLE_TOKEN, SENDER],
    Answer::Members(&[secret("captcha_token", "captchaToken")]),
    Again::Captcha,
);

/// Sends a verification code by text message.
pub static SEND_SMS: Endpoint =
    post("sendSms", "/sms/send", &[MOBILE, SMS_PURPOSE, CAPTCHA_TOKEN], Answer::Nothing, Again::Captcha);

/// Sends a verification code by mail.
pub static SEND_EMAIL: Endpoint =
    post("sendEmail", "/email/send", &[EMAIL, EMAIL_PURPOSE, CAPTCHA_TOKEN], Answer::Nothing, Again::Captcha);

const BY_CODE: &[Field] = &[MOBILE.or_another(), EMAIL.or_another(), VERIFY_CODE, STATE_TOKEN];

/// Binds a user by a verification code.
pub static BIND_BY_CODE: Endpoint = post("bindByCode", "/social/bind", BY_CODE, Answer::SignIn, Again::VerifyCode);

/// The same, and creates the user if there is none.
pub static REGISTER_AND_BIND_BY_CODE: Endpoint =
    post("registerAndBindByCode", "/social/register-bind", BY_CODE, Answer::SignIn, Again::VerifyCode);

/// The phone number for the second factor.
pub static MOBILE_BY_TOKEN: Endpoint =
    get("mobileByToken", "/mobile-by-token", &[STATE_TOKEN], Answer::Members(&[secret("mobile", "mobile")]));

/// The second factor: a verification code that a text message brought.
pub static MFA_SMS: Endpoint =
    post("mfaSms", "/mfa/sms", &[MOBILE, VERIFY_CODE, STATE_TOKEN], Answer::SignIn, Again::SecondFactor);

/// All of them.
pub static ENDPOINTS: [&Endpoint; 11] = [
    &LOGIN,
    &BIND,
    &REGISTER_AND_BIND,
    &CAPTCHA,
    &VERIFY_CAPTCHA,
    &SEND_SMS,
    &SEND_EMAIL,
    &BIND_BY_CODE,
    &REGISTER_AND_BIND_BY_CODE,
    &MOBILE_BY_TOKEN,
    &MFA_SMS,
];

impl Endpoint {
    /// The interface of a call, by the call's name.
    pub fn by_name(name: &str) -> Option<&'static Self> {
        ENDPOINTS.into_iter().find(|endpoint| endpoint.name == name)
    }

    /// The same interface, with other names for its parameters.
    #[must_use]
    pub const fn taking(self, params: &'static [Field]) -> Self {
        Self { params, ..self }
    }
}

/// The interface that a name stands for is one, whatever its parameters are called.
impl PartialEq for Endpoint {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Endpoint {}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
