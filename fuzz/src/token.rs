//! A second decoder of id tokens, to compare the core's with.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use wechat_mobile_bind::error::{IdTokenError, TokenPart};
use wechat_mobile_bind::id_token::{Identity, MAX_LENGTH};

use crate::json::read;

/// The compact JWS of these three parts.
pub fn encode<T: AsRef<[u8]>>(parts: impl Iterator<Item = T>) -> String {
    parts.map(|part| URL_SAFE_NO_PAD.encode(part)).collect::<Vec<_>>().join(".")
}

/// What decoding the token should give.
pub struct Expected {
    header: String,
    claims: String,
    times: [Option<f64>; 2],
    profile: Value,
}

/// Decodes by the letter of RFC 7515, with another base64 decoder.
pub fn expected(token: &str) -> Result<Expected, IdTokenError> {
    if token.len() > MAX_LENGTH {
        return Err(IdTokenError::TooLong);
    }
    let parts: Vec<&str> = token.split('.').collect();
    let &[header, payload, signature] = parts.as_slice() else { return Err(IdTokenError::Parts(parts.len())) };
    let (header, _) = object(header, TokenPart::Header)?;
    let (payload, claims) = object(payload, TokenPart::Payload)?;
    bytes(signature, TokenPart::Signature)?;
    let times = [&claims["iat"], &claims["exp"]].map(time);
    Ok(Expected { header, claims: payload, times, profile: merged(claims) })
}

fn object(part: &str, which: TokenPart) -> Result<(String, Value), IdTokenError> {
    let text = String::from_utf8(bytes(part, which)?).map_err(|_| IdTokenError::Utf8(which))?;
    let value = read(&text).ok_or(IdTokenError::Json(which))?;
    if value.is_object() { Ok((text, value)) } else { Err(IdTokenError::NotObject(which)) }
}

fn bytes(part: &str, which: TokenPart) -> Result<Vec<u8>, IdTokenError> {
    match part {
        "" => Err(IdTokenError::Empty(which)),
        part => URL_SAFE_NO_PAD.decode(part).map_err(|_| IdTokenError::Base64(which)),
    }
}

fn merged(mut claims: Value) -> Value {
    let inner = match &claims["api"] {
        Value::String(json) => read(json),
        other => Some(other.clone()),
    };
    if let (Some(Value::Object(inner)), Value::Object(claims)) = (inner, &mut claims) {
        claims.extend(inner);
        claims.shift_remove("api");
    }
    claims
}

/// The profile of an identity: its claims where it has none of its own.
pub fn profile(identity: &Identity) -> Value {
    read(identity.profile.as_deref().unwrap_or(&identity.claims)).unwrap()
}

impl Expected {
    /// Fails where the identity is another one. Texts are compared, so that the members' order counts.
    pub fn assert_is(&self, identity: &Identity) {
        assert_eq!(identity.header, self.header);
        assert_eq!(identity.claims, self.claims);
        assert_eq!(profile(identity).to_string(), self.profile.to_string());
        assert_eq!([identity.issued_at, identity.expires_at], self.times);
    }
}

// A JavaScript Date reaches 100,000,000 days from 1970.
fn time(claim: &Value) -> Option<f64> {
    claim.as_f64().map(|seconds| seconds * 1000.0).filter(|milliseconds| (-8.64e15..=8.64e15).contains(milliseconds))
}
