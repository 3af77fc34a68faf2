//! The rules of the fields, and the loop that checks the values of rows and writes what is valid into a request.

use std::net::IpAddr;

use secrecy::SecretString;

use crate::error::{Issues, Rule};
use crate::json::push_member;
use crate::raw::{RawValue, Values};
use crate::spec::{BodyField, Field, Format, MAX_PIXELS, Need, Sent};
use crate::text::concat;

/// The headers of a request, with their values.
pub(crate) type Headers = Vec<(&'static str, SecretString)>;

/// The values of fields that are valid, where they are sent.
#[derive(Default)]
pub(crate) struct Sending {
    /// The headers, in the order of the rows.
    pub(crate) headers: Headers,
    /// The members of the JSON body, in the order of the rows.
    pub(crate) body: String,
    /// The name of a WeChat code in the body.
    pub(crate) body_field: BodyField,
}

impl Sending {
    /// Checks the values of `rows`, and adds those that are valid; `issues` says what is wrong with the others.
    pub(crate) fn add(&mut self, rows: &[Field], values: &Values, issues: &mut Issues) {
        check_alternatives(rows, values, issues);
        for field in rows {
            let Some(text) = field.check(values.get(field.name), issues) else { continue };
            match field.sent {
                Sent::Header(name) => self.headers.push((name, text.into())),
                Sent::Body(name) => push_member(&mut self.body, name, &text),
                Sent::BodyAsConfigured => push_member(&mut self.body, self.body_field.as_str(), &text),
            }
        }
    }
}

/// Adds an issue unless exactly one of the fields is there that are alternatives.
fn check_alternatives(rows: &[Field], values: &Values, issues: &mut Issues) {
    let (mut names, mut first, mut given) = (String::new(), None, Vec::new());
    for field in rows {
        if field.need != Need::OneOf {
            continue;
        }
        names.push_str(if names.is_empty() { ", pass `" } else { " or `" });
        names.push_str(field.name);
        names.push('`');
        first = first.or(Some(field.name));
        if !values.lacks(field.name) {
            given.push(field.name);
        }
    }
    match (first, given.as_slice()) {
        (Some(first), []) => issues.add(first, Rule::Required, &concat(&["is missing", &names])),
        (_, [_, second, ..]) => issues.add(second, Rule::Conflict, &concat(&["is one too many", &names])),
        _ => {}
    }
}

impl Field {
    /// The text to send, or `None` if the value is invalid, which is added to `issues`, or if it is absent and may be.
    pub(crate) fn check(&self, given: &RawValue, issues: &mut Issues) -> Option<String> {
        if given.is_absent() && self.need != Need::Required {
            return None;
        }
        if matches!(self.format, Format::Pixels) {
            return self.check_pixels(given, issues);
        }
        let text = required_text(self.name, given, issues)?;
        if let Format::Word(words) = self.format {
            return self.check_word(text, words, issues).map(str::to_owned);
        }
        self.accepts(text, issues).then(|| text.to_owned())
    }

    fn check_word(&self, text: &str, words: &[(&str, &'static str)], issues: &mut Issues) -> Option<&'static str> {
        let mut problem = "is none of".to_owned();
        let mut separator = " ";
        for (word, sent) in words {
            if text == *word {
                return Some(sent);
            }
            problem.push_str(separator);
            problem.push_str(word);
            separator = ", ";
        }
        issues.add(self.name, Rule::Format, &problem);
        None
    }

    /// The point as JSON. Its height is the same for all puzzles.
    fn check_pixels(&self, given: &RawValue, issues: &mut Issues) -> Option<String> {
        let (rule, problem) = match given {
            RawValue::Number(pixels) if (0.0..=f64::from(MAX_PIXELS)).contains(pixels) => {
                return Some(concat(&["{\"x\":", &decimal(*pixels), ",\"y\":5.0}"]));
            }
            RawValue::Number(_) => (Rule::Range, "is not a number of pixels from 0 to 10000"),
            RawValue::Absent => (Rule::Required, "is missing"),
            RawValue::Unreadable => {
                issues.add_unreadable(self.name);
                return None;
            }
            _ => (Rule::Type, "is not a number"),
        };
        issues.add(self.name, rule, problem);
        None
    }

    /// Whether the value follows the field's rule; if not, an issue is added.
    fn accepts(&self, text: &str, issues: &mut Issues) -> bool {
        if text.chars().count() > self.max_length {
            let mut buffer = itoa::Buffer::new();
            let max_length = buffer.format(self.max_length);
            let problem = concat(&["is longer than ", max_length, " characters"]);
            issues.add(self.name, Rule::Length, &problem);
            return false;
        }
        match self.format {
            Format::HeaderText => self.accepts_header_text(text, issues),
            Format::IpAddress => {
                let is_ip = text.parse::<IpAddr>().is_ok();
                self.accepts_if(is_ip, "is not an IPv4 or IPv6 address", issues)
            }
            Format::LanguageTag => {
                let is_tag = is_language_tag(text);
                self.accepts_if(is_tag, "is not a language tag such as zh or zh-CN, with hyphens", issues)
            }
            Format::OneTimeCode => self.accepts_characters(text, true, issues),
            Format::Text => self.accepts_characters(text, false, issues),
            Format::Mobile => self.accepts_mobile(text, issues),
            Format::Mail => self.accepts_mail(text, issues),
            Format::MobileOrMail if text.contains('@') => self.accepts_mail(text, issues),
            Format::MobileOrMail => self.accepts_mobile(text, issues),
            // Checked before, because what is sent is another text.
            Format::Pixels | Format::Word(_) => false,
        }
    }

    fn accepts_if(&self, accepted: bool, problem: &str, issues: &mut Issues) -> bool {
        if !accepted {
            issues.add(self.name, Rule::Format, problem);
        }
        accepted
    }

    fn accepts_header_text(&self, text: &str, issues: &mut Issues) -> bool {
        // Everything before the first such byte is ASCII, so the position is the same in any encoding.
        if let Some(index) = text.bytes().position(|byte| !matches!(byte, b' '..=b'~')) {
            issues.add_at(self.name, Rule::Characters, "holds a character that a header cannot carry", index);
            return false;
        }
        if text.starts_with(' ') {
            issues.add_at(self.name, Rule::Characters, "starts with a blank", 0);
            return false;
        }
        if text.ends_with(' ') {
            issues.add_at(self.name, Rule::Characters, "ends with a blank", text.trim_end().len());
            return false;
        }
        true
    }

    fn accepts_characters(&self, text: &str, refuses_white_space: bool, issues: &mut Issues) -> bool {
        let mut index = 0;
        for character in text.chars() {
            if is_never_sent(character) || refuses_white_space && is_white_space(character) {
                let problem = match refuses_white_space {
                    true => "holds white space, a control character or a lone surrogate",
                    false => "holds a control character or a lone surrogate",
                };
                issues.add_at(self.name, Rule::Characters, problem, index);
                return false;
            }
            index += character.len_utf16();
        }
        true
    }

    fn accepts_mobile(&self, text: &str, issues: &mut Issues) -> bool {
        let digits = text.strip_prefix('+').unwrap_or(text);
        if let Some(index) = digits.bytes().position(|byte| !byte.is_ascii_digit()) {
            let problem = "holds something other than digits, such as a blank or a hyphen";
            issues.add_at(self.name, Rule::Characters, problem, index + text.len() - digits.len());
            return false;
        }
        self.accepts_if(matches!(digits.len(), 5..=15), "is not a phone number of 5 to 15 digits", issues)
    }

    fn accepts_mail(&self, text: &str, issues: &mut Issues) -> bool {
        if !self.accepts_characters(text, true, issues) {
            return false;
        }
        let is_mail = text
            .split_once('@')
            .is_some_and(|(mailbox, domain)| !mailbox.is_empty() && !domain.is_empty() && !domain.contains('@'));
        self.accepts_if(is_mail, "is not a mail address such as ann@example.com", issues)
    }
}

/// A number to a thousandth, as JSON writes it with a fraction: `237.0`.
fn decimal(number: f64) -> String {
    #[expect(clippy::as_conversions, reason = "the number is at most MAX_PIXELS")]
    let thousandths = (number * 1000.0 + 0.5) as u32;
    let mut text = itoa::Buffer::new().format(thousandths / 1000).to_owned();
    text.push('.');
    let mut rest = thousandths % 1000;
    loop {
        text.extend(char::from_digit(rest / 100, 10));
        rest = rest % 100 * 10;
        if rest == 0 {
            return text;
        }
    }
}

/// The text of the field `name`, or `None` if there is none: `issues` says why.
pub(crate) fn required_text<'a>(name: &'static str, given: &'a RawValue, issues: &mut Issues) -> Option<&'a str> {
    let (rule, problem) = match given {
        RawValue::Text(text) if !text.is_empty() => return Some(text),
        RawValue::Text(_) => (Rule::Required, "is empty"),
        RawValue::Absent => (Rule::Required, "is missing"),
        RawValue::Unreadable => {
            issues.add_unreadable(name);
            return None;
        }
        RawValue::Long => (Rule::Length, "is longer than any field may be"),
        RawValue::Number(_) | RawValue::Flag(_) | RawValue::Other => (Rule::Type, "is not a string"),
    };
    issues.add(name, rule, problem);
    None
}

/// Whether the value is the second of two words; the first is the default. Any other value is added to `issues`.
pub(crate) fn is_second(name: &'static str, given: &RawValue, words: [&str; 2], issues: &mut Issues) -> bool {
    let [first, second] = words;
    match given {
        RawValue::Absent => false,
        RawValue::Text(text) if text == first || text == second => text == second,
        _ => {
            issues.add(name, Rule::Format, &concat(&["is neither ", first, " nor ", second]));
            false
        }
    }
}

/// The flag, or `default` if it is absent. Any other value is added to `issues`.
pub(crate) fn flag(name: &'static str, given: &RawValue, default: bool, issues: &mut Issues) -> bool {
    match given {
        RawValue::Absent => default,
        RawValue::Flag(flag) => *flag,
        _ => {
            issues.add(name, Rule::Type, "is not true or false");
            default
        }
    }
}

// U+FEFF is white space in JavaScript.
fn is_white_space(character: char) -> bool {
    character.is_whitespace() || character == '\u{feff}'
}

// A lone surrogate was converted to U+FFFD before it got here: sending it would silently change the value.
fn is_never_sent(character: char) -> bool {
    character.is_control() || character == '\u{fffd}'
}

fn is_language_tag(text: &str) -> bool {
    let mut subtags = text.split('-');
    let primary = subtags.next().unwrap_or_default();
    matches!(primary.len(), 2..=8)
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && subtags
            .all(|subtag| matches!(subtag.len(), 1..=8) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
