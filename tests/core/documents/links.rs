//! The links between the pages of the project. Those of the packed pages are tested in tests/package/, with their headings.

use std::fs;

use super::prose::{files, prose};
use super::region::root;

#[test]
fn every_link_leads_to_a_file_of_the_project() {
    let mut count = 0;
    for page in files(&["md"]) {
        let text = fs::read_to_string(root().join(&page)).unwrap();
        let folder = root().join(&page).parent().unwrap().to_owned();
        for link in prose(&text).split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            let (file, _) = link.split_once('#').unwrap_or((link, ""));
            let is_file = file.is_empty() || folder.join(file).exists();
            assert!(link.starts_with("https://") || is_file, "{page}: {link} is no file");
            count += 1;
        }
    }
    assert!(count > 90, "{count} links");
}

#[test]
fn every_test_that_a_promise_names_is_there() {
    let text = fs::read_to_string(root().join("SECURITY.md")).unwrap();
    let (_, table) = text.split_once("| against | what it does | shown by |").unwrap();
    let rows: Vec<&str> = table.lines().skip(2).take_while(|row| row.starts_with('|')).collect();
    assert!(rows.len() > 10, "{} promises", rows.len());
    for row in rows {
        let shown_by = row.trim_end_matches('|').rsplit('|').next().unwrap();
        let words = shown_by.split([' ', ';', '`', ',']).filter(|word| word.contains('/') || *word == "fuzz");
        let files: Vec<_> = words.map(|word| [root().join(word), root().join("tests").join(word)]).collect();
        let is_shown = row.contains("see below") || !files.is_empty();
        assert!(is_shown, "no test is named for: {row}");
        for places in files {
            assert!(places.iter().any(|place| place.exists()), "{} is no file, in: {row}", places[1].display());
        }
    }
}
