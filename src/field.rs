//! The field rules: each field of the request, with its name, its header and its rule.

use std::net::IpAddr;

use crate::error::{Issues, Rule};
use crate::given::Given;

/// One field of the request.
#[derive(Clone, Copy)]
pub struct Field {
    /// The field as the caller spells it.
    pub name: &'static str,
    /// The header that carries it; `None` if it is in the body.
    pub header: Option<&'static str>,
    /// Whether a call without it is refused.
    pub required: bool,
    /// The maximum length, in characters.
    pub max_length: usize,
    /// The format of its value.
    pub shape: Shape,
}

/// The format of a value.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Printable ASCII (RFC 9110 §5.5), without a space at either end.
    HeaderText,
    /// An IPv4 or IPv6 address, without a zone.
    IpAddress,
    /// A language tag (RFC 5646 §2.1), such as `zh` or `zh-CN`.
    LanguageTag,
    /// A one-time code: any characters except white space and control characters.
    OneTimeCode,
}

/// The calling client's operating system and its version.
pub const OS_VERSION: Field = Field {
    name: "device.osVersion",
    header: Some("X-operating-sys-version"),
    required: true,
    max_length: 256,
    shape: Shape::HeaderText,
};

/// Identifies one user on one device.
pub const FINGERPRINT: Field = Field {
    name: "device.fingerprint",
    header: Some("X-device-fingerprint"),
    required: true,
    max_length: 256,
    shape: Shape::HeaderText,
};

/// The calling client's IP; the server only logs it.
pub const IP: Field =
    Field { name: "device.ip", header: Some("X-device-ip"), required: false, max_length: 45, shape: Shape::IpAddress };

/// The calling client's User-Agent; the server only logs it.
pub const USER_AGENT: Field = Field {
    name: "device.userAgent",
    header: Some("X-agent"),
    required: true,
    // Common servers and gateways accept 8 KiB per header line; half of that is a very long User-Agent.
    max_length: 4096,
    shape: Shape::HeaderText,
};

/// The language of the server's messages.
pub const LANGUAGE: Field =
    Field { name: "language", header: Some("X-L"), required: false, max_length: 35, shape: Shape::LanguageTag };

/// The application's authorization ID.
pub const CLIENT_ID: Field =
    Field { name: "clientId", header: Some("X-client-id"), required: true, max_length: 256, shape: Shape::HeaderText };

/// The tenant. An ISV application has to send it: with the common domain of the ISV and the template's client ID.
pub const TENANT_ID: Field =
    Field { name: "tenantId", header: Some("X-tenant-id"), required: false, max_length: 256, shape: Shape::HeaderText };

/// The temporary token from the WeChat Mini Program Login interface.
pub const STATE_TOKEN: Field = Field {
    name: "stateToken",
    header: Some("X-state-token"),
    required: true,
    max_length: 8000,
    shape: Shape::HeaderText,
};

/// The code that the phone-number button returns.
pub const WECHAT_CODE: Field =
    Field { name: "wechatCode", header: None, required: true, max_length: 512, shape: Shape::OneTimeCode };

/// The code that `wx.login` returns.
pub const LOGIN_CODE: Field = Field { name: "code", ..WECHAT_CODE };

impl Field {
    /// The value to send, or `None` if it is invalid, which is added to `issues`, or if it is optional and absent.
    pub fn check(&self, given: Given, issues: &mut Issues) -> Option<String> {
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
        match self.shape {
            Shape::HeaderText => self.accepts_header_text(text, issues),
            Shape::IpAddress => {
                let is_ip = text.parse::<IpAddr>().is_ok();
                self.accepts_if(is_ip, "is not an IPv4 or IPv6 address", issues)
            }
            Shape::LanguageTag => {
                let is_tag = is_language_tag(text);
                self.accepts_if(is_tag, "is not a language tag such as zh or zh-CN, with hyphens", issues)
            }
            Shape::OneTimeCode => self.accepts_one_time_code(text, issues),
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
pub fn required_text(name: &'static str, given: Given, issues: &mut Issues) -> Option<String> {
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
