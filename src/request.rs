//! Checked parameters as an HTTP request.

use secrecy::{ExposeSecret, SecretString};
use serde::{Serialize, Serializer};

use crate::config::Config;
use crate::endpoint::Endpoint;
use crate::field::{CLIENT_ID, FINGERPRINT, Field, IP, LANGUAGE, OS_VERSION, STATE_TOKEN, TENANT_ID, USER_AGENT};
use crate::params::Params;

/// An HTTP POST request. Its values are secrets: `Debug` shows only the URL and the header names.
#[derive(Debug)]
pub struct HttpRequest {
    /// The URL.
    pub url: String,
    /// The headers, ordered and spelled as on the interface's page.
    pub headers: Vec<(&'static str, SecretString)>,
    /// The JSON body.
    pub body: SecretString,
}

/// Serializes the headers as an object.
impl Serialize for HttpRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // EXPOSE: the service needs the raw values in the headers.
        serializer.collect_map(self.headers.iter().map(|(name, value)| (name, value.expose_secret())))
    }
}

/// The request that calls `endpoint` with `params`.
///
/// # Examples
///
/// ```ignore-wasm32
/// # use wechat_mobile_bind::config::{Config, ConfigInput};
/// # use wechat_mobile_bind::device::DeviceInput;
/// # use wechat_mobile_bind::endpoint::BIND;
/// # use wechat_mobile_bind::error::{Issues, ValidationError};
/// # use wechat_mobile_bind::params::{Params, ParamsInput};
/// # use wechat_mobile_bind::request::prepare;
/// let device = DeviceInput {
///     os_version: "iOS 18".into(), fingerprint: "156aysdna213sc50".into(), user_agent: "app/1".into(), ..Default::default()
/// };
/// let config = ConfigInput { domain: "acme.example.com".into(), client_id: "app".into(), device, ..Default::default() };
/// let config = Config::check(config, Issues::default())?;
/// let params = ParamsInput { code: "6213b8e3".into(), state_token: "eyJhb".into(), ..Default::default() };
/// let request = prepare(&BIND, &config, Params::check(&BIND, &config, params, Issues::default())?);
/// assert_eq!(request.url, "https://acme.example.com/api/v2/sdk/social/wechat-mobile-bind");
/// assert_eq!(request.headers[0].0, "X-operating-sys-version");
/// # Ok::<(), ValidationError>(())
/// ```
pub fn prepare(endpoint: &Endpoint, config: &Config, params: Params) -> HttpRequest {
    let Params { code, state_token, device } = params;
    let language = config.language.clone();
    let client_id = config.client_id.clone();
    let headers = [
        header(&OS_VERSION, Some(device.os_version.into())),
        header(&FINGERPRINT, Some(device.fingerprint.into())),
        header(&IP, device.ip.map(SecretString::from)),
        header(&USER_AGENT, Some(device.user_agent.into())),
        header(&LANGUAGE, language.map(SecretString::from)),
        header(&CLIENT_ID, Some(client_id.into())),
        header(&TENANT_ID, config.tenant_id.clone().map(SecretString::from)),
        header(&STATE_TOKEN, state_token),
        Some(("content-type", "application/json".into())),
    ];
    HttpRequest {
        url: [&config.origin, endpoint.path].concat(),
        headers: headers.into_iter().flatten().collect(),
        body: body(endpoint.body_field(config), &code),
    }
}

fn header(field: &Field, value: Option<SecretString>) -> Option<(&'static str, SecretString)> {
    Some((field.header?, value?))
}

// INVARIANT: a checked code contains no control characters, so only quotes and backslashes have to be escaped
// (RFC 8259 §7).
fn body(name: &str, code: &SecretString) -> SecretString {
    // EXPOSE: the service needs the raw code in the body.
    let code = code.expose_secret().replace('\\', "\\\\").replace('"', "\\\"");
    ["{\"", name, "\":\"", &code, "\"}"].concat().into()
}
