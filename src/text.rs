//! Texts of several parts.

/// The parts one after the other. What the standard library has for it takes half a kilobyte more of the wasm.
pub(crate) fn concat(parts: &[&str]) -> String {
    let mut text = String::with_capacity(parts.iter().map(|part| part.len()).sum());
    for part in parts {
        text.push_str(part);
    }
    text
}
