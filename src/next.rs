//! From which step a program goes on: every result and every error says it.

/// From which step of a sign-in the program goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Next {
    /// The user is signed in.
    Done,
    /// The phone number is wanted: from the phone-number button, or by a code that is sent to it. The state token is good.
    Press,
    /// A second factor is wanted. The state token is good.
    SecondFactor,
    /// A message is sent only after a new puzzle.
    Captcha,
    /// The verification code was wrong: ask the user again.
    VerifyCode,
    /// The same call again: nothing was sent, or nothing is used up by it.
    Retry,
    /// The login, with a fresh code: the state token is used or has expired, or a request that may have arrived has used it.
    LogIn,
    /// The developer has to change something first.
    Fix,
    /// This sign-in ends; the audience of an error says who has to act.
    Stop,
}

names!(Next {
    Done => "done",
    Press => "press",
    SecondFactor => "second-factor",
    Captcha => "captcha",
    VerifyCode => "verify-code",
    Retry => "retry",
    LogIn => "log-in",
    Fix => "fix",
    Stop => "stop",
});

/// What a call uses up, and so what has to be got afresh before it is made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Again {
    /// A login code.
    LogIn,
    /// A phone code, and the state token if it binds.
    PressButton,
    /// A verification code for the phone number or the mail address, and the state token if it binds.
    VerifyCode,
    /// A verification code for the second factor, and the state token if it is right.
    SecondFactor,
    /// A puzzle, or the token that its answer gave.
    Captcha,
    /// Nothing: the same call can be made again.
    Same,
}

impl Again {
    /// From where to go on after a request that may have arrived, whose reply nobody could read.
    pub fn after_loss(self) -> Next {
        match self {
            // The user may be signed in, and the state token used.
            Self::LogIn | Self::PressButton | Self::VerifyCode | Self::SecondFactor => Next::LogIn,
            Self::Captcha => Next::Captcha,
            Self::Same => Next::Retry,
        }
    }

    /// Whether the call sends a phone number, or what stands for it.
    pub fn is_bind(self) -> bool {
        matches!(self, Self::PressButton | Self::VerifyCode)
    }
}
