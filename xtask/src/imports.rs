//! The functions that the wasm imports: an exception of one of them would end the instance for every call under way, so each is
//! `catch`, or is listed here with the reason why it can't throw.

use anyhow::{Context, Result, ensure};
use wasmparser::{Parser, Payload};

/// How the JavaScript of an import begins that can't throw, whatever values a caller, a host or a reply brings, and why.
/// What follows from built-ins of JavaScript that were replaced is not counted: SECURITY.md lists those that are trusted.
const CANT_THROW: &[(&str, &str)] = &[
    // The glue's own table of objects.
    ("takeObject(arg0);", "frees a slot"),
    ("const ret = getObject(arg0); return addHeapObject(ret);", "copies a slot"),
    ("const ret = arg0; return addHeapObject(ret);", "a number"),
    ("const ret = getStringFromWasm0(arg0, arg1); return addHeapObject(ret);", "a text of the wasm, which is UTF-8"),
    ("const ret = makeMutClosure(arg0, arg1, ", "makes a function"),
    ("getObject(arg0)._wbg_cb_unref();", "called on what `makeMutClosure` made"),
    // Questions about a value's type.
    ("const ret = getObject(arg0) === ", "compares"),
    ("const ret = getObject(arg0) == null;", "compares"),
    ("const val = getObject(arg0); const ret = typeof(val) === 'object'", "asks for a type"),
    ("const ret = typeof(getObject(arg0)) === ", "asks for a type"),
    ("const ret = textLength(getObject(arg0));", "reads the length of a text, if it is one"),
    ("const obj = getObject(arg1); const ret = typeof(obj) === 'number'", "reads a number"),
    ("const obj = getObject(arg1); const ret = typeof(obj) === 'string'", "copies a text"),
    ("const v = getObject(arg0); const ret = typeof(v) === 'boolean'", "reads a boolean"),
    // Promises: those that are waited for were made here.
    ("const ret = getObject(arg0).then(", "called on a promise of `Promise.resolve` or of deadline.js"),
    ("const ret = Promise.resolve(getObject(arg0));", "called with the callers' parameters never"),
    ("try { var state0 = {a: arg0, b: arg1};", "`new Promise`, whose executor is the wasm's"),
    ("const ret = getObject(arg0).queueMicrotask;", "read of the object that the shell passes"),
    ("queueMicrotask(getObject(arg0));", "the shell's"),
    ("const ret = typeof globalThis === ", "asks for a global"),
    ("const ret = typeof self === ", "asks for a global"),
    ("const ret = typeof window === ", "asks for a global"),
    ("const ret = typeof global === ", "asks for a global"),
    ("const ret = Date.now();", "the time"),
    // Results: members of objects and arrays that were just made, where `Object.prototype` is as it should be.
    ("const ret = new Object();", "makes an object"),
    ("const ret = new Array();", "makes an array"),
    ("const ret = new Map();", "makes a map"),
    ("getObject(arg0)[takeObject(arg1)] = takeObject(arg2);", "set on a new object"),
    ("getObject(arg0)[arg1 >>> 0] = takeObject(arg2);", "set on a new array"),
    ("const ret = getObject(arg0).set(getObject(arg1), getObject(arg2));", "set on a new map"),
    ("const ret = Number(getObject(arg0));", "the number by which serde-wasm-bindgen passes a value through"),
    // Requests: members of an object without a prototype.
    ("getObject(arg0).method = ", "set on a new object"),
    ("getObject(arg0).headers = ", "set on a new object"),
    ("getObject(arg0).body = ", "set on a new object"),
    ("getObject(arg0).signal = ", "set on a new object"),
    ("getObject(arg0).redirect = ", "set on a new object"),
    ("getObject(arg0).credentials = ", "set on a new object"),
    ("getObject(arg0).cache = ", "set on a new object"),
    ("getObject(arg0).referrerPolicy = ", "set on a new object"),
    // Arrays that `JSON.parse` or `Reflect.ownKeys` made, and texts.
    ("const ret = getObject(arg0)[arg1 >>> 0];", "read of such an array"),
    ("const ret = getObject(arg0).length;", "read of such an array, or of a text"),
    // Reached by no input.
    (
        "const ret = Error(getStringFromWasm0(arg0, arg1));",
        "an error of serde, which serializes all types of the crate",
    ),
    (
        "throw new Error(getStringFromWasm0(arg0, arg1));",
        "a panic of wasm-bindgen: what was borrowed is borrowed again",
    ),
];

/// Refuses a module that imports a function that might throw into it. `glue` is what wasm-bindgen generated for it.
///
/// # Errors
///
/// Names the import.
pub(crate) fn check(module: &[u8], glue: &str) -> Result<()> {
    for payload in Parser::new(0).parse_all(module) {
        let Payload::ImportSection(imports) = payload? else { continue };
        for import in imports.into_imports() {
            let name = import?.name;
            let body = body(glue, name).with_context(|| format!("the glue doesn't define `{name}`"))?;
            let is_caught = body.starts_with("return handleError(");
            let is_listed = CANT_THROW.iter().any(|(start, _)| body.starts_with(start));
            ensure!(is_caught || is_listed, "the import `{name}` may throw into the wasm: make it `catch`.\n{body}");
        }
    }
    Ok(())
}

/// The body of a function of the glue, on one line and without comments.
fn body(glue: &str, name: &str) -> Option<String> {
    let (_, function) = glue.split_once(&format!("export function {name}("))?;
    let (body, _) = function.split_once("\n}")?;
    let (_, body) = body.split_once(") {")?;
    let lines = body.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    Some(lines.collect::<Vec<_>>().join(" ").trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::check;

    fn verdict(body: &str) -> Result<(), String> {
        let module = wat::parse_str(r#"(module (import "./glue.js" "__wbg_f" (func)))"#).unwrap();
        check(&module, &format!("export function __wbg_f({body}\n}}\n")).map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn an_import_that_is_caught_or_listed_passes() {
        for body in [
            ") { return handleError(function (arg0) {\n    getObject(arg0).anything();\n}, arguments); }",
            "arg0) {\n    // A comment.\n    takeObject(arg0);",
        ] {
            assert_eq!(verdict(body), Ok(()));
        }
    }

    #[test]
    fn an_import_that_is_neither_is_refused_by_name() {
        for body in [
            "arg0) {\n    getObject(arg0).anything();",
            "arg0) {\n    takeObject(arg1);",
            "arg0) {\n    handleError(arg0);",
        ] {
            let message = verdict(body).unwrap_err();
            assert!(message.starts_with("the import `__wbg_f` may throw into the wasm"), "{message}");
        }
    }

    #[test]
    fn an_import_that_the_glue_lacks_is_refused() {
        let module = wat::parse_str(r#"(module (import "./glue.js" "__wbg_g" (func)))"#).unwrap();
        let error = check(&module, "export function __wbg_f(arg0) {\n}\n").unwrap_err();
        assert_eq!(error.to_string(), "the glue doesn't define `__wbg_g`");
    }
}
