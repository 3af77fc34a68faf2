//! Other programs: found, run, and ended when this one ends.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use anyhow::{Context, Result, ensure};

/// Says what comes next, so that a long step is not taken for one that hangs.
pub(crate) fn say(step: &str) {
    println!("==> {step}");
}

/// Runs a program to its end, its output shown as it comes.
///
/// # Errors
///
/// The program can't be started, or says that it failed.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = status(command)?;
    ensure!(status.success(), "`{}` failed ({status}), see its output above", line(command));
    Ok(())
}

/// Runs a program to its end, its output shown as it comes, and tells how it ended.
///
/// # Errors
///
/// The program can't be started.
pub(crate) fn status(command: &mut Command) -> Result<ExitStatus> {
    command.stdin(Stdio::null()).status().with_context(|| format!("can't start `{}`", line(command)))
}

/// Runs a program to its end and gives what it wrote to its standard output, without the last line break.
///
/// # Errors
///
/// The program can't be started, says that it failed, or writes what is not UTF-8.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("can't start `{}`", line(command)))?;
    ensure!(output.status.success(), "`{}` failed ({})", line(command), output.status);
    let text = String::from_utf8(output.stdout).with_context(|| format!("`{}` wrote no UTF-8", line(command)))?;
    Ok(text.trim_end().to_owned())
}

/// The program of that name on PATH.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
    let path = std::env::var_os("PATH")?;
    let files = std::env::split_paths(&path)
        .flat_map(|folder| endings.iter().map(move |ending| folder.join(format!("{program}{ending}"))));
    files.into_iter().find(|file| file.is_file())
}

/// A command that npm installed: a script, which Windows knows by another ending.
pub(crate) fn npm_script(path: &Path) -> Command {
    Command::new(if cfg!(windows) { path.with_extension("cmd") } else { path.to_owned() })
}

/// A program that runs beside this one and does not outlive it.
pub(crate) struct Background(pub(crate) Child);

impl Drop for Background {
    fn drop(&mut self) {
        // Both fail only where the program has ended already, which is what is wanted.
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

/// The command as a person would type it, cut where it grows too long to read.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words: Vec<_> = std::iter::once(program).chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    let text = words.join(" ");
    match text.char_indices().nth(100) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_fails_is_named_with_its_arguments() {
        let error = run(Command::new("cargo").arg("no-such-command").stderr(Stdio::null())).unwrap_err();
        assert!(error.to_string().starts_with("`cargo no-such-command` failed ("), "{error}");
    }

    #[test]
    fn a_program_that_is_missing_is_named() {
        let error = read(&mut Command::new("/nowhere/no-such-program")).unwrap_err();
        assert_eq!(error.to_string(), "can't start `no-such-program`");
    }

    #[test]
    fn a_long_command_is_cut() {
        let text = line(Command::new("npm").arg("é".repeat(200)));
        assert_eq!(text.chars().count(), 101);
    }
}
