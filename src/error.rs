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
pub use hint::{Audience, HINTS, Hint};
pub use reply::{ApiError, ProtocolError, ProtocolErrorKind};
pub use report::Report;
pub use token::{IdTokenError, TokenPart};
pub use transport::{TransportError, TransportErrorKind};
pub use validation::{Issue, Issues, Rule, Subject, ValidationError};

/// What happened; stable across versions. The list of all codes, and of the classes of errors that they narrow to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorCode {
    /// Fields of the configuration break their rules.
    InvalidConfig,
    /// Parameters of a call break their rules.
    InvalidParams,
    /// A function that the caller passed threw.
    Callback,
    /// The host's fetch failed.
    Network,
    /// The reply took too long.
    Timeout,
    /// The caller's signal aborted the call.
    Aborted,
    /// The service refused the request.
    Refused,
    /// The reply is not one that the interface documents.
    BadResponse,
    /// An id token can't be decoded.
    BadIdToken,
    /// The npm package can't load the wasm, or the wasm stopped.
    WasmUnavailable,
    /// In the npm package for mini programs: the user declined to share the phone number.
    UserDeclined,
    /// In the npm package for mini programs: WeChat gave no phone number for another reason.
    NoPhoneCode,
}

names!(ErrorCode {
    InvalidConfig => "INVALID_CONFIG",
    InvalidParams => "INVALID_PARAMS",
    Callback => "CALLBACK",
    Network => "NETWORK",
    Timeout => "TIMEOUT",
    Aborted => "ABORTED",
    Refused => "REFUSED",
    BadResponse => "BAD_RESPONSE",
    BadIdToken => "BAD_ID_TOKEN",
    WasmUnavailable => "WASM_UNAVAILABLE",
    UserDeclined => "USER_DECLINED",
    NoPhoneCode => "NO_PHONE_CODE",
});

impl ErrorCode {
    /// The name of its class in JavaScript.
    pub fn class(self) -> &'static str {
        match self {
            Self::InvalidConfig | Self::InvalidParams => "ValidationError",
            Self::Callback => "CallbackError",
            Self::Network | Self::Timeout | Self::Aborted => "TransportError",
            Self::Refused => "ApiError",
            Self::BadResponse => "ProtocolError",
            Self::BadIdToken => "IdTokenError",
            Self::WasmUnavailable => "LoadError",
            Self::UserDeclined | Self::NoPhoneCode => "PhoneCodeError",
        }
    }
}

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

names!(Delivery {
    NotSent => "not-sent",
    Unknown => "unknown",
    Delivered => "delivered",
});

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

impl<T> ReplyError<T> {
    /// What JavaScript gets of it.
    pub fn report(&self, step: Step) -> Report<'_> {
        match self {
            Self::Api(error) => error.report(step),
            Self::Protocol(error) => error.report(step),
        }
    }
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
