//! The public content of an error.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Delivery, ErrorCode, Hint, Issue, Step};

/// An error as plain data. It contains no secret.
#[non_exhaustive]
pub struct Report<'a> {
    /// What happened.
    pub code: ErrorCode,
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
        map.serialize_entry("code", self.code.as_str())?;
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

impl Report<'_> {
    /// The report of an error without members of its own.
    pub(super) fn new(code: ErrorCode, delivery: Delivery, message: String, hint: Hint) -> Self {
        Self {
            code,
            delivery,
            message,
            step: None,
            hint,
            issues: None,
            callback: None,
            error_code: None,
            http_status: None,
        }
    }
}
