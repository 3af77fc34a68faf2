use wechat_mobile_bind_sandbox::{CLIENT_ID, DIRECTORY, SCENARIOS};

use crate::fixture::server;
use crate::http::Request;

#[test]
fn the_catalogue_tells_client_people_and_scenarios_to_a_page_of_any_origin() {
    let answer = Request::new("GET", "/sandbox/catalogue").send(server());
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    let catalogue = answer.json();
    assert_eq!(catalogue["clientId"], CLIENT_ID);
    let people = catalogue["people"].as_array().unwrap();
    assert_eq!(people.len(), DIRECTORY.len());
    assert_eq!(people[0]["phone"], "13800138000");
    assert_eq!(people[0]["name"], "张伟");
    let scenarios = catalogue["scenarios"].as_array().unwrap();
    assert_eq!(scenarios.len(), SCENARIOS.len());
    for (told, scenario) in scenarios.iter().zip(SCENARIOS) {
        assert_eq!(told["code"], scenario.code);
        assert_eq!(told["zh"], scenario.chinese);
        assert_eq!(told["en"], scenario.english);
    }
}
