//! The information about the calling device that the service requires.

use crate::error::Issues;
use crate::field::{FINGERPRINT, IP, OS_VERSION, USER_AGENT};
use crate::given::Given;

/// The device as the caller passed it, field by field.
#[derive(Clone, Default)]
pub struct DeviceInput {
    /// `device.osVersion`
    pub os_version: Given,
    /// `device.fingerprint`
    pub fingerprint: Given,
    /// `device.userAgent`
    pub user_agent: Given,
    /// `device.ip`
    pub ip: Given,
}

impl DeviceInput {
    /// These fields, and for each that is absent the one of `fallback`.
    #[must_use]
    pub fn or(self, fallback: Self) -> Self {
        Self {
            os_version: self.os_version.or(fallback.os_version),
            fingerprint: self.fingerprint.or(fallback.fingerprint),
            user_agent: self.user_agent.or(fallback.user_agent),
            ip: self.ip.or(fallback.ip),
        }
    }

    /// Whether every field that the service requires is present.
    pub fn is_complete(&self) -> bool {
        [&self.os_version, &self.fingerprint, &self.user_agent].into_iter().all(|given| !given.is_absent())
    }

    /// Checks the fields that are present: the others may be passed with a call.
    pub fn check_given(&self, issues: &mut Issues) {
        for (field, given) in [
            (&OS_VERSION, &self.os_version),
            (&FINGERPRINT, &self.fingerprint),
            (&USER_AGENT, &self.user_agent),
            (&IP, &self.ip),
        ] {
            if !given.is_absent() {
                field.check(given.clone(), issues);
            }
        }
    }

    /// The device, or `None` if a field is invalid: `issues` says why.
    pub fn check(self, issues: &mut Issues) -> Option<Device> {
        let os_version = OS_VERSION.check(self.os_version, issues);
        let fingerprint = FINGERPRINT.check(self.fingerprint, issues);
        let user_agent = USER_AGENT.check(self.user_agent, issues);
        let ip = IP.check(self.ip, issues);
        Some(Device { os_version: os_version?, fingerprint: fingerprint?, user_agent: user_agent?, ip })
    }
}

/// A checked device.
#[derive(Debug)]
pub struct Device {
    /// The operating system and its version.
    pub os_version: String,
    /// Identifies one user on one device.
    pub fingerprint: String,
    /// The User-Agent.
    pub user_agent: String,
    /// The IP address.
    pub ip: Option<String>,
}
