//! The facts of the calling device that the service demands.

use crate::error::Issues;
use crate::field::{FINGERPRINT, IP, OS_VERSION, USER_AGENT};
use crate::given::Given;

/// The device as a caller gave it, field by field.
#[derive(Clone, Copy, Default)]
pub struct DeviceInput<'a> {
    /// `device.osVersion`
    pub os_version: Given<'a>,
    /// `device.fingerprint`
    pub fingerprint: Given<'a>,
    /// `device.userAgent`
    pub user_agent: Given<'a>,
    /// `device.ip`
    pub ip: Given<'a>,
}

impl<'a> DeviceInput<'a> {
    /// These fields, and for each that is absent the one of `fallback`.
    #[must_use]
    pub fn or(mut self, fallback: &Self) -> Self {
        self.os_version.or(&fallback.os_version);
        self.fingerprint.or(&fallback.fingerprint);
        self.user_agent.or(&fallback.user_agent);
        self.ip.or(&fallback.ip);
        self
    }

    /// Checks the fields that are there: those that are not may still come with a call.
    pub fn check_given(&self, issues: &mut Issues) {
        OS_VERSION.check_given(self.os_version, issues);
        FINGERPRINT.check_given(self.fingerprint, issues);
        USER_AGENT.check_given(self.user_agent, issues);
        IP.check_given(self.ip, issues);
    }

    /// The device, or `None` where `issues` tells why not.
    pub fn check(self, issues: &mut Issues) -> Option<Device<'a>> {
        let os_version = OS_VERSION.check(self.os_version, issues);
        let fingerprint = FINGERPRINT.check(self.fingerprint, issues);
        let user_agent = USER_AGENT.check(self.user_agent, issues);
        let ip = IP.check(self.ip, issues);
        Some(Device { os_version: os_version?, fingerprint: fingerprint?, user_agent: user_agent?, ip })
    }
}

/// A device whose facts can be sent.
#[derive(Debug)]
pub struct Device<'a> {
    /// The operating system and its version.
    pub os_version: &'a str,
    /// What stays the same for one user on one device.
    pub fingerprint: &'a str,
    /// The User-Agent.
    pub user_agent: &'a str,
    /// The IP address.
    pub ip: Option<&'a str>,
}
