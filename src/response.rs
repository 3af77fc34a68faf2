//! A reply of the service, read into a result or a refusal.

use secrecy::{ExposeSecret, SecretString};
use std::fmt;

use crate::error::{ApiError, BadResponse, IdTokenError, ProtocolError, ReplyError, hint_for};
use crate::id_token::{Identity, decode_unverified};
use crate::json::Json;

/// The longest body that is read, in bytes: 1 MiB, a thousand times what a reply takes.
pub const MAX_LENGTH: u32 = 1_048_576;

/// An HTTP response. Its body is a secret.
#[derive(Clone, Debug)]
pub struct HttpResponse {
    /// The HTTP status.
    pub status: u16,
    /// The whole body, decoded as UTF-8.
    pub body: SecretString,
}

/// What the service answered.
pub struct BindResult<J> {
    /// The status and what it carries.
    pub outcome: Outcome<J>,
    /// The status as the service spelled it.
    pub raw_status: String,
    /// The HTTP status of the reply.
    pub http_status: u16,
    /// The service's object as it came.
    pub raw: J,
}

/// The status of a bind.
pub enum Outcome<J> {
    /// The user is bound and signed in.
    Success(Session<J>),
    /// The binding process goes on.
    SocialBind(NextStep),
    /// Registration and binding go on.
    UserRegister(NextStep),
    /// A second factor is asked for.
    MfaAuth(NextStep),
    /// Access is denied.
    AccessDenied,
    /// A status that this version doesn't know.
    Unknown,
}

/// What a bound user gets.
pub struct Session<J> {
    /// The session token.
    pub session_token: SecretString,
    /// How long the session token stays valid, in seconds.
    pub expires_in: Option<f64>,
    /// The id token as it came, for the caller's server to verify.
    pub id_token: Option<SecretString>,
    /// Who it is, or why that can't be read. A broken id token takes nothing from the session.
    pub identity: Option<Result<Identity<J>, IdTokenError>>,
}

/// What goes on with a process that isn't finished.
pub struct NextStep {
    /// The temporary token for the next step.
    pub state_token: Option<SecretString>,
    /// What the service asks for, such as `VERIFY_PHONE`.
    pub next_steps: Option<Vec<String>>,
}

impl<J> Outcome<J> {
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

impl<J> fmt::Debug for BindResult<J> {
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
pub fn interpret<J: Json>(response: HttpResponse) -> Result<BindResult<J>, ReplyError> {
    let raw = match parse::<J>(&response.body) {
        Ok(raw) => raw,
        Err(reason) => return Err(bad_response(response, reason)),
    };
    let raw_status = text(&raw, "status");
    let status = raw_status.as_deref().map(str::trim);
    // The vendor's page spells the status both ways.
    let is_success = matches!(status, Some("SUCCESS" | "SUCCES"));
    let session = if is_success { session(&raw) } else { None };
    if session.is_none()
        && let Some(refusal) = refusal(&raw, response.status)
    {
        return Err(ReplyError::Api(refusal));
    }
    let outcome = match (status, session) {
        (_, Some(session)) => Outcome::Success(session),
        (Some("SUCCESS" | "SUCCES"), None) => return Err(bad_response(response, BadResponse::NoSessionToken)),
        (Some("SOCIAL_BIND"), None) => Outcome::SocialBind(next_step(&raw)),
        (Some("USER_REGISTER"), None) => Outcome::UserRegister(next_step(&raw)),
        (Some("MFA_AUTH"), None) => Outcome::MfaAuth(next_step(&raw)),
        (Some("ACCESS_DENIED"), None) => Outcome::AccessDenied,
        (Some(""), None) | (None, None) => return Err(bad_response(response, BadResponse::NoStatus)),
        (Some(_), None) => Outcome::Unknown,
    };
    Ok(BindResult { outcome, raw_status: raw_status.unwrap_or_default(), http_status: response.status, raw })
}

fn bad_response(response: HttpResponse, reason: BadResponse) -> ReplyError {
    ReplyError::Protocol(ProtocolError { reason, http_status: response.status, response_text: response.body })
}

fn parse<J: Json>(body: &SecretString) -> Result<J, BadResponse> {
    // EXPOSE: reading the reply is the job.
    let body = body.expose_secret();
    if u32::try_from(body.len()).map_or(true, |length| length > MAX_LENGTH) {
        return Err(BadResponse::TooLong);
    }
    let body = body.trim_start_matches('\u{feff}').trim();
    if body.is_empty() {
        return Err(BadResponse::Empty);
    }
    match J::parse(body) {
        Some(value) if value.is_object() => Ok(value),
        Some(_) => Err(BadResponse::NotObject),
        None if body.starts_with('<') => Err(BadResponse::Html),
        None => Err(BadResponse::NotJson),
    }
}

fn text<J: Json>(object: &J, name: &str) -> Option<String> {
    object.member(name)?.text()
}

// Sibling pages show tokens with a leading blank.
fn token<J: Json>(object: &J, name: &str) -> Option<SecretString> {
    let token = text(object, name)?;
    let token = token.trim();
    (!token.is_empty()).then(|| token.into())
}

fn session<J: Json>(raw: &J) -> Option<Session<J>> {
    let session_token = token(raw, "session_token")?;
    let id_token = token(raw, "id_token");
    let identity = match &id_token {
        // EXPOSE: the identity is inside.
        Some(id_token) => Some(decode_unverified(id_token.expose_secret())),
        None => raw.member("id_token").and_then(|other| other.text().is_none().then_some(Err(IdTokenError::NotText))),
    };
    Some(Session { session_token, expires_in: expires_in(raw), id_token, identity })
}

fn expires_in<J: Json>(raw: &J) -> Option<f64> {
    let expire = raw.member("expire")?;
    let seconds = match expire.text() {
        Some(text) => f64::from(text.trim().parse::<u32>().ok()?),
        None => expire.number()?,
    };
    (seconds.is_finite() && seconds >= 0.0).then_some(seconds)
}

fn next_step<J: Json>(raw: &J) -> NextStep {
    NextStep { state_token: token(raw, "state_token"), next_steps: next_steps(raw) }
}

// `data` is JSON inside a string on the pages; an object in its place says the same.
fn next_steps<J: Json>(raw: &J) -> Option<Vec<String>> {
    let data = raw.member("data")?;
    let data = match data.text() {
        Some(text) => J::parse(&text)?,
        None => data,
    };
    let steps = data.member("socialBindOrRegisterFlow")?.elements()?;
    Some(steps.iter().filter_map(Json::text).collect())
}

fn refusal<J: Json>(raw: &J, http_status: u16) -> Option<ApiError> {
    let value = raw.member("error_code")?;
    let raw_error_code = value.text().or_else(|| value.to_json())?;
    let code = raw_error_code.trim();
    // Zero is how some gateways write that there is no error.
    if code.is_empty() || code == "0" {
        return None;
    }
    let code = code.strip_prefix("IDAAS.").unwrap_or(code);
    let error_code = is_code(code).then(|| code.to_owned());
    let hint = error_code.as_deref().and_then(hint_for);
    let error_message = text(raw, "error_msg");
    Some(ApiError { error_code, raw_error_code, error_message, http_status, hint })
}

// A service may echo what it got. Parts that are either words or short numbers make a code; a token or a
// wechat code mixes both.
fn is_code(text: &str) -> bool {
    let is_word = |part: &str| part.len() <= 32 && part.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    let is_number = |part: &str| part.len() <= 8 && part.bytes().all(|byte| byte.is_ascii_digit());
    text.len() <= 64 && text.split('.').all(|part| !part.is_empty() && (is_word(part) || is_number(part)))
}
