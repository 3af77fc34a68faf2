//! Replies that are no result.

use std::fmt;

use super::hint::Hint;
use crate::number;
use crate::text::concat;

/// The service refused the request: `{ error_code, error_msg }`, under whatever HTTP status.
#[derive(Clone)]
pub struct ApiError {
    /// The code without the `IDAAS.` prefix and without blanks, such as `SDK.COMMON.1007`; `None` where
    /// what the service sent is not shaped like a code and is kept out of messages for that.
    pub error_code: Option<String>,
    /// The code as it came.
    pub raw_error_code: String,
    /// The service's own message, as it came.
    pub error_message: Option<String>,
    /// The HTTP status of the reply.
    pub http_status: u16,
    /// What to do about it, where the code is known.
    pub hint: Option<&'static Hint>,
}

impl ApiError {
    /// The error's stable code.
    pub const CODE: &str = "REFUSED";

    /// The refusal in one sentence, in the package's words, never in the service's.
    pub fn message(&self) -> String {
        let code = self.error_code.as_deref().unwrap_or("a code of unknown shape");
        let (colon, advice) = self.hint.map_or(("", ""), |hint| (": ", hint.en));
        concat(&["the service refused the request with ", code, colon, advice])
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("error_code", &self.error_code)
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
