//! A reply of the service, read into a result or a refusal.

use std::borrow::Cow;
use std::fmt;

use crate::error::{ApiError, BadResponse, IdTokenError, ProtocolError, ReplyError, hint_for};
use crate::id_token::{Identity, decode_unverified};
use crate::json::{Json, Value};
use crate::number::parse_whole;

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
    /// Who it is, or why that can't be read. A broken id token takes nothing from the session.
    pub identity: Option<Result<Identity, IdTokenError>>,
}

/// What goes on with a process that isn't finished.
pub struct NextStep<'a> {
    /// The temporary token for the next step.
    pub state_token: Option<Cow<'a, str>>,
    /// What the service asks for, such as `VERIFY_PHONE`.
    pub next_steps: Option<Vec<String>>,
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
pub fn interpret(response: HttpResponse) -> Result<BindResult, ReplyError> {
    let http_status = response.status;
    let bad_response = |reason| ReplyError::Protocol(ProtocolError { reason, http_status });
    let raw = parse(response.body).map_err(bad_response)?;
    let raw_status = text(&raw, "status");
    let status = raw_status.trim();
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
    let body = body.trim_start_matches('\u{feff}').trim();
    if body.is_empty() {
        return Err(BadResponse::Empty);
    }
    match Json::parse(body) {
        Some(value) if value.is_object() => Ok(value),
        Some(_) => Err(BadResponse::NotObject),
        None if body.starts_with('<') => Err(BadResponse::Html),
        None => Err(BadResponse::NotJson),
    }
}

fn text<'a>(object: &Json<'a>, name: &str) -> Cow<'a, str> {
    object.member(name).and_then(Value::text).unwrap_or_default()
}

// Sibling pages show tokens with a leading blank.
fn token<'a>(object: &Json<'a>, name: &str) -> Option<Cow<'a, str>> {
    let token = match text(object, name) {
        Cow::Borrowed(token) => Cow::Borrowed(token.trim()),
        Cow::Owned(token) => Cow::Owned(token.trim().to_owned()),
    };
    (!token.is_empty()).then_some(token)
}

fn session<'a>(raw: &Json<'a>) -> Option<Session<'a>> {
    let session_token = token(raw, "session_token")?;
    let id_token = token(raw, "id_token");
    let identity = match &id_token {
        Some(id_token) => Some(decode_unverified(id_token)),
        None => raw.member("id_token").and_then(|other| other.text().is_none().then_some(Err(IdTokenError::NotText))),
    };
    Some(Session { session_token, expires_in: expires_in(raw), id_token, identity })
}

fn expires_in(raw: &Json) -> Option<f64> {
    let expire = raw.member("expire")?;
    let seconds = match expire.text() {
        Some(text) => parse_whole(text.trim())?,
        None => expire.number()?,
    };
    (seconds.is_finite() && seconds >= 0.0).then_some(seconds)
}

fn next_step<'a>(raw: &Json<'a>) -> NextStep<'a> {
    NextStep { state_token: token(raw, "state_token"), next_steps: next_steps(raw) }
}

// `data` is JSON inside a string on the pages; an object in its place says the same.
fn next_steps(raw: &Json) -> Option<Vec<String>> {
    let data = raw.member("data")?;
    let text = data.text();
    let data = Json::parse(text.as_deref().unwrap_or(data.as_str()))?;
    let steps = Json::parse(data.member("socialBindOrRegisterFlow")?.as_str())?;
    steps.is_array().then(|| steps.elements().filter_map(Value::text).map(Cow::into_owned).collect())
}

fn refusal(raw: &Json, http_status: u16) -> Option<ApiError> {
    let value = raw.member("error_code")?;
    let raw_error_code = value.text().unwrap_or(Cow::Borrowed(value.as_str())).into_owned();
    let code = raw_error_code.trim();
    // Zero is how some gateways write that there is no error.
    if code.is_empty() || code == "0" {
        return None;
    }
    let code = code.strip_prefix("IDAAS.").unwrap_or(code);
    let error_code = is_code(code).then(|| code.to_owned());
    let hint = error_code.as_deref().and_then(hint_for);
    let error_message = raw.member("error_msg").and_then(Value::text).map(Cow::into_owned);
    Some(ApiError { error_code, raw_error_code, error_message, http_status, hint })
}

// A service may echo what it got. Parts that are either words or short numbers make a code; a token or a
// wechat code mixes both.
fn is_code(text: &str) -> bool {
    let is_word = |part: &[u8]| part.len() <= 32 && part.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b'_');
    let is_number = |part: &[u8]| part.len() <= 8 && part.iter().all(u8::is_ascii_digit);
    let mut parts = text.as_bytes().split(|byte| *byte == b'.');
    text.len() <= 64 && parts.all(|part| !part.is_empty() && (is_word(part) || is_number(part)))
}
