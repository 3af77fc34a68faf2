//! The host's fetch as the core's transport.

use js_sys::{Function, JsString};
use wasm_bindgen::prelude::*;
use web_sys::Response;

use super::deadline::Deadline;
use super::host::get;
use super::json::HostJson;
use super::{error, input, output};
use crate::bind::Transport;
use crate::error::{Delivery, TransportError, Trouble};
use crate::request::HttpRequest;
use crate::response::HttpResponse;

#[wasm_bindgen]
extern "C" {
    /// How far a request has come. Whoever waits for the call looks here should the wasm stop.
    pub type Progress;

    #[wasm_bindgen(method, setter)]
    pub(super) fn set_delivery(this: &Progress, delivery: &str);

    #[wasm_bindgen(method, setter, js_name = responseText)]
    pub(super) fn set_response_text(this: &Progress, text: &JsString);
}

/// The host's fetch, under the limits of one call.
pub(super) struct HostFetch<'a> {
    pub(super) fetch: &'a Function,
    pub(super) deadline: &'a Deadline,
    pub(super) progress: &'a Progress,
}

impl Transport for HostFetch<'_> {
    type Json = HostJson;
    type Error = JsValue;

    // Once the host's fetch has been called nothing says that the request stayed here, and once there is a status it was
    // answered.
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse<JsString>, JsValue> {
        self.deadline.check()?;
        let init = output::init(&request);
        if let Some(signal) = self.deadline.fetch_signal() {
            init.set_signal(Some(&signal));
        }
        let url = JsValue::from_str(&request.url);
        drop(request);
        self.progress.set_delivery(Delivery::Unknown.as_str());
        let answer = self.fetch.call2(&JsValue::UNDEFINED, &url, &init);
        let answer = answer.map_err(|cause| lost(Delivery::Unknown, "the host's `fetch` threw", Some(cause)))?;
        let response = self.wait(&answer, Delivery::Unknown, "the host's `fetch` failed").await?;
        let status = get(&response, "status").ok().as_ref().and_then(input::status);
        let delivery = if status.is_some() { Delivery::Delivered } else { Delivery::Unknown };
        self.progress.set_delivery(delivery.as_str());
        let body = self.read(&response, delivery).await?;
        self.progress.set_delivery(Delivery::Delivered.as_str());
        self.progress.set_response_text(&body);
        Ok(HttpResponse { status, body })
    }
}

impl HostFetch<'_> {
    /// The whole text of a `Response`, or of what looks like one.
    async fn read(&self, response: &JsValue, delivery: Delivery) -> Result<JsString, JsValue> {
        if !get(response, "text").is_ok_and(|text| text.is_function()) {
            let problem = match delivery {
                Delivery::Delivered => {
                    "the host's `fetch` answered without a `text` function, expected { status, text() }"
                }
                _ => "the host's `fetch` answered without a numeric `status`, expected { status, text() }",
            };
            return Err(lost(delivery, problem, None));
        }
        let text = response.unchecked_ref::<Response>().text();
        let text = text.map_err(|cause| lost(delivery, "the `text()` of the reply threw", Some(cause)))?;
        let text = self.wait(&text, delivery, "the reply broke off while it was read").await?;
        text.dyn_into().map_err(|_| lost(delivery, "the `text()` of the reply is not a string", None))
    }

    async fn wait(&self, answer: &JsValue, delivery: Delivery, problem: &'static str) -> Result<JsValue, JsValue> {
        let missed = self.deadline.wait(answer, delivery).await;
        missed.map_err(|missed| missed.or_else(|cause| lost(delivery, problem, Some(cause))))
    }
}

fn lost(delivery: Delivery, problem: &'static str, cause: Option<JsValue>) -> JsValue {
    error::transport(&TransportError { trouble: Trouble::Failed(problem), delivery }, cause)
}
