use crate::account::DIRECTORY;
use crate::endpoint::{ENDPOINTS, KEYS_PATH};
use crate::header::CLIENT_ID;
use crate::scenario::SCENARIOS;

const TEMPLATE: &str = include_str!("page.html");

/// The start page: endpoints, people and scenarios, from the service's own tables.
pub(crate) fn render() -> String {
    let posts = ENDPOINTS.iter().map(|endpoint| format!("<li><b>POST</b> <code>{}</code>", endpoint.path));
    let endpoints: String = posts.chain([format!("<li><b>GET</b> <code>{KEYS_PATH}</code>")]).collect();
    let people: String = DIRECTORY
        .iter()
        .map(|account| {
            let wechat_user = account.wechat_user.map(code).unwrap_or_default();
            row(&[code(&account.phone), escape(&account.name), code(&account.user_name), wechat_user])
        })
        .collect();
    let scenarios: String = SCENARIOS
        .iter()
        .map(|scenario| row(&[code(scenario.code), prose(scenario.chinese), prose(scenario.english)]))
        .collect();
    TEMPLATE
        .replace("<!-- client id -->", CLIENT_ID)
        .replace("<!-- endpoints -->", &endpoints)
        .replace("<!-- people -->", &people)
        .replace("<!-- scenarios -->", &scenarios)
}

fn row(cells: &[String]) -> String {
    let cells: String = cells.iter().map(|cell| format!("<td>{cell}")).collect();
    format!("<tr>{cells}\n")
}

fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

/// Text in which backticks enclose code.
fn prose(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts.map(|(index, part)| if index % 2 == 1 { code(part) } else { escape(part) }).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
