//! What a caller handed over for one field, before any rule has looked at it.

/// A value of a dynamically typed caller, reduced to what the field rules tell apart.
///
/// It has no `Debug`: it may hold a token or a code.
#[derive(Clone, Copy, Default)]
pub enum Given<'a> {
    /// Not given, or given as `undefined` or `null`.
    #[default]
    Absent,
    /// A string. Lone surrogates have become U+FFFD on the way.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// A truth value.
    Flag(bool),
    /// A function.
    Function,
    /// Anything else: an object, a symbol …
    Other,
    /// Reading it failed: the caller's getter or proxy threw.
    Unreadable,
}

impl Given<'_> {
    /// Whether nothing was given.
    pub fn is_absent(self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Becomes `fallback` where nothing was given.
    pub fn or(&mut self, fallback: &Self) {
        if self.is_absent() {
            *self = *fallback;
        }
    }
}

impl<'a> From<&'a str> for Given<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

/// The whole number that `number` is, if it lies between `min` and `max`, both included.
pub fn whole(number: f64, min: u32, max: u32) -> Option<u32> {
    let in_range = number >= f64::from(min) && number <= f64::from(max);
    #[expect(clippy::as_conversions, reason = "the range was checked, and the cast back shows a fraction")]
    let truncated = number as u32;
    (in_range && f64::from(truncated) == number).then_some(truncated)
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn only_whole_numbers_in_range_are_whole() {
        let cases = [
            (1.0, Some(1)),
            (600.0, Some(600)),
            (0.0, None),
            (601.0, None),
            (1.5, None),
            (-1.0, None),
            (f64::NAN, None),
            (f64::INFINITY, None),
        ];
        for (number, expected) in cases {
            assert_eq!(whole(number, 1, 600), expected, "{number}");
        }
    }
}
