//! Outreach (المبادرة بالتواصل): reaching people without their asking (row 23), for a reason the office finds itself.

use chrono::{Months, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use super::ids::{BranchNo, RequestNo};
use super::moment::{Act, Moment};
use super::profile::Outreach;
use super::request::{Request, Stage};

/// Why somebody is to be contacted. Its fields tell it from another reason of the same kind: a renewed paper, or the
/// next renewal of a service, is a new reason.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reason {
    /// A paper of theirs expires, or has (قرب انتهاء مستند).
    PaperExpires {
        /// Its kind, by id.
        kind: String,
        /// On which day.
        on: NaiveDate,
    },
    /// A service of theirs is to be looked at again (تجديد).
    RenewalDue {
        /// Of which request.
        request: RequestNo,
        /// On which day.
        on: NaiveDate,
    },
    /// What their request waited for is there: they can come and go on (زال المانع).
    Unblocked {
        /// Which request.
        request: RequestNo,
    },
    /// Nobody has spoken with them for long (انقطاع التواصل).
    Silent,
}

/// The kinds of reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonKind {
    /// [`Reason::Unblocked`]
    Unblocked,
    /// [`Reason::PaperExpires`]
    PaperExpires,
    /// [`Reason::RenewalDue`]
    RenewalDue,
    /// [`Reason::Silent`]
    Silent,
}

impl ReasonKind {
    /// All, what helps most first.
    pub const ALL: [ReasonKind; 4] = [
        ReasonKind::Unblocked,
        ReasonKind::PaperExpires,
        ReasonKind::RenewalDue,
        ReasonKind::Silent,
    ];

    /// The word for it in commands, text keys and exports.
    pub fn id(self) -> &'static str {
        match self {
            ReasonKind::Unblocked => "unblocked",
            ReasonKind::PaperExpires => "paper-expires",
            ReasonKind::RenewalDue => "renewal-due",
            ReasonKind::Silent => "silent",
        }
    }
}

impl Reason {
    /// Its kind.
    pub fn kind(&self) -> ReasonKind {
        match self {
            Reason::Unblocked { .. } => ReasonKind::Unblocked,
            Reason::PaperExpires { .. } => ReasonKind::PaperExpires,
            Reason::RenewalDue { .. } => ReasonKind::RenewalDue,
            Reason::Silent => ReasonKind::Silent,
        }
    }
}

impl Reason {
    /// The request it is about, where it is about one.
    pub fn request(&self) -> Option<RequestNo> {
        match self {
            Reason::RenewalDue { request, .. } | Reason::Unblocked { request } => Some(*request),
            Reason::PaperExpires { .. } | Reason::Silent => None,
        }
    }

    /// In one line of text, which [`Reason::read`] reads.
    pub fn written(&self) -> String {
        let kind = self.kind().id();
        match self {
            Reason::PaperExpires { kind: paper, on } => format!("{kind} {on} {paper}"),
            Reason::RenewalDue { request, on } => format!("{kind} {on} {request}"),
            Reason::Unblocked { request } => format!("{kind} {request}"),
            Reason::Silent => kind.to_owned(),
        }
    }

    /// The reason that was written so.
    pub fn read(text: &str) -> Option<Reason> {
        let mut parts = text.splitn(3, ' ');
        let kind = parts.next()?;
        let kind = ReasonKind::ALL.into_iter().find(|one| one.id() == kind)?;
        let mut next = || parts.next();
        Some(match kind {
            ReasonKind::Silent => Reason::Silent,
            ReasonKind::Unblocked => Reason::Unblocked {
                request: next()?.parse().ok()?,
            },
            ReasonKind::PaperExpires => Reason::PaperExpires {
                on: next()?.parse().ok()?,
                kind: next()?.to_owned(),
            },
            ReasonKind::RenewalDue => Reason::RenewalDue {
                on: next()?.parse().ok()?,
                request: next()?.parse().ok()?,
            },
        })
    }
}

/// What came of trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reached {
    /// They were told (تم التواصل).
    Spoken,
    /// They did not answer: they stay in the queue (لم يرد).
    NoAnswer,
}

impl Reached {
    /// Both.
    pub const ALL: [Reached; 2] = [Reached::Spoken, Reached::NoAnswer];

    /// The word for it in files and text keys.
    pub fn id(self) -> &'static str {
        match self {
            Reached::Spoken => "spoken",
            Reached::NoAnswer => "no-answer",
        }
    }
}

/// A contact that the charity sought.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Why.
    pub reason: Reason,
    /// Over which of the profile's channels.
    pub channel: String,
    /// Whether they were reached.
    pub reached: Reached,
    /// What came of it, in words; may be empty.
    pub result: String,
    /// By whom, when.
    pub act: Act,
    /// At which branch.
    pub branch: BranchNo,
}

impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Contact({:?}, {:?})", self.reason.kind(), self.reached)
    }
}

/// The days up to which reasons are due today, as the charity's profile sets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Horizon {
    /// Papers that expire by then, and renewals due by then.
    pub due_by: NaiveDate,
    /// People who were last spoken with on this day or before it are due.
    pub silent_since: NaiveDate,
}

impl Horizon {
    /// As the charity's profile sets it.
    pub fn on(today: NaiveDate, set: &Outreach) -> Horizon {
        let within = TimeDelta::days(i64::from(set.papers_within_days));
        let silent = Months::new(u32::from(set.silent_months));
        Horizon {
            due_by: today.checked_add_signed(within).unwrap_or(today),
            silent_since: today.checked_sub_months(silent).unwrap_or(NaiveDate::MIN),
        }
    }
}

/// What happens to a request with its beneficiary at the desk or on the line, by the event's id.
const WITH_THEM: [&str; 13] = [
    "request-opened",
    "need-stated",
    "paper-matched",
    "declaration-signed",
    "study-explained",
    "papers-awaited",
    "clarification-referred",
    "request-submitted",
    "request-withdrawn",
    "reply-given",
    "objection-raised",
    "service-delivered",
    "rating-offered",
];

/// What clears the way while they are elsewhere: their question is answered, a home outside the scope excepted.
const CLEARED: [&str; 2] = ["clarification-answered", "scope-excepted"];

/// When its beneficiary was last spoken with over a request. What is done in their absence is no contact: a request
/// that lies in study for months leaves them without word.
pub fn last_spoken(request: &Request) -> Moment {
    let mut happened = request.history.iter().rev();
    let with_them = happened.find(|one| WITH_THEM.contains(&one.what.as_str()));
    with_them.map_or(request.opened.at, |one| one.act.at)
}

/// What a request waited for before its beneficiary could go on with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Papers were left to be brought, from this moment on: it goes on once they are there.
    Papers(Moment),
    /// Something that was cleared away without them.
    Cleared,
}

/// What held a request up; nothing where it never was, or where it waits for others than its beneficiary.
pub fn held(request: &Request) -> Option<Held> {
    let awaited = || request.papers_awaited.last().map(|one| one.act.at);
    match request.stage {
        Stage::PapersMissing => awaited().map(Held::Papers),
        Stage::Intake if request.standing_declaration().is_none() => {
            let happened = request.history.iter().rev().map(|one| one.what.as_str());
            let mut since = happened.take_while(|what| *what != "request-submitted");
            let last = since.find(|what| WITH_THEM.contains(what) || CLEARED.contains(what))?;
            if CLEARED.contains(&last) {
                return Some(Held::Cleared);
            }
            let papers = last == "papers-awaited" || since.any(|what| what == "papers-awaited");
            awaited().filter(|_| papers).map(Held::Papers)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_read_as_it_was_written() {
        let on = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        let request = RequestNo {
            year: 1448,
            serial: 42,
        };
        for reason in [
            Reason::Silent,
            Reason::Unblocked { request },
            Reason::RenewalDue { request, on },
            Reason::PaperExpires {
                kind: "family card".into(),
                on,
            },
        ] {
            assert_eq!(Reason::read(&reason.written()), Some(reason));
        }
        for text in ["", "silence", "unblocked", "renewal-due 2026-13-01 1448/1"] {
            assert_eq!(Reason::read(text), None, "{text}");
        }
    }

    #[test]
    fn the_horizon_is_the_charitys_own() {
        let today = NaiveDate::from_ymd_opt(2026, 8, 31).unwrap();
        let horizon = Horizon::on(today, &Outreach::default());
        assert_eq!(horizon.due_by.to_string(), "2026-09-30");
        assert_eq!(horizon.silent_since.to_string(), "2026-02-28");
    }
}
