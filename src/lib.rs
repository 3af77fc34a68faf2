//! Binds a user by the mobile phone number that WeChat authorised: strict before sending, and after
//! sending nothing is lost and nothing leaks.
//!
//! A request flows one way: the caller's values ([`given`]) are checked field by field ([`field`],
//! [`config`], [`params`]), become an [`HttpRequest`](request::HttpRequest), is sent by the host's
//! [`Transport`](bind::Transport), and the reply is read into a [`BindResult`](response::BindResult).
//!
//! The core doesn't depend on JavaScript: it reads JSON through the trait [`Json`](json::Json), which `serde_json` implements
//! natively and the host's own parser in wasm. `src/wasm` is the boundary to JavaScript hosts, compiled for
//! `wasm32` only.

// Tests may: a panic is how they fail.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::as_conversions,
        clippy::dbg_macro,
        clippy::print_stdout,
        clippy::print_stderr
    )
)]

pub mod bind;
pub mod config;
pub mod device;
pub mod display;
pub mod domain;
pub mod endpoint;
pub mod error;
pub mod field;
pub mod given;
pub mod id_token;
pub mod json;
pub mod mask;
pub mod next;
pub mod params;
pub mod request;
pub mod response;
pub mod sign_in;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
