//! The exported client.

use js_sys::Promise;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::call::{Call, Calls};
use super::error::Error;
use super::get::get;
use super::json::HostJson;
use super::progress::{ProgressSink, no_progress};
use super::sign_in::SignInSteps;
use super::{read, write};
use crate::config::Config;
use crate::error::{Step, Subject};
use crate::recipient::Recipient;
use crate::reply::{Reply, interpret};
use crate::sign_in::sign_in;
use crate::spec::{
    BIND, BIND_BY_CODE, CAPTCHA, Endpoint, LOGIN, MFA_SMS, MOBILE_BY_TOKEN, REGISTER_AND_BIND,
    REGISTER_AND_BIND_BY_CODE, SEND_EMAIL, SEND_SMS, VERIFY_CAPTCHA,
};

/// A client of one tenant and one application. It has no state between calls, and calls may run concurrently.
#[wasm_bindgen]
pub struct Client(Rc<Calls>);

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
        let given = read::config(config, host);
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
    pub fn bind(&self, params: &JsValue, progress: Option<ProgressSink>) -> Promise {
        self.send(&BIND, params, progress)
    }

    /// The same, and creates the user if there is none.
    #[wasm_bindgen(js_name = registerAndBind)]
    pub fn register_and_bind(&self, params: &JsValue, progress: Option<ProgressSink>) -> Promise {
        self.send(&REGISTER_AND_BIND, params, progress)
    }

    /// Signs in a known WeChat user, and returns the state token for `bind` for an unknown one.
    pub fn login(&self, params: &JsValue, progress: Option<ProgressSink>) -> Promise {
        self.send(&LOGIN, params, progress)
    }

    /// A puzzle, which has to be solved before a message is sent.
    pub fn captcha(&self, params: &JsValue, progress: Option<ProgressSink>) -> Promise {
        self.send(&CAPTCHA, params, progress)
    }

    /// Checks where the user put the puzzle's piece.
    #[wasm_bindgen(js_name = verifyCaptcha)]
    pub fn verify_captcha(&self, params: &JsValue, progress: Option<ProgressSink>) -> Promise {
        self.send(&VERIFY_CAPTCHA, params, progress)
    }

    /// Sends a verification code by text message.
    #[wasm_bindgen(js_name = sendSms)]
    pub fn send_sms(&self, params: &JsValue, progress: Option<ProgressSink>) -> Promise {
        self.send(&SEND_SMS, params, progress)
    }

    /// Sends a verification code by mail.
    #[wasm_bindgen(js_name = sendEmail)]
    pub fn send_email(&self, params: &JsValue, progress: Option<ProgressSink>) -> Promise {
        self.send(&SEND_EMAIL, params, progress)
    }

    /// Binds a user by a verification code.
    #[wasm_bindgen(js_name = bindByCode)]
    pub fn bind_by_code(&self, params: &JsValue, progress: Option<ProgressSink>) -> Promise {
        self.send(&BIND_BY_CODE, params, progress)
    }

    /// The same, and creates the user if there is none.
    #[wasm_bindgen(js_name = registerAndBindByCode)]
    pub fn register_and_bind_by_code(&self, params: &JsValue, progress: Option<ProgressSink>) -> Promise {
        self.send(&REGISTER_AND_BIND_BY_CODE, params, progress)
    }

    /// The phone number for the second factor.
    #[wasm_bindgen(js_name = mobileByToken)]
    pub fn mobile_by_token(&self, params: &JsValue, progress: Option<ProgressSink>) -> Promise {
        self.send(&MOBILE_BY_TOKEN, params, progress)
    }

    /// The second factor: a verification code that a text message brought.
    #[wasm_bindgen(js_name = mfaSms)]
    pub fn mfa_sms(&self, params: &JsValue, progress: Option<ProgressSink>) -> Promise {
        self.send(&MFA_SMS, params, progress)
    }

    /// The recipient of a message, a phone number or a mail address, as its owner may be shown it.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMS`, with every field that breaks its rule.
    #[wasm_bindgen(js_name = maskRecipient)]
    pub fn mask_recipient(&self, recipient: &JsValue) -> Result<String, JsValue> {
        let recipient = Recipient::check(&read::recipient(recipient));
        Ok(recipient.map_err(|invalid| Error::validation(invalid, None))?.masked())
    }

    /// The whole sign-in: logs in, and does what the service asks for.
    #[wasm_bindgen(js_name = signIn)]
    pub fn sign_in(&self, params: &JsValue, progress: Option<ProgressSink>) -> Promise {
        let calls = self.0.clone();
        let given = read::sign_in(params);
        promise(Box::pin(async move {
            let given = given.map_err(|invalid| Error::validation(invalid, Step::Call(&LOGIN)))?;
            let on_unknown_user = given.on_unknown_user;
            let steps = SignInSteps { calls, given, progress: progress.unwrap_or_else(no_progress) };
            Ok(write::to_plain(&sign_in(&steps, on_unknown_user).await?))
        }))
    }

    /// The request that a call, by default `bind`, would send, as the arguments of a fetch.
    pub fn prepare(&self, params: &JsValue, call: &JsValue, progress: Option<ProgressSink>) -> Promise {
        let calls = self.0.clone();
        let call = read::endpoint(call, Subject::Params).map(|endpoint| Call::read(endpoint, params));
        promise(Box::pin(async move {
            let call = call.map_err(|invalid| Error::validation(invalid, Step::Call(&BIND)))?;
            let deadline = calls.deadline(&call, &progress.unwrap_or_else(no_progress))?;
            let request = calls.check(call, &deadline).await?;
            Ok(write::prepared(&request))
        }))
    }

    /// Reads a reply to a call, by default `bind`, that the caller received itself. A SUCCESS with a session token is a result, even
    /// without a valid status.
    ///
    /// # Errors
    ///
    /// `REFUSED` or `BAD_RESPONSE`; `INVALID_PARAMS` if the arguments are not a status, a text and the name of a call.
    pub fn interpret(&self, http_status: &JsValue, body: &JsValue, call: &JsValue) -> Result<JsValue, JsValue> {
        let (endpoint, unknown) = match read::endpoint(call, Subject::Reply) {
            Ok(endpoint) => (endpoint, None),
            Err(unknown) => (&BIND, Some(unknown)),
        };
        let step = Step::Call(endpoint);
        let invalid = |invalid| Error::validation(invalid, step);
        let response = read::reply(http_status, body).map_err(invalid)?;
        let has_status = response.status.is_some();
        let reply: Result<Reply<HostJson>, _> = interpret(endpoint.answer, response);
        match (reply, unknown) {
            (Ok(reply), _) => Ok(write::to_plain(&reply)),
            (Err(_), Some(unknown)) => Err(invalid(unknown).into()),
            (Err(_), None) if !has_status => Err(invalid(read::no_status()).into()),
            (Err(error), None) => Err(Error::reply(error, step).into()),
        }
    }

    fn send(&self, endpoint: &'static Endpoint, params: &JsValue, progress: Option<ProgressSink>) -> Promise {
        let calls = self.0.clone();
        // Read now, because the caller may change them after this returns.
        let call = Call::read(endpoint, params);
        promise(Box::pin(async move {
            let progress = progress.unwrap_or_else(no_progress);
            Ok(write::to_plain(&calls.send(call, &progress).await?))
        }))
    }
}

// Boxed, so that the code of a promise is compiled once, not for each method.
fn promise(call: Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>) -> Promise {
    future_to_promise(call)
}
