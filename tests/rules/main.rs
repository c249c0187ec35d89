//! The rules hold whatever is asked of them, and what follows from the journal always follows from it again.

mod branches;
mod damage;
mod drafts;
mod glance;
mod outreach;
mod replay;
mod rooms;
mod silence;
mod staff;
mod voice;
mod voiding;
mod workflow;
#[path = "../world/mod.rs"]
mod world;
mod writer;
