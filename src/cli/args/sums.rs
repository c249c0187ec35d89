//! Reports, and the beneficiary's voice.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args as ClapArgs, Subcommand, ValueEnum, ValueHint};

use super::{Rows, in_any_digits};
use crate::domain::voice::VoiceKind;
use crate::protocol::query::VoiceBy;

/// Which report, and how it is printed.
#[derive(Debug, Clone, ClapArgs)]
pub struct Report {
    /// Which: volumes, pending, elapsed, reply-floor, obstacles, outcomes or satisfaction
    pub name: Option<String>,
    /// Of which days.
    #[command(flatten)]
    pub days: Days,
    /// Only this branch, by number or name
    #[arg(long, value_name = "B", requires = "name")]
    pub branch: Option<String>,
    /// How it is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportFormat,
    /// Save it as a spreadsheet
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "format", requires = "name")]
    pub xlsx: Option<PathBuf>,
}

/// Of which days.
#[derive(Debug, Clone, Default, ClapArgs)]
pub struct Days {
    /// Of these days: 1448, 1448/05, 2026-11, or two of them as 1448/01..1448/06
    #[arg(long, value_name = "PERIOD", conflicts_with_all = ["from", "to"])]
    pub period: Option<String>,
    /// From this day, in either calendar; this Hijri year unless said
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// To this day; to today unless said
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
}

/// What can be done about the beneficiary's voice.
#[derive(Debug, Subcommand)]
pub enum Voice {
    /// Print suggestions and complaints, the latest first
    ///
    /// JSON fields: number, kind, text, channel, file, name, branch, since, by, answer, answered, answered_by.
    List {
        /// Only these
        #[arg(long, value_parser = voice_kinds())]
        kind: Option<VoiceKind>,
        /// Only those that wait for an answer
        #[arg(long)]
        open: bool,
        /// How.
        #[command(flatten)]
        rows: Rows,
    },
    /// Record a suggestion or a complaint and print its number
    Hear {
        /// What was said
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
        /// Which it is
        #[arg(long, value_parser = voice_kinds())]
        kind: VoiceKind,
        /// Over which of the charity's channels, by id; over its first unless said
        #[arg(long, value_name = "ID")]
        channel: Option<String>,
        /// The file of whoever said it, where they wish to be known
        #[arg(long, value_name = "FILE", value_parser = in_any_digits::<u32>)]
        person: Option<u32>,
    },
    /// Answer one; for supervisors
    Answer {
        /// Its number, as `list` prints it
        #[arg(value_parser = in_any_digits::<u32>)]
        number: u32,
        /// The answer
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
    },
    /// Print how satisfied people are, in sums only
    ///
    /// Ratings are told by fives so that nobody is known by them: the newest appear when there are five. JSON fields:
    /// by, key, title, rated, procedure, provider (from 1 to 5).
    Sums {
        /// Added up by what
        #[arg(long, default_value = "service", value_parser = told_by())]
        by: VoiceBy,
        /// Of which days.
        #[command(flatten)]
        days: Days,
        /// How.
        #[command(flatten)]
        rows: Rows,
    },
}

fn voice_kinds() -> impl TypedValueParser<Value = VoiceKind> {
    PossibleValuesParser::new(VoiceKind::ALL.map(VoiceKind::id)).try_map(|id| {
        let mut all = VoiceKind::ALL.into_iter();
        all.find(|kind| kind.id() == id).ok_or("no kind")
    })
}

fn told_by() -> impl TypedValueParser<Value = VoiceBy> {
    PossibleValuesParser::new(VoiceBy::ALL.map(VoiceBy::id)).try_map(|id| {
        let mut all = VoiceBy::ALL.into_iter();
        all.find(|by| by.id() == id).ok_or("nothing to add up by")
    })
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ReportFormat {
    /// Tables under headings.
    #[default]
    Table,
    /// One JSON object.
    Json,
    /// CSV, for spreadsheets.
    Csv,
}
