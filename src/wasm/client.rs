//! One client: a checked configuration and the host's fetch.

use js_sys::Function;
use secrecy::ExposeSecret;
use wasm_bindgen::prelude::*;

use super::deadline::Deadline;
use super::fetch::{HostFetch, TransportError};
use super::input::{Call, SignInParams};
use super::json::HostJson;
use super::{error, host, input, output};
use crate::bind;
use crate::config::Config;
use crate::endpoint::{self, Endpoint};
use crate::error::{Delivery, Issues};
use crate::given::Given;
use crate::params::{Params, ParamsInput};
use crate::request::prepare;
use crate::response::{BindResult, interpret};
use crate::sign_in::SignIn;

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

    /// Binds a user.
    pub async fn bind(&self, params: JsValue) -> Result<JsValue, JsValue> {
        self.call(&endpoint::BIND, input::call(&endpoint::BIND, &params)).await.map(output::result)
    }

    /// Binds a user, created where there is none.
    #[wasm_bindgen(js_name = registerAndBind)]
    pub async fn register_and_bind(&self, params: JsValue) -> Result<JsValue, JsValue> {
        let call = input::call(&endpoint::REGISTER_AND_BIND, &params);
        self.call(&endpoint::REGISTER_AND_BIND, call).await.map(output::result)
    }

    /// Signs in a WeChat user.
    pub async fn login(&self, params: JsValue) -> Result<JsValue, JsValue> {
        self.call(&endpoint::LOGIN, input::call(&endpoint::LOGIN, &params)).await.map(output::result)
    }

    /// Signs in, and binds where that is wanted.
    #[wasm_bindgen(js_name = signIn)]
    pub async fn sign_in(&self, params: JsValue) -> Result<JsValue, JsValue> {
        let SignInParams { login_code, phone_code, on_unknown_user, device, signal } =
            input::sign_in(&params).map_err(|invalid| error::validation(&invalid, None))?;
        let call = |code, state_token| Call {
            input: ParamsInput { code, state_token, device: device.clone() },
            signal: signal.clone(),
            issues: Issues::default(),
        };
        let code = host::ask(&login_code, "loginCode", signal.clone()).await?;
        let login = self.call(&endpoint::LOGIN.with_code_named("loginCode"), call(code, Given::Absent)).await?;
        let wanted = match SignIn::after_login(login, on_unknown_user) {
            SignIn::Ended(result) => return Ok(output::result(result)),
            SignIn::PhoneWanted(wanted) => wanted,
        };
        let code = host::ask(&phone_code, "phoneCode", signal.clone()).await?;
        if code.is_absent() {
            return Ok(output::result(wanted.declined()));
        }
        let (endpoint, state_token) = wanted.next();
        // EXPOSE: the token goes back to the service that gave it.
        let state_token = Given::from(state_token.expose_secret());
        self.call(&endpoint.with_code_named("phoneCode"), call(code, state_token)).await.map(output::result)
    }

    /// The request that `bind` would send, as the arguments of a fetch.
    pub async fn prepare(&self, params: JsValue) -> Result<JsValue, JsValue> {
        let (params, _deadline) = self.check(&endpoint::BIND, input::call(&endpoint::BIND, &params)).await?;
        Ok(output::request(&prepare(&endpoint::BIND, &self.config, params)))
    }

    /// Reads a reply.
    pub fn interpret(&self, http_status: &JsValue, body: &JsValue) -> Result<JsValue, JsValue> {
        let response = input::response(http_status, body).map_err(|invalid| error::validation(&invalid, None))?;
        interpret(response).map(output::result).map_err(error::reply)
    }
}

impl Client {
    async fn call(&self, endpoint: &Endpoint, call: Call) -> Result<BindResult<HostJson>, JsValue> {
        let (params, deadline) = self.check(endpoint, call).await?;
        let transport = HostFetch { fetch: &self.fetch, deadline: &deadline };
        bind::call(&transport, endpoint, &self.config, params).await.map_err(error::bind)
    }

    // The clock runs from here: finding out the device is part of the call.
    async fn check(&self, endpoint: &Endpoint, call: Call) -> Result<(Params, Deadline), JsValue> {
        let Call { mut input, signal, mut issues } = call;
        let deadline = Deadline::start(Some(self.config.timeout_ms), signal);
        if let Some(end) = deadline.end() {
            return Err(error::transport(TransportError::ended(end, Delivery::NotSent, &deadline)));
        }
        if let Some(function) = &self.config_device {
            let device = host::answer(function, "device", &deadline).await?;
            input.device = input.device.or(input::device(&device, &mut issues));
        }
        input.device = input.device.or(self.config.device.clone());
        if let Some(function) = &self.host_device
            && !input.device.is_complete()
        {
            let device = host::answer(function, "device", &deadline).await?;
            input.device = input.device.or(input::device(&device, &mut issues));
        }
        let params = Params::check(endpoint, &self.config, input, issues);
        Ok((params.map_err(|invalid| error::validation(&invalid, None))?, deadline))
    }
}
