//! Functions that the host hands in, asked for what they know.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::deadline::{Deadline, Missed};
use super::fetch::TransportError;
use super::{error, input};
use crate::error::{Delivery, Issues, Rule, Subject, ValidationError};
use crate::given::Given;

/// The one-time code that `function` answers, when the user has made up their mind: only `signal` ends the
/// wait.
pub(super) async fn ask(function: &Function, name: &'static str, signal: &Option<JsValue>) -> Result<Given, JsValue> {
    let deadline = Deadline::start(None, signal.clone());
    if let Some(end) = deadline.end() {
        return Err(error::transport(TransportError::ended(end, Delivery::NotSent, &deadline)));
    }
    answer(function, name, &deadline).await.map(|code| input::given(&code))
}

/// What `function`, which the caller gave as `name`, answers or promises.
pub(super) async fn answer(function: &Function, name: &'static str, deadline: &Deadline) -> Result<JsValue, JsValue> {
    let threw = |cause| {
        let mut issues = Issues::default();
        issues.add(name, Rule::Unreadable, "is a function that threw instead of answering");
        error::threw(&ValidationError::new(Subject::Params, issues), cause)
    };
    let promise = function.call0(&JsValue::UNDEFINED).map_err(threw)?;
    deadline.race(&promise).await.map_err(|missed| match missed {
        Missed::Rejected(cause) => threw(cause),
        Missed::Ended(end) => error::transport(TransportError::ended(end, Delivery::NotSent, deadline)),
    })
}
