//! What a failure of the host's own fetch proves.

use wasm_bindgen::prelude::*;

use super::get::get;
use crate::error::Delivery;

#[wasm_bindgen]
extern "C" {
    /// The object that the runtime's entry passes.
    pub type Host;

    #[wasm_bindgen(method, catch)]
    fn failure(this: &Host, cause: &JsValue, url: &JsValue) -> Result<JsValue, JsValue>;
}

/// A host's explanation of a failed fetch, if it has one.
pub(super) struct FetchFailure(JsValue);

impl FetchFailure {
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
