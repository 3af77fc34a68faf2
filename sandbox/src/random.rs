use rsa::rand_core::{OsRng, RngCore};

/// 256 random bits in hexadecimal, which a header can carry.
pub(crate) fn token() -> String {
    let mut bytes = [0; 32];
    OsRng.fill_bytes(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
