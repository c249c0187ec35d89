//! Every failure has its sentence in both languages.

use std::io;

use super::*;
use crate::cli::host::Lack;
use crate::cli::import::Reason;
use crate::domain::address::AddressError;
use crate::domain::contact::ContactError;
use crate::domain::identity::IdentityError;
use crate::domain::ids::{Entity, NotANumber, PersonNo};
use crate::domain::money::MoneyError;
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
        Failure::Reach(ReachError::NotOurs {
            path: path(),
            owner: 7,
        }),
        Failure::Host(HostFailure::Lacks(vec![Lack::Root, Lack::Passwd])),
        Failure::Host(HostFailure::Lacks(vec![Lack::Systemd, Lack::Sshd])),
        Failure::Host(HostFailure::Settings(path())),
        Failure::Host(HostFailure::File {
            path: path(),
            source: io_error(),
        }),
        Failure::Host(HostFailure::Command {
            command: text(),
            why: text(),
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
        Failure::Queue(QueueFailure::OfNoBranch { name: "copies" }),
        Failure::Branch(NoSuchBranch {
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
        Failure::Pin(PinFailure::NoTerminal),
        Failure::Pin(PinFailure::Terminal(io_error())),
        Failure::Pin(PinFailure::Interrupted),
        Failure::Pin(PinFailure::Differ),
        Failure::Pin(PinFailure::Guessable),
        Failure::Pin(PinFailure::Who {
            name: text(),
            known: vec![text()],
        }),
        Failure::Pin(PinFailure::Unsaid {
            known: vec![text()],
        }),
        Failure::Client(ClientError::Refused(Refusal::SignIn)),
        Failure::Staff(StaffFailure::User(text())),
        Failure::Staff(StaffFailure::Who {
            name: text(),
            known: vec![text()],
        }),
        Failure::Voice(VoiceFailure::Channel {
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
        Failure::Desk(DeskError::Unprinted { sheets: 2 }),
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
        Reason::LongName { found: 101 },
        Reason::LineBreak,
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
