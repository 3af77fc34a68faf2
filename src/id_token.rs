//! The id token's claims, for display.
//!
//! Nothing here verifies a signature: whoever decides by these claims must verify the token on a server,
//! with the JWK set at `https://{domain}/api/v1/oauth2/keys`.

use base64ct::{Base64UrlUnpadded, Encoding};
use std::fmt;

use crate::error::{IdTokenError, TokenPart};
use crate::json::Json;

/// The longest token that is decoded, in characters.
pub const MAX_LENGTH: usize = 262_144;

/// The latest time of a JavaScript `Date`, in milliseconds since 1970.
const MAX_TIME_MS: f64 = 8.64e15;

/// Who an id token says the user is. **Not verified.**
pub struct Identity<J> {
    /// The JOSE header (RFC 7515 §4).
    pub header: J,
    /// The claims as they came (RFC 7519 §4).
    pub claims: J,
    /// The claims, with the claim `api` replaced by the profile that it holds.
    pub profile: J,
    /// When the token was issued (`iat`), in milliseconds since 1970.
    pub issued_at: Option<f64>,
    /// When it expires (`exp`), in milliseconds since 1970.
    pub expires_at: Option<f64>,
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
/// `BAD_ID_TOKEN`, with the part that is at fault.
pub fn decode_unverified<J: Json>(token: &str) -> Result<Identity<J>, IdTokenError> {
    if token.len() > MAX_LENGTH {
        return Err(IdTokenError::TooLong);
    }
    let mut parts = token.split('.');
    let (Some(header), Some(payload), Some(signature), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(IdTokenError::Parts(token.split('.').count()));
    };
    let header = object(&text(header, TokenPart::Header)?, TokenPart::Header)?;
    let payload = text(payload, TokenPart::Payload)?;
    let claims: J = object(&payload, TokenPart::Payload)?;
    bytes(signature, TokenPart::Signature)?;
    let profile = match profile(&payload, &claims) {
        Some(profile) => profile,
        None => object(&payload, TokenPart::Payload)?,
    };
    let issued_at = time(&claims, "iat");
    let expires_at = time(&claims, "exp");
    Ok(Identity { header, claims, profile, issued_at, expires_at })
}

/// Whether a token that expires at `expires_at` has expired `now`, both in milliseconds since 1970. One
/// that names no expiry hasn't (RFC 7519 §4.1.4).
pub fn is_expired(expires_at: Option<f64>, now: f64) -> bool {
    expires_at.is_some_and(|expires_at| now >= expires_at)
}

fn bytes(part: &str, which: TokenPart) -> Result<Vec<u8>, IdTokenError> {
    if part.is_empty() {
        return Err(IdTokenError::Empty(which));
    }
    Base64UrlUnpadded::decode_vec(part).map_err(|_| IdTokenError::Base64(which))
}

fn text(part: &str, which: TokenPart) -> Result<String, IdTokenError> {
    String::from_utf8(bytes(part, which)?).map_err(|_| IdTokenError::Utf8(which))
}

fn object<J: Json>(text: &str, which: TokenPart) -> Result<J, IdTokenError> {
    let value = J::parse(text).ok_or(IdTokenError::Json(which))?;
    value.is_object().then_some(value).ok_or(IdTokenError::NotObject(which))
}

// Production tenants keep the profile in the claim `api`, as JSON inside a string. The two objects become
// one by writing their members one after the other: of two members with one name a parser keeps the last.
fn profile<J: Json>(payload: &str, claims: &J) -> Option<J> {
    let api = claims.member("api")?;
    let api = api.text().or_else(|| api.to_json())?;
    J::parse(&api).filter(Json::is_object)?;
    let (outer, inner) = (members_of(payload), members_of(&api));
    // INVARIANT: `outer` holds the claim `api`, so it isn't empty.
    let separator = if inner.is_empty() { "" } else { "," };
    let merged = J::parse(&["{", outer, separator, inner, "}"].concat())?;
    Some(merged.without("api"))
}

// INVARIANT: `object` is a JSON object, so it starts and ends with a brace.
fn members_of(object: &str) -> &str {
    let object = object.trim();
    object.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or_default().trim()
}

fn time<J: Json>(claims: &J, name: &str) -> Option<f64> {
    let milliseconds = claims.member(name)?.number()? * 1000.0;
    (milliseconds.abs() <= MAX_TIME_MS).then_some(milliseconds)
}
