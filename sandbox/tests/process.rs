//! The program as a shell meets it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};

use wechat_mobile_bind_sandbox::{Options, Sandbox};

const READY: &str = "sandbox listening on http://";

/// A running program, which ends with the test.
struct Program {
    child: Child,
    stdout: BufReader<std::process::ChildStdout>,
    address: SocketAddr,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut child = command(arguments).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let address = line.strip_prefix(READY).and_then(|address| address.trim_end().parse().ok());
        Self { child, stdout, address: address.unwrap_or_else(|| panic!("not ready: {line}")) }
    }

    fn post(&self, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(self.address).unwrap();
        write!(stream, "POST {path} HTTP/1.1\r\nHost: sandbox\r\nContent-Length: {}\r\n\r\n{body}", body.len())
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Waits for the end; returns the exit code and everything that was printed after the first line.
    fn end(mut self) -> (Option<i32>, String) {
        let mut printed = String::new();
        self.stdout.read_to_string(&mut printed).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut printed).unwrap();
        (self.child.wait().unwrap().code(), printed)
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wechat-mobile-bind-sandbox"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn output(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

#[test]
fn it_listens_on_loopback_prints_one_line_and_stops_with_its_stdin() {
    let mut program = Program::start(&["--port", "0", "--exit-with-stdin"]);
    assert_eq!(program.address.ip(), Ipv4Addr::LOCALHOST);
    assert_ne!(program.address.port(), 0);
    assert!(program.post("/", "secret").starts_with("HTTP/1.1 405"));
    assert!(program.post("/api/v2/sdk/login/wechat-miniprogram", "secret").starts_with("HTTP/1.1 400"));
    drop(program.child.stdin.take());
    assert_eq!(program.end(), (Some(0), String::new()));
}

#[cfg(unix)]
#[test]
fn it_stops_cleanly_when_told_to_even_with_a_request_open() {
    for signal in ["TERM", "INT"] {
        let program = Program::start(&["--port=0"]);
        let mut half = TcpStream::connect(program.address).unwrap();
        half.write_all(b"POST /api/v2/sdk/login/wechat-miniprogram HTTP/1.1\r\nContent-Length: 9\r\n\r\n").unwrap();
        let kill = format!("kill -{signal} {}", program.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
        assert_eq!(program.end(), (Some(0), String::new()), "{signal}");
    }
}

#[test]
fn a_port_in_use_is_said_with_what_to_do() {
    let holder = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = holder.local_addr().unwrap().port();
    let output = output(&["--port", &port.to_string()]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
    let expected =
        format!("port {port} is in use: choose another one with `--port`, or any free one with `--port 0`\n");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), expected);
}

#[test]
fn a_wrong_argument_is_said_and_nothing_starts() {
    for arguments in [&["--prot", "1"][..], &["--port", "70000"], &["--port"], &["--body-field", "code"], &["extra"]] {
        let output = output(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.starts_with("error: "), "{message}");
    }
}

#[test]
fn the_help_names_every_option() {
    let output = output(&["--help"]);
    assert_eq!(output.status.code(), Some(0));
    let help = String::from_utf8(output.stdout).unwrap();
    for option in ["--port <PORT>", "--body-field <NAME>", "--record", "--demo <FOLDER>", "--exit-with-stdin", "--help"]
    {
        assert!(help.contains(option), "{option}");
    }
}

#[test]
fn recording_and_the_misprinted_field_can_be_asked_for() {
    let mut program = Program::start(&["--port", "0", "--record", "--body-field", "wchat_code", "--exit-with-stdin"]);
    assert!(program.post("/sandbox/requests", "").starts_with("HTTP/1.1 405"), "there is a record to GET");
    drop(program.child.stdin.take());
    assert_eq!(program.end().0, Some(0));
}

#[test]
fn a_sandbox_stops_when_it_is_dropped() {
    let sandbox = Sandbox::start(Options { port: 0, ..Options::default() }).unwrap();
    let address = sandbox.address();
    TcpStream::connect(address).unwrap();
    drop(sandbox);
    assert!(TcpStream::connect(address).is_err());
}
