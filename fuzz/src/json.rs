//! Any JSON value.

use arbitrary::{Arbitrary, Result, Unstructured};
use serde_json::{Map, Value};

/// A JSON value of bounded depth, whose strings may hold a place for a secret.
#[derive(Debug, Clone)]
pub struct AnyJson(pub Value);

impl<'a> Arbitrary<'a> for AnyJson {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        value(u, 4).map(Self)
    }
}

fn value(u: &mut Unstructured<'_>, depth: usize) -> Result<Value> {
    let kinds: u8 = if depth == 0 { 5 } else { 7 };
    Ok(match u.int_in_range(0..=kinds)? {
        0 => Value::Null,
        1 => u.arbitrary::<bool>()?.into(),
        2 => u.arbitrary::<i64>()?.into(),
        // What is no JSON number becomes null.
        3 => u.arbitrary::<f64>()?.into(),
        4 => u.arbitrary::<&str>()?.into(),
        5 => u
            .choose(&["SUCCESS", " SOCIAL_BIND", "IDAAS.SDK.COMMON.1007", "§", "13812345678", "a@b.cn"])?
            .to_string()
            .into(),
        6 => Value::Array((0..u.int_in_range(0..=4)?).map(|_| value(u, depth - 1)).collect::<Result<_>>()?),
        _ => Value::Object(members(u, depth - 1)?),
    })
}

fn members(u: &mut Unstructured<'_>, depth: usize) -> Result<Map<String, Value>> {
    (0..u.int_in_range(0..=4)?).map(|_| Ok((name(u)?, value(u, depth)?))).collect()
}

/// A member's name: often one that the core looks for.
fn name(u: &mut Unstructured<'_>) -> Result<String> {
    let known = ["api", "exp", "iat", "sub", "phone", "email", "name", "socialBindOrRegisterFlow", "__proto__", "§"];
    Ok(if u.ratio(2, 3)? { (*u.choose(&known)?).to_owned() } else { u.arbitrary()? })
}

/// An object with any members.
#[derive(Debug, Clone)]
pub struct AnyObject(pub Map<String, Value>);

impl<'a> Arbitrary<'a> for AnyObject {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        members(u, 4).map(Self)
    }
}
