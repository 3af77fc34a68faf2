use clap::Parser;
use wechat_mobile_bind_sandbox::{BodyField, Options};

/// A local identity service to try the client against without a tenant
#[derive(Parser)]
pub(crate) struct Arguments {
    /// Listen on this port of 127.0.0.1; 0 takes any free one
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// The field that holds the phone code
    #[arg(long, value_name = "NAME", default_value = "wechat_code", value_parser = body_field)]
    body_field: BodyField,
    /// Keep every request, secrets included, for GET /sandbox/requests
    #[arg(long)]
    record: bool,
    /// Serve this built page under /demo/
    #[arg(long, value_name = "FOLDER")]
    demo: Option<std::path::PathBuf>,
    /// Stop when standard input is closed
    #[arg(long)]
    pub(crate) exit_with_stdin: bool,
}

impl Arguments {
    pub(crate) fn options(&self) -> Options {
        let Self { port, body_field, record, demo, .. } = self;
        Options { port: *port, body_field: *body_field, record: *record, demo: demo.clone() }
    }
}

fn body_field(name: &str) -> Result<BodyField, &'static str> {
    BodyField::named(name).ok_or("the field is `wechat_code` or `wchat_code`")
}
