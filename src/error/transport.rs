//! Requests that got no whole reply.

use super::hint::transport_hint;
use super::{Delivery, ErrorCode, Report, Step};
use crate::text::concat;

/// Why there is no whole reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The time-out passed.
    TimedOut,
    /// The caller's signal aborted the call.
    Aborted,
    /// The host's fetch failed; the message says how.
    Failed(&'static str),
}

/// There is no whole reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TransportError {
    /// Why.
    pub kind: TransportErrorKind,
    /// How far the request got.
    pub delivery: Delivery,
}

impl TransportError {
    /// The error of that kind.
    pub fn new(kind: TransportErrorKind, delivery: Delivery) -> Self {
        Self { kind, delivery }
    }

    /// What happened.
    pub fn code(&self) -> ErrorCode {
        match self.kind {
            TransportErrorKind::TimedOut => ErrorCode::Timeout,
            TransportErrorKind::Aborted => ErrorCode::Aborted,
            TransportErrorKind::Failed(_) => ErrorCode::Network,
        }
    }

    /// What happened, and whether a code in the request is used.
    pub fn message(&self) -> String {
        let problem = match self.kind {
            TransportErrorKind::TimedOut => "the time-out of `timeoutMs` passed before the reply arrived",
            TransportErrorKind::Aborted => "the call was aborted by its signal",
            TransportErrorKind::Failed(problem) => problem,
        };
        let advice = match self.delivery {
            Delivery::NotSent => "; nothing was sent, any one-time code is still good",
            Delivery::Unknown => "; the request may have arrived, treat any one-time code in it as used",
            Delivery::Delivered => "; the request was answered, any one-time code in it is used",
        };
        concat(&[problem, advice])
    }

    /// What JavaScript gets of it.
    pub fn report(&self, step: Step) -> Report<'_> {
        let hint = transport_hint(self.kind, self.delivery, step.again());
        Report { step: Some(step), ..Report::new(self.code(), self.delivery, self.message(), hint) }
    }
}
