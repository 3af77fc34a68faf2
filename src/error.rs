//! Every error of the core: its stable code, its message for people, and what it says of the request.
//!
//! No message and no `Debug` holds a token, a code or a body. Messages are built without `format!`,
//! which would bring the formatting machinery into the wasm.

use std::fmt;

mod hint;
mod reply;
mod token;
mod validation;

pub use hint::{Hint, hints};
pub use reply::{ApiError, BadResponse, ProtocolError};
pub use token::{IdTokenError, TokenPart};
pub use validation::{Issue, Issues, Rule, Subject, ValidationError};

/// What became of the request, and so of the wechat code, which is good for one use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It never left: the wechat code is still good.
    NotSent,
    /// It may have arrived: the wechat code must be taken as spent.
    Unknown,
    /// It was answered: the wechat code is spent.
    Delivered,
}

impl Delivery {
    /// The name that JavaScript sees.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotSent => "not-sent",
            Self::Unknown => "unknown",
            Self::Delivered => "delivered",
        }
    }
}

/// A reply that is no result.
#[derive(Debug)]
pub enum ReplyError<'a> {
    /// The service refused the request.
    Api(ApiError<'a>),
    /// The reply can't be read.
    Protocol(ProtocolError),
}

macro_rules! displays_its_message {
    ($($error:ty),+) => {$(
        impl fmt::Display for $error {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.message())
            }
        }
        impl std::error::Error for $error {}
    )+};
}

displays_its_message!(ValidationError, ApiError<'_>, ProtocolError, IdTokenError);
