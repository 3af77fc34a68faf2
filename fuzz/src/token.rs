//! A second decoder of id tokens, to compare the core's with.

use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::Value;
use wechat_mobile_bind::error::{IdTokenError, TokenPart};
use wechat_mobile_bind::id_token::{Identity, MAX_LENGTH};

/// The compact JWS of these three parts.
pub fn encode<T: AsRef<[u8]>>(parts: impl Iterator<Item = T>) -> String {
    parts.map(|part| Base64UrlUnpadded::encode_string(part.as_ref())).collect::<Vec<_>>().join(".")
}

/// What decoding the token should give.
pub struct Expected {
    header: Value,
    claims: Value,
    profile: Value,
}

/// Decodes by the letter of RFC 7515, with another base64 decoder.
pub fn expected(token: &str) -> Result<Expected, IdTokenError> {
    if token.len() > MAX_LENGTH {
        return Err(IdTokenError::TooLong);
    }
    let parts: Vec<&str> = token.split('.').collect();
    let &[header, payload, signature] = parts.as_slice() else { return Err(IdTokenError::Parts(parts.len())) };
    let header = object(header, TokenPart::Header)?;
    let claims = object(payload, TokenPart::Payload)?;
    bytes(signature, TokenPart::Signature)?;
    let profile = profile(&claims);
    Ok(Expected { header, claims, profile })
}

fn object(part: &str, which: TokenPart) -> Result<Value, IdTokenError> {
    let text = String::from_utf8(bytes(part, which)?).map_err(|_| IdTokenError::Utf8(which))?;
    let value: Value = serde_json::from_str(&text).map_err(|_| IdTokenError::Json(which))?;
    if value.is_object() { Ok(value) } else { Err(IdTokenError::NotObject(which)) }
}

fn bytes(part: &str, which: TokenPart) -> Result<Vec<u8>, IdTokenError> {
    match part {
        "" => Err(IdTokenError::Empty(which)),
        part => Base64UrlUnpadded::decode_vec(part).map_err(|_| IdTokenError::Base64(which)),
    }
}

fn profile(claims: &Value) -> Value {
    let inner = match &claims["api"] {
        Value::String(json) => serde_json::from_str(json).ok(),
        other => Some(other.clone()),
    };
    let mut profile = claims.clone();
    if let (Some(Value::Object(inner)), Value::Object(profile)) = (inner, &mut profile) {
        profile.extend(inner);
        profile.shift_remove("api");
    }
    profile
}

impl Expected {
    /// Fails where the identity is another one. Texts are compared, so that the members' order counts.
    pub fn assert_is(&self, identity: &Identity<Value>) {
        assert_eq!(identity.header.to_string(), self.header.to_string());
        assert_eq!(identity.claims.to_string(), self.claims.to_string());
        assert_eq!(identity.profile.to_string(), self.profile.to_string());
        assert_eq!(identity.issued_at, time(&self.claims["iat"]));
        assert_eq!(identity.expires_at, time(&self.claims["exp"]));
    }
}

// Seconds before the year 10000, in both directions; from there on milliseconds of up to thirteen digits. Digits in a string count, but for
// those of a day.
fn time(claim: &Value) -> Option<f64> {
    const YEAR_10000: f64 = 253_402_300_800.0;
    let time = match claim {
        Value::String(digits) if matches!(digits.len(), 1..=7 | 9..=11 | 13..=15) => {
            let is_number = digits.chars().all(|digit| digit.is_ascii_digit());
            digits.parse().ok().filter(|_| is_number)?
        }
        claim => claim.as_f64()?,
    };
    if time > -YEAR_10000 && time < YEAR_10000 {
        Some(time * 1000.0)
    } else {
        Some(time).filter(|time| *time >= YEAR_10000 && *time <= 9_999_999_999_999.0)
    }
}
