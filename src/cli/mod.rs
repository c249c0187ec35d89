//! The command line: one file per subcommand, each a client of the office like any other.

pub mod date;
pub mod profile;
pub mod rows;
