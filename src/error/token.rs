//! Id tokens that can't be decoded.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Delivery, ErrorCode, Report, hint};
use crate::text::concat;

/// The part of a compact JWS that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenPart {
    /// The first part.
    Header,
    /// The second part: the claims.
    Payload,
    /// The third part.
    Signature,
}

impl TokenPart {
    fn as_str(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Signature => "signature",
        }
    }
}

/// An id token that can't be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IdTokenError {
    /// It isn't a string.
    NotText,
    /// It is longer than [`crate::id_token::MAX_LENGTH`].
    TooLong,
    /// It has this many parts; a signed token has three.
    Parts(usize),
    /// The part is empty.
    Empty(TokenPart),
    /// The part isn't strict base64url (RFC 7515 §2).
    Base64(TokenPart),
    /// The part isn't UTF-8.
    Utf8(TokenPart),
    /// The part isn't JSON.
    Json(TokenPart),
    /// The part nests deeper than [`crate::json::MAX_DEPTH`].
    TooDeep(TokenPart),
    /// The part is JSON, but not an object.
    NotObject(TokenPart),
}

impl IdTokenError {
    /// What is wrong with the token; it quotes nothing of it.
    pub fn message(&self) -> String {
        let (part, problem) = match self {
            Self::NotText => return "the id token is not a string".to_owned(),
            Self::TooLong => return "the id token is longer than 262144 characters".to_owned(),
            Self::Parts(5) => {
                return "the id token has 5 parts: it is encrypted, and only a signed token, with 3, can be read"
                    .to_owned();
            }
            Self::Parts(count) => {
                let mut buffer = itoa::Buffer::new();
                let count = buffer.format(*count);
                let parts = if count == "1" { " part" } else { " parts" };
                return concat(&["the id token has ", count, parts, ", a signed token has 3"]);
            }
            Self::Empty(part) => (part, " of the id token is empty"),
            Self::Base64(part) => (part, " of the id token is not base64url without padding"),
            Self::Utf8(part) => (part, " of the id token is not UTF-8"),
            Self::Json(part) => (part, " of the id token is not JSON"),
            Self::TooDeep(part) => (part, " of the id token nests deeper than 1000 levels"),
            Self::NotObject(part) => (part, " of the id token is not a JSON object"),
        };
        concat(&["the ", part.as_str(), problem])
    }

    /// What JavaScript gets of it. The token came with an answer of the service, so the code is used.
    pub fn report(&self) -> Report<'_> {
        Report::new(ErrorCode::BadIdToken, Delivery::Delivered, self.message(), hint::ID_TOKEN)
    }
}

/// Plain data, as in a result.
impl Serialize for IdTokenError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", ErrorCode::BadIdToken.class())?;
        map.serialize_entry("code", ErrorCode::BadIdToken.as_str())?;
        map.serialize_entry("message", self.message().as_str())?;
        map.end()
    }
}
