//! What stands in more than one place, and has to be the same in all of them.

use std::fs;

use wechat_mobile_bind::config::{DEFAULT_TIMEOUT_MS, MAX_TIMEOUT_MS};
use wechat_mobile_bind::error::{CallbackError, Delivery, Step, TransportError, TransportErrorKind};
use wechat_mobile_bind::spec::{Format, LOGIN};

use super::advice::PHONE_CODE_REASONS;
use super::errors::CALLBACKS;
use super::fields::{fields, header};
use super::region::Language;

use crate::support::refusal;

/// A file of the project.
pub(crate) fn read(file: &str) -> String {
    fs::read_to_string(format!("{}/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn every_callback_has_a_row_in_both_languages() {
    for page in Language::BOTH.map(|language| read(&language.page("docs/troubleshooting"))) {
        for callback in CALLBACKS {
            assert!(page.contains(&format!("\n| `{callback}` | ")), "{callback}");
        }
    }
}

/// The READMEs say how big the package is, in a round figure: its limits are within a tenth of that.
#[test]
fn the_package_is_as_big_as_the_readmes_say() {
    let limits: serde_json::Value = serde_json::from_str(&read(".size-limit.json")).unwrap();
    for (name, about) in [("mini program, code package", 90.0), ("web page, download", 55.0)] {
        let limit = limits.as_array().unwrap().iter().find(|limit| limit["name"] == name).unwrap();
        let kilobytes = limit["limit"].as_str().unwrap().strip_suffix(" kB").unwrap().parse::<f64>().unwrap();
        assert!((kilobytes / about - 1.0).abs() < 0.1, "{name}");
        for page in Language::BOTH.map(|language| read(&language.page("README"))) {
            assert!(page.contains(&format!("{about} kB")), "{name}");
        }
    }
}

#[test]
fn every_reason_is_named_in_the_pages_on_mini_programs() {
    for page in Language::BOTH.map(|language| read(&language.page("docs/miniprogram"))) {
        for (reason, _) in PHONE_CODE_REASONS {
            assert!(page.contains(&format!("`{reason}`")), "{reason}");
        }
    }
}

#[test]
fn the_types_name_the_header_and_the_bound_of_every_field() {
    let types = read("pkg-template/shipped/index.d.ts");
    for field in fields() {
        let member = field.name.rsplit('.').next().unwrap();
        let comments = comments_of(&types, member);
        let bound = matches!(field.format, Format::HeaderText | Format::OneTimeCode);
        let bound = bound.then(|| format!("{} characters", field.max_length));
        let header = header(&field).map(|header| format!("`{header}`"));
        let named = |comment: &String| [&bound, &header].into_iter().flatten().all(|text| comment.contains(text));
        assert!(comments.iter().any(named), "{}: {comments:?}", field.name);
    }
    let bounds = format!("from 1 to {MAX_TIMEOUT_MS}. Default: {DEFAULT_TIMEOUT_MS}.");
    assert!(comments_of(&types, "timeoutMs")[0].contains(&bounds));
}

/// The comments of the members of that name, each on one line.
fn comments_of(types: &str, member: &str) -> Vec<String> {
    let parts: Vec<&str> = types.split("/**").skip(1).collect();
    let documented = parts.iter().filter_map(|part| part.split_once("*/\n"));
    let of_member = documented.filter(|(_, code)| {
        let code = code.trim_start();
        [": ", "?: "].iter().any(|colon| code.starts_with(&format!("{member}{colon}")))
    });
    of_member.map(|(comment, _)| comment.replace(" *", " ").split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// `createSignIn` calls `wx.login` itself, and `failure.ts` judges an error of `wx.request` itself: no Rust runs there that could
/// give them their words.
#[test]
fn the_words_that_the_shell_repeats_are_those_of_the_core() {
    let sign_in =
        ["callback-error.ts", "login-params.ts"].map(|file| read(&format!("pkg-template/sign-in/{file}"))).concat();
    let login = refusal(Some("SDK.LOGIN.1001"), None).hint(Step::Call(&LOGIN));
    let message = CallbackError::new("loginCode").message();
    for text in [message.as_str(), login.zh, login.en] {
        assert!(sign_in.contains(&format!("'{text}'")), "pkg-template/sign-in lacks {text}");
    }
    let failure = read("pkg-template/miniprogram/failure.ts");
    let error = TransportError::new(TransportErrorKind::Failed(""), Delivery::NotSent);
    let offline = error.report(Step::Call(&LOGIN)).hint;
    for text in [offline.zh, offline.en] {
        assert!(failure.contains(&format!("'{text}'")), "failure.ts lacks {text}");
    }
}
