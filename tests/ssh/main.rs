//! Desks over real SSH: Debian's sshd on the loopback with keys and users of its own, terminals through the `ssh` client.
//!
//! As root every member of staff is a Unix user made for the test and removed after it, the office runs as one of them
//! with no network and no privilege, and staff reach its socket by their group. Otherwise all of them are whoever runs
//! the test, and that is not shown.

mod confined;
mod cost;
mod house;
mod line;
mod many;
#[path = "../cli/place.rs"]
#[allow(dead_code)] // each test program uses some of it
mod place;
mod server;
#[path = "../pty/terminal.rs"]
#[allow(dead_code)]
mod terminal;
mod users;
#[path = "../world/mod.rs"]
mod world;
