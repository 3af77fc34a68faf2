//! The host's JSON as the core's `Json`.

use js_sys::{Array, JsString, Reflect};
use serde::{Serialize, Serializer};
use serde_wasm_bindgen::preserve;
use wasm_bindgen::prelude::*;

use super::get::{get_named, member};
use super::host;
use super::raw::raw_value;
use crate::json::Json;
use crate::raw::RawValue;

/// A value that the host parsed. Callers get it unchanged.
pub(super) struct HostJson(JsValue);

impl From<JsValue> for HostJson {
    fn from(value: JsValue) -> Self {
        Self(value)
    }
}

impl Serialize for HostJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        preserve::serialize(&self.0, serializer)
    }
}

/// A text that isn't too long to be copied.
fn text(value: &JsValue) -> Option<String> {
    raw_value(value).into_text()
}

impl Json for HostJson {
    type Text = JsString;

    fn read(text: &JsString) -> Option<Self> {
        #[cfg(feature = "trap")]
        if *text == "trap" {
            core::arch::wasm32::unreachable();
        }
        host::parse_js(text).ok().map(Self)
    }

    fn parse(text: &str) -> Option<Self> {
        host::parse(text).ok().map(Self)
    }

    fn is_object(&self) -> bool {
        self.0.is_object() && host::is_array(&self.0) == Ok(false)
    }

    fn is_deeper(&self, levels: u32) -> bool {
        host::is_deeper(&self.0, levels).unwrap_or(true)
    }

    fn flat(self) -> Self {
        Self(host::flat(&self.0).unwrap_or_default())
    }

    fn is_filled_text(&self) -> bool {
        host::text_length(&self.0) > 0
    }

    fn raw_value(&self) -> RawValue {
        raw_value(&self.0)
    }

    fn member(&self, name: &'static str) -> Option<Self> {
        let member = member(&self.0, name);
        (!member.is_null_or_undefined()).then_some(Self(member))
    }

    fn field(&self, name: &'static str) -> RawValue {
        raw_value(&member(&self.0, name))
    }

    fn members(&self) -> Vec<(String, Self)> {
        let mut members = Vec::new();
        for name in Reflect::own_keys(&self.0).unwrap_or_default() {
            if let (Ok(value), Some(name)) = (get_named(&self.0, name.unchecked_ref()), text(&name)) {
                members.push((name, Self(value)));
            }
        }
        members
    }

    fn elements(&self) -> Option<Vec<Self>> {
        // It was parsed from JSON, so it is no proxy.
        if host::is_array(&self.0) != Ok(true) {
            return None;
        }
        let mut elements = Vec::new();
        for element in self.0.unchecked_ref::<Array>().iter() {
            elements.push(Self(element));
        }
        Some(elements)
    }

    fn profile(&self, inner: Option<&Self>) -> Self {
        let profile = host::profile(&self.0, inner.map_or(&JsValue::UNDEFINED, |inner| &inner.0));
        Self(profile.unwrap_or_else(|_| self.0.clone()))
    }

    fn to_json(&self) -> Option<String> {
        text(&host::stringify(&self.0).ok()?)
    }
}
