//! The office and what may happen to it and its clients: each met, and named.

// Helpers outside of test functions stop at the first surprise too.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod ends;
mod house;
mod kill;
mod manners;
mod rules;
mod start;
mod versions;
#[path = "../world/mod.rs"]
mod world;
