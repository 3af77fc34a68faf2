//! What a sign-in asks the functions for that the caller passed.

use serde::ser::{Serialize, SerializeMap, Serializer};
use wasm_bindgen::prelude::*;

use super::error::Error;
use super::json::HostJson;
use super::write::to_plain;
use crate::reply::MemberValue;
use crate::sign_in::Question;

/// The argument of the function: what the user has to see, and the error of the last answer.
pub(super) fn argument(question: &Question<'_, HostJson>, error: Option<Error>) -> JsValue {
    let error = error.map(|error| HostJson::from(JsValue::from(error)));
    to_plain(&Argument { question, error })
}

struct Argument<'a> {
    question: &'a Question<'a, HostJson>,
    error: Option<HostJson>,
}

impl Serialize for Argument<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self.question {
            Question::LoginCode | Question::PhoneCode => {}
            Question::Recipient(ways) => map.serialize_entry("ways", *ways)?,
            Question::Captcha(puzzle) => {
                for (member, value) in &puzzle.values {
                    if let MemberValue::Picture(picture) = value {
                        map.serialize_entry(member.name, picture)?;
                    }
                }
            }
            Question::VerifyCode(sent_to) => map.serialize_entry("sentTo", sent_to)?,
        }
        if let Some(error) = &self.error {
            map.serialize_entry("error", error)?;
        }
        map.end()
    }
}
