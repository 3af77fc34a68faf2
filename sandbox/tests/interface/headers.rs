use crate::fixture::{BIND, LOGIN, REGISTER, bind, request, server, state_token, unique};

const ENDPOINTS: [&str; 3] = [LOGIN, BIND, REGISTER];

fn refused(code: &str) -> (u16, String) {
    (400, format!("IDAAS.SDK.{code}"))
}

#[test]
fn a_request_with_every_required_header_is_answered() {
    for path in ENDPOINTS {
        let sparse = request(path, "wangfang").without("X-L").without("X-device-ip");
        assert_eq!(sparse.send(server()).outcome(), (200, "SUCCESS".into()), "{path}");
    }
}

#[test]
fn a_device_header_that_is_missing_or_empty_makes_the_device_incomplete() {
    for path in ENDPOINTS {
        for name in ["X-operating-sys-version", "X-device-fingerprint", "X-agent"] {
            for request in [request(path, "wangfang").without(name), request(path, "wangfang").with(name, "")] {
                let answer = request.send(server());
                assert_eq!(answer.refusal(), refused("COMMON.1003"), "{path} {name}");
                assert_eq!(answer.json()["error_msg"], "device information incomplete");
            }
        }
    }
}

#[test]
fn a_client_id_that_is_missing_or_wrong_is_refused() {
    for path in ENDPOINTS {
        for request in [
            request(path, "wangfang").without("X-client-id"),
            request(path, "wangfang").with("X-client-id", "somebody-else"),
        ] {
            assert_eq!(request.send(server()).refusal(), refused("COMMON.1012"), "{path}");
        }
    }
}

#[test]
fn a_binding_without_a_state_token_is_refused() {
    for path in [BIND, REGISTER] {
        let answer = request(path, "13800138000").without("X-state-token").send(server());
        assert_eq!(answer.refusal(), refused("COMMON.1001"), "{path}");
        assert_eq!(answer.json()["error_msg"], "a required parameter is missing or wrong: x-state-token");
    }
}

#[test]
fn a_state_token_that_was_never_issued_is_refused() {
    for path in [BIND, REGISTER] {
        let answer = request(path, "13800138000").with("X-state-token", "forged").send(server());
        assert_eq!(answer.refusal(), refused("COMMON.1007"), "{path}");
        assert_eq!(answer.json()["error_msg"], "state_token parameter error");
    }
}

#[test]
fn a_header_with_a_byte_outside_printable_ascii_is_refused_by_name() {
    for name in [
        "X-operating-sys-version",
        "X-device-fingerprint",
        "X-device-ip",
        "X-agent",
        "X-L",
        "X-client-id",
        "X-state-token",
    ] {
        for value in ["华为".as_bytes(), b"caf\xe9", b"a\tb"] {
            let answer = request(BIND, "13800138000").with(name, value).send(server());
            assert_eq!(answer.refusal(), refused("COMMON.1001"), "{name}");
            let message = answer.json()["error_msg"].as_str().unwrap().to_owned();
            assert!(message.ends_with(&name.to_lowercase()), "{message}");
        }
    }
}

#[test]
fn only_post_is_served() {
    for path in ENDPOINTS {
        for method in ["GET", "PUT", "DELETE", "PATCH"] {
            let answer = request(path, "wangfang").method(method).send(server());
            assert_eq!(answer.refusal(), refused("COMMON.1001"), "{method} {path}");
        }
    }
}

#[test]
fn only_json_is_read() {
    for path in ENDPOINTS {
        for content_type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""] {
            let answer = request(path, "wangfang").with("content-type", content_type).send(server());
            assert_eq!(answer.refusal(), refused("COMMON.1001"), "{content_type} {path}");
        }
        let answer = request(path, "wangfang").without("content-type").send(server());
        assert_eq!(answer.refusal(), refused("COMMON.1001"), "{path}");
        for content_type in ["application/json; charset=utf-8", "Application/JSON"] {
            let answer = request(path, "wangfang").with("content-type", content_type).send(server());
            assert_eq!(answer.status, 200, "{content_type} {path}");
        }
    }
}

#[test]
fn checks_come_in_the_order_content_type_device_client_state_token_body() {
    let mut request =
        bind("forged", "").without("X-agent").with("X-client-id", "wrong").with("content-type", "text/plain");
    assert_eq!(request.send(server()).refusal(), refused("COMMON.1001"));
    request = request.with("content-type", "application/json");
    assert_eq!(request.send(server()).refusal(), refused("COMMON.1003"));
    request = request.with("X-agent", "test");
    assert_eq!(request.send(server()).refusal(), refused("COMMON.1012"));
    request = request.with("X-client-id", wechat_mobile_bind_sandbox::CLIENT_ID);
    assert_eq!(request.send(server()).refusal(), refused("COMMON.1007"));
    request = request.with("X-state-token", state_token());
    assert_eq!(request.send(server()).refusal(), refused("COMMON.1001"));
}

#[test]
fn a_request_refused_for_its_headers_spends_no_code() {
    let complete = bind(&state_token(), &unique("13800138000"));
    assert_eq!(complete.clone().without("X-agent").send(server()).refusal(), refused("COMMON.1003"));
    assert_eq!(complete.send(server()).outcome(), (200, "SUCCESS".into()));
}

#[test]
fn messages_come_in_the_language_asked_for() {
    for (language, message) in [
        ("zh", "设备信息不完整"),
        ("zh-CN", "设备信息不完整"),
        ("ZH", "设备信息不完整"),
        ("en", "device information incomplete"),
        ("fr", "device information incomplete"),
    ] {
        let answer = request(LOGIN, "wangfang").without("X-agent").with("X-L", language).send(server());
        assert_eq!(answer.json()["error_msg"], message, "{language}");
    }
}
