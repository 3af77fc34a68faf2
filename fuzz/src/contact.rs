//! Contacts that must not be seen whole.

use arbitrary::Arbitrary;

use crate::canary::Canary;

/// A mainland mobile number and a mail address, which can be found again.
#[derive(Arbitrary, Debug)]
pub struct Contacts {
    digits: [u8; 10],
    mailbox: Canary,
}

impl Contacts {
    /// A mobile number: eleven digits from 13 to 19.
    pub fn number(&self) -> String {
        let [second, rest @ ..] = self.digits;
        let digit = |byte: u8| char::from(b'0' + byte % 10);
        ['1', char::from(b'3' + second % 7)].into_iter().chain(rest.into_iter().map(digit)).collect()
    }

    /// What stands before the `@`.
    pub fn mailbox(&self) -> String {
        self.mailbox.text()
    }
}
