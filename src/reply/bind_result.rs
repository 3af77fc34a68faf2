//! The statuses of a sign-in.

use secrecy::{ExposeSecret, SecretString};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

use super::{Unread, http_status_of, token};
use crate::error::{IdTokenError, ProtocolErrorKind};
use crate::id_token::{Identity, decode_unverified};
use crate::json::Json;
use crate::next::Next;
use crate::raw::RawValue;
use crate::recipient::Way;

/// The service's answer.
#[non_exhaustive]
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
#[non_exhaustive]
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
#[non_exhaustive]
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
#[non_exhaustive]
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
        self.serialize_into(&mut map)?;
        map.end()
    }
}

impl<J: Serialize> BindResult<J> {
    pub(super) fn serialize_into<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("status", self.outcome.status())?;
        map.serialize_entry("next", self.outcome.next().as_str())?;
        match &self.outcome {
            Outcome::Success(session) => session.serialize_into(map)?,
            Outcome::SocialBind(step) | Outcome::UserRegister(step) => {
                step.serialize_into(map)?;
                map.serialize_entry("ways", step.ways().as_slice())?;
            }
            Outcome::MfaAuth(step) => step.serialize_into(map)?,
            Outcome::AccessDenied | Outcome::Unknown => {}
        }
        map.serialize_entry("rawStatus", self.raw_status.as_str())?;
        map.serialize_entry("httpStatus", &f64::from(self.http_status))?;
        map.serialize_entry("raw", &self.raw)
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
    /// How the service lets a verification code be sent for a binding, in its own order. By text message, if it doesn't say.
    pub fn ways(&self) -> Vec<Way> {
        let mut ways = Vec::new();
        for step in self.next_steps.iter().flatten() {
            match step.as_str() {
                "VERIFY_PHONE" => ways.push(Way::Mobile),
                "VERIFY_EMAIL" => ways.push(Way::Email),
                _ => {}
            }
        }
        if ways.is_empty() { vec![Way::Mobile] } else { ways }
    }

    fn serialize_into<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        if let Some(state_token) = &self.state_token {
            map.serialize_entry("stateToken", state_token.expose_secret())?;
        }
        match &self.next_steps {
            Some(next_steps) => map.serialize_entry("nextSteps", next_steps.as_slice()),
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

/// Reads the result of a sign-in. **A SUCCESS with a session token is always a result, even if other parts of it are wrong.**
pub(super) fn read<J: Json>(raw: J, http_status: Option<u16>) -> Result<BindResult<J>, Unread> {
    let raw_status = raw.field("status").into_text().unwrap_or_default();
    let status = raw_status.trim();
    // The vendor's page has both spellings.
    let is_success = matches!(status, "SUCCESS" | "SUCCES");
    let session = if is_success { session(&raw) } else { None };
    let http_status = match session {
        Some(_) => http_status.unwrap_or_default(),
        None => http_status_of(&raw, http_status)?,
    };
    let outcome = match (status, session) {
        (_, Some(session)) => Outcome::Success(session),
        ("", None) => return Err(ProtocolErrorKind::NoStatus.into()),
        ("SUCCESS" | "SUCCES", None) => return Err(ProtocolErrorKind::NoSessionToken.into()),
        ("SOCIAL_BIND", None) => Outcome::SocialBind(next_step(&raw)),
        ("USER_REGISTER", None) => Outcome::UserRegister(next_step(&raw)),
        ("MFA_AUTH", None) => Outcome::MfaAuth(next_step(&raw)),
        ("ACCESS_DENIED", None) => Outcome::AccessDenied,
        (_, None) if http_status >= 400 => return Err(ProtocolErrorKind::UnknownStatus.into()),
        (_, None) => Outcome::Unknown,
    };
    Ok(BindResult { outcome, raw_status, http_status, raw })
}

fn session<J: Json>(raw: &J) -> Option<Session<J>> {
    let session_token = token(raw, "session_token")?;
    let id_token = token(raw, "id_token");
    let identity = match &id_token {
        // EXPOSE: the token is decoded.
        Some(id_token) => Some(decode_unverified(id_token.expose_secret())),
        None => match raw.field("id_token") {
            RawValue::Absent | RawValue::Text(_) => None,
            _ => Some(Err(IdTokenError::NotText)),
        },
    };
    Some(Session { session_token, expires_in: expires_in(raw), id_token, identity })
}

fn expires_in<J: Json>(raw: &J) -> Option<f64> {
    let seconds = match raw.field("expire") {
        RawValue::Text(text) => f64::from(text.trim().parse::<u32>().ok()?),
        RawValue::Number(seconds) => seconds,
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
    let data = match data.raw_value() {
        RawValue::Text(text) => J::parse(&text)?,
        _ => data,
    };
    let mut steps = Vec::new();
    for step in data.member("socialBindOrRegisterFlow")?.elements()? {
        steps.extend(step.raw_value().into_text());
    }
    Some(steps)
}
