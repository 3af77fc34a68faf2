//! Runs the sandbox until it is stopped.

mod arguments;
mod stop;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, HELP};
use stop::Stop;
use wechat_mobile_bind_sandbox::Sandbox;

fn main() -> ExitCode {
    let arguments = match arguments::parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}: see `--help`");
            return ExitCode::from(2);
        }
    };
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", sentence(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let mut stdout = io::stdout();
    if arguments.help {
        return Ok(stdout.write_all(HELP.as_bytes())?);
    }
    let stop = Stop::catch()?;
    let sandbox = Sandbox::start(arguments.options.clone())?;
    writeln!(stdout, "sandbox listening on http://{}", sandbox.address())?;
    stdout.flush()?;
    stop.wait(arguments.exit_with_stdin);
    Ok(())
}

fn sentence(error: &dyn Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}
