//! The table of the field rules.

use wechat_mobile_bind::config::{DEFAULT_TIMEOUT_MS, MAX_TIMEOUT_MS};
use wechat_mobile_bind::spec::{CONFIG, DEVICE, ENDPOINTS, Field, Format, MAX_PIXELS, Need, Sent};

use super::region::{Language, Words, code, table, words};

/// Every field, in the order of the rows.
pub(crate) fn fields() -> Vec<Field> {
    let mut fields = [CONFIG, DEVICE].concat();
    for field in ENDPOINTS.iter().flat_map(|endpoint| endpoint.params) {
        if !fields.iter().any(|known| known.name == field.name) {
            fields.push(*field);
        }
    }
    fields
}

/// The header that carries a field.
pub(crate) fn header(field: &Field) -> Option<&'static str> {
    match field.sent {
        Sent::Header(header) => Some(header),
        _ => None,
    }
}

/// What the rule leaves out.
fn note(field: &Field) -> Words {
    match field.name {
        "tenantId" => words(
            "an ISV application has to send it, with the ISV's common domain and the template's client ID",
            "ISV 应用必须传，同时使用 ISV 的公共域名和模板的 client ID",
        ),
        "code" => words("the code of `wx.login`", "登录 code（`wx.login`）"),
        _ => words("", ""),
    }
}

pub(crate) fn table_of_fields(language: Language) -> String {
    let [name, in_header, rule] = [words("field", "字段"), words("header", "请求头"), words("rule", "规则")];
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
    let rows = fields().into_iter().map(|field| {
        let in_the_body = words("in the body", "在请求体里").to(language).to_owned();
        row(field.name, header(&field).map_or(in_the_body, code), &rule_of(&field, language))
    });
    let rows = std::iter::once(first).chain(rows).chain(last);
    table([name.to(language), in_header.to(language), rule.to(language)], rows)
}

fn rule_of(field: &Field, language: Language) -> String {
    let max = field.max_length;
    let (en, zh) = match field.format {
        Format::HeaderText => (
            format!("1 to {max} printable ASCII characters, no blank at either end"),
            format!("1–{max} 个可打印 ASCII 字符，首尾无空格"),
        ),
        Format::IpAddress => ("an IPv4 or IPv6 address".to_owned(), "IPv4 或 IPv6 地址".to_owned()),
        Format::LanguageTag => {
            ("a language tag (RFC 5646) such as `zh`".to_owned(), "语言标签（RFC 5646），例如 `zh`".to_owned())
        }
        Format::OneTimeCode => (
            format!("1 to {max} characters, no white space, no control characters"),
            format!("1–{max} 个字符，无空白与控制字符"),
        ),
        Format::Text => {
            (format!("1 to {max} characters, no control characters"), format!("1–{max} 个字符，无控制字符"))
        }
        Format::Mobile => (
            "5 to 15 digits, after a `+` if they start with the country code".to_owned(),
            "5–15 位数字；若以国家代码开头，前面加 `+`".to_owned(),
        ),
        Format::Mail => (format!("a mail address of at most {max} characters"), format!("邮箱地址，最多 {max} 个字符")),
        Format::MobileOrMail => (
            "a phone number as `mobile`, or a mail address as `email`".to_owned(),
            "手机号（规则同 `mobile`）或邮箱地址（规则同 `email`）".to_owned(),
        ),
        Format::Pixels => (
            format!("a number of pixels from 0 to {MAX_PIXELS}, sent to a thousandth"),
            format!("0–{MAX_PIXELS} 的数（像素），发送时精确到千分之一"),
        ),
        Format::Word(words) => {
            let words = language.list(words.iter().map(|(word, _)| word));
            (format!("one of {words}"), format!("{words} 之一"))
        }
        other => panic!("{other:?} has no words"),
    };
    let (rule, optional, semicolon) = match language {
        Language::English => (en, "optional", "; "),
        Language::Chinese => (zh, "选填", "；"),
    };
    let optional = if field.need == Need::Optional { optional } else { "" };
    let parts = [rule.as_str(), optional, note(field).to(language)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(semicolon)
}
