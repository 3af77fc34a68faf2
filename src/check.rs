//! The rules of the fields, and the loop that checks the values of rows and writes what is valid into a request.

use std::net::IpAddr;

use secrecy::SecretString;

use crate::config::BodyField;
use crate::error::{Issues, Rule};
use crate::given::{Given, Values};
use crate::json::push_member;
use crate::spec::{Field, Format, Sent};

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

impl Field {
    /// The value to send, or `None` if it is invalid, which is added to `issues`, or if it is optional and absent.
    pub(crate) fn check(&self, given: Given, issues: &mut Issues) -> Option<String> {
        if given.is_absent() && !self.required {
            return None;
        }
        let text = required_text(self.name, given, issues)?;
        self.accepts(&text, issues).then_some(text)
    }

    /// Whether the value follows the field's rule; if not, an issue is added.
    fn accepts(&self, text: &str, issues: &mut Issues) -> bool {
        if text.chars().count() > self.max_length {
            let mut buffer = itoa::Buffer::new();
            let max_length = buffer.format(self.max_length);
            let problem = ["is longer than ", max_length, " characters"].concat();
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
            Format::OneTimeCode => self.accepts_one_time_code(text, issues),
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

    fn accepts_one_time_code(&self, text: &str, issues: &mut Issues) -> bool {
        let mut index = 0;
        for character in text.chars() {
            if is_refused_in_a_code(character) {
                let problem = "holds white space, a control character or a lone surrogate";
                issues.add_at(self.name, Rule::Characters, problem, index);
                return false;
            }
            index += character.len_utf16();
        }
        true
    }
}

/// The text of the field `name`, or `None` if there is none: `issues` says why.
pub(crate) fn required_text(name: &'static str, given: Given, issues: &mut Issues) -> Option<String> {
    let (rule, problem) = match given {
        Given::Text(text) if !text.is_empty() => return Some(text),
        Given::Text(_) => (Rule::Required, "is empty"),
        Given::Absent => (Rule::Required, "is missing"),
        Given::Unreadable => {
            issues.add_unreadable(name);
            return None;
        }
        Given::Long => (Rule::Length, "is longer than any field may be"),
        Given::Number(_) | Given::Flag(_) | Given::Other => (Rule::Type, "is not a string"),
    };
    issues.add(name, rule, problem);
    None
}

// U+FEFF is white space in JavaScript. A lone surrogate was converted to U+FFFD before it got here: sending it would
// silently change the code.
fn is_refused_in_a_code(character: char) -> bool {
    character.is_whitespace() || character.is_control() || matches!(character, '\u{feff}' | '\u{fffd}')
}

fn is_language_tag(text: &str) -> bool {
    let mut subtags = text.split('-');
    let primary = subtags.next().unwrap_or_default();
    matches!(primary.len(), 2..=8)
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && subtags
            .all(|subtag| matches!(subtag.len(), 1..=8) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
