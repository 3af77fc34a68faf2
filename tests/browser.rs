//! The boundary in a real browser, under the package's JavaScript: `wasm-pack test --headless --chrome`.

#![cfg(target_arch = "wasm32")]

use js_sys::{Array, JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use wechat_mobile_bind::wasm::{
    answer_length, check_config, check_sign_in, decode_id_token, display_rows, interpret, prepare, release, room,
};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/tests/conformance/cases.js")]
extern "C" {
    fn failures(api: &Object, fixtures: &Object) -> Promise;
    fn count(fixtures: &Object) -> u32;
}

#[wasm_bindgen(module = "/tests/browser.js")]
extern "C" {
    #[wasm_bindgen(js_name = api)]
    fn api_over(glue: &Object, memory: &JsValue) -> Object;
    #[wasm_bindgen(catch, js_name = bindByFetch)]
    async fn bind_by_fetch(api: &Object, config: &JsValue, params: &JsValue) -> Result<JsValue, JsValue>;
}

// Naming a module is what brings it along for those that import it.
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
    "/pkg-template/client.js": "createClient" as CLIENT,
    "/pkg-template/core.js": "createCore" as CORE,
    "/pkg-template/deadline.js": "within" as DEADLINE,
    "/pkg-template/errors.js": "BindError" as ERRORS,
    "/pkg-template/exchange.js": "exchange" as EXCHANGE,
    "/pkg-template/identity.js": "isExpired" as IDENTITY,
    "/pkg-template/json.js": "parse" as HOST_JSON,
    "/pkg-template/memory.js": "createMemory" as MEMORY,
    "/pkg-template/record.js": "record" as RECORD,
    "/pkg-template/web-utf8.js": "decode" as UTF8,
    "/tests/conformance/calls.js": "calls" as CALLS,
    "/tests/conformance/fixtures.js": "fieldCase" as FIELD_CASE,
    "/tests/conformance/hostile.js": "hostile" as HOSTILE,
    "/tests/conformance/hosts.js": "hosts" as HOSTS,
    "/tests/conformance/sign-ins.js": "signIns" as SIGN_INS,
    "/tests/conformance/support.js": "equal" as SUPPORT,
}

fn set(object: &Object, name: &str, value: &JsValue) {
    Reflect::set(object, &name.into(), value).unwrap();
}

fn fixtures() -> Object {
    let fixtures = Object::new();
    for (name, text) in [
        ("fields", include_str!("fixtures/fields.json")),
        ("replies", include_str!("fixtures/replies.json")),
        ("idTokens", include_str!("fixtures/id_tokens.json")),
        ("rows", include_str!("fixtures/rows.json")),
    ] {
        set(&fixtures, name, &JSON::parse(text).unwrap());
    }
    fixtures
}

/// The package's api, over the boundary's exports named as the glue names them.
fn api() -> Object {
    let glue = Object::new();
    type Export = fn(usize) -> *const u8;
    let exports: [(&str, Export); 5] = [
        ("checkConfig", check_config),
        ("prepare", prepare),
        ("checkSignIn", check_sign_in),
        ("decodeIdToken", decode_id_token),
        ("displayRows", display_rows),
    ];
    for (name, export) in exports {
        let export = Closure::<dyn Fn(usize) -> usize>::new(move |length| export(length).addr());
        set(&glue, name, &export.into_js_value());
    }
    let interpret = |length, status: u16, sign_in: u32| interpret(length, status, sign_in).addr();
    set(&glue, "interpret", &Closure::<dyn Fn(usize, u16, u32) -> usize>::new(interpret).into_js_value());
    set(&glue, "room", &Closure::<dyn Fn(usize) -> usize>::new(|length| room(length).addr()).into_js_value());
    set(&glue, "answerLength", &Closure::<dyn Fn() -> usize>::new(answer_length).into_js_value());
    set(&glue, "release", &Closure::<dyn Fn() -> usize>::new(release).into_js_value());
    api_over(&glue, &wasm_bindgen::memory())
}

#[wasm_bindgen_test]
async fn every_case_of_the_conformance_suite_holds() {
    let fixtures = fixtures();
    assert!(every_module_is_there());
    assert!(count(&fixtures) > 450, "only {} cases", count(&fixtures));
    let failures: Array = JsFuture::from(failures(&api(), &fixtures)).await.unwrap().unchecked_into();
    let failures: Vec<String> = failures.iter().filter_map(|failure| failure.as_string()).collect();
    assert!(failures.is_empty(), "{} cases fail:\n{}", failures.len(), failures.join("\n"));
}

#[wasm_bindgen_test]
async fn the_browsers_own_fetch_serves_as_the_hosts() {
    let config = JSON::parse(
        r#"{ "domain": "http://127.0.0.1:9", "allowInsecureLoopback": true, "clientId": "c",
             "device": { "osVersion": "o", "fingerprint": "f", "userAgent": "u" } }"#,
    )
    .unwrap();
    let params = JSON::parse(r#"{ "wechatCode": "c", "stateToken": "s" }"#).unwrap();
    let error = bind_by_fetch(&api(), &config, &params).await.unwrap_err();
    let property = |name: &str| Reflect::get(&error, &name.into()).unwrap().as_string().unwrap();
    assert_eq!([property("code"), property("delivery")], ["NETWORK", "unknown"]);
}
