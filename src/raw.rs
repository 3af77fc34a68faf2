//! An unchecked value of a field: of a caller's parameters, of a reply, or of claims.

use secrecy::{ExposeSecret, SecretString};

use crate::spec::Field;

/// A value of any type, reduced to the kinds that the rules distinguish, so that a wrong type fails only its own field.
///
/// It has no `Debug`: it may hold a token or a code.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum RawValue {
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

impl RawValue {
    /// Whether the value is absent.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The text, or `None` for any other value.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The same, without a copy.
    pub fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A caller's values, by the names of their fields. What isn't among them is absent.
///
/// It has no `Debug`: it may hold a token or a code.
#[derive(Clone, Default)]
pub struct Values(Vec<(&'static str, RawValue)>);

impl Values {
    /// The values of `rows`; `read` returns that of the member of that name.
    pub fn read(rows: &[Field], read: &dyn Fn(&'static str) -> RawValue) -> Self {
        let mut values = Self::default();
        for field in rows {
            values.0.push((field.name, read(field.member())));
        }
        values
    }

    /// These values with another one for the field `name`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<RawValue>) -> Self {
        self.set(name, value.into());
        self
    }

    /// Sets the value of the field `name`.
    pub fn set(&mut self, name: &'static str, value: RawValue) {
        for (known, given) in &mut self.0 {
            if *known == name {
                *given = value;
                return;
            }
        }
        self.0.push((name, value));
    }

    /// The value of the field `name`.
    pub fn get(&self, name: &str) -> &RawValue {
        self.0.iter().find(|(known, _)| *known == name).map_or(&RawValue::Absent, |(_, given)| given)
    }

    /// Whether there is no value of the field `name`.
    pub fn lacks(&self, name: &str) -> bool {
        self.get(name).is_absent()
    }

    /// Adds the values of `fallback` that are absent here.
    pub fn fill(&mut self, fallback: &Self) {
        for (name, given) in &fallback.0 {
            if self.lacks(name) {
                self.set(name, given.clone());
            }
        }
    }
}

impl From<&str> for RawValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&SecretString> for RawValue {
    // EXPOSE: the token goes back to the service that issued it.
    fn from(secret: &SecretString) -> Self {
        Self::Text(secret.expose_secret().to_owned())
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
