//! What people say of the charity, the answers it approved, and the contact it seeks (rows 12–16, 19, 23).

use super::requests::Open;
use super::visitors::known;
use super::{Asked, Decision, invalid, line, not_found, one, optional_line, text as several_lines};
use crate::domain::event::Event;
use crate::domain::ids::{Entity, PersonNo, RequestNo, StandardNo, VoiceNo};
use crate::domain::outreach::{Horizon, Reached, Reason};
use crate::domain::standard::Standard;
use crate::domain::voice::{Occasion, RatedAs, Rating, Voice, VoiceKind, month_of};
use crate::domain::workflow::Step;
use crate::office::outreach;
use crate::protocol::{Made, Refusal};
use crate::records::{Records, Store};

/// Offers a rating. What is answered goes its own way: the request keeps only that it was answered.
pub fn rate(
    records: &Records,
    asked: &Asked<'_>,
    no: RequestNo,
    occasion: Occasion,
    rating: Option<&Rating>,
) -> Decision {
    let open = Open::step(records, asked, no, Step::Rate)?;
    if !open.case(asked).ratings_due().contains(&occasion) {
        return Err(invalid("occasion", "unknown"));
    }
    let rated = match rating {
        None => None,
        Some(rating) => {
            let request = &open.request;
            let need = request.need.as_ref();
            let of = RatedAs {
                month: month_of(asked.now.date()),
                branch: request.branch,
                occasion,
                service: need.map_or_else(String::new, |need| need.service.clone()),
                channel: request.channel.clone(),
            };
            let words = optional_line("words", &rating.words)?;
            let rating = Rating {
                words,
                ..rating.clone()
            };
            Some(Event::ServiceRated { of, rating })
        }
    };
    let offered = Event::RatingOffered {
        request: no,
        occasion,
        answered: rated.is_some(),
    };
    let events = [offered].into_iter().chain(rated).collect();
    Ok((events, Made::Nothing))
}

fn channel_known(records: &Records, channel: &str) -> Result<String, Refusal> {
    let in_force = records.indexes.in_force().ok_or(Refusal::NotOpened)?;
    match in_force.profile.channel(channel) {
        Some(_) => Ok(channel.to_owned()),
        None => Err(invalid("channel", "unknown")),
    }
}

/// Takes down a suggestion or a complaint.
pub fn hear(
    records: &Records,
    kind: VoiceKind,
    text: &str,
    channel: &str,
    person: Option<PersonNo>,
) -> Decision {
    if let Some(person) = person {
        known(records, person)?;
    }
    let voice = VoiceNo(records.indexes.last.voice.saturating_add(1));
    let event = Event::VoiceHeard {
        voice,
        kind,
        text: several_lines("said", text)?,
        channel: channel_known(records, channel)?,
        person,
    };
    Ok((vec![event], Made::Voice(voice)))
}

/// Answers one, once.
pub fn answer(records: &Records, no: VoiceNo, answer: &str) -> Decision {
    let open = records
        .get::<Voice>(no)
        .filter(|(voice, _)| voice.is_open());
    open.ok_or(not_found(Entity::Voice(no)))?;
    one(Event::VoiceAnswered {
        voice: no,
        answer: several_lines("answer", answer)?,
    })
}

/// An approved answer that may be given.
pub(super) fn standing(records: &Records, no: StandardNo) -> Result<Standard, Refusal> {
    let found = records.get::<Standard>(no).map(|(standard, _)| standard);
    found
        .filter(|standard| standard.retired.is_none())
        .ok_or(not_found(Entity::Standard(no)))
}

/// Approves an answer, or amends one.
pub fn approve(
    records: &Records,
    no: Option<StandardNo>,
    question: &str,
    answer: &str,
    misconception: bool,
) -> Decision {
    let standard = match no {
        Some(no) => standing(records, no)?.no,
        None => StandardNo(records.indexes.last.standard.saturating_add(1)),
    };
    let event = Event::StandardApproved {
        standard,
        question: line("question", question)?,
        answer: line("answer", answer)?,
        misconception,
    };
    Ok((vec![event], Made::Standard(standard)))
}

/// Retires one.
pub fn retire(records: &Records, no: StandardNo) -> Decision {
    standing(records, no)?;
    one(Event::StandardRetired { standard: no })
}

/// Logs that contact was sought, for a reason that stands.
pub fn contact(
    records: &Records,
    asked: &Asked<'_>,
    no: PersonNo,
    reason: &Reason,
    channel: &str,
    reached: Reached,
    result: &str,
) -> Decision {
    known(records, no)?;
    let in_force = records.indexes.in_force().ok_or(Refusal::NotOpened)?;
    let today = asked.now.date();
    let horizon = Horizon::on(today, &in_force.profile.outreach);
    let branches = asked.branches();
    if !outreach::stands(records, no, reason, today, horizon, &branches) {
        return Err(invalid("reason", "unknown"));
    }
    one(Event::ContactMade {
        person: no,
        reason: reason.clone(),
        channel: channel_known(records, channel)?,
        reached,
        result: optional_line("result", result)?,
    })
}
