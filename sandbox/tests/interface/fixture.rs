use std::net::SocketAddr;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::json;
use wechat_mobile_bind_sandbox::{CLIENT_ID, Options, Sandbox};

use crate::http::Request;

pub(crate) const LOGIN: &str = "/api/v2/sdk/login/wechat-miniprogram";
pub(crate) const BIND: &str = "/api/v2/sdk/social/wechat-mobile-bind";
pub(crate) const REGISTER: &str = "/api/v2/sdk/social/wechat-mobile-register-bind";

static SERVER: LazyLock<Sandbox> = LazyLock::new(|| start(Options::default()));

/// The server that tests share.
pub(crate) fn server() -> SocketAddr {
    SERVER.address()
}

/// A server of the test's own, on any free port.
pub(crate) fn start(options: Options) -> Sandbox {
    Sandbox::start(Options { port: 0, ..options }).unwrap()
}

/// `stem` made unique, for a code that is good once.
pub(crate) fn unique(stem: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{stem}.{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A WeChat user whom nobody else signs in as.
pub(crate) fn stranger() -> String {
    unique("stranger").replace('.', "-")
}

pub(crate) fn login(code: &str) -> Request {
    headed(LOGIN).body(json!({ "code": code }).to_string())
}

pub(crate) fn bind(state_token: &str, code: &str) -> Request {
    binding(BIND, state_token, code)
}

pub(crate) fn register(state_token: &str, code: &str) -> Request {
    binding(REGISTER, state_token, code)
}

/// A request to the endpoint, complete, with a code that is not spent: `stem` made unique.
pub(crate) fn request(path: &'static str, stem: &str) -> Request {
    match path {
        LOGIN => login(&unique(stem)),
        _ => binding(path, &state_token(), &unique(stem)),
    }
}

/// A state token for a stranger.
pub(crate) fn state_token() -> String {
    state_token_of(&stranger())
}

/// A state token for a user who is not bound yet.
pub(crate) fn state_token_of(user: &str) -> String {
    let reply = login(&unique(user)).send(server()).json();
    reply["state_token"].as_str().unwrap().to_owned()
}

fn binding(path: &'static str, state_token: &str, code: &str) -> Request {
    headed(path).with("X-state-token", state_token).body(json!({ "wechat_code": code }).to_string())
}

fn headed(path: &'static str) -> Request {
    Request::new("POST", path)
        .with("X-operating-sys-version", "windows10.1.1")
        .with("X-device-fingerprint", "156aysdna213sc50")
        .with("X-device-ip", "192.168.1.2")
        .with("X-agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)")
        .with("X-L", "en")
        .with("X-client-id", CLIENT_ID)
        .with("content-type", "application/json")
}
