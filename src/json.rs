//! JSON that stays text (RFC 8259): read once from end to end, then looked up by where its parts lie.
//!
//! What a JavaScript host gets is made by its own parser from this text, so that `raw` and `claims` are exactly what it
//! makes of them. Here it is only looked into.

use std::borrow::Cow;

use crate::number::parse as number;
use crate::text::{concat, plain_length, slice};

/// How deep JSON may be nested (RFC 8259 §9): every host can parse what passes, even an old phone's.
pub const MAX_DEPTH: usize = 500;

/// A JSON value with its parts: the members of an object, the elements of an array.
pub struct Json<'a> {
    text: &'a str,
    parts: Vec<(&'a str, Value<'a>)>,
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
    pub fn parse_to(max_depth: usize, text: &'a str) -> Option<Self> {
        let mut scanner = Scanner { text, at: 0, max_depth };
        let (text, parts) = scanner.value()?;
        scanner.blank();
        scanner.byte().is_none().then_some(Self { text, parts })
    }

    /// The value as it was written.
    pub fn as_str(&self) -> &'a str {
        self.text
    }

    /// Whether it is an object.
    pub fn is_object(&self) -> bool {
        self.text.starts_with('{')
    }

    /// Whether it is an array.
    pub fn is_array(&self) -> bool {
        self.text.starts_with('[')
    }

    /// The object's member of that name, of several the last; `None` where it is missing or null.
    pub fn member(&self, name: &str) -> Option<Value<'a>> {
        let (_, value) = self.parts('{').iter().rev().find(|(written, _)| is_name(written, name))?;
        Some(*value).filter(|value| value.0 != "null")
    }

    /// The object's members in their order, with their names; none for any other value.
    pub fn members(&self) -> impl Iterator<Item = (Cow<'a, str>, Value<'a>)> {
        self.parts('{').iter().map(|(name, value)| (unescape(name), *value))
    }

    /// The array's elements; none for any other value.
    pub fn elements(&self) -> impl Iterator<Item = Value<'a>> {
        self.parts('[').iter().map(|(_, value)| *value)
    }

    /// The members of both objects as one object, less those named `name`. Of two members with one name a parser keeps
    /// the last.
    #[must_use]
    pub fn merged(&self, inner: &Self, name: &str) -> String {
        let mut json = String::from("{");
        let members = self.parts('{').iter().chain(inner.parts('{'));
        for (written, value) in members.filter(|(written, _)| !is_name(written, name)) {
            if json.len() > 1 {
                json.push(',');
            }
            json.push_str(&concat(&["\"", written, "\":", value.0]));
        }
        json.push('}');
        json
    }

    /// The parts, if it is what starts with `open`.
    fn parts(&self, open: char) -> &[(&'a str, Value<'a>)] {
        if self.text.starts_with(open) { &self.parts } else { &[] }
    }
}

impl<'a> Value<'a> {
    /// The value as it was written.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// The string, or `None` for any other value. A surrogate without its other half becomes U+FFFD.
    pub fn text(self) -> Option<Cow<'a, str>> {
        Some(unescape(self.0.strip_prefix('"')?.strip_suffix('"')?))
    }

    /// The number, or `None` for any other value.
    pub fn number(self) -> Option<f64> {
        matches!(self.0.as_bytes(), [b'-' | b'0'..=b'9', ..]).then(|| number(self.0))
    }
}

fn is_name(written: &str, name: &str) -> bool {
    unescape(written) == name
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
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

    /// The value that comes next, with its parts.
    // A loop and no recursion: the stack of the wasm is small, and whoever writes the text decides how deep it is.
    fn value(&mut self) -> Option<(&'a str, Vec<(&'a str, Value<'a>)>)> {
        let mut parts = Vec::new();
        // The closing brackets that are still to come.
        let mut open = Vec::new();
        let (mut start, mut name, mut part) = (None, "", 0);
        loop {
            self.blank();
            let start = *start.get_or_insert(self.at);
            if open.len() == 1 {
                part = self.at;
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
                    parts.push((name, Value(self.since(part))));
                }
                let Some(close) = open.last().copied() else { return Some((self.since(start), parts)) };
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
                    name = found;
                }
            }
        }
    }

    fn name(&mut self) -> Option<&'a str> {
        self.blank();
        (self.take()? == b'"').then_some(())?;
        let start = self.at;
        self.string()?;
        let name = slice(self.text, start, self.at - 1);
        self.blank();
        (self.take()? == b':').then_some(name)
    }

    fn literal(&mut self, rest: &str) -> Option<()> {
        let start = self.at;
        self.at += rest.len();
        (self.since(start) == rest).then_some(())
    }

    /// What follows a quote, up to the one that closes.
    fn string(&mut self) -> Option<()> {
        loop {
            let rest = self.text.as_bytes().get(self.at..)?;
            self.at += plain_length(rest);
            match self.take()? {
                b'"' => return Some(()),
                b'\\' => match self.take()? {
                    b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
                    b'u' => {
                        for _ in 0..4 {
                            self.take().filter(u8::is_ascii_hexdigit)?;
                        }
                    }
                    _ => return None,
                },
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
        let mut characters = slice(rest, at, rest.len()).chars();
        text.push(match characters.nth(1).unwrap_or_default() {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => escaped_character(&mut characters),
            other => other,
        });
        rest = characters.as_str();
    }
    if text.is_empty() {
        return Cow::Borrowed(rest);
    }
    text.push_str(rest);
    Cow::Owned(text)
}

fn escaped_character(characters: &mut std::str::Chars<'_>) -> char {
    let first = code_unit(characters);
    let mut after = characters.clone();
    if (0xd800..0xdc00).contains(&first) && after.next() == Some('\\') && after.next() == Some('u') {
        let second = code_unit(&mut after);
        if (0xdc00..0xe000).contains(&second) {
            *characters = after;
            return char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)).unwrap_or_default();
        }
    }
    char::from_u32(first).unwrap_or('\u{fffd}')
}

fn code_unit(characters: &mut std::str::Chars<'_>) -> u32 {
    characters.take(4).fold(0, |unit, digit| unit * 16 + digit.to_digit(16).unwrap_or_default())
}
