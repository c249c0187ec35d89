//! The built program in a terminal: what it does to it, and what happens when it goes.

mod desk;
#[path = "../cli/pages.rs"]
#[allow(dead_code)]
mod pages;
mod panic;
mod pins;
#[path = "../cli/place.rs"]
#[allow(dead_code)] // each test program uses some of it
mod place;
mod privacy;
#[allow(dead_code)]
mod terminal;
mod wallboard;
