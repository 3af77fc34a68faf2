//! The host's fetch as the core's transport.

use js_sys::{Function, JsString};
use wasm_bindgen::prelude::*;
use web_sys::Response;

use super::deadline::Deadline;
use super::host::{Failure, Host, get, stringify};
use super::json::HostJson;
use super::trace::Trace;
use super::{error, input, output};
use crate::bind::Transport;
use crate::error::{Delivery, TransportError, Trouble};
use crate::request::HttpRequest;
use crate::response::HttpResponse;

/// The host's fetch, under the limits of one call.
pub(super) struct HostFetch<'a> {
    pub(super) fetch: &'a Function,
    pub(super) host: Option<&'a Host>,
    pub(super) timeout_ms: u32,
    pub(super) deadline: &'a Deadline,
    pub(super) trace: &'a Trace<'a>,
}

impl Transport for HostFetch<'_> {
    type Json = HostJson;
    type Error = JsValue;

    // After the host's fetch was called, the request may have been sent; with a status, it was answered.
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse<JsString>, JsValue> {
        self.deadline.check()?;
        let init = output::init(&request);
        if let Some(signal) = self.deadline.fetch_signal() {
            init.set_signal(Some(&signal));
        }
        let url = JsValue::from_str(&request.url);
        drop(request);
        self.trace.sent();
        // A host whose requests have a time-out option gets it as the third argument.
        let answer = self.fetch.call3(&JsValue::UNDEFINED, &url, &init, &self.timeout_ms.into());
        let answer = answer.map_err(|cause| self.failed(&url, "the host's `fetch` threw", cause))?;
        let answer = self.deadline.wait(&answer, Delivery::Unknown).await;
        let response =
            answer.map_err(|missed| missed.or_else(|cause| self.failed(&url, "the host's `fetch` failed", cause)))?;
        let status = get(&response, "status").ok().as_ref().and_then(input::status);
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
    async fn read(&self, response: &JsValue, delivery: Delivery) -> Result<JsString, JsValue> {
        let lost = |problem, cause| self.lost(Trouble::Failed(problem), delivery, cause);
        if !get(response, "text").is_ok_and(|text| text.is_function()) {
            let problem = match delivery {
                Delivery::Delivered => {
                    "the host's `fetch` answered without a `text` function, expected { status, text() }"
                }
                _ => "the host's `fetch` answered without a numeric `status`, expected { status, text() }",
            };
            return Err(lost(problem, None));
        }
        let text = response.unchecked_ref::<Response>().text();
        let text = text.map_err(|cause| lost("the `text()` of the reply threw", Some(cause)))?;
        let text = self.deadline.wait(&text, delivery).await;
        let text =
            text.map_err(|missed| missed.or_else(|cause| lost("the reply broke off while it was read", Some(cause))))?;
        // If a host parses the text anyway, an accepted bind must not be lost.
        let text = if text.is_string() { text } else { stringify(&text).unwrap_or_default() };
        text.dyn_into().map_err(|_| lost("the `text()` of the reply is not a string", None))
    }

    /// The error of a failed fetch, with the host's explanation.
    fn failed(&self, url: &JsValue, problem: &'static str, cause: JsValue) -> JsValue {
        let failure = Failure::of(self.host, &cause, url);
        let trouble = if failure.is_timeout() { Trouble::TimedOut } else { Trouble::Failed(problem) };
        let error = TransportError { trouble, delivery: failure.delivery() };
        error::advised(&error, self.deadline.step, cause, &failure.advice())
    }

    fn lost(&self, trouble: Trouble, delivery: Delivery, cause: Option<JsValue>) -> JsValue {
        error::transport(&TransportError { trouble, delivery }, self.deadline.step, cause)
    }
}
