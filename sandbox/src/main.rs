//! Runs the sandbox until it is stopped.

mod arguments;
mod stop;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::Arguments;
use clap::Parser;
use stop::Stop;
use wechat_mobile_bind_sandbox::Sandbox;

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", sentence(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let mut stdout = io::stdout();
    let stop = Stop::catch()?;
    let sandbox = Sandbox::start(arguments.options())?;
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
