use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::CONNECTION;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::map_response;
use axum::response::{Html, Response};
use axum::routing::{any, get, post};
use tower_http::cors::{Any, CorsLayer};
use tower_http::services::ServeDir;

use crate::catalogue;
use crate::endpoint::{ENDPOINTS, KEYS_PATH};
use crate::exchange;
use crate::fault::{self, ELSEWHERE};
use crate::header;
use crate::page;
use crate::record;
use crate::reply;
use crate::service::Service;

/// The path of the demo page.
const DEMO_PATH: &str = "/demo";

/// The path to change the signing key.
const ROTATE_PATH: &str = "/sandbox/rotate-key";

/// All paths of the service, and the demo page if its folder is given.
pub(crate) fn router(service: Service, record: bool, demo: Option<&Path>) -> Router {
    let service = Arc::new(service);
    let mut api = Router::new().route(KEYS_PATH, get(keys)).route(ELSEWHERE, any(fault::elsewhere));
    for endpoint in &ENDPOINTS {
        let answer = |State(service), request: Request| exchange::answer(service, endpoint, request);
        api = api.route(endpoint.path, any(answer));
    }
    let control = Router::new().route(ROTATE_PATH, post(rotate_key)).with_state(Arc::clone(&service));
    let api = api.with_state(service);
    let api = if record { record::recorded(api) } else { api };
    let api = api.merge(control);
    let pages = Router::new().route("/", get(page)).route(catalogue::PATH, get(catalogue::answer));
    let pages = match demo {
        Some(folder) => pages.nest_service(DEMO_PATH, ServeDir::new(folder)),
        None => pages,
    };
    api.merge(pages).layer(open_to_any_origin()).layer(map_response(close))
}

async fn keys(State(service): State<Arc<Service>>) -> Result<Response, StatusCode> {
    let keys = serde_json::to_string(&service.keys().jwk_set());
    keys.map(|keys| reply::json(StatusCode::OK, keys)).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

async fn rotate_key(State(service): State<Arc<Service>>) -> StatusCode {
    match service.rotate_key() {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

async fn page() -> Html<String> {
    Html(page::render())
}

fn open_to_any_origin() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers(header::OF_A_REQUEST.map(HeaderName::from_static))
}

// WHY: a browser retries a request if a reused connection is lost, and the retry would be refused for its used code
// instead of failing. With a connection for each request, faults reach the client.
async fn close(mut response: Response) -> Response {
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}
