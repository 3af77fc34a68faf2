//! Every error as JavaScript gets it: its code, its delivery, its message and what goes with them.

use crate::support::{BINDING, check_config, config_values, javascript, refusal, unreadable};
use serde_json::json;
use wechat_mobile_bind::error::{
    Audience, CallError, CallbackError, Delivery, ErrorCode, HINTS, IdTokenError, Issues, ReplyError, Rule, Step,
    Subject, TokenPart, TransportError, TransportErrorKind, ValidationError,
};
use wechat_mobile_bind::next::{Again, Next};
use wechat_mobile_bind::raw::RawValue;
use wechat_mobile_bind::spec::{LOGIN, REGISTER_AND_BIND};

const LOGGING_IN: Step = Step::Call(&LOGIN);
const REGISTERING: Step = Step::Call(&REGISTER_AND_BIND);

#[test]
fn a_transport_error_says_what_happened_and_what_became_of_the_request() {
    let troubles = [
        (TransportErrorKind::TimedOut, "TIMEOUT", "the time-out of `timeoutMs` passed before the reply arrived"),
        (TransportErrorKind::Aborted, "ABORTED", "the call was aborted by its signal"),
        (TransportErrorKind::Failed("the host's `fetch` failed"), "NETWORK", "the host's `fetch` failed"),
    ];
    let deliveries = [
        (Delivery::NotSent, "not-sent", "nothing was sent, any one-time code is still good"),
        (Delivery::Unknown, "unknown", "the request may have arrived, treat any one-time code in it as used"),
        (Delivery::Delivered, "delivered", "the request was answered, any one-time code in it is used"),
    ];
    for (kind, code, problem) in troubles {
        for (delivery, name, advice) in deliveries {
            let error = TransportError::new(kind, delivery);
            let message = format!("{problem}; {advice}");
            assert_eq!(
                (error.code().as_str(), error.message(), error.to_string()),
                (code, message.clone(), message.clone())
            );
            for step in [LOGGING_IN, BINDING, REGISTERING, Step::Device] {
                let report = error.report(step);
                assert_eq!((report.code.class(), report.hint.audience), ("TransportError", Audience::User));
                let hint = match (kind, delivery, step) {
                    (TransportErrorKind::Aborted, _, _) => "登录已取消",
                    (_, Delivery::NotSent, _) => "网络异常，请检查网络后重试",
                    (_, _, step) if step == BINDING || step == REGISTERING => "网络不稳定，请再点一次按钮",
                    // Nobody pressed a button.
                    _ => "网络不稳定，请重试",
                };
                // A login or a bind that may have arrived has used its code, and the state token.
                let next = if name == "not-sent" || step == Step::Device { "retry" } else { "log-in" };
                let expected = json!({
                    "code": code, "delivery": name, "message": message, "step": step.as_str(), "audience": "user",
                    "next": next, "hint": { "zh": hint, "en": report.hint.en },
                });
                assert_eq!(javascript(report), expected);
            }
        }
    }
}

#[test]
fn a_validation_error_lists_its_issues() {
    let values = config_values().with("domain", RawValue::Absent).with("clientId", "a\nb");
    let error = check_config(&values).err().unwrap();
    let report = error.report(Some(Step::Load));
    assert_eq!(report.code.class(), "ValidationError");
    let in_a_header = "`clientId` holds a character that a header cannot carry, at index 1";
    let expected = json!({
        "code": "INVALID_CONFIG",
        "delivery": "not-sent",
        "message": format!("`domain` is missing; {in_a_header}"),
        "step": "load",
        "audience": "developer",
        "next": "fix",
        "hint": {
            "zh": "配置有误，请按 `issues` 逐项修正",
            "en": "the configuration is wrong: fix each field that `issues` names",
        },
        "issues": [
            { "field": "domain", "rule": "required", "message": "`domain` is missing" },
            { "field": "clientId", "rule": "characters", "message": in_a_header, "index": 1 },
        ],
    });
    assert_eq!(javascript(report), expected);
}

#[test]
fn what_a_user_typed_the_user_corrects() {
    for (subject, fields, delivery, zh, next) in [
        (Subject::Params, &["mobile", "email", "sender"][..], "not-sent", "请检查手机号或邮箱", Next::Press),
        (Subject::Params, &["verifyCode"], "not-sent", "请检查验证码", Next::VerifyCode),
        (Subject::Params, &["mobile", "verifyCode"], "not-sent", "参数有误，请按 `issues` 逐项修正", Next::Fix),
        (Subject::Reply, &["httpStatus"], "delivered", "参数有误，请按 `issues` 逐项修正", Next::Fix),
    ] {
        let mut issues = Issues::default();
        fields.iter().for_each(|field| issues.add(field, Rule::Format, "is wrong"));
        let error = ValidationError::new(subject, issues);
        let report = error.report(None);
        assert_eq!((report.code, report.delivery.as_str()), (ErrorCode::InvalidParams, delivery));
        assert_eq!((report.hint.zh, report.hint.next), (zh, next));
    }
}

#[test]
fn a_callback_that_throws_is_named() {
    let error = CallbackError::new("phoneCode");
    let report = error.report(BINDING);
    let expected = json!({
        "code": "CALLBACK", "delivery": "not-sent", "step": "bind", "audience": "developer", "next": "fix",
        "callback": "phoneCode",
        "message": "`phoneCode` threw instead of returning, `cause` is what it threw",
        "hint": {
            "zh": "你传入的函数抛出了异常，原因见 `cause`",
            "en": "a function that you passed threw: see `cause`",
        },
    });
    assert_eq!((report.code.class(), javascript(report)), ("CallbackError", expected));
}

#[test]
fn a_refusal_shows_its_code_and_its_hint_and_nothing_that_the_service_wrote() {
    let locked = "the account is locked: ask support";
    let other = "the service refused the request: give the error code to its administrator";
    for (error_code, shown, audience, zh, en) in [
        (None, "a code of unknown shape", "operator", "身份服务拒绝了请求，请将错误码提供给租户管理员", other),
        (Some("A.1"), "A.1", "operator", "身份服务拒绝了请求，请将错误码提供给租户管理员", other),
        (Some("SDK.LOGIN.1003"), "SDK.LOGIN.1003", "user", "账号已锁定，请联系客服", locked),
    ] {
        let error = refusal(error_code, Some("said"));
        let advice = if audience == "user" { format!(": {en}") } else { String::new() };
        let mut expected = json!({
            "code": "REFUSED", "delivery": "delivered", "httpStatus": 400, "step": "bind", "audience": audience,
            "next": "stop",
            "message": format!("the service refused the request with {shown}{advice}"),
            "hint": { "zh": zh, "en": en },
        });
        if let Some(error_code) = error_code {
            expected["errorCode"] = error_code.into();
        }
        let report = error.report(BINDING);
        assert_eq!((report.code.class(), javascript(report)), ("ApiError", expected));
    }
}

#[test]
// Who can do what, and from where to go on, has a table in docs/troubleshooting.md, which is made from the hints.
fn every_known_code_has_advice_in_both_languages() {
    for (code, hint) in HINTS {
        assert_eq!(refusal(Some(code), None).hint(BINDING), *hint, "{code}");
        assert!(!hint.zh.is_ascii() && hint.en.is_ascii(), "{code}");
        if hint.audience == Audience::User {
            // What a user reads names nothing of a program, and fits a toast.
            assert!(!hint.zh.contains(['`', '。']) && !hint.en.contains('`'), "{code}");
            assert!(hint.zh.chars().count() <= 20, "{code}");
        }
    }
}

#[test]
fn what_is_behind_a_failed_call_to_wechat_decides_the_hint() {
    let hint = |message: Option<&str>, step| {
        let hint = refusal(Some("SDK.LOGIN.1001"), message).hint(step);
        (hint.zh, hint.next)
    };
    for message in [None, Some("invalid code, errcode 40029"), Some("40163 code been used")] {
        assert_eq!(hint(message, LOGGING_IN), ("微信登录失败，请重试", Next::LogIn));
        assert_eq!(hint(message, BINDING), ("授权已过期，请再点一次按钮", Next::Press));
        assert_eq!(hint(message, REGISTERING), ("授权已过期，请再点一次按钮", Next::Press));
    }
    for (step, next) in [(LOGGING_IN, Next::LogIn), (BINDING, Next::Press)] {
        assert_eq!(hint(Some("errcode: 40226"), step), ("因微信安全限制暂时无法登录，请联系客服", Next::Stop));
        assert_eq!(hint(Some("45011"), step), ("操作过于频繁，请 1 分钟后再试", next));
    }
}

#[test]
fn a_number_without_an_account_can_be_replaced_only_where_one_was_sent() {
    for code in ["SDK.COMMON.1013", "USER.0001"] {
        let next = |step| refusal(Some(code), None).hint(step).next;
        assert_eq!([LOGGING_IN, BINDING, REGISTERING].map(next), [Next::Stop, Next::Press, Next::Press]);
    }
}

#[test]
fn what_a_lost_reply_may_have_used_up_is_got_afresh() {
    for (again, next) in [
        (Again::LogIn, Next::LogIn),
        (Again::PressButton, Next::LogIn),
        (Again::VerifyCode, Next::LogIn),
        (Again::SecondFactor, Next::LogIn),
        (Again::Captcha, Next::Captcha),
        (Again::Same, Next::Retry),
    ] {
        assert_eq!(again.after_loss(), next);
    }
}

#[test]
// fixtures/replies.json has what each one says.
fn an_unreadable_reply_is_for_the_operator() {
    for (status, who) in [
        (Some(65_535), "the service answered HTTP 65535"),
        (None, "the host's `fetch` answered without a valid `status`,"),
    ] {
        let error = unreadable(status, "[]");
        let report = error.report(LOGGING_IN);
        let expected = json!({
            "code": "BAD_RESPONSE", "delivery": "delivered", "message": format!("{who} with JSON that is not an object"),
            "httpStatus": status.unwrap_or(0), "step": "login", "audience": "operator", "next": "log-in", "hint": {
                "zh": "身份服务返回了无法识别的响应，请检查服务与网关",
                "en": "the service answered in a way that it does not document: check the service and its gateway",
            },
        });
        assert_eq!((report.code.class(), javascript(report)), ("ProtocolError", expected));
    }
}

#[test]
// fixtures/id_tokens.json has what each one says.
fn an_id_token_error_is_the_same_within_a_result_and_alone() {
    for (error, message) in [
        (IdTokenError::NotText, "the id token is not a string"),
        // Natively, serde_json reads nothing so deep.
        (IdTokenError::TooDeep(TokenPart::Payload), "the payload of the id token nests deeper than 1000 levels"),
    ] {
        let within = json!({ "name": "IdTokenError", "code": "BAD_ID_TOKEN", "message": message });
        assert_eq!(javascript(error), within);
        let report = error.report();
        let alone = json!({
            "code": "BAD_ID_TOKEN", "delivery": "delivered", "message": message, "audience": "operator",
            "next": "stop", "hint": { "zh": report.hint.zh, "en": report.hint.en },
        });
        assert_eq!((report.code.class(), javascript(report)), ("IdTokenError", alone));
    }
}

#[test]
fn the_error_of_a_call_leads_to_the_transports() {
    use std::error::Error;
    let error: CallError<String, std::fmt::Error> = CallError::Transport(std::fmt::Error);
    assert_eq!(error.to_string(), "there is no whole reply");
    assert!(error.source().is_some_and(|source| source.is::<std::fmt::Error>()));
    let refused = refusal(Some("X.1"), None);
    let error: CallError<String, std::fmt::Error> = CallError::Reply(ReplyError::Api(refused));
    assert_eq!(error.to_string(), "the service refused the request with X.1");
    assert!(error.source().is_none());
}
