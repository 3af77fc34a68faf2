//! Converts results to plain objects, which `JSON.stringify`, `setData` and `postMessage` accept as they are.

use secrecy::ExposeSecret;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_wasm_bindgen::Serializer as Plain;
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit, RequestRedirect};

use super::host::{self, from_maps, is_polluted, plain_object};
use super::json::HostJson;
use crate::request::HttpRequest;
use crate::text::concat;

/// A Rust value as a plain object. No setter of `Object.prototype` is called: it might lose a result.
pub(super) fn to_plain(value: &impl Serialize) -> JsValue {
    let is_safe = is_polluted() == Ok(false);
    let serializer = if is_safe { Plain::json_compatible() } else { Plain::new() };
    finish(value.serialize(&serializer), is_safe)
}

// A function of its own, which is compiled once, not for each type.
fn finish(made: Result<JsValue, serde_wasm_bindgen::Error>, is_safe: bool) -> JsValue {
    // All types of this crate can be serialized.
    let made = made.unwrap_or_default();
    if is_safe { made } else { from_maps(&made).unwrap_or_default() }
}

/// A request as the second argument of a fetch.
pub(super) fn init(request: &HttpRequest, signal: Option<AbortSignal>) -> JsValue {
    let init: RequestInit = plain_object().unwrap_or_default().unchecked_into();
    init.set_method(request.method);
    // EXPOSE: the service needs the raw values in the headers and the body.
    // All of them as one text: that crosses faster than a name and a value for each.
    init.set_headers(&host::parse(request.headers_json().expose_secret()).unwrap_or_default());
    if let Some(body) = &request.body {
        init.set_body(&body.expose_secret().into());
    }
    // No redirect with the tokens, no cookies, no caching.
    init.set_redirect(RequestRedirect::Error);
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    if let Some(signal) = signal {
        init.set_signal(Some(&signal));
    }
    init.into()
}

/// The two arguments of a fetch.
struct Prepared<'a>(&'a HttpRequest);

impl Serialize for Prepared<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("url", self.0.url.as_str())?;
        map.serialize_entry("init", &HostJson::from(init(self.0, None)))?;
        map.end()
    }
}

/// A request that the caller sends itself.
pub(super) fn prepared(request: &HttpRequest) -> JsValue {
    to_plain(&Prepared(request))
}

/// A time, in milliseconds since 1970, as the host's local time: `2030-01-01 08:00:00`.
pub(super) fn local_time(milliseconds: f64) -> Option<String> {
    let text = host::local_time(milliseconds).ok()?;
    let (day, time) = text.split_once('T')?;
    let (time, _) = time.split_once('.')?;
    Some(concat(&[day, " ", time]))
}
