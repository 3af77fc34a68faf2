use crate::account::DIRECTORY;

/// A code that starts so asks for a behaviour instead of naming a person.
pub(crate) const SCENARIO_PREFIX: &str = "sandbox-";

/// What WeChat handed the code out for. Each kind is spent by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum CodeKind {
    /// From `wx.login`.
    Login,
    /// From the phone-number button.
    Phone,
}

/// The part before the first dot: a WeChat user, a phone or a scenario. The rest only makes the code unique.
pub(crate) fn meaning(code: &str) -> &str {
    code.split_once('.').map_or(code, |(meaning, _)| meaning)
}

/// The phone number that a phone code stands for.
pub(crate) fn phone(code: &str) -> &str {
    let named = meaning(code);
    if named.len() == 11 && named.bytes().all(|byte| byte.is_ascii_digit()) { named } else { &DIRECTORY[0].phone }
}
