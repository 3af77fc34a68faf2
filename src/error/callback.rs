//! Functions of the caller that threw.

use super::{Delivery, ErrorCode, Report, Step, hint};
use crate::text::concat;

/// A function that the caller passed threw instead of returning. The exception is the cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallbackError {
    /// The name of the function, such as `phoneCode`.
    pub callback: &'static str,
}

impl CallbackError {
    /// The error of the function of that name.
    pub fn new(callback: &'static str) -> Self {
        Self { callback }
    }

    /// Which function threw.
    pub fn message(&self) -> String {
        concat(&["`", self.callback, "` threw instead of returning, `cause` is what it threw"])
    }

    /// What JavaScript gets of it.
    pub fn report(&self, step: Step) -> Report<'_> {
        let report = Report::new(ErrorCode::Callback, Delivery::NotSent, self.message(), hint::CALLBACK);
        Report { callback: Some(self.callback), step: Some(step), ..report }
    }
}
