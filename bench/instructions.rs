//! The core's hot paths, one a run: `cargo xtask instructions` counts the instructions of each under callgrind.
//!
//! Without an argument the paths are listed. A count says nothing of seconds, but it is the same on a busy machine.

#[path = "../tests/core/support.rs"]
mod support;

use std::future::ready;
use std::hint::black_box;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};
use support::{check_config, check_params, config_input, now, params_input};
use wechat_mobile_bind::bind::{Reply, Transport, call};
use wechat_mobile_bind::display::{DisplayOptions, Locale, display_rows};
use wechat_mobile_bind::endpoint::BIND;
use wechat_mobile_bind::id_token::decode_unverified;
use wechat_mobile_bind::request::{HttpRequest, prepare};
use wechat_mobile_bind::response::{HttpResponse, interpret};

/// A path's name, and what makes it ready to run.
type Path = (&'static str, fn() -> Run);

/// A path whose input is made already.
type Run = Box<dyn FnOnce()>;

const ASCII: &str = "Ann Example, 7th floor";
const CHINESE: &str = "欧阳娜娜，上海市";

const PATHS: &[Path] = &[
    ("decode an id_token of 300 B, ASCII", || decode(300, ASCII)),
    ("decode an id_token of 300 B, Chinese", || decode(300, CHINESE)),
    ("decode an id_token of 1 kB, ASCII", || decode(1_000, ASCII)),
    ("decode an id_token of 1 kB, Chinese", || decode(1_000, CHINESE)),
    ("decode an id_token of 8 kB, ASCII", || decode(8_000, ASCII)),
    ("decode an id_token of 8 kB, Chinese", || decode(8_000, CHINESE)),
    ("prepare a request", prepared),
    ("interpret a success", interpreted),
    ("display rows", displayed),
    ("bind", bound),
];

fn main() {
    let Some(wanted) = std::env::args().nth(1) else {
        return PATHS.iter().for_each(|(name, _)| println!("{name}"));
    };
    let (_, path) = PATHS.iter().find(|(name, _)| *name == wanted).expect("a path's name");
    // The first run of a program pays for what later ones find there.
    path()();
    measured(path());
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
    let (config, params) = black_box((config_input(), params_input()));
    Box::new(move || {
        let config = check_config(config).unwrap();
        let params = check_params(&config, params).unwrap();
        drop(black_box(prepare(&BIND, &config, params)));
    })
}

fn interpreted() -> Run {
    let body = black_box(success());
    Box::new(move || drop(black_box(interpret::<Value>(HttpResponse { status: Some(200), body }).unwrap())))
}

fn displayed() -> Run {
    let profile = black_box(json!({
        "sub": "u-1", "name": "欧阳娜娜", "preferred_username": "ann", "phone_number": "+86 138 0013 8000",
        "phone_number_verified": true, "email": "ann@example.com", "email_verified": false,
        "locale": "zh-CN", "iss": "https://acme.example.com", "aud": ["web", "miniprogram"],
        "iat": 1_893_455_700, "exp": 1_893_456_000, "auth_time": 1_893_455_700,
        "address": { "country": "中国", "locality": "上海市" }, "note": "call 13800138000 or write to ann@example.com",
    }));
    let options = DisplayOptions { locale: Locale::Zh, mask: true };
    let local_time = |milliseconds: f64| Some(milliseconds.to_string());
    Box::new(move || drop(black_box(display_rows(&profile, options, local_time))))
}

fn bound() -> Run {
    let (config, params, transport) = black_box((config_input(), params_input(), Immediate(success())));
    Box::new(move || {
        let config = check_config(config).unwrap();
        let params = check_params(&config, params).unwrap();
        let request = prepare(&BIND, &config, params);
        drop(black_box(now(call(&transport, request)).unwrap()));
    })
}

/// Answers the same to every request, at once.
struct Immediate(String);

impl Transport for Immediate {
    type Json = Value;
    type Error = ();

    fn send(&self, request: HttpRequest) -> impl Future<Output = Result<Reply<Self>, ()>> {
        drop(black_box(request));
        ready(Ok(HttpResponse { status: Some(200), body: self.0.clone() }))
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
