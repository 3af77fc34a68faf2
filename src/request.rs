//! Checked values as an HTTP request.

use secrecy::{ExposeSecret, SecretString};

use crate::check::{Headers, Sending};
use crate::config::Config;
use crate::error::{Issues, Subject, ValidationError};
use crate::json::push_member;
use crate::raw::Values;
use crate::spec::{BASE, DEVICE, Endpoint, Method};
use crate::text::concat;

/// An HTTP request. Its values are secrets: `Debug` shows only the method, the URL and the header names.
#[derive(Debug)]
#[non_exhaustive]
pub struct HttpRequest {
    /// The HTTP method.
    pub method: &'static str,
    /// The URL.
    pub url: String,
    /// The headers, ordered and spelled as on the interface's page.
    pub headers: Vec<(&'static str, SecretString)>,
    /// The JSON body, if there is one.
    pub body: Option<SecretString>,
}

impl HttpRequest {
    /// The headers as a JSON object.
    pub fn headers_json(&self) -> SecretString {
        let mut json = String::new();
        for (name, value) in &self.headers {
            // EXPOSE: the service needs the raw values in the headers.
            push_member(&mut json, name, value.expose_secret());
        }
        json.push('}');
        json.into()
    }
}

/// The request that calls `endpoint` with `values`: those of its parameters and of the device. Fields of the device that are absent
/// come from the configuration.
///
/// # Errors
///
/// `INVALID_PARAMS` with every field that breaks its rule; `issues` are those that the caller found before.
///
/// # Examples
///
/// ```ignore-wasm32
/// # use wechat_mobile_bind::config::Config;
/// # use wechat_mobile_bind::error::{Issues, ValidationError};
/// # use wechat_mobile_bind::raw::Values;
/// # use wechat_mobile_bind::request::prepare;
/// # use wechat_mobile_bind::spec::BIND;
/// let config = Values::default()
///     .with("domain", "acme.example.com")
///     .with("clientId", "app")
///     .with("device.osVersion", "iOS 18")
///     .with("device.fingerprint", "156aysdna213sc50")
///     .with("device.userAgent", "app/1");
/// let config = Config::check(&config, Issues::default())?;
///
/// let params = Values::default().with("wechatCode", "6213b8e3").with("stateToken", "eyJhb");
/// let request = prepare(&BIND, &config, params, Issues::default())?;
/// assert_eq!(request.url, "https://acme.example.com/api/v2/sdk/social/wechat-mobile-bind");
/// assert_eq!(request.headers[0].0, "X-operating-sys-version");
///
/// let error = prepare(&BIND, &config, Values::default(), Issues::default()).err().unwrap();
/// assert_eq!(error.to_string(), "`wechatCode` is missing; `stateToken` is missing");
/// # Ok::<(), ValidationError>(())
/// ```
pub fn prepare(
    endpoint: &Endpoint,
    config: &Config,
    mut values: Values,
    mut issues: Issues,
) -> Result<HttpRequest, ValidationError> {
    values.fill(&config.device);
    let mut params = Sending { body_field: config.body_field, ..Sending::default() };
    params.add(endpoint.params, &values, &mut issues);
    let mut device = Sending::default();
    device.add(DEVICE, &values, &mut issues);
    if !issues.is_empty() {
        return Err(ValidationError::new(Subject::Params, issues));
    }
    let mut headers: Headers = device.headers;
    for (name, value) in &config.headers {
        headers.push((name, value.clone()));
    }
    headers.append(&mut params.headers);
    let body = match endpoint.method {
        Method::Get => None,
        Method::Post => {
            headers.push(("content-type", "application/json".into()));
            params.body.push('}');
            Some(params.body.into())
        }
    };
    Ok(HttpRequest {
        method: endpoint.method.as_str(),
        url: concat(&[&config.origin, BASE, endpoint.path]),
        headers,
        body,
    })
}
