//! The functions that a wasm spends its bytes on.

use anyhow::{Context, Result};
use wasmparser::{Parser, Payload, TypeRef};

/// Longer names are cut: what they end with is type parameters.
const NAME_WIDTH: usize = 100;

/// A function, and the bytes of its body.
#[derive(Debug, PartialEq)]
pub(crate) struct Function {
    name: String,
    bytes: usize,
}

/// The largest functions of a module, the largest first; `symbols` is the map that wasm-opt writes, a line
/// `index:name` for each function.
///
/// # Errors
///
/// The module is no wasm, or the map is none of it.
pub(crate) fn largest(module: &[u8], symbols: &str, count: usize) -> Result<Vec<Function>> {
    let mut names = symbols.lines().filter_map(|line| Some(line.split_once(':')?.1));
    let mut functions = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            // Imported ones are counted first. They have a name and no body.
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    if matches!(import?.ty, TypeRef::Func(_)) {
                        names.next();
                    }
                }
            }
            Payload::CodeSectionEntry(body) => {
                let name = names.next().context("the map of symbols names fewer functions than the wasm has")?;
                functions.push(Function { name: short(name), bytes: body.as_bytes().len() });
            }
            _ => {}
        }
    }
    functions.sort_by(|one, other| other.bytes.cmp(&one.bytes).then_with(|| one.name.cmp(&other.name)));
    functions.truncate(count);
    Ok(functions)
}

/// The functions as a table for people.
pub(crate) fn table(functions: &[Function]) -> String {
    let rows = functions.iter().map(|Function { name, bytes }| format!("{bytes:>7}  {name}"));
    std::iter::once(format!("{:>7}  function", "bytes")).chain(rows).collect::<Vec<_>>().join("\n")
}

/// The name less the hashes that tell crates of one name apart: `core[15266d276e3a2055]::fmt` is `core::fmt`.
fn short(name: &str) -> String {
    let mut short = String::new();
    for (number, part) in name.split('[').enumerate() {
        match part.split_once(']') {
            Some((hash, rest)) if number > 0 && is_hash(hash) => short.push_str(rest),
            _ if number > 0 => short.extend(["[", part]),
            _ => short.push_str(part),
        }
    }
    match short.char_indices().nth(NAME_WIDTH) {
        Some((cut, _)) => format!("{}…", &short[..cut]),
        None => short,
    }
}

// Of the types that stand in brackets, `f32` and `f64` are hexadecimal digits too.
fn is_hash(text: &str) -> bool {
    text.len() > 3 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module() -> Vec<u8> {
        let text = r#"(module
            (import "host" "memory" (memory 1))
            (import "host" "call" (func))
            (func (drop (i32.const 1)))
            (func (drop (i32.const 1)) (drop (i32.const 2)) (drop (i32.const 3)))
            (func))"#;
        wat::parse_str(text).unwrap()
    }

    #[test]
    fn the_largest_come_first_under_their_own_names() {
        let functions = largest(&module(), "0:host::call\n1:some\n2:a[15266d276e3a2055]::most\n3:none\n", 2).unwrap();
        assert_eq!(table(&functions), "  bytes  function\n     11  a::most\n      5  some");
    }

    #[test]
    fn a_map_of_another_module_is_refused() {
        let error = largest(&module(), "0:host::call\n1:some\n", 10).unwrap_err();
        assert_eq!(error.to_string(), "the map of symbols names fewer functions than the wasm has");
        assert!(largest(b"no wasm", "", 10).is_err());
    }

    #[test]
    fn names_lose_hashes_and_keep_types() {
        for (name, expected) in [
            ("<[u8] as core[15266d276e3a2055]::fmt::Debug>::fmt", "<[u8] as core::fmt::Debug>::fmt"),
            ("a[8ba9f93f7da2ae8]::sum::<[f32]>", "a::sum::<[f32]>"),
            ("client_bind", "client_bind"),
        ] {
            assert_eq!(short(name), expected);
        }
        assert_eq!(short(&"é".repeat(101)), format!("{}…", "é".repeat(100)));
    }
}
