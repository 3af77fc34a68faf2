//! IP addresses. The standard library's parsers would be a thirtieth of the wasm, and say more than is asked here.

use crate::number::parse_whole;
use crate::text::{slice, split};

/// Whether `text` is an IPv4 address: four numbers to 255 without leading zeros (RFC 6943 §3.1.1, strict).
pub(crate) fn is_ipv4(text: &str) -> bool {
    split(text, b'.').count() == 4 && split(text, b'.').all(is_octet)
}

fn is_octet(text: &str) -> bool {
    text.len() <= 3
        && parse_whole(text).is_some_and(|number| number <= 255.0)
        && (text == "0" || !text.starts_with("0"))
}

/// Whether `text` is an IPv6 address, without a zone (RFC 4291 §2.2).
pub(crate) fn is_ipv6(text: &str) -> bool {
    match text.as_bytes().windows(2).position(|pair| pair == b"::") {
        Some(at) => {
            let (before, after) = (slice(text, 0, at), slice(text, at + 2, text.len()));
            count_groups(before, false) + count_groups(after, true) < 8
        }
        None => count_groups(text, true) == 8,
    }
}

/// How many groups are there, of which an IPv4 address at the end counts as two; far too many where one is none.
fn count_groups(text: &str, is_end: bool) -> usize {
    if text.is_empty() {
        return 0;
    }
    let groups = split(text, b':').count();
    let mut count = groups;
    for (index, group) in split(text, b':').enumerate() {
        if is_end && index + 1 == groups && is_ipv4(group) {
            return count + 1;
        }
        if !matches!(group.len(), 1..=4) || !group.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            count = usize::MAX / 4;
        }
    }
    count
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::{is_ipv4, is_ipv6};
    use proptest::prelude::*;
    use std::net::{Ipv4Addr, Ipv6Addr};

    fn assert_agrees(text: &str) -> Result<(), TestCaseError> {
        prop_assert_eq!(is_ipv4(text), text.parse::<Ipv4Addr>().is_ok(), "{}", text);
        prop_assert_eq!(is_ipv6(text), text.parse::<Ipv6Addr>().is_ok(), "{}", text);
        Ok(())
    }

    #[test]
    fn corner_cases_are_what_the_standard_library_says() {
        let texts = "\
            : :: ::: ::1 1:: ::1:: 1:2:3:4:5:6:7:8 1:2:3:4:5:6:7:: ::2:3:4:5:6:7:8 1:2:3:4:5:6:7:8:9 1::3:4:5:6:7:8 \
            1:2:3:4:5:6:7:8:: ::1.2.3.4 1:2:3:4:5:6:1.2.3.4 1:2:3:4:5:6:7:1.2.3.4 1.2.3.4:: ::1.2.3.4:5 :1 1: ::12345 \
            fe80::1%eth0 ::ffff:1.2.3.256 0.0.0.0 255.255.255.255 256.1.1.1 01.2.3.4 1.2.3 1.2.3.4. 1..3.4 1.2.3.4.5 \
            ::g 1:2:3:4:5:6::7:8 1:2:3:4:5::1.2.3.4 1:2:3:4:5:6::1.2.3.4 2001:DB8::1 00.0.0.0 100.99.199.200 \
            1000.0.0.0 10a.0.0.0 1a.0.0.0 a.0.0.0 2a.0.0.0 20a.0.0.0 25a.0.0.0 260.0.0.0 2555.0.0.0 30a.0.0.0 ::1000.0.0.0";
        for text in texts.split(' ').chain([""]) {
            assert_agrees(text).unwrap();
        }
    }

    proptest! {
        #[test]
        fn addresses_are_what_the_standard_library_says(
            octets in any::<u32>(), groups in any::<u128>(), mixed in "[0-9a-f:.]{0,24}", gaps in "(:{0,2}[0-9a-f]{0,2}){0,9}",
            dotted in "([0-9]{0,3}\\.){3}[0-9]{0,3}",
        ) {
            let gapped = groups & 0xffff_0000_0000_ffff_0000_0000_0000_ffff;
            let addresses = [groups, gapped, octets.into()].map(|address| Ipv6Addr::from(address).to_string());
            for text in addresses.into_iter().chain([Ipv4Addr::from(octets).to_string(), mixed, gaps, dotted]) {
                assert_agrees(&text)?;
            }
        }
    }
}
