//! What one call takes.

use std::fmt;

use crate::config::Config;
use crate::device::{Device, DeviceInput};
use crate::endpoint::Endpoint;
use crate::error::Issues;
use crate::field::STATE_TOKEN;
use crate::given::Given;

/// The parameters of a call as a caller gave them.
#[derive(Clone, Copy, Default)]
pub struct ParamsInput<'a> {
    /// The one-time code.
    pub code: Given<'a>,
    /// `stateToken`, of which an endpoint that takes none takes no notice.
    pub state_token: Given<'a>,
    /// `device`; fields that are absent here come from the configuration.
    pub device: DeviceInput<'a>,
}

/// Checked parameters. Codes and tokens are secrets: its `Debug` shows none.
pub struct Params<'a> {
    /// The one-time code.
    pub code: &'a str,
    /// The temporary token from the login interface, for the endpoints that take it.
    pub state_token: Option<&'a str>,
    /// The calling device.
    pub device: Device<'a>,
}

impl fmt::Debug for Params<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Params").field("device", &self.device).finish_non_exhaustive()
    }
}

impl<'a> Params<'a> {
    /// The parameters to send to `endpoint`, or `None` where `issues` tells what is wrong with them.
    pub fn check(
        endpoint: &Endpoint,
        config: &Config<'a>,
        input: ParamsInput<'a>,
        issues: &mut Issues,
    ) -> Option<Self> {
        let code = endpoint.code.check(input.code, issues);
        let state_token = if endpoint.takes_state_token { STATE_TOKEN.check(input.state_token, issues) } else { None };
        let device = input.device.or(&config.device).check(issues);
        if !issues.is_empty() {
            return None;
        }
        Some(Self { code: code?, state_token, device: device? })
    }
}
