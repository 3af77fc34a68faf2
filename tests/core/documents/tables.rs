//! The tables of the pages: what the code has, and words for it in both languages.

use serde_json::{Value, json};
use wechat_mobile_bind::config::{DEFAULT_TIMEOUT_MS, MAX_TIMEOUT_MS};
use wechat_mobile_bind::display::{Kind, LABELS};
use wechat_mobile_bind::error::{ApiError, Audience, Delivery, HINTS, Hint, Rule, Step};
use wechat_mobile_bind::field::{self, Field, Shape};
use wechat_mobile_bind::response::{HttpResponse, interpret};

use super::errors::{CALLBACKS, error_classes, phone_code_reason};
use super::region::{Language, Words, code, table, words};
use crate::support::javascript;

/// Every variant of an enum: one that is left out doesn't compile.
macro_rules! every {
    ($type:ident: $($variant:ident $(=> $value:expr)?),+ $(,)?) => {{
        const _: fn($type) = |value| match value { $($type::$variant => ()),+ };
        [$(every!(@row $type::$variant $(, $value)?)),+]
    }};
    (@row $variant:expr, $value:expr) => { ($variant, $value) };
    (@row $variant:expr) => { $variant };
}

pub(crate) const STEPS: [Step; 5] = every!(Step: Load, Device, Login, Bind, RegisterAndBind);

pub(crate) const AUDIENCES: [(Audience, Words); 3] = every!(Audience:
    User => words("who signs in", "正在登录的用户"),
    Developer => words("of the page or mini program", "页面或小程序的开发者"),
    Operator => words("of the identity service", "身份服务的管理员"),
);

/// What became of the request, and so of the code.
pub(crate) const DELIVERIES: [(Delivery, [Words; 2]); 3] = every!(Delivery:
    NotSent => [words("was not sent", "没有发出"), words("is still good", "仍然有效")],
    Unknown => [words("may have arrived", "可能已到达"), words("must be taken as used", "应视为已用掉")],
    Delivered => [words("was answered", "已得到响应"), words("is used", "已用掉")],
);

pub(crate) const RULES: [(Rule, Words); 7] = every!(Rule:
    Required => words("the field is missing or empty", "缺少该字段，或值为空"),
    Type => words("the value has the wrong type", "值的类型不对"),
    Unreadable => words("a getter or a proxy threw when the field was read", "读取该字段时，getter 或 Proxy 抛出了异常"),
    Length => words("the value is too long", "值太长"),
    Characters => words(
        "the value has a character that can't be sent; `index` is its position, in UTF-16 code units",
        "值里有不能发送的字符；`index` 是它的位置，按 UTF-16 编码单元计",
    ),
    Format => words("the value is not well-formed, such as a domain with a path", "值的格式不对，例如域名带了路径"),
    Range => words("the number is out of range, or not whole", "数值超出范围，或不是整数"),
);

const RESULTS: [(&[&str], Words, Words); 4] = [
    (
        &["SUCCESS"],
        words("bound and signed in", "已绑定并登录"),
        words(
            "`sessionToken`, `expiresIn?` in seconds, `idToken?`, `identity?` or `identityError?`",
            "`sessionToken`、`expiresIn?`（秒）、`idToken?`、`identity?` 或 `identityError?`",
        ),
    ),
    (
        &["SOCIAL_BIND", "USER_REGISTER", "MFA_AUTH"],
        words("there is another step", "还有下一步"),
        words("`stateToken?`, `nextSteps?`", "`stateToken?`、`nextSteps?`"),
    ),
    (&["ACCESS_DENIED"], words("denied", "拒绝访问"), words("", "")),
    (&["UNKNOWN"], words("a status that this version doesn't know", "本版本不认识的状态"), words("", "")),
];

pub(crate) fn statuses() -> Vec<&'static str> {
    RESULTS.iter().flat_map(|(statuses, ..)| *statuses).copied().collect()
}

pub(crate) fn results(language: Language) -> String {
    let head = words("meaning", "含义").to(language);
    let carries = words("members", "成员").to(language);
    let rows = RESULTS.map(|(statuses, meaning, members)| {
        for status in statuses {
            for member in members_of(status) {
                assert!(members.en.contains(&format!("`{member}")), "{status} has a member `{member}`");
            }
        }
        [language.list(statuses), meaning.to(language).to_owned(), members.to(language).to_owned()]
    });
    table(["`status`", head, carries], rows)
}

/// What a result of that status has beyond what every result has.
fn members_of(status: &str) -> Vec<String> {
    let members = |id_token| {
        let data = json!({ "socialBindOrRegisterFlow": [] });
        let body = json!({
            "status": status, "session_token": "s", "expire": 1, "id_token": id_token, "state_token": "s", "data": data,
        });
        let result = interpret::<Value>(HttpResponse { status: Some(200), body: body.to_string() }).unwrap();
        assert_eq!(result.outcome.status(), status);
        javascript(&result).as_object().unwrap().keys().cloned().collect::<Vec<String>>()
    };
    let common = ["status", "rawStatus", "httpStatus", "raw"];
    let mut found = members("e30.e30.e30");
    found.extend(members("broken"));
    found.retain(|member| !common.contains(&member.as_str()));
    found
}

pub(crate) fn deliveries(language: Language) -> String {
    let [request, code_is] = [words("the request", "请求"), words("so the code", "因此 code")];
    let rows = DELIVERIES.map(|(delivery, [request, code_is])| {
        [code(delivery.as_str()), request.to(language).to_owned(), code_is.to(language).to_owned()]
    });
    table(["`delivery`", request.to(language), code_is.to(language)], rows)
}

const STEP: Words = words("where it happened: ", "发生在哪一步：");
const NO_STEP: Words =
    words("; absent if there was no call, as in `decodeIdToken`", "；不属于任何调用时（例如 `decodeIdToken`）没有");
const AUDIENCE: Words = words("who can do something: ", "谁能处理：");
const HINT: Words = words(
    "what to do, as `{ zh, en }`, in words for that audience: show it to a user only if `audience` is `user`",
    "怎么处理，`{ zh, en }`，措辞面向 `audience` 所指的人：`audience` 是 `user` 时才展示给用户",
);

/// `a` (this), `b` (that)
fn explained(language: Language, names: impl IntoIterator<Item = (&'static str, Words)>) -> String {
    let one = |(name, meaning): (&str, Words)| match language {
        Language::English => format!("`{name}` ({})", meaning.en),
        Language::Chinese => format!("`{name}`（{}）", meaning.zh),
    };
    names.into_iter().map(one).collect::<Vec<_>>().join(words(", ", "、").to(language))
}

pub(crate) fn properties(language: Language) -> String {
    property_table(language, [])
}

pub(crate) fn all_properties(language: Language) -> String {
    let code_of = words("what happened; this page has a section for each code", "发生了什么；下文每个错误码一节");
    let delivery = words("what became of the WeChat code: ", "微信 code 的状态：");
    let deliveries = explained(language, DELIVERIES.map(|(delivery, [_, code_is])| (delivery.as_str(), code_is)));
    let again = words(
        ". Unless it is still good, the user has to press the button again",
        "。除非仍然有效，否则要请用户再点一次按钮",
    );
    let delivery = [delivery.to(language), &deliveries, again.to(language)].concat();
    property_table(language, [["code", code_of.to(language)], ["delivery", &delivery]])
}

fn property_table<const N: usize>(language: Language, more: [[&str; 2]; N]) -> String {
    let steps = language.list(STEPS.map(Step::as_str));
    let step = [STEP.to(language), &steps, NO_STEP.to(language)].concat();
    let audiences = explained(language, AUDIENCES.map(|(audience, who)| (audience.as_str(), who)));
    let audience = [AUDIENCE.to(language), &audiences].concat();
    let rows = [["step", &step], ["audience", &audience], ["hint", HINT.to(language)]];
    let rows = more.into_iter().chain(rows).map(|[name, meaning]| [code(name), meaning.to_owned()]);
    table([words("property", "属性").to(language), words("meaning", "含义").to(language)], rows)
}

pub(crate) fn rules(language: Language) -> String {
    let rows = RULES.map(|(rule, meaning)| [code(rule.as_str()), meaning.to(language).to_owned()]);
    table(["`rule`", words("meaning", "含义").to(language)], rows)
}

pub(crate) fn errors(language: Language) -> String {
    let [class, when] = [words("class", "类"), words("when", "何时")];
    let rows = error_classes().into_iter().map(|error| {
        let when = error.when.to(language).replace("{callbacks}", &language.list(CALLBACKS));
        [language.list(error.codes), code(error.name), when]
    });
    table(["`code`", class.to(language), when.to(language)], rows)
}

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
    (field::LOGIN_CODE, words("the code of `wx.login`, for `login`", "`wx.login` 的 code，用于 `login`")),
];

pub(crate) fn fields(language: Language) -> String {
    let [name, header, rule] = [words("field", "字段"), words("header", "请求头"), words("rule", "规则")];
    let domain = words(
        "a host name with an optional port, or an https origin; http for loopback hosts with `allowInsecureLoopback: true`; ASCII",
        "主机名（可带端口）或 https origin；http 仅限本机回环地址，且须 `allowInsecureLoopback: true`；须为 ASCII",
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

fn hint_in(hint: Hint, language: Language) -> String {
    Words { en: hint.en, zh: hint.zh }.to(language).to_owned()
}

/// What the page says of a code beyond its hint.
const NOTES: [(&str, Words); 5] = [
    (
        "SDK.COMMON.1007",
        words(
            "the state token is wrong, used or expired; it is good for some minutes and for one bind",
            "state token 有误、已用过或已过期；它只有几分钟有效期，且只能成功绑定一次",
        ),
    ),
    ("SDK.COMMON.1012", words("an ISV application needs `tenantId`", "ISV 应用必须设置 `tenantId`")),
    (
        "SDK.COMMON.1013",
        words(
            "`registerAndBind`, or `onUnknownUser: 'register'`, creates the user",
            "用 `registerAndBind` 或 `onUnknownUser: 'register'` 绑定并注册",
        ),
    ),
    (
        "SDK.LOGIN.1001",
        words(
            "the service's call to WeChat failed: [see below](#what-is-behind-sdklogin1001)",
            "服务调用微信失败：[见下文](#sdklogin1001-背后的原因)",
        ),
    ),
    ("USER.0001", words("as for `SDK.COMMON.1013`", "同 `SDK.COMMON.1013`")),
];

pub(crate) fn refusals(language: Language) -> String {
    for (error_code, _) in NOTES {
        assert!(HINTS.iter().any(|known| known.error_code == error_code), "{error_code} has no hint");
    }
    let rows = HINTS.iter().map(|known| {
        let note = NOTES.iter().find(|(error_code, _)| *error_code == known.error_code);
        let note = note.map(|(_, words)| words.to(language)).unwrap_or_default();
        let audience = code(known.hint.audience.as_str());
        [code(known.error_code), audience, hint_in(known.hint, language), note.to_owned()]
    });
    table(["`errorCode`", "`audience`", "`hint`", words("note", "说明").to(language)], rows)
}

const AS_FOR_40029: Words = words("as for 40029", "同 40029");

/// WeChat's numbers, each with its reason and what a developer can do.
const WECHAT_NUMBERS: [(&str, Words, Words); 5] = [
    (
        "40029",
        words("the code is invalid, or older than five minutes", "code 无效，或超过五分钟"),
        words(
            "at the step `login` call `wx.login` again. If it happens every time, the AppID that the service is configured with is not that of your mini program",
            "在 `login` 这一步则重新调用 `wx.login`。如果每次都出现，说明服务端配置的 AppID 不是你的小程序的 AppID",
        ),
    ),
    (
        "40163",
        words("the code was used before", "code 已被使用"),
        words("check that nothing sends the same code twice", "检查是否把同一个 code 发了两次"),
    ),
    (
        "40226",
        words("WeChat rates the account as a high risk and blocks it", "微信判定该账号风险高，予以拦截"),
        words("", ""),
    ),
    ("45011", words("too many attempts", "操作过于频繁"), words("", "")),
    ("", words("not known, mostly one of the first two", "原因未知，多半是前两种"), AS_FOR_40029),
];

pub(crate) fn wechat_numbers(language: Language) -> String {
    let [number, reason, note] = [words("number", "错误码"), words("reason", "原因"), words("note", "说明")];
    let none = words("none", "没有").to(language);
    let rows = WECHAT_NUMBERS.map(|(number, reason, note)| {
        let error = ApiError {
            error_code: Some("SDK.LOGIN.1001".to_owned()),
            raw_error_code: String::new(),
            error_message: Some(number.to_owned()),
            http_status: 400,
        };
        let hint = hint_in(error.hint(Step::Bind), language);
        let number = if number.is_empty() { none } else { number };
        [number.to_owned(), reason.to(language).to_owned(), hint, note.to(language).to_owned()]
    });
    let hint = words("`hint` at the step `bind`", "`bind` 这一步的 `hint`");
    table([number.to(language), reason.to(language), hint.to(language), note.to(language)], rows)
}

/// Why the phone-number button gave no code, each with what to do.
pub(crate) const PHONE_CODE_REASONS: [(&str, Words); 9] = [
    (
        "declined",
        words(
            "leave the button where it is and say what it is for; the user presses again whenever they like",
            "保留按钮并说明用途，用户随时可以再点",
        ),
    ),
    (
        "privacy-not-agreed",
        words(
            "the user agrees to the privacy guidelines, then presses again; [see below](#privacy-guidelines)",
            "先同意《用户隐私保护指引》，再点按钮；[见下文](#用户隐私保护指引)",
        ),
    ),
    (
        "privacy-not-declared",
        words(
            "declare the phone number in the privacy guidelines on mp.weixin.qq.com; it takes up to an hour to work",
            "在微信公众平台的“用户隐私保护指引”中声明收集手机号，最长一小时后生效",
        ),
    ),
    (
        "not-permitted",
        words(
            "the mini program's account has to be verified, and not a personal one",
            "小程序须已认证，且不是个人主体",
        ),
    ),
    ("quota", words("buy more quota, and offer users a text message instead", "充值，并为用户提供短信验证")),
    ("too-often", words("wait, then press again", "稍等再点")),
    (
        "unverified-number",
        words(
            "verify the number in WeChat (`errMsg` says 需要进行验证), then press again",
            "先在微信中验证手机号（`errMsg` 里有“需要进行验证”），再点按钮",
        ),
    ),
    (
        "no-code",
        words(
            "the base library is older than 2.21.2: set that as the lowest one",
            "基础库低于 2.21.2：请把它设为最低基础库",
        ),
    ),
    (
        "unknown",
        words(
            "read `errMsg`; check that the event is that of a `getPhoneNumber` or `getRealtimePhoneNumber` button; in a mini game call it inside a touch event",
            "看 `errMsg`；确认事件来自 `getPhoneNumber` 或 `getRealtimePhoneNumber` 按钮；小游戏须在触摸事件里调用",
        ),
    ),
];

pub(crate) fn phone_code_reasons(language: Language) -> String {
    let rows = PHONE_CODE_REASONS.map(|(reason, to_do)| {
        let (errno, audience) = phone_code_reason(reason);
        [code(reason), errno, code(&audience), to_do.to(language).to_owned()]
    });
    table(["`reason`", "`errno`", "`audience`", words("what to do", "怎么处理").to(language)], rows)
}

pub(crate) fn labels(language: Language) -> String {
    let rows = LABELS.iter().map(|label| {
        let shown = match label.kind {
            Kind::Text => words("", ""),
            Kind::Phone | Kind::Mail => words("masked", "打码"),
            Kind::Time => words("local time", "本地时间"),
        };
        [language.list(label.claims), label.en.to_owned(), label.zh.to_owned(), shown.to(language).to_owned()]
    });
    let [claims, shown] = [words("claims", "claim"), words("value", "值")];
    table([claims.to(language), "`en`", "`zh`", shown.to(language)], rows)
}
