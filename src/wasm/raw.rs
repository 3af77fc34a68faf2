//! JavaScript values as the field rules see them, and texts as the core reads them.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use super::get::get;
use super::host;
use crate::json::Text;
use crate::raw::RawValue;

/// A longer text, in UTF-16 code units, isn't copied: no rule accepts it, and memory might run out.
const MAX_TEXT: usize = 1 << 20;

/// A value as the field rules see it.
pub(super) fn raw_value(value: &JsValue) -> RawValue {
    // Negative for a value that isn't a text.
    if let Ok(length) = usize::try_from(host::text_length(value)) {
        return if length > MAX_TEXT { RawValue::Long } else { RawValue::Text(copied(value.unchecked_ref(), length)) };
    }
    if value.is_null_or_undefined() {
        return RawValue::Absent;
    }
    if let Some(number) = value.as_f64() {
        return RawValue::Number(number);
    }
    value.as_bool().map_or(RawValue::Other, RawValue::Flag)
}

/// A property as the field rules see it.
pub(super) fn field(object: &JsValue, name: &'static str) -> RawValue {
    get(object, name).map_or(RawValue::Unreadable, |value| raw_value(&value))
}

/// Up to this length the glue's loop is as fast.
const SHORT: usize = 64;

impl Text for JsString {
    fn length(&self) -> usize {
        usize::try_from(host::text_length(self)).unwrap_or(usize::MAX)
    }

    fn to_text(&self) -> String {
        copied(self, Text::length(self))
    }
}

// A long text is a token, and so ASCII: the host's encoder copies it at once, the glue character by character.
fn copied(text: &JsString, length: usize) -> String {
    if length > SHORT {
        let mut bytes = vec![0; length];
        if let Ok(written) = host::encode_into(text, &mut bytes)
            && written == length
            && let Ok(text) = String::from_utf8(bytes)
        {
            return text;
        }
    }
    text.into()
}
