//! The npm package, finished, in pkg/.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use crate::node::NpmTools;
use crate::project::Project;
use crate::wasm::{self, Module};
use crate::{folder, readme, sh, sizes};

/// A JavaScript file of the package: an entry in pkg-template/ with everything that it imports.
struct Bundle {
    entry: &'static str,
    output: &'static str,
    format: &'static str,
    platform: &'static str,
    /// The oldest syntax that it may hold.
    syntax: &'static str,
    /// What else the bundler is told.
    options: &'static [&'static str],
}

const BUNDLES: &[Bundle] = &[
    Bundle {
        entry: "node/index.ts",
        output: "node.cjs",
        format: "cjs",
        platform: "node",
        syntax: "node20",
        // Lines stay short enough to be quoted in a stack trace, as Node does.
        options: &["--inject:pkg-template/node/globals.ts", "--line-limit=120"],
    },
    // No line limit: it breaks strings apart, which a bundler's look for `new URL("….wasm", import.meta.url)` doesn't
    // see through.
    Bundle {
        entry: "web/index.ts",
        output: "web.js",
        format: "esm",
        platform: "browser",
        syntax: "es2020",
        options: &["--minify-identifiers"],
    },
    Bundle {
        entry: "miniprogram/index.ts",
        output: MINI_PROGRAM,
        format: "cjs",
        platform: "browser",
        // The syntax of Chrome 53 and iOS 10, which WeChat does not always lower.
        syntax: "es2015",
        // A code package has a limit and does not travel compressed, so names are shortened too.
        options: &[
            "--inject:pkg-template/miniprogram/globals.ts",
            "--minify-identifiers",
            // The entry is a module that exports as CommonJS does.
            "--log-override:commonjs-variable-in-esm=silent",
        ],
    },
    // For tests, wherever they run: it loads no wasm and asks no host for anything but timers.
    Bundle {
        entry: "testing/index.ts",
        output: "testing.js",
        format: "esm",
        platform: "neutral",
        syntax: "es2020",
        options: &["--line-limit=120"],
    },
    Bundle {
        entry: "testing/index.ts",
        output: "testing.cjs",
        format: "cjs",
        platform: "neutral",
        syntax: "es2020",
        options: &["--line-limit=120"],
    },
];

/// What WeChat's "build npm" copies into a mini program, word for word.
const MINI_PROGRAM_FOLDER: &str = "miniprogram_dist";

/// The bundle for other frameworks, and the index of that folder.
const MINI_PROGRAM: &str = "miniprogram.cjs";

/// Small, with no comment that names a path of this machine; but names stay: whoever reads a stack trace is helped more
/// than the few bytes would help.
const SHAPE: &[&str] = &["--bundle", "--minify-whitespace", "--minify-syntax", "--charset=utf8", "--log-level=warning"];

/// The pages of docs/ for whoever installs the package.
const PAGES: &[&str] = &[
    "after.md",
    "after.zh-CN.md",
    "miniprogram.md",
    "miniprogram.zh-CN.md",
    "server.md",
    "server.zh-CN.md",
    "testing.md",
    "testing.zh-CN.md",
    "tools.md",
    "tools.zh-CN.md",
    "troubleshooting.md",
    "troubleshooting.zh-CN.md",
];

/// The types that TypeScript reads as another module for `require`.
const TYPES: &[&str] = &["index", "testing"];

/// Builds the package, ready for `npm pack`, and prints its sizes.
///
/// # Errors
///
/// A tool is missing or fails, or the wasm is refused.
pub(crate) fn build(project: &Project) -> Result<()> {
    let tools = NpmTools::ensure(project)?;
    let module = wasm::build(project, &tools)?;

    sh::say("laying out pkg/");
    let (template, pkg) = (project.root.join("pkg-template"), project.pkg());
    folder::renew(&pkg)?;
    for bundle in BUNDLES {
        bundle.write(project, &tools, &module)?;
    }
    folder::copy(&template.join("shipped"), &pkg, &|_| true)?;
    for name in TYPES {
        let types = fs::read_to_string(pkg.join(format!("{name}.d.ts"))).with_context(|| format!("no {name}.d.ts"))?;
        fs::write(pkg.join(format!("{name}.d.cts")), for_require(&types))?;
    }
    folder::file(&module.wasm, &wasm_in(project))?;
    fill_mini_program(project, &module)?;
    for page in PAGES {
        folder::file(&project.root.join("docs").join(page), &pkg.join("docs").join(page))?;
    }
    for name in ["LICENSE", "CHANGELOG.md"] {
        folder::file(&project.root.join(name), &pkg.join(name))?;
    }
    for name in ["README.md", "README.zh-CN.md"] {
        let readme = fs::read_to_string(project.root.join(name)).with_context(|| format!("can't read {name}"))?;
        fs::write(pkg.join(name), readme::for_package(&readme))?;
    }
    let manifest = fs::read_to_string(template.join("package.json")).context("can't read pkg-template/package.json")?;
    fs::write(pkg.join("package.json"), fill(&manifest, project)?)?;

    println!("{}", sizes::table(&sizes::measure(&pkg)?));
    Ok(())
}

/// The folder for "build npm": the bundle, and the wasm as it is and compressed, each for base libraries of its own.
fn fill_mini_program(project: &Project, module: &Module) -> Result<()> {
    let pkg = project.pkg();
    let folder = pkg.join(MINI_PROGRAM_FOLDER);
    folder::file(&pkg.join(MINI_PROGRAM), &folder.join("index.js"))?;
    let wasm = folder.join(format!("{}.wasm", project.crate_name()));
    folder::file(&module.wasm, &wasm)?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/brotli.mjs");
    sh::run(Command::new("node").arg(script).arg(wasm))?;
    let utf8 = project.root.join("node_modules/@stablelib/utf8/LICENSE");
    folder::file(&utf8, &pkg.join("LICENSE.utf8"))
}

/// The wasm of the finished package.
pub(crate) fn wasm_in(project: &Project) -> PathBuf {
    project.pkg().join(format!("{}.wasm", project.crate_name()))
}

impl Bundle {
    /// Writes the bundle into pkg/.
    fn write(&self, project: &Project, tools: &NpmTools, module: &Module) -> Result<()> {
        let options = [
            format!("pkg-template/{}", self.entry),
            format!("--outfile={}", project.pkg().join(self.output).display()),
            format!("--format={}", self.format),
            format!("--platform={}", self.platform),
            format!("--target={}", self.syntax),
            format!("--alias:#glue={}", module.glue.display()),
        ];
        sh::run(tools.command("esbuild").args(options).args(SHAPE).args(self.options).current_dir(&project.root))
    }
}

/// The same types for `require`, which read the others of the package in the same way.
fn for_require(types: &str) -> String {
    types.replace("from './index.js'", "from './index.cjs'")
}

/// package.json: what Cargo.toml knows, then everything else that the template says.
fn fill(template: &str, project: &Project) -> Result<String> {
    let template: Map<String, Value> =
        serde_json::from_str(template).context("pkg-template/package.json is no JSON object")?;
    let known = [
        ("name", &project.name),
        ("version", &project.version),
        ("description", &project.description),
        ("license", &project.license),
    ];
    let known = known.map(|(field, value)| (field.to_owned(), Value::from(value.as_str())));
    let others = template.into_iter().filter(|(field, _)| !known.iter().any(|(name, _)| name == field));
    let manifest: Map<String, Value> = known.iter().cloned().chain(others).collect();
    Ok(format!("{:#}\n", Value::from(manifest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_for_require_read_types_for_require() {
        let types = "import type { A } from './index.js'\n";
        assert_eq!(for_require(types), "import type { A } from './index.cjs'\n");
    }

    #[test]
    fn package_json_begins_with_what_cargo_knows_and_keeps_its_order() {
        let project = Project {
            root: PathBuf::new(),
            target: PathBuf::new(),
            name: "a-b".to_owned(),
            version: "1.2.3".to_owned(),
            description: "does it".to_owned(),
            license: "MIT".to_owned(),
            wasm_bindgen: String::new(),
        };
        let template = r#"{"type": "module", "version": "0.0.0", "exports": {"b": 1, "a": 2}}"#;
        let filled: Value = serde_json::from_str(&fill(template, &project).unwrap()).unwrap();
        let expected = r#"{"name":"a-b","version":"1.2.3","description":"does it","license":"MIT","type":"module","exports":{"b":1,"a":2}}"#;
        assert_eq!(filled.to_string(), expected);
    }
}
