//! Binds a user by the mobile phone number that WeChat authorised: strict before sending, and after
//! sending nothing is lost and nothing leaks.
//!
//! A request flows one way: what the caller gave ([`given`]) is checked field by field ([`field`],
//! [`config`], [`params`]), becomes an [`HttpRequest`](request::HttpRequest), goes through the host's
//! [`Transport`](bind::Transport), and the reply is read into a [`BindResult`](response::BindResult).
//!
//! The core is plain Rust. The two things it needs of its host are traits: JSON ([`json::Json`]) and a
//! way to send ([`bind::Transport`]). `src/wasm` implements both for JavaScript hosts and is compiled
//! for `wasm32` only.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::as_conversions,
    clippy::dbg_macro,
    clippy::print_stdout,
    clippy::print_stderr
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
pub mod params;
pub mod request;
pub mod response;
pub mod sign_in;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
