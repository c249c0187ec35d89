//! Failures in the language spoken: one sentence each, with what to do. What the system itself says stays as it says it.

/// A path, an error of the system's, a number: as it prints itself.
macro_rules! args {
    ($($name:ident: $value:expr),* $(,)?) => {
        &[$((stringify!($name), $value.to_string())),*]
    };
}

mod row;

pub use self::row::reason;
use crate::accounts;
use crate::cli::Failure;
use crate::cli::date::DateFailure;
use crate::cli::demo::DemoFailure;
use crate::cli::host::HostFailure;
use crate::cli::import::{ImportFailure, SheetError};
use crate::cli::keys::KeysFailure;
use crate::cli::known::NoSuchBranch;
use crate::cli::pin::PinFailure;
use crate::cli::profile::ProfileFailure;
use crate::cli::queue::QueueFailure;
use crate::cli::report::ReportFailure;
use crate::cli::scan::ScanFailure;
use crate::cli::staff::StaffFailure;
use crate::cli::verify::{Finding, Whose};
use crate::cli::voice::VoiceFailure;
use crate::desk::keymap::Keymap;
use crate::desk::plain::PlainError;
use crate::desk::run::DeskError;
use crate::desk::state::{Desk, Settings};
use crate::desk::terminal::TerminalError;
use crate::desk::words;
use crate::domain::moment::Moment;
use crate::journal::JournalError;
use crate::locale::{Arg, Texts};
use crate::office::OfficeError;
use crate::protocol::frame::FrameError;
use crate::protocol::reach::{ReachError, SOCKET_PATH_LIMIT};
use crate::protocol::{ClientError, Refusal};
use crate::scans::ScanError;
use crate::settings::SettingsError;

/// A text with what goes into it.
fn with(texts: &Texts, id: &str, args: &[(&str, String)]) -> String {
    let args: Vec<(&str, Arg<'_>)> = args
        .iter()
        .map(|(name, value)| (*name, Arg::from(value.as_str())))
        .collect();
    texts.with(id, &args)
}

/// A failure, said.
pub fn failure(texts: &Texts, failure: &Failure) -> String {
    match failure {
        Failure::Settings(SettingsError::Read { path, source }) => with(
            texts,
            "fail-read",
            args! { file: path.display(), why: source },
        ),
        // In the words of whoever reads TOML, after file, line and column.
        Failure::Settings(error @ SettingsError::Wrong { .. }) => error.to_string(),
        Failure::NoPlace => texts.get("fail-no-place"),
        Failure::Reach(error) | Failure::Desk(DeskError::Reach(error)) => reach(texts, error),
        Failure::Client(error) => client(texts, error),
        Failure::Office(error) => office(texts, error),
        Failure::Number(error) => with(texts, "fail-number", args! { text: error.0 }),
        Failure::Queue(QueueFailure::Unknown { name, known }) => with(
            texts,
            "fail-queue",
            args! { name: name, known: known.join(", ") },
        ),
        Failure::Queue(QueueFailure::OfNoBranch { name }) => {
            with(texts, "fail-queue-branch", args! { name: name })
        }
        Failure::Branch(NoSuchBranch { name, known }) => with(
            texts,
            "fail-branch",
            args! { name: name, known: known.join(", ") },
        ),
        Failure::Report(ReportFailure::Unknown { name, known }) => with(
            texts,
            "fail-report",
            args! { name: name, known: known.join(", ") },
        ),
        Failure::Report(ReportFailure::Period { text, error }) => with(
            texts,
            "fail-date",
            args! { text: text, why: words::wrong_period(texts, error) },
        ),
        Failure::Report(ReportFailure::Save(error)) => {
            with(texts, "report-not-saved", args! { why: error })
        }
        Failure::Date(DateFailure::Date { text, error }) => with(
            texts,
            "fail-date",
            args! { text: text, why: words::wrong_date(texts, error) },
        ),
        Failure::Profile(ProfileFailure::Unknown { name, known })
        | Failure::Demo(DemoFailure::Profile { name, known }) => with(
            texts,
            "fail-profile",
            args! { name: name, known: known.join(", ") },
        ),
        Failure::Profile(ProfileFailure::Read { file, error }) => {
            with(texts, "fail-read", args! { file: file, why: error })
        }
        Failure::Host(failure) => host(texts, failure),
        Failure::Offer(error) => words::not_offered(texts, error),
        // A line for each mistake, as editors read it.
        Failure::Profile(ProfileFailure::Profile(error)) => error.to_string(),
        Failure::Keys(KeysFailure::Read { path, source }) => with(
            texts,
            "fail-read",
            args! { file: path.display(), why: source },
        ),
        Failure::Keys(KeysFailure::Wrong { path, wrong }) => {
            wrong.said(&path.display().to_string(), texts)
        }
        Failure::Scan(ScanFailure::File { path, source }) => with(
            texts,
            "fail-read",
            args! { file: path.display(), why: source },
        ),
        Failure::Scan(ScanFailure::TooLarge(path)) => {
            with(texts, "scan-too-large", args! { name: path.display() })
        }
        Failure::Scan(ScanFailure::NoSuch { request, scan, of }) => with(
            texts,
            "fail-scan",
            args! { request: request, scan: scan, of: of },
        ),
        Failure::Scan(ScanFailure::Written(why)) => {
            with(texts, "fail-scan-written", args! { why: why })
        }
        Failure::Pin(failure) => pin(texts, failure),
        Failure::Staff(StaffFailure::User(user)) => with(texts, "fail-user", args! { user: user }),
        Failure::Staff(StaffFailure::Who { name, known }) => with(
            texts,
            "fail-staff",
            args! { name: name, known: known.join(", ") },
        ),
        Failure::Voice(VoiceFailure::Channel { name, known }) => with(
            texts,
            "fail-channel",
            args! { name: name, known: known.join(", ") },
        ),
        Failure::Verify(error) => finding(texts, error),
        Failure::Import(error) => import(texts, error),
        Failure::Demo(DemoFailure::Ledger(error)) => with(texts, "fail-demo", args! { why: error }),
        Failure::Demo(DemoFailure::Directory { path, source }) => with(
            texts,
            "fail-read",
            args! { file: path.display(), why: source },
        ),
        Failure::Print(error) => crate::sheets::say::failure(texts, error),
        Failure::Desk(error) => desk(texts, error),
        Failure::Plain(PlainError::Client(error)) => client(texts, error),
        Failure::Plain(PlainError::Io(error)) => with(texts, "fail-lines", args! { why: error }),
        // Said in the language of the desk already.
        Failure::Plain(PlainError::Closed(why)) => why.clone(),
        Failure::Output(error)
        | Failure::Date(DateFailure::Output(error))
        | Failure::Profile(ProfileFailure::Output(error)) => {
            with(texts, "fail-output", args! { why: error })
        }
    }
}

fn reach(texts: &Texts, error: &ReachError) -> String {
    match error {
        ReachError::Data { path, source } => with(
            texts,
            "fail-data",
            args! { path: path.display(), why: source },
        ),
        ReachError::SocketTooLong { path, length } => with(
            texts,
            "fail-socket-long",
            args! { path: path.display(), length: length, limit: SOCKET_PATH_LIMIT },
        ),
        ReachError::Socket { path, source } => with(
            texts,
            "fail-read",
            args! { file: path.display(), why: source },
        ),
        ReachError::NotOurs { path, owner } => {
            let owner = accounts::name_of(*owner).unwrap_or_else(|| owner.to_string());
            with(
                texts,
                "fail-not-ours",
                args! { path: path.display(), owner: owner },
            )
        }
        ReachError::Office(why) => with(texts, "fail-office", args! { why: why }),
        ReachError::Client(error) => client(texts, error),
    }
}

fn pin(texts: &Texts, failure: &PinFailure) -> String {
    match failure {
        PinFailure::NoTerminal => texts.get("fail-pin-no-terminal"),
        PinFailure::Terminal(why) => with(texts, "fail-pin-terminal", args! { why: why }),
        PinFailure::Interrupted => texts.get("fail-pin-interrupted"),
        PinFailure::NotAPin(_) => texts.get("pin-length"),
        PinFailure::Differ => texts.get("fail-pin-differ"),
        PinFailure::Guessable => texts.get("pin-guessable"),
        PinFailure::Who { name, known } => with(
            texts,
            "fail-pin-who",
            args! { name: name, known: known.join(", ") },
        ),
        PinFailure::Unsaid { known } => {
            with(texts, "fail-pin-unsaid", args! { known: known.join(", ") })
        }
    }
}

fn host(texts: &Texts, failure: &HostFailure) -> String {
    match failure {
        HostFailure::Lacks(lacks) => {
            let lacks = lacks.iter();
            let lacks = lacks.map(|lack| texts.get(&format!("host-lacks-{}", lack.id())));
            let lacks = lacks.collect::<Vec<_>>().join(" · ");
            with(texts, "host-lacks", args! { what: lacks })
        }
        HostFailure::Settings(path) => {
            with(texts, "host-other-place", args! { file: path.display() })
        }
        HostFailure::File { path, source } => with(
            texts,
            "fail-read",
            args! { file: path.display(), why: source },
        ),
        HostFailure::Command { command, why } => {
            with(texts, "host-command", args! { command: command, why: why })
        }
    }
}

fn client(texts: &Texts, error: &ClientError) -> String {
    match error {
        ClientError::Frame(FrameError::Io(why)) => with(texts, "fail-line", args! { why: why }),
        ClientError::Frame(FrameError::NotIstiqbal) => texts.get("fail-not-istiqbal"),
        ClientError::Frame(why @ (FrameError::TooLong(_) | FrameError::Codec(_))) => {
            with(texts, "fail-message", args! { why: why })
        }
        ClientError::Version {
            ours,
            theirs,
            older,
        } => {
            let id = if *older {
                "fail-office-older"
            } else {
                "fail-program-older"
            };
            with(texts, id, args! { ours: ours, theirs: theirs })
        }
        ClientError::Refused(Refusal::SignIn) => texts.get("fail-sign-in"),
        ClientError::Refused(refused) => refusal(texts, refused),
        ClientError::Astray => texts.get("fail-astray"),
    }
}

fn refusal(texts: &Texts, refusal: &Refusal) -> String {
    let settings = Settings {
        language: texts.language(),
        ..Settings::default()
    };
    words::refusal(
        &Desk::new(settings, Keymap::default(), Moment::default()),
        refusal,
    )
}

fn office(texts: &Texts, error: &OfficeError) -> String {
    match error {
        OfficeError::Running(path) => with(texts, "fail-running", args! { path: path.display() }),
        OfficeError::Reach(error) => reach(texts, error),
        error => with(texts, "fail-office", args! { why: error }),
    }
}

fn desk(texts: &Texts, error: &DeskError) -> String {
    match error {
        DeskError::Reach(error) => reach(texts, error),
        DeskError::Terminal(TerminalError::NotATerminal { input: true }) => {
            texts.get("fail-input-no-terminal")
        }
        DeskError::Terminal(TerminalError::NotATerminal { input: false }) => {
            texts.get("fail-output-no-terminal")
        }
        DeskError::Terminal(TerminalError::Dumb { term }) => {
            with(texts, "fail-dumb", args! { term: term })
        }
        DeskError::Terminal(TerminalError::Io(error)) => {
            with(texts, "fail-terminal", args! { why: error })
        }
        DeskError::Io(error) => with(texts, "fail-terminal", args! { why: error }),
        DeskError::Defect => texts.get("fail-defect"),
        DeskError::Unconfirmed { commands } => {
            with(texts, "fail-unconfirmed", args! { commands: commands })
        }
        DeskError::Unprinted { sheets } => with(texts, "fail-unprinted", args! { sheets: sheets }),
    }
}

fn finding(texts: &Texts, finding: &Finding) -> String {
    match finding {
        Finding::NoJournal(path) => {
            with(texts, "verify-no-journal", args! { path: path.display() })
        }
        Finding::Held(path) => with(texts, "verify-held", args! { path: path.display() }),
        Finding::Journal(JournalError::Damaged(damage)) => with(
            texts,
            "verify-damage",
            args! {
                file: damage.segment.display(), offset: damage.offset, entry: damage.position, why: damage.fault,
            },
        ),
        Finding::Journal(error) => error.to_string(),
        Finding::Underivable(why) => with(texts, "verify-underivable", args! { why: why }),
        Finding::Short { office, journal } => with(
            texts,
            "verify-short",
            args! { office: office, journal: journal },
        ),
        Finding::Scans(ScanError::Missing { path, .. }) => {
            with(texts, "scan-missing", args! { name: path.display() })
        }
        Finding::Scans(ScanError::Changed { path, .. }) => {
            with(texts, "scan-changed", args! { name: path.display() })
        }
        Finding::Scans(why) => with(texts, "verify-scans", args! { why: why }),
        Finding::SetAside { why } => with(texts, "verify-set-aside", args! { why: why }),
        Finding::Records(why) => with(texts, "verify-records", args! { why: why }),
        Finding::Different {
            whose,
            at,
            found,
            derived,
        } => {
            let id = match whose {
                Whose::Office => "verify-different-office",
                Whose::Disk => "verify-different-disk",
            };
            with(
                texts,
                id,
                args! { entry: at, found: found, derived: derived },
            )
        }
    }
}

fn import(texts: &Texts, error: &ImportFailure) -> String {
    match error {
        ImportFailure::Sheet(SheetError::Read { path, source }) => with(
            texts,
            "fail-read",
            args! { file: path.display(), why: source },
        ),
        ImportFailure::Sheet(SheetError::Utf16(path)) => {
            with(texts, "import-utf16", args! { file: path.display() })
        }
        ImportFailure::Sheet(SheetError::Binary(path)) => {
            with(texts, "import-binary", args! { file: path.display() })
        }
        ImportFailure::Sheet(SheetError::Empty(path)) => {
            with(texts, "import-empty", args! { file: path.display() })
        }
        ImportFailure::NoNames { path, headings } => with(
            texts,
            "import-no-names",
            args! { file: path.display(), headings: headings.join(", ") },
        ),
        ImportFailure::SameColumn {
            path,
            first,
            second,
        } => with(
            texts,
            "import-same-column",
            args! { file: path.display(), first: first, second: second },
        ),
        ImportFailure::Refused { rows } => {
            texts.with("import-refused", &[("rows", (*rows).into())])
        }
        ImportFailure::Interrupted { line } => {
            with(texts, "import-interrupted", args! { line: line })
        }
    }
}

#[cfg(test)]
mod tests;
