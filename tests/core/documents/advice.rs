//! The tables of what to do: about a code of the service, a number of WeChat's, a press that gave no code.

use wechat_mobile_bind::error::{HINTS, Hint};

use super::errors::phone_code_reason;
use super::region::{Language, Words, code, table, words};
use crate::support::{BINDING, refusal};

fn hint_in(hint: Hint, language: Language) -> String {
    Words { en: hint.en, zh: hint.zh }.to(language).to_owned()
}

/// What the page says of a code beyond its hint.
const NOTES: [(&str, Words); 5] = [
    (
        "SDK.COMMON.1007",
        words(
            "the state token is wrong, used or expired; it is good for some minutes and for one bind",
            "临时令牌有误、已使用或已过期；它几分钟内有效，且只能成功绑定一次",
        ),
    ),
    ("SDK.COMMON.1012", words("an ISV application needs `tenantId`", "ISV 应用必须设置 `tenantId`")),
    (
        "SDK.COMMON.1013",
        words(
            "`registerAndBind`, or `onUnknownUser: 'register'`, creates the user",
            "用 `registerAndBind` 或 `onUnknownUser: 'register'` 绑定或注册",
        ),
    ),
    (
        "SDK.LOGIN.1001",
        words(
            "the service's call to WeChat failed: [see below](#what-is-behind-sdklogin1001)",
            "身份服务调用微信失败：[见下文](#sdklogin1001-背后的原因)",
        ),
    ),
    ("USER.0001", words("as for `SDK.COMMON.1013`", "同 `SDK.COMMON.1013`")),
];

pub(crate) fn refusals(language: Language) -> String {
    for (error_code, _) in NOTES {
        assert!(HINTS.iter().any(|(known, _)| *known == error_code), "{error_code} has no hint");
    }
    let rows = HINTS.iter().map(|(known, hint)| {
        let note = NOTES.iter().find(|(error_code, _)| error_code == known);
        let note = note.map(|(_, words)| words.to(language)).unwrap_or_default();
        let audience = code(hint.audience.as_str());
        [code(known), audience, code(hint.next.as_str()), hint_in(*hint, language), note.to_owned()]
    });
    table(["`errorCode`", "`audience`", "`next`", "`hint`", words("note", "说明").to(language)], rows)
}

const AS_FOR_40029: Words = words("as for 40029", "同 40029");

/// WeChat's numbers, each with its reason and what a developer can do.
const WECHAT_NUMBERS: [(&str, Words, Words); 5] = [
    (
        "40029",
        words(
            "the code is invalid, older than five minutes, or one of the other kind",
            "code 无效、超过 5 分钟，或两种 code 传反了",
        ),
        words(
            "at the step `login` call `wx.login` again. If it happens every time: check that `wx.login`'s code goes to the login and the button's to the bind, and that the AppID that the service is configured with is that of your mini program",
            "在 `login` 这一步则重新调用 `wx.login`。如果每次都出现：检查登录 code（`wx.login`）和手机号 code（手机号按钮）有没有传反，两者不能混用；再检查身份服务配置的 AppID 是不是你的小程序的 AppID",
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
        let error = refusal(Some("SDK.LOGIN.1001"), Some(number));
        let hint = hint_in(error.hint(BINDING), language);
        let number = if number.is_empty() { none } else { number };
        [number.to_owned(), reason.to(language).to_owned(), hint, note.to(language).to_owned()]
    });
    let hint = words("`hint` at the step `bind`", "`bind` 这一步的 `hint`");
    table([number.to(language), reason.to(language), hint.to(language), note.to(language)], rows)
}

/// Why the phone-number button gave no code, each with what to do.
pub(crate) const PHONE_CODE_REASONS: [(&str, Words); 10] = [
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
            "先同意用户隐私保护指引，再点按钮；[见下文](#用户隐私保护指引)",
        ),
    ),
    (
        "privacy-not-declared",
        words(
            "declare the phone number in the privacy guidelines on mp.weixin.qq.com; it works when WeChat has approved them",
            "在微信公众平台的“用户隐私保护指引”中声明收集手机号，审核通过后生效",
        ),
    ),
    (
        "not-permitted",
        words(
            "the mini program's account has to be verified, and not a personal one; of accounts abroad, some regions only",
            "小程序须已认证，且不是个人主体；境外主体仅部分地区开放",
        ),
    ),
    (
        "quota",
        words(
            "buy more quota, and offer users another way to sign in; [see below](#quota-and-price)",
            "在“付费管理”购买资源包，并提供其他登录方式；[见下文](#额度与费用)",
        ),
    ),
    ("too-often", words("wait, then press again", "稍等再点")),
    (
        "no-number",
        words(
            "add a phone number to the WeChat account (`errMsg` says 未绑定手机), then press again",
            "先在微信中绑定手机号（`errMsg` 里有“未绑定手机”），再点按钮",
        ),
    ),
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
    table(["`reason`", "`errno`", "`audience`", words("what to do", "处理办法").to(language)], rows)
}
