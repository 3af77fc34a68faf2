use wechat_mobile_bind_sandbox::{CLIENT_ID, DIRECTORY, SCENARIOS};

use crate::fixture::{BIND, LOGIN, REGISTER, server};
use crate::http::Request;

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
