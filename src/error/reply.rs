//! Replies that are not results.

use std::fmt;

use super::hint::{self, Hint, refusal_hint, response_hint};
use super::{Delivery, ErrorCode, Report, Step};
use crate::text::concat;

/// The service refused the request: `{ error_code, error_msg }`, under any HTTP status.
#[derive(Clone)]
#[non_exhaustive]
pub struct ApiError {
    /// The code without the `IDAAS.` prefix and without blanks, such as `SDK.COMMON.1007`; `None` if what the service
    /// sent doesn't look like a code, so that messages must not contain it.
    pub error_code: Option<String>,
    /// The code as the service sent it.
    pub raw_error_code: String,
    /// The service's own message.
    pub error_message: Option<String>,
    /// The HTTP status of the reply.
    pub http_status: u16,
}

impl ApiError {
    /// What to do about it at that step.
    pub fn hint(&self, step: Step) -> Hint {
        refusal_hint(self.error_code.as_deref(), self.error_message.as_deref(), step.again())
    }

    /// One sentence in the package's own words, which quotes nothing but the code.
    pub fn message(&self) -> String {
        let code = self.error_code.as_deref().unwrap_or("a code of unknown shape");
        concat(&["the service refused the request with ", code])
    }

    /// What JavaScript gets of it.
    pub fn report(&self, step: Step) -> Report<'_> {
        let hint = self.hint(step);
        let message = match hint {
            hint::REFUSED => self.message(),
            known => concat(&[&self.message(), ": ", known.en]),
        };
        Report {
            step: Some(step),
            error_code: self.error_code.as_deref(),
            http_status: Some(self.http_status),
            ..Report::new(ErrorCode::Refused, Delivery::Delivered, message, hint)
        }
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
#[non_exhaustive]
pub enum ProtocolErrorKind {
    /// Longer than [`crate::reply::MAX_LENGTH`].
    TooLong,
    /// There is no body.
    Empty,
    /// An HTML page, such as a gateway's.
    Html,
    /// Not JSON, or incomplete.
    NotJson,
    /// JSON, but not an object.
    NotObject,
    /// Neither a status nor an error code.
    NoStatus,
    /// A status that the interface doesn't document, under an HTTP status of a failure.
    UnknownStatus,
    /// SUCCESS without a session token.
    NoSessionToken,
    /// A member is missing, empty or no text.
    NoMember(&'static str),
    /// An HTTP status of a failure, and no error code.
    NoErrorCode,
    /// Anything but a SUCCESS with a session token, if the host's fetch returned no valid HTTP status.
    NoHttpStatus,
}

/// A reply that this interface doesn't document. The request was delivered all the same.
#[non_exhaustive]
pub struct ProtocolError<T> {
    /// What is wrong with it.
    pub kind: ProtocolErrorKind,
    /// The HTTP status of the reply; `None` if the host's fetch returned no valid one.
    pub http_status: Option<u16>,
    /// The text of the reply, so that nothing is lost.
    pub response_text: T,
}

impl<T> ProtocolError<T> {
    /// What was expected and what came instead.
    pub fn message(&self) -> String {
        let what = match self.kind {
            ProtocolErrorKind::TooLong => "with a body longer than 1 MiB",
            ProtocolErrorKind::Empty => "with an empty body, expected a JSON object",
            ProtocolErrorKind::Html => "with an HTML page, expected a JSON object: check `domain` and the service",
            ProtocolErrorKind::NotJson => "with a body that is not JSON, or was cut off",
            ProtocolErrorKind::NotObject => "with JSON that is not an object",
            ProtocolErrorKind::NoStatus => "with neither a `status` nor an `error_code`",
            ProtocolErrorKind::UnknownStatus => "with a `status` that this interface does not document",
            ProtocolErrorKind::NoSessionToken => "with SUCCESS but without a `session_token`",
            ProtocolErrorKind::NoMember(_) => "without a `",
            ProtocolErrorKind::NoErrorCode => "without an `error_code`",
            ProtocolErrorKind::NoHttpStatus => "so the reply can't be trusted",
        };
        let (member, end) = if let ProtocolErrorKind::NoMember(member) = self.kind { (member, "`") } else { ("", "") };
        let mut buffer = itoa::Buffer::new();
        let (start, status, space) = match self.http_status {
            Some(status) => ("the service answered HTTP ", buffer.format(u32::from(status)), " "),
            None => ("the host's `fetch` answered without a valid `status`, ", "", ""),
        };
        concat(&[start, status, space, what, member, end])
    }

    /// What JavaScript gets of it.
    pub fn report(&self, step: Step) -> Report<'_> {
        let hint = response_hint(step.again());
        Report {
            step: Some(step),
            http_status: Some(self.http_status.unwrap_or_default()),
            ..Report::new(ErrorCode::BadResponse, Delivery::Delivered, self.message(), hint)
        }
    }
}

impl<T> fmt::Debug for ProtocolError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProtocolError")
            .field("kind", &self.kind)
            .field("http_status", &self.http_status)
            .finish_non_exhaustive()
    }
}
