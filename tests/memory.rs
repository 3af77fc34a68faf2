//! What is handed out in all stays in proportion to the input: the arena of the wasm takes nothing back before a call
//! has been answered.

#![cfg(not(target_arch = "wasm32"))]
#![expect(unsafe_code, reason = "an allocator is made of it")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use wechat_mobile_bind::display::{DisplayOptions, Locale, display_rows};
use wechat_mobile_bind::id_token::decode_unverified;
use wechat_mobile_bind::json::Json;
use wechat_mobile_bind::mask::mask_contacts;
use wechat_mobile_bind::response::{HttpResponse, interpret};

thread_local! {
    static HANDED_OUT: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: the system's allocator does it all.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        HANDED_OUT.set(HANDED_OUT.get() + layout.size());
        // SAFETY: the caller keeps the contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, start: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract.
        unsafe { System.dealloc(start, layout) }
    }
}

/// The bytes that were handed out meanwhile.
fn handed_out<T>(run: impl FnOnce() -> T) -> usize {
    let before = HANDED_OUT.get();
    drop(run());
    HANDED_OUT.get() - before
}

/// Fails where sixteen times the input takes more than twice as many times the memory, which is what room that doubles
/// may come to.
fn assert_proportional(what: &str, input: impl Fn(usize) -> String, run: impl Fn(&str)) {
    let [few, many] = [1_000, 16_000].map(|count| {
        let input = input(count);
        handed_out(|| run(&input))
    });
    assert!(many <= 33 * few, "{what}: {few} bytes became {many}");
}

fn rows(profile: &str) {
    let profile = Json::parse(profile).unwrap();
    let options = DisplayOptions { locale: Locale::Zh, mask: true };
    let mut count = 0;
    display_rows(&profile, options, &|_| None, &mut |_| count += 1);
    assert_ne!(count, 0);
}

#[test]
fn rows_take_memory_in_proportion_to_the_profile() {
    assert_proportional("an array", |count| format!(r#"{{"a":[1{}]}}"#, r#","x""#.repeat(count)), rows);
    assert_proportional("members", |count| format!(r#"{{"a":1{}}}"#, r#","\u0061":"b""#.repeat(count)), rows);
    assert_proportional("a text", |count| format!(r#"{{"a":"{}"}}"#, r"\u0061 13812345678 a@b ".repeat(count)), rows);
}

#[test]
fn contacts_take_memory_in_proportion_to_the_text() {
    for word in ["13812345678,", "a@b ", "@", "1", " ", "张 "] {
        assert_proportional(word, |count| word.repeat(count), |text| drop(mask_contacts(text)));
    }
}

#[test]
fn replies_take_memory_in_proportion_to_the_body() {
    let body = |members: &str| format!(r#"{{"status":"MFA_AUTH"{members}}}"#);
    let read = |body: &str| assert!(interpret(HttpResponse { status: 200, body }).is_ok());
    assert_proportional("members", |count| body(&r#","\u0061":1"#.repeat(count)), read);
    assert_proportional("nesting", |count| body(&r#","a":[[{"a":{}}]]"#.repeat(count)), read);
    assert_proportional(
        "next steps",
        |count| body(&format!(r#","data":{{"socialBindOrRegisterFlow":[1{}]}}"#, r#","\u0061""#.repeat(count))),
        read,
    );
}

#[test]
fn identities_take_memory_in_proportion_to_the_token() {
    use base64ct::{Base64UrlUnpadded, Encoding};
    let token = |claims: &str| format!("e30.{}.c2ln", Base64UrlUnpadded::encode_string(claims.as_bytes()));
    let decode = |token: &str| assert!(decode_unverified(token).unwrap().profile.is_some());
    assert_proportional(
        "claims",
        |count| token(&format!(r#"{{"api":{{}}{}}}"#, r#","a":1"#.repeat(count / 2))),
        decode,
    );
    assert_proportional(
        "a profile",
        |count| token(&format!(r#"{{"api":"{{\"a\":1{}}}"}}"#, r#",\"a\":1"#.repeat(count / 2))),
        decode,
    );
}
