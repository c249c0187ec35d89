//! Failures in the language spoken: one sentence each, with what to do. What the system itself says stays as it says it.

use crate::desk::keymap::Keymap;
use crate::desk::plain::PlainError;
use crate::desk::run::DeskError;
use crate::desk::state::{Desk, Settings};
use crate::desk::terminal::TerminalError;
use crate::desk::words;
use crate::domain::address::AddressError;
use crate::domain::contact::ContactError;
use crate::domain::identity::IdentityError;
use crate::domain::input::LineError;
use crate::domain::moment::Moment;
use crate::domain::money::MoneyError;
use crate::export::report::{wrong_date, wrong_period};
use crate::journal::JournalError;
use crate::locale::{Arg, Texts};
use crate::office::OfficeError;
use crate::protocol::frame::FrameError;
use crate::protocol::reach::{ReachError, SOCKET_PATH_LIMIT};
use crate::protocol::{ClientError, Refusal};
use crate::settings::SettingsError;

use super::Failure;
use super::date::DateFailure;
use super::demo::DemoFailure;
use super::import::{ImportFailure, Reason, SheetError};
use super::keys::KeysFailure;
use super::profile::ProfileFailure;
use super::queue::QueueFailure;
use super::report::ReportFailure;
use super::scan::ScanFailure;
use super::staff::StaffFailure;
use super::verify::{Finding, Whose};

/// A text with what goes into it.
fn with(texts: &Texts, id: &str, args: &[(&str, String)]) -> String {
    let args: Vec<(&str, Arg<'_>)> = args
        .iter()
        .map(|(name, value)| (*name, Arg::from(value.as_str())))
        .collect();
    texts.with(id, &args)
}

/// A path, an error of the system's, a number: as it prints itself.
macro_rules! args {
    ($($name:ident: $value:expr),* $(,)?) => {
        &[$((stringify!($name), $value.to_string())),*]
    };
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
        Failure::Queue(QueueFailure::Branch { name, known }) => with(
            texts,
            "fail-branch",
            args! { name: name, known: known.join(", ") },
        ),
        Failure::Report(ReportFailure::Unknown { name, known }) => with(
            texts,
            "fail-report",
            args! { name: name, known: known.join(", ") },
        ),
        Failure::Report(ReportFailure::Branch { name, known }) => with(
            texts,
            "fail-branch",
            args! { name: name, known: known.join(", ") },
        ),
        Failure::Report(ReportFailure::Period { text, error }) => with(
            texts,
            "fail-date",
            args! { text: text, why: wrong_period(texts, error) },
        ),
        Failure::Report(ReportFailure::Save(error)) => {
            with(texts, "report-not-saved", args! { why: error })
        }
        Failure::Date(DateFailure::Date { text, error }) => with(
            texts,
            "fail-date",
            args! { text: text, why: wrong_date(texts, error) },
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
        Failure::Staff(StaffFailure::User(user)) => with(texts, "fail-user", args! { user: user }),
        Failure::Staff(StaffFailure::Who { name, known }) => with(
            texts,
            "fail-staff",
            args! { name: name, known: known.join(", ") },
        ),
        Failure::Staff(StaffFailure::Branch { name, known }) => with(
            texts,
            "fail-branch",
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
        ReachError::Office(why) => with(texts, "fail-office", args! { why: why }),
        ReachError::Client(error) => client(texts, error),
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

/// What is said of a row.
pub fn reason(texts: &Texts, reason: &Reason) -> String {
    match reason {
        Reason::NoName => texts.get("row-no-name"),
        Reason::OneWord => texts.get("row-one-word"),
        Reason::Identity(error) => identity(texts, error),
        Reason::Unverified => texts.get("row-unverified"),
        Reason::PaperKind => texts.get("row-paper-kind"),
        Reason::Contact(error) => contact(texts, error),
        Reason::Date(error) => wrong_date(texts, error),
        Reason::Sex => texts.get("row-sex"),
        Reason::Nationality => texts.get("row-nationality"),
        Reason::Number => texts.get("row-number"),
        Reason::Money(error) => money(texts, error),
        Reason::Address(AddressError::ShortAddress) => texts.get("row-short-address"),
        Reason::Address(error) => error.to_string(),
        Reason::Line(LineError::Empty) => texts.get("row-empty"),
        Reason::Line(LineError::TooLong { found }) => with(
            texts,
            "row-length",
            args! { found: found, least: 1, most: crate::domain::input::Line::MAX },
        ),
        Reason::Answer => texts.get("row-answer"),
        Reason::Fields { found, headings } => with(
            texts,
            "row-fields",
            args! { found: found, headings: headings },
        ),
        Reason::Twice { line } => with(texts, "row-twice", args! { line: line }),
    }
}

fn identity(texts: &Texts, error: &IdentityError) -> String {
    match error {
        IdentityError::Empty => texts.get("row-empty"),
        IdentityError::Character { found } => with(texts, "row-character", args! { found: found }),
        IdentityError::Length { found, least, most } => length(texts, *found, *least, *most),
        IdentityError::FirstDigit { found, expected } => with(
            texts,
            "row-first-digit",
            args! { found: found, expected: expected },
        ),
        IdentityError::CheckDigit => texts.get("row-check-digit"),
        IdentityError::Shape => texts.get("row-shape"),
    }
}

/// How long it is, and how long it should be.
fn length(texts: &Texts, found: usize, least: usize, most: usize) -> String {
    let id = if least == most {
        "row-length-exact"
    } else {
        "row-length"
    };
    with(texts, id, args! { found: found, least: least, most: most })
}

fn contact(texts: &Texts, error: &ContactError) -> String {
    match error {
        ContactError::Empty => texts.get("row-empty"),
        ContactError::Character { found } => with(texts, "row-character", args! { found: found }),
        ContactError::Length { found, least, most } => length(texts, *found, *least, *most),
        ContactError::NotMobile => texts.get("row-mobile"),
        ContactError::CheckDigits => texts.get("row-iban-digits"),
        ContactError::NotIban => texts.get("row-iban"),
        ContactError::NotEmail => texts.get("row-email"),
    }
}

fn money(texts: &Texts, error: &MoneyError) -> String {
    match error {
        MoneyError::Empty => texts.get("row-empty"),
        MoneyError::Character { found } => with(texts, "row-character", args! { found: found }),
        MoneyError::Halalas => texts.get("row-halalas"),
        MoneyError::TooLarge => texts.get("row-too-large"),
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::domain::ids::{Entity, NotANumber, PersonNo};
    use crate::locale::Language;

    fn io_error() -> io::Error {
        io::Error::from(io::ErrorKind::PermissionDenied)
    }

    fn failures() -> Vec<Failure> {
        let path = || std::path::PathBuf::from("/p");
        let text = || "x".to_owned();
        vec![
            Failure::NoPlace,
            Failure::Number(NotANumber(text())),
            Failure::Reach(ReachError::Data {
                path: path(),
                source: io_error(),
            }),
            Failure::Reach(ReachError::SocketTooLong {
                path: path(),
                length: 120,
            }),
            Failure::Reach(ReachError::Office(text())),
            Failure::Client(ClientError::Frame(FrameError::Io(io_error()))),
            Failure::Client(ClientError::Frame(FrameError::NotIstiqbal)),
            Failure::Client(ClientError::Frame(FrameError::TooLong(9))),
            Failure::Client(ClientError::Version {
                ours: text(),
                theirs: text(),
                older: true,
            }),
            Failure::Client(ClientError::Version {
                ours: text(),
                theirs: text(),
                older: false,
            }),
            Failure::Client(ClientError::Refused(Refusal::NotOpened)),
            Failure::Client(ClientError::Refused(Refusal::NotFound(Entity::Person(
                PersonNo(7),
            )))),
            Failure::Client(ClientError::Astray),
            Failure::Office(OfficeError::Running(path())),
            Failure::Office(OfficeError::WriterDied),
            Failure::Queue(QueueFailure::Unknown {
                name: text(),
                known: vec!["study"],
            }),
            Failure::Queue(QueueFailure::Branch {
                name: text(),
                known: vec![text()],
            }),
            Failure::Profile(ProfileFailure::Unknown {
                name: text(),
                known: vec![text()],
            }),
            Failure::Profile(ProfileFailure::Read {
                file: text(),
                error: io_error(),
            }),
            Failure::Staff(StaffFailure::User(text())),
            Failure::Staff(StaffFailure::Who {
                name: text(),
                known: vec![text()],
            }),
            Failure::Staff(StaffFailure::Branch {
                name: text(),
                known: vec![text()],
            }),
            Failure::Verify(Finding::NoJournal(path())),
            Failure::Verify(Finding::Held(path())),
            Failure::Verify(Finding::Short {
                office: 2,
                journal: 1,
            }),
            Failure::Verify(Finding::SetAside { why: text() }),
            Failure::Verify(Finding::Different {
                whose: Whose::Disk,
                at: 1,
                found: text(),
                derived: text(),
            }),
            Failure::Verify(Finding::Different {
                whose: Whose::Office,
                at: 1,
                found: text(),
                derived: text(),
            }),
            Failure::Import(ImportFailure::Sheet(SheetError::Utf16(path()))),
            Failure::Import(ImportFailure::Sheet(SheetError::Binary(path()))),
            Failure::Import(ImportFailure::Sheet(SheetError::Empty(path()))),
            Failure::Import(ImportFailure::NoNames {
                path: path(),
                headings: vec![text()],
            }),
            Failure::Import(ImportFailure::SameColumn {
                path: path(),
                first: text(),
                second: text(),
            }),
            Failure::Import(ImportFailure::Refused { rows: 3 }),
            Failure::Import(ImportFailure::Interrupted { line: 3 }),
            Failure::Desk(DeskError::Terminal(TerminalError::NotATerminal {
                input: true,
            })),
            Failure::Desk(DeskError::Terminal(TerminalError::NotATerminal {
                input: false,
            })),
            Failure::Desk(DeskError::Terminal(TerminalError::Dumb { term: text() })),
            Failure::Desk(DeskError::Terminal(TerminalError::Io(io_error()))),
            Failure::Plain(PlainError::Io(io_error())),
            Failure::Desk(DeskError::Defect),
            Failure::Desk(DeskError::Unconfirmed { commands: 2 }),
            Failure::Output(io_error()),
        ]
    }

    fn reasons() -> Vec<Reason> {
        let identity = [
            IdentityError::Empty,
            IdentityError::Character { found: 'x' },
            IdentityError::Length {
                found: 9,
                least: 10,
                most: 10,
            },
            IdentityError::FirstDigit {
                found: '2',
                expected: '1',
            },
            IdentityError::CheckDigit,
            IdentityError::Shape,
        ];
        let contact = [
            ContactError::NotMobile,
            ContactError::CheckDigits,
            ContactError::NotIban,
            ContactError::NotEmail,
        ];
        let dates = [
            "1446",
            "1200-01-01",
            "1446-13-01",
            "1446-01-31",
            "2024/01/01 هـ",
        ]
        .map(|text| crate::domain::date::DateAsWritten::parse(text).unwrap_err());
        let money = [MoneyError::Halalas, MoneyError::TooLarge];
        let own = [
            Reason::NoName,
            Reason::OneWord,
            Reason::Unverified,
            Reason::PaperKind,
            Reason::Sex,
            Reason::Nationality,
            Reason::Number,
            Reason::Address(AddressError::ShortAddress),
            Reason::Answer,
            Reason::Fields {
                found: 3,
                headings: 2,
            },
            Reason::Twice { line: 4 },
        ];
        own.into_iter()
            .chain(identity.map(Reason::Identity))
            .chain(contact.map(Reason::Contact))
            .chain(dates.map(Reason::Date))
            .chain(money.map(Reason::Money))
            .collect()
    }

    /// Whether a sentence is of its language: no id in place of a text, no hole in it.
    fn check(said: &str, language: Language, what: &str) {
        let arabic = said.chars().any(|c| ('\u{0621}'..='\u{064A}').contains(&c));
        assert_eq!(arabic, language == Language::Arabic, "{what}: {said}");
        for hole in ["fail-", "row-", "date-", "verify-", "import-", "{", "$"] {
            assert!(!said.contains(hole), "{what}: {said}");
        }
    }

    #[test]
    fn every_failure_is_said_in_both_languages() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            for one in failures() {
                check(&failure(&texts, &one), language, &format!("{one:?}"));
            }
            for one in reasons() {
                check(&reason(&texts, &one), language, &format!("{one:?}"));
            }
        }
    }
}
