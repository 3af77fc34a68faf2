//! The known claims in the order of the rows, with their names.

/// How a claim's value is read and masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// A text, also where it is a word such as `true`.
    Text,
    /// What its value says: `"true"` is the same as `true`.
    Value,
    /// A phone number.
    Phone,
    /// A mail address.
    Mail,
    /// A postal address (OpenID Connect Core §5.1.1).
    Address,
    /// Seconds since 1970 (RFC 7519 §2, NumericDate).
    Time,
}

/// A known claim.
#[non_exhaustive]
pub struct Label {
    /// Its spellings, the standard's first.
    pub claims: &'static [&'static str],
    /// Its name in Chinese.
    pub zh: &'static str,
    /// Its name in English.
    pub en: &'static str,
    /// What its value is.
    pub kind: Kind,
}

/// OpenID Connect Core §5.1 and RFC 7519 §4.1, each with the spellings that tenants use for it.
pub const LABELS: &[Label] = &[
    Label { claims: &["name", "displayName", "realName"], zh: "姓名", en: "Name", kind: Kind::Text },
    Label {
        claims: &["userName", "username", "preferred_username"], zh: "用户名", en: "User name", kind: Kind::Text
    },
    Label { claims: &["nickname", "nickName"], zh: "昵称", en: "Nickname", kind: Kind::Text },
    Label { claims: &["given_name"], zh: "名", en: "Given name", kind: Kind::Text },
    Label { claims: &["middle_name"], zh: "中间名", en: "Middle name", kind: Kind::Text },
    Label { claims: &["family_name"], zh: "姓", en: "Family name", kind: Kind::Text },
    Label {
        claims: &["phone_number", "phoneNumber", "phone", "mobile", "mobilePhone"],
        zh: "手机号",
        en: "Phone",
        kind: Kind::Phone,
    },
    Label { claims: &["phone_number_verified"], zh: "手机号已验证", en: "Phone verified", kind: Kind::Value },
    Label { claims: &["email", "mail"], zh: "邮箱", en: "Mail", kind: Kind::Mail },
    Label { claims: &["email_verified"], zh: "邮箱已验证", en: "Mail verified", kind: Kind::Value },
    Label { claims: &["gender", "sex"], zh: "性别", en: "Gender", kind: Kind::Text },
    Label { claims: &["birthdate", "birthday"], zh: "生日", en: "Birthday", kind: Kind::Text },
    Label { claims: &["address"], zh: "地址", en: "Address", kind: Kind::Address },
    Label { claims: &["locale", "language"], zh: "语言", en: "Language", kind: Kind::Text },
    Label { claims: &["zoneinfo"], zh: "时区", en: "Time zone", kind: Kind::Text },
    Label { claims: &["picture", "avatar"], zh: "头像", en: "Picture", kind: Kind::Text },
    Label { claims: &["profile"], zh: "主页", en: "Profile", kind: Kind::Text },
    Label { claims: &["website"], zh: "网站", en: "Website", kind: Kind::Text },
    Label { claims: &["sub"], zh: "用户标识", en: "Subject", kind: Kind::Text },
    Label { claims: &["iss"], zh: "签发方", en: "Issuer", kind: Kind::Text },
    Label { claims: &["aud"], zh: "受众", en: "Audience", kind: Kind::Text },
    Label { claims: &["azp"], zh: "被授权方", en: "Authorized party", kind: Kind::Text },
    Label { claims: &["iat"], zh: "签发时间", en: "Issued at", kind: Kind::Time },
    Label { claims: &["nbf"], zh: "生效时间", en: "Not before", kind: Kind::Time },
    Label { claims: &["exp"], zh: "过期时间", en: "Expires at", kind: Kind::Time },
    Label { claims: &["auth_time"], zh: "登录时间", en: "Signed in at", kind: Kind::Time },
    Label { claims: &["updated_at"], zh: "更新时间", en: "Updated at", kind: Kind::Time },
    Label { claims: &["jti"], zh: "令牌标识", en: "Token ID", kind: Kind::Text },
];

/// What a token says about itself and about the sign-in, not about the user: RFC 7519 §4.1, OpenID Connect Core §2, §3.3.2.11
/// and §5.6.2, and the registry of claims (<https://www.iana.org/assignments/jwt>). `sub` is also a claim about the user (§5.1).
pub const PROTOCOL_CLAIMS: &[&str] = &[
    "iss",
    "aud",
    "azp",
    "iat",
    "nbf",
    "exp",
    "auth_time",
    "jti",
    "nonce",
    "at_hash",
    "c_hash",
    "s_hash",
    "acr",
    "amr",
    "sid",
    "client_id",
    "scope",
    "cnf",
    "_claim_names",
    "_claim_sources",
];
