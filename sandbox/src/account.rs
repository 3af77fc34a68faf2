use std::borrow::Cow;

use serde_json::json;

/// A user of the identity service.
#[derive(Clone, Debug)]
pub struct Account {
    /// The `sub` claim.
    pub subject: Cow<'static, str>,
    /// The name to sign in with.
    pub user_name: Cow<'static, str>,
    /// The display name.
    pub name: Cow<'static, str>,
    /// The nickname.
    pub nick_name: Cow<'static, str>,
    /// `男` or `女`; empty if unknown.
    pub gender: Cow<'static, str>,
    /// Eleven digits; a phone code refers to it.
    pub phone: Cow<'static, str>,
    /// The mail address; empty if there is none.
    pub email: Cow<'static, str>,
    /// The postal address; empty if there is none.
    pub address: Cow<'static, str>,
    /// The WeChat user who is bound to this account from the start.
    pub wechat_user: Option<&'static str>,
}

/// The accounts that exist when the service starts. A phone code without a phone number stands for the
/// first one.
pub static DIRECTORY: [Account; 4] = [
    Account {
        subject: Cow::Borrowed("10001"),
        user_name: Cow::Borrowed("zhangwei"),
        name: Cow::Borrowed("张伟"),
        nick_name: Cow::Borrowed("大伟🐼"),
        gender: Cow::Borrowed("男"),
        phone: Cow::Borrowed("13800138000"),
        email: Cow::Borrowed("zhang.wei@example.com"),
        address: Cow::Borrowed("北京市海淀区中关村大街1号"),
        wechat_user: None,
    },
    Account {
        subject: Cow::Borrowed("10002"),
        user_name: Cow::Borrowed("wangfang"),
        name: Cow::Borrowed("王芳"),
        nick_name: Cow::Borrowed("芳芳🌸"),
        gender: Cow::Borrowed("女"),
        phone: Cow::Borrowed("13900139000"),
        email: Cow::Borrowed("wang.fang@example.com"),
        address: Cow::Borrowed("上海市浦东新区世纪大道88号"),
        wechat_user: Some("wangfang"),
    },
    Account {
        subject: Cow::Borrowed("10003"),
        user_name: Cow::Borrowed("ouyangna"),
        name: Cow::Borrowed("欧阳娜"),
        nick_name: Cow::Borrowed("娜娜"),
        gender: Cow::Borrowed("女"),
        phone: Cow::Borrowed("13700137000"),
        email: Cow::Borrowed("ouyang.na@example.com"),
        address: Cow::Borrowed("广州市天河区体育西路5号"),
        wechat_user: Some("ouyangna"),
    },
    Account {
        subject: Cow::Borrowed("10004"),
        user_name: Cow::Borrowed("aygul"),
        name: Cow::Borrowed("阿依古丽·买买提"),
        nick_name: Cow::Borrowed("月亮花🌙"),
        gender: Cow::Borrowed("女"),
        phone: Cow::Borrowed("13600136000"),
        email: Cow::Borrowed("aygul@example.com"),
        address: Cow::Borrowed("乌鲁木齐市天山区解放北路16号"),
        wechat_user: None,
    },
];

impl Account {
    /// A new account with only a phone number.
    pub(crate) fn registered(subject: String, phone: &str) -> Self {
        Self {
            subject: subject.into(),
            user_name: format!("u{phone}").into(),
            name: "新用户".into(),
            nick_name: "".into(),
            gender: "".into(),
            phone: phone.to_owned().into(),
            email: "".into(),
            address: "".into(),
            wechat_user: None,
        }
    }

    /// The profile as in the claim `api`: JSON in a string.
    pub(crate) fn profile(&self) -> String {
        let mut profile = json!({
            "userName": self.user_name,
            "name": self.name,
            "nickName": self.nick_name,
            "gender": self.gender,
            "mobile": self.phone,
            "email": self.email,
            "address": self.address,
        });
        if let Some(members) = profile.as_object_mut() {
            members.retain(|_, value| value != "");
        }
        profile.to_string()
    }
}
