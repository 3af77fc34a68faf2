//! A configuration and parameters of every kind, most of them near to valid ones.

use arbitrary::Arbitrary;
use wechat_mobile_bind::config::ConfigInput;
use wechat_mobile_bind::device::DeviceInput;
use wechat_mobile_bind::endpoint::{BIND, Endpoint, LOGIN, REGISTER_AND_BIND};
use wechat_mobile_bind::given::Given;
use wechat_mobile_bind::params::ParamsInput;

use crate::canary::Canary;

/// One value as a caller of a dynamic language gives it.
#[derive(Arbitrary, Debug, Clone)]
pub enum Value {
    /// The usual value of the field.
    Usual,
    /// The usual value with these characters at this place, counted from its end where it is negative.
    Near(i8, String),
    /// A text with a place for the secret.
    Hidden(String, String),
    /// One character, many times.
    Long(char, u16),
    /// Any text.
    Text(String),
    /// Nothing.
    Absent,
    /// A number.
    Number(f64),
    /// A small whole number.
    Whole(u32),
    /// A truth value.
    Flag(bool),
    /// An object.
    Other,
    /// A getter that throws.
    Unreadable,
}

impl Value {
    /// The value for a field whose usual one is `usual`.
    pub fn given(&self, usual: &str, canary: &Canary) -> Given {
        let text = match self {
            Self::Usual => usual.to_owned(),
            Self::Near(place, characters) => insert(usual, *place, characters),
            Self::Hidden(before, after) => [before, canary.text().as_str(), after].concat(),
            Self::Long(character, length) => character.to_string().repeat(usize::from(*length)),
            Self::Text(text) => text.clone(),
            Self::Absent => return Given::Absent,
            Self::Number(number) => return Given::Number(*number),
            Self::Whole(number) => return Given::Number(f64::from(*number)),
            Self::Flag(flag) => return Given::Flag(*flag),
            Self::Other => return Given::Other,
            Self::Unreadable => return Given::Unreadable,
        };
        Given::Text(text)
    }

    /// The same for a field that is left out as a rule.
    fn given_or_absent(&self, canary: &Canary) -> Given {
        if matches!(self, Self::Usual) { Given::Absent } else { self.given("", canary) }
    }
}

// The usual values are ASCII, so any place is between two characters.
fn insert(usual: &str, place: i8, characters: &str) -> String {
    let distance = usize::from(place.unsigned_abs()) % (usual.len() + 1);
    let (before, after) = usual.split_at(if place < 0 { usual.len() - distance } else { distance });
    [before, characters, after].concat()
}

/// A device, field by field.
#[derive(Arbitrary, Debug)]
pub struct Device {
    os_version: Value,
    fingerprint: Value,
    user_agent: Value,
    ip: Value,
}

impl Device {
    fn given(&self, canary: &Canary) -> DeviceInput {
        DeviceInput {
            os_version: self.os_version.given("windows10.1.1", canary),
            fingerprint: self.fingerprint.given("156aysdna213sc50", canary),
            user_agent: self.user_agent.given("Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)", canary),
            ip: self.ip.given("192.168.1.2", canary),
        }
    }
}

/// An interface of the service.
#[derive(Arbitrary, Debug, Clone, Copy)]
pub enum Interface {
    /// `wechat-mobile-bind`
    Bind,
    /// `wechat-mobile-register-bind`
    RegisterAndBind,
    /// `wechat-miniprogram`
    Login,
}

impl Interface {
    /// What the core knows of it.
    pub fn endpoint(self) -> Endpoint {
        match self {
            Self::Bind => BIND,
            Self::RegisterAndBind => REGISTER_AND_BIND,
            Self::Login => LOGIN,
        }
    }
}

/// A whole call.
#[derive(Arbitrary, Debug)]
pub struct Call {
    /// What is hidden in some of the values.
    pub canary: Canary,
    /// The interface that is called.
    pub interface: Interface,
    domain: Value,
    allow_insecure_loopback: Value,
    client_id: Value,
    device: Device,
    language: Value,
    tenant_id: Value,
    timeout_ms: Value,
    body_field: Value,
    code: Value,
    state_token: Value,
    device_of_call: Option<Device>,
}

impl Call {
    /// The configuration as the caller gives it.
    pub fn config(&self, canary: &Canary) -> ConfigInput {
        ConfigInput {
            domain: self.domain.given("acme.example.com", canary),
            allow_insecure_loopback: self.allow_insecure_loopback.given_or_absent(canary),
            client_id: self.client_id.given("nTo1eRIub60vPb54WeE6aojPwYwImtl4", canary),
            device: self.device.given(canary),
            language: self.language.given("zh", canary),
            tenant_id: self.tenant_id.given("tenant-1", canary),
            timeout_ms: self.timeout_ms.given_or_absent(canary),
            body_field: self.body_field.given("wchat_code", canary),
        }
    }

    /// The parameters as the caller gives them.
    pub fn params(&self, canary: &Canary) -> ParamsInput {
        ParamsInput {
            code: self.code.given("6213b8e364d3f0eaf7cf196bfe49675553b4919d6e664b70d5eaa6cbf8531afe", canary),
            state_token: self.state_token.given("eyJhbcOiJ.nEPRiIC4we0", canary),
            device: self.device_of_call.as_ref().map(|device| device.given(canary)).unwrap_or_default(),
        }
    }
}
