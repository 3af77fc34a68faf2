//! The functions of `host.js`.

use js_sys::{Function, JsString};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

use crate::error::Delivery;

#[wasm_bindgen]
extern "C" {
    /// The object that the runtime's entry passes.
    pub type Host;

    #[wasm_bindgen(method, catch)]
    fn failure(this: &Host, cause: &JsValue, url: &JsValue) -> Result<JsValue, JsValue>;
}

/// A host's explanation of a failed fetch, if it has one.
pub(super) struct Failure(JsValue);

impl Failure {
    /// Asks the host why its fetch of `url` failed. There is no explanation for a fetch that the caller passed: it may have
    /// sent the request before it failed.
    pub(super) fn of(host: Option<&Host>, cause: &JsValue, url: &JsValue) -> Self {
        Self(host.and_then(|host| host.failure(cause, url).ok()).unwrap_or_default())
    }

    /// How far the request got, as far as the failure proves it.
    pub(super) fn delivery(&self) -> Delivery {
        match get(&self.0, "delivery").unwrap_or_default().as_string().as_deref() {
            Some("not-sent") => Delivery::NotSent,
            Some("delivered") => Delivery::Delivered,
            _ => Delivery::Unknown,
        }
    }

    /// Whether the host's own time-out passed.
    pub(super) fn is_timeout(&self) -> bool {
        get(&self.0, "isTimeout").is_ok_and(|is_timeout| is_timeout == true)
    }

    /// `{ hint, audience }`, if the host has better advice than the core.
    pub(super) fn advice(&self) -> JsValue {
        get(&self.0, "advice").unwrap_or_default()
    }
}

thread_local! {
    /// The names that were read so far, as JavaScript strings.
    static NAMES: RefCell<Vec<(&'static str, JsString)>> = const { RefCell::new(Vec::new()) };
}

fn js_name(name: &'static str) -> JsString {
    if let Some(found) =
        NAMES.with_borrow(|names| names.iter().find(|(known, _)| *known == name).map(|(_, js)| js.clone()))
    {
        return found;
    }
    let js = JsString::from(name);
    NAMES.with_borrow_mut(|names| names.push((name, js.clone())));
    js
}

/// A property that a caller set; fails if reading it throws.
pub(super) fn get(object: &JsValue, name: &'static str) -> Result<JsValue, JsValue> {
    get_named(object, &js_name(name))
}

/// A member of an object that was parsed from JSON; `undefined` if it is missing.
pub(super) fn member(object: &JsValue, name: &'static str) -> JsValue {
    member_named(object, &js_name(name)).unwrap_or_default()
}

#[wasm_bindgen(module = "/src/wasm/get.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = get)]
    pub(super) fn get_named(object: &JsValue, name: &JsString) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(module = "/src/wasm/host.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = member)]
    fn member_named(object: &JsValue, name: &JsString) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    pub(super) fn parse(text: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = parse)]
    pub(super) fn parse_js(text: &JsValue) -> Result<JsValue, JsValue>;

    /// Writes a text as UTF-8, and returns how many bytes that took; 0 if it doesn't fit.
    #[wasm_bindgen(catch, js_name = encodeInto)]
    pub(super) fn encode_into(text: &JsString, room: &mut [u8]) -> Result<usize, JsValue>;

    #[wasm_bindgen(catch)]
    pub(super) fn stringify(value: &JsValue) -> Result<JsValue, JsValue>;

    /// What a `text()` resolved to, as a text; `undefined` if it can't be written as one.
    #[wasm_bindgen(catch, js_name = toText)]
    pub(super) fn to_text(value: &JsValue) -> Result<JsValue, JsValue>;

    /// The names of an object's own members, separated by U+0000.
    #[wasm_bindgen(catch)]
    pub(super) fn names(object: &JsValue) -> Result<String, JsValue>;

    /// Whether objects and arrays are nested deeper than that.
    #[wasm_bindgen(catch, js_name = isDeeper)]
    pub(super) fn is_deeper(value: &JsValue, levels: u32) -> Result<bool, JsValue>;

    /// A copy of an object without the members that are objects.
    #[wasm_bindgen(catch)]
    pub(super) fn flat(object: &JsValue) -> Result<JsValue, JsValue>;

    /// A copy of the claims, with the members of `inner` instead of the claim `api`.
    #[wasm_bindgen(catch)]
    pub(super) fn profile(claims: &JsValue, inner: &JsValue) -> Result<JsValue, JsValue>;

    /// A copy of an object's own members as plain data; fails for what is no object.
    #[wasm_bindgen(catch, js_name = plainCopy)]
    pub(super) fn plain_copy(object: &JsValue) -> Result<JsValue, JsValue>;

    /// An object without a prototype.
    #[wasm_bindgen(catch)]
    pub(super) fn bare() -> Result<JsValue, JsValue>;

    /// A plain object with the members of a bare one.
    #[wasm_bindgen(catch, js_name = toPlain)]
    pub(super) fn to_plain(object: &JsValue) -> Result<JsValue, JsValue>;

    /// Whether a value is an array; fails for a revoked proxy.
    #[wasm_bindgen(catch, js_name = isArray)]
    pub(super) fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    /// A time as the host's local time in ISO format.
    #[wasm_bindgen(catch, js_name = localTime)]
    pub(super) fn local_time(milliseconds: f64) -> Result<String, JsValue>;

    /// Whether setting a property of a plain object may call a setter of `Object.prototype`.
    #[wasm_bindgen(catch, js_name = isPolluted)]
    pub(super) fn is_polluted() -> Result<bool, JsValue>;

    /// Converts each Map to a plain object.
    #[wasm_bindgen(catch, js_name = fromMaps)]
    pub(super) fn from_maps(value: &JsValue) -> Result<JsValue, JsValue>;

    /// Calls a listener of the caller, and ignores what it throws or rejects with.
    #[wasm_bindgen(catch)]
    pub(super) fn notify(listener: &Function, news: &JsValue) -> Result<(), JsValue>;
}

#[wasm_bindgen(module = "/src/wasm/errors.js")]
extern "C" {
    /// An error of the class `name`; `advice` replaces members of `shown`.
    #[wasm_bindgen(catch, js_name = createError)]
    pub(super) fn create_error(
        name: &str,
        shown: &JsValue,
        advice: &JsValue,
        hidden: &JsValue,
    ) -> Result<JsValue, JsValue>;

    /// Whether a value is an error of this package.
    #[wasm_bindgen(catch, js_name = isBindError)]
    pub(super) fn is_bind_error(value: &JsValue) -> Result<bool, JsValue>;
}
