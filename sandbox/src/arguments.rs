use lexopt::{Arg, Error, Parser, ValueExt};
use wechat_mobile_bind_sandbox::{BodyField, Options};

pub(crate) const HELP: &str = "\
A local identity service to try the client against without a tenant

Usage: wechat-mobile-bind-sandbox [options]

  --port <number>      listen on this port of 127.0.0.1; 0 takes any free one (default 8787)
  --body-field <name>  the field that holds the phone code: wechat_code (default) or wchat_code
  --record             keep every request, secrets included, for GET /sandbox/requests
  --demo <folder>      serve this built page under /demo/
  --exit-with-stdin    stop when standard input is closed
  --help               print this
";

/// The options of the command line.
#[derive(Default)]
pub(crate) struct Arguments {
    pub(crate) options: Options,
    pub(crate) exit_with_stdin: bool,
    pub(crate) help: bool,
}

/// Reads the command line.
pub(crate) fn parse() -> Result<Arguments, Error> {
    let mut arguments = Arguments::default();
    let mut parser = Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("port") => arguments.options.port = parser.value()?.parse()?,
            Arg::Long("body-field") => arguments.options.body_field = parser.value()?.parse_with(body_field)?,
            Arg::Long("record") => arguments.options.record = true,
            Arg::Long("demo") => arguments.options.demo = Some(parser.value()?.into()),
            Arg::Long("exit-with-stdin") => arguments.exit_with_stdin = true,
            Arg::Long("help") => arguments.help = true,
            other => return Err(other.unexpected()),
        }
    }
    Ok(arguments)
}

fn body_field(name: &str) -> Result<BodyField, &'static str> {
    BodyField::named(name).ok_or("the field is `wechat_code` or `wchat_code`")
}
