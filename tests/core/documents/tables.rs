//! The tables of the pages: what the code has, and words for it in both languages.

use serde_json::{Value, json};
use wechat_mobile_bind::display::{Kind, LABELS};
use wechat_mobile_bind::error::{Audience, Delivery, Rule, Step};
use wechat_mobile_bind::next::Next;
use wechat_mobile_bind::reply::{BindResult, HttpResponse};
use wechat_mobile_bind::spec::ENDPOINTS;

use super::region::{Language, Words, code, table, words};
use crate::support::{fixtures, interpret_bind, javascript};

/// The name of every step.
pub(crate) fn steps() -> Vec<&'static str> {
    let calls = ENDPOINTS.into_iter().map(Step::Call);
    [Step::Load, Step::Device].into_iter().chain(calls).map(Step::as_str).collect()
}

pub(crate) const AUDIENCES: [(Audience, Words); 3] = [
    (Audience::User, words("who signs in", "正在登录的用户")),
    (Audience::Developer, words("of the page or mini program", "页面或小程序的开发者")),
    (Audience::Operator, words("of the identity service", "租户管理员")),
];

pub(crate) const NEXTS: [(Next, Words); 9] = [
    (Next::Done, words("nothing: the user is signed in", "已登录，流程结束")),
    (
        Next::Press,
        words(
            "the phone number: from the phone-number button, or by a code that is sent to it; the state token is good",
            "需要手机号：点手机号按钮，或用短信验证码；临时令牌仍有效",
        ),
    ),
    (Next::SecondFactor, words("the second factor; the state token is good", "二次认证；临时令牌仍有效")),
    (
        Next::Captcha,
        words("a new puzzle, before another message is sent", "重新获取拼图验证码，通过后才能再发送短信或邮件"),
    ),
    (Next::VerifyCode, words("the code that was sent: what the user entered was wrong", "验证码错误，请用户重新输入")),
    (
        Next::Retry,
        words(
            "the same call again: nothing was sent, or nothing is used up by it",
            "重试同一个调用：请求未发出，或没有消耗一次性的 code",
        ),
    ),
    (
        Next::LogIn,
        words(
            "the login, with a fresh code: the state token is used or has expired, or a lost request may have used it",
            "重新登录，用新的登录 code：临时令牌已使用或已过期，或丢失的请求可能已用掉它",
        ),
    ),
    (Next::Fix, words("nothing, until the developer has changed something", "需开发者修改后才能继续")),
    (
        Next::Stop,
        words(
            "nothing: this sign-in ends; the `audience` of an error says who has to act",
            "本次登录结束；错误的 `audience` 说明由谁处理",
        ),
    ),
];

/// What became of the request, and so of the code.
pub(crate) const DELIVERIES: [(Delivery, [Words; 2]); 3] = [
    (Delivery::NotSent, [words("was not sent", "未发出"), words("is still good", "仍可使用")]),
    (Delivery::Unknown, [words("may have arrived", "可能已到达"), words("must be treated as used", "视为已使用")]),
    (Delivery::Delivered, [words("was answered", "已收到响应"), words("is used", "已使用")]),
];

pub(crate) const RULES: [(Rule, Words); 9] = [
    (Rule::Required, words("the field is missing or empty", "缺少该字段，或值为空")),
    (Rule::Type, words("the value has the wrong type", "值的类型不对")),
    (
        Rule::Unreadable,
        words("a getter or a proxy threw when the field was read", "读取该字段时，getter 或 Proxy 抛出了异常"),
    ),
    (Rule::Length, words("the value is too long", "值太长")),
    (
        Rule::Characters,
        words(
            "the value has a character that can't be sent; `index` is its position, in UTF-16 code units",
            "值里有不能发送的字符；`index` 是它的位置，按 UTF-16 编码单元计",
        ),
    ),
    (
        Rule::Format,
        words("the value is not well-formed, such as a domain with a path", "值的格式不对，例如域名带了路径"),
    ),
    (Rule::Range, words("the number is out of range, or not whole", "数值超出范围，或不是整数")),
    (Rule::Unknown, words("the configuration has a member that is not an option", "配置中有未知的选项")),
    (Rule::Conflict, words("another field that excludes it was passed too", "传了与它互斥的另一个字段")),
];

/// Statuses, and what they mean.
const RESULTS: [(&[&str], Words); 5] = [
    (&["SUCCESS"], words("bound and signed in; `expiresIn` is in seconds", "已绑定并登录；`expiresIn` 以秒计")),
    (
        &["SOCIAL_BIND", "USER_REGISTER"],
        words(
            "the user has still to be bound; `ways` says how a code can be sent: `mobile`, `email`",
            "需要绑定手机号；`ways` 是验证码可用的发送方式：`mobile`、`email`",
        ),
    ),
    (&["MFA_AUTH"], words("a second factor is wanted", "需要二次认证")),
    (&["ACCESS_DENIED"], words("denied", "拒绝访问")),
    (&["UNKNOWN"], words("a status that this version doesn't know", "本版本不认识的状态")),
];

pub(crate) fn statuses() -> Vec<&'static str> {
    RESULTS.iter().flat_map(|(statuses, _)| *statuses).copied().collect()
}

pub(crate) fn results(language: Language) -> String {
    let head = words("meaning", "含义").to(language);
    let carries = words("members", "字段").to(language);
    let rows = RESULTS.map(|(statuses, meaning)| {
        let members =
            members_of(statuses).into_iter().map(|(name, is_optional)| name + if is_optional { "?" } else { "" });
        let [next] = next_of(statuses)[..] else { panic!("{statuses:?} have one `next`") };
        [language.list(statuses), meaning.to(language).to_owned(), code(next), language.list(members)]
    });
    table(["`status`", head, "`next`", carries], rows)
}

/// What comes next after a result with these statuses and a state token, each value once.
fn next_of(statuses: &[&str]) -> Vec<&'static str> {
    let mut found: Vec<_> = statuses
        .iter()
        .map(|status| result_of(json!({ "status": status, "session_token": "s", "state_token": "s" })).outcome.next())
        .map(Next::as_str)
        .collect();
    found.dedup();
    found
}

fn result_of(body: Value) -> BindResult<Value> {
    interpret_bind(HttpResponse::new(Some(200), body.to_string())).unwrap()
}

pub(crate) fn nexts(language: Language) -> String {
    let rows = NEXTS.map(|(next, meaning)| [code(next.as_str()), meaning.to(language).to_owned()]);
    table(["`next`", words("the program goes on with", "程序下一步").to(language)], rows)
}

/// What a result of these statuses has beyond what every result has, and whether it may be missing: by the fixtures.
pub(crate) fn members_of(statuses: &[&str]) -> Vec<(String, bool)> {
    let common = ["status", "next", "rawStatus", "httpStatus", "raw"];
    let mut found: Vec<(String, bool)> = vec![];
    let bodies = fixtures("replies").into_iter().map(|case| case["body"].as_str().unwrap().to_owned());
    let results = bodies.filter_map(|body| interpret_bind(HttpResponse::new(Some(200), body)).ok());
    let results = results.filter(|result| statuses.contains(&result.outcome.status())).map(javascript);
    let results: Vec<Value> = results.collect();
    for name in results.iter().flat_map(|result| result.as_object().unwrap().keys()) {
        if !common.contains(&name.as_str()) && !found.iter().any(|(known, _)| known == name) {
            found.push((name.clone(), results.iter().any(|result| result.get(name).is_none())));
        }
    }
    found
}

pub(crate) fn deliveries(language: Language) -> String {
    let [request, code_is] = [words("the request", "请求状态"), words("so the code", "code 是否可用")];
    let rows = DELIVERIES.map(|(delivery, [request, code_is])| {
        [code(delivery.as_str()), request.to(language).to_owned(), code_is.to(language).to_owned()]
    });
    table(["`delivery`", request.to(language), code_is.to(language)], rows)
}

const STEP: Words = words("where it happened: ", "发生在哪一步：");
const NO_STEP: Words = words(
    "; absent if there was no call, as in `decodeIdToken`",
    "；不在调用过程中抛出的错误（例如 `decodeIdToken`）没有此属性",
);
const AUDIENCE: Words = words("who can do something: ", "谁能处理：");
const NEXT: Words = words(
    "from which step the program goes on: [see `next`](reference.md#what-comes-next)",
    "程序从哪一步继续：[见 `next`](reference.zh-CN.md#下一步next)",
);
const HINT: Words = words(
    "what to do, as `{ zh, en }`, in words for that audience: show it to a user only if `audience` is `user`",
    "处理办法，`{ zh, en }`，写给 `audience` 所指的人看；只有 `audience` 为 `user` 时才展示给用户",
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
    let code_of = words("what happened: [see below](#codes)", "发生了什么：[见下文](#错误码)");
    let delivery = words("what became of the WeChat code: ", "微信 code 的状态：");
    let deliveries = explained(language, DELIVERIES.map(|(delivery, [_, code_is])| (delivery.as_str(), code_is)));
    let again = words(
        ". Unless it is still good, the user has to press the button again",
        "。除非仍可使用，否则要请用户再点一次按钮",
    );
    let delivery = [delivery.to(language), &deliveries, again.to(language)].concat();
    property_table(language, [["code", code_of.to(language)], ["delivery", &delivery]])
}

fn property_table<const N: usize>(language: Language, more: [[&str; 2]; N]) -> String {
    let steps = language.list(steps());
    let step = [STEP.to(language), &steps, NO_STEP.to(language)].concat();
    let audiences = explained(language, AUDIENCES.map(|(audience, who)| (audience.as_str(), who)));
    let audience = [AUDIENCE.to(language), &audiences].concat();
    let rows = [["step", &step], ["audience", &audience], ["next", NEXT.to(language)], ["hint", HINT.to(language)]];
    let rows = more.into_iter().chain(rows).map(|[name, meaning]| [code(name), meaning.to_owned()]);
    table([words("property", "属性").to(language), words("meaning", "含义").to(language)], rows)
}

pub(crate) fn rules(language: Language) -> String {
    let rows = RULES.map(|(rule, meaning)| [code(rule.as_str()), meaning.to(language).to_owned()]);
    table(["`rule`", words("meaning", "含义").to(language)], rows)
}

pub(crate) fn labels(language: Language) -> String {
    let rows = LABELS.iter().map(|label| {
        let shown = match label.kind {
            Kind::Text | Kind::Value => words("", ""),
            Kind::Address => words("`formatted`, or its parts", "`formatted`，没有时显示各部分"),
            Kind::Phone | Kind::Mail => words("masked", "脱敏"),
            Kind::Time => words("local time", "本地时间"),
            other => panic!("{other:?} has no words"),
        };
        [language.list(label.claims), label.en.to_owned(), label.zh.to_owned(), shown.to(language).to_owned()]
    });
    let [claims, shown] = [words("claims", "声明（claim）"), words("value", "值")];
    table([claims.to(language), "`en`", "`zh`", shown.to(language)], rows)
}

#[test]
fn every_variant_has_its_words() {
    assert_eq!(AUDIENCES.map(|(audience, _)| audience), Audience::ALL);
    assert_eq!(NEXTS.map(|(next, _)| next), Next::ALL);
    assert_eq!(DELIVERIES.map(|(delivery, _)| delivery), Delivery::ALL);
    assert_eq!(RULES.map(|(rule, _)| rule), Rule::ALL);
}
