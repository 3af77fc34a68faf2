use crate::fixture::{BIND, LOGIN, REGISTER, request, server};
use crate::http::Request;

#[test]
fn a_page_of_any_origin_may_send_every_header_of_the_interface() {
    for path in [LOGIN, BIND, REGISTER] {
        let answer = Request::new("OPTIONS", path)
            .with("Origin", "https://demo.example.com")
            .with("Access-Control-Request-Method", "POST")
            .with("Access-Control-Request-Headers", "x-agent")
            .send(server());
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        let methods: Vec<_> = answer.header("access-control-allow-methods").unwrap().split(',').collect();
        assert_eq!(methods, ["GET", "POST", "DELETE"]);
        let headers: Vec<_> = answer.header("access-control-allow-headers").unwrap().split(',').collect();
        assert_eq!(
            headers,
            [
                "content-type",
                "x-operating-sys-version",
                "x-device-fingerprint",
                "x-device-ip",
                "x-agent",
                "x-l",
                "x-client-id",
                "x-tenant-id",
                "x-state-token"
            ]
        );
    }
}

#[test]
fn a_page_of_any_origin_may_read_results_and_refusals() {
    for path in [LOGIN, BIND, REGISTER] {
        for stem in ["wangfang", "sandbox-error-common-1013", "sandbox-fault-html-502"] {
            let answer = request(path, stem).with("Origin", "https://demo.example.com").send(server());
            assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{path} {stem}");
        }
    }
}
