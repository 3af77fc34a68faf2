//! The functions of `host.js`.

use js_sys::{Function, JsString};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/wasm/host.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    pub(super) fn member(object: &JsValue, name: &JsString) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    pub(super) fn parse(text: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = parse)]
    pub(super) fn parse_js(text: &JsValue) -> Result<JsValue, JsValue>;

    /// The length of a text, in UTF-16 code units; negative for any other value.
    #[wasm_bindgen(js_name = textLength)]
    pub(super) fn text_length(value: &JsValue) -> i32;

    /// Writes a text as UTF-8, and returns how many bytes that took; 0 if it doesn't fit.
    #[wasm_bindgen(catch, js_name = encodeInto)]
    pub(super) fn encode_into(text: &JsString, room: &mut [u8]) -> Result<usize, JsValue>;

    #[wasm_bindgen(catch)]
    pub(super) fn stringify(value: &JsValue) -> Result<JsValue, JsValue>;

    /// What a `text()` resolved to, as a text; `undefined` if it can't be written as one.
    #[wasm_bindgen(catch, js_name = toText)]
    pub(super) fn to_text(value: &JsValue) -> Result<JsValue, JsValue>;

    /// The same; a Blob or a Response is read, and its text has to be awaited.
    #[wasm_bindgen(catch, js_name = readText)]
    pub(super) fn read_text(value: &JsValue) -> Result<JsValue, JsValue>;

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
    #[wasm_bindgen(catch, js_name = nullObject)]
    pub(super) fn null_object() -> Result<JsValue, JsValue>;

    /// An object on which nothing that is set now calls a setter.
    #[wasm_bindgen(catch, js_name = plainObject)]
    pub(super) fn plain_object() -> Result<JsValue, JsValue>;

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
