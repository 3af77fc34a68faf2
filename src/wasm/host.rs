//! What `host.js` does for the boundary.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use crate::json::Name;

/// A name of JavaScript's. Each crosses as a number.
#[wasm_bindgen]
#[derive(Clone, Copy)]
pub enum Property {
    Aborted = "aborted",
    AddEventListener = "addEventListener",
    AllowInsecureLoopback = "allowInsecureLoopback",
    Api = "api",
    BodyField = "bodyField",
    Cause = "cause",
    ClientId = "clientId",
    Code = "code",
    Data = "data",
    Delivery = "delivery",
    Device = "device",
    Domain = "domain",
    ErrorCode = "error_code",
    ErrorMessage = "errorMessage",
    ErrorMsg = "error_msg",
    Exp = "exp",
    Expire = "expire",
    ExpiresAt = "expiresAt",
    Fetch = "fetch",
    Fingerprint = "fingerprint",
    Iat = "iat",
    IdToken = "id_token",
    Ip = "ip",
    Language = "language",
    Locale = "locale",
    LoginCode = "loginCode",
    Mask = "mask",
    Name = "name",
    OnUnknownUser = "onUnknownUser",
    OsVersion = "osVersion",
    PhoneCode = "phoneCode",
    Profile = "profile",
    RawErrorCode = "rawErrorCode",
    ResponseText = "responseText",
    SessionToken = "session_token",
    Signal = "signal",
    SocialBindOrRegisterFlow = "socialBindOrRegisterFlow",
    StateToken = "stateToken",
    StateTokenOfReply = "state_token",
    Status = "status",
    Text = "text",
    TimeoutMs = "timeoutMs",
    UserAgent = "userAgent",
    Value = "value",
    WechatCode = "wechatCode",
}

impl From<Name> for Property {
    fn from(name: Name) -> Self {
        match name {
            Name::Status => Self::Status,
            Name::SessionToken => Self::SessionToken,
            Name::Expire => Self::Expire,
            Name::IdToken => Self::IdToken,
            Name::StateToken => Self::StateTokenOfReply,
            Name::Data => Self::Data,
            Name::SocialBindOrRegisterFlow => Self::SocialBindOrRegisterFlow,
            Name::ErrorCode => Self::ErrorCode,
            Name::ErrorMsg => Self::ErrorMsg,
            Name::Api => Self::Api,
            Name::Iat => Self::Iat,
            Name::Exp => Self::Exp,
        }
    }
}

#[wasm_bindgen(module = "/src/wasm/host.js")]
extern "C" {
    /// A property that a caller set; fails where reading it throws.
    #[wasm_bindgen(catch)]
    pub(super) fn get(object: &JsValue, name: Property) -> Result<JsValue, JsValue>;

    /// A member of an object that JSON was parsed to; `undefined` where it is missing.
    pub(super) fn member(object: &JsValue, name: Property) -> JsValue;

    #[wasm_bindgen(catch)]
    pub(super) fn parse(text: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = parse)]
    pub(super) fn parse_js(text: &JsValue) -> Result<JsValue, JsValue>;

    /// Writes a text as UTF-8, and returns how many bytes that took; 0 where it doesn't fit.
    #[wasm_bindgen(catch, js_name = encodeInto)]
    pub(super) fn encode_into(text: &JsString, room: &mut [u8]) -> Result<usize, JsValue>;

    #[wasm_bindgen(catch)]
    pub(super) fn stringify(value: &JsValue) -> Result<JsValue, JsValue>;

    /// A copy of the claims, with `inner` in the place of the claim `api`.
    pub(super) fn profile(claims: &JsValue, inner: &JsValue) -> JsValue;

    /// Defines a property that no print enumerates.
    pub(super) fn hide(object: &JsValue, name: Property, value: &JsValue);

    /// Whether a property that is set on a plain object may end up elsewhere.
    #[wasm_bindgen(catch, js_name = isPolluted)]
    pub(super) fn is_polluted() -> Result<bool, JsValue>;

    /// A plain object for each Map.
    #[wasm_bindgen(js_name = fromMaps)]
    pub(super) fn from_maps(value: &JsValue) -> JsValue;
}
