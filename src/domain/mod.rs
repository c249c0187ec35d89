//! What a front desk knows, and its rules. No I/O, no clock, no randomness: time and identifiers come in as arguments.

pub mod date;
pub mod identity;
pub mod input;
