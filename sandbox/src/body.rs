use axum::body::{Body, Bytes, to_bytes};
use serde_json::{Map, Value};

use crate::refusal::Refusal;

/// Longer bodies are refused: a valid body contains a single code.
const MAX_BYTES: usize = 64 * 1024;

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
