//! The tenant's domain, and the origin that requests are sent to.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::error::{Issues, Rule};
use crate::field::required_text;
use crate::given::Given;

/// The field as the caller spells it.
pub const NAME: &str = "domain";

/// The origin that requests are sent to, such as `https://acme.example.com:8443`.
///
/// `domain` is a host name with an optional port, or an origin. Plain http is for loopback hosts, and
/// only if the caller allows it.
pub fn origin(domain: Given, allow_insecure_loopback: bool, issues: &mut Issues) -> Option<String> {
    let text = required_text(NAME, domain, issues)?;
    match parse(&text, allow_insecure_loopback) {
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
    if authority.contains(['/', '\\', '?', '#', '@']) {
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
        return Ok(["https://", authority].concat());
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
    Ok(["http://", authority].concat())
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
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok_and(|port| port > 0)
}

// RFC 1123 §2.1. URL parsers read a name whose last label is a number as an IPv4 address
// (https://url.spec.whatwg.org/#ends-in-a-number-checker), so it must be a complete one.
fn is_host(host: &str) -> bool {
    if host.contains(':') {
        return host.parse::<Ipv6Addr>().is_ok();
    }
    let last_label = host.rsplit('.').next().unwrap_or_default();
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
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
        || host.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback())
}
