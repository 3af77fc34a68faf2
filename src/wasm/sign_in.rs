//! The whole sign-in: the caller's functions for what the user answers, and the calls of a client.

use js_sys::Date;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

use super::call::{Call, Calls, ask};
use super::deadline::Deadline;
use super::error::Error;
use super::json::HostJson;
use super::progress::{CallProgress, ProgressSink};
use super::question::argument;
use super::raw::raw_value;
use super::read::{self, CallInput, SignInInput};
use crate::error::{Step, ValidationError};
use crate::next::Next;
use crate::raw::Values;
use crate::reply::Reply;
use crate::sign_in::{Question, SignInHost};
use crate::spec::{BIND_BY_CODE, Endpoint, LOGIN, VERIFY_CAPTCHA};

/// The steps of one sign-in.
pub(super) struct SignInSteps {
    pub(super) calls: Rc<Calls>,
    pub(super) given: SignInInput,
    pub(super) progress: ProgressSink,
}

impl SignInHost for SignInSteps {
    type Json = HostJson;
    type Error = Error;

    // Boxed, so that it is compiled once, not wherever it is awaited.
    fn ask(
        &self,
        question: Question<'_, HostJson>,
        error: Option<Error>,
    ) -> impl Future<Output = Result<Values, Error>> {
        let SignInInput { login_code, phone_code, recipient, captcha, verify_code, on_unknown_user, .. } = &self.given;
        let (function, endpoint) = match question {
            Question::LoginCode => (Some(login_code), &LOGIN),
            Question::PhoneCode => (Some(phone_code), on_unknown_user.endpoint()),
            Question::Recipient(_) => (recipient.as_ref(), &BIND_BY_CODE),
            Question::Captcha(_) => (captcha.as_ref(), &VERIFY_CAPTCHA),
            Question::VerifyCode(_) => (verify_code.as_ref(), &BIND_BY_CODE),
        };
        let (name, field, step) = (question.name(), question.field(), Step::Call(endpoint));
        let argument = function.map(|_| argument(&question, error));
        let is_recipient = matches!(question, Question::Recipient(_));
        let may_decline = !matches!(question, Question::LoginCode);
        let answer: Pin<Box<dyn Future<Output = Result<Values, Error>> + '_>> = Box::pin(async move {
            let (Some(function), Some(argument)) = (function, argument) else { return Ok(Values::default()) };
            // Nothing of this step was sent.
            CallProgress::start(step, &self.progress);
            // A user may take any time: only the signal ends the wait.
            let deadline = Deadline::start(step, None, self.given.call.signal.as_ref(), &self.progress)?;
            match ask(function.call1(&JsValue::UNDEFINED, &argument), name, step, &deadline).await {
                Ok(answer) if is_recipient => Ok(read::recipient(&answer)),
                Ok(answer) => Ok(Values::default().with(field, raw_value(&answer))),
                // If the user declines, the state token is still valid.
                Err(error) if may_decline && error.is_declined() => Ok(Values::default()),
                Err(error) => Err(error),
            }
        });
        answer
    }

    fn has_verification(&self) -> bool {
        self.given.captcha.is_some() && self.given.verify_code.is_some()
    }

    fn invalid(error: ValidationError) -> Error {
        Error::validation(error, Step::Call(&BIND_BY_CODE))
    }

    fn next(error: &Error) -> Next {
        error.next()
    }

    fn now(&self) -> f64 {
        Date::now()
    }

    async fn call(&self, endpoint: &'static Endpoint, mut params: Values) -> Result<Reply<HostJson>, Error> {
        params.fill(&self.given.call.values);
        let given = CallInput { values: params, ..self.given.call.clone() };
        self.calls.send(Call { endpoint, given }, &self.progress).await
    }
}
