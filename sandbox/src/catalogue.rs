use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use crate::account::DIRECTORY;
use crate::header::CLIENT_ID;
use crate::reply;
use crate::scenario::SCENARIOS;

/// The path of the start page's content as JSON.
pub(crate) const PATH: &str = "/sandbox/catalogue";

/// The client id, the people and the scenarios, for the demo page.
pub(crate) async fn answer() -> Response {
    let people = DIRECTORY.iter().map(|account| json!({ "phone": account.phone, "name": account.name }));
    let scenarios = SCENARIOS
        .iter()
        .map(|scenario| json!({ "code": scenario.code, "zh": scenario.chinese, "en": scenario.english }));
    let catalogue = json!({
        "clientId": CLIENT_ID,
        "people": people.collect::<Vec<Value>>(),
        "scenarios": scenarios.collect::<Vec<Value>>(),
    });
    reply::json(StatusCode::OK, catalogue.to_string())
}
