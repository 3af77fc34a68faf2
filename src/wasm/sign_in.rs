//! The whole sign-in: the caller's functions for the codes, and the calls of a client.

use js_sys::Function;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

use super::call::{Call, Calls, ask};
use super::deadline::Deadline;
use super::error::Error;
use super::json::HostJson;
use super::progress::{CallProgress, ProgressSink};
use super::raw::raw_value;
use super::read::{CallInput, SignInInput};
use crate::error::Step;
use crate::raw::{RawValue, Values};
use crate::reply::Reply;
use crate::sign_in::SignInHost;
use crate::spec::{Endpoint, LOGIN};

/// The steps of one sign-in.
pub(super) struct SignInSteps {
    pub(super) calls: Rc<Calls>,
    pub(super) given: SignInInput,
    pub(super) progress: ProgressSink,
}

impl SignInSteps {
    /// The code that a function of the caller returns. A user may take any time: only the signal ends the wait.
    async fn code(&self, function: &Function, name: &'static str, step: Step) -> Result<RawValue, Error> {
        let deadline = Deadline::start(step, None, self.given.call.signal.as_ref(), &self.progress)?;
        ask(function.call0(&JsValue::UNDEFINED), name, step, &deadline).await.map(|code| raw_value(&code))
    }
}

impl SignInHost for SignInSteps {
    type Json = HostJson;
    type Error = Error;

    async fn login_code(&self) -> Result<RawValue, Error> {
        self.code(&self.given.login_code, "loginCode", Step::Call(&LOGIN)).await
    }

    async fn phone_code(&self) -> Result<RawValue, Error> {
        // Nothing of the next step was sent.
        let step = Step::Call(self.given.on_unknown_user.endpoint());
        CallProgress::start(step, &self.progress);
        let code = self.code(&self.given.phone_code, "phoneCode", step).await;
        // If the user declines, the state token is still valid.
        code.or_else(|error| if error.is_declined() { Ok(RawValue::Absent) } else { Err(error) })
    }

    async fn call(&self, endpoint: &'static Endpoint, mut params: Values) -> Result<Reply<HostJson>, Error> {
        params.fill(&self.given.call.values);
        let given = CallInput { values: params, ..self.given.call.clone() };
        self.calls.send(Call { endpoint, given }, &self.progress).await
    }
}
