//! An unchecked value of a field: of a caller's parameters, of a reply, or of claims.

use secrecy::{ExposeSecret, SecretString};

/// A value of any type, reduced to the kinds that the rules distinguish, so that a wrong type fails only its own field.
///
/// It has no `Debug`: it may hold a token or a code.
#[derive(Clone, Default)]
pub enum Given {
    /// Missing, `undefined` or `null`.
    #[default]
    Absent,
    /// A string. Lone surrogates have become U+FFFD on the way.
    Text(String),
    /// A string far longer than any field may be; it was not copied.
    Long,
    /// A number.
    Number(f64),
    /// A boolean.
    Flag(bool),
    /// Anything else: an object, a function, a symbol …
    Other,
    /// Reading it failed: the caller's getter or proxy threw.
    Unreadable,
}

impl Given {
    /// Whether the value is absent.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// This value, or `fallback` if it is absent.
    #[must_use]
    pub fn or(self, fallback: Self) -> Self {
        match self {
            Self::Absent => fallback,
            given => given,
        }
    }
}

impl From<&str> for Given {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&SecretString> for Given {
    // EXPOSE: the token goes back to the service that issued it.
    fn from(secret: &SecretString) -> Self {
        Self::Text(secret.expose_secret().to_owned())
    }
}

impl Given {
    /// The text, or `None` for any other value.
    pub fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// `number` as an integer, if it is whole and between `min` and `max`, inclusive.
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
