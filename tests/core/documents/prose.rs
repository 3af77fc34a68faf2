//! How Chinese is written.
