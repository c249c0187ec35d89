//! Values that keep their own order inside a sentence of the other direction.
//!
//! Without it `+966 50 123 4567` in an Arabic sentence reads `4567 123 50 966+`, and `2026-11-21` its
//! parts backwards. The marks are for [`lay_out`](super::lay_out), which obeys and drops them; text to
//! be stored never holds them, and [`clean_line`](super::clean_line) takes them out: clean the value,
//! then isolate it, then put it into the sentence.

/// Starts a left-to-right isolate.
pub const LRI: char = '\u{2066}';
/// Starts an isolate that takes its direction from its first strong letter.
pub const FSI: char = '\u{2068}';
/// Ends an isolate.
pub const PDI: char = '\u{2069}';

/// A value that always reads left to right: phone, ID, IBAN, date, e-mail, file number.
pub fn ltr(value: &str) -> String {
    format!("{LRI}{value}{PDI}")
}

/// A value of either direction, such as a name in either script.
pub fn auto(value: &str) -> String {
    format!("{FSI}{value}{PDI}")
}
