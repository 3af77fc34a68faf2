//! Records how far a call has got: for the shell, in case the wasm stops, and for the caller's logs.

use js_sys::{Date, Function, JsString};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::cell::Cell;
use wasm_bindgen::prelude::*;

use super::deadline::HostDeadline;
use super::error::Error;
use super::get::js_name;
use super::host::{notify, null_object};
use super::write::to_plain;
use crate::error::{Delivery, ErrorCode, Step};
use crate::reply::Reply;

#[wasm_bindgen]
extern "C" {
    /// How far a request has got. The shell reads it if the wasm stops.
    pub type ProgressSink;

    #[wasm_bindgen(method, setter, catch)]
    fn set_delivery(this: &ProgressSink, delivery: &JsString) -> Result<(), JsValue>;

    #[wasm_bindgen(method, setter, catch, js_name = responseText)]
    fn set_response_text(this: &ProgressSink, text: &JsValue) -> Result<(), JsValue>;

    /// What the call waits for: the shell ends it if the wasm stops.
    #[wasm_bindgen(method, setter, catch)]
    pub(super) fn set_deadline(this: &ProgressSink, deadline: &HostDeadline) -> Result<(), JsValue>;
}

/// The course of one call.
pub(super) struct CallProgress<'a> {
    step: Step,
    pub(super) progress: &'a ProgressSink,
    started: f64,
    is_checked: Cell<bool>,
    delivery: Cell<Delivery>,
    http_status: Cell<Option<u16>>,
}

/// For callers that don't pass a `progress`.
pub(super) fn no_progress() -> ProgressSink {
    null_object().unwrap_or_default().unchecked_into()
}

impl<'a> CallProgress<'a> {
    pub(super) fn start(step: Step, progress: &'a ProgressSink) -> Self {
        let trace = Self {
            step,
            progress,
            started: Date::now(),
            is_checked: Cell::new(false),
            delivery: Cell::new(Delivery::NotSent),
            http_status: Cell::new(None),
        };
        trace.come_to(Delivery::NotSent);
        trace.keep(&JsValue::UNDEFINED);
        trace
    }

    /// All fields are valid.
    pub(super) fn checked(&self) {
        self.is_checked.set(true);
    }

    /// The host's fetch is about to be called.
    pub(super) fn sent(&self) {
        self.come_to(Delivery::Unknown);
    }

    /// A status has arrived.
    pub(super) fn answered(&self, http_status: u16) {
        self.http_status.set(Some(http_status));
        self.come_to(Delivery::Delivered);
    }

    /// The whole reply has arrived; the progress keeps it.
    pub(super) fn read(&self, body: &JsString) {
        self.come_to(Delivery::Delivered);
        self.keep(body);
    }

    /// Calls `onEvent` with a record of the call.
    pub(super) fn notify<J>(&self, listener: &Function, outcome: &Result<Reply<J>, Error>) {
        let record = match outcome {
            Ok(reply) => self.record(reply.status(), None),
            Err(error) => self.record(None, Some(error)),
        };
        let _ = notify(listener, &to_plain(&record));
    }

    fn come_to(&self, delivery: Delivery) {
        self.delivery.set(delivery);
        // A caller of the bare crate may pass an object that takes no members.
        let _ = self.progress.set_delivery(js_name(delivery.as_str()));
    }

    fn keep(&self, text: &JsValue) {
        let _ = self.progress.set_response_text(text);
    }

    fn record(&self, status: Option<&'static str>, error: Option<&Error>) -> CallRecord {
        let report = error.and_then(Error::report);
        // An error of the caller's functions ends a call before anything is sent.
        let delivery = error.map(|_| report.as_ref().map_or(Delivery::NotSent, |report| report.delivery));
        CallRecord {
            step: self.step,
            is_checked: self.is_checked.get(),
            is_sent: self.delivery.get() != Delivery::NotSent && delivery != Some(Delivery::NotSent),
            is_answered: self.delivery.get() == Delivery::Delivered,
            milliseconds: Date::now() - self.started,
            http_status: self.http_status.get(),
            status,
            code: error.map(|_| report.as_ref().map_or(ErrorCode::Callback, |report| report.code)),
            error_code: report.and_then(|report| report.error_code.map(str::to_owned)),
            delivery: delivery.map(Delivery::as_str),
        }
    }
}

/// A record of a call that may be logged. It contains no secret.
struct CallRecord {
    step: Step,
    is_checked: bool,
    is_sent: bool,
    is_answered: bool,
    milliseconds: f64,
    http_status: Option<u16>,
    status: Option<&'static str>,
    code: Option<ErrorCode>,
    error_code: Option<String>,
    delivery: Option<&'static str>,
}

impl Serialize for CallRecord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("step", self.step.as_str())?;
        map.serialize_entry("checked", &self.is_checked)?;
        map.serialize_entry("sent", &self.is_sent)?;
        map.serialize_entry("answered", &self.is_answered)?;
        map.serialize_entry("milliseconds", &self.milliseconds)?;
        if let Some(http_status) = self.http_status {
            map.serialize_entry("httpStatus", &f64::from(http_status))?;
        }
        for (name, text) in [
            ("status", self.status),
            ("code", self.code.map(ErrorCode::as_str)),
            ("errorCode", self.error_code.as_deref()),
            ("delivery", self.delivery),
        ] {
            if let Some(text) = text {
                map.serialize_entry(name, text)?;
            }
        }
        map.end()
    }
}
