use wechat_mobile_bind_sandbox::{CLIENT_ID, DIRECTORY, SCENARIOS};

use crate::fixture::{BIND, LOGIN, REGISTER, server};
use crate::http::Request;

const README: &str = include_str!("../../README.md");

#[test]
fn the_start_page_lists_endpoints_client_people_and_scenarios() {
    let answer = Request::new("GET", "/").send(server());
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    let page = answer.text();
    for text in [LOGIN, BIND, REGISTER, "/api/v1/oauth2/keys", CLIENT_ID] {
        assert!(page.contains(&format!("<code>{text}</code>")), "{text}");
    }
    for account in &DIRECTORY {
        assert!(page.contains(&format!("<td><code>{}</code><td>{}", account.phone, account.name)), "{}", account.name);
    }
    for scenario in SCENARIOS {
        let code = scenario.code.replace('<', "&lt;").replace('>', "&gt;");
        assert!(page.contains(&format!("<td><code>{code}</code>")), "{code}");
    }
    assert!(!page.contains("<!-- "), "every place is filled");
    assert!(!page.contains("src=") && !page.contains("://"), "nothing is loaded from elsewhere");
}

#[test]
fn the_readme_has_the_tables_of_the_code() {
    let scenarios = SCENARIOS.iter().map(|scenario| format!("| `{}` | {} |", scenario.code, scenario.english));
    let people = DIRECTORY.iter().map(|account| {
        let wechat_user = account.wechat_user.map(|user| format!("`{user}`")).unwrap_or_default();
        format!("| `{}` | {} | `{}` | {wechat_user} |", account.phone, account.name, account.user_name)
    });
    let expected: Vec<String> = people.chain(scenarios).collect();
    let rows: Vec<&str> = README.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(rows, expected, "the rows should be:\n{}\n", expected.join("\n"));
}
