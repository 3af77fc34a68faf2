//! The interfaces of the service.

use std::fmt;

use super::field::{Field, LOGIN_CODE, STATE_TOKEN, WECHAT_CODE};
use crate::next::Again;

/// The path below which all interfaces are.
pub const BASE: &str = "/api/v2/sdk";

/// One interface of the service, and so one call of the client.
#[derive(Clone, Copy)]
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
pub enum Method {
    /// With a JSON body.
    Post,
}

impl Method {
    /// The name that is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Post => "POST",
        }
    }
}

/// What a reply has to be.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// A status of a sign-in, and what goes with it.
    SignIn,
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

/// All of them.
pub static ENDPOINTS: [&Endpoint; 3] = [&LOGIN, &BIND, &REGISTER_AND_BIND];

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
