use std::collections::HashSet;
use std::thread;

use crate::fixture::{
    BIND, REGISTER, bind, login, register, request, server, state_token, state_token_of, stranger, unique,
};
use crate::id_token;

fn success() -> (u16, String) {
    (200, "SUCCESS".into())
}

fn refused(code: &str) -> (u16, String) {
    (400, format!("IDAAS.SDK.{code}"))
}

#[test]
fn a_phone_code_leads_to_the_account_of_its_phone() {
    for (code, user_name) in [
        (unique("13900139000"), "wangfang"),
        (unique("13600136000"), "aygul"),
        (unique("any"), "zhangwei"),
        (unique("139001390001"), "zhangwei"),
        (unique("1390013900x"), "zhangwei"),
    ] {
        let reply = bind(&state_token(), &code).send(server()).json();
        assert_eq!(reply["status"], "SUCCESS", "{code}");
        assert_eq!(reply["expire"], 432_000);
        assert_eq!(id_token::profile(&reply)["userName"], user_name, "{code}");
    }
}

#[test]
fn a_phone_of_nobody_is_refused_by_bind_and_registered_by_register_bind() {
    let state_token = state_token();
    let unknown = bind(&state_token, &unique("15500155000")).send(server());
    assert_eq!(unknown.refusal(), refused("COMMON.1013"));
    assert_eq!(unknown.json()["error_msg"], "no such user");

    let registered = register(&state_token, &unique("15500155000")).send(server()).json();
    assert_eq!(registered["status"], "SUCCESS");
    let profile = id_token::profile(&registered);
    assert_eq!(profile["userName"], "u15500155000");
    assert_eq!(profile["mobile"], "15500155000");
    assert_eq!(profile["name"], "新用户");
    assert_eq!(profile.as_object().unwrap().len(), 3);

    assert_eq!(request(BIND, "15500155000").send(server()).outcome(), success());
}

#[test]
fn register_bind_binds_where_there_is_an_account() {
    let reply = request(REGISTER, "13700137000").send(server()).json();
    assert_eq!(id_token::profile(&reply)["name"], "欧阳娜");
}

#[test]
fn a_registered_user_is_known_at_the_next_login() {
    let user = stranger();
    let state_token = state_token_of(&user);
    assert_eq!(register(&state_token, &unique("15500155001")).send(server()).outcome(), success());
    let reply = login(&unique(&user)).send(server()).json();
    assert_eq!(id_token::profile(&reply)["mobile"], "15500155001");
}

#[test]
fn a_phone_code_is_good_once_on_both_interfaces_together() {
    let code = unique("13800138000");
    assert_eq!(bind(&state_token(), &code).send(server()).outcome(), success());
    assert_eq!(bind(&state_token(), &code).send(server()).refusal(), refused("LOGIN.1001"));
    assert_eq!(register(&state_token(), &code).send(server()).refusal(), refused("LOGIN.1001"));
}

#[test]
fn login_codes_and_phone_codes_are_spent_apart() {
    let code = unique("wangfang");
    assert_eq!(login(&code).send(server()).outcome(), success());
    assert_eq!(bind(&state_token(), &code).send(server()).outcome(), success());
}

#[test]
fn a_success_spends_the_state_token() {
    for path in [BIND, REGISTER] {
        let spent = request(path, "13800138000");
        assert_eq!(spent.send(server()).outcome(), success());
        let again = spent.body(format!(r#"{{"wechat_code":"{}"}}"#, unique("13800138000")));
        assert_eq!(again.send(server()).refusal(), refused("COMMON.1007"), "{path}");
    }
}

#[test]
fn anything_but_a_success_leaves_the_state_token_good() {
    let state_token = state_token();
    let code = unique("13800138000");
    assert_eq!(bind(&state_token, &unique("15500155002")).send(server()).refusal(), refused("COMMON.1013"));
    for scenario in
        ["sandbox-error-login-1001", "sandbox-status-social-bind", "sandbox-fault-html-502", "sandbox-fault-reset"]
    {
        bind(&state_token, &unique(scenario)).send_raw(server());
    }
    assert_eq!(bind(&state_token, &code).send(server()).outcome(), success());
}

#[test]
fn a_success_whose_answer_is_lost_is_a_success() {
    for scenario in ["sandbox-fault-cut", "sandbox-fault-truncated-json"] {
        let user = stranger();
        let state_token = state_token_of(&user);
        bind(&state_token, &unique(scenario)).send_raw(server());
        assert_eq!(bind(&state_token, &unique("13800138000")).send(server()).refusal(), refused("COMMON.1007"));
        assert_eq!(login(&unique(&user)).send(server()).outcome(), success());
    }
}

#[test]
fn of_many_binds_with_one_code_a_single_one_succeeds() {
    let code = unique("13800138000");
    let outcomes = at_once(8, |_| bind(&state_token(), &code).send(server()).status);
    assert_eq!(outcomes.iter().filter(|status| **status == 200).count(), 1);
    assert_eq!(outcomes.iter().filter(|status| **status == 400).count(), 7);
}

#[test]
fn two_hundred_binds_at_once_succeed_each_with_a_session_of_its_own() {
    let sessions = at_once(200, |_| {
        let reply = request(BIND, "13800138000").send(server()).json();
        assert_eq!(reply["status"], "SUCCESS");
        reply["session_token"].as_str().unwrap().to_owned()
    });
    assert_eq!(sessions.into_iter().collect::<HashSet<_>>().len(), 200);
}

fn at_once<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = (0..count).map(|index| scope.spawn(move || work(index))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}
