//! The boundary to JavaScript and nothing else. Text comes in, JSON goes out, and nothing is kept in between: what waits
//! for a host (its fetch, its clock, its user) waits in the package's JavaScript.

use wasm_bindgen::prelude::*;

use crate::display::display_rows as rows;
use crate::error::ValidationError;
use crate::id_token;
use crate::request::prepare as request;
use crate::response::{HttpResponse, interpret as read};
use crate::sign_in::{OnUnknownUser, SignIn};
use input::Record;

mod arena;
mod error;
pub(crate) mod host;
mod input;
mod output;
mod writer;

#[global_allocator]
static ALLOCATOR: arena::Arena = arena::Arena::new();

/// Checks a configuration and tells what holds where it is silent.
#[wasm_bindgen(js_name = checkConfig)]
pub fn check_config(record: &JsValue) -> String {
    answer(Record::new(&host::text(record)).config(), output::config)
}

/// The arguments of the fetch that a call makes.
#[wasm_bindgen]
pub fn prepare(record: &JsValue) -> String {
    let record = host::text(record);
    answer(Record::new(&record).call(), |(endpoint, config, params)| {
        output::request(&request(endpoint, config, params))
    })
}

/// Checks what a sign-in takes, beside what its calls take, and tells what `interpret` is to be told of it.
#[wasm_bindgen(js_name = checkSignIn)]
pub fn check_sign_in(record: &JsValue) -> String {
    answer(Record::new(&host::text(record)).sign_in(), |on_unknown_user| match on_unknown_user {
        OnUnknownUser::Bind => "1".to_owned(),
        OnUnknownUser::Register => "2".to_owned(),
    })
}

/// Reads a reply. For the login of a sign-in, `sign_in` is what `checkSignIn` told; for any other call 0.
#[wasm_bindgen]
pub fn interpret(http_status: u16, body: &JsValue, sign_in: u32) -> String {
    let body = host::text(body);
    #[cfg(feature = "trap")]
    if body == "trap" {
        core::arch::wasm32::unreachable();
    }
    let result = match read(HttpResponse { status: http_status, body: &body }) {
        Ok(result) => result,
        Err(error) => return error::reply(error),
    };
    let sign_in = match sign_in {
        0 => SignIn::Ended,
        1 => SignIn::after_login(&result.outcome, OnUnknownUser::Bind),
        _ => SignIn::after_login(&result.outcome, OnUnknownUser::Register),
    };
    output::result(&result, sign_in)
}

/// Reads the claims of an id token **without verifying its signature**.
#[wasm_bindgen(js_name = decodeIdToken)]
pub fn decode_id_token(token: &JsValue) -> String {
    match id_token::decode_unverified(&host::text(token)) {
        Ok(identity) => output::identity(&identity),
        Err(error) => error::id_token(error),
    }
}

/// The identity as labelled rows, for people.
#[wasm_bindgen(js_name = displayRows)]
pub fn display_rows(record: &JsValue) -> String {
    let record = host::text(record);
    answer(Record::new(&record).display(), |(profile, options)| {
        output::rows(&rows(profile, *options, host::local_time))
    })
}

fn answer<T>(outcome: Result<T, ValidationError>, write: impl FnOnce(&T) -> String) -> String {
    match outcome {
        Ok(value) => write(&value),
        Err(error) => error::validation(error),
    }
}
