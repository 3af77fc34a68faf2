//! The id token's claims, for display.
//!
//! Nothing here verifies a signature: to decide anything by these claims, verify the token on a server,
//! with the JWK set at `https://{domain}/api/v1/oauth2/keys`.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

use crate::error::{IdTokenError, TokenPart};
use crate::json::{Json, is_too_deep};
use crate::raw::RawValue;

/// The longest token that is decoded, in characters.
pub const MAX_LENGTH: usize = 262_144;

/// The first second of the year 10000: a time beyond it is given in milliseconds.
const YEAR_10000: f64 = 253_402_300_800.0;

/// The latest time that is given in milliseconds, in the year 2286: `20300101080000` is none.
const MAX_MILLISECONDS: f64 = 9_999_999_999_999.0;

/// Who the user is according to the id token. **Not verified.**
#[non_exhaustive]
pub struct Identity<J> {
    /// The JOSE header (RFC 7515 §4).
    pub header: J,
    /// The claims, unchanged (RFC 7519 §4).
    pub claims: J,
    /// The claims, with the claim `api` replaced by the profile that it contains.
    pub profile: J,
    /// When the token was issued (`iat`), in milliseconds since 1970.
    pub issued_at: Option<f64>,
    /// When it expires (`exp`), in milliseconds since 1970.
    pub expires_at: Option<f64>,
}

/// The object that JavaScript gets.
impl<J: Serialize> Serialize for Identity<J> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("header", &self.header)?;
        map.serialize_entry("claims", &self.claims)?;
        map.serialize_entry("profile", &self.profile)?;
        if let Some(issued_at) = self.issued_at {
            map.serialize_entry("issuedAt", &issued_at)?;
        }
        if let Some(expires_at) = self.expires_at {
            map.serialize_entry("expiresAt", &expires_at)?;
        }
        map.serialize_entry("verified", &false)?;
        map.end()
    }
}

impl<J> fmt::Debug for Identity<J> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("issued_at", &self.issued_at)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// Reads the claims of an id token **without verifying its signature**: for display only.
///
/// The token is a JWS in compact serialisation (RFC 7515 §3.1): three parts, each base64url without
/// padding, white space or stray bits; header and payload are JSON objects in UTF-8.
///
/// # Errors
///
/// `BAD_ID_TOKEN`, with the part that is wrong.
///
/// # Examples
///
/// ```ignore-wasm32
/// use serde_json::Value;
/// use wechat_mobile_bind::id_token::decode_unverified;
///
/// let identity = decode_unverified::<Value>("e30.eyJzdWIiOiJ1LTEifQ.c2lnbmF0dXJl").unwrap();
/// assert_eq!(identity.claims["sub"], "u-1");
/// ```
pub fn decode_unverified<J: Json>(token: &str) -> Result<Identity<J>, IdTokenError> {
    if token.len() > MAX_LENGTH {
        return Err(IdTokenError::TooLong);
    }
    let mut parts = token.split('.');
    let (Some(header), Some(payload), Some(signature), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(IdTokenError::Parts(token.split('.').count()));
    };
    let header = object(header, TokenPart::Header)?;
    let claims: J = object(payload, TokenPart::Payload)?;
    bytes(signature, TokenPart::Signature)?;
    let profile = claims.profile(profile(&claims).as_ref());
    let issued_at = time(&claims, "iat");
    let expires_at = time(&claims, "exp");
    Ok(Identity { header, claims, profile, issued_at, expires_at })
}

/// Whether a token that expires at `expires_at` has expired `now`, both in milliseconds since 1970. A
/// token without an expiry never expires (RFC 7519 §4.1.4).
pub fn is_expired(expires_at: Option<f64>, now: f64) -> bool {
    expires_at.is_some_and(|expires_at| now >= expires_at)
}

fn bytes(part: &str, which: TokenPart) -> Result<Vec<u8>, IdTokenError> {
    if part.is_empty() {
        return Err(IdTokenError::Empty(which));
    }
    URL_SAFE_NO_PAD.decode(part).map_err(|_| IdTokenError::Base64(which))
}

fn object<J: Json>(part: &str, which: TokenPart) -> Result<J, IdTokenError> {
    let text = String::from_utf8(bytes(part, which)?).map_err(|_| IdTokenError::Utf8(which))?;
    let value = J::parse(&text).ok_or(IdTokenError::Json(which))?;
    if !value.is_object() {
        return Err(IdTokenError::NotObject(which));
    }
    if is_too_deep(&value, text.len()) { Err(IdTokenError::TooDeep(which)) } else { Ok(value) }
}

// Production tenants have the profile in the claim `api`, as JSON inside a string; an object is accepted too.
fn profile<J: Json>(claims: &J) -> Option<J> {
    let api = claims.member("api")?;
    let api = match api.raw_value() {
        RawValue::Text(text) => J::parse(&text).filter(|api| !is_too_deep(api, text.len()))?,
        _ => api,
    };
    api.is_object().then_some(api)
}

fn time<J: Json>(claims: &J, name: &'static str) -> Option<f64> {
    milliseconds(&claims.field(name))
}

/// A time of a claim, in milliseconds since 1970. By RFC 7519 §2 it is a number of seconds; also accepted are digits in a string,
/// and milliseconds where seconds would be beyond the year 9999.
pub fn milliseconds(time: &RawValue) -> Option<f64> {
    let time = match time {
        RawValue::Number(number) => *number,
        RawValue::Text(text) => digits(text)?,
        _ => return None,
    };
    if time.abs() < YEAR_10000 {
        return Some(time * 1000.0);
    }
    (YEAR_10000..=MAX_MILLISECONDS).contains(&time).then_some(time)
}

/// The number that a string of digits is. Eight or twelve digits are a day, such as `20300101`, or a day with its time.
fn digits(text: &str) -> Option<f64> {
    if matches!(text.len(), 0 | 8 | 12 | 16..) {
        return None;
    }
    text.bytes().try_fold(0.0, |number, digit| digit.is_ascii_digit().then(|| number * 10.0 + f64::from(digit - b'0')))
}
