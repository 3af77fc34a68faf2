//! What JavaScript gets: JSON, and for a request the texts of which it consists.

use super::writer::{Writer, name};
use crate::config::Config;
use crate::display::DisplayRow;
use crate::error::IdTokenError;
use crate::id_token::Identity;
use crate::number;
use crate::request::HttpRequest;
use crate::response::{BindResult, NextStep, Outcome, Session};
use crate::sign_in::{Next, SignIn};

/// What JavaScript needs of a checked configuration: the time-out, in milliseconds.
pub(super) fn config(config: &Config) -> String {
    number::write(config.timeout_ms.into())
}

/// A request: its URL, its body, and the name and the value of each header, with NUL between them. None of them holds
/// one: NUL is no character that passes.
pub(super) fn request(request: &HttpRequest) -> String {
    let mut record = String::with_capacity(1024);
    record.push_str(&request.url);
    record.push_str("\0");
    record.push_str(&request.body);
    for (name, value) in request.headers() {
        for text in ["\0", name, "\0", value] {
            record.push_str(text);
        }
    }
    record
}

/// A result but for `raw`, which the package makes of the reply that it has, and where the sign-in goes on. An id token that
/// `raw` has word by word is null: most of the reply needn't cross again.
pub(super) fn result(result: &BindResult, sign_in: SignIn) -> String {
    let mut json = Writer::after("", result.raw.len() * 2 + 512);
    json.open("{");
    json.name(name!("status")).text(result.outcome.status());
    json.name(name!("rawStatus")).text(&result.raw_status);
    json.name(name!("httpStatus")).number(result.http_status.into());
    match &result.outcome {
        Outcome::Success(session) => push_session(&mut json, session),
        Outcome::SocialBind(step) | Outcome::UserRegister(step) | Outcome::MfaAuth(step) => push_step(&mut json, step),
        Outcome::AccessDenied | Outcome::Unknown => {}
    }
    if let SignIn::PhoneWanted(next) = sign_in {
        json.name(name!("next")).text(match next {
            Next::Bind => "bind",
            Next::RegisterAndBind => "registerAndBind",
        });
    }
    json.close("}");
    json.end()
}

fn push_session(json: &mut Writer, session: &Session) {
    json.name(name!("sessionToken")).text(&session.session_token);
    push_number(json, name!("expiresIn"), session.expires_in);
    if session.is_id_token_verbatim {
        json.name(name!("idToken")).json("null");
    } else {
        push_text(json, name!("idToken"), session.id_token.as_deref());
    }
    match &session.identity {
        Some(Ok(identity)) => {
            json.name(name!("identity"));
            push_identity(json, identity);
        }
        Some(Err(error)) => {
            json.name(name!("identityError")).open("{");
            json.name(name!("name")).text("IdTokenError");
            json.name(name!("code")).text(IdTokenError::CODE);
            json.name(name!("message")).text(&error.message());
            json.close("}");
        }
        None => {}
    }
}

fn push_step(json: &mut Writer, step: &NextStep) {
    push_text(json, name!("stateToken"), step.state_token.as_deref());
    if let Some(next_steps) = &step.next_steps {
        json.name(name!("nextSteps")).json(next_steps);
    }
}

fn push_text(json: &mut Writer, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        json.name(name).text(text);
    }
}

fn push_number(json: &mut Writer, name: &str, number: Option<f64>) {
    if let Some(number) = number {
        json.name(name).number(number);
    }
}

/// An identity; without a profile where the claims are the profile.
pub(super) fn identity(identity: &Identity) -> String {
    let mut json = Writer::after("", identity.claims.len() * 2 + 256);
    push_identity(&mut json, identity);
    json.end()
}

fn push_identity(json: &mut Writer, identity: &Identity) {
    json.open("{");
    json.name(name!("header")).json(&identity.header);
    json.name(name!("claims")).json(&identity.claims);
    json.name(name!("profile")).json(identity.profile.as_deref().unwrap_or("null"));
    push_number(json, name!("issuedAt"), identity.issued_at);
    push_number(json, name!("expiresAt"), identity.expires_at);
    json.name(name!("verified")).json("false");
    json.close("}");
}

/// Rows, each as `show` is told of it.
pub(super) fn rows(show: impl FnOnce(&mut dyn FnMut(DisplayRow))) -> String {
    let mut json = Writer::after("", 1024);
    json.open("[");
    show(&mut |row| {
        json.open("{");
        json.name(name!("claim")).text(row.claim);
        json.name(name!("label")).text(row.label);
        json.name(name!("value")).text(row.value);
        json.close("}");
    });
    json.close("]");
    json.end()
}
