//! A second reading of replies, to compare the core's with, and a reply made of parts.

use arbitrary::Arbitrary;
use serde_json::{Map, Value, json};
use wechat_mobile_bind::error::{ProtocolErrorKind, ReplyError};
use wechat_mobile_bind::reply::Reply;
use wechat_mobile_bind::spec::{Answer, MemberKind};

use crate::json::{AnyJson, AnyObject};

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

/// Everything that a result holds, as JavaScript gets it.
pub fn plain(reply: &Reply<Value>) -> Value {
    serde_json::to_value(reply).unwrap()
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

/// A reply that is an object with members of the interface's names.
#[derive(Arbitrary, Debug)]
pub struct ReplyParts {
    status: Status,
    session_token: Option<AnyJson>,
    state_token: Option<AnyJson>,
    expire: Option<AnyJson>,
    id_token: IdToken,
    data: Data,
    error_code: Option<AnyJson>,
    error_msg: Option<AnyJson>,
    /// The members of replies that have no status.
    token: Option<AnyJson>,
    captcha_token: Option<AnyJson>,
    mobile: Option<AnyJson>,
    others: AnyObject,
}

#[derive(Arbitrary, Debug)]
enum Status {
    Success,
    Succes,
    SocialBind,
    UserRegister,
    MfaAuth,
    AccessDenied,
    Any(AnyJson),
}

#[derive(Arbitrary, Debug)]
enum IdToken {
    None,
    Any(AnyJson),
    Of { header: AnyObject, claims: AnyObject, profile: Option<AnyJson> },
}

#[derive(Arbitrary, Debug)]
enum Data {
    None,
    Object(AnyJson),
    Text(AnyJson),
}

impl ReplyParts {
    /// The body of the reply.
    pub fn body(self) -> String {
        let mut reply = self.others.0;
        let status = match self.status {
            Status::Success => "SUCCESS".into(),
            Status::Succes => " SUCCES".into(),
            Status::SocialBind => "SOCIAL_BIND".into(),
            Status::UserRegister => "USER_REGISTER".into(),
            Status::MfaAuth => "MFA_AUTH".into(),
            Status::AccessDenied => "ACCESS_DENIED".into(),
            Status::Any(value) => value.0,
        };
        reply.insert("status".to_owned(), status);
        insert(&mut reply, "session_token", self.session_token.map(|value| value.0));
        insert(&mut reply, "state_token", self.state_token.map(|value| value.0));
        insert(&mut reply, "expire", self.expire.map(|value| value.0));
        insert(&mut reply, "id_token", self.id_token.value());
        insert(&mut reply, "data", self.data.value());
        insert(&mut reply, "error_code", self.error_code.map(|value| value.0));
        insert(&mut reply, "error_msg", self.error_msg.map(|value| value.0));
        insert(&mut reply, "token", self.token.map(|value| value.0));
        insert(&mut reply, "captcha_token", self.captcha_token.map(|value| value.0));
        insert(&mut reply, "mobile", self.mobile.map(|value| value.0));
        Value::Object(reply).to_string()
    }
}

fn insert(reply: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    reply.extend(value.map(|value| (name.to_owned(), value)));
}

impl IdToken {
    fn value(self) -> Option<Value> {
        match self {
            Self::None => None,
            Self::Any(value) => Some(value.0),
            Self::Of { header, claims: AnyObject(mut claims), profile } => {
                insert(&mut claims, "api", profile.map(|profile| profile.0.to_string().into()));
                let parts = [Value::Object(header.0).to_string(), Value::Object(claims).to_string(), "§".to_owned()];
                Some(crate::token::encode(parts.iter()).into())
            }
        }
    }
}

impl Data {
    fn value(self) -> Option<Value> {
        match self {
            Self::None => None,
            Self::Object(steps) => Some(json!({ "socialBindOrRegisterFlow": steps.0 })),
            Self::Text(steps) => Some(json!({ "socialBindOrRegisterFlow": steps.0 }).to_string().into()),
        }
    }
}
