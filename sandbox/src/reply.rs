use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::random;

/// How long a session lasts, in seconds.
const SESSION_LIFETIME: u32 = 432_000;

/// How a successful answer is worded: plainly, or with an oddity of some tenants.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wording {
    Plain,
    Misprint,
    LeadingBlanks,
    AbbreviatedIdToken,
    ExpireAsString,
    NoExpire,
    NoIdToken,
    NoSessionToken,
    DataNull,
}

/// The answer to a user who is signed in.
pub(crate) fn success(wording: Wording, id_token: &str) -> Value {
    let session_token = random::token();
    let mut reply = json!({
        "status": "SUCCESS",
        "expire": SESSION_LIFETIME,
        "session_token": session_token,
        "id_token": id_token,
    });
    match wording {
        Wording::Plain => {}
        Wording::Misprint => reply["status"] = "SUCCES".into(),
        Wording::LeadingBlanks => {
            reply["status"] = " SUCCESS".into();
            reply["session_token"] = format!(" {session_token}").into();
            reply["id_token"] = format!(" {id_token}").into();
        }
        Wording::AbbreviatedIdToken => reply["id_token"] = abbreviated(id_token).into(),
        Wording::ExpireAsString => reply["expire"] = SESSION_LIFETIME.to_string().into(),
        Wording::NoExpire => remove(&mut reply, "expire"),
        Wording::NoIdToken => remove(&mut reply, "id_token"),
        Wording::NoSessionToken => remove(&mut reply, "session_token"),
        Wording::DataNull => reply["data"] = Value::Null,
    }
    reply
}

/// The answer to a user who needs another step, with its `state_token`.
pub(crate) fn next_step(status: &str, state_token: &str) -> Value {
    let mut reply = json!({ "status": status, "state_token": state_token });
    if matches!(status, "SOCIAL_BIND" | "USER_REGISTER") {
        reply["data"] = json!({ "socialBindOrRegisterFlow": ["VERIFY_PHONE", "VERIFY_EMAIL"] }).to_string().into();
    }
    reply
}

/// A JSON response.
pub(crate) fn json(status: StatusCode, body: impl Into<Body>) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], body.into()).into_response()
}

fn abbreviated(token: &str) -> String {
    let end = token.char_indices().nth(12).map_or(token.len(), |(index, _)| index);
    format!("{}……{}", &token[..end], &token[token.len().saturating_sub(8)..])
}

fn remove(reply: &mut Value, field: &str) {
    if let Some(members) = reply.as_object_mut() {
        members.remove(field);
    }
}
