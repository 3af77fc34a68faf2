//! The codes of errors and their classes, as the code has them.

use wechat_mobile_bind::error::ErrorCode;

use super::places::read;
use super::region::{Language, Words, code, table, words};

/// The functions of the caller's that an error can name.
pub(crate) const CALLBACKS: [&str; 7] =
    ["device", "loginCode", "phoneCode", "recipient", "captcha", "verifyCode", "client"];

/// When an error has a code; `{callbacks}` stands for the list of them.
const CODES: [(ErrorCode, Words); 12] = [
    (
        ErrorCode::InvalidConfig,
        words(
            "fields of the configuration break their rules; `issues` lists all of them: `{ field, rule, message, index? }`",
            "配置中有字段不合规则；`issues` 一次列出全部：`{ field, rule, message, index? }`",
        ),
    ),
    (
        ErrorCode::InvalidParams,
        words("parameters break their rules; `issues` lists all of them", "参数不合规则；`issues` 一次列出全部"),
    ),
    (
        ErrorCode::Callback,
        words(
            "a function that you passed threw; `callback` names it ({callbacks}), `cause` is what it threw",
            "你传入的函数抛出了异常；`callback` 是函数名（{callbacks}），`cause` 是它抛出的内容",
        ),
    ),
    (
        ErrorCode::Network,
        words("the host's fetch failed; `cause` is what it threw", "运行环境的 fetch 失败；`cause` 是它抛出的内容"),
    ),
    (
        ErrorCode::Timeout,
        words("the whole response did not arrive within `timeoutMs`", "超过 `timeoutMs`，响应仍未完整到达"),
    ),
    (
        ErrorCode::Aborted,
        words(
            "your `signal` aborted the call; `cause` is its reason",
            "你传入的 `signal` 取消了调用；`cause` 是取消原因",
        ),
    ),
    (
        ErrorCode::Refused,
        words(
            "the service refused the request: `errorCode` without prefix, `errorMessage`, `httpStatus`",
            "身份服务拒绝了请求：`errorCode`（去掉前缀）、`errorMessage`、`httpStatus`",
        ),
    ),
    (
        ErrorCode::BadResponse,
        words(
            "the response is not one that the interface documents; `responseText` is its text",
            "响应不符合接口文档；原文在 `responseText`",
        ),
    ),
    (ErrorCode::BadIdToken, words("`decodeIdToken` can't decode the token", "`decodeIdToken` 无法解析传入的令牌")),
    (
        ErrorCode::WasmUnavailable,
        words(
            "the wasm can't be loaded, or is not loaded yet; the message says what to do",
            "wasm 加载失败或尚未加载；错误信息（`message`）里写明处理办法",
        ),
    ),
    (
        ErrorCode::UserDeclined,
        words("mini programs only: the user declined to share the phone number", "仅限小程序：用户拒绝提供手机号"),
    ),
    (
        ErrorCode::NoPhoneCode,
        words(
            "mini programs only: the phone-number button gave no code; `reason` says why",
            "仅限小程序：手机号按钮没有给出 code；原因在 `reason`",
        ),
    ),
];

#[test]
fn every_code_has_its_words() {
    assert_eq!(CODES.map(|(code, _)| code), ErrorCode::ALL);
}

/// Every code, in the order of the pages.
pub(crate) fn codes() -> impl Iterator<Item = &'static str> {
    ErrorCode::ALL.iter().map(|code| code.as_str())
}

/// Every class with its codes, in the order of the pages.
pub(crate) fn error_classes() -> Vec<(&'static str, Vec<&'static str>)> {
    let of = |class: &[ErrorCode]| (class[0].class(), class.iter().map(|code| code.as_str()).collect());
    ErrorCode::ALL.chunk_by(|one, next| one.class() == next.class()).map(of).collect()
}

/// The classes that every entry has: that of the phone-number button is for mini programs alone.
pub(crate) fn common_classes() -> impl Iterator<Item = &'static str> {
    error_classes().into_iter().map(|(class, _)| class).filter(|class| *class != PHONE_CODE_ERROR)
}

/// The class that only mini programs have.
pub(crate) const PHONE_CODE_ERROR: &str = "PhoneCodeError";

/// When an error has a code, and its class.
pub(crate) fn errors(language: Language) -> String {
    let rows = CODES.map(|(known, when)| [code(known.as_str()), code(known.class()), when_in(when, language)]);
    table(["`code`", words("class", "类").to(language), words("when", "触发时机").to(language)], rows)
}

/// The same on the page on troubleshooting: a code leads to its section there, if it has one.
pub(crate) fn sections(language: Language) -> String {
    let page = read(&language.page("docs/troubleshooting"));
    let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let rows = CODES.map(|(known, when)| {
        let name = known.as_str();
        let heading = headings.iter().find(|heading| heading.split([',', '、']).any(|part| part.trim() == name));
        let linked = heading.map(|heading| format!("[{}](#{})", code(name), anchor(heading)));
        [linked.unwrap_or_else(|| code(name)), when_in(when, language)]
    });
    table(["`code`", words("what happened", "发生了什么").to(language)], rows)
}

fn when_in(when: Words, language: Language) -> String {
    when.to(language).replace("{callbacks}", &language.list(CALLBACKS))
}

/// Where a link to a heading leads.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|character| character.is_alphanumeric() || " _-".contains(*character));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

/// The `errno` and the audience of a reason, as `REASONS` of the shell has them.
pub(crate) fn phone_code_reason(reason: &str) -> (String, String) {
    let shell = read("pkg-template/miniprogram/phone-code.ts");
    let (_, reasons) = shell.split_once("const REASONS: ").unwrap();
    let (reasons, _) = reasons.split_once("\n}\n").unwrap();
    let quoted = format!("\n  '{reason}': ");
    let start = reasons.find(&quoted).or_else(|| reasons.find(&format!("\n  {reason}: ")));
    let (_, rest) = reasons.split_at(start.unwrap_or_else(|| panic!("REASONS has no {reason}")) + 1);
    // One entry: it ends where the next line of the same depth begins.
    let entry = rest.split("\n  },").next().unwrap();
    let errno = entry.split_once("errno: ").and_then(|(_, rest)| rest.split(',').next());
    let audience = ["user", "developer"].into_iter().find(|name| entry.contains(&format!("{name}(")));
    (errno.unwrap_or_default().to_owned(), audience.unwrap().to_owned())
}
