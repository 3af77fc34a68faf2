//! Reads a reply of the service into a result or an error.

use secrecy::{ExposeSecret, SecretString};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

use crate::error::{ApiError, BadResponse, IdTokenError, ProtocolError, ReplyError};
use crate::given::Given;
use crate::id_token::{Identity, decode_unverified};
use crate::json::{Json, Text, is_too_deep};
use crate::next::Next;

/// The longest body that is read: 1 MiB, far more than any reply has. In JavaScript it is counted in UTF-16 code units.
pub const MAX_LENGTH: usize = 1_048_576;

/// An HTTP response. Its body is a secret.
pub struct HttpResponse<T> {
    /// The HTTP status; `None` if the host's fetch returned no valid one.
    pub status: Option<u16>,
    /// The whole body, decoded as UTF-8.
    pub body: T,
}

impl<T> fmt::Debug for HttpResponse<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse").field("status", &self.status).finish_non_exhaustive()
    }
}

/// The service's answer.
pub struct BindResult<J> {
    /// The status and its data.
    pub outcome: Outcome<J>,
    /// The status as the service spelled it.
    pub raw_status: String,
    /// The HTTP status of the reply; 0 if the host's fetch returned no valid one.
    pub http_status: u16,
    /// The object that the service sent.
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

/// The session of a bound user.
pub struct Session<J> {
    /// The session token.
    pub session_token: SecretString,
    /// How long the session token stays valid, in seconds.
    pub expires_in: Option<f64>,
    /// The raw id token, for the caller's server to verify.
    pub id_token: Option<SecretString>,
    /// Who the user is, or why the id token can't be decoded. The session is valid either way.
    pub identity: Option<Result<Identity<J>, IdTokenError>>,
}

/// What the next step needs.
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

    /// From which step the program goes on. Without a state token there is no next call.
    pub fn next(&self) -> Next {
        match self {
            Self::Success(_) => Next::Done,
            Self::SocialBind(step) | Self::UserRegister(step) if step.state_token.is_some() => Next::Press,
            Self::MfaAuth(step) if step.state_token.is_some() => Next::SecondFactor,
            Self::SocialBind(_) | Self::UserRegister(_) | Self::MfaAuth(_) => Next::Stop,
            Self::AccessDenied | Self::Unknown => Next::Stop,
        }
    }
}

/// One flat object, as JavaScript sees it.
impl<J: Serialize> Serialize for BindResult<J> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("status", self.outcome.status())?;
        map.serialize_entry("next", self.outcome.next().as_str())?;
        match &self.outcome {
            Outcome::Success(session) => session.serialize_into(&mut map)?,
            Outcome::SocialBind(step) | Outcome::UserRegister(step) | Outcome::MfaAuth(step) => {
                step.serialize_into(&mut map)?;
            }
            Outcome::AccessDenied | Outcome::Unknown => {}
        }
        map.serialize_entry("rawStatus", self.raw_status.as_str())?;
        map.serialize_entry("httpStatus", &f64::from(self.http_status))?;
        map.serialize_entry("raw", &self.raw)?;
        map.end()
    }
}

// EXPOSE: the result gives the caller its tokens.
impl<J: Serialize> Session<J> {
    fn serialize_into<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("sessionToken", self.session_token.expose_secret())?;
        if let Some(expires_in) = self.expires_in {
            map.serialize_entry("expiresIn", &expires_in)?;
        }
        if let Some(id_token) = &self.id_token {
            map.serialize_entry("idToken", id_token.expose_secret())?;
        }
        match &self.identity {
            Some(Ok(identity)) => map.serialize_entry("identity", identity),
            Some(Err(error)) => map.serialize_entry("identityError", error),
            None => Ok(()),
        }
    }
}

impl NextStep {
    fn serialize_into<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        if let Some(state_token) = &self.state_token {
            map.serialize_entry("stateToken", state_token.expose_secret())?;
        }
        match &self.next_steps {
            Some(next_steps) => map.serialize_entry("nextSteps", next_steps),
            None => Ok(()),
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

/// Reads a reply. **A SUCCESS with a session token is always a result, even if other parts of it are wrong:** the code
/// is used and can't be sent again.
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
/// use wechat_mobile_bind::response::{HttpResponse, Outcome, interpret};
///
/// let body = r#"{"status": "SUCCESS", "session_token": "btsiBjx8", "expire": 432000}"#.to_owned();
/// let result = interpret::<Value>(HttpResponse { status: Some(200), body }).unwrap();
/// let Outcome::Success(session) = result.outcome else { panic!("not a success") };
/// assert_eq!(session.expires_in, Some(432_000.0));
/// ```
pub fn interpret<J: Json>(response: HttpResponse<J::Text>) -> Result<BindResult<J>, ReplyError<J::Text>> {
    let HttpResponse { status: http_status, body } = response;
    let bad_response = |reason, response_text| {
        let error = ProtocolError { reason, http_status, response_text };
        Err(ReplyError::Protocol(error))
    };
    let raw: J = match parse(&body) {
        Ok(raw) => raw,
        Err(reason) => return bad_response(reason, body),
    };
    let raw_status = raw.field("status").into_text().unwrap_or_default();
    let status = raw_status.trim();
    // The vendor's page has both spellings.
    let is_success = matches!(status, "SUCCESS" | "SUCCES");
    let session = if is_success { session(&raw) } else { None };
    if session.is_none() {
        let Some(http_status) = http_status else { return bad_response(BadResponse::NoHttpStatus, body) };
        if let Some(refusal) = refusal(&raw, http_status) {
            return Err(ReplyError::Api(refusal));
        }
    }
    let is_failure = http_status.is_some_and(|status| status >= 400);
    let outcome = match (status, session) {
        (_, Some(session)) => Outcome::Success(session),
        ("", None) => return bad_response(BadResponse::NoStatus, body),
        ("SUCCESS" | "SUCCES", None) => return bad_response(BadResponse::NoSessionToken, body),
        ("SOCIAL_BIND", None) => Outcome::SocialBind(next_step(&raw)),
        ("USER_REGISTER", None) => Outcome::UserRegister(next_step(&raw)),
        ("MFA_AUTH", None) => Outcome::MfaAuth(next_step(&raw)),
        ("ACCESS_DENIED", None) => Outcome::AccessDenied,
        (_, None) if is_failure => return bad_response(BadResponse::UnknownStatus, body),
        (_, None) => Outcome::Unknown,
    };
    Ok(BindResult { outcome, raw_status, http_status: http_status.unwrap_or_default(), raw })
}

fn parse<J: Json>(body: &J::Text) -> Result<J, BadResponse> {
    if body.length() > MAX_LENGTH {
        return Err(BadResponse::TooLong);
    }
    let mut value: J = J::read(body).map_or_else(|| parse_trimmed(&body.to_text()), Ok)?;
    // Some gateways and wrappers of fetch write the JSON into a JSON string.
    if let Given::Text(text) = value.given() {
        value = J::parse(&text).ok_or(BadResponse::NotObject)?;
    }
    if !value.is_object() {
        return Err(BadResponse::NotObject);
    }
    Ok(if is_too_deep(&value, body.length()) { value.flat() } else { value })
}

/// Parses a body that the parser refused, without a byte order mark before it and without white space around it, which
/// may be more than JSON allows.
fn parse_trimmed<J: Json>(body: &str) -> Result<J, BadResponse> {
    let body = body.strip_prefix('\u{feff}').unwrap_or(body).trim();
    if body.is_empty() {
        return Err(BadResponse::Empty);
    }
    let reason = if body.starts_with('<') { BadResponse::Html } else { BadResponse::NotJson };
    J::parse(body).ok_or(reason)
}

// The vendor's pages on similar interfaces show tokens with a leading blank.
fn token<J: Json>(object: &J, name: &'static str) -> Option<SecretString> {
    let token = object.field(name).into_text()?;
    let token = token.trim();
    (!token.is_empty()).then(|| token.into())
}

fn session<J: Json>(raw: &J) -> Option<Session<J>> {
    let session_token = token(raw, "session_token")?;
    let id_token = token(raw, "id_token");
    let identity = match &id_token {
        // EXPOSE: the token is decoded.
        Some(id_token) => Some(decode_unverified(id_token.expose_secret())),
        None => match raw.field("id_token") {
            Given::Absent | Given::Text(_) => None,
            _ => Some(Err(IdTokenError::NotText)),
        },
    };
    Some(Session { session_token, expires_in: expires_in(raw), id_token, identity })
}

fn expires_in<J: Json>(raw: &J) -> Option<f64> {
    let seconds = match raw.field("expire") {
        Given::Text(text) => f64::from(text.trim().parse::<u32>().ok()?),
        Given::Number(seconds) => seconds,
        _ => return None,
    };
    (seconds.is_finite() && seconds >= 0.0).then_some(seconds)
}

fn next_step<J: Json>(raw: &J) -> NextStep {
    NextStep { state_token: token(raw, "state_token"), next_steps: next_steps(raw) }
}

// `data` is documented as JSON inside a string; an object is accepted too.
fn next_steps<J: Json>(raw: &J) -> Option<Vec<String>> {
    let data = raw.member("data")?;
    let data = match data.given() {
        Given::Text(text) => J::parse(&text)?,
        _ => data,
    };
    let steps = data.member("socialBindOrRegisterFlow")?.elements()?;
    Some(steps.iter().filter_map(|step| step.given().into_text()).collect())
}

fn refusal<J: Json>(raw: &J, http_status: u16) -> Option<ApiError> {
    let value = raw.member("error_code")?;
    let raw_error_code = value.given().into_text().or_else(|| value.to_json())?;
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
