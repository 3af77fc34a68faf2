//! One client: a checked configuration and the host's fetch.

use js_sys::{Function, Promise};
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::deadline::Deadline;
use super::error::Error;
use super::fetch::HostFetch;
use super::given::given;
use super::host::{Host, get};
use super::input::{self, CallGiven, SignInGiven};
use super::json::HostJson;
use super::output;
use super::trace::{Progress, Trace, no_progress};
use crate::bind;
use crate::config::Config;
use crate::error::{Delivery, Step, Subject};
use crate::given::{Given, Values};
use crate::reply::{Reply, interpret};
use crate::request::{HttpRequest, prepare};
use crate::sign_in::{SignInHost, sign_in};
use crate::spec::{
    BIND, BIND_BY_CODE, CAPTCHA, DEVICE, Endpoint, FINGERPRINT, LOGIN, MFA_SMS, MOBILE_BY_TOKEN, Need, OS_VERSION,
    REGISTER_AND_BIND, REGISTER_AND_BIND_BY_CODE, SEND_EMAIL, SEND_SMS, USER_AGENT, VERIFY_CAPTCHA,
};

/// A client of one tenant and one application. It has no state between calls, and calls may run concurrently.
#[wasm_bindgen]
pub struct Client(Rc<Calls>);

/// What all calls of a client share.
struct Calls {
    config: Config,
    fetch: Function,
    /// The caller's function for the device.
    find_device: Option<Function>,
    /// The caller's `onEvent`.
    on_event: Option<Function>,
    /// The host's function for the device.
    host_device: Option<Function>,
    /// The host, which explains why its `fetch` failed; none for a `fetch` that the caller passed.
    host: Option<Host>,
}

#[wasm_bindgen]
impl Client {
    /// Checks `config`. `host` provides defaults: `fetch`, `language`, and a function `device`. Its function
    /// `failure(cause, url)` says what an error of its fetch proves.
    ///
    /// # Errors
    ///
    /// `INVALID_CONFIG`, with every field that breaks its rule.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &JsValue, host: &JsValue) -> Result<Client, JsValue> {
        let given = input::config(config, host);
        let config = Config::check(&given.values, given.issues);
        let config = config.map_err(|invalid| Error::validation(invalid, Step::Load))?;
        Ok(Self(Rc::new(Calls {
            config,
            fetch: given.fetch,
            find_device: given.find_device,
            on_event: given.on_event,
            host_device: get(host, "device").unwrap_or_default().dyn_into().ok(),
            host: given.is_host_fetch.then(|| host.clone().unchecked_into()),
        })))
    }

    /// Binds a user by the mobile phone number that WeChat authorised. The call records its progress in `progress`.
    pub fn bind(&self, params: &JsValue, progress: Option<Progress>) -> Promise {
        self.send(&BIND, params, progress)
    }

    /// The same, and creates the user if there is none.
    #[wasm_bindgen(js_name = registerAndBind)]
    pub fn register_and_bind(&self, params: &JsValue, progress: Option<Progress>) -> Promise {
        self.send(&REGISTER_AND_BIND, params, progress)
    }

    /// Signs in a known WeChat user, and returns the state token for `bind` for an unknown one.
    pub fn login(&self, params: &JsValue, progress: Option<Progress>) -> Promise {
        self.send(&LOGIN, params, progress)
    }

    /// A puzzle, which has to be solved before a message is sent.
    pub fn captcha(&self, params: &JsValue, progress: Option<Progress>) -> Promise {
        self.send(&CAPTCHA, params, progress)
    }

    /// Checks where the user put the puzzle's piece.
    #[wasm_bindgen(js_name = verifyCaptcha)]
    pub fn verify_captcha(&self, params: &JsValue, progress: Option<Progress>) -> Promise {
        self.send(&VERIFY_CAPTCHA, params, progress)
    }

    /// Sends a verification code by text message.
    #[wasm_bindgen(js_name = sendSms)]
    pub fn send_sms(&self, params: &JsValue, progress: Option<Progress>) -> Promise {
        self.send(&SEND_SMS, params, progress)
    }

    /// Sends a verification code by mail.
    #[wasm_bindgen(js_name = sendEmail)]
    pub fn send_email(&self, params: &JsValue, progress: Option<Progress>) -> Promise {
        self.send(&SEND_EMAIL, params, progress)
    }

    /// Binds a user by a verification code.
    #[wasm_bindgen(js_name = bindByCode)]
    pub fn bind_by_code(&self, params: &JsValue, progress: Option<Progress>) -> Promise {
        self.send(&BIND_BY_CODE, params, progress)
    }

    /// The same, and creates the user if there is none.
    #[wasm_bindgen(js_name = registerAndBindByCode)]
    pub fn register_and_bind_by_code(&self, params: &JsValue, progress: Option<Progress>) -> Promise {
        self.send(&REGISTER_AND_BIND_BY_CODE, params, progress)
    }

    /// The phone number for the second factor.
    #[wasm_bindgen(js_name = mobileByToken)]
    pub fn mobile_by_token(&self, params: &JsValue, progress: Option<Progress>) -> Promise {
        self.send(&MOBILE_BY_TOKEN, params, progress)
    }

    /// The second factor: a verification code that a text message brought.
    #[wasm_bindgen(js_name = mfaSms)]
    pub fn mfa_sms(&self, params: &JsValue, progress: Option<Progress>) -> Promise {
        self.send(&MFA_SMS, params, progress)
    }

    /// The recipient of a message, a phone number or a mail address, as its owner may be shown it.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMS`, with every field that breaks its rule.
    #[wasm_bindgen(js_name = maskRecipient)]
    pub fn mask_recipient(&self, recipient: &JsValue) -> Result<String, JsValue> {
        let recipient = input::recipient(recipient).map_err(|invalid| Error::validation(invalid, None))?;
        Ok(recipient.masked())
    }

    /// The whole sign-in: logs in, and binds if the service asks for it.
    #[wasm_bindgen(js_name = signIn)]
    pub fn sign_in(&self, params: &JsValue, progress: Option<Progress>) -> Promise {
        let calls = self.0.clone();
        let given = input::sign_in(params);
        promise(Box::pin(async move {
            let given = given.map_err(|invalid| Error::validation(invalid, Step::Call(&LOGIN)))?;
            let on_unknown_user = given.on_unknown_user;
            let steps = SignInSteps { calls, given, progress: progress.unwrap_or_else(no_progress) };
            Ok(output::plain(&sign_in(&steps, on_unknown_user).await?))
        }))
    }

    /// The request that a call, by default `bind`, would send, as the arguments of a fetch.
    pub fn prepare(&self, params: &JsValue, call: &JsValue, progress: Option<Progress>) -> Promise {
        let calls = self.0.clone();
        let call = input::endpoint(call, Subject::Params).map(|endpoint| Call::read(endpoint, params));
        promise(Box::pin(async move {
            let call = call.map_err(|invalid| Error::validation(invalid, Step::Call(&BIND)))?;
            let deadline = calls.deadline(&call, &progress.unwrap_or_else(no_progress))?;
            let request = calls.check(call, &deadline).await?;
            Ok(output::prepared(&request))
        }))
    }

    /// Reads a reply to a call, by default `bind`, that the caller received itself. A SUCCESS with a session token is a result, even
    /// without a valid status.
    ///
    /// # Errors
    ///
    /// `REFUSED` or `BAD_RESPONSE`; `INVALID_PARAMS` if the arguments are not a status, a text and the name of a call.
    pub fn interpret(&self, http_status: &JsValue, body: &JsValue, call: &JsValue) -> Result<JsValue, JsValue> {
        let (endpoint, unknown) = match input::endpoint(call, Subject::Reply) {
            Ok(endpoint) => (endpoint, None),
            Err(unknown) => (&BIND, Some(unknown)),
        };
        let step = Step::Call(endpoint);
        let invalid = |invalid| Error::validation(invalid, step);
        let response = input::reply(http_status, body).map_err(invalid)?;
        let has_status = response.status.is_some();
        let reply: Result<Reply<HostJson>, _> = interpret(endpoint.answer, response);
        match (reply, unknown) {
            (Ok(reply), _) => Ok(output::plain(&reply)),
            (Err(_), Some(unknown)) => Err(invalid(unknown).into()),
            (Err(_), None) if !has_status => Err(invalid(input::no_status()).into()),
            (Err(error), None) => Err(Error::reply(error, step).into()),
        }
    }

    fn send(&self, endpoint: &'static Endpoint, params: &JsValue, progress: Option<Progress>) -> Promise {
        let calls = self.0.clone();
        // Read now, because the caller may change them after this returns.
        let call = Call::read(endpoint, params);
        promise(Box::pin(async move {
            let progress = progress.unwrap_or_else(no_progress);
            Ok(output::plain(&calls.send(call, &progress).await?))
        }))
    }
}

// Boxed, so that the code of a promise is compiled once, not for each method.
fn promise(call: Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>) -> Promise {
    future_to_promise(call)
}

/// One call of an interface, with the caller's parameters.
struct Call {
    endpoint: &'static Endpoint,
    given: CallGiven,
}

impl Call {
    fn read(endpoint: &'static Endpoint, params: &JsValue) -> Self {
        Self { endpoint, given: input::call(endpoint, params) }
    }

    fn step(&self) -> Step {
        Step::Call(self.endpoint)
    }
}

impl Calls {
    /// The whole call, at the end of which `onEvent` is called.
    async fn send(&self, call: Call, progress: &Progress) -> Result<Reply<HostJson>, Error> {
        let trace = Trace::start(call.step(), progress);
        let outcome = self.exchange(call, &trace).await;
        if let Some(listener) = &self.on_event {
            trace.notify(listener, &outcome);
        }
        outcome
    }

    async fn exchange(&self, call: Call, trace: &Trace<'_>) -> Result<Reply<HostJson>, Error> {
        let deadline = self.deadline(&call, trace.progress)?;
        let endpoint = call.endpoint;
        let request = self.check(call, &deadline).await?;
        trace.checked();
        let Self { config, fetch, host, .. } = self;
        let transport =
            HostFetch { fetch, host: host.as_ref(), timeout_ms: config.timeout_ms, deadline: &deadline, trace };
        bind::call(&transport, endpoint, request).await.map_err(|error| Error::call(error, Step::Call(endpoint)))
    }

    // The time-out starts here: getting the device is part of the call.
    fn deadline(&self, call: &Call, progress: &Progress) -> Result<Deadline, Error> {
        Deadline::start(call.step(), Some(self.config.timeout_ms), call.given.signal.as_ref(), progress)
    }

    async fn check(&self, call: Call, deadline: &Deadline) -> Result<HttpRequest, Error> {
        let Call { endpoint, given: CallGiven { mut values, mut issues, .. } } = call;
        if let Some(function) = &self.find_device {
            let answer = ask(function.call0(&JsValue::UNDEFINED), "device", Step::Device, deadline).await?;
            values.fill(&input::device(&answer, &mut issues));
        }
        values.fill(&self.config.device);
        if let Some(function) = &self.host_device
            && DEVICE.iter().any(|field| field.need == Need::Required && values.lacks(field.name))
        {
            // What is known already isn't asked of the host.
            let [os_version, user_agent, fingerprint] =
                [OS_VERSION, USER_AGENT, FINGERPRINT].map(|field| values.lacks(field.name).into());
            let called = function.call3(&JsValue::UNDEFINED, &os_version, &user_agent, &fingerprint);
            let answer = ask(called, "device", Step::Device, deadline).await?;
            values.fill(&input::device(&answer, &mut issues));
        }
        let request = prepare(endpoint, &self.config, values, issues);
        request.map_err(|invalid| Error::validation(invalid, Step::Call(endpoint)))
    }
}

/// The steps of one sign-in.
struct SignInSteps {
    calls: Rc<Calls>,
    given: SignInGiven,
    progress: Progress,
}

impl SignInSteps {
    /// The code that a function of the caller returns. A user may take any time: only the signal ends the wait.
    async fn code(&self, function: &Function, name: &'static str, step: Step) -> Result<Given, Error> {
        let deadline = Deadline::start(step, None, self.given.call.signal.as_ref(), &self.progress)?;
        ask(function.call0(&JsValue::UNDEFINED), name, step, &deadline).await.map(|code| given(&code))
    }
}

impl SignInHost for SignInSteps {
    type Json = HostJson;
    type Error = Error;

    async fn login_code(&self) -> Result<Given, Error> {
        self.code(&self.given.login_code, "loginCode", Step::Call(&LOGIN)).await
    }

    async fn phone_code(&self) -> Result<Given, Error> {
        // Nothing of the next step was sent.
        let step = Step::Call(self.given.on_unknown_user.endpoint());
        Trace::start(step, &self.progress);
        let code = self.code(&self.given.phone_code, "phoneCode", step).await;
        // If the user declines, the state token is still valid.
        code.or_else(|error| if error.is_declined() { Ok(Given::Absent) } else { Err(error) })
    }

    async fn call(&self, endpoint: &'static Endpoint, mut params: Values) -> Result<Reply<HostJson>, Error> {
        params.fill(&self.given.call.values);
        let given = CallGiven { values: params, ..self.given.call.clone() };
        self.calls.send(Call { endpoint, given }, &self.progress).await
    }
}

/// What a function that the caller passed as `name` resolves to, by what calling it returned or threw.
async fn ask(
    called: Result<JsValue, JsValue>,
    name: &'static str,
    step: Step,
    deadline: &Deadline,
) -> Result<JsValue, Error> {
    let answer = called.map_err(|cause| Error::threw(name, step, cause))?;
    let missed = deadline.wait(&answer, Delivery::NotSent).await;
    missed.map_err(|missed| missed.or_else(|cause| Error::threw(name, step, cause)))
}
