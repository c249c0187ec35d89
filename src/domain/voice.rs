//! The beneficiary's voice (صوت المستفيد): how satisfied they are (قياس الرضا, rows 12–14), and what they suggest or
//! complain of (rows 15, 16).
//!
//! A rating names no request, no person and no member of staff, and it is never told one by one: whatever is told adds
//! up whole batches of them, see [`batch`]. What could still be inferred is only in the journal and the records made of
//! it, where a rating stands beside the entry that says who offered it: whoever may read those files entry by entry,
//! and no query.

pub mod batch;

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::ids::{BranchNo, PersonNo, VoiceNo};
use super::moment::Act;

/// When a rating is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Occasion {
    /// Once the beneficiary was told what was decided (بعد الرد).
    Reply,
    /// Once the service was delivered (بعد تقديم الخدمة).
    Delivery,
}

impl Occasion {
    /// Both, in their order.
    pub const ALL: [Occasion; 2] = [Occasion::Reply, Occasion::Delivery];

    /// The word for it in files and text keys.
    pub fn id(self) -> &'static str {
        match self {
            Occasion::Reply => "reply",
            Occasion::Delivery => "delivery",
        }
    }
}

/// How satisfied: from 1, not at all, to 5, wholly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Score(u8);

impl Score {
    /// The most there is.
    pub const MOST: u8 = 5;

    /// A score from 1 to 5.
    pub fn new(score: u8) -> Option<Score> {
        (1..=Score::MOST).contains(&score).then_some(Score(score))
    }

    /// From 1 to 5.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Score {
    type Error = &'static str;

    fn try_from(score: u8) -> Result<Score, &'static str> {
        Score::new(score).ok_or("a score is from 1 to 5")
    }
}

impl From<Score> for u8 {
    fn from(score: Score) -> u8 {
        score.0
    }
}

/// What a beneficiary answered (row 12).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// How satisfied they are with the procedure (الإجراءات).
    pub procedure: Score,
    /// How satisfied they are with whom they were served by, as a whole (مقدم الخدمة).
    pub provider: Score,
    /// In their words; may be empty.
    pub words: String,
}

impl fmt::Debug for Rating {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rating(…)")
    }
}

/// That a rating was offered on an occasion: always offered, never required (row 13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// On which.
    pub occasion: Occasion,
    /// Whether the beneficiary answered; what they answered is not kept here.
    pub answered: bool,
    /// Who offered it, when.
    pub act: Act,
}

/// The month of a day: its first day.
pub fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// What a rating belongs to, as the journal has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RatedAs {
    /// The first day of the month.
    pub month: NaiveDate,
    /// At which branch.
    pub branch: BranchNo,
    /// After what.
    pub occasion: Occasion,
    /// Of which service, by id.
    pub service: String,
    /// Over which channel the request had come, by id.
    pub channel: String,
}

/// Ratings added up: how often each score was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// With the procedure: ones, twos, …
    pub procedure: [u32; 5],
    /// With the provider.
    pub provider: [u32; 5],
}

impl Tally {
    /// Adds one rating.
    pub fn add(&mut self, procedure: Score, provider: Score) {
        for (counts, score) in [
            (&mut self.procedure, procedure),
            (&mut self.provider, provider),
        ] {
            if let Some(count) = counts.get_mut(usize::from(score.get().saturating_sub(1))) {
                *count = count.saturating_add(1);
            }
        }
    }

    /// Adds another tally.
    pub fn join(&mut self, other: &Tally) {
        let pairs = self.procedure.iter_mut().zip(&other.procedure);
        for (mine, theirs) in pairs.chain(self.provider.iter_mut().zip(&other.provider)) {
            *mine = mine.saturating_add(*theirs);
        }
    }

    /// How many ratings.
    pub fn count(&self) -> u32 {
        self.procedure
            .iter()
            .fold(0, |sum, n| sum.saturating_add(*n))
    }
}

/// The mean of scores counted from 1 on, in hundredths; `None` of none.
pub fn mean_in_hundredths(counts: &[u32; 5]) -> Option<u32> {
    let all: u64 = counts.iter().map(|n| u64::from(*n)).sum();
    let sum: u64 = (1u64..)
        .zip(counts)
        .map(|(score, n)| score * u64::from(*n))
        .sum();
    let mean = (sum * 100 + all / 2).checked_div(all)?;
    u32::try_from(mean).ok()
}

/// A rating as the records keep it. No answer contains one: see [`batch`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rated {
    /// At which branch.
    pub branch: BranchNo,
    /// What it is told by.
    pub kind: batch::Kind,
    /// The day it was given.
    pub day: NaiveDate,
    /// What was answered.
    pub rating: Rating,
}

impl fmt::Debug for Rated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rated(…)")
    }
}

/// What somebody wants to say of their own accord.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VoiceKind {
    /// مقترح
    Suggestion,
    /// شكوى
    Complaint,
}

impl VoiceKind {
    /// Both.
    pub const ALL: [VoiceKind; 2] = [VoiceKind::Suggestion, VoiceKind::Complaint];

    /// The word for it in files and text keys.
    pub fn id(self) -> &'static str {
        match self {
            VoiceKind::Suggestion => "suggestion",
            VoiceKind::Complaint => "complaint",
        }
    }
}

/// A suggestion or a complaint (rows 15, 16).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// Number.
    pub no: VoiceNo,
    /// Which.
    pub kind: VoiceKind,
    /// What was said.
    pub text: String,
    /// Over which of the profile's channels.
    pub channel: String,
    /// Whose file, where they wish to be known.
    pub person: Option<PersonNo>,
    /// Where it was taken down.
    pub branch: BranchNo,
    /// Who took it down, when.
    pub taken: Act,
    /// The answer, by whom and when; `None` while it is open.
    pub answer: Option<(String, Act)>,
}

impl Voice {
    /// Whether it waits for an answer.
    pub fn is_open(&self) -> bool {
        self.answer.is_none()
    }
}

impl fmt::Debug for Voice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Voice({}, open: {})", self.no, self.is_open())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_from_one_to_five() {
        for (score, is) in [(0, false), (1, true), (5, true), (6, false), (255, false)] {
            assert_eq!(Score::new(score).is_some(), is, "{score}");
        }
    }

    #[test]
    fn tallies_add_up() {
        let mut tally = Tally::default();
        for (procedure, provider) in [(5, 4), (5, 1), (3, 5)] {
            tally.add(Score(procedure), Score(provider));
        }
        assert_eq!(tally.count(), 3);
        assert_eq!(mean_in_hundredths(&tally.procedure), Some(433));
        assert_eq!(mean_in_hundredths(&tally.provider), Some(333));
        assert_eq!(mean_in_hundredths(&Tally::default().procedure), None);
        let mut twice = tally;
        twice.join(&tally);
        assert_eq!(twice.count(), 6);
        assert_eq!(mean_in_hundredths(&twice.provider), Some(333));
    }

    #[test]
    fn a_month_is_its_first_day() {
        let day = NaiveDate::from_ymd_opt(2026, 2, 28).unwrap();
        assert_eq!(month_of(day).to_string(), "2026-02-01");
    }
}
