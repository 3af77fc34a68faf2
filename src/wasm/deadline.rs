//! How long a step of a call may wait, by `deadline.js`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use super::error::Error;
use super::progress::ProgressSink;
use crate::error::{Delivery, Step, TransportError, TransportErrorKind};

#[wasm_bindgen(module = "/src/wasm/deadline.js")]
extern "C" {
    /// The deadline of `deadline.js`.
    pub(super) type HostDeadline;

    #[wasm_bindgen(catch, js_name = startDeadline)]
    fn start(timeout_ms: u32, signal: Option<&AbortSignal>) -> Result<HostDeadline, JsValue>;

    #[wasm_bindgen(method, catch, js_name = isTimeout)]
    fn is_timeout(this: &HostDeadline) -> Result<Option<bool>, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn reason(this: &HostDeadline) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = fetchSignal)]
    fn fetch_signal(this: &HostDeadline) -> Result<Option<AbortSignal>, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn wait(this: &HostDeadline, answer: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn close(this: &HostDeadline) -> Result<(), JsValue>;
}

/// Why there is no answer.
pub(super) enum WaitError {
    /// The host's own reason.
    Failed(JsValue),
    /// The step is over.
    Ended(Error),
}

impl WaitError {
    /// The error of this package; `failed` converts the host's reason.
    pub(super) fn or_else(self, failed: impl FnOnce(JsValue) -> Error) -> Error {
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
    /// Starts the time-out, if there is one, and listens to the caller's signal. The shell ends it by `progress` if the wasm stops.
    ///
    /// # Errors
    ///
    /// `ABORTED`, if the signal has been aborted already.
    pub(super) fn start(
        step: Step,
        timeout_ms: Option<u32>,
        signal: Option<&AbortSignal>,
        progress: &ProgressSink,
    ) -> Result<Self, Error> {
        let failed =
            |cause| transport(TransportErrorKind::Failed("the host's timers failed"), Delivery::NotSent, step, cause);
        let host = start(timeout_ms.unwrap_or_default(), signal).map_err(failed)?;
        // A caller of the bare crate may pass an object that takes no members.
        let _ = progress.set_deadline(&host);
        let deadline = Self { step, host };
        deadline.check()?;
        Ok(deadline)
    }

    /// Fails if the step is over before anything was sent.
    pub(super) fn check(&self) -> Result<(), Error> {
        self.end().map_or(Ok(()), |end| Err(self.error(end, Delivery::NotSent)))
    }

    /// The signal for the host's fetch; `None` on a host without AbortController.
    pub(super) fn fetch_signal(&self) -> Option<AbortSignal> {
        self.host.fetch_signal().unwrap_or_default()
    }

    /// Awaits `answer`.
    pub(super) async fn wait(&self, answer: &JsValue, delivery: Delivery) -> Result<JsValue, WaitError> {
        let answer = self.host.wait(answer).map_err(WaitError::Failed)?;
        JsFuture::from(answer).await.map_err(|cause| match self.end() {
            Some(end) => WaitError::Ended(self.error(end, delivery)),
            None => WaitError::Failed(cause),
        })
    }

    fn end(&self) -> Option<TransportErrorKind> {
        let is_timeout = self.host.is_timeout().unwrap_or_default()?;
        Some(if is_timeout { TransportErrorKind::TimedOut } else { TransportErrorKind::Aborted })
    }

    fn error(&self, end: TransportErrorKind, delivery: Delivery) -> Error {
        let is_aborted = end == TransportErrorKind::Aborted;
        let reason = if is_aborted { self.host.reason().unwrap_or_default() } else { JsValue::UNDEFINED };
        transport(end, delivery, self.step, reason)
    }
}

fn transport(kind: TransportErrorKind, delivery: Delivery, step: Step, cause: JsValue) -> Error {
    Error::transport(TransportError { kind, delivery }, step, cause, JsValue::UNDEFINED)
}

impl Drop for Deadline {
    fn drop(&mut self) {
        let _ = self.host.close();
    }
}
