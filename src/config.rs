//! The configuration of a client.

use secrecy::SecretString;

use crate::check::{Sending, flag, is_second};
use crate::domain;
use crate::error::{Issues, Rule, Subject, ValidationError};
use crate::raw::{RawValue, Values, whole};
use crate::spec::{BodyField, CONFIG, DEVICE, OTHER_OPTIONS, RULED_OPTIONS};
use crate::text::concat;

/// The default time-out of a call, in milliseconds.
pub const DEFAULT_TIMEOUT_MS: u32 = 10_000;

/// The longest time-out, in milliseconds. A wechat code is valid for five minutes, so a longer wait is useless.
pub const MAX_TIMEOUT_MS: u32 = 300_000;

/// Adds an issue for each name that isn't an option.
pub fn check_names<'a>(names: impl Iterator<Item = &'a str>, issues: &mut Issues) {
    for name in names.filter(|name| !is_option(name)) {
        // A name may be anything. One that is long or odd isn't quoted.
        let is_word = name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let name = if is_word { concat(&["`", name, "`"]) } else { "another name".to_owned() };
        issues.add("config", Rule::Unknown, &concat(&["has the member ", &name, ", which is not an option"]));
    }
}

fn is_option(name: &str) -> bool {
    CONFIG.iter().any(|field| field.name == name) || RULED_OPTIONS.contains(&name) || OTHER_OPTIONS.contains(&name)
}

/// A checked configuration.
#[non_exhaustive]
pub struct Config {
    /// Where requests go, such as `https://acme.example.com`.
    pub origin: String,
    /// The headers that each request has, in the order of [`CONFIG`].
    pub headers: Vec<(&'static str, SecretString)>,
    /// The device, as far as it is known before a call.
    pub device: Values,
    /// How long a call may take, in milliseconds.
    pub timeout_ms: u32,
    /// The name of the code in the body.
    pub body_field: BodyField,
}

impl Config {
    /// Checks a configuration.
    ///
    /// # Errors
    ///
    /// `INVALID_CONFIG` with every field that breaks its rule; `issues` are those that the caller found
    /// before.
    ///
    /// # Examples
    ///
    /// ```ignore-wasm32
    /// use wechat_mobile_bind::config::Config;
    /// use wechat_mobile_bind::error::Issues;
    /// use wechat_mobile_bind::raw::Values;
    ///
    /// let error = Config::check(&Values::default().with("clientId", "app "), Issues::default()).err().unwrap();
    /// assert_eq!(error.to_string(), "`domain` is missing; `clientId` ends with a blank, at index 3");
    /// ```
    pub fn check(values: &Values, mut issues: Issues) -> Result<Self, ValidationError> {
        let name = "allowInsecureLoopback";
        let allow_insecure_loopback = flag(name, values.get(name), false, &mut issues);
        let origin = domain::origin(values.get(domain::NAME), allow_insecure_loopback, &mut issues);
        let mut sending = Sending::default();
        sending.add(CONFIG, values, &mut issues);
        let device = device_of(values, &mut issues);
        let timeout_ms = check_timeout(values.get("timeoutMs"), &mut issues);
        let body_field = check_body_field(values.get("bodyField"), &mut issues);
        match origin {
            Some(origin) if issues.is_empty() => {
                Ok(Self { origin, headers: sending.headers, device, timeout_ms, body_field })
            }
            _ => Err(ValidationError::new(Subject::Config, issues)),
        }
    }
}

// The fields that are absent may be passed with a call.
fn device_of(values: &Values, issues: &mut Issues) -> Values {
    let mut device = Values::default();
    for field in DEVICE {
        if !values.lacks(field.name) {
            field.check(values.get(field.name), issues);
            device.set(field.name, values.get(field.name).clone());
        }
    }
    device
}

fn check_timeout(given: &RawValue, issues: &mut Issues) -> u32 {
    let timeout_ms = match given {
        RawValue::Absent => return DEFAULT_TIMEOUT_MS,
        RawValue::Number(number) => whole(*number, 1, MAX_TIMEOUT_MS),
        _ => {
            issues.add("timeoutMs", Rule::Type, "is not a number");
            return DEFAULT_TIMEOUT_MS;
        }
    };
    timeout_ms.unwrap_or_else(|| {
        issues.add("timeoutMs", Rule::Range, "is not a whole number of milliseconds from 1 to 300000");
        DEFAULT_TIMEOUT_MS
    })
}

fn check_body_field(given: &RawValue, issues: &mut Issues) -> BodyField {
    let words = [BodyField::WechatCode, BodyField::WchatCode].map(BodyField::as_str);
    if is_second("bodyField", given, words, issues) { BodyField::WchatCode } else { BodyField::WechatCode }
}
