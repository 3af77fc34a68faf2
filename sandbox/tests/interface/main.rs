//! The service as a client meets it, over real loopback sockets.

mod binding;
mod body;
mod catalogue;
mod cors;
mod demo;
mod documents;
mod fixture;
mod headers;
mod http;
mod id_token;
mod login;
mod page;
mod record;
mod scenarios;
