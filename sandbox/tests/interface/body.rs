use wechat_mobile_bind_sandbox::{BodyField, Options};

use crate::fixture::{BIND, LOGIN, REGISTER, login, request, server, start, state_token, stranger};

const REFUSED: &str = "IDAAS.SDK.COMMON.1001";

#[test]
fn a_body_that_is_not_one_code_is_refused() {
    for path in [LOGIN, BIND, REGISTER] {
        let field = if path == LOGIN { "code" } else { "wechat_code" };
        let bodies = [
            String::new(),
            "not json".into(),
            "[]".into(),
            "null".into(),
            "{}".into(),
            format!(r#"{{"{field}":""}}"#),
            format!(r#"{{"{field}":null}}"#),
            format!(r#"{{"{field}":7}}"#),
            format!(r#"{{"{field}":["c"]}}"#),
            format!(r#"{{"{field}":"c","extra":1}}"#),
            format!(r#"{{"{field}":"c"}} trailing"#),
            r#"{"wchat_code":"c"}"#.into(),
            format!(r#"{{"{field}":"{}"}}"#, "c".repeat(70_000)),
        ];
        for body in bodies {
            let answer = request(path, "13800138000").body(body.clone()).send(server());
            assert_eq!(answer.refusal(), (400, REFUSED.into()), "{path} {body:.40}");
        }
    }
}

#[test]
fn a_missing_code_is_named() {
    for (path, field) in [(LOGIN, "code"), (BIND, "wechat_code"), (REGISTER, "wechat_code")] {
        let answer = request(path, "13800138000").body("{}").send(server());
        let expected = format!("a required parameter is missing or wrong: {field}");
        assert_eq!(answer.json()["error_msg"], expected.as_str());
    }
}

#[test]
fn a_tenant_that_follows_the_misprint_takes_wchat_code_and_nothing_else() {
    let sandbox = start(Options { body_field: BodyField::WchatCode, ..Options::default() });
    let address = sandbox.address();
    for path in [BIND, REGISTER] {
        let reply = login(&stranger()).send(address).json();
        let complete = request(path, "unused").with("X-state-token", reply["state_token"].as_str().unwrap());
        let usual = complete.clone().body(format!(r#"{{"wechat_code":"{path}"}}"#)).send(address);
        assert_eq!(usual.refusal(), (400, REFUSED.into()));
        let misprinted = complete.body(format!(r#"{{"wchat_code":"{path}"}}"#)).send(address);
        assert_eq!(misprinted.outcome(), (200, "SUCCESS".into()));
    }
}

#[test]
fn a_request_refused_for_its_body_keeps_its_state_token_good() {
    let token = state_token();
    let refused = request(BIND, "13800138000").with("X-state-token", &token).body("{}").send(server());
    assert_eq!(refused.refusal(), (400, REFUSED.into()));
    let repeated = request(BIND, "13800138000").with("X-state-token", &token).send(server());
    assert_eq!(repeated.outcome(), (200, "SUCCESS".into()));
}
