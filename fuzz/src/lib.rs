//! What the fuzz targets share: inputs that get past the first check, and second opinions on what the core makes of them.

pub mod canary;
pub mod contact;
pub mod reply;
pub mod token;
