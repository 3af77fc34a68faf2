//! Why a call fails: typed until it leaves the wasm, where `errors.js` makes one JavaScript Error of it.

use js_sys::JsString;
use serde::ser::{Serialize, SerializeMap, Serializer};
use wasm_bindgen::prelude::*;

use super::get::get;
use super::json::HostJson;
use super::write::to_plain;
use crate::error::{
    CallError, CallbackError, ErrorCode, IdTokenError, ReplyError, Report, Step, TransportError, ValidationError,
};
use crate::next::Next;

/// Why a call fails. Boxed, because what waits in a call would hold room for it.
pub(super) struct Error(Box<Content>);

struct Content {
    kind: Kind,
    /// Where it happened; `None` if there was no call.
    step: Option<Step>,
    /// What the host, or a function of the caller, threw; `undefined` if nothing.
    cause: JsValue,
    /// `{ hint, audience }` of the host, which replaces the general advice; `undefined` if it has none.
    advice: JsValue,
}

enum Kind {
    Validation(ValidationError),
    Callback(CallbackError),
    Transport(TransportError),
    Reply(ReplyError<JsString>),
    IdToken(IdTokenError),
    /// The cause is an error of this package: it is passed on unchanged.
    Own,
}

impl Error {
    fn new(kind: Kind, step: Option<Step>, cause: JsValue, advice: JsValue) -> Self {
        Self(Box::new(Content { kind, step, cause, advice }))
    }

    fn without_cause(kind: Kind, step: Option<Step>) -> Self {
        Self::new(kind, step, JsValue::UNDEFINED, JsValue::UNDEFINED)
    }

    /// A ValidationError.
    pub(super) fn validation(error: ValidationError, step: impl Into<Option<Step>>) -> Self {
        Self::without_cause(Kind::Validation(error), step.into())
    }

    /// A TransportError, with what the host threw and its advice.
    pub(super) fn transport(error: TransportError, step: Step, cause: JsValue, advice: JsValue) -> Self {
        Self::new(Kind::Transport(error), Some(step), cause, advice)
    }

    /// An IdTokenError.
    pub(super) fn id_token(error: IdTokenError) -> Self {
        Self::without_cause(Kind::IdToken(error), None)
    }

    /// An ApiError or a ProtocolError.
    pub(super) fn reply(error: ReplyError<JsString>, step: Step) -> Self {
        Self::without_cause(Kind::Reply(error), Some(step))
    }

    /// The error of a call.
    pub(super) fn call(error: CallError<JsString, Self>, step: Step) -> Self {
        match error {
            CallError::Transport(error) => error,
            CallError::Reply(error) => Self::reply(error, step),
        }
    }

    /// The error for what the function that the caller passed as `callback` threw; an error of this package stays unchanged.
    pub(super) fn threw(callback: &'static str, step: Step, cause: JsValue) -> Self {
        let is_own = is_bind_error(&cause) == Ok(true);
        let kind = if is_own { Kind::Own } else { Kind::Callback(CallbackError { callback }) };
        Self::new(kind, Some(step), cause, JsValue::UNDEFINED)
    }

    /// Whether the user declined: a function of the caller threw an error of this package that says so, or one of its own with the same
    /// code.
    pub(super) fn is_declined(&self) -> bool {
        matches!(self.0.kind, Kind::Own | Kind::Callback(_))
            && get(&self.0.cause, "code").is_ok_and(|code| code == ErrorCode::UserDeclined.as_str())
    }

    /// From which step to go on. An error of the package that a function of the caller threw leads nowhere by itself.
    pub(super) fn next(&self) -> Next {
        self.report().map_or(Next::Stop, |report| report.hint.next)
    }

    /// Its public content; `None` for an error that is passed on.
    pub(super) fn report(&self) -> Option<Report<'_>> {
        Some(match (&self.0.kind, self.0.step) {
            (Kind::Validation(error), step) => error.report(step),
            (Kind::Callback(error), Some(step)) => error.report(step),
            (Kind::Transport(error), Some(step)) => error.report(step),
            (Kind::Reply(error), Some(step)) => error.report(step),
            (Kind::IdToken(error), _) => error.report(),
            _ => return None,
        })
    }
}

/// The Error that JavaScript gets.
impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        let Some(report) = error.report() else { return error.0.cause };
        let hidden = to_plain(&Hidden(&error.0));
        let created = create_error(report.code.class(), &to_plain(&report), &error.0.advice, &hidden);
        created.unwrap_or_else(|thrown| thrown)
    }
}

/// What is readable as a member of the Error, but never printed or copied.
struct Hidden<'a>(&'a Content);

impl Serialize for Hidden<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if !self.0.cause.is_undefined() {
            map.serialize_entry("cause", &HostJson::from(self.0.cause.clone()))?;
        }
        match &self.0.kind {
            Kind::Reply(ReplyError::Api(error)) => {
                map.serialize_entry("rawErrorCode", error.raw_error_code.as_str())?;
                if let Some(message) = &error.error_message {
                    map.serialize_entry("errorMessage", message.as_str())?;
                }
            }
            Kind::Reply(ReplyError::Protocol(error)) => {
                let text = HostJson::from(JsValue::from(&error.response_text));
                map.serialize_entry("responseText", &text)?;
            }
            _ => {}
        }
        map.end()
    }
}

#[wasm_bindgen(module = "/src/wasm/errors.js")]
extern "C" {
    /// An error of the class `name`; `advice` replaces members of `shown`.
    #[wasm_bindgen(catch, js_name = createError)]
    fn create_error(name: &str, shown: &JsValue, advice: &JsValue, hidden: &JsValue) -> Result<JsValue, JsValue>;

    /// Whether a value is an error of this package.
    #[wasm_bindgen(catch, js_name = isBindError)]
    fn is_bind_error(value: &JsValue) -> Result<bool, JsValue>;
}
