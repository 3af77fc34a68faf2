//! The core as it runs natively, through its public interface.

#![cfg(not(target_arch = "wasm32"))]

mod bind;
mod calls;
mod documents;
mod errors;
mod fields;
mod id_tokens;
mod masks;
mod redaction;
mod replies;
mod sign_in;
mod support;
