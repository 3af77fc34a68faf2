//! How many instructions the core's hot paths take, counted by callgrind: `cargo bench --bench instructions`.
//!
//! A count says nothing of seconds, but it is the same on a busy machine. Needs Linux on x86-64 and valgrind. Plain callgrind: the
//! crates that wrap it bring some 180 others, and compare with the last run instead of with figures in the repository.

#[path = "../tests/core/support.rs"]
mod support;

use std::future::ready;
use std::hint::black_box;
use std::process::{Command, ExitCode};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};
use support::{check_config, config_values, now, params, prepare_bind};
use wechat_mobile_bind::call::{Response, Transport, send};
use wechat_mobile_bind::display::{Claims, DisplayOptions, Locale, display_rows};
use wechat_mobile_bind::id_token::decode_unverified;
use wechat_mobile_bind::reply::{HttpResponse, interpret};
use wechat_mobile_bind::request::HttpRequest;
use wechat_mobile_bind::spec::BIND;

/// A path's name, how many instructions it took when this was last edited, and what makes it ready to run.
type Path = (&'static str, u64, fn() -> Run);

/// A path whose input is made already.
type Run = Box<dyn FnOnce()>;

const ASCII: &str = "Ann Example, 7th floor";
const CHINESE: &str = "欧阳娜娜，上海市";

const PATHS: &[Path] = &[
    ("decode an id_token of 300 B, ASCII", 29_363, || decode(300, ASCII)),
    ("decode an id_token of 300 B, Chinese", 29_948, || decode(300, CHINESE)),
    ("decode an id_token of 1 kB, ASCII", 88_326, || decode(1_000, ASCII)),
    ("decode an id_token of 1 kB, Chinese", 89_569, || decode(1_000, CHINESE)),
    ("decode an id_token of 8 kB, ASCII", 611_666, || decode(8_000, ASCII)),
    ("decode an id_token of 8 kB, Chinese", 632_916, || decode(8_000, CHINESE)),
    ("prepare a request", 24_106, prepared),
    ("interpret a success", 104_067, interpreted),
    ("display rows", 133_113, displayed),
    ("bind", 128_659, bound),
];

/// How far a count may be from its baseline, as a share of it: ten times what random hash keys and another folder make
/// of it, and less than a change that is worth a thought.
const TOLERANCE: f64 = 0.03;

const CALLGRIND: &[&str] = &[
    "--quiet",
    "--tool=callgrind",
    // Only what runs inside the function of that name.
    "--toggle-collect=*measured*",
    // Written out, each line can be read by itself.
    "--compress-strings=no",
    "--compress-pos=no",
];

/// Counts every path, or runs the one that is named: that is what callgrind runs.
fn main() -> ExitCode {
    // Cargo passes `--bench`.
    match std::env::args().nth(1).filter(|argument| argument != "--bench") {
        Some(name) => {
            let (.., path) = PATHS.iter().find(|(path, ..)| *path == name).expect("a path's name");
            // The first run of a program pays for what later ones find there.
            path()();
            measured(path());
            ExitCode::SUCCESS
        }
        None => compare(),
    }
}

fn compare() -> ExitCode {
    println!("{:40}{:>10}{:>10}{:>8}", "instructions", "baseline", "now", "ratio");
    let mut off = 0;
    for (name, baseline, _) in PATHS {
        let now = count(name);
        #[expect(clippy::cast_precision_loss, reason = "no count comes near 2^53")]
        let ratio = now as f64 / *baseline as f64;
        let is_off = (ratio - 1.0).abs() > TOLERANCE;
        off += usize::from(is_off);
        println!("{name:40}{baseline:>10}{now:>10}{ratio:>8.3}{}", if is_off { "  off" } else { "" });
    }
    if off > 0 {
        println!("{off} counts are off their baseline; if that is meant, edit it in bench/instructions.rs");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// The instructions of this program itself: which allocator and which `memcpy` the machine's libc has is left out.
fn count(name: &str) -> u64 {
    let program = std::env::current_exe().unwrap();
    let profile = std::env::temp_dir().join(format!("instructions-{}.callgrind", std::process::id()));
    let output = format!("--callgrind-out-file={}", profile.display());
    let status = Command::new("valgrind").args(CALLGRIND).arg(output).arg(&program).arg(name).status();
    assert!(status.expect("valgrind is not on PATH").success(), "valgrind failed");
    let count = own(&std::fs::read_to_string(&profile).unwrap(), &program.to_string_lossy());
    std::fs::remove_file(profile).unwrap();
    count
}

/// Adds up the costs of a callgrind profile, less those of shared libraries. Format: <https://valgrind.org/docs/manual/cl-format.html>
fn own(profile: &str, program: &str) -> u64 {
    let (mut sum, mut is_own, mut is_call) = (0, false, false);
    for line in profile.lines() {
        if let Some(object) = line.strip_prefix("ob=") {
            is_own = object == program;
        } else if line.starts_with("calls=") {
            // The next line has the cost of what is called, whose own lines have it too.
            is_call = true;
        } else if line.starts_with(|first: char| first.is_ascii_digit()) {
            if is_own && !is_call {
                sum += line.split(' ').nth(1).unwrap().parse::<u64>().unwrap();
            }
            is_call = false;
        }
    }
    sum
}

/// What callgrind counts, and nothing else has this word in its name.
#[inline(never)]
fn measured(run: Run) {
    run();
}

fn decode(length: usize, text: &'static str) -> Run {
    let token = token(length, text);
    Box::new(move || drop(black_box(decode_unverified::<Value>(black_box(&token)).unwrap())))
}

fn prepared() -> Run {
    let (config, params) = black_box((config_values(), params()));
    Box::new(move || {
        let config = check_config(&config).unwrap();
        drop(black_box(prepare_bind(&config, params).unwrap()));
    })
}

fn interpreted() -> Run {
    let body = black_box(success());
    Box::new(move || drop(black_box(interpret::<Value>(BIND.answer, HttpResponse::new(Some(200), body)).unwrap())))
}

fn displayed() -> Run {
    let profile = black_box(json!({
        "sub": "u-1", "name": "欧阳娜娜", "preferred_username": "ann", "phone_number": "+86 138 0013 8000",
        "phone_number_verified": true, "email": "ann@example.com", "email_verified": false,
        "locale": "zh-CN", "iss": "https://acme.example.com", "aud": ["web", "miniprogram"],
        "iat": 1_893_455_700, "exp": 1_893_456_000, "auth_time": 1_893_455_700,
        "address": { "country": "中国", "locality": "上海市" }, "note": "call 13800138000 or write to ann@example.com",
    }));
    let options = DisplayOptions::new(Locale::Zh, Claims::All, true);
    let local_time = |milliseconds: f64| Some(milliseconds.to_string());
    Box::new(move || drop(black_box(display_rows(&profile, options, local_time))))
}

fn bound() -> Run {
    let (config, params, transport) = black_box((config_values(), params(), Immediate(success())));
    Box::new(move || {
        let config = check_config(&config).unwrap();
        let request = prepare_bind(&config, params).unwrap();
        drop(black_box(now(send(&transport, &BIND, request)).unwrap()));
    })
}

/// Answers the same to every request, at once.
struct Immediate(String);

impl Transport for Immediate {
    type Json = Value;
    type Error = ();

    fn send(&self, request: HttpRequest) -> impl Future<Output = Result<Response<Self>, ()>> {
        drop(black_box(request));
        ready(Ok(HttpResponse::new(Some(200), self.0.clone())))
    }
}

/// The body of a reply.
fn success() -> String {
    let body = json!({
        "status": "SUCCESS", "session_token": "btsiBjx85prcZu6I6Ki057Tmw3nSF2VO", "expire": 432_000,
        "id_token": token(1_000, CHINESE),
    });
    body.to_string()
}

/// A token of about that many bytes: the profile has as many members with that text as it takes.
fn token(length: usize, text: &str) -> String {
    let encode = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let mut profile = Map::new();
    loop {
        profile.insert(format!("claim_{}", profile.len()), text.into());
        let claims = json!({
            "sub": "u-1", "iat": 1_893_455_700, "exp": 1_893_456_000, "api": Value::from(profile.clone()).to_string(),
        });
        // As long as a signature of ES256 (RFC 7518 §3.4).
        let signature = "c2ln".repeat(21);
        let header = encode(r#"{"alg":"ES256","kid":"k1"}"#);
        let token = [header, encode(&claims.to_string()), signature].join(".");
        if token.len() >= length {
            return token;
        }
    }
}
