//! What JavaScript hands over: the fields of a call one after the other, in an order that both sides know. Each is
//! written by pkg-template/record.js, a character for its kind and then its text, and NUL stands between them.

use crate::config::{Config, ConfigInput};
use crate::device::DeviceInput;
use crate::display::{DisplayOptions, Locale};
use crate::endpoint::{BIND, Endpoint, LOGIN, REGISTER_AND_BIND};
use crate::error::{Issues, Rule};
use crate::given::Given;
use crate::json::Json;
use crate::number;
use crate::params::{Params, ParamsInput};
use crate::sign_in::OnUnknownUser;
use crate::text::split_once;

/// The fields that are still to be read, and what was wrong with those before. Fields that are missing at the end are
/// absent.
pub(super) struct Record<'a> {
    rest: &'a str,
    pub(super) issues: Issues,
}

impl<'a> Record<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text, issues: Issues::default() }
    }

    fn next(&mut self) -> &'a str {
        let (field, rest) = split_once(self.rest, 0).unwrap_or((self.rest, ""));
        self.rest = rest;
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
    fn object(&mut self, name: &'static str, required: bool) {
        match self.next() {
            "{" => {}
            "" if !required => {}
            "!" => self.issues.add_unreadable(name),
            _ => self.issues.add(name, Rule::Type, "is not an object"),
        }
    }

    fn function(&mut self, name: &'static str, given: Given, missing: &str) {
        match given {
            Given::Function => {}
            Given::Absent => self.issues.add(name, Rule::Required, missing),
            Given::Unreadable => self.issues.add_unreadable(name),
            _ => self.issues.add(name, Rule::Type, "is not a function"),
        }
    }

    fn signal(&mut self, given: Given) {
        match given {
            Given::Absent | Given::Flag(true) => {}
            Given::Unreadable => self.issues.add_unreadable("signal"),
            _ => self.issues.add("signal", Rule::Type, "is not an AbortSignal"),
        }
    }

    fn device(&mut self) -> DeviceInput<'a> {
        self.object("device", false);
        DeviceInput { os_version: self.given(), fingerprint: self.given(), user_agent: self.given(), ip: self.given() }
    }

    fn config_input(&mut self) -> ConfigInput<'a> {
        ConfigInput {
            domain: self.given(),
            allow_insecure_loopback: self.given(),
            client_id: self.given(),
            language: self.given(),
            timeout_ms: self.given(),
            body_field: self.given(),
            device: self.device(),
        }
    }

    /// A configuration that was checked before: its fields, its device.
    pub(super) fn checked_config(&mut self) -> Option<Config<'a>> {
        Config::check(self.config_input(), &mut self.issues)
    }

    /// A configuration: the config, its fetch, its fields, its device.
    pub(super) fn config(&mut self) -> Option<Config<'a>> {
        self.object("config", true);
        let fetch = self.given();
        let input = self.config_input();
        self.function("fetch", fetch, "is missing, and this host has none of its own");
        Config::check(input, &mut self.issues)
    }

    /// An interface, and the name that the caller has for its code.
    pub(super) fn endpoint(&mut self) -> Endpoint {
        let endpoint = match self.next() {
            "login" => LOGIN,
            "registerAndBind" => REGISTER_AND_BIND,
            _ => BIND,
        };
        match self.next() {
            "loginCode" => endpoint.with_code_named("loginCode"),
            "phoneCode" => endpoint.with_code_named("phoneCode"),
            _ => endpoint,
        }
    }

    /// The params of a call: their signal, code and state token, and three devices, the first of which counts most.
    pub(super) fn params(&mut self, endpoint: &Endpoint, config: &Config<'a>) -> Option<Params<'a>> {
        self.object("params", true);
        let signal = self.given();
        self.signal(signal);
        let (code, state_token) = (self.given(), self.given());
        let device = self.device().or(&self.device()).or(&config.device).or(&self.device());
        Params::check(endpoint, config, ParamsInput { code, state_token, device }, &mut self.issues)
    }

    /// What a sign-in takes, beside what its calls take: the params, their signal, the two functions, and what is done
    /// with an unknown user.
    pub(super) fn sign_in(&mut self) -> OnUnknownUser {
        self.object("params", true);
        let signal = self.given();
        for name in ["loginCode", "phoneCode"] {
            let given = self.given();
            self.function(name, given, "is missing");
        }
        let on_unknown_user = match self.given() {
            Given::Absent | Given::Text("bind") => OnUnknownUser::Bind,
            Given::Text("register") => OnUnknownUser::Register,
            _ => {
                self.issues.add("onUnknownUser", Rule::Format, "is neither bind nor register");
                OnUnknownUser::default()
            }
        };
        self.signal(signal);
        on_unknown_user
    }

    /// The profile to display, as JSON.
    pub(super) fn profile(&mut self) -> Option<Json<'a>> {
        // The host has written it, so it can read it too.
        let profile = Json::parse_to(usize::MAX, self.next()).filter(Json::is_object);
        if profile.is_none() {
            self.issues.add("identity", Rule::Type, "is not an identity as `decodeIdToken` gives it");
        }
        profile
    }

    /// How it is displayed: the options, their locale and mask.
    pub(super) fn display(&mut self) -> DisplayOptions {
        self.object("options", false);
        let locale = match self.given() {
            Given::Absent | Given::Text("zh") => Locale::Zh,
            Given::Text("en") => Locale::En,
            _ => {
                self.issues.add("locale", Rule::Format, "is neither zh nor en");
                Locale::default()
            }
        };
        let mask = match self.given() {
            Given::Absent => true,
            Given::Flag(mask) => mask,
            _ => {
                self.issues.add("mask", Rule::Type, "is not true or false");
                true
            }
        };
        DisplayOptions { locale, mask }
    }
}
