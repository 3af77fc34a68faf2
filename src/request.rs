//! Checked parameters as an HTTP request.

use std::fmt;

use crate::config::Config;
use crate::endpoint::Endpoint;
use crate::field::{CLIENT_ID, FINGERPRINT, IP, LANGUAGE, OS_VERSION, STATE_TOKEN, USER_AGENT};
use crate::params::Params;
use crate::text::{concat, push_json};

/// An HTTP POST request. Its values are secrets: its `Debug` shows the URL and the header names only.
pub struct HttpRequest<'a> {
    /// Where it goes.
    pub url: String,
    headers: [(Option<&'static str>, Option<&'a str>); 8],
    /// The JSON body.
    pub body: String,
}

impl<'a> HttpRequest<'a> {
    /// The headers, in the order and the spelling of the interface's page.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &'a str)> {
        self.headers.iter().filter_map(|(name, value)| Some(((*name)?, (*value)?)))
    }
}

impl fmt::Debug for HttpRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers().map(|(name, _)| name).collect();
        f.debug_struct("HttpRequest").field("url", &self.url).field("headers", &names).finish_non_exhaustive()
    }
}

/// The request that calls `endpoint` with `params`.
pub fn prepare<'a>(endpoint: &Endpoint, config: &Config<'a>, params: &Params<'a>) -> HttpRequest<'a> {
    let device = &params.device;
    let headers = [
        (OS_VERSION.header, Some(device.os_version)),
        (FINGERPRINT.header, Some(device.fingerprint)),
        (IP.header, device.ip),
        (USER_AGENT.header, Some(device.user_agent)),
        (LANGUAGE.header, config.language),
        (CLIENT_ID.header, Some(config.client_id)),
        (STATE_TOKEN.header, params.state_token),
        (Some("content-type"), Some("application/json")),
    ];
    let mut body = concat(&["{\"", endpoint.body_field(config), "\":"]);
    push_json(&mut body, params.code);
    body.push_str("}");
    HttpRequest { url: concat(&[&config.origin, endpoint.path]), headers, body }
}
