//! How a paper agrees with what was stated, and until when it holds.

use super::time::{hijri_date, written_date};
use crate::desk::state::Desk;
use crate::domain::document::{Agreement, Paper, Validity};
use crate::domain::request::Request;

/// The sign of an agreement.
#[must_use]
pub const fn agreement_sign(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Equal => "=",
        Agreement::Folded | Agreement::OneDayApart => "≈",
        Agreement::Differs => "≠",
    }
}

/// An agreement in a word or two.
#[must_use]
pub fn agreement(desk: &Desk, agreement: Agreement) -> String {
    desk.say(match agreement {
        Agreement::Equal => "agreement-equal",
        Agreement::Folded => "agreement-folded",
        Agreement::OneDayApart => "agreement-one-day-apart",
        Agreement::Differs => "agreement-differs",
    })
}

/// What a paper's date says of the day it is judged by: that of the submission where there is one, else today.
#[must_use]
pub fn validity(desk: &Desk, request: &Request, paper: &Paper) -> (Validity, String) {
    let submission = request.submission.as_ref();
    let frozen = submission.and_then(|submission| {
        let mut checks = submission.checks.iter();
        checks
            .find(|check| check.kind == paper.kind)
            .map(|check| check.validity)
    });
    let today = desk.now.date();
    let verdict = frozen.unwrap_or_else(|| paper.validity_on(today));
    let judged = submission.map_or(today, |submission| submission.act.at.date());
    let words = match (verdict, paper.valid_until) {
        (Validity::NoExpiry, _) | (_, None) => desk.say("validity-no-expiry"),
        (verdict, Some(until)) => desk.say_with(
            if verdict == Validity::Valid {
                "validity-valid"
            } else {
                "validity-expired"
            },
            &[
                ("until", written_date(desk, until).into()),
                ("on", hijri_date(judged).into()),
            ],
        ),
    };
    (verdict, words)
}
