//! The tenant's domain and the origin it stands for.

use crate::error::{Issues, Rule};
use crate::field::required_text;
use crate::given::Given;
use crate::ip::{is_ipv4, is_ipv6};
use crate::number::parse_whole;
use crate::text::{concat, split, split_once};

/// The field as the caller spells it.
pub const NAME: &str = "domain";

/// The origin that requests go to, such as `https://acme.example.com:8443`.
///
/// `domain` is a host name with an optional port, or an origin. Plain http is for loopback hosts, and
/// only where the caller allows it.
pub fn origin(domain: Given, allow_insecure_loopback: bool, issues: &mut Issues) -> Option<String> {
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
    let (scheme, authority) = split_scheme(text).unwrap_or(("https", text));
    if authority.bytes().any(|byte| matches!(byte, b'/' | b'\\' | b'?' | b'#' | b'@')) {
        return Err("holds more than a host, give it without path, query and user info, such as acme.example.com");
    }
    let (host, port) = split_port(authority)?;
    if !is_host(host) {
        return Err("is not a host name such as acme.example.com");
    }
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
    let (scheme, rest) = split_once(text, b':')?;
    Some((scheme, rest.strip_prefix("//")?))
}

fn split_port(authority: &str) -> Result<(&str, Option<&str>), &'static str> {
    let bracketed = authority.strip_prefix("[").and_then(|rest| split_once(rest, b']'));
    // Brackets are for IPv6 addresses alone (RFC 3986 §3.2.2).
    if let Some((address, rest)) = bracketed.filter(|(address, _)| split_once(address, b':').is_some()) {
        return match rest.strip_prefix(":") {
            Some(port) => Ok((address, Some(port))),
            None if rest.is_empty() => Ok((address, None)),
            None => Err("has something other than a port after its IPv6 address"),
        };
    }
    match split_once(authority, b':') {
        Some(("", _)) => Err("has no host before its port"),
        Some((host, port)) => Ok((host, Some(port))),
        None => Ok((authority, None)),
    }
}

fn is_port(text: &str) -> bool {
    parse_whole(text).is_some_and(|port| (1.0..=65_535.0).contains(&port))
}

// RFC 1123 §2.1. A name whose last label is a number would be read as an IPv4 address by URL parsers
// (https://url.spec.whatwg.org/#ends-in-a-number-checker), so it must be one in full.
fn is_host(host: &str) -> bool {
    if split_once(host, b':').is_some() {
        return is_ipv6(host);
    }
    let last = split(host, b'.').last().unwrap_or_default();
    if matches!(last.as_bytes(), [b'0'..=b'9', ..]) {
        return is_ipv4(host);
    }
    host.len() <= 253 && split(host, b'.').all(is_label)
}

fn is_label(label: &str) -> bool {
    matches!(label.len(), 1..=63)
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with("-")
        && !label.ends_with("-")
}

fn is_loopback(host: &str) -> bool {
    // Of IPv6 the one address, however its zeros are written (RFC 4291 §2.5.3).
    let is_one = host.ends_with("1") && host.bytes().rev().skip(1).all(|byte| matches!(byte, b'0' | b':' | b'.'));
    host.eq_ignore_ascii_case("localhost") || (host.starts_with("127.") && is_ipv4(host)) || (is_one && is_ipv6(host))
}
