//! The whole sign-in of a mini program, as the states it goes through.
//!
//! ```text
//!            ┌ SUCCESS, MFA_AUTH, ACCESS_DENIED, UNKNOWN ──────────► ended
//! login code ┤
//!            └ SOCIAL_BIND, USER_REGISTER ──► phone wanted ┬ declined ► ended
//!                                                          └ bind ────► ended
//! ```

use secrecy::SecretString;

use crate::endpoint::{BIND, Endpoint, REGISTER_AND_BIND};
use crate::response::{BindResult, Outcome};

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
#[derive(Debug)]
pub enum SignIn<J> {
    /// It is over.
    Ended(BindResult<J>),
    /// A phone code is wanted.
    PhoneWanted(PhoneWanted<J>),
}

/// A WeChat user who has still to be bound.
#[derive(Debug)]
pub struct PhoneWanted<J> {
    login: BindResult<J>,
    state_token: SecretString,
    on_unknown_user: OnUnknownUser,
}

impl<J> SignIn<J> {
    /// Goes on from what the login interface answered.
    pub fn after_login(login: BindResult<J>, on_unknown_user: OnUnknownUser) -> Self {
        match &login.outcome {
            Outcome::SocialBind(step) | Outcome::UserRegister(step) => match step.state_token.clone() {
                Some(state_token) => Self::PhoneWanted(PhoneWanted { login, state_token, on_unknown_user }),
                // Without the token there is no next step to take.
                None => Self::Ended(login),
            },
            Outcome::Success(_) | Outcome::MfaAuth(_) | Outcome::AccessDenied | Outcome::Unknown => Self::Ended(login),
        }
    }
}

impl<J> PhoneWanted<J> {
    /// The interface that takes the phone code, and the token to call it with.
    pub fn next(&self) -> (Endpoint, &SecretString) {
        match self.on_unknown_user {
            OnUnknownUser::Bind => (BIND, &self.state_token),
            OnUnknownUser::Register => (REGISTER_AND_BIND, &self.state_token),
        }
    }

    /// The user keeps the phone number: the sign-in ends as the login left it, its state token still good.
    pub fn declined(self) -> BindResult<J> {
        self.login
    }
}
