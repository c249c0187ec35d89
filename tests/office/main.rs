//! The office and what may happen to it and its clients: each met, and named.

mod bounds;
mod ends;
mod house;
mod kill;
mod manners;
mod past;
mod permissions;
mod pins;
mod presence;
mod privacy;
mod rules;
mod scans;
mod start;
mod versions;
#[path = "../world/mod.rs"]
mod world;
