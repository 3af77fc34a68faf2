use axum::http::StatusCode;
use axum::http::header::{LOCATION, RETRY_AFTER};
use axum::response::{Html, IntoResponse, Response};

use crate::delivery;
use crate::reply;

/// An answer that the interface doesn't document.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    Reset,
    Garbage,
    BadGateway,
    TooManyRequests,
    Empty,
    NoContent,
    Array,
    Redirect(StatusCode),
}

/// The path that redirects lead to.
pub(crate) const ELSEWHERE: &str = "/sandbox/elsewhere";

impl Fault {
    /// Answers with the fault; `port` is where redirects lead to, under another host name.
    pub(crate) fn respond(self, port: u16) -> Response {
        match self {
            Self::Reset => delivery::severed().into_response(),
            Self::Garbage => reply::json(StatusCode::OK, "status=SUCCESS&session_token=无"),
            Self::BadGateway => (StatusCode::BAD_GATEWAY, gateway_page("502 Bad Gateway")).into_response(),
            Self::TooManyRequests => {
                (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, "1")], gateway_page("429 Too Many Requests"))
                    .into_response()
            }
            Self::Empty => reply::json(StatusCode::OK, ""),
            Self::NoContent => StatusCode::NO_CONTENT.into_response(),
            Self::Array => reply::json(StatusCode::OK, r#"[{"status":"SUCCESS"}]"#),
            Self::Redirect(status) => {
                (status, [(LOCATION, format!("http://localhost:{port}{ELSEWHERE}"))]).into_response()
            }
        }
    }
}

/// The target of redirects, which a client should not follow.
pub(crate) async fn elsewhere() -> &'static str {
    "a redirect was followed: whatever tokens the request held are now known to another origin"
}

fn gateway_page(title: &str) -> Html<String> {
    Html(format!("<html><head><title>{title}</title></head><body><center><h1>{title}</h1></center></body></html>"))
}
