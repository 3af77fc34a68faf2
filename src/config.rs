//! The configuration of a client.

use crate::device::DeviceInput;
use crate::domain;
use crate::error::{Issues, Rule, Subject, ValidationError};
use crate::field::{CLIENT_ID, LANGUAGE, TENANT_ID};
use crate::given::{Given, whole};

/// The default time-out of a call, in milliseconds.
pub const DEFAULT_TIMEOUT_MS: u32 = 10_000;

/// The longest time-out, in milliseconds. A wechat code is valid for five minutes, so a longer wait is useless.
pub const MAX_TIMEOUT_MS: u32 = 300_000;

/// The members of a configuration, as the caller spells them. Any other is a mistake, such as `timeout`.
pub const OPTIONS: [&str; 11] = [
    "domain",
    "clientId",
    "device",
    "language",
    "tenantId",
    "timeoutMs",
    "bodyField",
    "allowInsecureLoopback",
    "fetch",
    "onEvent",
    "wasm",
];

/// Adds an issue for each name that isn't an option.
pub fn check_names<'a>(names: impl Iterator<Item = &'a str>, issues: &mut Issues) {
    for name in names.filter(|name| !OPTIONS.contains(name)) {
        // A name may be anything. One that is long or odd isn't quoted.
        let is_word = name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let name = if is_word { ["`", name, "`"].concat() } else { "another name".to_owned() };
        issues.add("config", Rule::Unknown, &["has the member ", &name, ", which is not an option"].concat());
    }
}

/// A configuration as the caller passed it.
#[derive(Default)]
pub struct ConfigInput {
    /// `domain`
    pub domain: Given,
    /// `allowInsecureLoopback`
    pub allow_insecure_loopback: Given,
    /// `clientId`
    pub client_id: Given,
    /// `device`, as far as it is known before a call.
    pub device: DeviceInput,
    /// `language`
    pub language: Given,
    /// `tenantId`
    pub tenant_id: Given,
    /// `timeoutMs`
    pub timeout_ms: Given,
    /// `bodyField`
    pub body_field: Given,
}

/// A checked configuration.
pub struct Config {
    /// Where requests go, such as `https://acme.example.com`.
    pub origin: String,
    /// The application's authorization ID.
    pub client_id: String,
    /// The device, as far as it is known before a call.
    pub device: DeviceInput,
    /// The language of the server's messages.
    pub language: Option<String>,
    /// The tenant, for an ISV application.
    pub tenant_id: Option<String>,
    /// How long a call may take, in milliseconds.
    pub timeout_ms: u32,
    /// The name of the code in the body.
    pub body_field: BodyField,
}

/// The two spellings of the body's field on the vendor's page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BodyField {
    /// The one in the page's example and on the sibling pages.
    #[default]
    WechatCode,
    /// The one in the page's parameter table.
    WchatCode,
}

impl BodyField {
    /// The name as it is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WechatCode => "wechat_code",
            Self::WchatCode => "wchat_code",
        }
    }
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
    /// use wechat_mobile_bind::config::{Config, ConfigInput};
    /// use wechat_mobile_bind::error::Issues;
    ///
    /// let input = ConfigInput { client_id: "app ".into(), ..ConfigInput::default() };
    /// let error = Config::check(input, Issues::default()).err().unwrap();
    /// assert_eq!(error.to_string(), "`domain` is missing; `clientId` ends with a blank, at index 3");
    /// ```
    pub fn check(input: ConfigInput, mut issues: Issues) -> Result<Self, ValidationError> {
        let allow_insecure_loopback = check_flag(&input.allow_insecure_loopback, &mut issues);
        let origin = domain::origin(input.domain, allow_insecure_loopback, &mut issues);
        let client_id = CLIENT_ID.check(input.client_id, &mut issues);
        input.device.check_given(&mut issues);
        let language = LANGUAGE.check(input.language, &mut issues);
        let tenant_id = TENANT_ID.check(input.tenant_id, &mut issues);
        let timeout_ms = check_timeout(&input.timeout_ms, &mut issues);
        let body_field = check_body_field(&input.body_field, &mut issues);
        match (origin, client_id) {
            (Some(origin), Some(client_id)) if issues.is_empty() => {
                Ok(Self { origin, client_id, device: input.device, language, tenant_id, timeout_ms, body_field })
            }
            _ => Err(ValidationError::new(Subject::Config, issues)),
        }
    }
}

fn check_flag(given: &Given, issues: &mut Issues) -> bool {
    match given {
        Given::Absent => false,
        Given::Flag(flag) => *flag,
        _ => {
            issues.add("allowInsecureLoopback", Rule::Type, "is not true or false");
            false
        }
    }
}

fn check_timeout(given: &Given, issues: &mut Issues) -> u32 {
    let timeout_ms = match given {
        Given::Absent => return DEFAULT_TIMEOUT_MS,
        Given::Number(number) => whole(*number, 1, MAX_TIMEOUT_MS),
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

fn check_body_field(given: &Given, issues: &mut Issues) -> BodyField {
    match given {
        Given::Absent => BodyField::default(),
        Given::Text(text) if text == BodyField::WechatCode.as_str() => BodyField::WechatCode,
        Given::Text(text) if text == BodyField::WchatCode.as_str() => BodyField::WchatCode,
        _ => {
            issues.add("bodyField", Rule::Format, "is neither wechat_code nor wchat_code");
            BodyField::default()
        }
    }
}
