//! Converts the core's errors to JavaScript Errors with `name`, `code`, `delivery` and so on. What the service sent, and
//! what a host threw, is in properties that are not enumerable.

use js_sys::{Error, JsString};
use wasm_bindgen::prelude::*;

use super::host::{brand, hide, is_own_error, show};
use super::output::plain;
use crate::error::{
    ApiError, CallError, CallbackError, IdTokenError, ProtocolError, ReplyError, Report, Step, TransportError,
    ValidationError,
};

/// A ValidationError.
pub(super) fn validation(error: ValidationError, step: Option<Step>) -> JsValue {
    create(&Report::validation(&error, step), &[])
}

/// A TransportError.
pub(super) fn transport(error: &TransportError, step: Step, cause: Option<JsValue>) -> JsValue {
    match cause {
        Some(cause) => create(&Report::transport(error, step), &[("cause", cause)]),
        None => create(&Report::transport(error, step), &[]),
    }
}

/// A TransportError with the host's `advice`, which replaces the general hint.
pub(super) fn advised(error: &TransportError, step: Step, cause: JsValue, advice: &JsValue) -> JsValue {
    create_with(advice, &Report::transport(error, step), &[("cause", cause)])
}

/// An IdTokenError.
pub(super) fn id_token(error: IdTokenError) -> JsValue {
    create(&Report::id_token(&error), &[])
}

/// An ApiError or a ProtocolError.
pub(super) fn reply(error: ReplyError<JsString>, step: Step) -> JsValue {
    match error {
        ReplyError::Api(error) => api(&error, step),
        ReplyError::Protocol(error) => protocol(error, step),
    }
}

/// The error of a call.
pub(super) fn call(error: CallError<JsString, JsValue>, step: Step) -> JsValue {
    match error {
        CallError::Transport(error) => error,
        CallError::Reply(error) => reply(error, step),
    }
}

/// The error for what the function that the caller passed as `callback` threw; an error of this package stays unchanged.
pub(super) fn threw(callback: &'static str, step: Step, cause: JsValue) -> JsValue {
    if is_own_error(&cause) == Ok(true) {
        return cause;
    }
    create(&Report::callback(&CallbackError { callback }, step), &[("cause", cause)])
}

fn api(error: &ApiError, step: Step) -> JsValue {
    let code = ("rawErrorCode", error.raw_error_code.as_str().into());
    let message = ("errorMessage", error.error_message.as_deref().into());
    create(&Report::api(error, step), &[code, message])
}

fn protocol(error: ProtocolError<JsString>, step: Step) -> JsValue {
    let report = Report::protocol(&error, step);
    create(&report, &[("responseText", error.response_text.into())])
}

fn create(report: &Report, hidden: &[(&'static str, JsValue)]) -> JsValue {
    create_with(&JsValue::UNDEFINED, report, hidden)
}

/// The same, with members that replace the report's.
fn create_with(shown: &JsValue, report: &Report, hidden: &[(&'static str, JsValue)]) -> JsValue {
    let error = Error::new(&report.message);
    brand(&error);
    hide(&error, "name", &report.name.into());
    show(&error, shown);
    // The constructor of Error has set the message, not enumerable.
    show(&error, &plain(report));
    for (name, value) in hidden {
        hide(&error, name, value);
    }
    error.into()
}
