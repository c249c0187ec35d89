//! The decision, the reply and the objection (rows 8, 9, 49, 55).

use super::requests::Open;
use super::{Asked, Decision, invalid, line, one, optional_line, text as several_lines};
use crate::domain::decision::Outcome;
use crate::domain::event::Event;
use crate::domain::ids::RequestNo;
use crate::domain::workflow::Step;
use crate::records::Records;

/// Decides. A rejection says why.
pub fn decide(
    records: &Records,
    asked: &Asked<'_>,
    no: RequestNo,
    outcome: Outcome,
    reasons: &str,
    minutes: &str,
) -> Decision {
    Open::step(records, asked, no, Step::Decide)?;
    let reasons = match outcome {
        Outcome::Accepted => optional_line("reasons", reasons)?,
        Outcome::Rejected => several_lines("reasons", reasons)?,
    };
    one(Event::RequestDecided {
        request: no,
        outcome,
        reasons,
        minutes: optional_line("minutes", minutes)?,
    })
}

/// Gives leave to reply before the earliest day, with the reason.
pub fn allow_early_reply(
    records: &Records,
    asked: &Asked<'_>,
    no: RequestNo,
    because: &str,
) -> Decision {
    Open::step(records, asked, no, Step::AllowEarlyReply)?;
    one(Event::EarlyReplyAllowed {
        request: no,
        because: line("because", because)?,
    })
}

/// Notes that the beneficiary was told, over which of the profile's channels, and who exactly was told.
pub fn reply(
    records: &Records,
    asked: &Asked<'_>,
    no: RequestNo,
    channel: &str,
    told: &str,
) -> Decision {
    let open = Open::step(records, asked, no, Step::Reply)?;
    if open.profile.profile.channel(channel).is_none() {
        return Err(invalid("channel", "unknown"));
    }
    one(Event::ReplyGiven {
        request: no,
        channel: channel.to_owned(),
        told: line("told", told)?,
    })
}

/// Takes down an objection.
pub fn object(records: &Records, asked: &Asked<'_>, no: RequestNo, text: &str) -> Decision {
    Open::step(records, asked, no, Step::Object)?;
    one(Event::ObjectionRaised {
        request: no,
        text: several_lines("objection", text)?,
    })
}

/// Answers it. Upheld, the request is decided anew.
pub fn answer_objection(
    records: &Records,
    asked: &Asked<'_>,
    no: RequestNo,
    upheld: bool,
    text: &str,
) -> Decision {
    Open::step(records, asked, no, Step::AnswerObjection)?;
    one(Event::ObjectionAnswered {
        request: no,
        upheld,
        text: several_lines("answer", text)?,
    })
}
