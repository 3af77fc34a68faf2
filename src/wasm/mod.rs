//! The boundary to JavaScript and nothing else. Text comes in, JSON goes out, and nothing is kept in between: what waits
//! for a host (its fetch, its clock, its user) waits in the package's JavaScript.

use wasm_bindgen::prelude::*;

use crate::display::display_rows as rows;
use crate::error::{Subject, ValidationError};
use crate::id_token;
use crate::request::prepare as request;
use crate::response::{HttpResponse, interpret as read};
use crate::sign_in::{OnUnknownUser, SignIn};
use input::Record;

#[cfg(feature = "arena")]
mod arena;
mod error;
pub(crate) mod host;
mod input;
mod memory;
mod output;
mod writer;

#[cfg(feature = "arena")]
#[global_allocator]
static ALLOCATOR: arena::Arena = arena::Arena::new();

/// Room for the text of the next call, of `length` bytes at most.
#[wasm_bindgen]
pub fn room(length: usize) -> *mut u8 {
    memory::room(length)
}

/// How long the last call's answer is, in bytes.
#[wasm_bindgen(js_name = answerLength)]
pub fn answer_length() -> usize {
    memory::answer_length()
}

/// Forgets the last call, and tells how many bytes from the room for its text on have to be wiped for it.
#[wasm_bindgen]
pub fn release() -> usize {
    memory::clear();
    #[cfg(feature = "arena")]
    #[expect(unsafe_code, reason = "nothing but the two texts that were forgotten outlives a call")]
    // SAFETY: whoever calls this wipes them.
    unsafe {
        ALLOCATOR.release()
    }
    #[cfg(not(feature = "arena"))]
    0
}

/// Checks a configuration and tells what holds where it is silent.
#[wasm_bindgen(js_name = checkConfig)]
pub fn check_config(length: usize) -> *const u8 {
    let record = memory::given(length);
    let mut record = Record::new(&record);
    answer(record.config().map(|config| output::config(&config)), Subject::Config, record)
}

/// The arguments of the fetch that a call makes.
#[wasm_bindgen]
pub fn prepare(length: usize) -> *const u8 {
    let record = memory::given(length);
    let mut record = Record::new(&record);
    let endpoint = record.endpoint();
    let Some(config) = record.checked_config() else { return answer(None, Subject::Config, record) };
    let params = record.params(&endpoint, &config);
    answer(params.map(|params| output::request(&request(&endpoint, &config, &params))), Subject::Params, record)
}

/// Checks what a sign-in takes, beside what its calls take, and tells what `interpret` is to be told of it.
#[wasm_bindgen(js_name = checkSignIn)]
pub fn check_sign_in(length: usize) -> *const u8 {
    let record = memory::given(length);
    let mut record = Record::new(&record);
    let on_unknown_user = match record.sign_in() {
        OnUnknownUser::Bind => "1",
        OnUnknownUser::Register => "2",
    };
    let on_unknown_user = record.issues.is_empty().then(|| on_unknown_user.to_owned());
    answer(on_unknown_user, Subject::Params, record)
}

/// Reads a reply. For the login of a sign-in, `sign_in` is what `checkSignIn` told; for any other call 0.
#[wasm_bindgen]
pub fn interpret(length: usize, http_status: u16, sign_in: u32) -> *const u8 {
    let body = memory::given(length);
    #[cfg(feature = "trap")]
    if body == "trap" {
        core::arch::wasm32::unreachable();
    }
    memory::answer(match read(HttpResponse { status: http_status, body: &body }) {
        Ok(result) => {
            let sign_in = match sign_in {
                0 => SignIn::Ended,
                1 => SignIn::after_login(&result.outcome, OnUnknownUser::Bind),
                _ => SignIn::after_login(&result.outcome, OnUnknownUser::Register),
            };
            output::result(&result, sign_in)
        }
        Err(error) => error::reply(error),
    })
}

/// Reads the claims of an id token **without verifying its signature**.
#[wasm_bindgen(js_name = decodeIdToken)]
pub fn decode_id_token(length: usize) -> *const u8 {
    memory::answer(match id_token::decode_unverified(memory::given_bytes(length)) {
        Ok(identity) => output::identity(&identity),
        Err(error) => error::id_token(error),
    })
}

/// The identity as labelled rows, for people.
#[wasm_bindgen(js_name = displayRows)]
pub fn display_rows(length: usize) -> *const u8 {
    let record = memory::given(length);
    let mut record = Record::new(&record);
    let profile = record.profile();
    let options = record.display();
    let profile = profile.filter(|_| record.issues.is_empty());
    let rows = profile.map(|profile| output::rows(|show| rows(&profile, options, &host::local_time, show)));
    answer(rows, Subject::Params, record)
}

/// Keeps the answer; where there is none, what is wrong with the record.
fn answer(text: Option<String>, subject: Subject, record: Record) -> *const u8 {
    memory::answer(text.unwrap_or_else(|| error::validation(&ValidationError::new(subject, record.issues))))
}
