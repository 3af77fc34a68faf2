use axum::body::{Body, Bytes, to_bytes};
use serde_json::{Map, Value};

use crate::refusal::Refusal;

/// Longer bodies are refused: a valid body contains a single code.
const MAX_BYTES: usize = 64 * 1024;

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

/// Reads the whole body, up to the length limit.
pub(crate) async fn read(body: Body) -> Result<Bytes, Refusal> {
    to_bytes(body, MAX_BYTES).await.map_err(|_| Refusal::parameter("body"))
}

/// The code in the body, which is an object with `field` and nothing else.
pub(crate) fn code(body: &[u8], field: &'static str) -> Result<String, Refusal> {
    let mut members: Map<String, Value> = serde_json::from_slice(body).map_err(|_| Refusal::parameter("body"))?;
    let Some(Value::String(code)) = members.remove(field).filter(|code| code != "") else {
        return Err(Refusal::parameter(field));
    };
    if !members.is_empty() {
        return Err(Refusal::parameter("body"));
    }
    Ok(code)
}
