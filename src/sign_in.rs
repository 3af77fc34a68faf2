//! The whole sign-in of a mini program, as the states it goes through.
//!
//! ```text
//!            ┌ SUCCESS, MFA_AUTH, ACCESS_DENIED, UNKNOWN ──────────► ended
//! login code ┤
//!            └ SOCIAL_BIND, USER_REGISTER ──► phone wanted ┬ declined ► ended
//!                                                          └ bind ────► ended
//! ```

use crate::response::Outcome;

/// What is done with a WeChat user whom the service doesn't know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnUnknownUser {
    /// Binds to the account of the phone number; there has to be one.
    #[default]
    Bind,
    /// Binds likewise, and creates the account where there is none.
    Register,
}

/// Where a sign-in stands once the login interface has answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// It is over.
    Ended,
    /// This interface wants the phone code, with the state token that the login gave. A user who keeps the phone number
    /// ends the sign-in as the login left it, the token still good.
    PhoneWanted(Next),
}

/// The interface that takes the phone code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// [`BIND`](crate::endpoint::BIND)
    Bind,
    /// [`REGISTER_AND_BIND`](crate::endpoint::REGISTER_AND_BIND)
    RegisterAndBind,
}

impl SignIn {
    /// Goes on from what the login interface answered.
    pub fn after_login(login: &Outcome, on_unknown_user: OnUnknownUser) -> Self {
        match (login, on_unknown_user) {
            // Without the token there is no next step to take.
            (Outcome::SocialBind(step) | Outcome::UserRegister(step), _) if step.state_token.is_none() => Self::Ended,
            (Outcome::SocialBind(_) | Outcome::UserRegister(_), OnUnknownUser::Bind) => Self::PhoneWanted(Next::Bind),
            (Outcome::SocialBind(_) | Outcome::UserRegister(_), OnUnknownUser::Register) => {
                Self::PhoneWanted(Next::RegisterAndBind)
            }
            _ => Self::Ended,
        }
    }
}
