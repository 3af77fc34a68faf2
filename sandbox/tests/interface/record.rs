use serde_json::{Value, json};
use wechat_mobile_bind_sandbox::{Options, Sandbox};

use crate::fixture::{BIND, LOGIN, bind, login, server, start, unique};
use crate::http::Request;

const RECORD: &str = "/sandbox/requests";

fn recording() -> Sandbox {
    start(Options { record: true, ..Options::default() })
}

fn requests(sandbox: &Sandbox) -> Vec<Value> {
    let answer = Request::new("GET", RECORD).send(sandbox.address());
    assert_eq!(answer.status, 200);
    answer.json().as_array().unwrap().clone()
}

#[test]
fn a_recording_service_tells_what_it_received_in_order_until_it_is_emptied() {
    let sandbox = recording();
    assert_eq!(requests(&sandbox), [] as [Value; 0]);

    let code = unique("stranger");
    let reply = login(&code).send(sandbox.address()).json();
    let state_token = reply["state_token"].as_str().unwrap();
    bind(state_token, "13800138000.张").send(sandbox.address());
    let refused = bind("forged", "c").with("X-agent", "Мир").without("X-L").send(sandbox.address());
    assert_eq!(refused.status, 400);

    let requests_received = requests(&sandbox);
    let [first, second, third] = &requests_received[..] else { panic!("three requests") };
    assert_eq!(
        *first,
        json!({
            "method": "POST",
            "path": LOGIN,
            "headers": {
                "host": sandbox.address().to_string(),
                "x-operating-sys-version": "windows10.1.1",
                "x-device-fingerprint": "156aysdna213sc50",
                "x-device-ip": "192.168.1.2",
                "x-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)",
                "x-l": "en",
                "x-client-id": "nTo1eRIub60vPb54WeE6aojPwYwImtl4",
                "content-type": "application/json",
                "content-length": (code.len() + 11).to_string(),
            },
            "body": format!(r#"{{"code":"{code}"}}"#),
        })
    );
    assert_eq!(second["path"], BIND);
    assert_eq!(second["headers"]["x-state-token"], state_token);
    assert_eq!(second["body"], r#"{"wechat_code":"13800138000.张"}"#);
    assert_eq!(third["headers"]["x-agent"], "Мир");
    assert_eq!(third["headers"].get("x-l"), None);

    assert_eq!(Request::new("DELETE", RECORD).send(sandbox.address()).status, 204);
    assert_eq!(requests(&sandbox), [] as [Value; 0]);
}

#[test]
fn a_redirect_that_was_followed_is_on_record_and_a_preflight_is_not() {
    let sandbox = recording();
    let redirect = login(&unique("sandbox-fault-redirect")).send(sandbox.address());
    assert_eq!(redirect.status, 302);
    Request::new("OPTIONS", LOGIN).with("Origin", "http://localhost").send(sandbox.address());
    let paths = |sandbox| requests(sandbox).iter().map(|request| request["path"].clone()).collect::<Vec<_>>();
    assert_eq!(paths(&sandbox), [LOGIN]);

    let followed = Request::new("GET", "/sandbox/elsewhere").with("X-state-token", "leaked").send(sandbox.address());
    assert_eq!(followed.status, 200);
    assert_eq!(paths(&sandbox), [LOGIN, "/sandbox/elsewhere"]);
    assert_eq!(requests(&sandbox)[1]["headers"]["x-state-token"], "leaked");
}

#[test]
fn without_the_option_there_is_no_record() {
    for method in ["GET", "DELETE"] {
        let answer = Request::new(method, RECORD).send(server());
        assert_eq!((answer.status, answer.text()), (404, ""));
    }
}
