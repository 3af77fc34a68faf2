//! Mail addresses in a text.

use super::kind::{LEFT_OUT, MASKED_AT};

/// Masks the mailboxes of a text's mail addresses but for their first characters, and returns whether there is an address:
/// `@name` and `name@` are none.
pub(super) fn mask(kinds: &mut [u8]) -> bool {
    let mut has_address = false;
    // Where a mailbox begins that an `@` would end, and where the last domain ended.
    let (mut start, mut floor) = (0, 0);
    for at in 0..kinds.len() {
        if at < floor {
            continue;
        }
        let (kind, after) = (get(kinds, at), get(kinds, at + 1));
        if kind == b'@' && (after == b'[' || !ends_mailbox(after)) {
            // A quoted mailbox may contain anything (RFC 5321 §4.1.2).
            if let Some([quoted @ .., b'"']) = kinds.get(floor..at) {
                start = quoted.iter().rposition(|kind| *kind == b'"').map_or(start, |quote| floor + quote);
            }
            if start < at {
                let mailbox = kinds.get_mut(start + 1..=at).unwrap_or_default();
                mailbox.fill(LEFT_OUT);
                if let Some(last) = mailbox.last_mut() {
                    *last = MASKED_AT;
                }
                floor = at + 1;
                while is_domain(after, get(kinds, floor)) {
                    floor += 1;
                }
                start = floor;
                has_address = true;
                continue;
            }
        }
        // The first of two `@` is mistyped, unless nothing is before it.
        if ends_mailbox(kind) && !(kind == b'@' && after == b'@' && start < at) {
            start = at + 1;
        }
    }
    has_address
}

/// The kind of a character; beyond the text that of a separator.
fn get(kinds: &[u8], index: usize) -> u8 {
    kinds.get(index).copied().unwrap_or(b' ')
}

/// An apostrophe may be part of a mailbox (RFC 5322 §3.2.3).
fn ends_mailbox(kind: u8) -> bool {
    matches!(kind, b' ' | b'(' | b')' | b',' | b'"' | b'[' | b'@')
}

/// Whether a domain that begins with `first` goes on with `kind`. Chinese is written without blanks: a domain that begins in
/// ASCII ends with the ASCII characters.
fn is_domain(first: u8, kind: u8) -> bool {
    match first {
        0 => !ends_mailbox(kind),
        _ => kind.is_ascii_alphanumeric() || matches!(kind, b'.' | b'-'),
    }
}
