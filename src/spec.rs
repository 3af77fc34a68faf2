//! The service's interfaces and their fields, as data: the place to add one.
//!
//! `check.rs` has the loops that read these rows; the lists of the package's shell and the tables of its documentation are made from them.

mod endpoint;
mod field;

pub use endpoint::{Answer, BASE, BIND, ENDPOINTS, Endpoint, LOGIN, Method, REGISTER_AND_BIND};
pub use field::{
    CLIENT_ID, CONFIG, DEVICE, FINGERPRINT, Field, Format, IP, LANGUAGE, LOGIN_CODE, OS_VERSION, OTHER_OPTIONS,
    RULED_OPTIONS, STATE_TOKEN, Sent, TENANT_ID, USER_AGENT, WECHAT_CODE,
};
