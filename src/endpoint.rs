//! The interfaces of the service; the differences between them are data.

use crate::config::Config;
use crate::error::Step;
use crate::field::{Field, LOGIN_CODE, WECHAT_CODE};

/// One interface of the service.
#[derive(Clone, Copy)]
pub struct Endpoint {
    /// Which step of a sign-in it is.
    pub step: Step,
    /// The path below the tenant's origin.
    pub path: &'static str,
    /// The one-time code that it takes.
    pub code: Field,
    /// The name of the code in the body; `None` if it comes from the configuration.
    pub body_field: Option<&'static str>,
    /// Whether it requires the temporary token from the login interface.
    pub takes_state_token: bool,
}

/// Signs in a known WeChat user, and issues a state token to an unknown one.
pub const LOGIN: Endpoint = Endpoint {
    step: Step::Login,
    path: "/api/v2/sdk/login/wechat-miniprogram",
    code: LOGIN_CODE,
    body_field: Some("code"),
    takes_state_token: false,
};

/// Binds a user by the mobile phone number that WeChat authorised.
pub const BIND: Endpoint = Endpoint {
    step: Step::Bind,
    path: "/api/v2/sdk/social/wechat-mobile-bind",
    code: WECHAT_CODE,
    body_field: None,
    takes_state_token: true,
};

/// The same, and creates the user if there is none.
pub const REGISTER_AND_BIND: Endpoint =
    Endpoint { step: Step::RegisterAndBind, path: "/api/v2/sdk/social/wechat-mobile-register-bind", ..BIND };

/// All of them.
pub const ENDPOINTS: [Endpoint; 3] = [LOGIN, BIND, REGISTER_AND_BIND];

impl Endpoint {
    /// The interface of a call, by its name in JavaScript.
    pub fn by_name(name: &str) -> Option<Self> {
        ENDPOINTS.into_iter().find(|endpoint| endpoint.step.as_str() == name)
    }

    /// The same interface, with another name for its code in error messages.
    #[must_use]
    pub fn with_code_named(self, name: &'static str) -> Self {
        Self { code: Field { name, ..self.code }, ..self }
    }

    /// The name of the code in the body.
    pub fn body_field(&self, config: &Config) -> &'static str {
        self.body_field.unwrap_or(config.body_field.as_str())
    }
}
