//! IP addresses. The standard library's parsers would be a thirtieth of the wasm, and say more than is asked here.

/// Whether `text` is an IPv4 address: four numbers to 255 without leading zeros (RFC 6943 §3.1.1, strict).
pub(crate) fn is_ipv4(text: &[u8]) -> bool {
    let mut numbers = text.split(|byte| *byte == b'.');
    numbers.clone().count() == 4 && numbers.all(is_octet)
}

fn is_octet(text: &[u8]) -> bool {
    match text {
        [digit] => digit.is_ascii_digit(),
        [b'1'..=b'9', rest] => rest.is_ascii_digit(),
        [b'1', rest @ ..] => rest.len() == 2 && rest.iter().all(u8::is_ascii_digit),
        [b'2', b'0'..=b'4', b'0'..=b'9'] | [b'2', b'5', b'0'..=b'5'] => true,
        _ => false,
    }
}

/// Whether `text` is an IPv6 address, without a zone (RFC 4291 §2.2).
pub(crate) fn is_ipv6(text: &[u8]) -> bool {
    match text.windows(2).position(|pair| pair == b"::") {
        Some(at) => {
            let (before, gap) = text.split_at_checked(at).unwrap_or_default();
            let after = gap.get(2..).unwrap_or_default();
            count_groups(before, false) + count_groups(after, true) < 8
        }
        None => count_groups(text, true) == 8,
    }
}

/// How many groups are there, of which an IPv4 address at the end counts as two; far too many where one is none.
fn count_groups(text: &[u8], is_end: bool) -> usize {
    if text.is_empty() {
        return 0;
    }
    let groups = text.split(|byte| *byte == b':');
    let mut count = groups.clone().count();
    for (index, group) in groups.enumerate() {
        if is_end && index + 1 == count && is_ipv4(group) {
            return count + 1;
        }
        if !matches!(group.len(), 1..=4) || !group.iter().all(u8::is_ascii_hexdigit) {
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
        prop_assert_eq!(is_ipv4(text.as_bytes()), text.parse::<Ipv4Addr>().is_ok(), "{}", text);
        prop_assert_eq!(is_ipv6(text.as_bytes()), text.parse::<Ipv6Addr>().is_ok(), "{}", text);
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
