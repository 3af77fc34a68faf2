//! The host's fetch as the core's transport.

use js_sys::{Function, JsString};
use wasm_bindgen::prelude::*;

use super::deadline::{Deadline, WaitError};
use super::error::Error;
use super::failure::{FetchFailure, Host};
use super::get::get;
use super::host::read_text;
use super::json::HostJson;
use super::progress::CallProgress;
use super::{read, write};
use crate::call::Transport;
use crate::error::{Delivery, TransportError, TransportErrorKind};
use crate::reply::{HttpResponse, MAX_LENGTH};
use crate::request::HttpRequest;

/// The host's fetch, under the limits of one call.
pub(super) struct HostFetch<'a> {
    pub(super) fetch: &'a Function,
    pub(super) host: Option<&'a Host>,
    pub(super) timeout_ms: u32,
    pub(super) deadline: &'a Deadline,
    pub(super) trace: &'a CallProgress<'a>,
}

impl Transport for HostFetch<'_> {
    type Json = HostJson;
    type Error = Error;

    // After the host's fetch was called, the request may have been sent; with a status, it was answered.
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse<JsString>, Error> {
        self.deadline.check()?;
        let init = write::init(&request, self.deadline.fetch_signal());
        let url = JsValue::from_str(&request.url);
        drop(request);
        self.trace.sent();
        // A host whose requests have a time-out option gets it as the third argument. The host's own fetch also gets the length at which
        // it may stop reading.
        let (receiver, timeout_ms) = (JsValue::UNDEFINED, self.timeout_ms.into());
        let answer = match self.host {
            Some(_) => self.fetch.call4(&receiver, &url, &init, &timeout_ms, &MAX_LENGTH.into()),
            None => self.fetch.call3(&receiver, &url, &init, &timeout_ms),
        };
        let answer = answer.map_err(|cause| self.failed(&url, "the host's `fetch` threw", cause))?;
        let answer = self.deadline.wait(&answer, Delivery::Unknown).await;
        let response =
            answer.map_err(|error| error.or_else(|cause| self.failed(&url, "the host's `fetch` failed", cause)))?;
        let status = get(&response, "status").ok().as_ref().and_then(read::status);
        let delivery = if status.is_some() { Delivery::Delivered } else { Delivery::Unknown };
        if let Some(status) = status {
            self.trace.answered(status);
        }
        let body = self.read(&response, delivery).await?;
        self.trace.read(&body);
        Ok(HttpResponse { status, body })
    }
}

impl HostFetch<'_> {
    /// The whole text of a `Response`, or of an object that looks like one.
    async fn read(&self, response: &JsValue, delivery: Delivery) -> Result<JsString, Error> {
        let lost =
            |problem, cause| self.error(TransportErrorKind::Failed(problem), delivery, cause, JsValue::UNDEFINED);
        let text = get(response, "text").unwrap_or_default();
        if text.is_null_or_undefined() {
            let problem = match delivery {
                Delivery::Delivered => {
                    "the host's `fetch` answered without a `text` function, expected { status, text() }"
                }
                _ => "the host's `fetch` answered without a numeric `status`, expected { status, text() }",
            };
            return Err(lost(problem, JsValue::UNDEFINED));
        }
        // A host that has the text as a member has it all the same.
        let text = match text.dyn_ref::<Function>() {
            Some(function) => function.call0(response),
            None => Ok(text),
        };
        let text = text.map_err(|cause| lost("the `text()` of the reply threw", cause))?;
        let broke_off = |error: WaitError| error.or_else(|cause| lost("the reply broke off while it was read", cause));
        let mut text = self.deadline.wait(&text, delivery).await.map_err(broke_off)?;
        if !text.is_string() {
            // A Blob is read by a promise.
            text = self.deadline.wait(&read_text(&text).unwrap_or_default(), delivery).await.map_err(broke_off)?;
        }
        text.dyn_into().map_err(|_| lost("the `text()` of the reply is not a string", JsValue::UNDEFINED))
    }

    /// The error of a failed fetch, with the host's explanation.
    fn failed(&self, url: &JsValue, problem: &'static str, cause: JsValue) -> Error {
        let failure = FetchFailure::of(self.host, &cause, url);
        let kind =
            if failure.is_timeout() { TransportErrorKind::TimedOut } else { TransportErrorKind::Failed(problem) };
        self.error(kind, failure.delivery(), cause, failure.advice())
    }

    fn error(&self, kind: TransportErrorKind, delivery: Delivery, cause: JsValue, advice: JsValue) -> Error {
        Error::transport(TransportError { kind, delivery }, self.deadline.step, cause, advice)
    }
}
