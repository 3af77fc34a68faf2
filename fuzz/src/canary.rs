//! A secret that can be found again.

use arbitrary::Arbitrary;

/// How much of a secret counts as leaked when it is seen in one piece.
const LEAK: usize = 8;

/// The character in an input that stands for the secret.
pub const PLACE: char = '§';

/// A secret in which capitals and digits alternate: no message of the package holds eight such characters in a row, so
/// what is found was leaked.
#[derive(Arbitrary, Debug, Clone, Copy)]
pub struct Canary([u8; 12]);

impl Canary {
    /// The secret, 24 characters.
    pub fn text(&self) -> String {
        let pair = |byte: &u8| [char::from(b'A' + byte % 26), char::from(b'0' + byte / 26)];
        self.0.iter().flat_map(pair).collect()
    }

    /// The input with the secret in every place that is held for it.
    pub fn hide_in(&self, input: &str) -> String {
        input.replace(PLACE, &self.text())
    }

    /// The same for an input that need not be text.
    pub fn hide_in_bytes(&self, input: &[u8]) -> Vec<u8> {
        let text =
            input.utf8_chunks().flat_map(|chunk| [self.hide_in(chunk.valid()).into_bytes(), chunk.invalid().to_vec()]);
        text.flatten().collect()
    }

    /// Fails where `shown`, which a person or a log may see, holds eight consecutive characters of the secret.
    pub fn assert_not_in(&self, shown: &str) {
        let secret = self.text();
        let leaked = (0..=secret.len() - LEAK).map(|at| &secret[at..at + LEAK]).find(|part| shown.contains(part));
        assert!(leaked.is_none(), "{shown:?} holds {leaked:?} of the secret");
    }
}
