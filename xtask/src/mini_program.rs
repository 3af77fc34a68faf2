//! The package in mini programs: compiled by WeChat's own tool, run on old engines.

use std::path::PathBuf;

use anyhow::{Context, Result};
use xshell::cmd;

use crate::package;
use crate::project::{Project, npm, say};

/// The ways that WeChat's tool compiles: as the sources are, and lowered to ES5 and minified.
const VARIANTS: [&str; 2] = ["raw", "es6"];

/// Projects of other frameworks in tests/consumers, each with the command that builds it.
const CONSUMERS: [(&str, &str); 2] = [("taro", "taro build --type weapp"), ("weapp-vite", "weapp-vite build")];

/// Looks for the engine that npm doesn't have: JavaScriptCore's shell.
///
/// # Errors
///
/// It is missing and can't be installed here.
pub(crate) fn engines(project: &Project) -> Result<()> {
    if std::env::var_os("JSC").is_none() {
        project.debian(&["jsc"], &["libjavascriptcoregtk-4.0-bin"])?;
    }
    Ok(())
}

/// Looks for what the simulator needs: that engine, and old ones from npm.
///
/// # Errors
///
/// Something is missing and can't be installed here.
pub(crate) fn simulator(project: &Project) -> Result<()> {
    engines(project)?;
    project.npm_install("tests/miniprogram")
}

/// Installs the npm packages of the simulator and of other frameworks.
///
/// # Errors
///
/// npm fails.
pub(crate) fn packages(project: &Project) -> Result<()> {
    project.npm_install("tests/miniprogram")?;
    CONSUMERS.iter().try_for_each(|(name, _)| project.npm_install(&format!("tests/consumers/{name}")))
}

/// Where the compiled mini programs are.
pub(crate) fn place(project: &Project) -> PathBuf {
    project.target.join("mini-programs")
}

/// Installs the packed package in a copy of the example, and compiles that.
///
/// # Errors
///
/// npm or WeChat's tool fails.
pub(crate) fn compile(project: &Project) -> Result<()> {
    say("compiling the example mini program with WeChat's tool");
    let (sh, place) = (&project.sh, place(project));
    project.renew(&place)?;
    let example = place.join("example");
    project.copy_sources("examples/miniprogram", &example)?;
    package::install(project, &example)?;
    project.npm_run("conformance").arg(format!("--outfile={}", place.join("conformance.js").display())).run()?;
    let script = project.root.join("tests/miniprogram/compile.cjs");
    let _place = sh.push_dir(&place);
    for variant in VARIANTS {
        let compiled = place.join(variant);
        // It says much, and nothing that a reader needs.
        let compile = cmd!(sh, "node {script} {example} {compiled} {variant}").ignore_stdout();
        compile.run().with_context(|| format!("WeChat's tool can't compile the example as {variant}"))?;
    }
    Ok(())
}

/// Builds the projects of other frameworks with the packed package, without the network.
///
/// # Errors
///
/// A framework fails.
pub(crate) fn build_consumers(project: &Project) -> Result<()> {
    let Project { sh, root, .. } = project;
    for (name, build) in CONSUMERS {
        say(&format!("building the consumer {name}"));
        let home = format!("tests/consumers/{name}");
        package::unpack(project, &home)?;
        let place = place(project).join(name);
        project.copy_sources(&home, &place)?;
        let _place = sh.push_dir(&place);
        project.link(&root.join(&home).join("node_modules"), &place.join("node_modules"))?;
        // As `npm install` would. It can't stand there before: the lock file would have to know it.
        npm(sh).args(["pkg", "set"]).arg(format!("dependencies.{}={}", project.name, project.version)).run()?;
        // A bar that moves is of no use in a log.
        npm(sh).args(["exec", "--offline", "--call", build]).env("NODE_ENV", "production").ignore_stdout().run()?;
    }
    Ok(())
}
