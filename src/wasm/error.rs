//! The core's errors as JavaScript's: an Error with `name`, `code`, `delivery` and the rest. What the service sent, and
//! what a host threw, stands in properties that no print enumerates.

use js_sys::{Error, JsString};
use wasm_bindgen::prelude::*;

use super::host::{get, hide, show};
use super::output::plain;
use crate::error::{
    ApiError, CallError, IdTokenError, Issues, ProtocolError, ReplyError, Report, Rule, Subject, TransportError,
    ValidationError,
};

/// A ValidationError.
pub(super) fn validation(error: ValidationError) -> JsValue {
    create(&Report::from(&error), &[])
}

/// A TransportError.
pub(super) fn transport(error: &TransportError, cause: Option<JsValue>) -> JsValue {
    match cause {
        Some(cause) => create(&Report::from(error), &[("cause", cause)]),
        None => create(&Report::from(error), &[]),
    }
}

/// An IdTokenError.
pub(super) fn id_token(error: IdTokenError) -> JsValue {
    create(&Report::from(&error), &[])
}

/// An ApiError or a ProtocolError.
pub(super) fn reply(error: ReplyError<JsString>) -> JsValue {
    match error {
        ReplyError::Api(error) => api(&error),
        ReplyError::Protocol(error) => protocol(error),
    }
}

/// Whatever a call ended in.
pub(super) fn call(error: CallError<JsString, JsValue>) -> JsValue {
    match error {
        CallError::Transport(error) => error,
        CallError::Reply(error) => reply(error),
    }
}

/// What a function that the caller gave as `name` threw. An error of this package says more than that the function threw.
pub(super) fn threw(name: &'static str, cause: JsValue) -> JsValue {
    let is_text = |name: &'static str| get(&cause, name).is_ok_and(|value| value.is_string());
    if is_text("code") && is_text("delivery") {
        return cause;
    }
    let mut issues = Issues::default();
    issues.add(name, Rule::Unreadable, "is a function that threw instead of answering");
    create(&Report::from(&ValidationError::new(Subject::Params, issues)), &[("cause", cause)])
}

fn api(error: &ApiError) -> JsValue {
    let code = ("rawErrorCode", error.raw_error_code.as_str().into());
    let message = ("errorMessage", error.error_message.as_deref().into());
    create(&Report::from(error), &[code, message])
}

fn protocol(error: ProtocolError<JsString>) -> JsValue {
    let report = Report::from(&error);
    create(&report, &[("responseText", error.response_text.into())])
}

fn create(report: &Report, hidden: &[(&str, JsValue)]) -> JsValue {
    let error = Error::new(&report.message);
    hide(&error, "name", &report.name.into());
    // The message stays as Error makes it, which doesn't enumerate it.
    show(&error, &plain(report));
    for (name, value) in hidden {
        hide(&error, name, value);
    }
    error.into()
}
