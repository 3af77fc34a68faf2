//! What pages and types repeat of the code: made from the code, and compared with it.

mod advice;
mod errors;
mod fields;
mod links;
mod lists;
mod places;
mod prose;
mod region;
mod tables;

use advice::PHONE_CODE_REASONS;
use errors::{CALLBACKS, PHONE_CODE_ERROR, codes, common_classes, error_classes};
use region::{Language, Region, check, check_file, union};
use tables::{AUDIENCES, DELIVERIES, NEXTS, RULES, statuses, steps};
use wechat_mobile_bind::display::PROTOCOL_CLAIMS;
use wechat_mobile_bind::error::ErrorCode;

/// The headers that a service has to allow a page to send.
fn allowed_headers() -> Region {
    Region::between("`content-type, ", "`", lists::allowed_headers()[1..].join(", "))
}

#[test]
fn the_references_have_the_tables_of_the_code() {
    for language in Language::BOTH {
        check(
            &language.page("docs/reference"),
            &[
                Region::of_page("statuses", tables::results(language)),
                Region::of_page("nexts", tables::nexts(language)),
                Region::of_page("deliveries", tables::deliveries(language)),
                Region::of_page("properties", tables::properties(language)),
                Region::of_page("errors", errors::errors(language)),
                Region::of_page("fields", fields::table_of_fields(language)),
            ],
        );
    }
}

#[test]
fn the_pages_on_troubleshooting_have_the_tables_of_the_code() {
    for language in Language::BOTH {
        check(
            &language.page("docs/troubleshooting"),
            &[
                allowed_headers(),
                Region::of_page("properties", tables::all_properties(language)),
                Region::of_page("codes", errors::sections(language)),
                Region::of_page("rules", tables::rules(language)),
                Region::of_page("refusals", advice::refusals(language)),
                Region::of_page("wechat numbers", advice::wechat_numbers(language)),
                Region::of_page("phone code reasons", advice::phone_code_reasons(language)),
            ],
        );
    }
}

#[test]
fn the_pages_on_what_comes_next_have_the_labels_of_the_code() {
    for language in Language::BOTH {
        check(
            &language.page("docs/after"),
            &[
                allowed_headers(),
                Region::of_page("protocol claims", language.list(PROTOCOL_CLAIMS)),
                Region::of_page("labels", tables::labels(language)),
            ],
        );
    }
}

#[test]
fn the_types_have_the_names_of_the_code() {
    let types = "pkg-template/shipped/index.d.ts";
    let mut regions = vec![
        Region::union("Delivery", DELIVERIES.map(|(delivery, _)| delivery.as_str())),
        Region::union("Step", steps()),
        Region::union("Next", NEXTS.map(|(next, _)| next.as_str())),
        Region::union("Audience", AUDIENCES.map(|(audience, _)| audience.as_str())),
        Region::union("ErrorCode", codes()),
        Region::between(
            "export type AnyBindError =",
            "\n\n",
            format!("\n  | {}", common_classes().collect::<Vec<_>>().join("\n  | ")),
        ),
        Region::between("  rule: ", "\n", union(RULES.map(|(rule, _)| rule.as_str()))),
        Region::between("  readonly callback: ", "\n", union(CALLBACKS)),
    ];
    for (class, codes) in error_classes() {
        let start =
            format!("export class {class} extends BindError {{\n  /** Stable across versions. */\n  readonly code: ");
        let member = Region::between(&start, "\n", union(codes));
        if class == PHONE_CODE_ERROR {
            let reasons = Region::union("PhoneCodeReason", PHONE_CODE_REASONS.map(|(reason, _)| reason));
            check("pkg-template/shipped/miniprogram.d.cts", &[reasons, member]);
        } else {
            regions.push(member);
        }
    }
    check(types, &regions);
    let types = places::read(types);
    let members = types.lines().filter_map(|line| line.strip_prefix("  status: '"));
    let found: Vec<&str> = members.flat_map(|members| members.trim_end_matches('\'').split("' | '")).collect();
    assert_eq!(found, statuses());
}

#[test]
fn the_shell_has_the_lists_of_the_code() {
    check_file("pkg-template/generated/lists.ts", &lists::lists());
}

#[test]
fn every_entry_has_the_classes_of_the_code() {
    let classes = || common_classes().map(str::to_owned);
    let of_script = |indent, lines: Vec<String>| [Region::of_script("classes", indent, lines)];
    let declared = classes().flat_map(|class| {
        [
            format!("/** @type {{Class<api.{class}>}} */"),
            format!("export const {class} = named(class extends BindError {{}}, '{class}')"),
        ]
    });
    check("src/wasm/errors.js", &of_script("", declared.collect()));
    check_file("pkg-template/generated/classes.ts", &lists::classes());
    let exported = ["BindError".to_owned()].into_iter().chain(classes()).chain(["isBindError".to_owned()]);
    let exported = exported.map(|name| format!("{name}: classes.{name},"));
    check("pkg-template/miniprogram/index.ts", &of_script("  ", exported.collect()));
    let quoted = classes().map(|class| format!("  '{class}',"));
    let names = ["var names = [".to_owned()].into_iter().chain(quoted).chain(["]".to_owned()]);
    check("pkg-template/shipped/react-native.cjs", &of_script("", names.collect()));
    let of_codes = ErrorCode::ALL.iter().map(|code| format!("{}: '{}',", code.as_str(), code.class()));
    check("tests/conformance/support.js", &of_script("  ", of_codes.collect()));
}

#[test]
fn the_form_for_bug_reports_offers_every_code_and_every_delivery() {
    let options = |names: Vec<&str>| names.iter().map(|name| format!("        - {name}\n")).collect::<String>();
    let start = |label: &str| format!("      label: error.{label}\n      options:\n        - no error is thrown\n");
    let deliveries = DELIVERIES.map(|(delivery, _)| delivery.as_str()).to_vec();
    check(
        ".github/ISSUE_TEMPLATE/bug.yml",
        &[
            Region::between(&start("code"), "        - other", options(codes().collect())),
            Region::between(&start("delivery"), "        - the error has no", options(deliveries)),
        ],
    );
}
