//! JSON that is being written into one text, part after part.

use crate::number;
use crate::text::push_json;

pub(super) struct Writer(String);

/// The name of a member as JSON, with its colon.
macro_rules! name {
    ($name:literal) => {
        concat!("\"", $name, "\":")
    };
}
pub(super) use name;

impl Writer {
    /// Begins behind a text; there will be about `length` bytes.
    pub(super) fn after(start: &str, length: usize) -> Self {
        let mut json = String::with_capacity(length);
        json.push_str(start);
        Self(json)
    }

    /// The name of the member that comes next, as `name!` writes it.
    pub(super) fn name(&mut self, name: &str) -> &mut Self {
        self.json(name);
        self
    }

    /// A string.
    pub(super) fn text(&mut self, text: &str) {
        self.json("");
        push_json(&mut self.0, text);
    }

    /// A number.
    pub(super) fn number(&mut self, number: f64) {
        self.json(&number::write(number));
    }

    /// What is JSON already.
    pub(super) fn json(&mut self, json: &str) {
        // Behind a name or an opening bracket, or at the beginning, there is nothing to separate it from.
        if !matches!(self.0.as_bytes().last(), None | Some(b':' | b'{' | b'[' | b' ')) {
            self.0.push_str(",");
        }
        self.0.push_str(json);
    }

    /// An object or an array begins, with its bracket.
    pub(super) fn open(&mut self, bracket: &str) {
        self.json(bracket);
    }

    /// It ends.
    pub(super) fn close(&mut self, bracket: &str) {
        self.0.push_str(bracket);
    }

    /// Everything that was written.
    pub(super) fn end(self) -> String {
        self.0
    }
}
