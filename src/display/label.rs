//! The claims that are known, in reading order, with their names for people.

use crate::text::{Split, split, table};

/// How a claim's value is read and masked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Phone,
    Mail,
    /// Seconds since 1970 (RFC 7519 §2, NumericDate).
    Time,
}

impl Kind {
    /// What a claim that isn't known holds, by its name.
    pub(super) fn of_unknown(claim: &str) -> Self {
        if contains(claim, b"phone") || contains(claim, b"mobile") {
            return Self::Phone;
        }
        if contains(claim, b"mail") {
            return Self::Mail;
        }
        Self::Text
    }
}

fn contains(claim: &str, word: &[u8]) -> bool {
    claim.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word))
}

/// A claim's name for people.
pub(super) struct Label {
    /// The claim's own names, with blanks between them.
    claims: &'static str,
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    pub(super) kind: Kind,
}

impl Label {
    /// The claim's own names: that of the standard, and the spellings that tenants use for it.
    pub(super) fn claims(&self) -> Split<'static> {
        split(self.claims, b' ')
    }
}

/// The labels in reading order.
pub(super) fn labels() -> impl Iterator<Item = Label> {
    table(LABELS).map(|[claims, zh, en]| {
        let (mark, claims) = claims.split_at_checked(1).unwrap_or_default();
        let kind = match mark {
            "#" => Kind::Phone,
            "@" => Kind::Mail,
            "~" => Kind::Time,
            _ => Kind::Text,
        };
        Label { claims, zh, en, kind }
    })
}

/// OpenID Connect Core §5.1 and RFC 7519 §4.1. In front of the claims stands what they hold: `#` a phone number, `@` a mail
/// address, `~` a time, `.` any other text.
const LABELS: &str = "\
.name displayName realName|姓名|Name
.userName username preferred_username|用户名|User name
.nickname nickName|昵称|Nickname
.given_name|名|Given name
.middle_name|中间名|Middle name
.family_name|姓|Family name
#phone_number phoneNumber phone mobile mobilePhone|手机号|Phone
.phone_number_verified|手机号已验证|Phone verified
@email mail|邮箱|Mail
.email_verified|邮箱已验证|Mail verified
.gender sex|性别|Gender
.birthdate birthday|生日|Birthday
.address|地址|Address
.locale language|语言|Language
.zoneinfo|时区|Time zone
.picture avatar|头像|Picture
.profile|主页|Profile
.website|网站|Website
.sub|用户标识|Subject
.iss|签发方|Issuer
.aud|受众|Audience
.azp|被授权方|Authorized party
~iat|签发时间|Issued at
~nbf|生效时间|Not before
~exp|过期时间|Expires at
~auth_time|登录时间|Signed in at
~updated_at|更新时间|Updated at
.jti|令牌标识|Token ID";

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::{LABELS, labels};

    #[test]
    fn each_line_is_a_label_and_each_claim_has_one() {
        assert_eq!(labels().count(), LABELS.lines().count());
        let mut claims: Vec<_> = labels().flat_map(|label| label.claims()).collect();
        assert!(claims.iter().all(|claim| claim.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')));
        claims.sort_unstable();
        let count = claims.len();
        claims.dedup();
        assert_eq!((claims.len(), count), (42, 42));
        for label in labels() {
            assert!(!label.zh.is_empty() && !label.zh.is_ascii() && !label.en.is_empty() && label.en.is_ascii());
        }
    }
}
