use crate::code::CodeKind;

/// One interface of the identity service. All of them share one implementation.
#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) path: &'static str,
    pub(crate) code: CodeKind,
    pub(crate) demands_state_token: bool,
    pub(crate) job: Job,
}

/// What an endpoint does with a code that triggers no scenario.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Job {
    LogIn,
    Bind,
    RegisterAndBind,
}

pub(crate) static ENDPOINTS: [Endpoint; 3] = [
    Endpoint {
        path: "/api/v2/sdk/login/wechat-miniprogram",
        code: CodeKind::Login,
        demands_state_token: false,
        job: Job::LogIn,
    },
    Endpoint {
        path: "/api/v2/sdk/social/wechat-mobile-bind",
        code: CodeKind::Phone,
        demands_state_token: true,
        job: Job::Bind,
    },
    Endpoint {
        path: "/api/v2/sdk/social/wechat-mobile-register-bind",
        code: CodeKind::Phone,
        demands_state_token: true,
        job: Job::RegisterAndBind,
    },
];

/// The path of the JWK set.
pub(crate) const KEYS_PATH: &str = "/api/v1/oauth2/keys";

/// How the tenant spells the body's only field on the two binding interfaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BodyField {
    /// `wechat_code`, as in the vendor's example.
    #[default]
    WechatCode,
    /// `wchat_code`, as in the vendor's parameter table.
    WchatCode,
}

impl BodyField {
    /// The field's name in the body.
    pub fn name(self) -> &'static str {
        match self {
            Self::WechatCode => "wechat_code",
            Self::WchatCode => "wchat_code",
        }
    }

    /// The field of this name, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        [Self::WechatCode, Self::WchatCode].into_iter().find(|field| field.name() == name)
    }
}

impl Endpoint {
    /// The name of the body's only field.
    pub(crate) fn body_field(&self, phone_code_field: BodyField) -> &'static str {
        match self.code {
            CodeKind::Login => "code",
            CodeKind::Phone => phone_code_field.name(),
        }
    }
}
