//! What the boundary asks of its host. Texts cross as bytes: the host's own encoder writes them straight into the
//! wasm's memory.

use wasm_bindgen::prelude::*;

// The package hands these functions to the glue when it makes it: pkg-template/core.js.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = textLength)]
    fn text_length(text: &JsValue) -> usize;

    #[wasm_bindgen(js_name = encodeInto)]
    fn encode_into(text: &JsValue, bytes: &mut [u8]) -> i32;

    #[wasm_bindgen(js_name = toNumber)]
    pub(crate) fn to_number(text: &str) -> f64;

    #[wasm_bindgen(js_name = writeNumber)]
    fn write_number(number: f64, bytes: &mut [u8]) -> i32;

    #[wasm_bindgen(js_name = writeLocalTime)]
    fn write_local_time(milliseconds: f64, bytes: &mut [u8]) -> i32;
}

/// The text of a JavaScript string.
pub(super) fn text(text: &JsValue) -> String {
    let length = text_length(text);
    let write = |bytes: &mut [u8]| encode_into(text, bytes);
    // Nearly every text is ASCII. Of any other a UTF-16 code unit takes three bytes of UTF-8 at most.
    written(length, write).or_else(|| written(length * 3, write)).unwrap_or_default()
}

/// The number as JSON writes it.
pub(crate) fn number_text(number: f64) -> String {
    written(32, |bytes| write_number(number, bytes)).unwrap_or_default()
}

/// An instant, in milliseconds since 1970, as a clock on the host's wall shows it: `2030-01-01 08:00:00`.
pub(super) fn local_time(milliseconds: f64) -> Option<String> {
    written(32, |bytes| write_local_time(milliseconds, bytes))
}

/// The text that `write` writes; it answers how long that is, in bytes, or -1 where it has no text or not the room.
fn written(room: usize, write: impl FnOnce(&mut [u8]) -> i32) -> Option<String> {
    let mut bytes = vec![0; room];
    let length = write(&mut bytes).try_into().ok()?;
    bytes.truncate(length);
    String::from_utf8(bytes).ok()
}
