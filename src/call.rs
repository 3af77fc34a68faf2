//! Sends a request through the host and reads the response.

use crate::error::CallError;
use crate::json::Json;
use crate::reply::{HttpResponse, Reply, interpret};
use crate::request::HttpRequest;
use crate::spec::Endpoint;

/// The host's way to send a request.
pub trait Transport {
    /// How the host reads JSON.
    type Json: Json;
    /// Why there is no whole reply.
    type Error;

    /// Sends the request once, follows no redirect, and reads the whole reply.
    ///
    /// # Errors
    ///
    /// There is no whole reply.
    fn send(&self, request: HttpRequest) -> impl Future<Output = Result<Response<Self>, Self::Error>>;
}

/// What a transport returns.
pub type Response<T> = HttpResponse<<<T as Transport>::Json as Json>::Text>;

/// The error of a call over a transport.
pub type TransportCallError<T> = CallError<<<T as Transport>::Json as Json>::Text, <T as Transport>::Error>;

/// Sends `request`, which calls `endpoint`, and reads the reply.
///
/// # Errors
///
/// The transport's own error, `REFUSED` if the service refuses the request, `BAD_RESPONSE` if its reply can't
/// be read.
///
/// # Examples
///
/// ```ignore-wasm32
/// # use serde_json::Value;
/// # use wechat_mobile_bind::call::{Transport, send};
/// # use wechat_mobile_bind::config::Config;
/// # use wechat_mobile_bind::error::Issues;
/// # use wechat_mobile_bind::raw::Values;
/// # use wechat_mobile_bind::reply::HttpResponse;
/// # use wechat_mobile_bind::request::{HttpRequest, prepare};
/// # use wechat_mobile_bind::spec::BIND;
/// # fn now<F: Future>(future: F) -> F::Output {
/// #     use std::task::{Context, Poll, Waker};
/// #     match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
/// #         Poll::Ready(value) => value,
/// #         Poll::Pending => panic!("nothing here waits"),
/// #     }
/// # }
/// struct Fake;
///
/// impl Transport for Fake {
///     type Json = Value;
///     type Error = ();
///
///     async fn send(&self, _: HttpRequest) -> Result<HttpResponse<String>, ()> {
///         Ok(HttpResponse::new(Some(200), r#"{"status": "ACCESS_DENIED"}"#.to_owned()))
///     }
/// }
///
/// # let device = ["device.osVersion", "device.fingerprint", "device.userAgent"];
/// # let config = Values::default().with("domain", "acme.example.com").with("clientId", "app");
/// # let config = device.into_iter().fold(config, |config, name| config.with(name, "x"));
/// # let config = Config::check(&config, Issues::default()).unwrap();
/// let params = Values::default().with("wechatCode", "6213b8e3").with("stateToken", "eyJhb");
/// let request = prepare(&BIND, &config, params, Issues::default()).unwrap();
/// assert_eq!(now(send(&Fake, &BIND, request)).unwrap().status(), Some("ACCESS_DENIED"));
/// ```
pub async fn send<T: Transport>(
    transport: &T,
    endpoint: &Endpoint,
    request: HttpRequest,
) -> Result<Reply<T::Json>, TransportCallError<T>> {
    let response = transport.send(request).await.map_err(CallError::Transport)?;
    interpret(endpoint.answer, response).map_err(CallError::Reply)
}
