//! What a front desk knows, and its rules. No I/O, no clock, no randomness: time and identifiers come in as arguments.

pub mod address;
pub mod contact;
pub mod date;
pub mod identity;
pub mod input;
pub mod money;
pub mod profile;
