use std::time::Duration;

use axum::http::StatusCode;

use crate::code;
use crate::delivery::Delivery;
use crate::fault::Fault;
use crate::language::Language;
use crate::refusal::{ErrorCode, Refusal, Spelling};
use crate::reply::Wording;
use crate::state_token::LIFETIME;

use Behaviour::{AskFor, Break, Refuse, Say, Succeed};

/// A behaviour that a code of this name triggers.
pub struct Scenario {
    /// The code; `.` and any text may follow it.
    pub code: &'static str,
    pub(crate) behaviour: Behaviour,
    /// What happens, in English.
    pub english: &'static str,
    /// What happens, in Chinese.
    pub chinese: &'static str,
}

#[derive(Clone, Copy)]
pub(crate) enum Behaviour {
    /// Succeeds with the account of the default phone; the answer may be worded or delivered oddly.
    Succeed(Wording, Delivery),
    /// Asks for another step, with a state token of this lifetime.
    AskFor(&'static str, Duration),
    /// Only the status.
    Say(&'static str),
    Refuse(Refusal),
    /// Does nothing, and returns an answer that the interface doesn't document.
    Break(Fault),
}

/// All scenarios.
pub static SCENARIOS: &[Scenario] = &[
    scenario("sandbox-status-success", Succeed(Wording::Plain, Delivery::Whole), "SUCCESS", "成功"),
    scenario(
        "sandbox-status-succes",
        Succeed(Wording::Misprint, Delivery::Whole),
        "success, misprinted as `SUCCES`",
        "成功，状态误写为 `SUCCES`",
    ),
    scenario(
        "sandbox-status-social-bind",
        AskFor("SOCIAL_BIND", LIFETIME),
        "SOCIAL_BIND with a state token",
        "需要绑定，附状态令牌",
    ),
    scenario(
        "sandbox-status-user-register",
        AskFor("USER_REGISTER", LIFETIME),
        "USER_REGISTER with a state token",
        "需要注册并绑定，附状态令牌",
    ),
    scenario(
        "sandbox-status-mfa-auth",
        AskFor("MFA_AUTH", LIFETIME),
        "MFA_AUTH with a state token",
        "需要二次认证，附状态令牌",
    ),
    scenario("sandbox-status-access-denied", Say("ACCESS_DENIED"), "ACCESS_DENIED", "拒绝访问"),
    scenario(
        "sandbox-status-unknown",
        Say("RISK_REVIEW"),
        "`RISK_REVIEW`, a status that is not documented",
        "文档之外的状态 `RISK_REVIEW`",
    ),
    scenario(
        "sandbox-state-expired",
        AskFor("SOCIAL_BIND", Duration::ZERO),
        "SOCIAL_BIND with a state token that has expired already",
        "需要绑定，但状态令牌已过期",
    ),
    error("sandbox-error-common-1001", ErrorCode::ParameterMissing),
    error("sandbox-error-common-1003", ErrorCode::DeviceIncomplete),
    error("sandbox-error-common-1007", ErrorCode::StateToken),
    error("sandbox-error-common-1012", ErrorCode::WrongClient),
    error("sandbox-error-common-1013", ErrorCode::NoSuchUser),
    error("sandbox-error-login-1001", ErrorCode::WechatFailed),
    error("sandbox-error-login-1002", ErrorCode::NotBoundToApplication),
    error("sandbox-error-login-1003", ErrorCode::AccountLocked),
    scenario(
        "sandbox-error-unlisted",
        Refuse(Refusal::of(ErrorCode::Unlisted)),
        "`COMMON.1099`, a code that is not documented",
        "文档之外的错误码 `COMMON.1099`",
    ),
    scenario(
        "sandbox-error-without-prefix",
        Refuse(Refusal::of(ErrorCode::StateToken).spelled(Spelling::WithoutPrefix)),
        "the code without `IDAAS.`: `SDK.COMMON.1007`",
        "错误码没有 `IDAAS.` 前缀：`SDK.COMMON.1007`",
    ),
    scenario(
        "sandbox-error-leading-blank",
        Refuse(Refusal::of(ErrorCode::WechatFailed).spelled(Spelling::LeadingBlank)),
        "the code after a blank: ` IDAAS.SDK.LOGIN.1001`",
        "错误码前有空格：` IDAAS.SDK.LOGIN.1001`",
    ),
    scenario(
        "sandbox-error-http-200",
        Refuse(Refusal::of(ErrorCode::StateToken).under(StatusCode::OK)),
        "an error under HTTP 200",
        "HTTP 200 下的错误",
    ),
    scenario(
        "sandbox-error-http-401",
        Refuse(Refusal::of(ErrorCode::StateToken).under(StatusCode::UNAUTHORIZED)),
        "an error under HTTP 401",
        "HTTP 401 下的错误",
    ),
    scenario(
        "sandbox-error-http-500",
        Refuse(Refusal::of(ErrorCode::WechatFailed).under(StatusCode::INTERNAL_SERVER_ERROR)),
        "an error under HTTP 500",
        "HTTP 500 下的错误",
    ),
    oddity(
        "sandbox-odd-leading-blanks",
        Wording::LeadingBlanks,
        "blanks before the status and the tokens",
        "状态与令牌前有空格",
    ),
    oddity(
        "sandbox-odd-abbreviated-id-token",
        Wording::AbbreviatedIdToken,
        "an id_token abbreviated with `…`",
        "id_token 被 `…` 省略",
    ),
    oddity(
        "sandbox-odd-expire-string",
        Wording::ExpireAsString,
        "expire as the string `\"432000\"`",
        "expire 为字符串 `\"432000\"`",
    ),
    oddity("sandbox-odd-no-expire", Wording::NoExpire, "no expire", "没有 expire"),
    oddity("sandbox-odd-no-id-token", Wording::NoIdToken, "no id_token", "没有 id_token"),
    oddity("sandbox-odd-no-session-token", Wording::NoSessionToken, "no session_token", "没有 session_token"),
    oddity("sandbox-odd-data-null", Wording::DataNull, "data is null", "data 为 null"),
    delivery(
        "sandbox-odd-byte-order-mark",
        Delivery::AfterByteOrderMark,
        "a byte order mark before the JSON",
        "JSON 前有字节顺序标记",
    ),
    delivery("sandbox-fault-slow", Delivery::After(Duration::from_secs(30)), "success after 30 seconds", "30 秒后成功"),
    delivery(
        "sandbox-fault-slow-<ms>",
        Delivery::After(Duration::ZERO),
        "success after that many milliseconds",
        "若干毫秒后成功",
    ),
    delivery(
        "sandbox-fault-cut",
        Delivery::CutOff,
        "success, but the connection closes in the middle of the body",
        "成功，但响应体传到一半连接断开",
    ),
    delivery(
        "sandbox-fault-truncated-json",
        Delivery::Truncated,
        "success, but the JSON is incomplete",
        "成功，但 JSON 不完整",
    ),
    fault("sandbox-fault-reset", Fault::Reset, "the connection closes before the answer", "响应之前连接断开"),
    fault("sandbox-fault-garbage", Fault::Garbage, "200 with a body that is not JSON", "200，响应体不是 JSON"),
    fault("sandbox-fault-html-502", Fault::BadGateway, "502 with a gateway's HTML", "502，网关的 HTML"),
    fault("sandbox-fault-too-many-requests", Fault::TooManyRequests, "429 with a gateway's HTML", "429，网关的 HTML"),
    fault("sandbox-fault-empty", Fault::Empty, "200 with an empty body", "200，响应体为空"),
    fault("sandbox-fault-no-content", Fault::NoContent, "204", "204"),
    fault("sandbox-fault-array", Fault::Array, "200 with a JSON array", "200，响应体为 JSON 数组"),
    fault(
        "sandbox-fault-redirect",
        Fault::Redirect(StatusCode::FOUND),
        "302 to another origin, which must not get the tokens",
        "302 跳转到另一个源，令牌不能发到那里",
    ),
    fault(
        "sandbox-fault-redirect-307",
        Fault::Redirect(StatusCode::TEMPORARY_REDIRECT),
        "307 to another origin, with the body",
        "307 跳转到另一个源，包括请求体",
    ),
];

const fn scenario(code: &'static str, behaviour: Behaviour, english: &'static str, chinese: &'static str) -> Scenario {
    Scenario { code, behaviour, english, chinese }
}

const fn error(code: &'static str, error: ErrorCode) -> Scenario {
    let behaviour = Refuse(Refusal::of(error));
    scenario(code, behaviour, error.message(Language::English), error.message(Language::Chinese))
}

const fn oddity(code: &'static str, wording: Wording, english: &'static str, chinese: &'static str) -> Scenario {
    scenario(code, Succeed(wording, Delivery::Whole), english, chinese)
}

const fn delivery(code: &'static str, delivery: Delivery, english: &'static str, chinese: &'static str) -> Scenario {
    scenario(code, Succeed(Wording::Plain, delivery), english, chinese)
}

const fn fault(code: &'static str, fault: Fault, english: &'static str, chinese: &'static str) -> Scenario {
    scenario(code, Break(fault), english, chinese)
}

/// The behaviour that `code` triggers; `None` if it names a person or a phone instead.
pub(crate) fn asked_by(code: &str) -> Result<Option<Behaviour>, Refusal> {
    if !code.starts_with(code::SCENARIO_PREFIX) {
        return Ok(None);
    }
    named(code::meaning(code)).map(Some).ok_or(Refusal::parameter("the name of a sandbox scenario"))
}

fn named(name: &str) -> Option<Behaviour> {
    if let Some(digits) = name.strip_prefix("sandbox-fault-slow-") {
        let delay = Duration::from_millis(digits.parse().ok()?);
        return Some(Succeed(Wording::Plain, Delivery::After(delay)));
    }
    SCENARIOS.iter().find(|scenario| scenario.code == name).map(|scenario| scenario.behaviour)
}
