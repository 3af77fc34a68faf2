//! Groups of digits in a text.

/// The shortest identifier in hexadecimal; its digits are no number.
const MIN_HEX: usize = 20;

/// The length of a UUID with its hyphens.
const UUID: usize = 36;

/// The most digits of a phone number with its prefixes.
const MAX_DIGITS: usize = 17;

/// Digits that stand together.
pub(super) struct Group {
    /// Where the separators before it begin.
    gap: usize,
    /// Its first character, and the one behind its last.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The date, version or amount that it belongs to; 0 for none.
    pub(super) token: usize,
    /// Whether it belongs to a phone number.
    pub(super) is_phone: bool,
}

impl Group {
    pub(super) fn length(&self) -> usize {
        self.end - self.start
    }
}

/// The groups of the run of digits and separators that begins at `start`, and the character behind it. Without digits the run
/// ends behind that character.
pub(super) fn groups(kinds: &[u8], start: usize) -> (Vec<Group>, usize) {
    let mut groups: Vec<Group> = Vec::new();
    let (mut gap, mut end) = (start, start);
    while let Some(kind) = kinds.get(end) {
        let hex = hex_length(kinds, end);
        end += hex.max(1);
        match kind {
            _ if hex > 0 => break,
            b'0'..=b'9' => {
                match groups.last_mut() {
                    Some(group) if gap == end - 1 => group.end = end,
                    _ => groups.push(Group { gap, start: end - 1, end, token: 0, is_phone: false }),
                }
                gap = end;
            }
            b'.' | b'(' | b')' | b'*' | b' ' | b'-' | b'/' => {}
            _ => break,
        }
    }
    (groups, end)
}

/// The parts of that form: from each group the longest one, but none within another.
pub(super) fn find(kinds: &[u8], groups: &[Group], has_form: fn(&Part<'_>) -> bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut end = 0;
    for from in 0..groups.len() {
        let mut part = Part { kinds, groups, from, to: from, digits: Vec::new(), shape: 0 };
        let mut longest = 0;
        for group in groups.iter().skip(from) {
            if group.is_phone || part.digits.len() >= MAX_DIGITS {
                break;
            }
            part.digits.extend(kinds.get(group.start..group.end).unwrap_or_default());
            part.shape = part.shape.saturating_mul(16).saturating_add(group.length().min(15));
            part.to += 1;
            if has_form(&part) {
                longest = part.to;
            }
        }
        if longest > end {
            found.push((from, longest));
            end = longest;
        }
    }
    found
}

/// Some consecutive groups of a run.
pub(super) struct Part<'a> {
    kinds: &'a [u8],
    /// All groups of the run.
    groups: &'a [Group],
    from: usize,
    to: usize,
    pub(super) digits: Vec<u8>,
    /// The lengths of its groups, as the digits of a hexadecimal number: `0x344` for `138-1234-5678`.
    pub(super) shape: usize,
}

impl Part<'_> {
    pub(super) fn groups(&self) -> &[Group] {
        self.groups.get(self.from..self.to).unwrap_or_default()
    }

    /// The digits of one of its groups.
    pub(super) fn group(&self, index: usize) -> &[u8] {
        self.groups().get(index).and_then(|group| self.kinds.get(group.start..group.end)).unwrap_or_default()
    }

    /// What is before one of its groups, or before the group behind it.
    pub(super) fn gap(&self, index: usize) -> &[u8] {
        let group = self.groups.get(self.from + index);
        group.and_then(|group| self.kinds.get(group.gap..group.start)).unwrap_or_default()
    }

    /// Whether points are all that is between its groups, and no point is between them and their neighbours.
    pub(super) fn is_dotted(&self) -> bool {
        let count = self.to - self.from;
        (0..=count).all(|index| (self.gap(index) == b".") == (1..count).contains(&index))
    }

    pub(super) fn has_token(&self) -> bool {
        self.groups().iter().any(|group| group.token > 0)
    }

    /// Whether it begins or ends within a token, or consists of tokens.
    pub(super) fn is_of_tokens(&self) -> bool {
        let token = |index: usize| self.groups.get(index).map_or(0, |group| group.token);
        let is_cut = |index: usize| token(index) > 0 && token(index) == token(index.wrapping_sub(1));
        is_cut(self.from) || is_cut(self.to) || self.groups().iter().all(|group| group.token > 0)
    }

    /// What is before its run, if it is the first part of it.
    pub(super) fn before(&self) -> Option<u8> {
        let gap = self.groups.first().filter(|_| self.from == 0)?.gap;
        self.kinds.get(gap.checked_sub(1)?).copied()
    }
}

/// The length of the hexadecimal identifier, such as a UUID (RFC 9562 §4), that begins there; 0 if none does.
fn hex_length(kinds: &[u8], start: usize) -> usize {
    let before = start.checked_sub(1).and_then(|before| kinds.get(before));
    if before.is_some_and(u8::is_ascii_alphanumeric) {
        return 0;
    }
    let (mut length, mut hyphens, mut has_letter) = (0, 0, false);
    while let Some(kind) = kinds.get(start + length) {
        match kind {
            b'0'..=b'9' => {}
            b'a'..=b'f' | b'A'..=b'F' => has_letter = true,
            b'-' if matches!(length, 8 | 13 | 18 | 23) => hyphens += 1,
            _ if kind.is_ascii_alphanumeric() => return 0,
            _ => break,
        }
        length += 1;
    }
    let is_identifier = if hyphens == 0 { has_letter && length >= MIN_HEX } else { hyphens == 4 && length == UUID };
    if is_identifier { length } else { 0 }
}
