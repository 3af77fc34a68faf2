//! The table of the field rules.

use wechat_mobile_bind::config::{DEFAULT_TIMEOUT_MS, MAX_TIMEOUT_MS};
use wechat_mobile_bind::field::{self, Field, Shape};

use super::region::{Language, Words, code, table, words};

/// The fields in the order of the table, each with what its rule leaves out.
pub(crate) const FIELDS: [(Field, Words); 10] = [
    (field::CLIENT_ID, words("", "")),
    (
        field::TENANT_ID,
        words(
            "an ISV application has to send it, with the ISV's common domain and the template's client ID",
            "ISV 应用必须传，同时使用 ISV 的公共域名和模板的 client ID",
        ),
    ),
    (field::STATE_TOKEN, words("", "")),
    (field::OS_VERSION, words("", "")),
    (field::FINGERPRINT, words("", "")),
    (field::USER_AGENT, words("", "")),
    (field::IP, words("", "")),
    (field::LANGUAGE, words("", "")),
    (field::WECHAT_CODE, words("", "")),
    (field::LOGIN_CODE, words("the code of `wx.login`, for `login`", "登录 code（`wx.login`），用于 `login`")),
];

pub(crate) fn table_of_fields(language: Language) -> String {
    let [name, header, rule] = [words("field", "字段"), words("header", "请求头"), words("rule", "规则")];
    let domain = words(
        "a host name with an optional port, or an https origin; http for loopback hosts with `allowInsecureLoopback: true`; ASCII",
        "主机名（可带端口）或 https 源（origin）；http 仅限本机回环地址，且须 `allowInsecureLoopback: true`；须为 ASCII",
    );
    let timeout = match language {
        Language::English => format!("a whole number from 1 to {MAX_TIMEOUT_MS}; {DEFAULT_TIMEOUT_MS} by default"),
        Language::Chinese => format!("1–{MAX_TIMEOUT_MS} 的整数（毫秒），默认 {DEFAULT_TIMEOUT_MS}"),
    };
    let on_event = words(
        "a function, called with a record of each call that has ended; optional",
        "函数，每次调用结束后收到一条记录；选填",
    );
    let row = |name, header, rule: &str| [code(name), header, rule.to_owned()];
    let first = row("domain", String::new(), domain.to(language));
    let last = [row("timeoutMs", String::new(), &timeout), row("onEvent", String::new(), on_event.to(language))];
    let rows = FIELDS.map(|(field, note)| {
        let in_the_body = words("in the body", "在请求体里").to(language).to_owned();
        row(field.name, field.header.map_or(in_the_body, code), &rule_of(&field, note, language))
    });
    let rows = std::iter::once(first).chain(rows).chain(last);
    table([name.to(language), header.to(language), rule.to(language)], rows)
}

fn rule_of(field: &Field, note: Words, language: Language) -> String {
    let max = field.max_length;
    let (en, zh) = match field.shape {
        Shape::HeaderText => (
            format!("1 to {max} printable ASCII characters, no blank at either end"),
            format!("1–{max} 个可打印 ASCII 字符，首尾无空格"),
        ),
        Shape::IpAddress => ("an IPv4 or IPv6 address".to_owned(), "IPv4 或 IPv6 地址".to_owned()),
        Shape::LanguageTag => {
            ("a language tag (RFC 5646) such as `zh`".to_owned(), "语言标签（RFC 5646），例如 `zh`".to_owned())
        }
        Shape::OneTimeCode => (
            format!("1 to {max} characters, no white space, no control characters"),
            format!("1–{max} 个字符，无空白与控制字符"),
        ),
    };
    let (rule, optional, semicolon) = match language {
        Language::English => (en, "optional", "; "),
        Language::Chinese => (zh, "选填", "；"),
    };
    let optional = if field.required { "" } else { optional };
    let parts = [rule.as_str(), optional, note.to(language)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(semicolon)
}
