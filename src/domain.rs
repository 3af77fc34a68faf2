//! The tenant's domain, and the origin that requests are sent to.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::check::required_text;
use crate::error::{Issues, Rule};
use crate::raw::RawValue;
use crate::text::concat;

/// The field as the caller spells it.
pub(crate) const NAME: &str = "domain";

/// The origin that requests are sent to, such as `https://acme.example.com:8443`.
///
/// `domain` is a host name with an optional port, or an origin. Plain http is for loopback hosts, and
/// only if the caller allows it; then it is also what a loopback host without a scheme means.
pub(crate) fn origin(domain: &RawValue, allow_insecure_loopback: bool, issues: &mut Issues) -> Option<String> {
    let text = required_text(NAME, domain, issues)?;
    match parse(text, allow_insecure_loopback) {
        Ok(origin) => Some(origin),
        Err(problem) => {
            issues.add(NAME, Rule::Format, problem);
            None
        }
    }
}

fn parse(text: &str, allow_insecure_loopback: bool) -> Result<String, &'static str> {
    if !text.is_ascii() {
        return Err("is an internationalised name, give its ASCII form (punycode, with xn--)");
    }
    let scheme_and_authority = split_scheme(text);
    let authority = scheme_and_authority.map_or(text, |(_, authority)| authority);
    if authority.contains(['/', '\\', '?', '#', '@']) {
        return Err("holds more than a host, give it without path, query and user info, such as acme.example.com");
    }
    let (host, port) = split_port(authority)?;
    if !is_host(host) {
        return Err("is not a host name such as acme.example.com");
    }
    // A loopback host without a scheme is a local service: where plain http is allowed, that is what it speaks.
    let is_local = allow_insecure_loopback && is_loopback(host);
    let scheme = scheme_and_authority.map_or(if is_local { "http" } else { "https" }, |(scheme, _)| scheme);
    if port.is_some_and(|port| !is_port(port)) {
        return Err("has a port that is not a number from 1 to 65535");
    }
    if scheme.eq_ignore_ascii_case("https") {
        return Ok(concat(&["https://", authority]));
    }
    if !scheme.eq_ignore_ascii_case("http") {
        return Err("has a scheme other than https");
    }
    if !is_loopback(host) {
        return Err("is plain http, which would send tokens in the clear, use https");
    }
    if !allow_insecure_loopback {
        return Err("is plain http on a loopback host, which needs `allowInsecureLoopback: true`");
    }
    Ok(concat(&["http://", authority]))
}

fn split_scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    Some((scheme, rest.strip_prefix("//")?))
}

fn split_port(authority: &str) -> Result<(&str, Option<&str>), &'static str> {
    let bracketed = authority.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    // Only IPv6 addresses have brackets (RFC 3986 §3.2.2).
    if let Some((address, rest)) = bracketed.filter(|(address, _)| address.contains(':')) {
        return match rest.strip_prefix(':') {
            Some(port) => Ok((address, Some(port))),
            None if rest.is_empty() => Ok((address, None)),
            None => Err("has something other than a port after its IPv6 address"),
        };
    }
    match authority.split_once(':') {
        Some(("", _)) => Err("has no host before its port"),
        Some((host, port)) => Ok((host, Some(port))),
        None => Ok((authority, None)),
    }
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse().is_ok_and(|port| matches!(port, 1_u32..=65535))
}

// RFC 1123 §2.1. URL parsers read a name whose last label is a number as an IPv4 address
// (https://url.spec.whatwg.org/#ends-in-a-number-checker), so it must be a complete one.
fn is_host(host: &str) -> bool {
    if host.contains(':') {
        return host.parse::<Ipv6Addr>().is_ok();
    }
    let last_label = host.rsplit_once('.').map_or(host, |(_, label)| label);
    if last_label.starts_with(|first: char| first.is_ascii_digit()) {
        return host.parse::<Ipv4Addr>().is_ok();
    }
    host.len() <= 253 && host.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    matches!(label.len(), 1..=63)
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .get(..4)
            .filter(|prefix| prefix.eq_ignore_ascii_case("xn--"))
            .and(label.get(4..))
            .is_none_or(is_punycode)
}

// Whether a label after `xn--` stands for an internationalised one, which URL parsers check (RFC 3492 §6.2, RFC 5891 §5.4): it decodes,
// and not to ASCII or control characters. Which other characters a name may have is a table of Unicode that only the parsers have.
fn is_punycode(encoded: &str) -> bool {
    const BASE: u32 = 36;
    let (basic, digits) = encoded.rsplit_once('-').unwrap_or(("", encoded));
    let (mut code_point, mut index, mut bias, mut is_first) = (128_u32, 0_u32, 72_u32, true);
    let Ok(mut length) = u32::try_from(basic.len()) else { return false };
    let mut digits = digits.chars().map(|character| match character {
        '0'..='9' => u32::from(character) - u32::from('0') + 26,
        _ => u32::from(character.to_ascii_lowercase()) - u32::from('a'),
    });
    let Some(mut digit) = digits.next() else { return false };
    loop {
        let (start, mut weight, mut k) = (index, 1_u32, BASE);
        loop {
            let Some(sum) = digit.checked_mul(weight).and_then(|value| index.checked_add(value)) else { return false };
            index = sum;
            let threshold = k.saturating_sub(bias).clamp(1, 26);
            if digit < threshold {
                break;
            }
            let (Some(next), Some(heavier)) = (digits.next(), weight.checked_mul(BASE - threshold)) else {
                return false;
            };
            (digit, weight, k) = (next, heavier, k + BASE);
        }
        length += 1;
        bias = adapt(index - start, length, is_first);
        is_first = false;
        code_point = code_point.saturating_add(index / length);
        index = index % length + 1;
        // Up to the no-break space there are ASCII and control characters.
        if code_point <= 0xa0 || char::from_u32(code_point).is_none() {
            return false;
        }
        match digits.next() {
            Some(next) => digit = next,
            None => return true,
        }
    }
}

/// RFC 3492 §6.1.
fn adapt(delta: u32, length: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / 700 } else { delta / 2 };
    delta += delta / length;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
        || host.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback())
}
