//! Every error of the core: its stable code, its message for people, and what it says of the request.
//!
//! No message and no `Debug` holds a token, a code or a body. Messages are built without `format!`,
//! which would bring the formatting machinery into the wasm.

use secrecy::SecretString;
use std::fmt;

use crate::hint::Hint;

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

/// The kind of rule that a field broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// It is missing or empty.
    Required,
    /// It has the wrong type.
    Type,
    /// Reading it threw.
    Unreadable,
    /// It is too long.
    Length,
    /// It holds a character that can't be sent.
    Characters,
    /// It isn't written as its kind of value is.
    Format,
    /// It is a number out of range.
    Range,
}

impl Rule {
    /// The name that JavaScript sees.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Type => "type",
            Self::Unreadable => "unreadable",
            Self::Length => "length",
            Self::Characters => "characters",
            Self::Format => "format",
            Self::Range => "range",
        }
    }
}

/// One problem of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The field as the caller spells it, such as `device.ip`.
    pub field: &'static str,
    /// The rule that it broke.
    pub rule: Rule,
    /// What is wrong and what is expected, for people.
    pub message: String,
    /// Where the first offending character stands, in UTF-16 code units as JavaScript counts.
    pub index: Option<usize>,
}

/// The problems found so far: all of them are reported at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issues(Vec<Issue>);

impl Issues {
    /// Notes that `field` broke `rule`. `problem` goes on from the field's name: "is missing".
    pub fn add(&mut self, field: &'static str, rule: Rule, problem: &str) {
        self.push(field, rule, problem, None);
    }

    /// The same for a problem that stands at one character.
    pub fn add_at(&mut self, field: &'static str, rule: Rule, problem: &str, index: usize) {
        let problem = [problem, ", at index ", itoa::Buffer::new().format(index)].concat();
        self.push(field, rule, &problem, Some(index));
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn push(&mut self, field: &'static str, rule: Rule, problem: &str, index: Option<usize>) {
        let message = ["`", field, "` ", problem].concat();
        self.0.push(Issue { field, rule, message, index });
    }
}

/// What was being checked when problems were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The client's configuration: `INVALID_CONFIG`.
    Config,
    /// The parameters of one call: `INVALID_PARAMS`.
    Params,
}

/// Fields that break their rules. Nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidationError {
    /// What was checked.
    pub subject: Subject,
    /// Every problem found, in the order of the fields.
    pub issues: Vec<Issue>,
}

impl ValidationError {
    /// The error of the problems that were noted.
    pub fn new(subject: Subject, issues: Issues) -> Self {
        Self { subject, issues: issues.0 }
    }

    /// `INVALID_CONFIG` or `INVALID_PARAMS`.
    pub fn code(&self) -> &'static str {
        match self.subject {
            Subject::Config => "INVALID_CONFIG",
            Subject::Params => "INVALID_PARAMS",
        }
    }

    /// Every problem in one sentence, separated by semicolons.
    pub fn message(&self) -> String {
        let messages: Vec<&str> = self.issues.iter().map(|issue| issue.message.as_str()).collect();
        messages.join("; ")
    }
}

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
        let mut message = ["the service refused the request with ", code].concat();
        if let Some(hint) = self.hint {
            message.push_str(": ");
            message.push_str(hint.en);
        }
        message
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

/// A reply that is no reply of the interface. The request was delivered all the same.
#[derive(Clone, Debug)]
pub struct ProtocolError {
    /// What is wrong with it.
    pub reason: BadResponse,
    /// The HTTP status of the reply.
    pub http_status: u16,
    /// The reply as it came, so that nothing is lost.
    pub response_text: SecretString,
}

impl ProtocolError {
    /// The error's stable code.
    pub const CODE: &str = "BAD_RESPONSE";

    /// What was expected and what came instead.
    pub fn message(&self) -> String {
        let what = match self.reason {
            BadResponse::Empty => "with an empty body, expected a JSON object",
            BadResponse::Html => "with an HTML page, expected a JSON object: is `domain` the service's, and is it up",
            BadResponse::NotJson => "with a body that is not JSON, or was cut off",
            BadResponse::NotObject => "with JSON that is not an object",
            BadResponse::NoStatus => "with neither a `status` nor an `error_code`",
            BadResponse::NoSessionToken => "with SUCCESS but without a `session_token`",
        };
        ["the service answered HTTP ", itoa::Buffer::new().format(self.http_status), " ", what].concat()
    }
}

/// The part of a compact JWS that is at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenPart {
    /// The first part.
    Header,
    /// The second part: the claims.
    Payload,
    /// The third part.
    Signature,
}

impl TokenPart {
    fn as_str(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Signature => "signature",
        }
    }
}

/// An id token that can't be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdTokenError {
    /// It isn't a string.
    NotText,
    /// It is longer than [`crate::id_token::MAX_LENGTH`].
    TooLong,
    /// It has this many parts, a signed token has three.
    Parts(usize),
    /// The part is empty.
    Empty(TokenPart),
    /// The part isn't strict base64url (RFC 7515 §2).
    Base64(TokenPart),
    /// The part isn't UTF-8.
    Utf8(TokenPart),
    /// The part isn't JSON.
    Json(TokenPart),
    /// The part is JSON, but no object.
    NotObject(TokenPart),
}

impl IdTokenError {
    /// The error's stable code.
    pub const CODE: &str = "BAD_ID_TOKEN";

    /// What is wrong with the token, without a character of it.
    pub fn message(&self) -> String {
        let (part, problem) = match self {
            Self::NotText => return "the id token is not a string".to_owned(),
            Self::TooLong => return "the id token is longer than 262144 characters".to_owned(),
            Self::Parts(5) => {
                return "the id token has 5 parts: it is encrypted, and only a signed token, with 3, can be read"
                    .to_owned();
            }
            Self::Parts(count) => {
                let mut buffer = itoa::Buffer::new();
                let count = buffer.format(*count);
                let parts = if count == "1" { " part" } else { " parts" };
                return ["the id token has ", count, parts, ", a signed token has 3"].concat();
            }
            Self::Empty(part) => (part, " of the id token is empty"),
            Self::Base64(part) => (part, " of the id token is not base64url without padding"),
            Self::Utf8(part) => (part, " of the id token is not UTF-8"),
            Self::Json(part) => (part, " of the id token is not JSON"),
            Self::NotObject(part) => (part, " of the id token is not a JSON object"),
        };
        ["the ", part.as_str(), problem].concat()
    }
}

/// What a call can end in instead of a result. `T` is the transport's own error.
#[derive(Debug)]
pub enum BindError<T> {
    /// The fields break their rules; nothing was sent.
    Validation(ValidationError),
    /// The transport failed.
    Transport(T),
    /// The service refused the request.
    Api(ApiError),
    /// The reply can't be read.
    Protocol(ProtocolError),
}

/// A reply that is no result.
#[derive(Debug)]
pub enum ReplyError {
    /// The service refused the request.
    Api(ApiError),
    /// The reply can't be read.
    Protocol(ProtocolError),
}

impl<T> From<ValidationError> for BindError<T> {
    fn from(error: ValidationError) -> Self {
        Self::Validation(error)
    }
}

impl<T> From<ReplyError> for BindError<T> {
    fn from(error: ReplyError) -> Self {
        match error {
            ReplyError::Api(error) => Self::Api(error),
            ReplyError::Protocol(error) => Self::Protocol(error),
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

displays_its_message!(ValidationError, ApiError, ProtocolError, IdTokenError);
