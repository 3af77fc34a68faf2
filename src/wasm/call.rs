//! One call: its deadline, the device, the check, and the request over the host's fetch.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::deadline::Deadline;
use super::error::Error;
use super::failure::Host;
use super::fetch::HostFetch;
use super::json::HostJson;
use super::progress::{CallProgress, ProgressSink};
use super::read::{self, CallInput};
use crate::call;
use crate::config::Config;
use crate::error::{Delivery, Step};
use crate::reply::Reply;
use crate::request::{HttpRequest, prepare};
use crate::spec::{Endpoint, FINGERPRINT, OS_VERSION, USER_AGENT};

/// What all calls of a client share.
pub(super) struct Calls {
    pub(super) config: Config,
    pub(super) fetch: Function,
    /// The caller's function for the device.
    pub(super) find_device: Option<Function>,
    /// The caller's `onEvent`.
    pub(super) on_event: Option<Function>,
    /// The host's function for the device.
    pub(super) host_device: Option<Function>,
    /// The host, which explains why its `fetch` failed; none for a `fetch` that the caller passed.
    pub(super) host: Option<Host>,
}

/// One call of an interface, with the caller's parameters.
pub(super) struct Call {
    pub(super) endpoint: &'static Endpoint,
    pub(super) given: CallInput,
}

impl Call {
    pub(super) fn read(endpoint: &'static Endpoint, params: &JsValue) -> Self {
        Self { endpoint, given: read::call(endpoint, params) }
    }

    fn step(&self) -> Step {
        Step::Call(self.endpoint)
    }
}

impl Calls {
    /// The whole call, at the end of which `onEvent` is called.
    pub(super) async fn send(&self, call: Call, progress: &ProgressSink) -> Result<Reply<HostJson>, Error> {
        let trace = CallProgress::start(call.step(), progress);
        let outcome = self.exchange(call, &trace).await;
        if let Some(listener) = &self.on_event {
            trace.notify(listener, &outcome);
        }
        outcome
    }

    async fn exchange(&self, call: Call, trace: &CallProgress<'_>) -> Result<Reply<HostJson>, Error> {
        let deadline = self.deadline(&call, trace.progress)?;
        let endpoint = call.endpoint;
        let request = self.check(call, &deadline).await?;
        trace.checked();
        let Self { config, fetch, host, .. } = self;
        let transport =
            HostFetch { fetch, host: host.as_ref(), timeout_ms: config.timeout_ms, deadline: &deadline, trace };
        call::send(&transport, endpoint, request).await.map_err(|error| Error::call(error, Step::Call(endpoint)))
    }

    // The time-out starts here: getting the device is part of the call.
    pub(super) fn deadline(&self, call: &Call, progress: &ProgressSink) -> Result<Deadline, Error> {
        Deadline::start(call.step(), Some(self.config.timeout_ms), call.given.signal.as_ref(), progress)
    }

    pub(super) async fn check(&self, call: Call, deadline: &Deadline) -> Result<HttpRequest, Error> {
        let Call { endpoint, given: CallInput { mut values, mut issues, .. } } = call;
        if let Some(function) = &self.find_device {
            let answer = ask(function.call0(&JsValue::UNDEFINED), "device", Step::Device, deadline).await?;
            values.fill(&read::device(&answer, &mut issues));
        }
        values.fill(&self.config.device);
        let wanted = [OS_VERSION, USER_AGENT, FINGERPRINT].map(|field| values.lacks(field.name));
        if let Some(function) = &self.host_device
            && wanted.contains(&true)
        {
            // What is known already isn't asked of the host.
            let [os_version, user_agent, fingerprint] = wanted.map(JsValue::from);
            let called = function.call3(&JsValue::UNDEFINED, &os_version, &user_agent, &fingerprint);
            let answer = ask(called, "device", Step::Device, deadline).await?;
            values.fill(&read::device(&answer, &mut issues));
        }
        let request = prepare(endpoint, &self.config, values, issues);
        request.map_err(|invalid| Error::validation(invalid, Step::Call(endpoint)))
    }
}

/// What a function that the caller passed as `name` resolves to, by what calling it returned or threw.
pub(super) async fn ask(
    called: Result<JsValue, JsValue>,
    name: &'static str,
    step: Step,
    deadline: &Deadline,
) -> Result<JsValue, Error> {
    let answer = called.map_err(|cause| Error::threw(name, step, cause))?;
    let answer = deadline.wait(&answer, Delivery::NotSent).await;
    answer.map_err(|error| error.or_else(|cause| Error::threw(name, step, cause)))
}
