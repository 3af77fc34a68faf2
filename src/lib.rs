//! Binds a user by the mobile phone number that WeChat authorised: strict before sending, and after
//! sending nothing is lost and nothing leaks.
//!
//! A request flows one way: the caller's values ([`raw`]) are checked by the rows of [`spec`] and become an
//! [`HttpRequest`](request::HttpRequest), which is sent by the host's [`Transport`](call::Transport), and the reply is read into a
//! [`Reply`](reply::Reply).
//!
//! The core doesn't depend on JavaScript: it reads JSON through the trait [`Json`](json::Json), which `serde_json` implements
//! natively and the host's own parser in wasm. `src/wasm` is the boundary to JavaScript hosts, compiled for
//! `wasm32` only. It exports functions and sets the allocator of the whole program, so a Rust program that depends on this crate
//! switches the default features off.

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
        clippy::exhaustive_enums,
        clippy::exhaustive_structs,
        clippy::dbg_macro,
        clippy::print_stdout,
        clippy::print_stderr
    )
)]

/// The names of all variants: one that is left out doesn't compile.
macro_rules! names {
    ($type:ident { $($variant:ident => $name:literal),+ $(,)? }) => {
        impl $type {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name that JavaScript sees.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }
    };
}

pub mod call;
mod check;
pub mod config;
pub mod display;
mod domain;
pub mod error;
pub mod id_token;
pub mod json;
pub mod mask;
pub mod next;
pub mod raw;
pub mod recipient;
pub mod reply;
pub mod request;
pub mod sign_in;
pub mod spec;
mod text;

#[cfg(all(target_arch = "wasm32", feature = "exports"))]
pub mod wasm;
