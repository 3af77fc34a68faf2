//! The whole job: check, send, read.

use crate::error::CallError;
use crate::json::Json;
use crate::request::HttpRequest;
use crate::response::{BindResult, HttpResponse, interpret};

/// The host's way to send a request.
pub trait Transport {
    /// How the host reads JSON.
    type Json: Json;
    /// What went wrong on the way.
    type Error;

    /// Sends the request once, follows no redirect, and reads the whole reply.
    ///
    /// # Errors
    ///
    /// There is no whole reply.
    fn send(&self, request: HttpRequest) -> impl Future<Output = Result<Reply<Self>, Self::Error>>;
}

/// What a transport brings back.
pub type Reply<T> = HttpResponse<<<T as Transport>::Json as Json>::Text>;

/// What a call over a transport ends in, unless it has a result.
pub type Failure<T> = CallError<<<T as Transport>::Json as Json>::Text, <T as Transport>::Error>;

/// Sends `request` and reads the reply.
///
/// # Errors
///
/// The transport's own error, `REFUSED` where the service says no, `BAD_RESPONSE` where its reply can't
/// be read.
pub async fn call<T: Transport>(transport: &T, request: HttpRequest) -> Result<BindResult<T::Json>, Failure<T>> {
    let response = transport.send(request).await.map_err(CallError::Transport)?;
    interpret(response).map_err(CallError::Reply)
}
