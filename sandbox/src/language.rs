use axum::http::HeaderMap;

/// The header that asks for a language.
pub(crate) const HEADER: &str = "x-l";

/// The language of the service's messages, from `X-L`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Chinese,
}

impl Language {
    /// Chinese for `zh`, `zh-CN` and the like, English otherwise.
    pub(crate) fn asked_by(headers: &HeaderMap) -> Self {
        let tag = headers.get(HEADER).map_or(&b""[..], |value| value.as_bytes());
        if tag.to_ascii_lowercase().starts_with(b"zh") { Self::Chinese } else { Self::English }
    }
}
