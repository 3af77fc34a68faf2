//! The fields: those of the configuration, of the device, and of the calls.

/// One field, which is sent.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Field {
    /// The field as the caller spells it, such as `device.ip`.
    pub name: &'static str,
    /// Where it is sent.
    pub sent: Sent,
    /// Whether it has to be there.
    pub need: Need,
    /// The maximum length of a text, in characters.
    pub max_length: usize,
    /// The format of its value.
    pub format: Format,
}

/// Whether a field has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Need {
    /// It is required.
    Required,
    /// It may be left out.
    Optional,
    /// Of the fields that are this in the same rows, exactly one is required.
    OneOf,
}

/// Where a field is sent.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Sent {
    /// In the header of that name.
    Header(&'static str),
    /// In the body, as the member of that name.
    Body(&'static str),
    /// In the body, as the member that `bodyField` of the configuration names.
    BodyAsConfigured,
}

/// The format of a value.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Format {
    /// Printable ASCII (RFC 9110 §5.5), without a space at either end.
    HeaderText,
    /// An IPv4 or IPv6 address, without a zone.
    IpAddress,
    /// A language tag (RFC 5646 §2.1), such as `zh` or `zh-CN`.
    LanguageTag,
    /// A one-time code: any characters except white space and control characters.
    OneTimeCode,
    /// Any characters except control characters.
    Text,
    /// A phone number: 5 to 15 digits, after a `+` if they start with the country code (ITU-T E.164).
    Mobile,
    /// A mail address: one `@` with something on both sides, no white space and no control characters.
    Mail,
    /// A phone number or a mail address.
    MobileOrMail,
    /// A horizontal position in a picture: a number of pixels from 0 to [`MAX_PIXELS`]. It is sent as a point, JSON in a string.
    Pixels,
    /// One of these words, each with what is sent for it.
    Word(&'static [(&'static str, &'static str)]),
}

/// The rightmost position in a picture.
pub const MAX_PIXELS: u32 = 10_000;

const fn header(name: &'static str, header: &'static str, max_length: usize) -> Field {
    Field { name, sent: Sent::Header(header), need: Need::Required, max_length, format: Format::HeaderText }
}

const fn body(name: &'static str, member: &'static str, max_length: usize, format: Format) -> Field {
    Field { name, sent: Sent::Body(member), need: Need::Required, max_length, format }
}

/// The calling client's operating system and its version.
pub const OS_VERSION: Field = header("device.osVersion", "X-operating-sys-version", 256);

/// Identifies one user on one device.
pub const FINGERPRINT: Field = header("device.fingerprint", "X-device-fingerprint", 256);

/// The calling client's IP; the server only logs it.
pub const IP: Field =
    Field { need: Need::Optional, format: Format::IpAddress, ..header("device.ip", "X-device-ip", 45) };

/// The calling client's User-Agent; the server only logs it.
// Common servers and gateways accept 8 KiB per header line; half of that is a very long User-Agent.
pub const USER_AGENT: Field = header("device.userAgent", "X-agent", 4096);

/// The calling device.
pub const DEVICE: &[Field] = &[OS_VERSION, FINGERPRINT, IP, USER_AGENT];

/// The language of the server's messages.
pub const LANGUAGE: Field =
    Field { need: Need::Optional, format: Format::LanguageTag, ..header("language", "X-L", 35) };

/// The application's authorization ID.
pub const CLIENT_ID: Field = header("clientId", "X-client-id", 256);

/// The tenant. An ISV application has to send it: with the common domain of the ISV and the template's client ID.
pub const TENANT_ID: Field = Field { need: Need::Optional, ..header("tenantId", "X-tenant-id", 256) };

/// What each request of a client has.
pub const CONFIG: &[Field] = &[LANGUAGE, CLIENT_ID, TENANT_ID];

/// The other members of a configuration that are plain values; `config.rs` has their rules.
pub const RULED_OPTIONS: &[&str] = &["domain", "allowInsecureLoopback", "timeoutMs", "bodyField"];

/// The members of a configuration that are functions or objects.
pub const OTHER_OPTIONS: &[&str] = &["device", "fetch", "onEvent", "wasm"];

/// The temporary token from the WeChat Mini Program Login interface.
pub const STATE_TOKEN: Field = header("stateToken", "X-state-token", 8000);

/// The code that the phone-number button returns.
pub const WECHAT_CODE: Field =
    Field { sent: Sent::BodyAsConfigured, ..body("wechatCode", "", 512, Format::OneTimeCode) };

/// The two spellings of the body's field on the vendor's page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyField {
    /// The one in the page's example and on the sibling pages.
    #[default]
    WechatCode,
    /// The one in the page's parameter table.
    WchatCode,
}

impl BodyField {
    /// The name as it is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WechatCode => "wechat_code",
            Self::WchatCode => "wchat_code",
        }
    }
}

/// The code that `wx.login` returns.
pub const LOGIN_CODE: Field = body("code", "code", 512, Format::OneTimeCode);

/// The mobile phone number.
pub const MOBILE: Field = body("mobile", "mobile", 16, Format::Mobile);

/// The mail address.
// RFC 5321 §4.5.3.1.3, less the angle brackets around a path.
pub const EMAIL: Field = body("email", "email", 254, Format::Mail);

/// The verification code that a message brought.
pub const VERIFY_CODE: Field = body("verifyCode", "verify_code", 64, Format::OneTimeCode);

/// Which puzzle was solved.
pub const PUZZLE_TOKEN: Field = body("token", "token", 8000, Format::Text);

/// Where in the puzzle's picture the piece belongs.
pub const X: Field = body("x", "point_json", 0, Format::Pixels);

/// Whom a message will be sent to.
pub const SENDER: Field = body("sender", "sender", 254, Format::MobileOrMail);

/// The proof that the puzzle was solved.
pub const CAPTCHA_TOKEN: Field = body("captchaToken", "captcha_token", 8000, Format::Text);

/// What a text message is for.
pub const SMS_PURPOSE: Field = body(
    "purpose",
    "type",
    0,
    Format::Word(&[("bind", "BIND_MOBILE_SMS"), ("register", "REGISTER_SMS"), ("mfa", "MFA_AUTH_SMS")]),
);

/// What a mail is for.
pub const EMAIL_PURPOSE: Field = body(
    "purpose",
    "type",
    0,
    Format::Word(&[("bind", "BIND_EMAIL_EMS"), ("register", "REGISTER_EMS"), ("mfa", "MFA_AUTH_EMS")]),
);

impl Field {
    /// The same field, of which there are several to choose from.
    #[must_use]
    pub const fn or_another(self) -> Self {
        Self { need: Need::OneOf, ..self }
    }

    /// The same field by another name, for error messages.
    #[must_use]
    pub const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// The name of the member that has its value, in the object that has it.
    pub fn member(&self) -> &'static str {
        self.name.strip_prefix("device.").unwrap_or(self.name)
    }
}
