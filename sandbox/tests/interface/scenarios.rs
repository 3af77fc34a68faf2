use std::collections::BTreeSet;
use std::io::{ErrorKind, Read};
use std::time::{Duration, Instant};

use serde_json::Value;
use wechat_mobile_bind_sandbox::SCENARIOS;

use crate::fixture::{BIND, LOGIN, REGISTER, bind, login, request, server, state_token, unique};
use crate::http::Answer;
use crate::id_token;

const ENDPOINTS: [&str; 3] = [LOGIN, BIND, REGISTER];

/// What must be true of a `T`.
type Claim<T> = fn(&T) -> bool;

/// code, status, the fields beside it
const STATUSES: [(&str, &str, &[&str]); 8] = [
    ("sandbox-status-success", "SUCCESS", &["expire", "id_token", "session_token"]),
    ("sandbox-status-succes", "SUCCES", &["expire", "id_token", "session_token"]),
    ("sandbox-status-social-bind", "SOCIAL_BIND", &["data", "state_token"]),
    ("sandbox-status-user-register", "USER_REGISTER", &["data", "state_token"]),
    ("sandbox-status-mfa-auth", "MFA_AUTH", &["state_token"]),
    ("sandbox-status-access-denied", "ACCESS_DENIED", &[]),
    ("sandbox-status-unknown", "RISK_REVIEW", &[]),
    ("sandbox-state-expired", "SOCIAL_BIND", &["data", "state_token"]),
];

/// code, HTTP status, error code, message
const ERRORS: [(&str, u16, &str, &str); 14] = [
    ("sandbox-error-common-1001", 400, "IDAAS.SDK.COMMON.1001", "a required parameter is missing or wrong"),
    ("sandbox-error-common-1003", 400, "IDAAS.SDK.COMMON.1003", "device information incomplete"),
    ("sandbox-error-common-1007", 400, "IDAAS.SDK.COMMON.1007", "state_token parameter error"),
    ("sandbox-error-common-1012", 400, "IDAAS.SDK.COMMON.1012", "wrong client id, or no such application"),
    ("sandbox-error-common-1013", 400, "IDAAS.SDK.COMMON.1013", "no such user"),
    ("sandbox-error-login-1001", 400, "IDAAS.SDK.LOGIN.1001", "the call to WeChat failed"),
    ("sandbox-error-login-1002", 400, "IDAAS.SDK.LOGIN.1002", "the account is not bound to this application"),
    ("sandbox-error-login-1003", 400, "IDAAS.SDK.LOGIN.1003", "the account is locked"),
    ("sandbox-error-unlisted", 400, "IDAAS.SDK.COMMON.1099", "an error that the documentation does not list"),
    ("sandbox-error-without-prefix", 400, "SDK.COMMON.1007", "state_token parameter error"),
    ("sandbox-error-leading-blank", 400, " IDAAS.SDK.LOGIN.1001", "the call to WeChat failed"),
    ("sandbox-error-http-200", 200, "IDAAS.SDK.COMMON.1007", "state_token parameter error"),
    ("sandbox-error-http-401", 401, "IDAAS.SDK.COMMON.1007", "state_token parameter error"),
    ("sandbox-error-http-500", 500, "IDAAS.SDK.LOGIN.1001", "the call to WeChat failed"),
];

/// code, what the reply of success must be like
const ODDITIES: [(&str, Claim<Value>); 7] = [
    ("sandbox-odd-leading-blanks", |reply| {
        reply["status"] == " SUCCESS" && starts(&reply["session_token"], " ") && starts(&reply["id_token"], " ey")
    }),
    ("sandbox-odd-abbreviated-id-token", |reply| {
        starts(&reply["id_token"], "ey") && reply["id_token"].as_str().is_some_and(|token| token.contains('…'))
    }),
    ("sandbox-odd-expire-string", |reply| reply["expire"] == "432000"),
    ("sandbox-odd-no-expire", |reply| reply.get("expire").is_none() && starts(&reply["id_token"], "ey")),
    ("sandbox-odd-no-id-token", |reply| reply.get("id_token").is_none() && reply["expire"] == 432_000),
    ("sandbox-odd-no-session-token", |reply| reply.get("session_token").is_none() && reply["status"] == "SUCCESS"),
    ("sandbox-odd-data-null", |reply| reply.get("data") == Some(&Value::Null) && reply["status"] == "SUCCESS"),
];

/// code, what the whole answer must be like
const ANSWERS: [(&str, Claim<Answer>); 10] = [
    ("sandbox-odd-byte-order-mark", |answer| {
        answer.text().strip_prefix('\u{feff}').is_some_and(|text| is_success(&serde_json::from_str(text).unwrap()))
    }),
    ("sandbox-fault-garbage", |answer| answer.status == 200 && !is_json(answer) && !answer.body.is_empty()),
    ("sandbox-fault-html-502", |answer| answer.status == 502 && is_html(answer)),
    ("sandbox-fault-too-many-requests", |answer| {
        answer.status == 429 && is_html(answer) && answer.header("retry-after") == Some("1")
    }),
    ("sandbox-fault-empty", |answer| answer.status == 200 && answer.body.is_empty()),
    ("sandbox-fault-no-content", |answer| answer.status == 204 && answer.body.is_empty()),
    ("sandbox-fault-array", |answer| answer.status == 200 && answer.json().is_array()),
    ("sandbox-fault-truncated-json", |answer| {
        answer.status == 200 && answer.text().starts_with('{') && !is_json(answer) && answer.body.len() > 300
    }),
    ("sandbox-fault-redirect", |answer| answer.status == 302 && leads_elsewhere(answer)),
    ("sandbox-fault-redirect-307", |answer| answer.status == 307 && leads_elsewhere(answer)),
];

/// The scenarios that are about time or the connection: each has a test of its own.
const TRAVEL: [&str; 4] = ["sandbox-fault-slow", "sandbox-fault-slow-<ms>", "sandbox-fault-cut", "sandbox-fault-reset"];

fn starts(value: &Value, prefix: &str) -> bool {
    value.as_str().is_some_and(|text| text.starts_with(prefix))
}

fn is_success(reply: &Value) -> bool {
    reply["status"] == "SUCCESS" && id_token::profile(reply)["userName"] == "zhangwei"
}

fn is_json(answer: &Answer) -> bool {
    serde_json::from_slice::<Value>(&answer.body).is_ok()
}

fn is_html(answer: &Answer) -> bool {
    answer.header("content-type") == Some("text/html; charset=utf-8") && answer.text().starts_with("<html>")
}

fn leads_elsewhere(answer: &Answer) -> bool {
    let elsewhere = format!("http://localhost:{}/sandbox/elsewhere", server().port());
    answer.header("location") == Some(elsewhere.as_str())
}

#[test]
fn every_scenario_of_the_table_is_tested_here() {
    let tested = STATUSES.map(|row| row.0).into_iter().chain(ERRORS.map(|row| row.0)).chain(ODDITIES.map(|row| row.0));
    let tested: BTreeSet<_> = tested.chain(ANSWERS.map(|row| row.0)).chain(TRAVEL).collect();
    let listed: BTreeSet<_> = SCENARIOS.iter().map(|scenario| scenario.code).collect();
    assert_eq!(tested, listed);
    assert_eq!(listed.len(), SCENARIOS.len(), "each is listed once");
}

#[test]
fn a_status_comes_with_its_fields() {
    for path in ENDPOINTS {
        for (code, status, fields) in STATUSES {
            let answer = request(path, code).send(server());
            assert_eq!(answer.outcome(), (200, status.into()), "{path} {code}");
            let reply = answer.json();
            let mut names: Vec<_> = reply.as_object().unwrap().keys().filter(|name| *name != "status").collect();
            names.sort();
            assert_eq!(names, *fields, "{path} {code}");
        }
    }
}

#[test]
fn the_state_token_of_a_next_step_is_good() {
    for path in ENDPOINTS {
        for code in ["sandbox-status-social-bind", "sandbox-status-user-register", "sandbox-status-mfa-auth"] {
            let reply = request(path, code).send(server()).json();
            let next = bind(reply["state_token"].as_str().unwrap(), &unique("13800138000"));
            assert_eq!(next.send(server()).outcome(), (200, "SUCCESS".into()), "{path} {code}");
        }
    }
}

#[test]
fn a_state_token_that_has_expired_is_refused() {
    for path in ENDPOINTS {
        let reply = request(path, "sandbox-state-expired").send(server()).json();
        let next = bind(reply["state_token"].as_str().unwrap(), &unique("13800138000"));
        assert_eq!(next.send(server()).refusal(), (400, "IDAAS.SDK.COMMON.1007".into()), "{path}");
    }
}

#[test]
fn an_error_comes_with_its_code_its_message_and_its_http_status() {
    for path in ENDPOINTS {
        for (code, http_status, error_code, message) in ERRORS {
            let answer = request(path, code).send(server());
            assert_eq!(answer.refusal(), (http_status, error_code.into()), "{path} {code}");
            assert_eq!(answer.json()["error_msg"], message, "{path} {code}");
        }
    }
}

#[test]
fn an_odd_success_is_odd_in_its_own_way() {
    for path in ENDPOINTS {
        for (code, is_odd) in ODDITIES {
            let answer = request(path, code).send(server());
            assert_eq!(answer.status, 200, "{path} {code}");
            assert!(is_odd(&answer.json()), "{path} {code}: {}", answer.text());
        }
    }
}

#[test]
fn a_fault_answers_with_what_its_name_says() {
    for path in ENDPOINTS {
        for (code, is_faulty) in ANSWERS {
            let answer = request(path, code).send(server());
            assert!(is_faulty(&answer), "{path} {code}: {answer:?}");
        }
    }
}

#[test]
fn a_connection_that_is_cut_closes_in_the_middle_of_the_announced_body() {
    for path in ENDPOINTS {
        let bytes = request(path, "sandbox-fault-cut").send_raw(server());
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
        let announced = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        assert_eq!(body.len(), announced.parse::<usize>().unwrap() / 2, "{path}");
        assert!(body.starts_with('{'), "{body}");
    }
}

#[test]
fn a_connection_that_is_reset_closes_before_the_first_byte() {
    for path in ENDPOINTS {
        assert_eq!(request(path, "sandbox-fault-reset").send_raw(server()), b"", "{path}");
    }
}

#[test]
fn a_slow_success_takes_the_milliseconds_asked_for() {
    for path in ENDPOINTS {
        let request = request(path, "sandbox-fault-slow-150");
        let start = Instant::now();
        let reply = request.send(server()).json();
        assert!(start.elapsed() >= Duration::from_millis(150), "{path}");
        assert!(is_success(&reply), "{path}");
    }
}

#[test]
fn a_slow_answer_without_a_time_does_not_come_soon_and_its_code_is_spent() {
    let code = unique("sandbox-fault-slow");
    let mut stream = bind(&state_token(), &code).open(server());
    stream.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    let error = stream.read(&mut [0]).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{error}");
    let again = bind(&state_token(), &code).send(server());
    assert_eq!(again.refusal(), (400, "IDAAS.SDK.LOGIN.1001".into()));
}

#[test]
fn a_scenario_code_too_is_good_once() {
    for code in ["sandbox-status-success", "sandbox-error-common-1013", "sandbox-fault-reset", "sandbox-fault-cut"] {
        let code = unique(code);
        login(&code).send_raw(server());
        assert_eq!(login(&code).send(server()).refusal(), (400, "IDAAS.SDK.LOGIN.1001".into()), "{code}");
        bind(&state_token(), &code).send_raw(server());
        let again = bind(&state_token(), &code).send(server());
        assert_eq!(again.refusal(), (400, "IDAAS.SDK.LOGIN.1001".into()), "{code}");
    }
}

#[test]
fn a_scenario_without_a_unique_end_works_too() {
    let answer = bind(&state_token(), "sandbox-status-access-denied").send(server());
    assert_eq!(answer.outcome(), (200, "ACCESS_DENIED".into()));
}

#[test]
fn a_scenario_that_does_not_exist_is_refused() {
    for name in [
        "sandbox-",
        "sandbox-stauts-success",
        "sandbox-fault-slow-",
        "sandbox-fault-slow-soon",
        "sandbox-fault-slow-<ms>",
    ] {
        let answer = bind(&state_token(), &unique(name)).send(server());
        assert_eq!(answer.refusal(), (400, "IDAAS.SDK.COMMON.1001".into()), "{name}");
    }
}

#[test]
fn every_answer_closes_its_connection() {
    for stem in ["wangfang", "sandbox-error-login-1003", "sandbox-fault-no-content"] {
        assert_eq!(request(LOGIN, stem).send(server()).header("connection"), Some("close"), "{stem}");
    }
}
