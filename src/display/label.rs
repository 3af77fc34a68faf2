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

const fn label(claims: &'static [&'static str], zh: &'static str, en: &'static str, kind: Kind) -> Label {
    Label { claims, zh, en, kind }
}

/// OpenID Connect Core §5.1 and RFC 7519 §4.1, each with the spellings that tenants use for it.
pub const LABELS: &[Label] = &[
    label(&["name", "displayName", "realName"], "姓名", "Name", Kind::Text),
    label(&["userName", "username", "preferred_username"], "用户名", "User name", Kind::Text),
    label(&["nickname", "nickName"], "昵称", "Nickname", Kind::Text),
    label(&["given_name"], "名", "Given name", Kind::Text),
    label(&["middle_name"], "中间名", "Middle name", Kind::Text),
    label(&["family_name"], "姓", "Family name", Kind::Text),
    label(&["phone_number", "phoneNumber", "phone", "mobile", "mobilePhone"], "手机号", "Phone", Kind::Phone),
    label(&["phone_number_verified"], "手机号已验证", "Phone verified", Kind::Value),
    label(&["email", "mail"], "邮箱", "Mail", Kind::Mail),
    label(&["email_verified"], "邮箱已验证", "Mail verified", Kind::Value),
    label(&["gender", "sex"], "性别", "Gender", Kind::Text),
    label(&["birthdate", "birthday"], "生日", "Birthday", Kind::Text),
    label(&["address"], "地址", "Address", Kind::Address),
    label(&["locale", "language"], "语言", "Language", Kind::Text),
    label(&["zoneinfo"], "时区", "Time zone", Kind::Text),
    label(&["picture", "avatar"], "头像", "Picture", Kind::Text),
    label(&["profile"], "主页", "Profile", Kind::Text),
    label(&["website"], "网站", "Website", Kind::Text),
    label(&["sub"], "用户标识", "Subject", Kind::Text),
    label(&["iss"], "签发方", "Issuer", Kind::Text),
    label(&["aud"], "受众", "Audience", Kind::Text),
    label(&["azp"], "被授权方", "Authorized party", Kind::Text),
    label(&["iat"], "签发时间", "Issued at", Kind::Time),
    label(&["nbf"], "生效时间", "Not before", Kind::Time),
    label(&["exp"], "过期时间", "Expires at", Kind::Time),
    label(&["auth_time"], "登录时间", "Signed in at", Kind::Time),
    label(&["updated_at"], "更新时间", "Updated at", Kind::Time),
    label(&["jti"], "令牌标识", "Token ID", Kind::Text),
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
