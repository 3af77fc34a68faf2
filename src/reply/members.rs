//! Replies that are an object with certain members.

use secrecy::{ExposeSecret, SecretString};
use serde::ser::{Serialize, SerializeMap};
use std::fmt;

use super::{Unread, token};
use crate::error::ProtocolErrorKind;
use crate::json::Json;
use crate::spec::{Member, MemberKind};

/// The members of a reply. They are secrets, or too long to be printed.
#[non_exhaustive]
pub struct Members<J> {
    /// Each member that the interface documents, in the order of its row.
    pub values: Vec<(&'static Member, MemberValue<J>)>,
    /// The HTTP status of the reply.
    pub http_status: u16,
    /// The object that the service sent.
    pub raw: J,
}

/// The value of a member.
#[non_exhaustive]
pub enum MemberValue<J> {
    /// A secret.
    Secret(SecretString),
    /// The host's own text.
    Picture(J),
}

impl<J> Members<J> {
    /// The secret of that name.
    pub fn secret(&self, name: &str) -> Option<&SecretString> {
        self.values.iter().find_map(|(member, value)| match value {
            MemberValue::Secret(secret) if member.name == name => Some(secret),
            _ => None,
        })
    }

    /// The picture of that name.
    pub fn picture(&self, name: &str) -> Option<&J> {
        self.values.iter().find_map(|(member, value)| match value {
            MemberValue::Picture(picture) if member.name == name => Some(picture),
            _ => None,
        })
    }
}

impl<J: Serialize> Members<J> {
    pub(super) fn serialize_into<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        for (member, value) in &self.values {
            match value {
                // EXPOSE: the result gives the caller what the next call needs.
                MemberValue::Secret(secret) => map.serialize_entry(member.name, secret.expose_secret())?,
                MemberValue::Picture(picture) => map.serialize_entry(member.name, picture)?,
            }
        }
        map.serialize_entry("httpStatus", &f64::from(self.http_status))?;
        map.serialize_entry("raw", &self.raw)
    }
}

impl<J> fmt::Debug for Members<J> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Members").field("http_status", &self.http_status).finish_non_exhaustive()
    }
}

/// Reads the members of a reply that is no refusal.
pub(super) fn read<J: Json>(rows: &'static [Member], raw: J, http_status: u16) -> Result<Members<J>, Unread> {
    let mut values = Vec::new();
    for member in rows {
        let value = match member.kind {
            MemberKind::Secret => token(&raw, member.sent).map(MemberValue::Secret),
            MemberKind::Picture => raw.member(member.sent).filter(J::is_filled_text).map(MemberValue::Picture),
        };
        values.push((member, value.ok_or(ProtocolErrorKind::NoMember(member.sent))?));
    }
    Ok(Members { values, http_status, raw })
}
