//! The errors of the core, with a stable code, a message, and how far the request got.
//!
//! No message and no `Debug` contains a token, a code or a body. Messages are built without `format!`,
//! which would add the formatting code to the wasm.

use std::fmt;

use crate::next::Again;
use crate::spec::Endpoint;

mod callback;
mod hint;
mod reply;
mod report;
mod token;
mod transport;
mod validation;

pub use callback::CallbackError;
pub use hint::{Audience, HINTS, Hint, RefusalHint};
pub use reply::{ApiError, ProtocolError, ProtocolErrorKind};
pub use report::Report;
pub use token::{IdTokenError, TokenPart};
pub use transport::{TransportError, TransportErrorKind};
pub use validation::{Issue, Issues, Rule, Subject, ValidationError};

/// How far the request got, and so whether a code in it, which can be used once, is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Delivery {
    /// It was not sent: the code is still good.
    NotSent,
    /// It may have arrived: the code must be treated as used.
    Unknown,
    /// It was answered: the code is used.
    Delivered,
}

all_variants!(Delivery: NotSent, Unknown, Delivered);

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

/// Where an error happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// Loading the wasm and checking the configuration.
    Load,
    /// Getting the device.
    Device,
    /// A call of the service.
    Call(&'static Endpoint),
}

impl Step {
    /// The name that JavaScript sees.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Device => "device",
            Self::Call(endpoint) => endpoint.name,
        }
    }

    /// What has to be got afresh before it is done again.
    pub fn again(self) -> Again {
        match self {
            Self::Load | Self::Device => Again::Same,
            Self::Call(endpoint) => endpoint.again,
        }
    }
}

/// The error of a call. `X` is the transport's own error.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallError<T, X> {
    /// The transport failed.
    Transport(X),
    /// The reply is not a result.
    Reply(ReplyError<T>),
}

/// A reply that is not a result. `T` is the host's text.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReplyError<T> {
    /// The service refused the request.
    Api(ApiError),
    /// The reply can't be read.
    Protocol(ProtocolError<T>),
}

impl<T> fmt::Display for ReplyError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => f.write_str(&error.message()),
            Self::Protocol(error) => f.write_str(&error.message()),
        }
    }
}

impl<T: fmt::Debug> std::error::Error for ReplyError<T> {}

impl<T, X> fmt::Display for CallError<T, X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(_) => f.write_str("there is no whole reply"),
            Self::Reply(error) => error.fmt(f),
        }
    }
}

impl<T: fmt::Debug, X: std::error::Error + 'static> std::error::Error for CallError<T, X> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            Self::Reply(_) => None,
        }
    }
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

displays_its_message!(ValidationError, CallbackError, TransportError, ApiError, ProtocolError<String>, IdTokenError);
