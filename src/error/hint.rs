//! What to do about an error, who can do it, and from which step the program goes on.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Delivery, Issue, TransportErrorKind};
use crate::next::{Again, Next};
use crate::spec::{EMAIL, MOBILE, SENDER, VERIFY_CODE};

/// Who can do something about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Audience {
    /// The person who signs in: the hint may be shown to them.
    User,
    /// The developer of the program that calls this crate.
    Developer,
    /// The operator of the identity service, or the administrator of its accounts.
    Operator,
}

names!(Audience {
    User => "user",
    Developer => "developer",
    Operator => "operator",
});

/// Advice in both languages, worded for its audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hint {
    /// Who can follow it.
    pub audience: Audience,
    /// The advice in Chinese.
    pub zh: &'static str,
    /// The advice in English.
    pub en: &'static str,
    /// From which step the program goes on.
    pub next: Next,
}

impl Hint {
    const fn with(self, next: Next) -> Self {
        Self { next, ..self }
    }
}

impl Serialize for Hint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("zh", self.zh)?;
        map.serialize_entry("en", self.en)?;
        map.end()
    }
}

const fn user(next: Next, zh: &'static str, en: &'static str) -> Hint {
    Hint { audience: Audience::User, zh, en, next }
}

const fn developer(zh: &'static str, en: &'static str) -> Hint {
    Hint { audience: Audience::Developer, zh, en, next: Next::Fix }
}

const fn operator(zh: &'static str, en: &'static str) -> Hint {
    Hint { audience: Audience::Operator, zh, en, next: Next::Stop }
}

pub(super) const CONFIG: Hint =
    developer("配置有误，请按 `issues` 逐项修正", "the configuration is wrong: fix each field that `issues` names");
pub(super) const CALLBACK: Hint =
    developer("你传入的函数抛出了异常，原因见 `cause`", "a function that you passed threw: see `cause`");
pub(super) const ID_TOKEN: Hint = operator(
    "`id_token` 无法解析，但登录有效；请检查身份服务的 `id_token` 配置",
    "the id_token can't be read, but the sign-in is valid: check how the service issues it",
);

/// What to do about parameters that break their rules. What is wrong with no other fields than those that a user types, the user can
/// correct.
pub(super) fn params_hint(issues: &[Issue]) -> Hint {
    let are = |names: &[&str]| issues.iter().all(|issue| names.contains(&issue.field));
    if are(&[MOBILE.name, EMAIL.name, SENDER.name]) {
        return user(Next::Press, "请检查手机号或邮箱", "check the phone number or the mail address");
    }
    if are(&[VERIFY_CODE.name]) {
        return user(Next::VerifyCode, "请检查验证码", "check the code");
    }
    developer("参数有误，请按 `issues` 逐项修正", "the parameters are wrong: fix each field that `issues` names")
}

/// What to do if there is no whole reply.
pub(super) fn transport_hint(kind: TransportErrorKind, delivery: Delivery, again: Again) -> Hint {
    let next = if delivery == Delivery::NotSent { Next::Retry } else { again.after_loss() };
    let (zh, en) = match (kind, delivery, again) {
        (TransportErrorKind::Aborted, _, _) => ("登录已取消", "signing in was cancelled"),
        (_, Delivery::NotSent, _) => {
            ("网络异常，请检查网络后重试", "there is no connection: check the network and try again")
        }
        (_, _, Again::PressButton) => ("网络不稳定，请再点一次按钮", "the connection was lost: press the button again"),
        _ => ("网络不稳定，请重试", "the connection was lost: try again"),
    };
    user(next, zh, en)
}

/// What to do if the reply can't be read.
pub(super) fn response_hint(again: Again) -> Hint {
    let hint = operator(
        "身份服务返回了无法识别的响应，请检查服务与网关",
        "the service answered in a way that it does not document: check the service and its gateway",
    );
    hint.with(again.after_loss())
}

const UNKNOWN_USER: Hint = user(
    Next::Press,
    "该手机号尚未注册，请先注册或联系客服",
    "no account has this phone number: register first, or ask support",
);
const DEVICE: Hint = developer(
    "设备信息不完整，可能是网关丢弃了某个 `X-` 请求头",
    "the device information is incomplete; a gateway may have dropped one of the X- headers",
);
const PARAMETER: Hint =
    developer("请求参数有误，请核对接口文档", "a parameter is wrong: compare it with the interface's page");

/// What to do about the error codes that are known of these interfaces, without their prefix. A tenant may return others.
pub const HINTS: &[(&str, Hint)] = &[
    (
        "SDK.COMMON.1001",
        developer(
            "缺少必填参数；若租户按厂商文档的笔误字段名实现，请设置 `bodyField: 'wchat_code'`",
            "a required parameter is missing; a tenant that follows the misprinted page wants `bodyField: 'wchat_code'`",
        ),
    ),
    ("SDK.COMMON.1003", DEVICE),
    ("SDK.COMMON.1007", user(Next::LogIn, "登录超时，请重试", "signing in took too long: try again")),
    (
        "SDK.COMMON.1012",
        developer(
            "应用不存在；请检查 `clientId`、`tenantId` 与 `domain`",
            "the service has no such application; check `clientId`, `tenantId` and `domain`",
        ),
    ),
    ("SDK.COMMON.1013", UNKNOWN_USER),
    ("SDK.LOGIN.1001", PRESS_AGAIN),
    (
        "SDK.LOGIN.1002",
        user(Next::Stop, "该账号暂未开通此应用，请联系客服", "this account may not use the app yet: ask support"),
    ),
    ("SDK.LOGIN.1003", user(Next::Stop, "账号已锁定，请联系客服", "the account is locked: ask support")),
    (
        "SDK.LOGIN.1004",
        operator("无法读取密码策略，请检查租户配置", "the password policy can't be read; check the tenant's settings"),
    ),
    (
        "SDK.LOGIN.1005",
        operator(
            "身份服务要求密码登录，请检查认证源配置",
            "the service wants a password: check the authentication source",
        ),
    ),
    ("SDK.CAPTCHA.0002", user(Next::Captcha, "拼图未通过，请重试", "the puzzle was not solved: try again")),
    (
        "SDK.CAPTCHA.0006",
        user(
            Next::Captcha,
            "验证码发送失败，请稍后重试",
            "the code could not be sent: check the number or address, and try again later",
        ),
    ),
    ("SDK.CAPTCHA.0007", user(Next::VerifyCode, "验证码错误，请重新输入", "the code is wrong: enter it again")),
    ("SDK.PARAM.0001", DEVICE),
    ("SDK.PARAM.0004", PARAMETER),
    ("SDK.PARAM.0005", PARAMETER),
    (
        "SDK.PARAM.0023",
        user(Next::LogIn, "登录已失效，请重新登录", "the session is invalid or has expired: sign in again"),
    ),
    ("USER.0001", UNKNOWN_USER),
    (
        "APP.0001",
        developer(
            "应用不存在；请检查 `clientId` 与 `domain`",
            "there is no such application; check `clientId` and `domain`",
        ),
    ),
    ("APP.0002", developer("缺少应用 ID；请检查 `clientId`", "the application ID is missing; check `clientId`")),
];

const PRESS_AGAIN: Hint =
    user(Next::Press, "授权已过期，请再点一次按钮", "the authorisation has expired: press the button again");
const LOG_IN_AGAIN: Hint = user(Next::LogIn, "微信登录失败，请重试", "the login by WeChat failed: try again");
pub(super) const REFUSED: Hint = operator(
    "身份服务拒绝了请求，请将错误码提供给租户管理员",
    "the service refused the request: give the error code to its administrator",
);

/// Why a call to WeChat failed, by the number in the service's own message.
/// <https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html>
const WECHAT: [(&str, Hint); 2] = [
    (
        "40226",
        user(
            Next::Stop,
            "因微信安全限制暂时无法登录，请联系客服",
            "WeChat doesn't allow this sign-in for now: ask support",
        ),
    ),
    ("45011", user(Next::Press, "操作过于频繁，请 1 分钟后再试", "too many attempts: try again in a minute")),
];

/// What to do about a refusal with `error_code`, which is without prefix and blanks.
pub(super) fn refusal_hint(error_code: Option<&str>, error_message: Option<&str>, again: Again) -> Hint {
    let Some((_, hint)) = HINTS.iter().find(|(known, _)| Some(*known) == error_code) else { return REFUSED };
    if *hint == PRESS_AGAIN {
        return wechat_hint(error_message.unwrap_or_default(), again);
    }
    // Only a bind has sent a phone number that another one can replace.
    if hint.next == Next::Press && !again.is_bind() { hint.with(Next::Stop) } else { *hint }
}

/// What to do about a failed call to WeChat.
fn wechat_hint(error_message: &str, again: Again) -> Hint {
    let mut numbers = error_message.split(|character: char| !character.is_ascii_digit());
    let known = numbers.find_map(|number| WECHAT.iter().find(|(known, _)| *known == number));
    // Without a known number it is 40029 or 40163: the code was used or has expired.
    let hint = known.map_or(PRESS_AGAIN, |(_, hint)| *hint);
    match (hint, again) {
        // A login needs no press of the button.
        (PRESS_AGAIN, Again::LogIn) => LOG_IN_AGAIN,
        (Hint { next: Next::Press, .. }, Again::LogIn) => hint.with(Next::LogIn),
        _ => hint,
    }
}
