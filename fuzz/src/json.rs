//! A second reader of JSON, to compare the core's with, and any JSON value.

use arbitrary::{Arbitrary, Result, Unstructured};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Deserializer, Map, Value};
use wechat_mobile_bind::json::MAX_DEPTH;

/// What the text says by serde_json, or `None` where it isn't JSON or nested deeper than the core reads.
pub fn read(text: &str) -> Option<Value> {
    // This looks at the grammar and at nothing else, as a JavaScript host does.
    serde_json::from_str::<IgnoredAny>(text).ok()?;
    if depth(text) > MAX_DEPTH {
        return None;
    }
    let text = mended(text);
    let mut reader = Deserializer::from_str(&text);
    reader.disable_recursion_limit();
    Some(Value::deserialize(&mut reader).unwrap())
}

/// How deep arrays and objects are nested in JSON.
fn depth(json: &str) -> usize {
    let (mut depth, mut deepest, mut in_string) = (0_usize, 0, false);
    let mut bytes = json.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => in_string = !in_string,
            b'\\' => _ = bytes.next(),
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth -= 1,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// JSON in which each escaped surrogate without its other half is U+FFFD: so a host writes it in UTF-8.
fn mended(json: &str) -> String {
    let mut mended = String::new();
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        let (kept, length) = match (code_unit(escape), escape.get(6..).and_then(code_unit)) {
            (None, _) => (&escape[..2], 2),
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (&escape[..12], 12),
            (Some(0xd800..=0xdfff), _) => ("\\ufffd", 6),
            (Some(_), _) => (&escape[..6], 6),
        };
        mended.extend([before, kept]);
        rest = &escape[length..];
    }
    mended + rest
}

fn code_unit(escape: &str) -> Option<u16> {
    u16::from_str_radix(escape.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

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

/// JSON as any writer may spell it: with blanks and escapes, with halves of surrogates and names that come twice.
#[derive(Debug, Clone)]
pub struct Spelled(pub String);

impl<'a> Arbitrary<'a> for Spelled {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut json = String::new();
        spell(u, 4, &mut json)?;
        Ok(Self(json))
    }
}

const SCALARS: [&str; 12] = [
    "null",
    "true",
    "false",
    "0",
    "-0",
    "0.0",
    "999999999999999",
    "9007199254740993",
    "-1.50E-3",
    "2e+5",
    "1e999",
    "\"\\ud83d\\ude00\"",
];

fn spell(u: &mut Unstructured<'_>, depth: usize, json: &mut String) -> Result<()> {
    blank(u, json)?;
    match u.int_in_range(0..=if depth == 0 { 1 } else { 3 })? {
        0 => json.push_str(u.choose(&SCALARS)?),
        1 => spell_text(u.arbitrary()?, u, json)?,
        2 => spell_parts(u, json, ['[', ']'], |u, json| spell(u, depth - 1, json))?,
        _ => spell_parts(u, json, ['{', '}'], |u, json| {
            blank(u, json)?;
            spell_text(&name(u)?, u, json)?;
            blank(u, json)?;
            json.push(':');
            spell(u, depth - 1, json)
        })?,
    }
    blank(u, json)
}

fn spell_parts(
    u: &mut Unstructured<'_>,
    json: &mut String,
    [open, close]: [char; 2],
    part: impl Fn(&mut Unstructured<'_>, &mut String) -> Result<()>,
) -> Result<()> {
    json.push(open);
    blank(u, json)?;
    for index in 0..u.int_in_range(0..=4)? {
        if index > 0 {
            json.push(',');
        }
        part(u, json)?;
    }
    json.push(close);
    Ok(())
}

fn spell_text(text: &str, u: &mut Unstructured<'_>, json: &mut String) -> Result<()> {
    json.push('"');
    for character in text.chars() {
        let is_escaped = matches!(character, '\0'..' ' | '"' | '\\') || u.ratio(1, 4)?;
        match character {
            '"' | '\\' | '/' if u.arbitrary()? => json.extend(['\\', character]),
            '\n' if u.arbitrary()? => json.push_str("\\n"),
            _ if is_escaped => {
                // Now and then one half alone.
                let mut halves = [0; 2];
                for half in character.encode_utf16(&mut halves) {
                    if !u.ratio(1, 8)? {
                        json.push_str(&format!("\\u{half:04x}"));
                    }
                }
            }
            _ => json.push(character),
        }
    }
    json.push('"');
    Ok(())
}

fn blank(u: &mut Unstructured<'_>, json: &mut String) -> Result<()> {
    json.push_str(u.choose(&["", "", "", " ", "\n", "\t\r "])?);
    Ok(())
}
