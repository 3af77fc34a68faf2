//! What JavaScript gets: plain objects that `JSON.stringify`, `setData` and `postMessage` take as they are.

use js_sys::{Date, Object, Reflect};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde_wasm_bindgen::{Serializer, preserve};
use wasm_bindgen::prelude::*;

use super::json::HostJson;
use crate::display::DisplayRow;
use crate::error::IdTokenError;
use crate::id_token::Identity;
use crate::request::HttpRequest;
use crate::response::{BindResult, NextStep, Outcome, Session};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct IdentityOut {
    #[serde(with = "preserve")]
    header: JsValue,
    #[serde(with = "preserve")]
    claims: JsValue,
    #[serde(with = "preserve")]
    profile: JsValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_at: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<f64>,
    verified: bool,
}

#[derive(Serialize)]
struct IdentityErrorOut {
    name: &'static str,
    code: &'static str,
    message: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultOut {
    status: &'static str,
    raw_status: String,
    http_status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_in: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<IdentityOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identity_error: Option<IdentityErrorOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_steps: Option<Vec<String>>,
    #[serde(with = "preserve")]
    raw: JsValue,
}

#[derive(Serialize)]
struct RowOut {
    claim: String,
    label: String,
    value: String,
}

/// A Rust value as a plain object. The types of this module can all be written.
pub(super) fn plain(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or_default()
}

/// A result for JavaScript.
pub(super) fn result(result: BindResult<HostJson>) -> JsValue {
    let BindResult { outcome, raw_status, http_status, raw } = result;
    let mut out = ResultOut {
        status: outcome.status(),
        raw_status,
        http_status,
        session_token: None,
        expires_in: None,
        id_token: None,
        identity: None,
        identity_error: None,
        state_token: None,
        next_steps: None,
        raw: raw.into(),
    };
    match outcome {
        Outcome::Success(session) => out.fill_session(session),
        Outcome::SocialBind(step) | Outcome::UserRegister(step) | Outcome::MfaAuth(step) => out.fill_step(step),
        Outcome::AccessDenied | Outcome::Unknown => {}
    }
    plain(&out)
}

impl ResultOut {
    fn fill_session(&mut self, session: Session<HostJson>) {
        self.session_token = Some(exposed(&session.session_token));
        self.expires_in = session.expires_in;
        self.id_token = session.id_token.as_ref().map(exposed);
        match session.identity {
            Some(Ok(identity)) => self.identity = Some(identity.into()),
            Some(Err(error)) => self.identity_error = Some(error.into()),
            None => {}
        }
    }

    fn fill_step(&mut self, step: NextStep) {
        self.state_token = step.state_token.as_ref().map(exposed);
        self.next_steps = step.next_steps;
    }
}

// EXPOSE: handing the caller its tokens is what a result is for.
fn exposed(secret: &SecretString) -> String {
    secret.expose_secret().to_owned()
}

impl From<Identity<HostJson>> for IdentityOut {
    fn from(identity: Identity<HostJson>) -> Self {
        let Identity { header, claims, profile, issued_at, expires_at } = identity;
        let (header, claims, profile) = (header.into(), claims.into(), profile.into());
        Self { header, claims, profile, issued_at, expires_at, verified: false }
    }
}

impl From<IdTokenError> for IdentityErrorOut {
    fn from(error: IdTokenError) -> Self {
        Self { name: "IdTokenError", code: IdTokenError::CODE, message: error.message() }
    }
}

/// An identity for JavaScript.
pub(super) fn identity(identity: Identity<HostJson>) -> JsValue {
    plain(&IdentityOut::from(identity))
}

/// Rows for JavaScript.
pub(super) fn rows(rows: Vec<DisplayRow>) -> JsValue {
    let row = |DisplayRow { claim, label, value }| RowOut { claim, label, value };
    plain(&rows.into_iter().map(row).collect::<Vec<_>>())
}

/// A request as the two arguments of a fetch: the URL and the init.
pub(super) fn url_and_init(request: &HttpRequest) -> (JsValue, Object) {
    let headers = Object::new();
    for (name, value) in &request.headers {
        // EXPOSE: the headers are where the service needs the raw values.
        set(&headers, name, value.expose_secret().into());
    }
    let init = Object::new();
    set(&init, "method", "POST".into());
    set(&init, "headers", headers.into());
    // EXPOSE: the body is where the service needs the raw code.
    set(&init, "body", request.body.expose_secret().into());
    // Tokens follow no redirect, meet no cookie, and stay in no cache.
    set(&init, "redirect", "error".into());
    set(&init, "credentials", "omit".into());
    set(&init, "cache", "no-store".into());
    set(&init, "referrerPolicy", "no-referrer".into());
    (JsValue::from_str(&request.url), init)
}

/// A request for a transport of the caller's own: `{ url, init }`.
pub(super) fn request(request: &HttpRequest) -> JsValue {
    let (url, init) = url_and_init(request);
    let request = Object::new();
    set(&request, "url", url);
    set(&request, "init", init.into());
    request.into()
}

/// Sets a property of an object of our own making, which can't fail.
pub(super) fn set(object: &Object, name: &str, value: JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(name), &value);
}

/// An instant, in milliseconds since 1970, as a clock on the host's wall shows it: `2030-01-01 08:00:00`.
pub(super) fn local_time(milliseconds: f64) -> Option<String> {
    let offset = Date::new(&JsValue::from_f64(milliseconds)).get_timezone_offset() * 60_000.0;
    // The clock on the wall shows what a clock in Greenwich shows that much later or earlier.
    let on_the_wall = Date::new(&JsValue::from_f64(milliseconds - offset));
    if on_the_wall.get_time().is_nan() {
        return None;
    }
    let text = String::from(on_the_wall.to_iso_string());
    let (day, time) = text.split_once('T')?;
    let (time, _) = time.split_once('.')?;
    Some([day, " ", time].concat())
}
