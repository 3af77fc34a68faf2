use serde_json::{Value, json};

use crate::fixture::{bind, login, server, state_token_of, stranger, unique};

#[test]
fn a_known_user_is_signed_in() {
    let reply = login(&unique("wangfang")).send(server()).json();
    assert_eq!(reply["status"], "SUCCESS");
    assert_eq!(reply["expire"], 432_000);
    assert_eq!(reply["session_token"].as_str().unwrap().len(), 64);
    assert_eq!(reply["id_token"].as_str().unwrap().split('.').count(), 3);
    assert_eq!(reply.as_object().unwrap().len(), 4);
}

#[test]
fn an_unknown_user_has_still_to_be_bound() {
    let answer = login(&unique(&stranger())).send(server());
    let reply = answer.json();
    assert_eq!(answer.outcome(), (200, "SOCIAL_BIND".into()));
    assert_eq!(reply["state_token"].as_str().unwrap().len(), 64);
    let data: Value = serde_json::from_str(reply["data"].as_str().unwrap()).unwrap();
    assert_eq!(data, json!({ "socialBindOrRegisterFlow": ["VERIFY_PHONE", "VERIFY_EMAIL"] }));
    assert_eq!(reply.as_object().unwrap().len(), 3);
}

#[test]
fn a_user_is_known_from_the_binding_on() {
    let user = stranger();
    let state_token = state_token_of(&user);
    assert_eq!(bind(&state_token, &unique("13700137000")).send(server()).outcome(), (200, "SUCCESS".into()));
    assert_eq!(login(&unique(&user)).send(server()).outcome(), (200, "SUCCESS".into()));
    assert_eq!(login(&unique(&stranger())).send(server()).outcome(), (200, "SOCIAL_BIND".into()));
}

#[test]
fn a_login_code_is_good_once() {
    for code in [unique("wangfang"), stranger()] {
        assert_eq!(login(&code).send(server()).status, 200);
        let again = login(&code).send(server());
        assert_eq!(again.refusal(), (400, "IDAAS.SDK.LOGIN.1001".into()));
        assert_eq!(again.json()["error_msg"], "the call to WeChat failed");
    }
}
