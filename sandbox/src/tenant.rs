use std::collections::{HashMap, HashSet};
use std::time::Duration;

use crate::account::{Account, DIRECTORY};
use crate::code::{self, CodeKind};
use crate::delivery::Delivery;
use crate::endpoint::{Endpoint, Job};
use crate::fault::Fault;
use crate::refusal::{ErrorCode, Refusal};
use crate::reply::Wording;
use crate::scenario::{self, Behaviour};
use crate::state_token::{self, StateTokens};

/// The state of the service: accounts, who is bound to them, and which codes are used.
pub(crate) struct Tenant {
    /// By phone number.
    accounts: HashMap<String, Account>,
    /// The phone number of the account that a WeChat user is bound to.
    bindings: HashMap<String, String>,
    state_tokens: StateTokens,
    spent_codes: HashSet<(CodeKind, String)>,
}

/// The outcome of a request, before it is written.
pub(crate) enum Outcome {
    SignedIn(Account, Wording, Delivery),
    NextStep { status: &'static str, state_token: String },
    Status(&'static str),
    Fault(Fault),
}

/// The WeChat user of a request, and its state token.
struct Caller<'a> {
    wechat_user: String,
    state_token: Option<&'a str>,
}

impl Tenant {
    pub(crate) fn new() -> Self {
        let accounts = DIRECTORY.iter().map(|account| (account.phone.to_string(), account.clone())).collect();
        let bindings = DIRECTORY
            .iter()
            .filter_map(|account| Some((account.wechat_user?.to_owned(), account.phone.to_string())))
            .collect();
        Self { accounts, bindings, state_tokens: StateTokens::default(), spent_codes: HashSet::new() }
    }

    /// Checks that `state_token` was issued here, has not expired and was not used.
    pub(crate) fn check(&self, state_token: &str) -> Result<(), Refusal> {
        self.state_tokens.wechat_user(state_token).map(drop)
    }

    /// Marks `code` as used, then runs its scenario, or the endpoint's normal behaviour.
    pub(crate) fn act(
        &mut self,
        endpoint: &Endpoint,
        state_token: Option<&str>,
        code: &str,
    ) -> Result<Outcome, Refusal> {
        let wechat_user = match state_token {
            Some(token) => self.state_tokens.wechat_user(token)?,
            None => code::meaning(code),
        };
        let caller = Caller { wechat_user: wechat_user.to_owned(), state_token };
        if !self.spent_codes.insert((endpoint.code, code.to_owned())) {
            return Err(Refusal::of(ErrorCode::WechatFailed));
        }
        match scenario::asked_by(code)? {
            Some(behaviour) => self.behave(behaviour, &caller),
            None => self.work(endpoint.job, &caller, code),
        }
    }

    fn behave(&mut self, behaviour: Behaviour, caller: &Caller) -> Result<Outcome, Refusal> {
        match behaviour {
            Behaviour::Succeed(wording, delivery) => {
                let account = self.account(&DIRECTORY[0].phone)?;
                self.bind(caller, &account);
                Ok(Outcome::SignedIn(account, wording, delivery))
            }
            Behaviour::AskFor(status, lifetime) => Ok(self.ask_for(status, caller, lifetime)),
            Behaviour::Say(status) => Ok(Outcome::Status(status)),
            Behaviour::Refuse(refusal) => Err(refusal),
            Behaviour::Break(fault) => Ok(Outcome::Fault(fault)),
        }
    }

    fn work(&mut self, job: Job, caller: &Caller, code: &str) -> Result<Outcome, Refusal> {
        let account = match job {
            Job::LogIn => match self.bindings.get(&caller.wechat_user) {
                Some(phone) => self.account(phone)?,
                None => return Ok(self.ask_for("SOCIAL_BIND", caller, state_token::LIFETIME)),
            },
            Job::Bind => self.account(code::phone(code))?,
            Job::RegisterAndBind => self.account_or_new(code::phone(code)),
        };
        self.bind(caller, &account);
        Ok(Outcome::SignedIn(account, Wording::Plain, Delivery::Whole))
    }

    fn ask_for(&mut self, status: &'static str, caller: &Caller, lifetime: Duration) -> Outcome {
        Outcome::NextStep { status, state_token: self.state_tokens.issue(&caller.wechat_user, lifetime) }
    }

    fn account(&self, phone: &str) -> Result<Account, Refusal> {
        self.accounts.get(phone).cloned().ok_or(Refusal::of(ErrorCode::NoSuchUser))
    }

    fn account_or_new(&mut self, phone: &str) -> Account {
        let subject = 10_001 + self.accounts.len();
        let account = self.accounts.entry(phone.to_owned());
        account.or_insert_with(|| Account::registered(subject.to_string(), phone)).clone()
    }

    /// Binds the caller to `account` if the state token is valid, and marks the token as used.
    fn bind(&mut self, caller: &Caller, account: &Account) {
        if let Some(token) = caller.state_token {
            self.state_tokens.spend(token);
            self.bindings.insert(caller.wechat_user.clone(), account.phone.to_string());
        }
    }
}
