//! JSON as the host reads it.
//!
//! A JavaScript host has a parser already, and what it parses is what the caller wants to get: `raw`
//! and `claims` are its own objects. So the core asks its host for JSON. Off the web, that is serde_json.

/// One JSON value.
pub trait Json: Sized {
    /// The value that `text` writes, or `None` where it isn't JSON (RFC 8259).
    fn parse(text: &str) -> Option<Self>;

    /// Whether it is an object.
    fn is_object(&self) -> bool;

    /// The object's own member of that name; `None` where it is missing or null.
    fn member(&self, name: &str) -> Option<Self>;

    /// The object's own members in their order, none for any other value.
    fn members(&self) -> Vec<(String, Self)>;

    /// The object less its member of that name.
    #[must_use]
    fn without(self, name: &str) -> Self;

    /// The array's elements, or `None` for any other value.
    fn elements(&self) -> Option<Vec<Self>>;

    /// The string, or `None` for any other value.
    fn text(&self) -> Option<String>;

    /// The number, or `None` for any other value.
    fn number(&self) -> Option<f64>;

    /// The truth value, or `None` for any other value.
    fn flag(&self) -> Option<bool>;

    /// The value as JSON text, or `None` where the host can't write it.
    fn to_json(&self) -> Option<String>;
}

#[cfg(not(target_arch = "wasm32"))]
impl Json for serde_json::Value {
    fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    fn is_object(&self) -> bool {
        self.is_object()
    }

    fn member(&self, name: &str) -> Option<Self> {
        self.get(name).filter(|value| !value.is_null()).cloned()
    }

    fn members(&self) -> Vec<(String, Self)> {
        let members = self.as_object().into_iter().flatten();
        members.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    fn without(mut self, name: &str) -> Self {
        if let Some(object) = self.as_object_mut() {
            object.shift_remove(name);
        }
        self
    }

    fn elements(&self) -> Option<Vec<Self>> {
        self.as_array().cloned()
    }

    fn text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }

    fn number(&self) -> Option<f64> {
        self.as_f64()
    }

    fn flag(&self) -> Option<bool> {
        self.as_bool()
    }

    fn to_json(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }
}
