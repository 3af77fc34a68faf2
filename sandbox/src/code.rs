use crate::account::DIRECTORY;

/// A code with this prefix triggers a scenario instead of naming a person.
pub(crate) const SCENARIO_PREFIX: &str = "sandbox-";

/// What WeChat issued the code for. Used codes are recorded for each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum CodeKind {
    /// From `wx.login`.
    Login,
    /// From the phone-number button.
    Phone,
}

/// The part before the first dot: a WeChat user, a phone or a scenario. The rest makes the code unique.
pub(crate) fn meaning(code: &str) -> &str {
    code.split_once('.').map_or(code, |(meaning, _)| meaning)
}

/// The phone number of a phone code.
pub(crate) fn phone(code: &str) -> &str {
    let named = meaning(code);
    if named.len() == 11 && named.bytes().all(|byte| byte.is_ascii_digit()) { named } else { &DIRECTORY[0].phone }
}
