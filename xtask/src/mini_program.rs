//! The package in mini programs: compiled by WeChat's own tool, run on old engines.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value};

use crate::node::{self, NpmTools};
use crate::project::Project;
use crate::{debian, folder, package, sandbox, sh, tarball};

/// The ways that WeChat's tool compiles: as the sources are, and lowered to ES5 and minified.
const VARIANTS: &[&str] = &["raw", "es6"];

/// Everything of this, the package built first.
///
/// # Errors
///
/// The first step that fails.
pub(crate) fn run(project: &Project) -> Result<()> {
    tools(project)?;
    package::build(project)?;
    tarball::pack(project)?;
    sandbox::build(project)?;
    compile(project)?;
    build_consumers(project)?;
    test(project)
}

/// Projects of other frameworks, each with the command that builds it.
const CONSUMERS: &[(&str, &[&str])] =
    &[("taro", &["taro", "build", "--type", "weapp"]), ("weapp-vite", &["weapp-vite", "build"])];

/// Looks for what the tests need: the simulator, and other frameworks from npm.
///
/// # Errors
///
/// Something is missing and can't be installed here.
pub(crate) fn tools(project: &Project) -> Result<()> {
    simulator(project)?;
    for (name, _) in CONSUMERS {
        node::install_locked(&consumer(project, name), name)?;
    }
    Ok(())
}

/// Looks for what the simulator needs: old engines from npm, and JavaScriptCore's shell.
///
/// # Errors
///
/// Something is missing and can't be installed here.
pub(crate) fn simulator(project: &Project) -> Result<()> {
    node::install_locked(&tests(project), "the tools for mini programs")?;
    if std::env::var_os("JSC").is_none() && sh::find("jsc").is_none() {
        debian::install(
            &["libjavascriptcoregtk-4.0-bin"],
            "JavaScriptCore's shell `jsc` is not on PATH, nor named by JSC",
        )?;
        ensure!(sh::find("jsc").is_some(), "apt-get installed libjavascriptcoregtk-4.0-bin, yet `jsc` is not on PATH");
    }
    Ok(())
}

/// Installs the packed package in a copy of the example and compiles that.
///
/// # Errors
///
/// npm or WeChat's tool fails.
pub(crate) fn compile(project: &Project) -> Result<()> {
    sh::say("compiling the example mini program with WeChat's tool");
    let place = place(project);
    folder::renew(&place)?;
    let example = place.join("example");
    let sources = project.root.join("www/miniprogram");
    let wanted = |path: &Path| !["node_modules", "miniprogram_npm"].iter().any(|name| path.ends_with(name));
    folder::copy(&sources, &example, &wanted)?;
    tarball::install(project, &example)?;
    bundle_conformance(project)?;
    for variant in VARIANTS {
        let script = tests(project).join("compile.cjs");
        let compiled = place.join(variant);
        sh::read(Command::new("node").arg(script).arg(&example).arg(&compiled).arg(variant).current_dir(&place))
            .with_context(|| format!("WeChat's tool can't compile the example as {variant}"))?;
    }
    Ok(())
}

/// Builds the projects of other frameworks with the packed package, without the network.
///
/// # Errors
///
/// A framework fails.
pub(crate) fn build_consumers(project: &Project) -> Result<()> {
    for (name, command) in CONSUMERS {
        sh::say(&format!("building the consumer {name}"));
        let (home, place) = (consumer(project, name), place(project).join(name));
        let modules = home.join("node_modules");
        tarball::unpack(project, &home)?;
        folder::renew(&place)?;
        folder::copy(&home, &place, &|path| !["node_modules", "dist"].iter().any(|name| path.ends_with(name)))?;
        depend(project, &place.join("package.json"))?;
        link(&modules, &place.join("node_modules"))?;
        let program = sh::npm_script(&modules.join(".bin").join(command[0]));
        // It is told by its exit status; a bar that moves is of no use in a log.
        sh::read({ program }.args(&command[1..]).current_dir(&place).env("NODE_ENV", "production"))?;
    }
    Ok(())
}

/// Names the package in the consumer's package.json, as `npm install` would. It can't stand there before: the lock file
/// would have to know it.
fn depend(project: &Project, manifest: &Path) -> Result<()> {
    let mut fields: Map<String, Value> = serde_json::from_str(&fs::read_to_string(manifest)?)?;
    let dependencies = fields.entry("dependencies").or_insert_with(|| Value::Object(Map::new()));
    dependencies[&project.name] = Value::from(project.version.as_str());
    fs::write(manifest, Value::from(fields).to_string()).with_context(|| format!("can't write {}", manifest.display()))
}

#[cfg(unix)]
fn link(folder: &Path, at: &Path) -> Result<()> {
    Ok(std::os::unix::fs::symlink(folder, at)?)
}

#[cfg(windows)]
fn link(folder: &Path, at: &Path) -> Result<()> {
    Ok(std::os::windows::fs::symlink_dir(folder, at)?)
}

/// Makes one script of the conformance suite, in the syntax of the oldest engine of the tests.
///
/// # Errors
///
/// esbuild fails.
fn bundle_conformance(project: &Project) -> Result<()> {
    let options = [
        "tests/conformance/cases.js",
        "--bundle",
        "--format=cjs",
        "--target=es2018",
        "--log-level=warning",
        "--inject:tests/miniprogram/conformance-globals.js",
        "--define:Object.fromEntries=fromEntries",
        "--define:globalThis=global",
        "--supported:bigint=true",
    ];
    sh::run(
        NpmTools::ensure(project)?
            .command("esbuild")
            .args(options)
            .arg(format!("--outfile={}", place(project).join("conformance.js").display()))
            .current_dir(&project.root),
    )
}

/// Runs the tests, against the sandbox.
///
/// # Errors
///
/// One fails, or there are none.
pub(crate) fn test(project: &Project) -> Result<()> {
    sh::say("tests of the mini programs");
    sh::run(
        node::tests_in(&tests(project))?
            .env("MINI_PROGRAMS", place(project))
            .env("SANDBOX_BIN", sandbox::program(project)),
    )
}

fn tests(project: &Project) -> PathBuf {
    project.root.join("tests/miniprogram")
}

fn consumer(project: &Project, name: &str) -> PathBuf {
    project.root.join("tests/consumers").join(name)
}

fn place(project: &Project) -> PathBuf {
    project.target.join("mini-programs")
}
