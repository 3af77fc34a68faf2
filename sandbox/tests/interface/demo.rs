use std::fs;
use std::path::PathBuf;

use wechat_mobile_bind_sandbox::Options;

use crate::fixture::{server, start};
use crate::http::Request;

#[test]
fn a_built_page_is_served_from_its_folder_and_nothing_beside_it() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("demo");
    fs::create_dir_all(folder.join("assets")).unwrap();
    fs::write(folder.join("index.html"), "<title>page</title>").unwrap();
    fs::write(folder.join("assets/code.wasm"), "\0asm").unwrap();
    fs::write(folder.with_file_name("beside.txt"), "private").unwrap();
    let sandbox = start(Options { demo: Some(folder), ..Options::default() });
    let get = |path| Request::new("GET", path).send(sandbox.address());

    let page = get("/demo/");
    assert_eq!((page.status, page.text()), (200, "<title>page</title>"));
    assert_eq!(page.header("content-type"), Some("text/html"));
    assert_eq!(get("/demo/assets/code.wasm").header("content-type"), Some("application/wasm"));
    assert_eq!(get("/demo/../beside.txt").status, 404);
    assert_eq!(get("/demo/%2e%2e/beside.txt").status, 404);
    assert_eq!(get("/demo/absent.js").status, 404);
}

#[test]
fn without_a_folder_there_is_no_page() {
    assert_eq!(Request::new("GET", "/demo/").send(server()).status, 404);
}
