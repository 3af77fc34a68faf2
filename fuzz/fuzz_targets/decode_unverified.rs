//! An id token is decoded to what a second decoder makes of it, or refused for the same reason, which quotes nothing.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use wechat_mobile_bind::id_token::decode_unverified;
use wechat_mobile_bind_fuzz::canary::Canary;
use wechat_mobile_bind_fuzz::token::{encode, expected};

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    canary: Canary,
    /// Whether `bytes` are the three parts, separated by NUL, that still have to be encoded.
    in_parts: bool,
    bytes: &'a [u8],
}

fuzz_target!(|input: Input| {
    let token = match input.in_parts {
        true => encode(input.bytes.split(|byte| *byte == 0).map(|part| input.canary.hide_in_bytes(part))),
        false => input.canary.hide_in(&String::from_utf8_lossy(input.bytes)),
    };
    match (decode_unverified::<Value>(&token), expected(&token)) {
        (Ok(identity), Ok(expected)) => {
            expected.assert_is(&identity);
            input.canary.assert_not_in(&format!("{identity:?}"));
        }
        (Err(error), expected) => {
            assert_eq!(Some(error), expected.err());
            input.canary.assert_not_in(&format!("{error} {error:?}"));
        }
        (Ok(_), Err(error)) => panic!("a token was decoded that is wrong: {error}"),
    }
});
