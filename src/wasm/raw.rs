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
    if let Some(text) = value.dyn_ref::<JsString>() {
        return if Text::length(text) > MAX_TEXT { RawValue::Long } else { RawValue::Text(text.to_text()) };
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
        usize::try_from(JsString::length(self)).unwrap_or(usize::MAX)
    }

    // A long text is a token, and so ASCII: the host's encoder copies it at once, the glue character by character.
    fn to_text(&self) -> String {
        let length = Text::length(self);
        if length <= SHORT {
            return self.into();
        }
        let mut bytes = vec![0; length];
        if let Ok(written) = host::encode_into(self, &mut bytes)
            && written == length
            && let Ok(text) = String::from_utf8(bytes)
        {
            return text;
        }
        self.into()
    }
}
