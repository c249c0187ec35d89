//! The command line: one file per subcommand, each a client of the office like any other.
