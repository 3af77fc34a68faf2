//! The boundary by itself in a real browser, with no shell around it: `wasm-pack test --headless --chrome`.

#![cfg(target_arch = "wasm32")]

use js_sys::{Array, JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use wechat_mobile_bind::wasm::{Client, decode_id_token, display_rows, is_expired};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/tests/conformance/cases.js")]
extern "C" {
    fn failures(api: &Object, fixtures: &Object) -> Promise;
    fn count(fixtures: &Object) -> u32;
}

// Naming a module is what brings it along for `cases.js`, which imports it.
macro_rules! modules {
    ($($path:literal: $name:literal as $binding:ident),+ $(,)?) => {$(
        #[wasm_bindgen(module = $path)]
        extern "C" {
            #[wasm_bindgen(thread_local_v2, js_name = $name)]
            static $binding: JsValue;
        }
    )+
    fn every_module_is_there() -> bool {
        [$($binding.with(|value| !value.is_undefined())),+].iter().all(|is_there| *is_there)
    }};
}

modules! {
    "/tests/conformance/assert-no-secrets.js": "assertNoSecrets" as ASSERT_NO_SECRETS,
    "/tests/conformance/calls.js": "calls" as CALLS,
    "/tests/conformance/fixtures.js": "fieldCase" as FIELD_CASE,
    "/tests/conformance/flows.js": "flows" as FLOWS,
    "/tests/conformance/hostile.js": "hostile" as HOSTILE,
    "/tests/conformance/hosts.js": "hosts" as HOSTS,
    "/tests/conformance/prototypes.js": "prototypes" as PROTOTYPES,
    "/tests/conformance/sign-ins.js": "signIns" as SIGN_INS,
    "/tests/conformance/support.js": "equal" as SUPPORT,
    "/tests/conformance/tenant.js": "createTenant" as TENANT,
}

fn set(object: &Object, name: &str, value: &JsValue) {
    Reflect::set(object, &name.into(), value).unwrap();
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

fn text(object: &JsValue, name: &str) -> String {
    get(object, name).as_string().unwrap()
}

fn json(text: &str) -> JsValue {
    JSON::parse(text).unwrap()
}

fn fixtures() -> Object {
    let fixtures = Object::new();
    for (name, text) in [
        ("calls", include_str!("../fixtures/calls.json")),
        ("fields", include_str!("../fixtures/fields.json")),
        ("replies", include_str!("../fixtures/replies.json")),
        ("idTokens", include_str!("../fixtures/id_tokens.json")),
        ("rows", include_str!("../fixtures/rows.json")),
    ] {
        set(&fixtures, name, &json(text));
    }
    fixtures
}

/// The boundary's exports, named as the package names them.
fn api() -> Object {
    type One = Closure<dyn Fn(JsValue) -> Result<JsValue, JsValue>>;
    type Two = Closure<dyn Fn(JsValue, JsValue) -> Result<JsValue, JsValue>>;
    let api = Object::new();
    let create_client = |config: JsValue| Client::new(&config, &JsValue::UNDEFINED).map(JsValue::from);
    set(&api, "createClient", &One::new(create_client).into_js_value());
    set(&api, "decodeIdToken", &One::new(|token: JsValue| decode_id_token(&token)).into_js_value());
    let rows = |identity: JsValue, options: JsValue| display_rows(&identity, &options);
    set(&api, "displayRows", &Two::new(rows).into_js_value());
    let expired = |identity: JsValue, now: JsValue| is_expired(&identity, &now).map(JsValue::from);
    set(&api, "isExpired", &Two::new(expired).into_js_value());
    // Classes of its own are the shell's; the boundary's errors are Errors.
    set(&api, "BindError", &get(&js_sys::global(), "Error"));
    api
}

#[wasm_bindgen_test]
async fn every_case_of_the_conformance_suite_holds() {
    let fixtures = fixtures();
    assert!(every_module_is_there());
    assert!(count(&fixtures) > 500, "only {} cases", count(&fixtures));
    let failures: Array = JsFuture::from(failures(&api(), &fixtures)).await.unwrap().unchecked_into();
    let failures: Vec<String> = failures.iter().filter_map(|failure| failure.as_string()).collect();
    assert!(failures.is_empty(), "{} cases fail:\n{}", failures.len(), failures.join("\n"));
}

#[wasm_bindgen_test]
async fn the_browsers_own_fetch_serves_as_the_hosts() {
    let config: Object = json(
        r#"{
            "domain": "http://127.0.0.1:9", "allowInsecureLoopback": true, "clientId": "c",
            "device": { "osVersion": "o", "fingerprint": "f", "userAgent": "u" }
        }"#,
    )
    .unchecked_into();
    set(&config, "fetch", &get(&js_sys::global(), "fetch"));
    let params = json(r#"{ "wechatCode": "c", "stateToken": "s" }"#);
    let error = Client::new(&config, &JsValue::UNDEFINED).unwrap().bind(&params, None).await.unwrap_err();
    assert_eq!([text(&error, "code"), text(&error, "delivery")], ["NETWORK", "unknown"]);
}
