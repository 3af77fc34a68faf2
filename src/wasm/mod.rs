//! The boundary to JavaScript: the exports, the host's JSON and fetch as the core's traits, and the conversion of
//! values and errors.

use js_sys::{Date, JsString};
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::prelude::*;
use zeroizing_alloc::ZeroAlloc;

use crate::display::display_rows as rows;
use crate::error::IdTokenError;
use crate::id_token::{self, Identity, decode_unverified};
use crate::json::Text;
use error::Error;
use json::HostJson;

pub use client::Client;
pub use failure::Host;
pub use progress::ProgressSink;

mod call;
mod client;
mod deadline;
mod error;
mod failure;
mod fetch;
mod get;
mod host;
mod json;
mod progress;
mod question;
mod raw;
mod read;
mod sign_in;
mod write;

// Talc is smaller than the standard library's allocator. Freed memory is wiped, because tokens and codes pass through many
// short-lived strings at the boundary.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<WasmDynamicTalc> = ZeroAlloc(new_wasm_dynamic_allocator());

/// The version of the package. The names of what the wasm imports and exports don't tell one version from another.
#[wasm_bindgen(js_name = packageVersion)]
pub fn package_version() -> JsValue {
    env!("CARGO_PKG_VERSION").into()
}

/// Reads the claims of an id token **without verifying its signature**: for display only.
///
/// # Errors
///
/// `BAD_ID_TOKEN`, with the part that is wrong.
#[wasm_bindgen(js_name = decodeIdToken)]
pub fn decode_id_token(token: &JsValue) -> Result<JsValue, JsValue> {
    let token = token.dyn_ref::<JsString>().ok_or(IdTokenError::NotText).map_err(Error::id_token)?;
    if Text::length(token) > id_token::MAX_LENGTH {
        return Err(Error::id_token(IdTokenError::TooLong).into());
    }
    let identity: Identity<HostJson> = decode_unverified(&token.to_text()).map_err(Error::id_token)?;
    Ok(write::to_plain(&identity))
}

/// The identity as labelled rows, to display; none if there is no identity.
///
/// # Errors
///
/// `INVALID_PARAMS`, with every argument that breaks its rule.
#[wasm_bindgen(js_name = displayRows)]
pub fn display_rows(identity: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (profile, options) = read::display(identity, options).map_err(|invalid| Error::validation(invalid, None))?;
    let rows = profile.map(|profile| rows(&profile, options, write::local_time)).unwrap_or_default();
    Ok(write::to_plain(&rows))
}

/// Whether the identity's token has expired at `now`, in milliseconds since 1970.
///
/// # Errors
///
/// `INVALID_PARAMS`, with every argument that breaks its rule.
#[wasm_bindgen(js_name = isExpired)]
pub fn is_expired(identity: &JsValue, now: &JsValue) -> Result<bool, JsValue> {
    let (expires_at, now) = read::expiry(identity, now).map_err(|invalid| Error::validation(invalid, None))?;
    Ok(id_token::is_expired(expires_at, now.unwrap_or_else(Date::now)))
}
