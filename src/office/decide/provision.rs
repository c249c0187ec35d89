//! Registration, delivery, closing, and referral to other bodies (rows 10, 11, 23, 28).

use super::requests::Open;
use super::{Asked, Decision, invalid, line, one};
use crate::domain::event::Event;
use crate::domain::ids::RequestNo;
use crate::domain::service::Renewal;
use crate::domain::workflow::Step;
use crate::records::Records;

/// Completes the registration.
pub fn register(records: &Records, asked: &Asked<'_>, no: RequestNo) -> Decision {
    Open::step(records, asked, no, Step::Register)?;
    one(Event::RegistrationCompleted { request: no })
}

/// Delivers the service, or a part of it that was not delivered yet.
pub fn deliver(
    records: &Records,
    asked: &Asked<'_>,
    no: RequestNo,
    part: &str,
    what: &str,
    received_by: &str,
) -> Decision {
    let open = Open::step(records, asked, no, Step::Deliver)?;
    if !open
        .case(asked)
        .parts_awaited()
        .iter()
        .any(|one| one == part)
    {
        return Err(invalid("part", "unknown"));
    }
    one(Event::ServiceDelivered {
        request: no,
        part: part.to_owned(),
        what: line("delivered", what)?,
        received_by: line("received-by", received_by)?,
    })
}

/// Closes it, and says whether it is to be looked at again, and when.
pub fn close(records: &Records, asked: &Asked<'_>, no: RequestNo, renewal: Renewal) -> Decision {
    let open = Open::step(records, asked, no, Step::Close)?;
    let today = asked.now.date();
    let need = open.request.need.as_ref();
    let renew_on = match renewal {
        Renewal::On(day) if day.gregorian() <= today => return Err(invalid("renew-on", "past")),
        Renewal::On(day) => Some(day.gregorian()),
        Renewal::ByProfile => {
            need.and_then(|need| open.profile.profile.renewal_of(&need.service, today))
        }
        Renewal::Never => None,
    };
    one(Event::RequestClosed {
        request: no,
        renew_on,
    })
}

/// Refers the beneficiary to another body.
pub fn refer_outside(
    records: &Records,
    asked: &Asked<'_>,
    no: RequestNo,
    to: &str,
    because: &str,
) -> Decision {
    Open::step(records, asked, no, Step::ReferOutside)?;
    one(Event::ReferredOutside {
        request: no,
        to: line("body", to)?,
        because: line("because", because)?,
    })
}

/// Notes what came of a referral.
pub fn note_outside_result(
    records: &Records,
    asked: &Asked<'_>,
    no: RequestNo,
    referral: u16,
    result: &str,
) -> Decision {
    let open = Open::step(records, asked, no, Step::NoteOutsideResult)?;
    let awaited = open.request.outside.get(usize::from(referral));
    if !awaited.is_some_and(|one| one.is_open()) {
        return Err(invalid("referral", "unknown"));
    }
    one(Event::OutsideResultNoted {
        request: no,
        referral,
        result: line("result", result)?,
    })
}
