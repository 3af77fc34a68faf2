//! The tables of people and scenarios in pages and types: made from the sandbox's own, and compared with them.

use wechat_mobile_bind_sandbox::{DIRECTORY, SCENARIOS};

#[path = "../../../tests/core/documents/region.rs"]
mod region;

use region::{Language, Region, Words, check, code, table, words};

#[test]
fn the_readme_has_the_people_and_the_scenarios() {
    let people = DIRECTORY.iter().map(|account| {
        let wechat_user = account.wechat_user.map(code).unwrap_or_default();
        [code(&account.phone), account.name.to_string(), code(&account.user_name), wechat_user]
    });
    let scenarios = SCENARIOS.iter().map(|scenario| [code(scenario.code), scenario.english.to_owned()]);
    check(
        "sandbox/README.md",
        &[
            Region::of_page("people", table(["phone", "name", "user name", "WeChat user bound"], people)),
            Region::of_page("scenarios", table(["code", "answer"], scenarios)),
        ],
    );
}

#[test]
fn the_types_for_tests_have_the_names_of_the_scenarios() {
    let names = SCENARIOS.iter().map(|scenario| scenario.code);
    check("pkg-template/shipped/testing.d.ts", &[Region::union("ScenarioName", names)]);
}

/// What an app gets by codes of these names.
const OUTCOMES: &[(&[&str], Words)] = &[
    (
        &[
            "sandbox-status-success",
            "sandbox-status-succes",
            "sandbox-status-social-bind",
            "sandbox-status-user-register",
            "sandbox-status-mfa-auth",
            "sandbox-status-access-denied",
            "sandbox-status-unknown",
        ],
        words("a result of that `status`; `succes` is a SUCCESS too", "对应 `status` 的结果；`succes` 也是 SUCCESS"),
    ),
    (
        &["sandbox-state-expired"],
        words("SOCIAL_BIND with a state token that no bind accepts", "SOCIAL_BIND，但状态令牌已不能用于绑定"),
    ),
    (
        &[
            "sandbox-error-common-1001",
            "sandbox-error-common-1003",
            "sandbox-error-common-1007",
            "sandbox-error-common-1012",
            "sandbox-error-common-1013",
            "sandbox-error-login-1001",
            "sandbox-error-login-1002",
            "sandbox-error-login-1003",
        ],
        words("REFUSED with that `errorCode`", "REFUSED，带对应的 `errorCode`"),
    ),
    (
        &["sandbox-error-unlisted"],
        words("REFUSED with an `errorCode` that has no hint of its own", "REFUSED，`errorCode` 没有专门的提示"),
    ),
    (
        &["sandbox-error-without-prefix", "sandbox-error-http-200", "sandbox-error-http-401"],
        words("REFUSED with `SDK.COMMON.1007`", "REFUSED，`errorCode` 为 `SDK.COMMON.1007`"),
    ),
    (
        &["sandbox-error-leading-blank", "sandbox-error-http-500"],
        words("REFUSED with `SDK.LOGIN.1001`", "REFUSED，`errorCode` 为 `SDK.LOGIN.1001`"),
    ),
    (
        &[
            "sandbox-odd-leading-blanks",
            "sandbox-odd-expire-string",
            "sandbox-odd-data-null",
            "sandbox-odd-byte-order-mark",
        ],
        words("an ordinary SUCCESS", "普通的 SUCCESS"),
    ),
    (
        &["sandbox-odd-no-id-token", "sandbox-odd-no-expire", "sandbox-odd-abbreviated-id-token"],
        words(
            "a SUCCESS without `identity`, without `expiresIn`, with `identityError`",
            "SUCCESS，分别是没有 `identity`、没有 `expiresIn`、带 `identityError`",
        ),
    ),
    (
        &[
            "sandbox-odd-no-session-token",
            "sandbox-fault-truncated-json",
            "sandbox-fault-garbage",
            "sandbox-fault-html-502",
            "sandbox-fault-too-many-requests",
            "sandbox-fault-empty",
            "sandbox-fault-no-content",
            "sandbox-fault-array",
        ],
        words("BAD_RESPONSE", "BAD_RESPONSE"),
    ),
    (
        &["sandbox-fault-reset", "sandbox-fault-redirect", "sandbox-fault-redirect-307"],
        words("NETWORK, `delivery` is `unknown`", "NETWORK，`delivery` 为 `unknown`"),
    ),
    (&["sandbox-fault-cut"], words("NETWORK, `delivery` is `delivered`", "NETWORK，`delivery` 为 `delivered`")),
    (
        &["sandbox-fault-slow", "sandbox-fault-slow-<ms>"],
        words(
            "SUCCESS after `delay` (30 seconds), or after that many milliseconds; TIMEOUT if `timeoutMs` is less",
            "等待 `delay`（30 秒）或指定的毫秒数后 SUCCESS；`timeoutMs` 更短则是 TIMEOUT",
        ),
    ),
];

#[test]
fn the_pages_on_testing_say_what_an_app_gets_by_every_scenario() {
    let mut told: Vec<&str> = OUTCOMES.iter().flat_map(|(names, _)| *names).copied().collect();
    let mut scenarios: Vec<&str> = SCENARIOS.iter().map(|scenario| scenario.code).collect();
    told.sort_unstable();
    scenarios.sort_unstable();
    assert_eq!(told, scenarios);
    for language in Language::BOTH {
        let head = [words("name", "名称").to(language), words("your app gets", "你的应用得到").to(language)];
        let rows = OUTCOMES.iter().map(|(names, outcome)| [language.list(*names), outcome.to(language).to_owned()]);
        check(&language.page("docs/testing"), &[Region::of_page("scenarios", table(head, rows))]);
    }
}
