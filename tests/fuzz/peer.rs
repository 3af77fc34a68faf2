//! The core with serde_json, as a program: reads calls as JSON, one in a line, and writes their outcomes likewise. The fuzz tests
//! of the package compare the wasm's with these.

// `wasm-pack test` compiles it too. In this order: a `cfg` that is false drops the attributes behind it.
#![cfg_attr(target_arch = "wasm32", no_main)]
#![cfg(not(target_arch = "wasm32"))]

use std::io::{self, BufRead, Write};

use secrecy::ExposeSecret;
use serde_json::{Map, Value, json};
use wechat_mobile_bind::config::{Config, check_names};
use wechat_mobile_bind::display::{Claims, DisplayOptions, Locale, display_rows};
use wechat_mobile_bind::error::{Issues, ReplyError, Report, Rule, Step, ValidationError};
use wechat_mobile_bind::id_token::decode_unverified;
use wechat_mobile_bind::raw::{RawValue, Values};
use wechat_mobile_bind::reply::{HttpResponse, interpret};
use wechat_mobile_bind::request::prepare;
use wechat_mobile_bind::spec::{BIND, CONFIG, DEVICE, Endpoint, Field, RULED_OPTIONS};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let call: Value = serde_json::from_str(&line?)?;
        let outcome = match text(&call["call"]) {
            "interpret" => interpreted(&call),
            "decodeIdToken" => decoded(&call),
            "displayRows" => rows(&call),
            _ => requested(&call),
        };
        writeln!(out, "{outcome}")?;
        out.flush()?;
    }
    Ok(())
}

fn interpreted(call: &Value) -> Value {
    let status = call["status"].as_u64().and_then(|status| status.try_into().ok());
    let endpoint = endpoint(text(&call["step"]));
    let step = Step::Call(endpoint);
    match interpret::<Value>(endpoint.answer, HttpResponse::new(status, text(&call["body"]).to_owned())) {
        Ok(result) => json!({ "result": result }),
        Err(error) => not_a_result(&error, step),
    }
}

fn not_a_result(error: &ReplyError<String>, step: Step) -> Value {
    let mut failure = failure(&error.report(step));
    if let ReplyError::Api(error) = error {
        failure["rawErrorCode"] = error.raw_error_code.as_str().into();
        failure["errorMessage"] = error.error_message.as_deref().into();
    }
    failure
}

fn failure(report: &Report) -> Value {
    json!({ "name": report.code.class(), "error": report })
}

fn decoded(call: &Value) -> Value {
    match decode_unverified::<Value>(text(&call["token"])) {
        Ok(identity) => json!({ "result": identity }),
        Err(error) => failure(&error.report()),
    }
}

fn rows(call: &Value) -> Value {
    let locale = if call["locale"] == "en" { Locale::En } else { Locale::Zh };
    let claims = if call["claims"] == "all" { Claims::All } else { Claims::User };
    let options = DisplayOptions::new(locale, claims, call["mask"] != false);
    match serde_json::from_str::<Value>(text(&call["profile"])) {
        Ok(profile) => json!({ "result": display_rows(&profile, options, utc) }),
        Err(_) => json!({ "result": "not JSON" }),
    }
}

/// A time in milliseconds since 1970 as JavaScript shows it in UTC.
fn utc(milliseconds: f64) -> Option<String> {
    let milliseconds = (milliseconds.abs() <= 8.64e15).then_some(milliseconds.trunc() as i64)?;
    let (days, seconds) = (milliseconds.div_euclid(86_400_000), milliseconds.rem_euclid(86_400_000) / 1000);
    let (year, month, day) = civil(days);
    let year = match year {
        0..=9999 => format!("{year:04}"),
        _ => format!("{}{:06}", if year < 0 { '-' } else { '+' }, year.abs()),
    };
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    Some(format!("{year}-{month:02}-{day:02} {hours:02}:{minutes:02}:{seconds:02}"))
}

/// The date of a day since 1970. <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted_month + 2) / 5 + 1)
}

/// The request of a call, or why its configuration or its parameters are refused.
fn requested(call: &Value) -> Value {
    let invalid = |error: &ValidationError, step| failure(&error.report(Some(step)));
    let config = match Config::check(&config(&call["config"]), issues(&call["configIssues"])) {
        Ok(config) => config,
        Err(error) => return invalid(&error, Step::Load),
    };
    let endpoint = endpoint(text(&call["call"]));
    let mut values = values(endpoint.params, &call["params"]);
    for device in call["devices"].as_array().into_iter().flatten() {
        values.fill(&self::values(DEVICE, device));
    }
    match prepare(endpoint, &config, values, issues(&call["paramsIssues"])) {
        Err(error) => invalid(&error, Step::Call(endpoint)),
        Ok(request) => {
            let body = request.body.as_ref().map(|body| body.expose_secret());
            let headers: Value = serde_json::from_str(request.headers_json().expose_secret()).unwrap();
            json!({ "result": { "method": request.method, "url": request.url, "headers": headers, "body": body } })
        }
    }
}

/// The interface of a call, `bind` where none is named.
fn endpoint(name: &str) -> &'static Endpoint {
    Endpoint::by_name(name).unwrap_or(&BIND)
}

fn config(config: &Value) -> Values {
    let mut values = values(CONFIG, config);
    for name in RULED_OPTIONS {
        values.set(name, raw_value(&config[name]));
    }
    values.fill(&self::values(DEVICE, &config["device"]));
    values
}

/// The values of these rows among the members of an object.
fn values(rows: &[Field], object: &Value) -> Values {
    Values::read(rows, &|name| raw_value(&object[name]))
}

/// A caller's value; what JSON has no value for is an object with its name.
fn raw_value(value: &Value) -> RawValue {
    match value {
        Value::Null => RawValue::Absent,
        Value::String(text) => RawValue::Text(text.clone()),
        Value::Bool(flag) => RawValue::Flag(*flag),
        Value::Number(number) => number.as_f64().map_or(RawValue::Other, RawValue::Number),
        Value::Array(_) => RawValue::Other,
        Value::Object(named) => special(named),
    }
}

fn special(named: &Map<String, Value>) -> RawValue {
    match named.get("is").map_or("", text) {
        "NaN" => RawValue::Number(f64::NAN),
        "Infinity" => RawValue::Number(f64::INFINITY),
        "-Infinity" => RawValue::Number(f64::NEG_INFINITY),
        "long" => RawValue::Long,
        "unreadable" => RawValue::Unreadable,
        _ => RawValue::Other,
    }
}

/// What the boundary finds before the core's rules.
fn issues(list: &Value) -> Issues {
    let mut issues = Issues::default();
    for issue in list.as_array().into_iter().flatten() {
        if let Some(names) = issue["names"].as_array() {
            check_names(names.iter().map(text), &mut issues);
            continue;
        }
        let rule =
            [Rule::Required, Rule::Type, Rule::Unreadable].into_iter().find(|rule| rule.as_str() == issue["rule"]);
        let field = FIELDS.iter().find(|field| **field == issue["field"]);
        issues.add(field.unwrap_or(&"?"), rule.unwrap_or(Rule::Format), text(&issue["problem"]));
    }
    issues
}

const FIELDS: [&str; 6] = ["config", "params", "device", "fetch", "onEvent", "signal"];

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
