//! Where texts cross: JavaScript writes one into room that it asks for, and reads the answer where it lies.

#![expect(unsafe_code, reason = "what is kept between two calls is a static")]

use std::cell::Cell;

/// A text that is kept from one call to the next.
struct Kept(Cell<Vec<u8>>);

// SAFETY: the wasm has one thread.
unsafe impl Sync for Kept {}

static GIVEN: Kept = Kept(Cell::new(Vec::new()));
static ANSWER: Kept = Kept(Cell::new(Vec::new()));

/// Room for a text of `length` bytes at most.
pub(super) fn room(length: usize) -> *mut u8 {
    let mut bytes = vec![0; length];
    let start = bytes.as_mut_ptr();
    GIVEN.0.set(bytes);
    start
}

/// The text that was written there, of `length` bytes.
pub(super) fn given(length: usize) -> String {
    String::from_utf8(given_bytes(length)).unwrap_or_default()
}

/// The same as bytes, for what will be looked at byte by byte.
pub(super) fn given_bytes(length: usize) -> Vec<u8> {
    let mut bytes = GIVEN.0.take();
    bytes.truncate(length);
    bytes
}

/// Keeps an answer until it has been read, and tells where it starts.
pub(super) fn answer(text: String) -> *const u8 {
    let start = text.as_ptr();
    ANSWER.0.set(text.into_bytes());
    start
}

/// How long the answer is, in bytes.
pub(super) fn answer_length() -> usize {
    let text = ANSWER.0.take();
    let length = text.len();
    ANSWER.0.set(text);
    length
}

/// Forgets both.
pub(super) fn clear() {
    GIVEN.0.take();
    ANSWER.0.take();
}
