//! The numbers by which a desk calls things.
//!
//! Each kind has a type of its own, so that a person's file number can never stand where a request's is meant.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! number {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotANumber;

            fn from_str(text: &str) -> Result<Self, NotANumber> {
                text.trim().parse().map($name).map_err(|_| NotANumber(text.chars().take(40).collect()))
            }
        }
    };
}

number!(
    /// A person's file number (رقم الملف), given in order, never reused.
    PersonNo(u32)
);
number!(
    /// One arrival at the desk (حضور مراجع).
    ArrivalNo(u32)
);
number!(
    /// One question asked at the desk (استفسار).
    EnquiryNo(u32)
);
number!(
    /// One draft of a form (مسودة): the place in the journal where it was first kept, so that no number comes twice.
    DraftNo(u64)
);
number!(
    /// A suggestion or a complaint (مقترح أو شكوى).
    VoiceNo(u32)
);
number!(
    /// An approved answer (إجابة معتمدة).
    StandardNo(u32)
);
number!(
    /// A member of staff (موظف). Zero is the office itself.
    StaffNo(u32)
);
number!(
    /// A branch office (فرع). The head office is 1.
    BranchNo(u16)
);
number!(
    /// A place in the journal: the position of the last event that touched something is its version.
    Revision(u64)
);

/// A request's number (رقم الطلب): the Hijri year it was opened in and its place in that year, `1448/00042`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RequestNo {
    /// Umm al-Qura year.
    pub year: u16,
    /// From 1, in order of opening within the year.
    pub serial: u32,
}

impl fmt::Display for RequestNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{:05}", self.year, self.serial)
    }
}

impl FromStr for RequestNo {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let wrong = || NotANumber(text.chars().take(40).collect());
        let (year, serial) = text.trim().split_once('/').ok_or_else(wrong)?;
        Ok(RequestNo {
            year: year.trim().parse().map_err(|_| wrong())?,
            serial: serial.trim().parse().map_err(|_| wrong())?,
        })
    }
}

/// What was given is not a number of the kind asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» is not a number of that kind")]
pub struct NotANumber(pub String);

/// Anything that has a version of its own: what commands name and notices tell of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Entity {
    /// The charity's own settings: profile, branches.
    Charity,
    /// A branch.
    Branch(BranchNo),
    /// A member of staff.
    Staff(StaffNo),
    /// A person's file.
    Person(PersonNo),
    /// A request.
    Request(RequestNo),
    /// An arrival.
    Arrival(ArrivalNo),
    /// An enquiry.
    Enquiry(EnquiryNo),
    /// A draft.
    Draft(DraftNo),
    /// A suggestion or a complaint.
    Voice(VoiceNo),
    /// An approved answer.
    Standard(StandardNo),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_number_reads_as_it_is_written() {
        let number = RequestNo {
            year: 1448,
            serial: 42,
        };
        assert_eq!(number.to_string(), "1448/00042");
        for text in ["1448/00042", "1448/42", " 1448 / 42 "] {
            assert_eq!(text.parse(), Ok(number), "{text}");
        }
        for text in ["", "1448", "1448/", "/42", "x/1", "1448/42/1", "70000/1"] {
            assert!(text.parse::<RequestNo>().is_err(), "{text}");
        }
    }
}
