//! Every call, by `fixtures/calls.json`: what it sends, what it refuses to send, and how its replies are read.

use crate::support::{call_of, config, fixtures, given_by, javascript, plain, plain_error};
use secrecy::ExposeSecret;
use serde_json::{Map, Value, json};
use wechat_mobile_bind::error::{Issues, Rule, Step};
use wechat_mobile_bind::raw::RawValue;
use wechat_mobile_bind::reply::{HttpResponse, Reply, interpret};
use wechat_mobile_bind::request::prepare;
use wechat_mobile_bind::spec::{BASE, ENDPOINTS};

#[test]
fn every_call_has_a_fixture() {
    let calls = fixtures("calls");
    let names: Vec<&str> = calls.iter().map(|call| call["call"].as_str().unwrap()).collect();
    assert_eq!(names, ENDPOINTS.map(|endpoint| endpoint.name));
}

#[test]
fn each_request_is_the_interfaces_to_the_letter() {
    for call in fixtures("calls") {
        let (endpoint, expected) = (call_of(&call), &call["request"]);
        let request = prepare(endpoint, &config(), given_by(endpoint, &call["params"]), Issues::default()).unwrap();
        let url = format!("https://acme.example.com{BASE}{}", expected["path"].as_str().unwrap());
        assert_eq!((json!(request.method), &request.url), (expected["method"].clone(), &url));
        let mut headers = vec![
            ("X-operating-sys-version", "windows10.1.1"),
            ("X-device-fingerprint", "156aysdna213sc50"),
            ("X-device-ip", "192.168.1.2"),
            ("X-agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)"),
            ("X-L", "zh"),
            ("X-client-id", "nTo1eRIub60vPb54WeE6aojPwYwImtl4"),
        ];
        headers.extend(expected["stateToken"].as_str().map(|token| ("X-state-token", token)));
        headers.extend(expected["body"].as_str().map(|_| ("content-type", "application/json")));
        let sent: Vec<_> = request.headers.iter().map(|(name, value)| (*name, value.expose_secret())).collect();
        assert_eq!(sent, headers, "{}", endpoint.name);
        let object: Map<String, Value> =
            headers.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
        assert_eq!(request.headers_json().expose_secret(), Value::from(object).to_string(), "in their order");
        assert_eq!(request.body.as_ref().map(|body| body.expose_secret()), expected["body"].as_str());
    }
}

#[test]
fn where_the_piece_belongs_is_sent_to_a_thousandth_of_a_pixel() {
    let call = fixtures("calls").into_iter().find(|call| call["call"] == "verifyCaptcha").unwrap();
    let prepared = |x: RawValue| {
        let mut values = given_by(call_of(&call), &call["params"]);
        values.set("x", x);
        prepare(call_of(&call), &config(), values, Issues::default())
    };
    for (x, written) in [
        (0.0, "0.0"),
        (0.0004, "0.0"),
        (0.0005, "0.001"),
        (0.046, "0.046"),
        (12.3456, "12.346"),
        (237.5, "237.5"),
        (9999.999, "9999.999"),
        (10_000.0, "10000.0"),
    ] {
        let body = prepared(RawValue::Number(x)).unwrap().body.unwrap();
        let body: Value = serde_json::from_str(body.expose_secret()).unwrap();
        assert_eq!(body["point_json"], format!(r#"{{"x":{written},"y":5.0}}"#));
    }
    let issues = prepared(RawValue::Unreadable).unwrap_err().issues;
    assert_eq!(issues.iter().map(|issue| (issue.field, issue.rule)).collect::<Vec<_>>(), [("x", Rule::Unreadable)]);
}

#[test]
fn each_call_says_all_that_is_wrong() {
    for call in fixtures("calls") {
        let endpoint = call_of(&call);
        for case in call["refused"].as_array().unwrap() {
            let refused = prepare(endpoint, &config(), given_by(endpoint, &case["params"]), Issues::default());
            assert_eq!(javascript(&refused.unwrap_err().issues), case["issues"], "{}", endpoint.name);
        }
    }
}

#[test]
fn each_reply_to_a_call_is_the_result_or_the_error_that_it_should_be() {
    for call in fixtures("calls") {
        let endpoint = call_of(&call);
        for case in call["replies"].as_array().unwrap() {
            let status = case["httpStatus"].as_u64().unwrap().try_into().unwrap();
            let body = case["body"].as_str().unwrap();
            match interpret::<Value>(endpoint.answer, HttpResponse::new(Some(status), body.to_owned())) {
                Ok(reply) => {
                    let all = javascript(&reply);
                    assert_eq!(reply.status(), case["result"]["status"].as_str());
                    if let Reply::Members(members) = &reply {
                        assert!(members.secret("another").is_none() && members.picture("another").is_none());
                    }
                    assert_eq!((&plain(&reply), all["httpStatus"].as_u64()), (&case["result"], Some(status.into())));
                    if case["result"] != json!({}) {
                        assert_eq!(all["raw"], serde_json::from_str::<Value>(body).unwrap());
                    }
                }
                Err(error) => {
                    assert_eq!(plain_error(&error, Step::Call(endpoint)), case["error"], "{}: {case}", endpoint.name)
                }
            }
        }
    }
}

#[test]
fn without_an_http_status_only_a_session_counts() {
    for call in fixtures("calls") {
        let endpoint = call_of(&call);
        for case in call["replies"].as_array().unwrap() {
            let body = case["body"].as_str().unwrap().to_owned();
            let reply = interpret::<Value>(endpoint.answer, HttpResponse::new(None, body));
            assert_eq!(reply.is_ok(), case["result"]["status"] == "SUCCESS", "{}: {case}", endpoint.name);
        }
    }
}
