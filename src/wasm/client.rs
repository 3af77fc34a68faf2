//! One client: a checked configuration and the host's fetch.

use js_sys::{Function, Promise};
use secrecy::ExposeSecret;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::deadline::Deadline;
use super::fetch::{self, HostFetch, TransportError};
use super::input::Call;
use super::json::HostJson;
use super::{error, host, input, output};
use crate::bind;
use crate::config::Config;
use crate::endpoint::{BIND, Endpoint, LOGIN, REGISTER_AND_BIND};
use crate::error::{Delivery, Issues};
use crate::given::Given;
use crate::params::Params;
use crate::request::prepare;
use crate::response::{BindResult, interpret};
use crate::sign_in::SignIn;

/// The client behind the one that callers see.
#[wasm_bindgen]
pub struct Client(Rc<Calls>);

/// What the calls of a client share.
struct Calls {
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
        let config = Config::check(input, issues).map_err(error::validation)?;
        Ok(Self(Rc::new(Calls { config, fetch, config_device, host_device })))
    }

    /// Binds a user.
    pub fn bind(&self, params: JsValue) -> Promise {
        self.send(&BIND, params)
    }

    /// Binds a user, created where there is none.
    #[wasm_bindgen(js_name = registerAndBind)]
    pub fn register_and_bind(&self, params: JsValue) -> Promise {
        self.send(&REGISTER_AND_BIND, params)
    }

    /// Signs in a WeChat user.
    pub fn login(&self, params: JsValue) -> Promise {
        self.send(&LOGIN, params)
    }

    /// Signs in, and binds where that is wanted.
    #[wasm_bindgen(js_name = signIn)]
    pub fn sign_in(&self, params: JsValue) -> Promise {
        let calls = self.0.clone();
        promise(Box::pin(async move { calls.sign_in(&params).await }))
    }

    /// The request that `bind` would send, as the arguments of a fetch.
    pub fn prepare(&self, params: JsValue) -> Promise {
        let calls = self.0.clone();
        promise(Box::pin(async move { calls.prepare(&params).await }))
    }

    /// Reads a reply.
    pub fn interpret(&self, http_status: &JsValue, body: &JsValue) -> Result<JsValue, JsValue> {
        let (status, body) = input::reply(http_status, body).map_err(error::validation)?;
        interpret(fetch::response(status, &body)?).map(output::result).map_err(error::reply)
    }

    fn send(&self, endpoint: &'static Endpoint, params: JsValue) -> Promise {
        let calls = self.0.clone();
        promise(Box::pin(async move { calls.send(endpoint, &params).await }))
    }
}

// Boxed, so that the machinery of a promise is compiled once and not for each method.
fn promise(call: Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>) -> Promise {
    future_to_promise(call)
}

impl Calls {
    async fn send(&self, endpoint: &Endpoint, params: &JsValue) -> Result<JsValue, JsValue> {
        self.call(endpoint, input::call(params, endpoint.code.name)).await.map(output::result)
    }

    async fn sign_in(&self, params: &JsValue) -> Result<JsValue, JsValue> {
        let wanted = input::sign_in(params).map_err(error::validation)?;
        let code = host::ask(&wanted.login_code, "loginCode", &wanted.signal).await?;
        let login = LOGIN.with_code_named("loginCode");
        let login = self.call(&login, input::call_with(params, code, Given::Absent)).await?;
        let phone = match SignIn::after_login(login, wanted.on_unknown_user) {
            SignIn::Ended(result) => return Ok(output::result(result)),
            SignIn::PhoneWanted(phone) => phone,
        };
        let code = host::ask(&wanted.phone_code, "phoneCode", &wanted.signal).await?;
        if code.is_absent() {
            return Ok(output::result(phone.declined()));
        }
        let (endpoint, state_token) = phone.next();
        // EXPOSE: the token goes back to the service that gave it.
        let call = input::call_with(params, code, Given::from(state_token.expose_secret()));
        self.call(&endpoint.with_code_named("phoneCode"), call).await.map(output::result)
    }

    async fn prepare(&self, params: &JsValue) -> Result<JsValue, JsValue> {
        let (params, _deadline) = self.check(&BIND, input::call(params, BIND.code.name)).await?;
        Ok(output::request(&prepare(&BIND, &self.config, params)))
    }

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
        Ok((params.map_err(error::validation)?, deadline))
    }
}
