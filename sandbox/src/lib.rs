//! A local identity service to try a client against without a tenant.
//!
//! It speaks the three interfaces of a WeChat sign-in (login, bind, register and bind), issues real
//! RS256 id tokens, and answers codes that start with `sandbox-` with the status, error or fault of that
//! name: see [`SCENARIOS`]. It listens on loopback only.

mod account;
mod body;
mod catalogue;
mod code;
mod delivery;
mod endpoint;
mod exchange;
mod fault;
mod header;
mod language;
mod page;
mod random;
mod record;
mod refusal;
mod reply;
mod router;
mod scenario;
mod server;
mod service;
mod signing_key;
mod state_token;
mod tenant;

pub use account::{Account, DIRECTORY};
pub use endpoint::BodyField;
pub use header::CLIENT_ID;
pub use scenario::{SCENARIOS, Scenario};
pub use server::{Options, Sandbox, StartError};
