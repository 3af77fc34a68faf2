//! What the native tests share: the fixtures, and a valid call to vary.

#![allow(dead_code, reason = "each test file uses what it needs of this one")]

use secrecy::ExposeSecret;
use serde_json::{Value, json};
use wechat_mobile_bind::config::{Config, ConfigInput};
use wechat_mobile_bind::device::DeviceInput;
use wechat_mobile_bind::endpoint::BIND;
use wechat_mobile_bind::error::{Issues, ReplyError, ValidationError};
use wechat_mobile_bind::given::Given;
use wechat_mobile_bind::params::{Params, ParamsInput};
use wechat_mobile_bind::response::{BindResult, Outcome};

/// The fixture file of that name, which the JavaScript tests read too.
pub fn fixtures(name: &str) -> Vec<Value> {
    let path = format!("{}/tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A JSON value as a caller's.
pub fn given(value: &Value) -> Given {
    match value {
        Value::Null => Given::Absent,
        Value::String(text) => Given::Text(text.clone()),
        Value::Number(number) => Given::Number(number.as_f64().unwrap()),
        Value::Bool(flag) => Given::Flag(*flag),
        Value::Array(_) | Value::Object(_) => Given::Other,
    }
}

pub fn device() -> DeviceInput {
    DeviceInput {
        os_version: "windows10.1.1".into(),
        fingerprint: "156aysdna213sc50".into(),
        user_agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)".into(),
        ip: "192.168.1.2".into(),
    }
}

pub fn config_input() -> ConfigInput {
    ConfigInput {
        domain: "acme.example.com".into(),
        client_id: "nTo1eRIub60vPb54WeE6aojPwYwImtl4".into(),
        device: device(),
        language: "zh".into(),
        ..ConfigInput::default()
    }
}

pub fn params_input() -> ParamsInput {
    ParamsInput {
        code: "6213b8e364d3f0eaf7cf196bfe49675553b4919d6e664b70d5eaa6cbf8531afe".into(),
        state_token: "eyJhbcOiJ.nEPRiIC4we0".into(),
        device: DeviceInput::default(),
    }
}

pub fn config() -> Config {
    check_config(config_input()).unwrap()
}

pub fn check_config(input: ConfigInput) -> Result<Config, ValidationError> {
    Config::check(input, Issues::default())
}

pub fn check_params(config: &Config, input: ParamsInput) -> Result<Params, ValidationError> {
    Params::check(&BIND, config, input, Issues::default())
}

/// A result in the shape of the fixtures.
pub fn plain(result: &BindResult<Value>) -> Value {
    let mut plain = json!({ "status": result.outcome.status(), "rawStatus": result.raw_status });
    match &result.outcome {
        Outcome::Success(session) => {
            plain["sessionToken"] = session.session_token.expose_secret().into();
            if let Some(seconds) = session.expires_in {
                plain["expiresIn"] = number(seconds);
            }
            if let Some(id_token) = &session.id_token {
                plain["idToken"] = id_token.expose_secret().into();
            }
            match &session.identity {
                Some(Ok(identity)) => {
                    plain["identity"] = json!({
                        "profile": identity.profile,
                        "issuedAt": number(identity.issued_at.unwrap()),
                        "expiresAt": number(identity.expires_at.unwrap()),
                    });
                }
                Some(Err(error)) => {
                    plain["identityError"] =
                        json!({ "name": "IdTokenError", "code": "BAD_ID_TOKEN", "message": error.message() });
                }
                None => {}
            }
        }
        Outcome::SocialBind(step) | Outcome::UserRegister(step) | Outcome::MfaAuth(step) => {
            if let Some(state_token) = &step.state_token {
                plain["stateToken"] = state_token.expose_secret().into();
            }
            if let Some(next_steps) = &step.next_steps {
                plain["nextSteps"] = json!(next_steps);
            }
        }
        Outcome::AccessDenied | Outcome::Unknown => {}
    }
    plain
}

/// A refusal in the shape of the fixtures.
pub fn plain_error(error: &ReplyError) -> Value {
    match error {
        ReplyError::Api(error) => {
            let mut plain = json!({
                "code": "REFUSED",
                "delivery": "delivered",
                "rawErrorCode": error.raw_error_code,
                "httpStatus": error.http_status,
                "hinted": error.hint.is_some(),
            });
            if let Some(error_code) = &error.error_code {
                plain["errorCode"] = error_code.as_str().into();
            }
            if let Some(error_message) = &error.error_message {
                plain["errorMessage"] = error_message.as_str().into();
            }
            plain
        }
        ReplyError::Protocol(error) => json!({
            "code": "BAD_RESPONSE",
            "delivery": "delivered",
            "httpStatus": error.http_status,
            "message": error.message(),
        }),
    }
}

/// A number as JSON writes it: whole ones without a fraction.
pub fn number(number: f64) -> Value {
    if number.fract() == 0.0 { json!(number as i64) } else { json!(number) }
}
