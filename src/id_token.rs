//! The id token's claims, for display.
//!
//! Nothing here verifies a signature: whoever decides by these claims must verify the token on a server,
//! with the JWK set at `https://{domain}/api/v1/oauth2/keys`.

use std::fmt;

use crate::base64url;
use crate::error::{IdTokenError, TokenPart};
use crate::json::Json;

/// The longest token that is decoded, in characters.
pub const MAX_LENGTH: usize = 262_144;

/// The latest time of a JavaScript `Date`, in milliseconds since 1970.
const MAX_TIME_MS: f64 = 8.64e15;

/// Who an id token says the user is. **Not verified.**
pub struct Identity {
    /// The JOSE header (RFC 7515 §4), as JSON.
    pub header: String,
    /// The claims as they came (RFC 7519 §4), as JSON.
    pub claims: String,
    /// The claims, with the claim `api` replaced by the profile that it holds; `None` where they are the profile.
    pub profile: Option<String>,
    /// When the token was issued (`iat`), in milliseconds since 1970.
    pub issued_at: Option<f64>,
    /// When it expires (`exp`), in milliseconds since 1970.
    pub expires_at: Option<f64>,
}

impl fmt::Debug for Identity {
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
pub fn decode_unverified(token: impl AsRef<[u8]>) -> Result<Identity, IdTokenError> {
    decode(token.as_ref())
}

fn decode(token: &[u8]) -> Result<Identity, IdTokenError> {
    if token.len() > MAX_LENGTH {
        return Err(IdTokenError::TooLong);
    }
    read(token).map_err(|error| {
        // What can't be read may be something else as a whole.
        let parts = token.iter().filter(|byte| **byte == b'.').count() + 1;
        if parts == 3 { error } else { IdTokenError::Parts(parts) }
    })
}

fn read(token: &[u8]) -> Result<Identity, IdTokenError> {
    let (header, rest) = part(token, TokenPart::Header)?;
    let header = text(header, TokenPart::Header)?;
    object(&header, TokenPart::Header)?;
    let (payload, rest) = part(rest, TokenPart::Payload)?;
    let claims = text(payload, TokenPart::Payload)?;
    let object = object(&claims, TokenPart::Payload)?;
    part(rest, TokenPart::Signature)?;
    let profile = profile(&object);
    let (issued_at, expires_at) = (time(&object, "iat"), time(&object, "exp"));
    Ok(Identity { header, claims, profile, issued_at, expires_at })
}

/// Whether a token that expires at `expires_at` has expired `now`, both in milliseconds since 1970. One
/// that names no expiry hasn't (RFC 7519 §4.1.4).
pub fn is_expired(expires_at: Option<f64>, now: f64) -> bool {
    expires_at.is_some_and(|expires_at| now >= expires_at)
}

/// What the next part holds, and what comes behind it and its dot.
fn part(token: &[u8], which: TokenPart) -> Result<(Vec<u8>, &[u8]), IdTokenError> {
    if matches!(token, [] | [b'.', ..]) {
        return Err(IdTokenError::Empty(which));
    }
    match base64url::decode_start(token) {
        Some((bytes, [])) => Ok((bytes, &[])),
        Some((bytes, [b'.', rest @ ..])) if which != TokenPart::Signature => Ok((bytes, rest)),
        _ => Err(IdTokenError::Base64(which)),
    }
}

fn text(bytes: Vec<u8>, which: TokenPart) -> Result<String, IdTokenError> {
    String::from_utf8(bytes).map_err(|_| IdTokenError::Utf8(which))
}

fn object(text: &str, which: TokenPart) -> Result<Json<'_>, IdTokenError> {
    let value = Json::parse(text).ok_or(IdTokenError::Json(which))?;
    if value.is_object() { Ok(value) } else { Err(IdTokenError::NotObject(which)) }
}

// Production tenants keep the profile in the claim `api`, as JSON inside a string.
fn profile(claims: &Json) -> Option<String> {
    let api = claims.member("api")?;
    let text = api.text();
    let api = Json::parse(text.as_deref().unwrap_or(api.as_str()))?;
    api.is_object().then(|| claims.merged(&api, "api"))
}

fn time(claims: &Json, name: &str) -> Option<f64> {
    let milliseconds = claims.member(name)?.number()? * 1000.0;
    (milliseconds.abs() <= MAX_TIME_MS).then_some(milliseconds)
}
