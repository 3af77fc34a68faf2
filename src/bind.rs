//! The whole job: check, send, read.

use crate::config::Config;
use crate::endpoint::Endpoint;
use crate::error::BindError;
use crate::json::Json;
use crate::params::Params;
use crate::request::{HttpRequest, prepare};
use crate::response::{BindResult, HttpResponse, interpret};

/// The host's way to send a request.
pub trait Transport {
    /// What went wrong on the way.
    type Error;

    /// Sends the request once, follows no redirect, and reads the whole reply.
    fn send(&self, request: HttpRequest) -> impl Future<Output = Result<HttpResponse, Self::Error>>;
}

/// Calls `endpoint` with `params` and reads the reply.
///
/// # Errors
///
/// The transport's own error, `REFUSED` where the service says no, `BAD_RESPONSE` where its reply can't
/// be read.
pub async fn call<T: Transport, J: Json>(
    transport: &T,
    endpoint: &Endpoint,
    config: &Config,
    params: Params,
) -> Result<BindResult<J>, BindError<T::Error>> {
    let request = prepare(endpoint, config, params);
    let response = transport.send(request).await.map_err(BindError::Transport)?;
    interpret(response).map_err(BindError::Reply)
}
