//! What can be wrong with a profile, and where.

use std::fmt;

use thiserror::Error;

use super::{Id, PolicyStepId, REPLY_NOT_BEFORE};

/// One step of the path to a place in a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Into the value of this key.
    Key(&'static str),
    /// Into the entry of a list, counted from 0.
    Entry(usize),
}

/// What is wrong with a profile.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Wrong {
    /// A text that says nothing.
    #[error("the text is empty")]
    EmptyText,
    /// A text with a character that is never shown: a control, a mark of direction, one of no width.
    #[error("the text holds {found:?}, which cannot be shown")]
    Control {
        /// The character.
        found: char,
    },
    /// A list that must hold something.
    #[error("at least one is needed")]
    EmptyList,
    /// An id given twice in one list.
    #[error("`{id}` is there twice")]
    Duplicate {
        /// The id.
        id: String,
    },
    /// An id that nothing defines.
    #[error("`{id}` is not defined under `{list}`")]
    Undefined {
        /// The id.
        id: Id,
        /// Where it would have to be.
        list: &'static str,
    },
    /// Versions count from 1.
    #[error("versions count from 1")]
    VersionZero,
    /// A period of no length.
    #[error("a period of zero is none")]
    PeriodZero,
    /// A period so long that no calendar holds its end.
    #[error("the period reaches beyond the calendar")]
    PeriodTooLong,
    /// The charity means to reply before its policy lets it.
    #[error("the charity's own target comes before the policy's earliest reply")]
    TargetBeforeFloor,
    /// A step that the workflow cannot do without.
    #[error("the step `{}` is missing", step.id())]
    MissingStep {
        /// The step.
        step: PolicyStepId,
    },
    /// A step that stands before one it builds on.
    #[error("the step `{}` must come after `{}`", step.id(), after.id())]
    StepOrder {
        /// The step.
        step: PolicyStepId,
        /// What it builds on.
        after: PolicyStepId,
    },
    /// A clarification step that leads nowhere.
    #[error("the step `clarify` needs `clarification` to say to whom")]
    ClarifyWithoutTarget,
    /// Someone to clarify, and no step that leads there.
    #[error("`clarification` needs the step `clarify`")]
    TargetWithoutClarify,
    /// The explanation does not say from when a reply may be expected.
    #[error("the text must hold {REPLY_NOT_BEFORE} once, where the date goes")]
    NoReplyDate,
    /// Braces that nothing fills.
    #[error("nothing fills the braces in this text")]
    Braces,
    /// A choice between fewer than two.
    #[error("a choice needs at least two answers")]
    NoChoice,
    /// No paper that everyone brings: there would be nothing to match.
    #[error("at least one paper must be required always")]
    NoPaperForAll,
}

/// Something wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The way from the root; where the last turn does not exist, something is missing there.
    pub place: Vec<Place>,
    /// What is wrong.
    pub wrong: Wrong,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, place) in self.place.iter().enumerate() {
            match place {
                Place::Key(key) if at == 0 => f.write_str(key)?,
                Place::Key(key) => write!(f, ".{key}")?,
                Place::Entry(entry) => write!(f, "[{entry}]")?,
            }
        }
        write!(f, ": {}", self.wrong)
    }
}

/// Everything wrong with a profile; at least one thing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct Faults(pub Vec<Fault>);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.0.iter().enumerate() {
            let separator = if at == 0 { "" } else { "; " };
            write!(f, "{separator}{fault}")?;
        }
        Ok(())
    }
}
