//! What a profile says and what is wrong with one, in words.

use crate::desk::state::Desk;
use crate::desk::words;
use crate::domain::profile::{REPLY_NOT_BEFORE, Wrong};

/// What does not hold together in a profile. What is named of its file is named as it is written there.
pub(super) fn wrong(desk: &Desk, wrong: &Wrong) -> String {
    let plain = |id| (id, String::new(), String::new());
    let naming = |id, what: &str| (id, what.to_owned(), String::new());
    let (id, what, other) = match wrong {
        Wrong::EmptyText => plain("wrong-empty-text"),
        Wrong::Control { found } => naming("wrong-control", &found.escape_unicode().to_string()),
        Wrong::EmptyList => plain("wrong-empty-list"),
        Wrong::Duplicate { id } => naming("wrong-duplicate", id),
        Wrong::Undefined { id, list } => ("wrong-undefined", id.to_string(), (*list).to_owned()),
        Wrong::VersionZero => plain("wrong-version-zero"),
        Wrong::PeriodZero => plain("wrong-period-zero"),
        Wrong::PeriodTooLong => plain("wrong-period-too-long"),
        Wrong::TargetBeforeFloor => plain("wrong-target-before-floor"),
        Wrong::MissingStep { step } => naming("wrong-missing-step", step.id()),
        Wrong::StepOrder { step, after } => (
            "wrong-step-order",
            step.id().to_owned(),
            after.id().to_owned(),
        ),
        Wrong::ClarifyWithoutTarget => plain("wrong-clarify-without-target"),
        Wrong::TargetWithoutClarify => plain("wrong-target-without-clarify"),
        Wrong::NoReplyDate => naming("wrong-no-reply-date", REPLY_NOT_BEFORE),
        Wrong::Braces => plain("wrong-braces"),
        Wrong::NoChoice => plain("wrong-no-choice"),
        Wrong::NoPaperForAll => plain("wrong-no-paper-for-all"),
    };
    let args = [
        ("what", words::value(&what).into()),
        ("other", words::value(&other).into()),
    ];
    desk.say_with(id, &args)
}
