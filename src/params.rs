//! The parameters of a call.

use secrecy::SecretString;

use crate::config::Config;
use crate::device::{Device, DeviceInput};
use crate::endpoint::Endpoint;
use crate::error::{Issues, Subject, ValidationError};
use crate::field::STATE_TOKEN;
use crate::given::Given;

/// The parameters of a call as the caller passed them.
#[derive(Default)]
pub struct ParamsInput {
    /// The one-time code.
    pub code: Given,
    /// `stateToken`; endpoints that don't take one ignore it.
    pub state_token: Given,
    /// `device`; fields that are absent here come from the configuration.
    pub device: DeviceInput,
}

/// Checked parameters.
#[derive(Debug)]
pub struct Params {
    /// The one-time code.
    pub code: SecretString,
    /// The temporary token from the login interface, for the endpoints that take it.
    pub state_token: Option<SecretString>,
    /// The calling device.
    pub device: Device,
}

impl Params {
    /// Checks the parameters of a call of `endpoint`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMS` with every field that breaks its rule; `issues` are those that the caller found
    /// before.
    ///
    /// # Examples
    ///
    /// ```ignore-wasm32
    /// use wechat_mobile_bind::config::{Config, ConfigInput};
    /// use wechat_mobile_bind::endpoint::BIND;
    /// use wechat_mobile_bind::error::Issues;
    /// use wechat_mobile_bind::params::{Params, ParamsInput};
    ///
    /// let input = ConfigInput { domain: "acme.example.com".into(), client_id: "app".into(), ..ConfigInput::default() };
    /// let config = Config::check(input, Issues::default()).unwrap();
    /// let error = Params::check(&BIND, &config, ParamsInput::default(), Issues::default()).err().unwrap();
    /// let fields: Vec<&str> = error.issues.iter().map(|issue| issue.field).collect();
    /// assert_eq!(fields, ["wechatCode", "stateToken", "device.osVersion", "device.fingerprint", "device.userAgent"]);
    /// ```
    pub fn check(
        endpoint: &Endpoint,
        config: &Config,
        input: ParamsInput,
        mut issues: Issues,
    ) -> Result<Self, ValidationError> {
        let code = endpoint.code.check(input.code, &mut issues).map(SecretString::from);
        let state_token = if endpoint.takes_state_token {
            STATE_TOKEN.check(input.state_token, &mut issues).map(SecretString::from)
        } else {
            None
        };
        let device = input.device.or(config.device.clone()).check(&mut issues);
        match (code, device) {
            (Some(code), Some(device)) if issues.is_empty() => Ok(Self { code, state_token, device }),
            _ => Err(ValidationError::new(Subject::Params, issues)),
        }
    }
}
