//! What a wasm must be like before it is shipped: it runs on the oldest engines, and tells nothing of this machine.

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use wasmparser::types::{EntityType, TypesRef};
use wasmparser::{ValType, Validator, WasmFeatures};

/// Refuses a module that an engine of the first wasm release can't run, or that holds one of the paths.
///
/// # Errors
///
/// Says what stands in the way, and where.
pub(crate) fn check(module: &[u8], private: &[PathBuf]) -> Result<()> {
    let types = Validator::new_with_features(WasmFeatures::MVP)
        .validate_all(module)
        .context("the wasm needs more than the MVP features")?;
    let types = types.as_ref();
    let imports = types.core_imports().into_iter().flatten().map(|(_, name, entity)| (name, entity));
    for (name, entity) in imports.chain(types.core_exports().into_iter().flatten()) {
        check_entity(types, entity).with_context(|| format!("the wasm's `{name}`"))?;
    }
    for path in private {
        let bytes = path.as_os_str().as_encoded_bytes();
        let found = module.windows(bytes.len().max(1)).position(|window| window == bytes);
        ensure!(found.is_none(), "the wasm holds a path of this machine, {}; see RUSTFLAGS", path.display());
    }
    Ok(())
}

fn check_entity(types: TypesRef<'_>, entity: EntityType) -> Result<()> {
    match entity {
        EntityType::Func(id) => {
            let function = types[id].unwrap_func();
            let crosses = function.params().iter().chain(function.results());
            // An i64 is a BigInt in JavaScript: iOS 14.5, Chrome 85.
            ensure!(!crosses.into_iter().any(|ty| *ty == ValType::I64), "takes or gives an i64, which needs BigInt");
            Ok(())
        }
        EntityType::Memory(_) | EntityType::Table(_) => Ok(()),
        EntityType::Global(_) => bail!("is a Global, which WXWebAssembly on iOS does not know"),
        EntityType::Tag(_) | EntityType::FuncExact(_) => bail!("is of a kind that came after the MVP"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(text: &str) -> Result<(), String> {
        check(&wat::parse_str(text).unwrap(), &[]).map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn a_module_of_the_first_release_passes() {
        let passes = [
            "(module)",
            r#"(module
                (import "host" "call" (func (param i32 f64) (result i32)))
                (memory (export "memory") 1)
                (table (export "table") 1 funcref)
                (global (mut i32) (i32.const 65536))
                (func (export "half") (param f64) (result f64) (f64.div (local.get 0) (f64.const 2)))
                (func (param i64) (result i64) (local.get 0)))"#,
        ];
        for text in passes {
            assert_eq!(verdict(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn later_features_are_refused() {
        let refused = [
            ("(func (param i32) (result i32) (i32.extend8_s (local.get 0)))", "sign extension"),
            ("(func (param f64) (result i32) (i32.trunc_sat_f64_s (local.get 0)))", "saturating float to int"),
            ("(memory 1) (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 1)))", "bulk memory"),
            ("(func (result i32 i32) (i32.const 1) (i32.const 2))", "multi-value"),
            ("(func (param externref))", "reference types"),
            (r#"(import "host" "count" (global (mut i32)))"#, "mutable global"),
        ];
        for (body, feature) in refused {
            let message = verdict(&format!("(module {body})")).unwrap_err();
            assert!(message.starts_with("the wasm needs more than the MVP features: "), "{message}");
            assert!(message.contains(feature), "{message}");
        }
    }

    #[test]
    fn what_must_not_cross_is_refused_by_name() {
        let global = "is a Global, which WXWebAssembly on iOS does not know";
        let big = "takes or gives an i64, which needs BigInt";
        let refused = [
            (r#"(global (export "flag") i32 (i32.const 1))"#, format!("the wasm's `flag`: {global}")),
            (r#"(import "host" "flag" (global i32))"#, format!("the wasm's `flag`: {global}")),
            (r#"(func (export "now") (result i64) (i64.const 1))"#, format!("the wasm's `now`: {big}")),
            (r#"(func (export "at") (param i32 i64))"#, format!("the wasm's `at`: {big}")),
            (r#"(import "host" "at" (func (param i64)))"#, format!("the wasm's `at`: {big}")),
        ];
        for (body, message) in refused {
            assert_eq!(verdict(&format!("(module {body})")), Err(message));
        }
    }

    #[test]
    fn a_path_of_this_machine_is_refused() {
        let module = wat::parse_str(r#"(module (memory 1) (data (i32.const 0) "at /home/ann/src/lib.rs"))"#).unwrap();
        let private = ["/srv/build", "/home/ann"].map(PathBuf::from);
        let error = check(&module, &private).unwrap_err();
        assert_eq!(error.to_string(), "the wasm holds a path of this machine, /home/ann; see RUSTFLAGS");
        assert!(check(&module, &private[..1]).is_ok());
    }

    #[test]
    fn what_is_no_wasm_is_refused() {
        assert!(check(b"", &[]).is_err());
        assert!(check(b"\0asm\x01\0\0\0\x01", &[]).is_err());
    }
}
