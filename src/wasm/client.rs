//! One client: a checked configuration and the host's fetch.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::deadline::{Deadline, Missed};
use super::error;
use super::fetch::{HostFetch, TransportError};
use super::json::HostJson;
use super::{input, output};
use crate::bind;
use crate::config::Config;
use crate::device::DeviceInput;
use crate::endpoint::{self, Endpoint};
use crate::error::{Delivery, Issues, Rule, Subject, ValidationError};
use crate::params::Params;
use crate::request::prepare;
use crate::response::interpret;

/// The client behind the one that callers see.
#[wasm_bindgen]
pub struct Client {
    config: Config,
    fetch: Function,
    /// The caller's own function for the device.
    config_device: Option<Function>,
    /// What the runtime's entry knows of the device.
    host_device: Option<Function>,
}

#[wasm_bindgen]
impl Client {
    /// Checks `config`; what it leaves out comes from `defaults`, which the runtime's entry knows.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue, defaults: &JsValue) -> Result<Client, JsValue> {
        let mut issues = Issues::default();
        input::expect_object(config, "config", &mut issues);
        let input = input::config(config, defaults, &mut issues);
        let fetch = input::fetch(config, defaults, &mut issues);
        let config_device = input::device_function(config);
        let host_device = input::device_function(defaults);
        let config = Config::check(input, issues).map_err(|invalid| error::validation(&invalid, None))?;
        Ok(Self { config, fetch, config_device, host_device })
    }

    /// The whole job.
    pub async fn bind(&self, params: JsValue) -> Result<JsValue, JsValue> {
        self.call(&endpoint::BIND, &params).await
    }

    /// The request that `bind` would send, as the arguments of a fetch.
    pub async fn prepare(&self, params: JsValue) -> Result<JsValue, JsValue> {
        let (params, _deadline) = self.check(&endpoint::BIND, &params).await?;
        Ok(output::request(&prepare(&endpoint::BIND, &self.config, params)))
    }

    /// Reads a reply.
    pub fn interpret(&self, http_status: &JsValue, body: &JsValue) -> Result<JsValue, JsValue> {
        let response = input::response(http_status, body).map_err(|invalid| error::validation(&invalid, None))?;
        interpret(response).map(output::result).map_err(error::reply)
    }
}

impl Client {
    async fn call(&self, endpoint: &Endpoint, params: &JsValue) -> Result<JsValue, JsValue> {
        let (params, deadline) = self.check(endpoint, params).await?;
        let transport = HostFetch { fetch: &self.fetch, deadline: &deadline };
        let result = bind::call::<_, HostJson>(&transport, endpoint, &self.config, params).await;
        result.map(output::result).map_err(error::bind)
    }

    // The clock runs from here: finding out the device is part of the call.
    async fn check(&self, endpoint: &Endpoint, params: &JsValue) -> Result<(Params, Deadline), JsValue> {
        let mut issues = Issues::default();
        let signal = input::signal(params, &mut issues);
        let mut input = input::params(endpoint, params, &mut issues);
        let deadline = Deadline::start(self.config.timeout_ms, signal);
        if let Some(end) = deadline.end() {
            return Err(error::transport(TransportError::ended(end, Delivery::NotSent, &deadline)));
        }
        if let Some(function) = &self.config_device {
            input.device = input.device.or(find_out(function, &deadline, &mut issues).await?);
        }
        input.device = input.device.or(self.config.device.clone());
        if let Some(function) = &self.host_device
            && !input.device.is_complete()
        {
            input.device = input.device.or(find_out(function, &deadline, &mut issues).await?);
        }
        let params = Params::check(endpoint, &self.config, input, issues);
        Ok((params.map_err(|invalid| error::validation(&invalid, None))?, deadline))
    }
}

async fn find_out(function: &Function, deadline: &Deadline, issues: &mut Issues) -> Result<DeviceInput, JsValue> {
    let threw = |cause| {
        let mut issues = Issues::default();
        issues.add("device", Rule::Unreadable, "is a function that threw instead of answering the device");
        error::validation(&ValidationError::new(Subject::Params, issues), Some(cause))
    };
    let promise = function.call0(&JsValue::UNDEFINED).map_err(threw)?;
    let device = deadline.race(&promise).await.map_err(|missed| match missed {
        Missed::Rejected(cause) => threw(cause),
        Missed::Ended(end) => error::transport(TransportError::ended(end, Delivery::NotSent, deadline)),
    })?;
    Ok(input::device(&device, issues))
}
