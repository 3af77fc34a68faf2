//! What the boundary asks of its host.

use wasm_bindgen::prelude::*;

// The package hands these functions to the glue when it makes it: pkg-template/memory.js.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = toNumber)]
    fn read_number(text: *const u8, length: usize) -> f64;

    #[wasm_bindgen(js_name = writeNumber)]
    fn write_number(number: f64, room: *mut u8) -> usize;

    #[wasm_bindgen(js_name = writeLocalTime)]
    fn write_local_time(milliseconds: f64, room: *mut u8) -> usize;
}

/// The number that `text` writes by the rules of JSON.
pub(crate) fn to_number(text: &str) -> f64 {
    read_number(text.as_ptr(), text.len())
}

/// The number as JSON writes it.
pub(crate) fn number_text(number: f64) -> String {
    written(|room| write_number(number, room))
}

/// An instant, in milliseconds since 1970, as a clock on the host's wall shows it: `2030-01-01 08:00:00`.
pub(super) fn local_time(milliseconds: f64) -> Option<String> {
    Some(written(|room| write_local_time(milliseconds, room))).filter(|text| !text.is_empty())
}

/// The short text that `write` writes; it answers how long that is, in bytes.
fn written(write: impl FnOnce(*mut u8) -> usize) -> String {
    let mut bytes = vec![0; 32];
    let length = write(bytes.as_mut_ptr());
    bytes.truncate(length);
    String::from_utf8(bytes).unwrap_or_default()
}
