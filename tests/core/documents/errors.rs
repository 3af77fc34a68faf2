//! The classes and codes of errors, as the code has them.

use wechat_mobile_bind::error::{
    CallbackError, Delivery, IdTokenError, Issues, Report, Subject, TransportError, TransportErrorKind, ValidationError,
};

use super::places::read;
use super::region::{Words, words};
use crate::support::{BINDING, refusal, unreadable};

/// A class of errors, its codes, and when it is thrown; `{callbacks}` stands for the list of them.
pub(crate) struct ErrorClass {
    pub(crate) name: &'static str,
    pub(crate) codes: Vec<&'static str>,
    pub(crate) when: Words,
}

/// The functions of the caller's that an error can name.
pub(crate) const CALLBACKS: [&str; 7] =
    ["device", "loginCode", "phoneCode", "recipient", "captcha", "verifyCode", "client"];

/// Every class, in the order of the pages.
pub(crate) fn error_classes() -> Vec<ErrorClass> {
    let fields = |subject| ValidationError::new(subject, Issues::default());
    let config = fields(Subject::Config);
    let params = fields(Subject::Params);
    let transport = |kind| TransportError::new(kind, Delivery::Unknown);
    let troubles =
        [TransportErrorKind::Failed(""), TransportErrorKind::TimedOut, TransportErrorKind::Aborted].map(transport);
    let refusal = refusal(None, None);
    let response = unreadable(None, "");
    let [failed, timed_out, aborted] = &troubles;
    vec![
        class(
            &[Report::validation(&config, None), Report::validation(&params, None)],
            words(
                "fields break their rules; `issues` lists all of them: `{ field, rule, message, index? }`",
                "字段不合规则；`issues` 一次列出全部：`{ field, rule, message, index? }`",
            ),
        ),
        class(
            &[Report::callback(&CallbackError::new(""), BINDING)],
            words(
                "a function that you passed threw; `callback` names it ({callbacks}), `cause` is what it threw",
                "你传入的函数抛出了异常；`callback` 是函数名（{callbacks}），`cause` 是它抛出的内容",
            ),
        ),
        class(
            &[failed, timed_out, aborted].map(|error| Report::transport(error, BINDING)),
            words(
                "the host's fetch failed, took longer than `timeoutMs`, or was aborted",
                "运行环境的 fetch 失败、超过 `timeoutMs`，或被取消",
            ),
        ),
        class(
            &[Report::api(&refusal, BINDING)],
            words(
                "the service refused the request: `errorCode` without prefix, `errorMessage`, `httpStatus`",
                "身份服务拒绝了请求：`errorCode`（去掉前缀）、`errorMessage`、`httpStatus`",
            ),
        ),
        class(
            &[Report::protocol(&response, BINDING)],
            words(
                "the response is not one that the interface documents; `responseText` is its text",
                "响应不符合接口文档；原文在 `responseText`",
            ),
        ),
        class(
            &[Report::id_token(&IdTokenError::NotText)],
            words("`decodeIdToken` can't decode the token", "`decodeIdToken` 无法解析传入的令牌"),
        ),
        ErrorClass {
            name: "LoadError",
            codes: in_shell("shell/errors.ts", &["WASM_UNAVAILABLE"]),
            when: words(
                "the wasm can't be loaded, or is not loaded yet; the message says what to do",
                "wasm 加载失败或尚未加载；错误信息（`message`）里写明处理办法",
            ),
        },
        ErrorClass {
            name: "PhoneCodeError",
            codes: in_shell("miniprogram/phone-code.ts", &["USER_DECLINED", "NO_PHONE_CODE"]),
            when: words(
                "mini programs only: the phone-number button gave no code; `reason` says why",
                "仅限小程序：手机号按钮没有给出 code；原因在 `reason`",
            ),
        },
    ]
}

/// Every code, in the order of the pages.
pub(crate) fn codes() -> Vec<&'static str> {
    error_classes().into_iter().flat_map(|class| class.codes).collect()
}

fn class(reports: &[Report], when: Words) -> ErrorClass {
    let name = reports[0].name;
    assert!(reports.iter().all(|report| report.name == name));
    ErrorClass { name, codes: reports.iter().map(|report| report.code).collect(), when }
}

/// Codes of the shell, which the core doesn't know.
fn in_shell(file: &str, codes: &[&'static str]) -> Vec<&'static str> {
    let shell = read(&format!("pkg-template/{file}"));
    for code in codes {
        assert!(shell.contains(&format!("'{code}'")), "{file} has no code {code}");
    }
    codes.to_vec()
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
