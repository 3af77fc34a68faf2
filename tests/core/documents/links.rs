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
