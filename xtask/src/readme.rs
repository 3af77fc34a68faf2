//! The README of the package: the project's own, less what only its repository has.

/// The sections, by their headings, that speak of the repository.
const OF_THE_REPOSITORY: &[&str] =
    &["Two commands", "Size and speed", "How the repository is laid out", "两条命令", "体积与速度", "仓库布局"];

/// The text for whoever installs the package.
pub(crate) fn for_package(readme: &str) -> String {
    let mut kept = String::new();
    let mut is_kept = true;
    for line in readme.split_inclusive('\n') {
        if let Some(heading) = line.strip_prefix("## ") {
            is_kept = !OF_THE_REPOSITORY.contains(&heading.trim());
        }
        if is_kept {
            kept.push_str(line);
        }
    }
    format!("{}\n", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_the_repository_has_is_left_out() {
        let readme = "# a\n\nb\n\n## Two commands\n\nc\n\n## Use\n\n### d\n\n## How the repository is laid out\n\ne\n";
        assert_eq!(for_package(readme), "# a\n\nb\n\n## Use\n\n### d\n");
    }

    #[test]
    fn both_editions_leave_out_three_sections_and_link_to_nothing_that_is_not_packed() {
        for readme in [include_str!("../../README.md"), include_str!("../../README.zh-CN.md")] {
            let sections = |text: &str| text.lines().filter(|line| line.starts_with("## ")).count();
            let packed = for_package(readme);
            assert_eq!(sections(readme) - sections(&packed), 3);
            let links: Vec<&str> = packed.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
            for link in links {
                let is_packed =
                    ["https://", "README.md", "README.zh-CN.md", "docs/"].iter().any(|start| link.starts_with(start));
                assert!(is_packed, "{link} is not in the package");
            }
        }
    }
}
