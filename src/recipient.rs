//! Whom a verification code is sent to.

use serde::{Serialize, Serializer};

use crate::check::Sending;
use crate::error::{Issues, Subject, ValidationError};
use crate::mask::{Numbers, mask_contacts, mask_mail};
use crate::raw::Values;
use crate::spec::{EMAIL, Endpoint, Field, MOBILE, SEND_EMAIL, SEND_SMS};

/// The members of a recipient, of which there is one.
pub const RECIPIENT: &[Field] = &[MOBILE.or_another(), EMAIL.or_another()];

/// How a verification code is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Way {
    /// By text message.
    Mobile,
    /// By mail.
    Email,
}

impl Way {
    /// The name that JavaScript sees: that of the recipient's field.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mobile => MOBILE.name,
            Self::Email => EMAIL.name,
        }
    }

    /// The interface that sends it.
    pub fn endpoint(self) -> &'static Endpoint {
        match self {
            Self::Mobile => &SEND_SMS,
            Self::Email => &SEND_EMAIL,
        }
    }
}

impl Serialize for Way {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A checked recipient. It has no `Debug`: the address is a secret.
#[non_exhaustive]
pub struct Recipient {
    /// How the code is sent.
    pub way: Way,
    /// The phone number, or the mail address.
    pub address: String,
}

impl Recipient {
    /// Checks a recipient: a `mobile`, or an `email`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMS`, if neither or both are there, or if the one that is breaks its rule.
    ///
    /// # Examples
    ///
    /// ```ignore-wasm32
    /// use wechat_mobile_bind::raw::Values;
    /// use wechat_mobile_bind::recipient::Recipient;
    ///
    /// let recipient = Recipient::check(&Values::default().with("mobile", "13812345678")).unwrap();
    /// assert_eq!(recipient.masked(), "138****5678");
    /// ```
    pub fn check(values: &Values) -> Result<Self, ValidationError> {
        let mut issues = Issues::default();
        Sending::default().add(RECIPIENT, values, &mut issues);
        if !issues.is_empty() {
            return Err(ValidationError::new(Subject::Params, issues));
        }
        let way = if values.lacks(EMAIL.name) { Way::Mobile } else { Way::Email };
        Ok(Self { way, address: values.get(way.as_str()).as_text().unwrap_or_default().to_owned() })
    }

    /// The address as its owner may be shown it.
    pub fn masked(&self) -> String {
        match self.way {
            Way::Mobile => mask_contacts(&self.address, Numbers::Phones),
            Way::Email => mask_mail(&self.address),
        }
    }
}
