//! Reads properties.

use js_sys::JsString;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

use super::host;

thread_local! {
    /// The names that were read so far, as JavaScript strings. They are those of the crate, and stay.
    static NAMES: RefCell<Vec<(&'static str, &'static JsString)>> = const { RefCell::new(Vec::new()) };
}

/// A name of the crate as a JavaScript string, which is made once.
pub(super) fn js_name(name: &'static str) -> &'static JsString {
    if let Some(found) = NAMES.with_borrow(|names| names.iter().find(|(known, _)| *known == name).map(|(_, js)| *js)) {
        return found;
    }
    let js: &JsString = Box::leak(Box::new(name.into()));
    NAMES.with_borrow_mut(|names| names.push((name, js)));
    js
}

/// A property that a caller set; fails if reading it throws.
pub(super) fn get(object: &JsValue, name: &'static str) -> Result<JsValue, JsValue> {
    get_named(object, js_name(name))
}

/// A member of an object that was parsed from JSON; `undefined` if it is missing.
pub(super) fn member(object: &JsValue, name: &'static str) -> JsValue {
    host::member(object, js_name(name)).unwrap_or_default()
}

#[wasm_bindgen(module = "/src/wasm/get.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = get)]
    pub(super) fn get_named(object: &JsValue, name: &JsString) -> Result<JsValue, JsValue>;
}
