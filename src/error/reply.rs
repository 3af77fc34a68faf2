//! Replies that are no result.

use std::borrow::Cow;
use std::fmt;

use super::hint::{Hint, hint_for};
use crate::number;
use crate::text::{concat, split, trim};

/// The service refused the request: `{ error_code, error_msg }`, under whatever HTTP status.
#[derive(Clone)]
pub struct ApiError<'a> {
    /// The code as it came.
    pub raw_error_code: Cow<'a, str>,
    /// The service's own message, as it came.
    pub error_message: Option<Cow<'a, str>>,
    /// The HTTP status of the reply.
    pub http_status: u16,
}

impl ApiError<'_> {
    /// The error's stable code.
    pub const CODE: &'static str = "REFUSED";

    /// The code without the `IDAAS.` prefix and without blanks, such as `SDK.COMMON.1007`; `None` where
    /// what the service sent is not shaped like a code and is kept out of messages for that.
    pub fn error_code(&self) -> Option<&str> {
        let code = trim(&self.raw_error_code);
        Some(code.strip_prefix("IDAAS.").unwrap_or(code)).filter(|code| is_code(code))
    }

    /// What to do about it, where the code is known.
    pub fn hint(&self) -> Option<Hint> {
        hint_for(self.error_code()?)
    }

    /// The refusal in one sentence, in the package's words, never in the service's.
    pub fn message(&self) -> String {
        let code = self.error_code().unwrap_or("a code of unknown shape");
        let (colon, advice) = self.hint().map_or(("", ""), |hint| (": ", hint.en));
        concat(&["the service refused the request with ", code, colon, advice])
    }
}

// A service may echo what it got. Parts that are either words or short numbers make a code; a token or a
// wechat code mixes both.
fn is_code(text: &str) -> bool {
    let is_word = |part: &str| part.len() <= 32 && part.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    let is_number = |part: &str| part.len() <= 8 && part.bytes().all(|byte| byte.is_ascii_digit());
    text.len() <= 64 && split(text, b'.').all(|part| !part.is_empty() && (is_word(part) || is_number(part)))
}

impl fmt::Debug for ApiError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("error_code", &self.error_code())
            .field("http_status", &self.http_status)
            .finish_non_exhaustive()
    }
}

/// What is wrong with a reply that can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadResponse {
    /// Longer than [`crate::response::MAX_LENGTH`].
    TooLong,
    /// There is no body.
    Empty,
    /// A page for people, such as a gateway's.
    Html,
    /// Not JSON, or cut off.
    NotJson,
    /// JSON, but no object.
    NotObject,
    /// Neither a status nor an error code.
    NoStatus,
    /// SUCCESS without a session token.
    NoSessionToken,
}

/// A reply that is no reply of the interface. The request was delivered all the same; whoever has the reply keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProtocolError {
    /// What is wrong with it.
    pub reason: BadResponse,
    /// The HTTP status of the reply.
    pub http_status: u16,
}

impl ProtocolError {
    /// The error's stable code.
    pub const CODE: &str = "BAD_RESPONSE";

    /// What was expected and what came instead.
    pub fn message(&self) -> String {
        self.reason.message(self.http_status)
    }
}

impl BadResponse {
    /// What was expected of a reply of that HTTP status, and what came instead.
    pub fn message(self, http_status: u16) -> String {
        let what = match self {
            Self::TooLong => "with a body longer than 1 MiB, which no reply of the interface is",
            Self::Empty => "with an empty body, expected a JSON object",
            Self::Html => "with an HTML page, expected a JSON object: is `domain` the service's, and is it up",
            Self::NotJson => "with a body that is not JSON, or was cut off",
            Self::NotObject => "with JSON that is not an object",
            Self::NoStatus => "with neither a `status` nor an `error_code`",
            Self::NoSessionToken => "with SUCCESS but without a `session_token`",
        };
        concat(&["the service answered HTTP ", &number::write_count(http_status.into()), " ", what])
    }
}
