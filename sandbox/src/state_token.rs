use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::random;
use crate::refusal::{ErrorCode, Refusal};

/// How long a state token is valid.
pub(crate) const LIFETIME: Duration = Duration::from_secs(5 * 60);

/// The state tokens that were issued and not yet used.
#[derive(Default)]
pub(crate) struct StateTokens(HashMap<String, Ticket>);

struct Ticket {
    wechat_user: String,
    expires: Instant,
}

impl StateTokens {
    /// Issues a token for `wechat_user`.
    pub(crate) fn issue(&mut self, wechat_user: &str, lifetime: Duration) -> String {
        let token = random::token();
        let ticket = Ticket { wechat_user: wechat_user.to_owned(), expires: Instant::now() + lifetime };
        self.0.insert(token.clone(), ticket);
        token
    }

    /// The WeChat user to whom `token` was issued.
    pub(crate) fn wechat_user(&self, token: &str) -> Result<&str, Refusal> {
        match self.0.get(token) {
            Some(ticket) if Instant::now() < ticket.expires => Ok(&ticket.wechat_user),
            _ => Err(Refusal::of(ErrorCode::StateToken)),
        }
    }

    pub(crate) fn spend(&mut self, token: &str) {
        self.0.remove(token);
    }
}
