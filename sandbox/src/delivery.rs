use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use futures_util::stream::{self, StreamExt};

use crate::reply;

/// How a successful answer is delivered.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Delivery {
    Whole,
    AfterByteOrderMark,
    After(Duration),
    /// The header announces the whole length, half of it is sent, and the connection is closed.
    CutOff,
    /// Half of the text is sent as the whole body.
    Truncated,
}

impl Delivery {
    pub(crate) async fn deliver(self, text: String) -> Response {
        match self {
            Self::Whole => reply::json(StatusCode::OK, text),
            Self::AfterByteOrderMark => reply::json(StatusCode::OK, format!("\u{feff}{text}")),
            Self::After(delay) => {
                tokio::time::sleep(delay).await;
                reply::json(StatusCode::OK, text)
            }
            Self::CutOff => {
                let mut response = reply::json(StatusCode::OK, severed_after(first_half(&text)));
                response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(text.len()));
                response
            }
            Self::Truncated => reply::json(StatusCode::OK, first_half(&text)),
        }
    }
}

/// A body that closes the connection before anything is sent, even the response head.
// WHY: hyper writes the head after it has polled the body once; after an error there it sends nothing.
pub(crate) fn severed() -> Body {
    Body::from_stream(stream::iter([lost()]))
}

/// A body that closes the connection after `bytes` were sent.
fn severed_after(bytes: Bytes) -> Body {
    // WHY: if the body yields once, hyper sends what it has buffered; otherwise the error would drop it.
    let loss = stream::once(async {
        tokio::task::yield_now().await;
        lost()
    });
    Body::from_stream(stream::iter([Ok(bytes)]).chain(loss))
}

fn lost() -> io::Result<Bytes> {
    Err(io::ErrorKind::ConnectionAborted.into())
}

fn first_half(text: &str) -> Bytes {
    Bytes::copy_from_slice(&text.as_bytes()[..text.len() / 2])
}
