//! Reads a reply of the service into a result or an error.

use secrecy::SecretString;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

use crate::error::{ApiError, ProtocolError, ProtocolErrorKind, ReplyError};
use crate::json::{Json, Text, is_too_deep};
use crate::raw::RawValue;
use crate::spec::Answer;

mod bind_result;
mod members;

pub use bind_result::{BindResult, NextStep, Outcome, Session};
pub use members::{MemberValue, Members};

/// The longest body that is read: 1 MiB, far more than any reply has. In JavaScript it is counted in UTF-16 code units.
pub const MAX_LENGTH: usize = 1_048_576;

/// An HTTP response. Its body is a secret.
#[non_exhaustive]
pub struct HttpResponse<T> {
    /// The HTTP status; `None` if the host's fetch returned no valid one.
    pub status: Option<u16>,
    /// The whole body, decoded as UTF-8.
    pub body: T,
}

impl<T> HttpResponse<T> {
    /// A response as a transport gives it.
    pub fn new(status: Option<u16>, body: T) -> Self {
        Self { status, body }
    }
}

impl<T> fmt::Debug for HttpResponse<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse").field("status", &self.status).finish_non_exhaustive()
    }
}

/// The service's answer to a call.
#[derive(Debug)]
#[non_exhaustive]
pub enum Reply<J> {
    /// The result of a sign-in.
    SignIn(BindResult<J>),
    /// The members that the interface documents.
    Members(Members<J>),
    /// The request was accepted.
    Nothing {
        /// The HTTP status of the reply.
        http_status: u16,
    },
}

impl<J> Reply<J> {
    /// The status as the interface spells it; `None` if the interface has none.
    pub fn status(&self) -> Option<&'static str> {
        match self {
            Self::SignIn(result) => Some(result.outcome.status()),
            Self::Members(_) | Self::Nothing { .. } => None,
        }
    }
}

/// One flat object, as JavaScript sees it.
impl<J: Serialize> Serialize for Reply<J> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::SignIn(result) => result.serialize_into(&mut map)?,
            Self::Members(members) => members.serialize_into(&mut map)?,
            Self::Nothing { http_status } => map.serialize_entry("httpStatus", &f64::from(*http_status))?,
        }
        map.end()
    }
}

/// Reads a reply that has to be `answer`. **A SUCCESS with a session token is always a result, even if other parts of it are wrong:**
/// the code is used and can't be sent again.
///
/// # Errors
///
/// `REFUSED` for an `error_code` under any HTTP status, `BAD_RESPONSE` for a body that the interface
/// doesn't document.
///
/// # Examples
///
/// ```ignore-wasm32
/// use serde_json::Value;
/// use wechat_mobile_bind::reply::{HttpResponse, Outcome, Reply, interpret};
/// use wechat_mobile_bind::spec::BIND;
///
/// let body = r#"{"status": "SUCCESS", "session_token": "btsiBjx8", "expire": 432000}"#.to_owned();
/// let reply = interpret::<Value>(BIND.answer, HttpResponse::new(Some(200), body)).unwrap();
/// let Reply::SignIn(result) = reply else { panic!("not a sign-in") };
/// let Outcome::Success(session) = result.outcome else { panic!("not a success") };
/// assert_eq!(session.expires_in, Some(432_000.0));
/// ```
pub fn interpret<J: Json>(answer: Answer, response: HttpResponse<J::Text>) -> Result<Reply<J>, ReplyError<J::Text>> {
    let HttpResponse { status: http_status, body } = response;
    read(answer, http_status, &body).map_err(|unread| match unread {
        Unread::Refused(refusal) => ReplyError::Api(refusal),
        Unread::Bad(kind) => ReplyError::Protocol(ProtocolError { kind, http_status, response_text: body }),
    })
}

/// Why a reply isn't a result.
enum Unread {
    Refused(ApiError),
    Bad(ProtocolErrorKind),
}

impl From<ProtocolErrorKind> for Unread {
    fn from(kind: ProtocolErrorKind) -> Self {
        Self::Bad(kind)
    }
}

fn read<J: Json>(answer: Answer, http_status: Option<u16>, body: &J::Text) -> Result<Reply<J>, Unread> {
    let success = http_status.filter(|status| (200..300).contains(status));
    let raw: J = match (parse(body), answer, success) {
        (Ok(raw), _, _) => raw,
        (Err(ProtocolErrorKind::Empty), Answer::Nothing, Some(http_status)) => {
            return Ok(Reply::Nothing { http_status });
        }
        (Err(kind), _, _) => return Err(kind.into()),
    };
    match answer {
        Answer::SignIn => bind_result::read(raw, http_status).map(Reply::SignIn),
        Answer::Members(rows) => {
            let http_status = http_status_of(&raw, http_status)?;
            members::read(rows, raw, http_status).map(Reply::Members)
        }
        Answer::Nothing => {
            http_status_of(&raw, http_status)?;
            success.map(|http_status| Reply::Nothing { http_status }).ok_or(ProtocolErrorKind::NoErrorCode.into())
        }
    }
}

/// The HTTP status of a reply that is no refusal.
fn http_status_of<J: Json>(raw: &J, http_status: Option<u16>) -> Result<u16, Unread> {
    let http_status = http_status.ok_or(ProtocolErrorKind::NoHttpStatus)?;
    match refusal(raw, http_status) {
        Some(refusal) => Err(Unread::Refused(refusal)),
        None => Ok(http_status),
    }
}

fn parse<J: Json>(body: &J::Text) -> Result<J, ProtocolErrorKind> {
    if body.length() > MAX_LENGTH {
        return Err(ProtocolErrorKind::TooLong);
    }
    let mut value: J = J::read(body).map_or_else(|| parse_trimmed(&body.to_text()), Ok)?;
    // Some gateways and wrappers of fetch write the JSON into a JSON string.
    if let RawValue::Text(text) = value.raw_value() {
        value = J::parse(&text).ok_or(ProtocolErrorKind::NotObject)?;
    }
    if !value.is_object() {
        return Err(ProtocolErrorKind::NotObject);
    }
    Ok(if is_too_deep(&value, body.length()) { value.flat() } else { value })
}

/// Parses a body that the parser refused, without a byte order mark before it and without white space around it, which
/// may be more than JSON allows.
fn parse_trimmed<J: Json>(body: &str) -> Result<J, ProtocolErrorKind> {
    let body = body.strip_prefix('\u{feff}').unwrap_or(body).trim();
    if body.is_empty() {
        return Err(ProtocolErrorKind::Empty);
    }
    let kind = if body.starts_with('<') { ProtocolErrorKind::Html } else { ProtocolErrorKind::NotJson };
    J::parse(body).ok_or(kind)
}

// The vendor's pages on similar interfaces show tokens with a leading blank.
fn token<J: Json>(object: &J, name: &'static str) -> Option<SecretString> {
    let token = object.field(name).into_text()?;
    let token = token.trim();
    (!token.is_empty()).then(|| token.into())
}

fn refusal<J: Json>(raw: &J, http_status: u16) -> Option<ApiError> {
    let value = raw.member("error_code")?;
    let raw_error_code = value.raw_value().into_text().or_else(|| value.to_json())?;
    let code = raw_error_code.trim();
    // Some gateways send zero if there is no error.
    if code.is_empty() || code == "0" {
        return None;
    }
    let code = code.strip_prefix("IDAAS.").unwrap_or(code);
    let error_code = is_code(code).then(|| code.to_owned());
    let error_message = raw.field("error_msg").into_text();
    Some(ApiError { error_code, raw_error_code, error_message, http_status })
}

// A service may echo a secret. The parts of an error code are either words or short numbers; tokens and wechat codes
// mix letters and digits.
fn is_code(text: &str) -> bool {
    let is_word = |part: &str| part.len() <= 32 && part.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    let is_number = |part: &str| part.len() <= 8 && part.bytes().all(|byte| byte.is_ascii_digit());
    text.len() <= 64 && text.split('.').all(|part| !part.is_empty() && (is_word(part) || is_number(part)))
}
