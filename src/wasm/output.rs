//! What JavaScript gets: plain objects that `JSON.stringify`, `setData` and `postMessage` take as they are.

use secrecy::ExposeSecret;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_wasm_bindgen::Serializer as Plain;
use wasm_bindgen::prelude::*;
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestInit, RequestRedirect};

use super::host::{self, bare, from_maps, is_polluted};
use super::json::HostJson;
use crate::request::HttpRequest;

/// A Rust value as a plain object. A setter that somebody put on `Object.prototype` isn't called: it might lose a result.
pub(super) fn plain(value: &impl Serialize) -> JsValue {
    // The types of this crate can all be written.
    if is_polluted() == Ok(false) {
        return value.serialize(&Plain::json_compatible()).unwrap_or_default();
    }
    from_maps(&value.serialize(&Plain::new()).unwrap_or_default())
}

/// A request as the second argument of a fetch.
pub(super) fn init(request: &HttpRequest) -> RequestInit {
    // What isn't set here must not be inherited: tokens would follow a redirect.
    let init: RequestInit = bare().unwrap_or_default().unchecked_into();
    init.set_method("POST");
    // EXPOSE: headers and body are where the service needs the raw values.
    init.set_headers(&plain(request));
    init.set_body(&request.body.expose_secret().into());
    // Tokens follow no redirect, meet no cookie, and stay in no cache.
    init.set_redirect(RequestRedirect::Error);
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init
}

/// The two arguments of a fetch.
struct Prepared<'a>(&'a HttpRequest);

impl Serialize for Prepared<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("url", self.0.url.as_str())?;
        map.serialize_entry("init", &HostJson::from(JsValue::from(init(self.0))))?;
        map.end()
    }
}

/// A request for a transport of the caller's own.
pub(super) fn prepared(request: &HttpRequest) -> JsValue {
    plain(&Prepared(request))
}

/// An instant, in milliseconds since 1970, as a clock on the host's wall shows it: `2030-01-01 08:00:00`.
pub(super) fn local_time(milliseconds: f64) -> Option<String> {
    let text = host::local_time(milliseconds).ok()?;
    let (day, time) = text.split_once('T')?;
    let (time, _) = time.split_once('.')?;
    Some([day, " ", time].concat())
}
