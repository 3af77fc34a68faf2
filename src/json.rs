//! JSON that stays text (RFC 8259): read once from end to end, then looked up by where its parts lie.
//!
//! What a JavaScript host gets is made by its own parser from this text, so that `raw` and `claims` are exactly what it
//! makes of them. Here it is only looked into.

use std::borrow::Cow;

use crate::number::parse as number;
use crate::text::{plain_length, slice};

/// How deep JSON may be nested (RFC 8259 §9): every host can parse what passes, even an old phone's.
pub const MAX_DEPTH: usize = 500;

/// A JSON value with its parts: the members of an object, the elements of an array.
pub struct Json<'a> {
    /// What it was read from, blanks around it included.
    source: &'a str,
    text: &'a str,
    parts: Vec<Part>,
}

/// Where a part lies in what it was read from: from the one to the other.
#[derive(Clone, Copy)]
struct Part {
    name: (usize, usize),
    /// Whether the name is written with an escape.
    is_escaped: bool,
    value: (usize, usize),
}

/// A JSON value that lies in another one.
#[derive(Clone, Copy)]
pub struct Value<'a>(&'a str);

impl<'a> Json<'a> {
    /// The value that `text` writes, or `None` where that isn't JSON, or is deeper than any host has to read.
    pub fn parse(text: &'a str) -> Option<Self> {
        Self::parse_to(MAX_DEPTH, text)
    }

    /// The same for JSON that may be as deep as `max_depth`.
    pub fn parse_to(max_depth: usize, source: &'a str) -> Option<Self> {
        let mut scanner = Scanner { text: source, at: 0, is_escaped: false, max_depth };
        scanner.blank();
        let start = scanner.at;
        let parts = scanner.value()?;
        let text = scanner.since(start);
        scanner.blank();
        scanner.byte().is_none().then_some(Self { source, text, parts })
    }

    /// The value as it was written.
    pub fn as_str(&self) -> &'a str {
        self.text
    }

    /// Whether it is an object.
    pub fn is_object(&self) -> bool {
        self.text.starts_with("{")
    }

    /// Whether it is an array.
    pub fn is_array(&self) -> bool {
        self.text.starts_with("[")
    }

    /// The object's member of that name, of several the last; `None` where it is missing or null.
    pub fn member(&self, name: &str) -> Option<Value<'a>> {
        let part = self.parts("{").iter().rev().find(|part| self.is_named(part, name))?;
        Some(self.value(part)).filter(|value| value.0 != "null")
    }

    /// The object's members in their order, with their names; none for any other value.
    pub fn members(&self) -> impl Iterator<Item = (Cow<'a, str>, Value<'a>)> {
        self.parts("{").iter().map(|part| (unescape(self.name(part)), self.value(part)))
    }

    /// The array's elements; none for any other value.
    pub fn elements(&self) -> impl Iterator<Item = Value<'a>> {
        self.parts("[").iter().map(|part| self.value(part))
    }

    /// The array's strings, as an array; `None` for any other value.
    pub fn strings(&self) -> Option<String> {
        self.text.strip_prefix("[")?;
        let mut json = String::from("[");
        for string in self.elements().filter(|element| element.0.starts_with("\"")) {
            push_part(&mut json, &[string.0]);
        }
        json.push_str("]");
        Some(json)
    }

    /// The members of both objects as one object, less those named `name`. Of two members with one name a parser keeps
    /// the last.
    #[must_use]
    pub fn merged(&self, inner: &Self, name: &str) -> String {
        let mut json = String::from("{");
        for object in [self, inner] {
            for part in object.parts("{").iter().filter(|part| !object.is_named(part, name)) {
                push_part(&mut json, &["\"", object.name(part), "\":", object.value(part).0]);
            }
        }
        json.push_str("}");
        json
    }

    /// The parts, if it is what starts with `open`.
    fn parts(&self, open: &str) -> &[Part] {
        if self.text.starts_with(open) { &self.parts } else { &[] }
    }

    fn name(&self, part: &Part) -> &'a str {
        slice(self.source, part.name.0, part.name.1)
    }

    fn value(&self, part: &Part) -> Value<'a> {
        Value(slice(self.source, part.value.0, part.value.1))
    }

    fn is_named(&self, part: &Part, name: &str) -> bool {
        if part.is_escaped {
            return unescape(self.name(part)) == name;
        }
        part.name.1 - part.name.0 == name.len() && self.name(part) == name
    }
}

impl<'a> Value<'a> {
    /// The value as it was written.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// The string, or `None` for any other value. A surrogate without its other half becomes U+FFFD.
    pub fn text(self) -> Option<Cow<'a, str>> {
        Some(unescape(self.0.strip_prefix("\"")?.strip_suffix("\"")?))
    }

    /// The number, or `None` for any other value.
    pub fn number(self) -> Option<f64> {
        matches!(self.0.as_bytes(), [b'-' | b'0'..=b'9', ..]).then(|| number(self.0))
    }
}

/// Puts a part, which consists of `texts`, into an object or an array that has been opened.
fn push_part(json: &mut String, texts: &[&str]) {
    if json.len() > 1 {
        json.push_str(",");
    }
    for text in texts {
        json.push_str(text);
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// Whether the last string was written with an escape.
    is_escaped: bool,
    max_depth: usize,
}

impl<'a> Scanner<'a> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.byte()?;
        self.at += 1;
        Some(byte)
    }

    fn blank(&mut self) {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.byte() {
            self.at += 1;
        }
    }

    fn since(&self, start: usize) -> &'a str {
        slice(self.text, start, self.at)
    }

    /// Reads the value that comes next, and tells where its parts are.
    // A loop and no recursion: the stack of the wasm is small, and whoever writes the text decides how deep it is.
    fn value(&mut self) -> Option<Vec<Part>> {
        let mut parts = Vec::new();
        // The closing brackets that are still to come.
        let mut open = Vec::new();
        let (mut name, mut is_escaped, mut start) = ((0, 0), false, 0);
        loop {
            self.blank();
            if open.len() == 1 {
                start = self.at;
            }
            let (mut is_complete, mut is_part) = (true, true);
            match self.take()? {
                first @ (b'{' | b'[') => {
                    // If it is complete here, it is empty and has no part that could end.
                    is_part = false;
                    // In ASCII the closing bracket comes two after the one that opens.
                    open.push(first + 2);
                    self.blank();
                    is_complete = self.byte() == open.last().copied();
                    if open.len() > self.max_depth {
                        return None;
                    }
                }
                b'"' => self.string()?,
                b't' => self.literal("rue")?,
                b'f' => self.literal("alse")?,
                b'n' => self.literal("ull")?,
                first => self.number(first)?,
            }
            while is_complete {
                if open.len() == 1 && is_part {
                    parts.push(Part { name, is_escaped, value: (start, self.at) });
                }
                let Some(close) = open.last().copied() else { return Some(parts) };
                is_part = true;
                self.blank();
                match self.take()? {
                    b',' => is_complete = false,
                    byte if byte == close => _ = open.pop(),
                    _ => return None,
                }
            }
            if open.last() == Some(&b'}') {
                let found = self.name()?;
                if open.len() == 1 {
                    (name, is_escaped) = (found, self.is_escaped);
                }
            }
        }
    }

    fn name(&mut self) -> Option<(usize, usize)> {
        self.blank();
        (self.take()? == b'"').then_some(())?;
        let start = self.at;
        self.string()?;
        let end = self.at - 1;
        self.blank();
        (self.take()? == b':').then_some((start, end))
    }

    fn literal(&mut self, rest: &str) -> Option<()> {
        let start = self.at;
        self.at += rest.len();
        (self.since(start) == rest).then_some(())
    }

    /// What follows a quote, up to the one that closes.
    fn string(&mut self) -> Option<()> {
        self.is_escaped = false;
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            self.at += plain_length(rest);
            match self.take()? {
                b'"' => return Some(()),
                b'\\' => {
                    self.is_escaped = true;
                    match self.take()? {
                        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
                        b'u' => {
                            for _ in 0..4 {
                                self.take().filter(u8::is_ascii_hexdigit)?;
                            }
                        }
                        _ => return None,
                    }
                }
                _ => return None,
            }
        }
    }

    fn number(&mut self, first: u8) -> Option<()> {
        let first = if first == b'-' { self.take()? } else { first };
        match first {
            b'0' => {}
            b'1'..=b'9' => self.digits(),
            _ => return None,
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.take().filter(u8::is_ascii_digit)?;
            self.digits();
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.take().filter(u8::is_ascii_digit)?;
            self.digits();
        }
        Some(())
    }

    fn digits(&mut self) {
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
    }
}

/// What the text between the quotes of a JSON string says.
fn unescape(written: &str) -> Cow<'_, str> {
    let mut text = String::new();
    let mut rest = written;
    loop {
        let at = plain_length(rest.as_bytes());
        if at == rest.len() {
            break;
        }
        text.push_str(slice(rest, 0, at));
        let escape = rest.as_bytes().get(at + 1).copied().unwrap_or_default();
        rest = slice(rest, at + 2, rest.len());
        text.push(match escape {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => escaped_character(&mut rest),
            other => char::from(other),
        });
    }
    if text.is_empty() {
        return Cow::Borrowed(rest);
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The character that begins with the four digits at the beginning of `rest`, and goes on if it is one of two halves.
fn escaped_character(rest: &mut &str) -> char {
    let first = code_unit(rest);
    if (0xd800..0xdc00).contains(&first)
        && let Some(mut after) = rest.strip_prefix("\\u")
    {
        let second = code_unit(&mut after);
        if (0xdc00..0xe000).contains(&second) {
            *rest = after;
            return char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)).unwrap_or_default();
        }
    }
    char::from_u32(first).unwrap_or('\u{fffd}')
}

/// The number of four hexadecimal digits, which are taken off.
fn code_unit(rest: &mut &str) -> u32 {
    let (digits, after) = (slice(rest, 0, 4), slice(rest, 4, rest.len()));
    *rest = after;
    // In ASCII a letter's lower half counts from one, and bit six tells it from a digit.
    digits.bytes().fold(0, |unit, digit| unit << 4 | u32::from((digit & 15) + 9 * (digit >> 6)))
}
