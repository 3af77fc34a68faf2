//! A reply of the service, read into a result or a refusal.

use std::borrow::Cow;
use std::fmt;

use crate::error::{ApiError, BadResponse, IdTokenError, ProtocolError, ReplyError};
use crate::id_token::{Identity, decode_unverified};
use crate::json::{Json, Value};
use crate::number::parse_whole;
use crate::text::trim;

/// The longest body that is read, in bytes: 1 MiB, a thousand times what a reply takes.
pub const MAX_LENGTH: u32 = 1_048_576;

/// An HTTP response. Its body is a secret.
#[derive(Clone, Copy)]
pub struct HttpResponse<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The whole body, decoded as UTF-8.
    pub body: &'a str,
}

impl fmt::Debug for HttpResponse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse").field("status", &self.status).finish_non_exhaustive()
    }
}

/// What the service answered.
pub struct BindResult<'a> {
    /// The status and what it carries.
    pub outcome: Outcome<'a>,
    /// The status as the service spelled it.
    pub raw_status: Cow<'a, str>,
    /// The HTTP status of the reply.
    pub http_status: u16,
    /// The service's object as it came: JSON.
    pub raw: &'a str,
}

/// The status of a bind.
pub enum Outcome<'a> {
    /// The user is bound and signed in.
    Success(Session<'a>),
    /// The binding process goes on.
    SocialBind(NextStep<'a>),
    /// Registration and binding go on.
    UserRegister(NextStep<'a>),
    /// A second factor is asked for.
    MfaAuth(NextStep<'a>),
    /// Access is denied.
    AccessDenied,
    /// A status that this version doesn't know.
    Unknown,
}

/// What a bound user gets.
pub struct Session<'a> {
    /// The session token.
    pub session_token: Cow<'a, str>,
    /// How long the session token stays valid, in seconds.
    pub expires_in: Option<f64>,
    /// The id token as it came, for the caller's server to verify.
    pub id_token: Option<Cow<'a, str>>,
    /// Whether that is, word by word, the string of the service's object.
    pub is_id_token_verbatim: bool,
    /// Who it is, or why that can't be read. A broken id token takes nothing from the session.
    pub identity: Option<Result<Identity, IdTokenError>>,
}

/// What goes on with a process that isn't finished.
pub struct NextStep<'a> {
    /// The temporary token for the next step.
    pub state_token: Option<Cow<'a, str>>,
    /// What the service asks for, such as `VERIFY_PHONE`: a JSON array of strings.
    pub next_steps: Option<String>,
}

impl Outcome<'_> {
    /// The status as the interface spells it.
    pub fn status(&self) -> &'static str {
        match self {
            Self::Success(_) => "SUCCESS",
            Self::SocialBind(_) => "SOCIAL_BIND",
            Self::UserRegister(_) => "USER_REGISTER",
            Self::MfaAuth(_) => "MFA_AUTH",
            Self::AccessDenied => "ACCESS_DENIED",
            Self::Unknown => "UNKNOWN",
        }
    }
}

impl fmt::Debug for BindResult<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BindResult")
            .field("status", &self.outcome.status())
            .field("http_status", &self.http_status)
            .finish_non_exhaustive()
    }
}

/// Reads a reply. **A SUCCESS with a session token is a result, whatever else is wrong in it:** the code
/// is spent, and there is no second try.
///
/// # Errors
///
/// `REFUSED` for an `error_code` under any HTTP status, `BAD_RESPONSE` for a body that is no reply of
/// the interface.
pub fn interpret(response: HttpResponse<'_>) -> Result<BindResult<'_>, ReplyError<'_>> {
    let http_status = response.status;
    let bad_response = |reason| ReplyError::Protocol(ProtocolError { reason, http_status });
    let raw = parse(response.body).map_err(bad_response)?;
    let raw_status = text(&raw, "status");
    let status = trim(&raw_status);
    // The vendor's page spells the status both ways.
    let is_success = matches!(status, "SUCCESS" | "SUCCES");
    let session = if is_success { session(&raw) } else { None };
    if session.is_none()
        && let Some(refusal) = refusal(&raw, http_status)
    {
        return Err(ReplyError::Api(refusal));
    }
    let outcome = match (status, session) {
        (_, Some(session)) => Outcome::Success(session),
        ("", _) => return Err(bad_response(BadResponse::NoStatus)),
        ("SUCCESS" | "SUCCES", _) => return Err(bad_response(BadResponse::NoSessionToken)),
        ("SOCIAL_BIND", _) => Outcome::SocialBind(next_step(&raw)),
        ("USER_REGISTER", _) => Outcome::UserRegister(next_step(&raw)),
        ("MFA_AUTH", _) => Outcome::MfaAuth(next_step(&raw)),
        ("ACCESS_DENIED", _) => Outcome::AccessDenied,
        _ => Outcome::Unknown,
    };
    Ok(BindResult { outcome, raw_status, http_status, raw: raw.as_str() })
}

fn parse(body: &str) -> Result<Json<'_>, BadResponse> {
    if u32::try_from(body.len()).map_or(true, |length| length > MAX_LENGTH) {
        return Err(BadResponse::TooLong);
    }
    let body = trim(body.strip_prefix("\u{feff}").unwrap_or(body));
    if body.is_empty() {
        return Err(BadResponse::Empty);
    }
    match Json::parse(body) {
        Some(value) if value.is_object() => Ok(value),
        Some(_) => Err(BadResponse::NotObject),
        None if body.starts_with("<") => Err(BadResponse::Html),
        None => Err(BadResponse::NotJson),
    }
}

fn text<'a>(object: &Json<'a>, name: &str) -> Cow<'a, str> {
    object.member(name).and_then(Value::text).unwrap_or_default()
}

// Sibling pages show tokens with a leading blank.
fn token<'a>(object: &Json<'a>, name: &str) -> Option<Cow<'a, str>> {
    let token = match text(object, name) {
        Cow::Borrowed(token) => Cow::Borrowed(trim(token)),
        Cow::Owned(token) => Cow::Owned(trim(&token).to_owned()),
    };
    (!token.is_empty()).then_some(token)
}

fn session<'a>(raw: &Json<'a>) -> Option<Session<'a>> {
    let session_token = token(raw, "session_token")?;
    let id_token = token(raw, "id_token");
    let identity = match &id_token {
        Some(id_token) => Some(decode_unverified(id_token.as_bytes())),
        None => raw.member("id_token").and_then(|other| other.text().is_none().then_some(Err(IdTokenError::NotText))),
    };
    // Neither an escape nor a blank was taken off, but the quotes.
    let is_verbatim = |token: &Cow<str>| raw.member("id_token").is_some_and(|it| it.as_str().len() == token.len() + 2);
    let is_id_token_verbatim = id_token.as_ref().is_some_and(is_verbatim);
    Some(Session { session_token, expires_in: expires_in(raw), id_token, is_id_token_verbatim, identity })
}

fn expires_in(raw: &Json) -> Option<f64> {
    let expire = raw.member("expire")?;
    let seconds = match expire.text() {
        Some(text) => parse_whole(trim(&text))?,
        None => expire.number()?,
    };
    (0.0..=f64::MAX).contains(&seconds).then_some(seconds)
}

fn next_step<'a>(raw: &Json<'a>) -> NextStep<'a> {
    NextStep { state_token: token(raw, "state_token"), next_steps: next_steps(raw) }
}

// `data` is JSON inside a string on the pages; an object in its place says the same.
fn next_steps(raw: &Json) -> Option<String> {
    let data = raw.member("data")?;
    let text = data.text();
    let data = Json::parse(text.as_deref().unwrap_or(data.as_str()))?;
    Json::parse(data.member("socialBindOrRegisterFlow")?.as_str())?.strings()
}

fn refusal<'a>(raw: &Json<'a>, http_status: u16) -> Option<ApiError<'a>> {
    let value = raw.member("error_code")?;
    let raw_error_code = value.text().unwrap_or(Cow::Borrowed(value.as_str()));
    // Zero is how some gateways write that there is no error.
    if matches!(trim(&raw_error_code), "" | "0") {
        return None;
    }
    Some(ApiError { raw_error_code, error_message: raw.member("error_msg").and_then(Value::text), http_status })
}
