//! The public content of an error.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{
    ApiError, CallbackError, Delivery, Hint, IdTokenError, Issue, ProtocolError, ReplyError, Step, Subject,
    TransportError, ValidationError, hint,
};
use crate::text::concat;

/// An error as plain data. It contains no secret.
#[non_exhaustive]
pub struct Report<'a> {
    /// The name of its class in JavaScript.
    pub name: &'static str,
    /// Stable across versions.
    pub code: &'static str,
    /// How far the request got.
    pub delivery: Delivery,
    /// What went wrong.
    pub message: String,
    /// Where it happened; `None` if there was no call.
    pub step: Option<Step>,
    /// What to do about it, and from which step to go on.
    pub hint: Hint,
    /// The fields that broke their rules.
    pub issues: Option<&'a [Issue]>,
    /// The function of the caller that threw.
    pub callback: Option<&'static str>,
    /// The service's error code.
    pub error_code: Option<&'a str>,
    /// The HTTP status of the reply.
    pub http_status: Option<u16>,
}

impl Serialize for Report<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", self.code)?;
        map.serialize_entry("delivery", self.delivery.as_str())?;
        map.serialize_entry("message", self.message.as_str())?;
        for (name, text) in [
            ("step", self.step.map(Step::as_str)),
            ("audience", Some(self.hint.audience.as_str())),
            ("next", Some(self.hint.next.as_str())),
            ("callback", self.callback),
            ("errorCode", self.error_code),
        ] {
            if let Some(text) = text {
                map.serialize_entry(name, text)?;
            }
        }
        map.serialize_entry("hint", &self.hint)?;
        if let Some(issues) = self.issues {
            map.serialize_entry("issues", issues)?;
        }
        if let Some(http_status) = self.http_status {
            map.serialize_entry("httpStatus", &f64::from(http_status))?;
        }
        map.end()
    }
}

impl<'a> Report<'a> {
    fn new(
        name: &'static str,
        code: &'static str,
        delivery: Delivery,
        message: String,
        step: Option<Step>,
        hint: Hint,
    ) -> Self {
        Self {
            name,
            code,
            delivery,
            message,
            step,
            hint,
            issues: None,
            callback: None,
            error_code: None,
            http_status: None,
        }
    }

    /// Fields that break their rules.
    pub fn validation(error: &'a ValidationError, step: Option<Step>) -> Self {
        let hint = match error.subject {
            Subject::Config => hint::CONFIG,
            Subject::Params | Subject::Reply => hint::params_hint(&error.issues),
        };
        let issues = Some(error.issues.as_slice());
        let (name, delivery) = ("ValidationError", error.delivery());
        Self { issues, ..Self::new(name, error.code(), delivery, error.message(), step, hint) }
    }

    /// A function of the caller that threw.
    pub fn callback(error: &CallbackError, step: Step) -> Self {
        let callback = Some(error.callback);
        let (name, delivery) = ("CallbackError", Delivery::NotSent);
        Self { callback, ..Self::new(name, CallbackError::CODE, delivery, error.message(), Some(step), hint::CALLBACK) }
    }

    /// No whole reply.
    pub fn transport(error: &TransportError, step: Step) -> Self {
        let hint = hint::transport_hint(error.kind, error.delivery, step.again());
        Self::new("TransportError", error.code(), error.delivery, error.message(), Some(step), hint)
    }

    /// A reply that is not a result.
    pub fn reply<T>(error: &'a ReplyError<T>, step: Step) -> Self {
        match error {
            ReplyError::Api(error) => Self::api(error, step),
            ReplyError::Protocol(error) => Self::protocol(error, step),
        }
    }

    /// A refusal.
    pub fn api(error: &'a ApiError, step: Step) -> Self {
        let (name, delivery, hint) = ("ApiError", Delivery::Delivered, error.hint(step));
        let message = match hint {
            hint::REFUSED => error.message(),
            known => concat(&[&error.message(), ": ", known.en]),
        };
        Self {
            error_code: error.error_code.as_deref(),
            http_status: Some(error.http_status),
            ..Self::new(name, ApiError::CODE, delivery, message, Some(step), hint)
        }
    }

    /// A reply that can't be read.
    pub fn protocol<T>(error: &ProtocolError<T>, step: Step) -> Self {
        let http_status = Some(error.http_status.unwrap_or_default());
        let (name, code, hint) = ("ProtocolError", "BAD_RESPONSE", hint::response_hint(step.again()));
        Self { http_status, ..Self::new(name, code, Delivery::Delivered, error.message(), Some(step), hint) }
    }

    /// An id token that can't be decoded. It came with an answer of the service, so the code is used.
    pub fn id_token(error: &IdTokenError) -> Self {
        let (name, code) = (IdTokenError::NAME, IdTokenError::CODE);
        Self::new(name, code, Delivery::Delivered, error.message(), None, hint::ID_TOKEN)
    }
}
