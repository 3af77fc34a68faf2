//! What to do about an error code that is known.

use serde::{Serialize, Serializer};

/// Advice for one error code, in both languages.
#[derive(Debug, PartialEq, Eq)]
pub struct Hint {
    /// The code, without prefix.
    pub error_code: &'static str,
    /// The advice in Chinese.
    pub zh: &'static str,
    /// The advice in English.
    pub en: &'static str,
}

impl Serialize for Hint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("zh", self.zh), ("en", self.en)])
    }
}

/// The codes seen from this family of interfaces. The list is open: a tenant may answer others.
pub const HINTS: &[Hint] = &[
    Hint {
        error_code: "SDK.COMMON.1001",
        en: "a required parameter is missing; a tenant that follows the misprinted page wants `bodyField: 'wchat_code'`",
        zh: "缺少必填参数；若租户按文档误印的字段名实现，请设置 `bodyField: 'wchat_code'`",
    },
    Hint {
        error_code: "SDK.COMMON.1003",
        en: "the device information is incomplete; a gateway may have dropped one of the X- headers",
        zh: "设备信息不完整；可能有网关丢掉了某个 X- 请求头",
    },
    Hint {
        error_code: "SDK.COMMON.1007",
        en: "the state token is wrong, used or expired; get a new one from the WeChat Mini Program Login interface",
        zh: "state_token 有误、已使用或已过期；请重新调用微信小程序登录接口获取",
    },
    Hint {
        error_code: "SDK.COMMON.1012",
        en: "the service has no such application; check `clientId` and `domain`",
        zh: "应用不存在；请检查 `clientId` 与 `domain`",
    },
    Hint {
        error_code: "SDK.COMMON.1013",
        en: "no user has this phone number; registering while binding creates one",
        zh: "没有使用该手机号的用户；可改用“绑定并注册”接口创建用户",
    },
    Hint {
        error_code: "SDK.LOGIN.1001",
        en: "the service's call to WeChat failed; let the user press the button again for a new code",
        zh: "服务端调用微信失败；请让用户重新点击按钮以获取新的授权码",
    },
    Hint {
        error_code: "SDK.LOGIN.1002",
        en: "the account is not bound to this application; an administrator has to authorise it",
        zh: "该账号未绑定此应用；请联系管理员授权",
    },
    Hint {
        error_code: "SDK.LOGIN.1003",
        en: "the account is locked; an administrator has to unlock it",
        zh: "账号已被锁定；请联系管理员解锁",
    },
];

/// The advice for `error_code`, which is without prefix and blanks.
pub fn hint_for(error_code: &str) -> Option<&'static Hint> {
    HINTS.iter().find(|hint| hint.error_code == error_code)
}
