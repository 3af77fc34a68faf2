//! Reads the caller's JavaScript values, each property once: a getter may throw, and any value may have any type.

use js_sys::{Function, JsString};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use super::get::get;
use super::host::{self, is_array, names, to_text};
use super::json::HostJson;
use super::raw::{field, raw_value};
use crate::check::{flag, is_second};
use crate::config::check_names;
use crate::display::{Claims, DisplayOptions, Locale};
use crate::error::{Issues, Rule, Subject, ValidationError};
use crate::raw::{RawValue, Values, whole};
use crate::recipient::RECIPIENT;
use crate::reply::HttpResponse;
use crate::sign_in::OnUnknownUser;
use crate::spec::{BIND, CONFIG, DEVICE, EMAIL, Endpoint, LANGUAGE, MOBILE, RULED_OPTIONS};

/// A property that isn't plain data; `undefined` if reading it threw, which is added to `issues`.
fn value(object: &JsValue, name: &'static str, issues: &mut Issues) -> JsValue {
    get(object, name).unwrap_or_else(|_| {
        issues.add_unreadable(name);
        JsValue::UNDEFINED
    })
}

/// Adds an issue if the value that should contain the fields is not an object.
fn expect_object(value: &JsValue, name: &'static str, issues: &mut Issues) {
    if !value.is_object() {
        issues.add(name, Rule::Type, "is not an object");
    }
}

/// A configuration as the caller passed it, and its JavaScript functions.
pub(super) struct ConfigInput {
    pub(super) values: Values,
    pub(super) fetch: Function,
    /// Whether `fetch` is the host's.
    pub(super) is_host_fetch: bool,
    /// The caller's function for the device.
    pub(super) find_device: Option<Function>,
    /// The caller's `onEvent`.
    pub(super) on_event: Option<Function>,
    pub(super) issues: Issues,
}

/// A configuration, with defaults from `host`.
pub(super) fn config(config: &JsValue, host: &JsValue) -> ConfigInput {
    let mut issues = Issues::default();
    expect_object(config, "config", &mut issues);
    if config.is_object() {
        let names = names(config).unwrap_or_default();
        check_names(names.split('\0').filter(|name| !name.is_empty()), &mut issues);
    }
    let own_fetch = value(config, "fetch", &mut issues);
    let is_host_fetch = own_fetch.is_null_or_undefined();
    let fetch = if is_host_fetch { get(host, "fetch").unwrap_or_default() } else { own_fetch };
    let fetch = function(fetch, "fetch", "is missing, and this host has none of its own", &mut issues);
    let on_event = optional_function(config, "onEvent", &mut issues);
    let given_device = value(config, "device", &mut issues);
    let find_device = given_device.dyn_ref::<Function>().cloned();
    let mut values = Values::read(CONFIG, &|name| field(config, name));
    if values.lacks(LANGUAGE.name) {
        values.set(LANGUAGE.name, field(host, LANGUAGE.name));
    }
    for name in RULED_OPTIONS {
        values.set(name, field(config, name));
    }
    if find_device.is_none() {
        values.fill(&device(&given_device, &mut issues));
    }
    ConfigInput { values, fetch, is_host_fetch, find_device, on_event, issues }
}

/// The fields of a device, none if there is no device.
pub(super) fn device(value: &JsValue, issues: &mut Issues) -> Values {
    if value.is_null_or_undefined() {
        return Values::default();
    }
    expect_object(value, "device", issues);
    Values::read(DEVICE, &|name| field(value, name))
}

// A value that is not a function is an issue, and must not be called.
fn function(value: JsValue, name: &'static str, missing: &str, issues: &mut Issues) -> Function {
    if value.is_null_or_undefined() {
        issues.add(name, Rule::Required, missing);
    } else if !value.is_function() {
        issues.add(name, Rule::Type, "is not a function");
    }
    value.unchecked_into()
}

/// A function that may be left out.
fn optional_function(object: &JsValue, name: &'static str, issues: &mut Issues) -> Option<Function> {
    let value = value(object, name, issues);
    (!value.is_null_or_undefined()).then(|| function(value, name, "is missing", issues))
}

/// The parameters of a call, with the fields of the device among its values.
#[derive(Clone)]
pub(super) struct CallInput {
    pub(super) signal: Option<AbortSignal>,
    pub(super) values: Values,
    pub(super) issues: Issues,
}

/// Reads the parameters of a call of `endpoint`.
pub(super) fn call(endpoint: &Endpoint, params: &JsValue) -> CallInput {
    let mut issues = Issues::default();
    if !(endpoint.params.is_empty() && params.is_null_or_undefined()) {
        expect_object(params, "params", &mut issues);
    }
    let signal = signal(params, &mut issues);
    let device = device(&value(params, "device", &mut issues), &mut issues);
    let mut values = Values::read(endpoint.params, &|name| field(params, name));
    values.fill(&device);
    CallInput { signal, values, issues }
}

/// The caller's AbortSignal, or an object that works like one.
fn signal(params: &JsValue, issues: &mut Issues) -> Option<AbortSignal> {
    let signal = value(params, "signal", issues);
    if signal.is_null_or_undefined() {
        return None;
    }
    let is_signal = matches!(field(&signal, "aborted"), RawValue::Flag(_))
        && get(&signal, "addEventListener").is_ok_and(|listen| listen.is_function());
    if !is_signal {
        issues.add("signal", Rule::Type, "is not an AbortSignal");
        return None;
    }
    Some(signal.unchecked_into())
}

/// The recipient of a message; there are no values only if nothing was passed.
pub(super) fn recipient(recipient: &JsValue) -> Values {
    let mut values = Values::read(RECIPIENT, &|name| field(recipient, name));
    if values.lacks(EMAIL.name) && values.lacks(MOBILE.name) && !recipient.is_null_or_undefined() {
        values.set(MOBILE.name, RawValue::Other);
    }
    values
}

/// The parameters of a sign-in.
pub(super) struct SignInInput {
    /// What each of its calls has: the signal and the device.
    pub(super) call: CallInput,
    pub(super) login_code: Function,
    pub(super) phone_code: Function,
    pub(super) recipient: Option<Function>,
    pub(super) captcha: Option<Function>,
    pub(super) verify_code: Option<Function>,
    pub(super) on_unknown_user: OnUnknownUser,
}

/// Checks the parameters of a sign-in, except for those of its calls.
pub(super) fn sign_in(params: &JsValue) -> Result<SignInInput, ValidationError> {
    let mut issues = Issues::default();
    expect_object(params, "params", &mut issues);
    let login_code = value(params, "loginCode", &mut issues);
    let login_code = function(login_code, "loginCode", "is missing", &mut issues);
    let phone_code = value(params, "phoneCode", &mut issues);
    let phone_code = function(phone_code, "phoneCode", "is missing", &mut issues);
    let recipient = optional_function(params, "recipient", &mut issues);
    let captcha = optional_function(params, "captcha", &mut issues);
    let verify_code = optional_function(params, "verifyCode", &mut issues);
    let name = "onUnknownUser";
    let registers = is_second(name, &field(params, name), ["bind", "register"], &mut issues);
    let on_unknown_user = if registers { OnUnknownUser::Register } else { OnUnknownUser::Bind };
    let signal = signal(params, &mut issues);
    if !issues.is_empty() {
        return Err(ValidationError::new(Subject::Params, issues));
    }
    let values = device(&value(params, "device", &mut issues), &mut issues);
    let call = CallInput { signal, values, issues };
    Ok(SignInInput { call, login_code, phone_code, recipient, captcha, verify_code, on_unknown_user })
}

/// The interface of the call that the caller names; `bind` if none is named.
pub(super) fn endpoint(call: &JsValue, subject: Subject) -> Result<&'static Endpoint, ValidationError> {
    let endpoint = match raw_value(call) {
        RawValue::Absent => Some(&BIND),
        RawValue::Text(name) => Endpoint::by_name(&name),
        _ => None,
    };
    endpoint.ok_or_else(|| {
        let mut issues = Issues::default();
        issues.add("call", Rule::Format, "is not the name of a call, such as bind");
        ValidationError::new(subject, issues)
    })
}

/// An HTTP status (RFC 9110 §15, three digits): a number, or the digits of one, as some hosts give it. Hosts give 0 where there is no answer.
pub(super) fn status(value: &JsValue) -> Option<u16> {
    let status = match raw_value(value) {
        RawValue::Number(number) => number,
        RawValue::Text(text) => f64::from(text.trim().parse::<u32>().ok()?),
        _ => return None,
    };
    whole(status, 100, 999)?.try_into().ok()
}

/// A reply that the caller received itself; its status is `None` if it isn't one.
pub(super) fn reply(http_status: &JsValue, body: &JsValue) -> Result<HttpResponse<JsString>, ValidationError> {
    let status = status(http_status);
    // Bytes, and what a transport has parsed already, are read like the text that they hold.
    let text =
        if body.is_string() || body.is_object() { to_text(body).unwrap_or_default() } else { JsValue::UNDEFINED };
    if let Ok(body) = text.dyn_into() {
        return Ok(HttpResponse { status, body });
    }
    let mut issues = Issues::default();
    if status.is_none() {
        add_no_status(&mut issues);
    }
    issues.add("bodyText", Rule::Type, "is not a string");
    Err(ValidationError::new(Subject::Reply, issues))
}

/// The error for a reply whose status is not one, and whose body doesn't speak for itself.
pub(super) fn no_status() -> ValidationError {
    let mut issues = Issues::default();
    add_no_status(&mut issues);
    ValidationError::new(Subject::Reply, issues)
}

fn add_no_status(issues: &mut Issues) {
    issues.add("httpStatus", Rule::Type, "is not an HTTP status such as 200");
}

/// The profile to display, if there is one, and the options.
type Display = (Option<HostJson>, DisplayOptions);

/// The profile to display, and the options.
pub(super) fn display(identity: &JsValue, options: &JsValue) -> Result<Display, ValidationError> {
    let mut issues = Issues::default();
    let is_given = !identity.is_null_or_undefined();
    let profile = get(identity, "profile").unwrap_or_default();
    // Both may fail for a proxy of the caller.
    let copy = host::plain_copy(&profile);
    let is_profile = copy.is_ok() && is_array(&profile) == Ok(false);
    if is_given && !is_profile {
        issues.add("identity", Rule::Type, "is not an identity as `decodeIdToken` gives it");
    }
    if !options.is_null_or_undefined() {
        expect_object(options, "options", &mut issues);
    }
    let is_english = is_second("locale", &field(options, "locale"), ["zh", "en"], &mut issues);
    let is_all = is_second("claims", &field(options, "claims"), ["user", "all"], &mut issues);
    let mask = flag("mask", &field(options, "mask"), true, &mut issues);
    if !issues.is_empty() {
        return Err(ValidationError::new(Subject::Params, issues));
    }
    let locale = if is_english { Locale::En } else { Locale::Zh };
    let claims = if is_all { Claims::All } else { Claims::User };
    Ok((copy.ok().filter(|_| is_given).map(HostJson::from), DisplayOptions { locale, claims, mask }))
}

/// When an identity expires, and the time to compare with, both in milliseconds since 1970.
pub(super) fn expiry(identity: &JsValue, now: &JsValue) -> Result<(Option<f64>, Option<f64>), ValidationError> {
    let mut issues = Issues::default();
    expect_object(identity, "identity", &mut issues);
    let expires_at = milliseconds(&field(identity, "expiresAt"), "identity.expiresAt", &mut issues);
    let now = milliseconds(&raw_value(now), "now", &mut issues);
    if !issues.is_empty() {
        return Err(ValidationError::new(Subject::Params, issues));
    }
    Ok((expires_at, now))
}

fn milliseconds(given: &RawValue, name: &'static str, issues: &mut Issues) -> Option<f64> {
    match given {
        RawValue::Absent => None,
        RawValue::Number(number) if number.is_finite() => Some(*number),
        _ => {
            issues.add(name, Rule::Type, "is not a number of milliseconds since 1970");
            None
        }
    }
}
