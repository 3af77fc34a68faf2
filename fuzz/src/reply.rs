//! A second reading of replies, to compare the core's with.

use serde_json::Value;
use wechat_mobile_bind::error::{ProtocolErrorKind, ReplyError};
use wechat_mobile_bind::reply::Reply;
use wechat_mobile_bind::spec::{Answer, MemberKind};

/// What a reply has to be read as.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A result with this status.
    Result(&'static str),
    /// A result without a status.
    Answer,
    /// The service's refusal.
    Refused,
    /// No reply of the interface.
    Unreadable(ProtocolErrorKind),
}

impl Verdict {
    /// By the interface's page: what the body has to be read as under that HTTP status.
    pub fn expected(answer: Answer, http_status: Option<u16>, body: &str) -> Self {
        if body.len() > 1024 * 1024 {
            return Self::Unreadable(ProtocolErrorKind::TooLong);
        }
        let body = text_of(body);
        let is_success = http_status.is_some_and(|status| (200..300).contains(&status));
        if body.is_empty() && is_success && matches!(answer, Answer::Nothing) {
            return Self::Answer;
        }
        let reply: Value = match serde_json::from_str(body) {
            Ok(reply) => reply,
            Err(_) if body.is_empty() => return Self::Unreadable(ProtocolErrorKind::Empty),
            Err(_) if body.starts_with('<') => return Self::Unreadable(ProtocolErrorKind::Html),
            Err(_) => return Self::Unreadable(ProtocolErrorKind::NotJson),
        };
        let reply = unwrapped(reply);
        if !reply.is_object() {
            return Self::Unreadable(ProtocolErrorKind::NotObject);
        }
        let is_filled = |name: &str| reply[name].as_str().is_some_and(|text| !text.trim().is_empty());
        let is_refused = match &reply["error_code"] {
            Value::Null => false,
            Value::String(code) => !matches!(code.trim(), "" | "0"),
            Value::Number(code) => code.as_u64() != Some(0),
            _ => true,
        };
        if !matches!(answer, Answer::SignIn) {
            let is_text = |name: &str| reply[name].as_str().is_some_and(|text| !text.is_empty());
            let rows = if let Answer::Members(rows) = answer { rows } else { &[] };
            let missing = rows.iter().find(|member| {
                if member.kind == MemberKind::Secret { !is_filled(member.sent) } else { !is_text(member.sent) }
            });
            return match missing {
                _ if http_status.is_none() => Self::Unreadable(ProtocolErrorKind::NoHttpStatus),
                _ if is_refused => Self::Refused,
                Some(member) => Self::Unreadable(ProtocolErrorKind::NoMember(member.sent)),
                None if rows.is_empty() && !is_success => Self::Unreadable(ProtocolErrorKind::NoErrorCode),
                None => Self::Answer,
            };
        }
        match reply["status"].as_str().unwrap_or_default().trim() {
            // This comes first: the code is spent, and a session that was granted must not be lost.
            "SUCCESS" | "SUCCES" if is_filled("session_token") => Self::Result("SUCCESS"),
            // Nothing else says by itself what became of the request.
            _ if http_status.is_none() => Self::Unreadable(ProtocolErrorKind::NoHttpStatus),
            _ if is_refused => Self::Refused,
            "SUCCESS" | "SUCCES" => Self::Unreadable(ProtocolErrorKind::NoSessionToken),
            "SOCIAL_BIND" => Self::Result("SOCIAL_BIND"),
            "USER_REGISTER" => Self::Result("USER_REGISTER"),
            "MFA_AUTH" => Self::Result("MFA_AUTH"),
            "ACCESS_DENIED" => Self::Result("ACCESS_DENIED"),
            "" => Self::Unreadable(ProtocolErrorKind::NoStatus),
            _ if http_status.is_some_and(|status| status >= 400) => Self::Unreadable(ProtocolErrorKind::UnknownStatus),
            _ => Self::Result("UNKNOWN"),
        }
    }

    /// What the core read it as.
    pub fn of(outcome: &Result<Reply<Value>, ReplyError<String>>) -> Self {
        match outcome {
            Ok(reply) => reply.status().map_or(Self::Answer, Self::Result),
            Err(ReplyError::Api(_)) => Self::Refused,
            Err(ReplyError::Protocol(error)) => Self::Unreadable(error.kind),
            Err(error) => panic!("{error} is of a new kind"),
        }
    }
}

/// A reply that some gateway wrote into a JSON string is what that string says.
pub fn unwrapped(reply: Value) -> Value {
    match reply {
        Value::String(text) => serde_json::from_str(&text).unwrap_or_default(),
        reply => reply,
    }
}

/// What a body says, without a byte order mark in front of it and white space around it.
pub fn text_of(body: &str) -> &str {
    body.strip_prefix('\u{feff}').unwrap_or(body).trim()
}
