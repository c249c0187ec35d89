//! Journeys: what people come to the desk for, by keystrokes alone, from the door to the end.

mod administration;
mod after;
mod clarification;
mod desk;
mod governance;
mod intake;
mod outreach;
mod past;
mod pins;
mod reports;
mod scans;
mod study;
mod voice;
mod whole;
#[path = "../world/mod.rs"]
mod world;
