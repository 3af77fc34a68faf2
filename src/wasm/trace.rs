//! Records how far a call has got: for the shell, in case the wasm stops, and for the caller's logs.

use js_sys::{Date, Function, JsString};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::cell::Cell;
use wasm_bindgen::prelude::*;

use super::host::{bare, get};
use super::output::plain;
use crate::error::{Delivery, Step};
use crate::response::BindResult;

#[wasm_bindgen]
extern "C" {
    /// How far a request has got. The shell reads it if the wasm stops.
    pub type Progress;

    #[wasm_bindgen(method, setter)]
    fn set_delivery(this: &Progress, delivery: &str);

    #[wasm_bindgen(method, setter, js_name = responseText)]
    fn set_response_text(this: &Progress, text: &JsValue);
}

/// The course of one call.
pub(super) struct Trace<'a> {
    step: Step,
    progress: &'a Progress,
    started: f64,
    is_checked: Cell<bool>,
    delivery: Cell<Delivery>,
    http_status: Cell<Option<u16>>,
}

/// For callers that don't pass a `progress`.
pub(super) fn no_progress() -> Progress {
    bare().unwrap_or_default().unchecked_into()
}

impl<'a> Trace<'a> {
    pub(super) fn start(step: Step, progress: &'a Progress) -> Self {
        let trace = Self {
            step,
            progress,
            started: Date::now(),
            is_checked: Cell::new(false),
            delivery: Cell::new(Delivery::NotSent),
            http_status: Cell::new(None),
        };
        trace.come_to(Delivery::NotSent);
        progress.set_response_text(&JsValue::UNDEFINED);
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
        self.progress.set_response_text(body);
    }

    /// Calls `onEvent` with a record of the call. An exception that it throws is ignored.
    pub(super) fn notify<J>(&self, listener: &Function, outcome: &Result<BindResult<J>, JsValue>) {
        let record = match outcome {
            Ok(result) => self.record(Some(result.outcome.status()), None),
            Err(error) => self.record(None, Some(error)),
        };
        let _ = listener.call1(&JsValue::UNDEFINED, &plain(&record));
    }

    fn come_to(&self, delivery: Delivery) {
        self.delivery.set(delivery);
        self.progress.set_delivery(delivery.as_str());
    }

    fn record(&self, status: Option<&'static str>, error: Option<&JsValue>) -> CallRecord {
        let text = |name: &'static str| get(error?, name).ok()?.as_string();
        CallRecord {
            step: self.step,
            is_checked: self.is_checked.get(),
            is_sent: self.delivery.get() != Delivery::NotSent && text("delivery").as_deref() != Some("not-sent"),
            is_answered: self.delivery.get() == Delivery::Delivered,
            milliseconds: Date::now() - self.started,
            http_status: self.http_status.get(),
            status,
            code: text("code"),
            error_code: text("errorCode"),
            delivery: text("delivery"),
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
    code: Option<String>,
    error_code: Option<String>,
    delivery: Option<String>,
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
            ("code", self.code.as_deref()),
            ("errorCode", self.error_code.as_deref()),
            ("delivery", self.delivery.as_deref()),
        ] {
            if let Some(text) = text {
                map.serialize_entry(name, text)?;
            }
        }
        map.end()
    }
}
