//! What an error shows to whoever prints it.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{ApiError, Delivery, Hint, IdTokenError, Issue, ProtocolError, TransportError, ValidationError};

/// An error as plain data. Nothing in it is a secret.
pub struct Report<'a> {
    /// The class that JavaScript knows it by.
    pub name: &'static str,
    /// Stable across versions.
    pub code: &'static str,
    /// What became of the request.
    pub delivery: Delivery,
    /// What went wrong, for people.
    pub message: String,
    /// The fields that broke their rules.
    pub issues: Option<&'a [Issue]>,
    /// The service's code.
    pub error_code: Option<&'a str>,
    /// The HTTP status of the reply.
    pub http_status: Option<u16>,
    /// What to do about it.
    pub hint: Option<&'static Hint>,
}

impl Serialize for Report<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", self.code)?;
        map.serialize_entry("delivery", self.delivery.as_str())?;
        map.serialize_entry("message", self.message.as_str())?;
        if let Some(issues) = self.issues {
            map.serialize_entry("issues", issues)?;
        }
        if let Some(error_code) = self.error_code {
            map.serialize_entry("errorCode", error_code)?;
        }
        if let Some(http_status) = self.http_status {
            map.serialize_entry("httpStatus", &f64::from(http_status))?;
        }
        if let Some(hint) = self.hint {
            map.serialize_entry("hint", hint)?;
        }
        map.end()
    }
}

impl Report<'_> {
    fn new(name: &'static str, code: &'static str, delivery: Delivery, message: String) -> Self {
        Self { name, code, delivery, message, issues: None, error_code: None, http_status: None, hint: None }
    }
}

impl<'a> From<&'a ValidationError> for Report<'a> {
    fn from(error: &'a ValidationError) -> Self {
        let issues = Some(error.issues.as_slice());
        Self { issues, ..Self::new("ValidationError", error.code(), Delivery::NotSent, error.message()) }
    }
}

impl From<&TransportError> for Report<'_> {
    fn from(error: &TransportError) -> Self {
        Self::new("TransportError", error.code(), error.delivery, error.message())
    }
}

impl<'a> From<&'a ApiError> for Report<'a> {
    fn from(error: &'a ApiError) -> Self {
        Self {
            error_code: error.error_code.as_deref(),
            http_status: Some(error.http_status),
            hint: error.hint,
            ..Self::new("ApiError", ApiError::CODE, Delivery::Delivered, error.message())
        }
    }
}

impl<T> From<&ProtocolError<T>> for Report<'_> {
    fn from(error: &ProtocolError<T>) -> Self {
        let http_status = Some(error.http_status.unwrap_or_default());
        Self { http_status, ..Self::new("ProtocolError", "BAD_RESPONSE", Delivery::Delivered, error.message()) }
    }
}

// Whoever holds an id token has an answer of the service: the code was spent for it.
impl From<&IdTokenError> for Report<'_> {
    fn from(error: &IdTokenError) -> Self {
        Self::new(IdTokenError::NAME, IdTokenError::CODE, Delivery::Delivered, error.message())
    }
}
