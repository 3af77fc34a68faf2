use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;
use serde_json::{Value, json};

use crate::body;
use crate::language::Language;
use crate::reply;

/// The path to read or delete the record.
const PATH: &str = "/sandbox/requests";

/// The received requests, including secrets: recorded only on request.
#[derive(Clone, Default)]
struct Record(Arc<Mutex<Vec<Value>>>);

impl Record {
    fn requests(&self) -> MutexGuard<'_, Vec<Value>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Records the requests that `routes` receive.
pub(crate) fn recorded(routes: Router) -> Router {
    let record = Record::default();
    let reader = Router::new().route(PATH, get(read).delete(empty)).with_state(record.clone());
    routes.layer(middleware::from_fn_with_state(record, keep)).merge(reader)
}

async fn keep(State(record): State<Record>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let body = match body::read(body).await {
        Ok(body) => body,
        Err(refusal) => return refusal.respond(Language::asked_by(&head.headers)),
    };
    record.requests().push(entry(&head, &body));
    next.run(Request::from_parts(head, Body::from(body))).await
}

async fn read(State(record): State<Record>) -> Response {
    let requests = record.requests().clone();
    reply::json(StatusCode::OK, Value::Array(requests).to_string())
}

async fn empty(State(record): State<Record>) -> StatusCode {
    record.requests().clear();
    StatusCode::NO_CONTENT
}

fn entry(head: &Parts, body: &Bytes) -> Value {
    let mut headers: BTreeMap<&str, String> = BTreeMap::new();
    for (name, value) in &head.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        headers
            .entry(name.as_str())
            .and_modify(|values| *values += &format!(", {value}"))
            .or_insert_with(|| value.to_string());
    }
    json!({
        "method": head.method.as_str(),
        "path": head.uri.path(),
        "headers": headers,
        "body": String::from_utf8_lossy(body),
    })
}
