//! The steps with a verification code: a puzzle, a message, and the code that it brought.

use super::{Purpose, Question, STATE_TOKEN_MS, SignIn, SignInHost};
use crate::next::Next;
use crate::raw::{RawValue, Values};
use crate::recipient::{RECIPIENT, Recipient, Way};
use crate::reply::Reply;
use crate::spec::{
    CAPTCHA, CAPTCHA_TOKEN, MFA_SMS, MOBILE, MOBILE_BY_TOKEN, PUZZLE_TOKEN, SENDER, SMS_PURPOSE, STATE_TOKEN,
    VERIFY_CAPTCHA, VERIFY_CODE, X,
};

/// The second factor.
const SECOND_FACTOR: Purpose = Purpose { word: "mfa", next: Next::SecondFactor, endpoint: &MFA_SMS };

/// How far the way to a verification code has got.
enum Turn {
    /// A puzzle has to be solved.
    Puzzle,
    /// A message can be sent, by the proof that the puzzle was solved.
    Message(RawValue),
    /// A code has to be entered.
    Code,
}

impl<H: SignInHost> SignIn<'_, H> {
    /// Binds by a verification code, if the host can ask for one. Without a recipient the last result stays.
    pub(super) async fn bind_by_code(&mut self, purpose: Purpose, ways: &[Way]) -> Result<(), H::Error> {
        if !self.host.has_verification() {
            return Ok(());
        }
        let mut error = None;
        loop {
            let answer = self.host.ask(Question::Recipient(ways), error.take()).await?;
            if RECIPIENT.iter().all(|field| answer.lacks(field.name)) {
                return Ok(());
            }
            let answered = match Recipient::check(&answer) {
                Ok(recipient) => self.verify(purpose, &recipient).await,
                Err(invalid) => Err(H::invalid(invalid)),
            };
            let Err(failed) = answered else { return Ok(()) };
            error = Some(self.correctable(failed, Next::Press)?);
        }
    }

    /// Answers the second factor, if the service asks for it and the host can.
    pub(super) async fn second_factor(&mut self) -> Result<(), H::Error> {
        let Some(step) = self.asked_for(Next::SecondFactor) else { return Ok(()) };
        if !self.host.has_verification() {
            return Ok(());
        }
        let state_token = step.state_token.as_ref().map(RawValue::from).unwrap_or_default();
        let params = Values::default().with(STATE_TOKEN.name, state_token);
        let reply = self.host.call(&MOBILE_BY_TOKEN, params).await?;
        let recipient =
            Recipient { way: Way::Mobile, address: secret(&reply, MOBILE.name).into_text().unwrap_or_default() };
        self.verify(SECOND_FACTOR, &recipient).await
    }

    /// Sends a code to `recipient`, and the code that the user enters to the service. If the user gives up, the last result stays.
    async fn verify(&mut self, purpose: Purpose, recipient: &Recipient) -> Result<(), H::Error> {
        let (mut turn, mut error, mut wrong) = (Turn::Puzzle, None, Vec::<String>::new());
        loop {
            let mut params = Values::default();
            let (endpoint, next) = match &turn {
                Turn::Puzzle => {
                    let puzzle = self.host.call(&CAPTCHA, Values::default()).await?;
                    let Reply::Members(members) = &puzzle else { return Ok(()) };
                    params = self.host.ask(Question::Captcha(members), error.take()).await?;
                    if params.lacks(X.name) {
                        return Ok(());
                    }
                    params.set(PUZZLE_TOKEN.name, secret(&puzzle, PUZZLE_TOKEN.name));
                    params.set(SENDER.name, recipient.address.as_str().into());
                    (&VERIFY_CAPTCHA, Next::Captcha)
                }
                Turn::Message(captcha_token) => {
                    params.set(recipient.way.as_str(), recipient.address.as_str().into());
                    params.set(SMS_PURPOSE.name, purpose.word.into());
                    params.set(CAPTCHA_TOKEN.name, captcha_token.clone());
                    (recipient.way.endpoint(), Next::Captcha)
                }
                Turn::Code => {
                    params = self.host.ask(Question::VerifyCode(recipient.masked()), error.take()).await?;
                    if params.lacks(VERIFY_CODE.name) {
                        return Ok(());
                    }
                    let code = params.get(VERIFY_CODE.name).as_text().unwrap_or_default();
                    // A code that was wrong stays wrong.
                    if wrong.iter().any(|other| other == code) {
                        if self.retries == 0 {
                            return Ok(());
                        }
                        self.retries -= 1;
                        continue;
                    }
                    wrong.push(code.to_owned());
                    let Some(state_token) = self.fresh_token(purpose.next).await? else { return Ok(()) };
                    params.set(recipient.way.as_str(), recipient.address.as_str().into());
                    params.set(STATE_TOKEN.name, state_token);
                    (purpose.endpoint, Next::VerifyCode)
                }
            };
            match (self.host.call(endpoint, params).await, &turn) {
                (Ok(reply), Turn::Puzzle) => turn = Turn::Message(secret(&reply, CAPTCHA_TOKEN.name)),
                (Ok(_), Turn::Message(_)) => turn = Turn::Code,
                (Ok(reply), Turn::Code) => {
                    self.reply = reply;
                    return Ok(());
                }
                (Err(failed), _) => {
                    error = Some(self.correctable(failed, next)?);
                    // A message needs a puzzle of its own.
                    if next == Next::Captcha {
                        turn = Turn::Puzzle;
                    }
                }
            }
        }
    }

    /// The state token for a code: of another login, if the last one is old. `None` if that asks for something else than `next`; then it is
    /// the last result.
    async fn fresh_token(&mut self, next: Next) -> Result<Option<RawValue>, H::Error> {
        if self.host.now() - self.at >= f64::from(STATE_TOKEN_MS) {
            let SignIn { reply, at, .. } = SignIn::log_in(self.host).await?;
            (self.reply, self.at) = (reply, at);
        }
        Ok(self.asked_for(next).and_then(|step| step.state_token.as_ref()).map(RawValue::from))
    }

    /// An error that the user is asked again with, if it leads back to `next`.
    ///
    /// # Errors
    ///
    /// The error itself, if it leads elsewhere, or the user was asked often enough.
    fn correctable(&mut self, error: H::Error, next: Next) -> Result<H::Error, H::Error> {
        if H::next(&error) != next || self.retries == 0 {
            return Err(error);
        }
        self.retries -= 1;
        Ok(error)
    }
}

/// A secret member of a reply.
fn secret<J>(reply: &Reply<J>, name: &str) -> RawValue {
    let Reply::Members(members) = reply else { return RawValue::Absent };
    members.secret(name).map(RawValue::from).unwrap_or_default()
}
