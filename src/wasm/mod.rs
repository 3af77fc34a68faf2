//! The boundary to JavaScript and nothing else: what is exported, the host's JSON and fetch as the core's
//! traits, conversions, and errors as JavaScript knows them.

use js_sys::Date;
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::prelude::*;
use zeroizing_alloc::ZeroAlloc;

use crate::display::display_rows as rows;
use crate::error::IdTokenError;
use crate::id_token;

pub use client::Client;

mod client;
mod deadline;
mod error;
mod fetch;
mod host;
mod input;
mod json;
mod output;

// Talc is smaller than the allocator that the standard library brings by 1.4 kB after brotli. What is freed is
// wiped: tokens and codes pass through many short-lived strings on their way across the boundary.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<WasmDynamicTalc> = ZeroAlloc(new_wasm_dynamic_allocator());

/// Reads the claims of an id token **without verifying its signature**.
#[wasm_bindgen(js_name = decodeIdToken)]
pub fn decode_id_token(token: &JsValue) -> Result<JsValue, JsValue> {
    let token = token.as_string().ok_or(IdTokenError::NotText).map_err(error::id_token)?;
    id_token::decode_unverified(&token).map(output::identity).map_err(error::id_token)
}

/// The identity as labelled rows, for people.
#[wasm_bindgen(js_name = displayRows)]
pub fn display_rows(identity: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (profile, options) = input::display(identity, options).map_err(error::validation)?;
    Ok(output::rows(rows(&profile, options, output::local_time)))
}

/// Whether the identity's token has expired at `now`, in milliseconds since 1970.
#[wasm_bindgen(js_name = isExpired)]
pub fn is_expired(identity: &JsValue, now: &JsValue) -> Result<bool, JsValue> {
    let (expires_at, now) = input::expiry(identity, now).map_err(error::validation)?;
    Ok(id_token::is_expired(expires_at, now.unwrap_or_else(Date::now)))
}
