//! The service's interfaces and their fields, as data: the place to add one.
//!
//! `check.rs` and `reply.rs` have the loops that read these rows; the lists of the package's shell and the tables of its
//! documentation are made from them.

mod endpoint;
mod field;

pub use endpoint::*;
pub use field::*;
