//! What JavaScript hands over: the fields of a call one after the other, in an order that both sides know. Each is
//! written by pkg-template/record.js, a character for its kind and then its text, and NUL stands between them.

use crate::config::{Config, ConfigInput};
use crate::device::DeviceInput;
use crate::display::{DisplayOptions, Locale};
use crate::endpoint::{BIND, Endpoint, LOGIN, REGISTER_AND_BIND};
use crate::error::{Issues, Rule, Subject, ValidationError};
use crate::given::Given;
use crate::json::Json;
use crate::number;
use crate::params::{Params, ParamsInput};
use crate::sign_in::OnUnknownUser;
use crate::text::split_once;

/// The fields that are still to be read. Those that are missing at the end are absent.
pub(super) struct Record<'a>(&'a str);

impl<'a> Record<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self(text)
    }

    fn next(&mut self) -> &'a str {
        let (field, rest) = split_once(self.0, 0).unwrap_or((self.0, ""));
        self.0 = rest;
        field
    }

    fn given(&mut self) -> Given<'a> {
        let field = self.next();
        let text = field.get(1..).unwrap_or_default();
        match field.as_bytes().first() {
            None => Given::Absent,
            Some(b'=') => Given::Text(text),
            Some(b'#') => Given::Number(number::parse(text)),
            Some(b'+') => Given::Flag(true),
            Some(b'-') => Given::Flag(false),
            Some(b'!') => Given::Unreadable,
            Some(b'(') => Given::Function,
            _ => Given::Other,
        }
    }

    /// Notes where what should hold the fields is no object.
    fn object(&mut self, name: &'static str, required: bool, issues: &mut Issues) {
        match self.next() {
            "{" => {}
            "" if !required => {}
            "!" => unreadable(name, issues),
            _ => issues.add(name, Rule::Type, "is not an object"),
        }
    }

    fn function(&mut self, name: &'static str, missing: &str, issues: &mut Issues) {
        match self.given() {
            Given::Function => {}
            Given::Absent => issues.add(name, Rule::Required, missing),
            Given::Unreadable => unreadable(name, issues),
            _ => issues.add(name, Rule::Type, "is not a function"),
        }
    }

    fn signal(&mut self, issues: &mut Issues) {
        match self.given() {
            Given::Absent | Given::Flag(true) => {}
            Given::Unreadable => unreadable("signal", issues),
            _ => issues.add("signal", Rule::Type, "is not an AbortSignal"),
        }
    }

    fn device(&mut self, issues: &mut Issues) -> DeviceInput<'a> {
        self.object("device", false, issues);
        DeviceInput { os_version: self.given(), fingerprint: self.given(), user_agent: self.given(), ip: self.given() }
    }

    fn config_input(&mut self, issues: &mut Issues) -> ConfigInput<'a> {
        ConfigInput {
            domain: self.given(),
            allow_insecure_loopback: self.given(),
            client_id: self.given(),
            language: self.given(),
            timeout_ms: self.given(),
            body_field: self.given(),
            device: self.device(issues),
        }
    }

    /// A configuration: the config, its fetch, its fields, its device.
    pub(super) fn config(mut self) -> Result<Config<'a>, ValidationError> {
        let mut issues = Issues::default();
        self.object("config", true, &mut issues);
        let (mut of_fetch, mut of_device) = (Issues::default(), Issues::default());
        self.function("fetch", "is missing, and this host has none of its own", &mut of_fetch);
        let input = self.config_input(&mut of_device);
        issues.append(of_device);
        issues.append(of_fetch);
        Config::check(input, issues)
    }

    /// One call: the interface and the name of its code, the configuration's fields and its device, the params, their
    /// signal, code and state token, and three devices, the first of which counts most.
    pub(super) fn call(mut self) -> Result<(Endpoint, Config<'a>, Params<'a>), ValidationError> {
        let endpoint = endpoint(self.next(), self.next());
        let config = Config::check(self.config_input(&mut Issues::default()), Issues::default())?;
        let mut issues = Issues::default();
        self.object("params", true, &mut issues);
        self.signal(&mut issues);
        let (code, state_token) = (self.given(), self.given());
        let device = self.device(&mut issues).or(self.device(&mut issues)).or(config.device);
        let device = device.or(self.device(&mut issues));
        let params = Params::check(&endpoint, &config, ParamsInput { code, state_token, device }, issues)?;
        Ok((endpoint, config, params))
    }

    /// What a sign-in takes, beside what its calls take: the params, their signal, the two functions, and what is done
    /// with an unknown user.
    pub(super) fn sign_in(mut self) -> Result<OnUnknownUser, ValidationError> {
        let mut issues = Issues::default();
        self.object("params", true, &mut issues);
        let mut of_signal = Issues::default();
        self.signal(&mut of_signal);
        self.function("loginCode", "is missing", &mut issues);
        self.function("phoneCode", "is missing", &mut issues);
        let on_unknown_user = match self.given() {
            Given::Absent | Given::Text("bind") => OnUnknownUser::Bind,
            Given::Text("register") => OnUnknownUser::Register,
            _ => {
                issues.add("onUnknownUser", Rule::Format, "is neither bind nor register");
                OnUnknownUser::default()
            }
        };
        issues.append(of_signal);
        if issues.is_empty() { Ok(on_unknown_user) } else { Err(ValidationError::new(Subject::Params, issues)) }
    }

    /// The profile to display and how: the profile as JSON, the options, their locale and mask.
    pub(super) fn display(mut self) -> Result<(Json<'a>, DisplayOptions), ValidationError> {
        let mut issues = Issues::default();
        // The host has written it, so it can read it too.
        let profile = Json::parse_to(usize::MAX, self.next()).filter(Json::is_object);
        if profile.is_none() {
            issues.add("identity", Rule::Type, "is not an identity as `decodeIdToken` gives it");
        }
        self.object("options", false, &mut issues);
        let locale = match self.given() {
            Given::Absent | Given::Text("zh") => Locale::Zh,
            Given::Text("en") => Locale::En,
            _ => {
                issues.add("locale", Rule::Format, "is neither zh nor en");
                Locale::default()
            }
        };
        let mask = match self.given() {
            Given::Absent => true,
            Given::Flag(mask) => mask,
            _ => {
                issues.add("mask", Rule::Type, "is not true or false");
                true
            }
        };
        match profile {
            Some(profile) if issues.is_empty() => Ok((profile, DisplayOptions { locale, mask })),
            _ => Err(ValidationError::new(Subject::Params, issues)),
        }
    }
}

fn unreadable(name: &'static str, issues: &mut Issues) {
    issues.add(name, Rule::Unreadable, "threw while it was read");
}

fn endpoint(name: &str, code: &str) -> Endpoint {
    let endpoint = match name {
        "login" => LOGIN,
        "registerAndBind" => REGISTER_AND_BIND,
        _ => BIND,
    };
    match code {
        "loginCode" => endpoint.with_code_named("loginCode"),
        "phoneCode" => endpoint.with_code_named("phoneCode"),
        _ => endpoint,
    }
}
