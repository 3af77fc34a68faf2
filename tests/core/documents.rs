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
use errors::{CALLBACKS, codes, error_classes};
use lists::PHONE_CODE_ERROR;
use region::{Language, Region, check, check_file, union};
use tables::{AUDIENCES, DELIVERIES, NEXTS, RULES, statuses, steps};
use wechat_mobile_bind::display::PROTOCOL_CLAIMS;

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
                Region::of_page("errors", tables::errors(language)),
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
        Region::between("  rule: ", "\n", union(RULES.map(|(rule, _)| rule.as_str()))),
        Region::between("  readonly callback: ", "\n", union(CALLBACKS)),
    ];
    for class in error_classes() {
        let member = Region::between(
            &format!(
                "export class {} extends BindError {{\n  /** Stable across versions. */\n  readonly code: ",
                class.name
            ),
            "\n",
            union(class.codes),
        );
        if class.name == PHONE_CODE_ERROR {
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
fn the_form_for_bug_reports_offers_every_code_and_every_delivery() {
    let options = |names: Vec<&str>| names.iter().map(|name| format!("        - {name}\n")).collect::<String>();
    let start = |label: &str| format!("      label: error.{label}\n      options:\n        - no error is thrown\n");
    let deliveries = DELIVERIES.map(|(delivery, _)| delivery.as_str()).to_vec();
    check(
        ".github/ISSUE_TEMPLATE/bug.yml",
        &[
            Region::between(&start("code"), "        - other", options(codes())),
            Region::between(&start("delivery"), "        - the error has no", options(deliveries)),
        ],
    );
}
