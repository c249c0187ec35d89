//! Everything that comes from outside, made wrong in every way: bytes on the socket, the journal's files, profiles,
//! keymaps, spreadsheets, what the terminal sends, and text from all of them. Nothing panics, nothing wrong is taken for
//! right, and nothing but text reaches a terminal.
//!
//! Each target runs a fixed number of cases; `ISTIQBAL_FUZZ_CASES` sets another for a longer hunt. A case that fails is
//! made as small as it can be before it is shown.

#[path = "../office/house.rs"]
#[allow(dead_code)] // of the office's tests, which use all of it
mod house;
#[path = "../cli/place.rs"]
#[allow(dead_code)] // each test program uses some of it
mod place;
#[path = "../world/mod.rs"]
mod world;

mod files;
mod journal;
mod outside;
mod programs;
mod socket;
mod terminal;
mod text;
