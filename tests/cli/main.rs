//! The command line as its users meet it: the built program, run on data directories of its own.

mod demo;
mod governance;
mod host;
mod import;
mod pages;
mod place;
mod privacy;
mod sheets;
mod staff;
mod surroundings;
mod verify;
mod voice;
