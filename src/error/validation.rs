//! Invalid fields.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Delivery, ErrorCode, Report, Step, hint};
use crate::text::concat;

/// The kind of rule that a field broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// It is missing or empty.
    Required,
    /// It has the wrong type.
    Type,
    /// Reading it threw.
    Unreadable,
    /// It is too long.
    Length,
    /// It contains a character that can't be sent.
    Characters,
    /// It has the wrong format.
    Format,
    /// It is a number out of range.
    Range,
    /// Nothing of that name is known.
    Unknown,
    /// Another field that excludes it is there too.
    Conflict,
}

names!(Rule {
    Required => "required",
    Type => "type",
    Unreadable => "unreadable",
    Length => "length",
    Characters => "characters",
    Format => "format",
    Range => "range",
    Unknown => "unknown",
    Conflict => "conflict",
});

/// One problem of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Issue {
    /// The field as the caller spells it, such as `device.ip`.
    pub field: &'static str,
    /// The rule that it broke.
    pub rule: Rule,
    /// What is wrong, and what is expected.
    pub message: String,
    /// The position of the first invalid character, in UTF-16 code units as in JavaScript.
    pub index: Option<u32>,
}

impl Serialize for Issue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("field", self.field)?;
        map.serialize_entry("rule", self.rule.as_str())?;
        map.serialize_entry("message", self.message.as_str())?;
        if let Some(index) = self.index {
            map.serialize_entry("index", &f64::from(index))?;
        }
        map.end()
    }
}

/// The problems found so far: all of them are reported at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issues(Vec<Issue>);

impl Issues {
    /// Adds that `field` broke `rule`. `problem` continues the field's name: "is missing".
    pub fn add(&mut self, field: &'static str, rule: Rule, problem: &str) {
        self.push(field, rule, problem, None);
    }

    /// Adds that reading `field` threw.
    pub fn add_unreadable(&mut self, field: &'static str) {
        self.add(field, Rule::Unreadable, "threw while it was read");
    }

    /// The same as `add`, for a problem at one character.
    pub fn add_at(&mut self, field: &'static str, rule: Rule, problem: &str, index: usize) {
        let problem = concat(&[problem, ", at index ", itoa::Buffer::new().format(index)]);
        self.push(field, rule, &problem, u32::try_from(index).ok());
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn push(&mut self, field: &'static str, rule: Rule, problem: &str, index: Option<u32>) {
        let message = concat(&["`", field, "` ", problem]);
        self.0.push(Issue { field, rule, message, index });
    }
}

/// What was being checked when problems were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Subject {
    /// The client's configuration: `INVALID_CONFIG`.
    Config,
    /// The parameters of one call: `INVALID_PARAMS`.
    Params,
    /// A reply that the caller received itself, whose request was sent: `INVALID_PARAMS`.
    Reply,
}

/// Invalid fields. They were not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ValidationError {
    /// What was checked.
    pub subject: Subject,
    /// Every problem found, in the order of the fields.
    pub issues: Vec<Issue>,
}

impl ValidationError {
    /// The error with these issues.
    pub fn new(subject: Subject, issues: Issues) -> Self {
        Self { subject, issues: issues.0 }
    }

    /// What was invalid.
    pub fn code(&self) -> ErrorCode {
        match self.subject {
            Subject::Config => ErrorCode::InvalidConfig,
            Subject::Params | Subject::Reply => ErrorCode::InvalidParams,
        }
    }

    /// How far the request got.
    pub fn delivery(&self) -> Delivery {
        match self.subject {
            Subject::Config | Subject::Params => Delivery::NotSent,
            Subject::Reply => Delivery::Delivered,
        }
    }

    /// Every problem in one sentence, separated by semicolons.
    pub fn message(&self) -> String {
        let mut message = String::new();
        for issue in &self.issues {
            message.push_str(if message.is_empty() { "" } else { "; " });
            message.push_str(&issue.message);
        }
        message
    }

    /// What JavaScript gets of it; `step` is none if there was no call.
    pub fn report(&self, step: Option<Step>) -> Report<'_> {
        let hint = match self.subject {
            Subject::Config => hint::CONFIG,
            Subject::Params | Subject::Reply => hint::params_hint(&self.issues),
        };
        let report = Report::new(self.code(), self.delivery(), self.message(), hint);
        Report { issues: Some(&self.issues), step, ..report }
    }
}
