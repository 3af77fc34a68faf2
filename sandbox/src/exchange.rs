use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::body;
use crate::endpoint::Endpoint;
use crate::header;
use crate::language::Language;
use crate::refusal::Refusal;
use crate::reply;
use crate::service::Service;
use crate::tenant::Outcome;

/// Answers a request to `endpoint`: reads it, handles it under the tenant's lock, and writes the answer.
pub(crate) async fn answer(service: Arc<Service>, endpoint: &'static Endpoint, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let decision = match body::read(body).await {
        Ok(body) => decide(&service, endpoint, &head, &body),
        Err(refusal) => Err(refusal),
    };
    match decision {
        Ok(outcome) => say(&service, outcome).await,
        Err(refusal) => refusal.respond(Language::asked_by(&head.headers)),
    }
}

fn decide(service: &Service, endpoint: &Endpoint, head: &Parts, body: &Bytes) -> Result<Outcome, Refusal> {
    header::check(head)?;
    let state_token = endpoint.demands_state_token.then(|| header::state_token(head)).transpose()?;
    let mut tenant = service.tenant();
    if let Some(token) = state_token {
        tenant.check(token)?;
    }
    let code = body::code(body, endpoint.body_field(service.body_field))?;
    tenant.act(endpoint, state_token, &code)
}

async fn say(service: &Service, outcome: Outcome) -> Response {
    match outcome {
        Outcome::SignedIn(account, wording, delivery) => {
            let id_token = service.keys().sign(&service.origin(), &account);
            match id_token {
                Ok(id_token) => delivery.deliver(reply::success(wording, &id_token).to_string()).await,
                Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            }
        }
        Outcome::NextStep { status, state_token } => {
            reply::json(StatusCode::OK, reply::next_step(status, &state_token).to_string())
        }
        Outcome::Status(status) => reply::json(StatusCode::OK, json!({ "status": status }).to_string()),
        Outcome::Fault(fault) => fault.respond(service.address.port()),
    }
}
