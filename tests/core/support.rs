//! What the native tests share: the fixtures, and a valid call to vary.

#![allow(dead_code, reason = "the benchmark includes this file and uses a part of it")]

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use secrecy::ExposeSecret;
use serde_json::{Map, Value, json};
use wechat_mobile_bind::config::Config;
use wechat_mobile_bind::error::{ApiError, HINTS, Issues, ProtocolError, ReplyError, Step, ValidationError};
use wechat_mobile_bind::raw::{RawValue, Values};
use wechat_mobile_bind::reply::{BindResult, HttpResponse, Reply, interpret};
use wechat_mobile_bind::request::{HttpRequest, prepare};
use wechat_mobile_bind::spec::{BIND, Endpoint};

/// The fixture file of that name, which the JavaScript tests read too.
pub(crate) fn fixtures(name: &str) -> Vec<Value> {
    let path = format!("{}/tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A JSON value as a caller's.
pub(crate) fn raw_value(value: &Value) -> RawValue {
    match value {
        Value::Null => RawValue::Absent,
        Value::String(text) => RawValue::Text(text.clone()),
        Value::Number(number) => RawValue::Number(number.as_f64().unwrap()),
        Value::Bool(flag) => RawValue::Flag(*flag),
        Value::Array(_) | Value::Object(_) => RawValue::Other,
    }
}

/// A valid configuration.
pub(crate) fn config_values() -> Values {
    Values::default()
        .with("domain", "acme.example.com")
        .with("clientId", "nTo1eRIub60vPb54WeE6aojPwYwImtl4")
        .with("device.osVersion", "windows10.1.1")
        .with("device.fingerprint", "156aysdna213sc50")
        .with("device.userAgent", "Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)")
        .with("device.ip", "192.168.1.2")
        .with("language", "zh")
}

/// Valid parameters of a bind.
pub(crate) fn params() -> Values {
    Values::default()
        .with("wechatCode", "6213b8e364d3f0eaf7cf196bfe49675553b4919d6e664b70d5eaa6cbf8531afe")
        .with("stateToken", "eyJhbcOiJ.nEPRiIC4we0")
}

pub(crate) fn config() -> Config {
    check_config(&config_values()).unwrap()
}

pub(crate) fn check_config(values: &Values) -> Result<Config, ValidationError> {
    Config::check(values, Issues::default())
}

/// The request of a bind.
pub(crate) fn prepare_bind(config: &Config, params: Values) -> Result<HttpRequest, ValidationError> {
    prepare(&BIND, config, params, Issues::default())
}

/// The interface of the call that a fixture names, `bind` if it names none.
pub(crate) fn call_of(fixture: &Value) -> &'static Endpoint {
    fixture.get("call").map_or(&BIND, |call| Endpoint::by_name(call.as_str().unwrap()).unwrap())
}

/// The parameters of a fixture as the caller's.
pub(crate) fn given_by(endpoint: &Endpoint, params: &Value) -> Values {
    Values::read(endpoint.params, &|name| raw_value(&params[name]))
}

/// The JSON body of a request.
pub(crate) fn body(request: &HttpRequest) -> &str {
    request.body.as_ref().map_or("", |body| body.expose_secret())
}

/// Reads a reply to a bind.
pub(crate) fn interpret_bind(response: HttpResponse<String>) -> Result<BindResult<Value>, ReplyError<String>> {
    interpret(BIND.answer, response).map(result)
}

/// The result of a sign-in.
pub(crate) fn result(reply: Reply<Value>) -> BindResult<Value> {
    match reply {
        Reply::SignIn(result) => result,
        other => panic!("not a sign-in: {other:?}"),
    }
}

/// A refusal with that code and that message.
pub(crate) fn refusal(error_code: Option<&str>, error_message: Option<&str>) -> ApiError {
    let body = json!({ "error_code": error_code.unwrap_or("no code?"), "error_msg": error_message });
    match interpret_bind(HttpResponse::new(Some(400), body.to_string())) {
        Err(ReplyError::Api(refusal)) => refusal,
        other => panic!("{body} is no refusal: {other:?}"),
    }
}

/// The error of a reply to a bind that can't be read.
pub(crate) fn unreadable(status: Option<u16>, body: &str) -> ProtocolError<String> {
    match interpret_bind(HttpResponse::new(status, body.to_owned())) {
        Err(ReplyError::Protocol(error)) => error,
        other => panic!("{body} was read as {other:?}"),
    }
}

/// The step of a bind.
pub(crate) const BINDING: Step = Step::Call(&BIND);

/// The value of a future that never waits.
pub(crate) fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing here waits"),
    }
}

/// What JavaScript gets, with numbers as it writes them: whole ones without a fraction.
pub(crate) fn javascript(value: impl serde::Serialize) -> Value {
    with_whole_numbers(serde_json::to_value(value).unwrap())
}

fn with_whole_numbers(value: Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 1e15 => (float as i64).into(),
            _ => number.into(),
        },
        Value::Array(elements) => elements.into_iter().map(with_whole_numbers).collect(),
        Value::Object(members) => {
            members.into_iter().map(|(name, value)| (name, with_whole_numbers(value))).collect::<Map<_, _>>().into()
        }
        Value::Null | Value::Bool(_) | Value::String(_) => value,
    }
}

/// A result in the shape of the fixtures.
pub(crate) fn plain(result: &impl serde::Serialize) -> Value {
    let mut plain = javascript(result);
    leave_out(&mut plain, &["raw", "httpStatus"]);
    if let Some(identity) = plain.get_mut("identity") {
        leave_out(identity, &["header", "claims", "verified"]);
    }
    plain
}

/// An error in the shape of the fixtures.
pub(crate) fn plain_error(error: &ReplyError<String>, step: Step) -> Value {
    let mut plain = javascript(error.report(step));
    let ReplyError::Api(error) = error else {
        leave_out(&mut plain, &["hint", "audience", "step"]);
        return plain;
    };
    plain["rawErrorCode"] = error.raw_error_code.as_str().into();
    plain["hinted"] = HINTS.iter().any(|(known, _)| Some(*known) == error.error_code.as_deref()).into();
    if let Some(error_message) = &error.error_message {
        plain["errorMessage"] = error_message.as_str().into();
    }
    leave_out(&mut plain, &["hint", "audience", "step", "message"]);
    plain
}

fn leave_out(object: &mut Value, names: &[&str]) {
    for name in names {
        object.as_object_mut().unwrap().remove(*name);
    }
}
