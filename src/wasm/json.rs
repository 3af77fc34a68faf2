//! The host's own JSON as the core's.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::json::Json;

/// A value that the host parsed.
pub(super) struct HostJson(JsValue);

impl From<JsValue> for HostJson {
    fn from(value: JsValue) -> Self {
        Self(value)
    }
}

impl From<HostJson> for JsValue {
    fn from(json: HostJson) -> Self {
        json.0
    }
}

impl HostJson {
    // Own members only, whatever someone has put on `Object.prototype`.
    fn own(&self, name: &JsValue) -> Option<JsValue> {
        let descriptor = Reflect::get_own_property_descriptor(self.0.unchecked_ref::<Object>(), name).ok()?;
        let value = Reflect::get(&descriptor, &JsValue::from_str("value")).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(value)
    }
}

impl Json for HostJson {
    fn parse(text: &str) -> Option<Self> {
        JSON::parse(text).ok().map(Self)
    }

    fn is_object(&self) -> bool {
        self.0.is_object() && !Array::is_array(&self.0)
    }

    fn member(&self, name: &str) -> Option<Self> {
        self.own(&JsValue::from_str(name)).map(Self)
    }

    // What lies in a member is copied by way of JSON, so that whoever reads on meets no getter and no proxy. A
    // member that can't be copied is left out.
    fn members(&self) -> Vec<(String, Self)> {
        let names = Reflect::own_keys(&self.0).unwrap_or_default();
        let member = |name: JsValue| {
            let value = Self(self.own(&name)?);
            let copy = if value.0.is_object() { Self::parse(&value.to_json()?)? } else { value };
            Some((name.as_string()?, copy))
        };
        names.iter().filter_map(member).collect()
    }

    fn without(self, name: &str) -> Self {
        // A member that JSON.parse made can always be deleted.
        let _ = Reflect::delete_property(self.0.unchecked_ref::<Object>(), &JsValue::from_str(name));
        self
    }

    fn elements(&self) -> Option<Vec<Self>> {
        Array::is_array(&self.0).then(|| Array::from(&self.0).iter().map(Self).collect())
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn flag(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn to_json(&self) -> Option<String> {
        JSON::stringify(&self.0).ok()?.as_string()
    }
}
