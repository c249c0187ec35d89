//! What comes in as files and goes out as files: people, scans, profiles, a demonstration.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueHint};

use super::{Rows, in_any_digits};

/// What can be imported.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Import people from a CSV file, columns by their headings in Arabic or English
    ///
    /// Comma, semicolon or tab; UTF-8 or Windows-1256. Good rows are imported; a bad one is named with its line, column
    /// and reason, and the exit status is then 1. Whoever is on file already, by identity paper, is not added again.
    /// JSON fields: file, dry_run, rows, added, already, elsewhere, twice, refused, ignored_columns, problems (line,
    /// column, row, reason).
    People {
        /// The file
        #[arg(value_name = "FILE.csv", value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// Only say what would happen
        #[arg(long)]
        dry_run: bool,
        /// How.
        #[command(flatten)]
        rows: Rows,
    },
}

/// What the demonstration is made of.
#[derive(Debug, Clone, ClapArgs)]
pub struct Demo {
    /// Of which charity, as `profile list` prints it
    #[arg(long, value_name = "KEY", default_value = "wethaq")]
    pub profile: String,
    /// With how many people
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub people: u64,
    /// With how many requests; three for five people, and no more than 3000, unless said here
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=50_000_000))]
    pub requests: Option<u64>,
    /// Where it is kept, in place of a directory for a while
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub dir: Option<PathBuf>,
    /// Leave it there at the end and print where
    #[arg(long)]
    pub keep: bool,
    /// Only make it, print where and open no desk
    #[arg(long)]
    pub fill_only: bool,
}

/// What can be done with scanned papers.
#[derive(Debug, Subcommand)]
pub enum Scan {
    /// Attach a file to a request; it is kept under its hash, which is printed
    Attach {
        /// The request's number, as 1448/00042
        request: String,
        /// The file
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// Of which paper on the charity's checklist, by its id; none for any other
        #[arg(long, value_name = "ID", default_value = "")]
        paper: String,
    },
    /// Get the file of a scan, by its place on the request's page
    Get {
        /// The request's number, as 1448/00042
        request: String,
        /// Which of its scans, from 1
        #[arg(value_parser = in_any_digits::<u16>)]
        scan: u16,
        /// Write it there, in place of standard output
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        to: Option<PathBuf>,
    },
}

/// What can be done with profiles.
#[derive(Debug, Subcommand)]
pub enum Profile {
    /// Print the profiles that ship with the program
    List {
        /// How.
        #[command(flatten)]
        rows: Rows,
    },
    /// Print one of them whole
    Show {
        /// Its key, as `list` prints it
        name: String,
        /// How.
        #[command(flatten)]
        rows: Rows,
    },
    /// Adopt an amended version of this charity's profile; open requests keep theirs
    Adopt {
        /// The file, with a later version than the one in force
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Print every version adopted here: when, by whom, and how many requests keep it
    ///
    /// JSON fields: profile, version, at, by, requests, open, in_force.
    Versions {
        /// How.
        #[command(flatten)]
        rows: Rows,
    },
    /// Say what is wrong with a profile file, each mistake with its line
    Check {
        /// The file
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
}
