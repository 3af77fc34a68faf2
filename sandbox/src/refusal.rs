use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use crate::language::Language;
use crate::reply;

/// The known error codes of these interfaces, and an unknown one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorCode {
    ParameterMissing,
    DeviceIncomplete,
    StateToken,
    WrongClient,
    NoSuchUser,
    WechatFailed,
    NotBoundToApplication,
    AccountLocked,
    Unlisted,
}

impl ErrorCode {
    /// The code without the `IDAAS.` prefix.
    fn name(self) -> &'static str {
        match self {
            Self::ParameterMissing => "SDK.COMMON.1001",
            Self::DeviceIncomplete => "SDK.COMMON.1003",
            Self::StateToken => "SDK.COMMON.1007",
            Self::WrongClient => "SDK.COMMON.1012",
            Self::NoSuchUser => "SDK.COMMON.1013",
            Self::WechatFailed => "SDK.LOGIN.1001",
            Self::NotBoundToApplication => "SDK.LOGIN.1002",
            Self::AccountLocked => "SDK.LOGIN.1003",
            Self::Unlisted => "SDK.COMMON.1099",
        }
    }

    /// The meaning of the code, for `error_msg`.
    pub(crate) const fn message(self, language: Language) -> &'static str {
        let (english, chinese) = match self {
            Self::ParameterMissing => ("a required parameter is missing or wrong", "缺少必填参数或参数有误"),
            Self::DeviceIncomplete => ("device information incomplete", "设备信息不完整"),
            Self::StateToken => ("state_token parameter error", "state_token参数错误"),
            Self::WrongClient => ("wrong client id, or no such application", "client_id错误或应用不存在"),
            Self::NoSuchUser => ("no such user", "用户不存在"),
            Self::WechatFailed => ("the call to WeChat failed", "调用微信接口失败"),
            Self::NotBoundToApplication => ("the account is not bound to this application", "账号未绑定该应用"),
            Self::AccountLocked => ("the account is locked", "账号已锁定"),
            Self::Unlisted => ("an error that the documentation does not list", "文档未列出的错误"),
        };
        match language {
            Language::English => english,
            Language::Chinese => chinese,
        }
    }
}

/// How a deployment spells an error code.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Spelling {
    Prefixed,
    WithoutPrefix,
    LeadingBlank,
}

/// A request refused with `error_code` and `error_msg`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refusal {
    code: ErrorCode,
    /// The parameter that is missing or wrong: its name, never its value.
    parameter: Option<&'static str>,
    spelling: Spelling,
    status: StatusCode,
}

impl Refusal {
    pub(crate) const fn of(code: ErrorCode) -> Self {
        Self { code, parameter: None, spelling: Spelling::Prefixed, status: StatusCode::BAD_REQUEST }
    }

    pub(crate) const fn parameter(name: &'static str) -> Self {
        Self { parameter: Some(name), ..Self::of(ErrorCode::ParameterMissing) }
    }

    pub(crate) const fn spelled(self, spelling: Spelling) -> Self {
        Self { spelling, ..self }
    }

    pub(crate) const fn under(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    pub(crate) fn respond(self, language: Language) -> Response {
        let name = self.code.name();
        let error_code = match self.spelling {
            Spelling::Prefixed => format!("IDAAS.{name}"),
            Spelling::WithoutPrefix => name.to_owned(),
            Spelling::LeadingBlank => format!(" IDAAS.{name}"),
        };
        let message = self.code.message(language);
        let error_msg = match self.parameter {
            Some(parameter) => format!("{message}: {parameter}"),
            None => message.to_owned(),
        };
        reply::json(self.status, json!({ "error_code": error_code, "error_msg": error_msg }).to_string())
    }
}
