//! The core's errors as JSON, from which the package makes its Error classes.

use super::writer::{Writer, name};
use crate::error::{ApiError, Delivery, IdTokenError, ProtocolError, ReplyError, ValidationError};

/// What an error shows to whoever prints it. The blank in front is how JavaScript tells an error from a value.
fn shown(code: &str, delivery: Delivery, message: &str) -> Writer {
    let mut json = Writer::after(" ", 512);
    json.open("{");
    json.name(name!("code")).text(code);
    json.name(name!("delivery")).text(delivery.as_str());
    json.name(name!("message")).text(message);
    json
}

fn end(mut json: Writer) -> String {
    json.close("}");
    json.end()
}

/// A ValidationError.
pub(super) fn validation(error: &ValidationError) -> String {
    let mut json = shown(error.code(), Delivery::NotSent, &error.message());
    json.name(name!("issues")).open("[");
    for issue in &error.issues {
        json.open("{");
        json.name(name!("field")).text(issue.field);
        json.name(name!("rule")).text(issue.rule.as_str());
        json.name(name!("message")).text(&issue.message);
        if let Some(index) = issue.index {
            json.name(name!("index")).json(&crate::number::write_count(index));
        }
        json.close("}");
    }
    json.close("]");
    end(json)
}

/// An IdTokenError. Whoever holds an id token has an answer of the service: the code was spent for it.
pub(super) fn id_token(error: IdTokenError) -> String {
    end(shown(IdTokenError::CODE, Delivery::Delivered, &error.message()))
}

/// An ApiError or a ProtocolError.
pub(super) fn reply(error: ReplyError) -> String {
    match error {
        ReplyError::Api(error) => api(&error),
        ReplyError::Protocol(error) => protocol(&error),
    }
}

fn api(error: &ApiError) -> String {
    let mut json = shown(ApiError::CODE, Delivery::Delivered, &error.message());
    if let Some(error_code) = error.error_code() {
        json.name(name!("errorCode")).text(error_code);
    }
    json.name(name!("httpStatus")).number(error.http_status.into());
    if let Some(hint) = error.hint() {
        json.name(name!("hint")).open("{");
        json.name(name!("zh")).text(hint.zh);
        json.name(name!("en")).text(hint.en);
        json.close("}");
    }
    json.name(name!("hidden")).open("{");
    json.name(name!("rawErrorCode")).text(&error.raw_error_code);
    if let Some(message) = &error.error_message {
        json.name(name!("errorMessage")).text(message);
    }
    json.close("}");
    end(json)
}

// The reply's text stays with whoever made the call: it is there, and need not cross again.
fn protocol(error: &ProtocolError) -> String {
    let mut json = shown(ProtocolError::CODE, Delivery::Delivered, &error.message());
    json.name(name!("httpStatus")).number(error.http_status.into());
    end(json)
}
