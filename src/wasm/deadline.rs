//! How long a step of a call may wait, by `deadline.js`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use super::error;
use crate::error::{Delivery, Step, TransportError, Trouble};

#[wasm_bindgen(module = "/src/wasm/deadline.js")]
extern "C" {
    #[wasm_bindgen(js_name = Deadline)]
    type HostDeadline;

    #[wasm_bindgen(constructor, js_class = "Deadline")]
    fn new(timeout_ms: u32, signal: Option<&AbortSignal>) -> HostDeadline;

    #[wasm_bindgen(method, getter)]
    fn ended(this: &HostDeadline) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn reason(this: &HostDeadline) -> JsValue;

    #[wasm_bindgen(method, getter, js_name = fetchSignal)]
    fn fetch_signal(this: &HostDeadline) -> Option<AbortSignal>;

    #[wasm_bindgen(method)]
    fn wait(this: &HostDeadline, answer: &JsValue) -> Promise;

    #[wasm_bindgen(method)]
    fn close(this: &HostDeadline);
}

/// Why there is no answer.
pub(super) enum Missed {
    /// The host's own reason.
    Failed(JsValue),
    /// The step is over: an error of this package.
    Ended(JsValue),
}

impl Missed {
    /// The error of this package; `failed` converts the host's reason.
    pub(super) fn or_else(self, failed: impl FnOnce(JsValue) -> JsValue) -> JsValue {
        match self {
            Self::Failed(cause) => failed(cause),
            Self::Ended(error) => error,
        }
    }
}

/// The limits of one step: the time-out and the caller's signal. Dropping it stops both.
pub(super) struct Deadline {
    /// What waits.
    pub(super) step: Step,
    host: HostDeadline,
}

impl Deadline {
    /// Starts the time-out, if there is one, and listens to the caller's signal.
    ///
    /// # Errors
    ///
    /// `ABORTED`, if the signal has been aborted already.
    pub(super) fn start(step: Step, timeout_ms: Option<u32>, signal: Option<&AbortSignal>) -> Result<Self, JsValue> {
        let deadline = Self { step, host: HostDeadline::new(timeout_ms.unwrap_or_default(), signal) };
        deadline.check()?;
        Ok(deadline)
    }

    /// Fails if the step is over before anything was sent.
    pub(super) fn check(&self) -> Result<(), JsValue> {
        self.end().map_or(Ok(()), |end| Err(self.error(end, Delivery::NotSent)))
    }

    /// The signal for the host's fetch; `None` on a host without AbortController.
    pub(super) fn fetch_signal(&self) -> Option<AbortSignal> {
        self.host.fetch_signal()
    }

    /// Awaits `answer`.
    pub(super) async fn wait(&self, answer: &JsValue, delivery: Delivery) -> Result<JsValue, Missed> {
        JsFuture::from(self.host.wait(answer)).await.map_err(|cause| match self.end() {
            Some(end) => Missed::Ended(self.error(end, delivery)),
            None => Missed::Failed(cause),
        })
    }

    fn end(&self) -> Option<Trouble> {
        self.host.ended().map(|ended| if ended == "TIMEOUT" { Trouble::TimedOut } else { Trouble::Aborted })
    }

    fn error(&self, end: Trouble, delivery: Delivery) -> JsValue {
        let reason = if end == Trouble::Aborted { self.host.reason() } else { JsValue::UNDEFINED };
        let cause = (!reason.is_undefined()).then_some(reason);
        error::transport(&TransportError { trouble: end, delivery }, self.step, cause)
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        self.host.close();
    }
}
