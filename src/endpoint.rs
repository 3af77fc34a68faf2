//! The interfaces of the service: what differs between them is data.

use crate::field::{Field, WECHAT_CODE};

/// One interface of the service.
pub struct Endpoint {
    /// The path below the tenant's origin.
    pub path: &'static str,
    /// The one-time code that it takes.
    pub code: Field,
}

/// Binds a user by the mobile phone number that WeChat authorised.
pub const BIND: Endpoint = Endpoint { path: "/api/v2/sdk/social/wechat-mobile-bind", code: WECHAT_CODE };
