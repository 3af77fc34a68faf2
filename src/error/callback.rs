//! Functions of the caller's that threw.

/// A function that the caller gave threw instead of returning. What it threw is the cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallbackError {
    /// The function as the caller spells it, such as `phoneCode`.
    pub callback: &'static str,
}

impl CallbackError {
    /// The error's stable code.
    pub const CODE: &str = "CALLBACK";

    /// Which function threw.
    pub fn message(&self) -> String {
        ["`", self.callback, "` threw instead of returning, `cause` is what it threw"].concat()
    }
}
