use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::language;
use crate::refusal::{ErrorCode, Refusal};

/// The only application of the service: the client id of the vendor's page.
pub const CLIENT_ID: &str = "nTo1eRIub60vPb54WeE6aojPwYwImtl4";

const CONTENT_TYPE: &str = "content-type";
const OS_VERSION: &str = "x-operating-sys-version";
const FINGERPRINT: &str = "x-device-fingerprint";
const DEVICE_IP: &str = "x-device-ip";
const USER_AGENT: &str = "x-agent";
const CLIENT: &str = "x-client-id";
const TENANT: &str = "x-tenant-id";
const STATE_TOKEN: &str = "x-state-token";

/// The headers that the interfaces read, and that a preflight allows.
pub(crate) const OF_A_REQUEST: [&str; 9] =
    [CONTENT_TYPE, OS_VERSION, FINGERPRINT, DEVICE_IP, USER_AGENT, language::HEADER, CLIENT, TENANT, STATE_TOKEN];

/// Checks what every endpoint requires of a request's head.
pub(crate) fn check(head: &Parts) -> Result<(), Refusal> {
    if head.method != "POST" {
        return Err(Refusal::parameter("method"));
    }
    let headers = &head.headers;
    if !is_json(text(headers, CONTENT_TYPE)) {
        return Err(Refusal::parameter(CONTENT_TYPE));
    }
    if let Some(name) = OF_A_REQUEST.into_iter().find(|name| !is_printable(headers, name)) {
        return Err(Refusal::parameter(name));
    }
    if [OS_VERSION, FINGERPRINT, USER_AGENT].iter().any(|name| text(headers, name).is_empty()) {
        return Err(Refusal::of(ErrorCode::DeviceIncomplete));
    }
    if text(headers, CLIENT) != CLIENT_ID {
        return Err(Refusal::of(ErrorCode::WrongClient));
    }
    Ok(())
}

/// The state token, for the endpoints that require one; the tenant checks whether it is valid.
pub(crate) fn state_token(head: &Parts) -> Result<&str, Refusal> {
    match text(&head.headers, STATE_TOKEN) {
        "" => Err(Refusal::parameter(STATE_TOKEN)),
        token => Ok(token),
    }
}

/// The header's value; empty if it is missing.
fn text<'head>(headers: &'head HeaderMap, name: &str) -> &'head str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn is_json(content_type: &str) -> bool {
    let media_type = content_type.split(';').next().unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case("application/json")
}

fn is_printable(headers: &HeaderMap, name: &str) -> bool {
    headers.get_all(name).iter().all(|value| value.as_bytes().iter().all(|byte| matches!(byte, b' '..=b'~')))
}
