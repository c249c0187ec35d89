//! The rules hold whatever is asked of them, and what follows from the journal always follows from it again.

// Helpers outside of test functions stop at the first surprise too.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod damage;
mod drafts;
mod replay;
mod silence;
mod voiding;
mod workflow;
#[path = "../world/mod.rs"]
mod world;
mod writer;
