//! What JavaScript hands over, read without trusting it: a getter may throw, anything may have any type.

use js_sys::{Array, Function, JsString, Reflect};
use wasm_bindgen::prelude::*;

use super::json::HostJson;
use crate::config::ConfigInput;
use crate::device::DeviceInput;
use crate::display::{DisplayOptions, Locale};
use crate::error::{Issues, Rule, Subject, ValidationError};
use crate::given::{Given, whole};
use crate::params::ParamsInput;
use crate::sign_in::OnUnknownUser;

/// A value as the field rules see it.
pub(super) fn given(value: &JsValue) -> Given {
    if value.is_undefined() || value.is_null() {
        return Given::Absent;
    }
    if let Some(text) = value.as_string() {
        return Given::Text(text);
    }
    if let Some(number) = value.as_f64() {
        return Given::Number(number);
    }
    value.as_bool().map_or(Given::Other, Given::Flag)
}

/// A property as the field rules see it. Of what isn't an object every property is absent.
pub(super) fn given_at(object: &JsValue, name: &str) -> Given {
    if !is_object(object) {
        return Given::Absent;
    }
    match Reflect::get(object, &JsValue::from_str(name)) {
        Ok(value) => given(&value),
        Err(_) => Given::Unreadable,
    }
}

/// A property that isn't plain data; `undefined` where it is missing, or where `issues` tells why.
fn value_at(object: &JsValue, name: &'static str, issues: &mut Issues) -> JsValue {
    if !is_object(object) {
        return JsValue::UNDEFINED;
    }
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or_else(|_| {
        issues.add(name, Rule::Unreadable, "threw while it was read");
        JsValue::UNDEFINED
    })
}

fn is_object(value: &JsValue) -> bool {
    value.is_object() || value.is_function()
}

fn is_given(value: &JsValue) -> bool {
    !value.is_undefined() && !value.is_null()
}

/// Notes where what should hold the fields is no object.
pub(super) fn expect_object(value: &JsValue, name: &'static str, issues: &mut Issues) {
    if !value.is_object() {
        issues.add(name, Rule::Type, "is not an object");
    }
}

/// The fields of a configuration. What it leaves out comes from `defaults`, the host's own.
pub(super) fn config(config: &JsValue, defaults: &JsValue, issues: &mut Issues) -> ConfigInput {
    let field = |name| given_at(config, name).or(given_at(defaults, name));
    ConfigInput {
        domain: field("domain"),
        allow_insecure_loopback: field("allowInsecureLoopback"),
        client_id: field("clientId"),
        device: config_device(config, issues),
        language: field("language"),
        timeout_ms: field("timeoutMs"),
        body_field: field("bodyField"),
    }
}

fn config_device(config: &JsValue, issues: &mut Issues) -> DeviceInput {
    let value = value_at(config, "device", issues);
    if value.is_function() { DeviceInput::default() } else { device(&value, issues) }
}

/// The facts of a device, all absent where there is none.
pub(super) fn device(value: &JsValue, issues: &mut Issues) -> DeviceInput {
    if is_given(value) {
        expect_object(value, "device", issues);
    }
    DeviceInput {
        os_version: given_at(value, "osVersion"),
        fingerprint: given_at(value, "fingerprint"),
        user_agent: given_at(value, "userAgent"),
        ip: given_at(value, "ip"),
    }
}

/// The function that finds the device out, where `object` has one for `device`.
pub(super) fn device_function(object: &JsValue) -> Option<Function> {
    value_at(object, "device", &mut Issues::default()).dyn_into().ok()
}

/// The host's fetch. What isn't a function is noted, and must not be called.
pub(super) fn fetch(config: &JsValue, defaults: &JsValue, issues: &mut Issues) -> Function {
    let own = value_at(config, "fetch", issues);
    let fetch = if is_given(&own) { own } else { value_at(defaults, "fetch", issues) };
    function(fetch, "fetch", "is missing, and this host has none of its own", issues)
}

fn function(value: JsValue, name: &'static str, missing: &str, issues: &mut Issues) -> Function {
    if !is_given(&value) {
        issues.add(name, Rule::Required, missing);
    } else if !value.is_function() {
        issues.add(name, Rule::Type, "is not a function");
    }
    value.unchecked_into()
}

/// One call as JavaScript gave it.
pub(super) struct Call {
    pub(super) input: ParamsInput,
    pub(super) signal: Option<JsValue>,
    pub(super) issues: Issues,
}

/// The fields of one call, whose code the caller gives as `code`.
pub(super) fn call(params: &JsValue, code: &str) -> Call {
    call_with(params, given_at(params, code), given_at(params, "stateToken"))
}

/// The fields of one call whose code and token come from elsewhere.
pub(super) fn call_with(params: &JsValue, code: Given, state_token: Given) -> Call {
    let mut issues = Issues::default();
    expect_object(params, "params", &mut issues);
    let signal = signal(params, &mut issues);
    let device = device(&value_at(params, "device", &mut issues), &mut issues);
    Call { input: ParamsInput { code, state_token, device }, signal, issues }
}

/// What a sign-in takes, beside the device.
pub(super) struct SignInParams {
    pub(super) login_code: Function,
    pub(super) phone_code: Function,
    pub(super) on_unknown_user: OnUnknownUser,
    pub(super) signal: Option<JsValue>,
}

/// The parameters of a sign-in.
pub(super) fn sign_in(params: &JsValue) -> Result<SignInParams, ValidationError> {
    let mut issues = Issues::default();
    expect_object(params, "params", &mut issues);
    let login_code = function(value_at(params, "loginCode", &mut issues), "loginCode", "is missing", &mut issues);
    let phone_code = function(value_at(params, "phoneCode", &mut issues), "phoneCode", "is missing", &mut issues);
    let on_unknown_user = on_unknown_user(&given_at(params, "onUnknownUser"), &mut issues);
    let signal = signal(params, &mut issues);
    if !issues.is_empty() {
        return Err(ValidationError::new(Subject::Params, issues));
    }
    Ok(SignInParams { login_code, phone_code, on_unknown_user, signal })
}

fn on_unknown_user(given: &Given, issues: &mut Issues) -> OnUnknownUser {
    match given {
        Given::Absent => OnUnknownUser::default(),
        Given::Text(text) if text == "bind" => OnUnknownUser::Bind,
        Given::Text(text) if text == "register" => OnUnknownUser::Register,
        _ => {
            issues.add("onUnknownUser", Rule::Format, "is neither bind nor register");
            OnUnknownUser::default()
        }
    }
}

/// The caller's AbortSignal, or what works like one.
fn signal(params: &JsValue, issues: &mut Issues) -> Option<JsValue> {
    let signal = value_at(params, "signal", issues);
    if !is_given(&signal) {
        return None;
    }
    let is_signal = matches!(given_at(&signal, "aborted"), Given::Flag(_))
        && value_at(&signal, "addEventListener", &mut Issues::default()).is_function();
    if !is_signal {
        issues.add("signal", Rule::Type, "is not an AbortSignal");
        return None;
    }
    Some(signal)
}

/// A reply that another transport got: its status and its text.
pub(super) fn reply(http_status: &JsValue, body: &JsValue) -> Result<(u16, JsString), ValidationError> {
    let mut issues = Issues::default();
    let status = status(http_status);
    if status.is_none() {
        issues.add("httpStatus", Rule::Type, "is not an HTTP status such as 200");
    }
    let body = body.dyn_ref::<JsString>();
    if body.is_none() {
        issues.add("bodyText", Rule::Type, "is not a string");
    }
    match (status, body) {
        (Some(status), Some(body)) => Ok((status, body.clone())),
        _ => Err(ValidationError::new(Subject::Params, issues)),
    }
}

/// An HTTP status.
pub(super) fn status(value: &JsValue) -> Option<u16> {
    whole(value.as_f64()?, 0, u16::MAX.into())?.try_into().ok()
}

/// The profile to display and how.
pub(super) fn display(identity: &JsValue, options: &JsValue) -> Result<(HostJson, DisplayOptions), ValidationError> {
    let mut issues = Issues::default();
    let profile = value_at(identity, "profile", &mut issues);
    // Asking a revoked proxy for its keys fails; asking it whether it is an array would throw past us.
    let is_profile = profile.is_object() && Reflect::own_keys(&profile).is_ok() && !Array::is_array(&profile);
    if !is_profile {
        issues.add("identity", Rule::Type, "is not an identity as `decodeIdToken` gives it");
    }
    if is_given(options) {
        expect_object(options, "options", &mut issues);
    }
    let locale = locale(&given_at(options, "locale"), &mut issues);
    let mask = mask(&given_at(options, "mask"), &mut issues);
    if !issues.is_empty() {
        return Err(ValidationError::new(Subject::Params, issues));
    }
    Ok((profile.into(), DisplayOptions { locale, mask }))
}

fn locale(given: &Given, issues: &mut Issues) -> Locale {
    match given {
        Given::Absent => Locale::default(),
        Given::Text(text) if text == "zh" => Locale::Zh,
        Given::Text(text) if text == "en" => Locale::En,
        _ => {
            issues.add("locale", Rule::Format, "is neither zh nor en");
            Locale::default()
        }
    }
}

fn mask(given: &Given, issues: &mut Issues) -> bool {
    match given {
        Given::Absent => true,
        Given::Flag(mask) => *mask,
        _ => {
            issues.add("mask", Rule::Type, "is not true or false");
            true
        }
    }
}

/// When an identity expires, and the time to compare with, both in milliseconds since 1970.
pub(super) fn expiry(identity: &JsValue, now: &JsValue) -> Result<(Option<f64>, Option<f64>), ValidationError> {
    let mut issues = Issues::default();
    expect_object(identity, "identity", &mut issues);
    let expires_at = milliseconds(&given_at(identity, "expiresAt"), "identity.expiresAt", &mut issues);
    let now = milliseconds(&given(now), "now", &mut issues);
    if !issues.is_empty() {
        return Err(ValidationError::new(Subject::Params, issues));
    }
    Ok((expires_at, now))
}

fn milliseconds(given: &Given, name: &'static str, issues: &mut Issues) -> Option<f64> {
    match given {
        Given::Absent => None,
        Given::Number(number) if number.is_finite() => Some(*number),
        _ => {
            issues.add(name, Rule::Type, "is not a number of milliseconds since 1970");
            None
        }
    }
}
