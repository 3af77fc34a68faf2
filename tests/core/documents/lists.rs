//! The lists of the package's shell, in TypeScript.

use wechat_mobile_bind::sign_in;
use wechat_mobile_bind::spec::{Answer, CONFIG, DEVICE, ENDPOINTS, Endpoint, Field, OTHER_OPTIONS, RULED_OPTIONS};

use super::errors::common_classes;
use super::fields::{fields, header};
use super::region::union;
use super::tables::{members_of, statuses};

/// The options of every call.
const CALL_OPTIONS: [&str; 2] = ["device", "signal"];

/// The file with all lists.
pub(crate) fn lists() -> String {
    let calls = ENDPOINTS.map(|endpoint| endpoint.name);
    let config: Vec<&str> = members(CONFIG).into_iter().chain(options()).collect();
    let sign_in: Vec<&str> = sign_in::PARAMS.iter().copied().chain(CALL_OPTIONS).collect();
    let mut params = sign_in.clone();
    for name in ENDPOINTS.iter().flat_map(|endpoint| members(endpoint.params)) {
        if !params.contains(&name) {
            params.push(name);
        }
    }
    let results = members_of(&statuses()).into_iter().map(|(name, _)| name);
    let results = union(results).replace(" | ", "\n  | ");
    [
        "// Made from src/ by `cargo xtask generate`.\n".to_owned(),
        list("The members of a configuration.", "CONFIG", &config),
        list("The members of a device.", "DEVICE", &members(DEVICE)),
        list("The members of the parameters of all calls and of a sign-in.", "PARAMS", &params),
        list("The members of the parameters of a sign-in.", "SIGN_IN", &sign_in),
        list("The calls.", "CALLS", &calls),
        format!(
            "/** How old a state token may be when a code is used with it, in milliseconds. */\nexport const STATE_TOKEN_MS = {}\n",
            sign_in::STATE_TOKEN_MS
        ),
        list(
            "Every header, in lower case.",
            "HEADERS",
            &allowed_headers().iter().map(String::as_str).collect::<Vec<_>>(),
        ),
        list("The classes of errors.", "CLASSES", &["BindError"].into_iter().chain(common_classes()).collect::<Vec<_>>()),
        interface("What each call takes, besides what every call does.", "CallParams", |endpoint| {
            Some(members(endpoint.params))
        }),
        format!("/** What results of a sign-in have, besides what each of them has. */\nexport type SignInResult =\n  | {results}\n"),
        interface(
            "What each other call resolves to, besides what every call does.",
            "CallResults",
            |endpoint| match endpoint.answer {
                Answer::SignIn => None,
                Answer::Members(rows) => Some(rows.iter().map(|member| member.name).collect()),
                Answer::Nothing => Some(vec![]),
                other => panic!("{other:?} has no list"),
            },
        ),
    ]
    .join("\n")
}

/// The file of what every entry exports besides its functions.
pub(crate) fn classes() -> String {
    let mut names: Vec<&str> = ["BindError", "isBindError"].into_iter().chain(common_classes()).collect();
    // As Biome sorts them.
    names.sort_by_key(|name| name.to_lowercase());
    let names = names.join(",\n  ");
    [
        "// Made from src/ by `cargo xtask generate`.\n\n",
        "/** The classes of errors, and what tells them from others: every entry exports them. */\n",
        &format!("export {{\n  {names},\n}} from '../shell/errors.js'\n"),
    ]
    .concat()
}

/// The headers that a page has to be allowed to send, in lower case.
pub(crate) fn allowed_headers() -> Vec<String> {
    let headers = fields().into_iter().filter_map(|field| header(&field)).map(str::to_ascii_lowercase);
    ["content-type".to_owned()].into_iter().chain(headers).collect()
}

fn options() -> impl Iterator<Item = &'static str> {
    RULED_OPTIONS.iter().chain(OTHER_OPTIONS).copied()
}

fn members(rows: &[Field]) -> Vec<&'static str> {
    rows.iter().map(Field::member).collect()
}

/// A constant, laid out as Biome does.
fn list(comment: &str, name: &str, items: &[&str]) -> String {
    let quoted: Vec<String> = items.iter().map(|item| format!("'{item}'")).collect();
    let line = format!("export const {name} = [{}] as const\n", quoted.join(", "));
    let text = if line.len() <= 121 {
        line
    } else {
        format!("export const {name} = [\n  {},\n] as const\n", quoted.join(",\n  "))
    };
    format!("/** {comment} */\n{text}")
}

/// A union of names for each call, laid out as Biome does.
fn interface(comment: &str, name: &str, names: impl Fn(&Endpoint) -> Option<Vec<&'static str>>) -> String {
    let members = ENDPOINTS.iter().filter_map(|endpoint| {
        let names = names(endpoint)?;
        let names = if names.is_empty() { "never".to_owned() } else { union(names) };
        Some(format!("  {}: {names}\n", endpoint.name))
    });
    format!("/** {comment} */\nexport interface {name} {{\n{}}}\n", members.collect::<String>())
}
