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
    /// Spells the text out, for a field whose usual value is `usual`; a field without one is left out as a rule.
    fn spell(&mut self, usual: Option<&str>, canary: &Canary) {
        let usual_text = usual.unwrap_or_default();
        *self = Self::Text(match self {
            Self::Usual if usual.is_none() => return *self = Self::Absent,
            Self::Usual => usual_text.to_owned(),
            Self::Near(place, characters) => insert(usual_text, *place, characters),
            Self::Hidden(before, after) => [before, canary.text().as_str(), after].concat(),
            Self::Long(character, length) => character.to_string().repeat(usize::from(*length)),
            _ => return,
        });
    }

    /// The value as it is given, once its text is spelled out.
    fn given(&self) -> Given<'_> {
        match self {
            Self::Text(text) => Given::Text(text),
            Self::Absent => Given::Absent,
            Self::Number(number) => Given::Number(*number),
            Self::Whole(number) => Given::Number(f64::from(*number)),
            Self::Flag(flag) => Given::Flag(*flag),
            Self::Other => Given::Other,
            Self::Unreadable => Given::Unreadable,
            Self::Usual | Self::Near(..) | Self::Hidden(..) | Self::Long(..) => unreachable!("not spelled out"),
        }
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
    fn spell(&mut self, canary: &Canary) {
        self.os_version.spell(Some("windows10.1.1"), canary);
        self.fingerprint.spell(Some("156aysdna213sc50"), canary);
        self.user_agent.spell(Some("Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)"), canary);
        self.ip.spell(Some("192.168.1.2"), canary);
    }

    fn given(&self) -> DeviceInput<'_> {
        DeviceInput {
            os_version: self.os_version.given(),
            fingerprint: self.fingerprint.given(),
            user_agent: self.user_agent.given(),
            ip: self.ip.given(),
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
    timeout_ms: Value,
    body_field: Value,
    code: Value,
    state_token: Value,
    device_of_call: Option<Device>,
}

impl Call {
    /// The call with every text spelled out.
    pub fn spelled(mut self) -> Self {
        let canary = &self.canary;
        self.domain.spell(Some("acme.example.com"), canary);
        self.allow_insecure_loopback.spell(None, canary);
        self.client_id.spell(Some("nTo1eRIub60vPb54WeE6aojPwYwImtl4"), canary);
        self.device.spell(canary);
        self.language.spell(Some("zh"), canary);
        self.timeout_ms.spell(None, canary);
        self.body_field.spell(Some("wchat_code"), canary);
        self.code.spell(Some("6213b8e364d3f0eaf7cf196bfe49675553b4919d6e664b70d5eaa6cbf8531afe"), canary);
        self.state_token.spell(Some("eyJhbcOiJ.nEPRiIC4we0"), canary);
        if let Some(device) = &mut self.device_of_call {
            device.spell(canary);
        }
        self
    }

    /// The configuration as the caller gives it.
    pub fn config(&self) -> ConfigInput<'_> {
        ConfigInput {
            domain: self.domain.given(),
            allow_insecure_loopback: self.allow_insecure_loopback.given(),
            client_id: self.client_id.given(),
            device: self.device.given(),
            language: self.language.given(),
            timeout_ms: self.timeout_ms.given(),
            body_field: self.body_field.given(),
        }
    }

    /// The parameters as the caller gives them.
    pub fn params(&self) -> ParamsInput<'_> {
        ParamsInput {
            code: self.code.given(),
            state_token: self.state_token.given(),
            device: self.device_of_call.as_ref().map(Device::given).unwrap_or_default(),
        }
    }
}
