//! The core's errors as JavaScript's.

use js_sys::{JsString, Object};
use secrecy::ExposeSecret;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::fetch::TransportError;
use super::output::{plain, set};
use crate::error::{
    ApiError, BadResponse, BindError, Delivery, Hint, IdTokenError, Issue, ProtocolError, ReplyError, ValidationError,
};

// The package hands this function to the glue when it makes it: pkg-template/errors.js.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = createError)]
    fn create_error(shown: &JsValue, hidden: &Object) -> JsValue;
}

/// What an error shows to whoever prints it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown<'a> {
    code: &'static str,
    delivery: &'static str,
    message: String,
    #[serde(skip_serializing_if = "<[IssueOut]>::is_empty")]
    issues: &'a [IssueOut<'a>],
    #[serde(skip_serializing_if = "Option::is_none")]
    error_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    http_status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<HintOut>,
}

#[derive(Serialize)]
struct IssueOut<'a> {
    field: &'static str,
    rule: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<u32>,
}

#[derive(Serialize)]
struct HintOut {
    zh: &'static str,
    en: &'static str,
}

impl Shown<'_> {
    fn new(code: &'static str, delivery: Delivery, message: String) -> Self {
        let delivery = delivery.as_str();
        Self { code, delivery, message, issues: &[], error_code: None, http_status: None, hint: None }
    }
}

impl<'a> From<&'a Issue> for IssueOut<'a> {
    fn from(issue: &'a Issue) -> Self {
        let index = issue.index.and_then(|index| u32::try_from(index).ok());
        Self { field: issue.field, rule: issue.rule.as_str(), message: &issue.message, index }
    }
}

impl From<&Hint> for HintOut {
    fn from(hint: &Hint) -> Self {
        Self { zh: hint.zh, en: hint.en }
    }
}

/// A ValidationError.
pub(super) fn validation(error: ValidationError) -> JsValue {
    invalid(&error, &Object::new())
}

/// A ValidationError of what a caller's function threw.
pub(super) fn threw(error: &ValidationError, cause: JsValue) -> JsValue {
    invalid(error, &hidden_cause(Some(cause)))
}

fn invalid(error: &ValidationError, hidden: &Object) -> JsValue {
    let issues: Vec<IssueOut> = error.issues.iter().map(IssueOut::from).collect();
    let shown = Shown { issues: &issues, ..Shown::new(error.code(), Delivery::NotSent, error.message()) };
    create_error(&plain(&shown), hidden)
}

/// A TransportError.
pub(super) fn transport(error: TransportError) -> JsValue {
    let shown = Shown::new(error.code, error.delivery, error.message);
    create_error(&plain(&shown), &hidden_cause(error.cause))
}

/// An IdTokenError. Whoever holds an id token has an answer of the service: the code was spent for it.
pub(super) fn id_token(error: IdTokenError) -> JsValue {
    let shown = Shown::new(IdTokenError::CODE, Delivery::Delivered, error.message());
    create_error(&plain(&shown), &Object::new())
}

/// An ApiError or a ProtocolError.
pub(super) fn reply(error: ReplyError) -> JsValue {
    match error {
        ReplyError::Api(error) => api(&error),
        ReplyError::Protocol(error) => protocol(&error),
    }
}

/// Whatever a call ended in.
pub(super) fn bind(error: BindError<JsValue>) -> JsValue {
    match error {
        BindError::Transport(error) => error,
        BindError::Reply(error) => reply(error),
    }
}

fn api(error: &ApiError) -> JsValue {
    let shown = Shown {
        error_code: error.error_code.as_deref(),
        http_status: Some(error.http_status),
        hint: error.hint.map(HintOut::from),
        ..Shown::new(ApiError::CODE, Delivery::Delivered, error.message())
    };
    let hidden = Object::new();
    set(&hidden, "rawErrorCode", error.raw_error_code.as_str().into());
    set(&hidden, "errorMessage", error.error_message.as_deref().into());
    create_error(&plain(&shown), &hidden)
}

fn protocol(error: &ProtocolError) -> JsValue {
    // EXPOSE: the reply stays with whoever made the call, in a property that nothing prints.
    let response_text = error.response_text.expose_secret().into();
    bad_response(error.reason, error.http_status, response_text)
}

/// A ProtocolError of a reply that is too long to be looked at.
pub(super) fn too_long(http_status: u16, body: &JsString) -> JsValue {
    bad_response(BadResponse::TooLong, http_status, body.into())
}

fn bad_response(reason: BadResponse, http_status: u16, response_text: JsValue) -> JsValue {
    let shown = Shown {
        http_status: Some(http_status),
        ..Shown::new(ProtocolError::CODE, Delivery::Delivered, reason.message(http_status))
    };
    let hidden = Object::new();
    set(&hidden, "responseText", response_text);
    create_error(&plain(&shown), &hidden)
}

fn hidden_cause(cause: Option<JsValue>) -> Object {
    let hidden = Object::new();
    if let Some(cause) = cause {
        set(&hidden, "cause", cause);
    }
    hidden
}
