//! Why a command did not do what it was asked.

use std::io;

use super::date::DateFailure;
use super::demo::DemoFailure;
use super::host::HostFailure;
use super::import::ImportFailure;
use super::keys::KeysFailure;
use super::known::NoSuchBranch;
use super::pin::PinFailure;
use super::profile::ProfileFailure;
use super::queue::QueueFailure;
use super::report::ReportFailure;
use super::scan::ScanFailure;
use super::staff::StaffFailure;
use super::verify::Finding;
use super::voice::VoiceFailure;
use crate::desk::plain::PlainError;
use crate::desk::run::DeskError;
use crate::domain::ids::NotANumber;
use crate::office::OfficeError;
use crate::profiles::NotOffered;
use crate::protocol::ClientError;
use crate::protocol::reach::ReachError;
use crate::settings::SettingsError;
use crate::sheets::printer::PrintError;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A settings file.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// There is neither a home directory nor `--data`.
    #[error("there is no home directory to keep data in; choose a place with --data DIR")]
    NoPlace,
    /// The office could not be reached.
    #[error(transparent)]
    Reach(#[from] ReachError),
    /// The office said no, or the talk failed.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The office that was to be run.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// No number of the kind asked for.
    #[error(transparent)]
    Number(#[from] NotANumber),
    /// A queue.
    #[error(transparent)]
    Queue(#[from] QueueFailure),
    /// A branch.
    #[error(transparent)]
    Branch(#[from] NoSuchBranch),
    /// A report.
    #[error(transparent)]
    Report(#[from] ReportFailure),
    /// A date.
    #[error(transparent)]
    Date(#[from] DateFailure),
    /// A profile.
    #[error(transparent)]
    Profile(#[from] ProfileFailure),
    /// A profile file to open a desk on.
    #[error(transparent)]
    Offer(#[from] NotOffered),
    /// A scan.
    #[error(transparent)]
    Scan(#[from] ScanFailure),
    /// A PIN.
    #[error(transparent)]
    Pin(#[from] PinFailure),
    /// Staff and branches.
    #[error(transparent)]
    Staff(#[from] StaffFailure),
    /// The beneficiary's voice.
    #[error(transparent)]
    Voice(#[from] VoiceFailure),
    /// Keys.
    #[error(transparent)]
    Keys(#[from] KeysFailure),
    /// Something `verify` found wrong.
    #[error(transparent)]
    Verify(#[from] Finding),
    /// An import.
    #[error(transparent)]
    Import(#[from] ImportFailure),
    /// Setting up a host.
    #[error(transparent)]
    Host(#[from] HostFailure),
    /// The demonstration.
    #[error(transparent)]
    Demo(#[from] DemoFailure),
    /// The desk.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// The desk in lines.
    #[error(transparent)]
    Plain(#[from] PlainError),
    /// A sheet.
    #[error(transparent)]
    Print(#[from] PrintError),
    /// The output is closed or full.
    #[error("the output cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// Done, with a failure told already: the exit status alone says so.
pub const FAILED: u8 = 1;

/// The command line could not be understood.
pub const USAGE: u8 = 2;

/// Stopped by Ctrl-C, as shells number it.
pub const INTERRUPTED: u8 = 130;

impl Failure {
    /// The exit status: 2 where the words on the command line make no sense, else 1.
    #[must_use]
    pub fn status(&self) -> u8 {
        match self {
            Failure::Number(_)
            | Failure::Queue(_)
            | Failure::Branch(_)
            | Failure::Staff(_)
            | Failure::Voice(_)
            | Failure::Date(DateFailure::Date { .. }) => USAGE,
            Failure::Report(failure) if !matches!(failure, ReportFailure::Save(_)) => USAGE,
            Failure::Profile(ProfileFailure::Unknown { .. })
            | Failure::Demo(DemoFailure::Profile { .. }) => USAGE,
            Failure::Pin(PinFailure::Who { .. } | PinFailure::Unsaid { .. }) => USAGE,
            Failure::Pin(PinFailure::Interrupted)
            | Failure::Import(ImportFailure::Interrupted { .. }) => INTERRUPTED,
            _ => FAILED,
        }
    }

    /// Whether whoever reads the output has gone: nobody is left to be told anything.
    #[must_use]
    pub fn is_broken_pipe(&self) -> bool {
        let output = match self {
            Failure::Output(error)
            | Failure::Date(DateFailure::Output(error))
            | Failure::Profile(ProfileFailure::Output(error)) => error,
            _ => return false,
        };
        output.kind() == io::ErrorKind::BrokenPipe
    }
}
