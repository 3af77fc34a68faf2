//! The host's fetch as the core's transport.

use js_sys::{Function, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::deadline::{Deadline, End, Missed};
use super::output::{set, url_and_init};
use super::{error, input};
use crate::bind::Transport;
use crate::error::Delivery;
use crate::request::HttpRequest;
use crate::response::{HttpResponse, MAX_LENGTH};

/// What went wrong between the call and the reply.
pub(super) struct TransportError {
    pub(super) code: &'static str,
    pub(super) delivery: Delivery,
    pub(super) message: String,
    pub(super) cause: Option<JsValue>,
}

impl TransportError {
    fn network(delivery: Delivery, problem: &str, cause: Option<JsValue>) -> Self {
        Self { code: "NETWORK", delivery, message: [problem, advice(delivery)].concat(), cause }
    }

    /// The error of a call that was called off.
    pub(super) fn ended(end: End, delivery: Delivery, deadline: &Deadline) -> Self {
        let (code, problem, cause) = match end {
            End::TimedOut => ("TIMEOUT", "the time-out of `timeoutMs` passed before the reply was there", None),
            End::Aborted => ("ABORTED", "the call was aborted by its signal", deadline.abort_reason()),
        };
        Self { code, delivery, message: [problem, advice(delivery)].concat(), cause }
    }

    fn missed(missed: Missed, delivery: Delivery, problem: &str, deadline: &Deadline) -> Self {
        match missed {
            Missed::Rejected(cause) => Self::network(delivery, problem, Some(cause)),
            Missed::Ended(end) => Self::ended(end, delivery, deadline),
        }
    }
}

fn advice(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::NotSent => "; nothing was sent, the wechat code is still good",
        Delivery::Unknown => "; the request may have arrived, take the wechat code as spent",
        Delivery::Delivered => "; the request was answered, the wechat code is spent",
    }
}

/// The host's fetch, under the limits of one call.
pub(super) struct HostFetch<'a> {
    pub(super) fetch: &'a Function,
    pub(super) deadline: &'a Deadline,
}

impl Transport for HostFetch<'_> {
    type Error = JsValue;

    // Once the host's fetch has been called nothing says that the request stayed here, and once there is a
    // status it was answered.
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, JsValue> {
        let (url, init) = url_and_init(&request);
        drop(request);
        if let Some(signal) = self.deadline.fetch_signal() {
            set(&init, "signal", signal);
        }
        let (status, body) = self.exchange(&url, &init).await.map_err(error::transport)?;
        response(status, &body)
    }
}

/// A reply whose text crosses into the core, unless it is longer than any reply may be.
pub(super) fn response(status: u16, body: &JsString) -> Result<HttpResponse, JsValue> {
    #[cfg(feature = "trap")]
    if *body == "trap" {
        core::arch::wasm32::unreachable();
    }
    if body.length() > MAX_LENGTH {
        return Err(error::too_long(status, body));
    }
    Ok(HttpResponse { status, body: String::from(body).into() })
}

impl HostFetch<'_> {
    async fn exchange(&self, url: &JsValue, init: &Object) -> Result<(u16, JsString), TransportError> {
        let lost = |problem, cause| TransportError::network(Delivery::Unknown, problem, cause);
        let threw = |cause| lost("the host's `fetch` threw", Some(cause));
        let answer = self.fetch.call2(&JsValue::UNDEFINED, url, init).map_err(threw)?;
        let response = self.wait(&answer, Delivery::Unknown, "the host's `fetch` failed").await?;
        let status = Reflect::get(&response, &JsValue::from_str("status")).ok();
        let status = status.and_then(|status| input::status(&status)).ok_or_else(|| {
            lost("the host's `fetch` answered without a numeric `status`, expected { status, text() }", None)
        })?;
        let text = read_text(&response)?;
        let body = self.wait(&text, Delivery::Delivered, "the reply broke off while it was read").await?;
        let body = body.dyn_into().map_err(|_| {
            TransportError::network(Delivery::Delivered, "the `text()` of the reply is not a string", None)
        })?;
        Ok((status, body))
    }

    async fn wait(&self, promise: &JsValue, delivery: Delivery, problem: &str) -> Result<JsValue, TransportError> {
        let missed = |missed| TransportError::missed(missed, delivery, problem, self.deadline);
        self.deadline.race(promise).await.map_err(missed)
    }
}

fn read_text(response: &JsValue) -> Result<JsValue, TransportError> {
    let lost = |problem, cause| TransportError::network(Delivery::Delivered, problem, cause);
    let text = Reflect::get(response, &JsValue::from_str("text"));
    let text: Function = text.ok().and_then(|text| text.dyn_into().ok()).ok_or_else(|| {
        lost("the host's `fetch` answered without a `text` function, expected { status, text() }", None)
    })?;
    text.call0(response).map_err(|cause| lost("the `text()` of the reply threw", Some(cause)))
}
