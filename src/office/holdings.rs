//! Everything held about one person, gathered from every record there is in slices, so that nobody else waits for it.

use std::sync::{PoisonError, RwLock};

use super::report::slices;
use crate::domain::arrival::{Arrival, Visitor};
use crate::domain::copy::SubjectCopy;
use crate::domain::enquiry::Enquiry;
use crate::domain::ids::{ArrivalNo, EnquiryNo, Entity, PersonNo, VoiceNo};
use crate::domain::person::Person;
use crate::domain::request::Request;
use crate::domain::voice::Voice;
use crate::protocol::Refusal;
use crate::protocol::query::Holdings;
use crate::records::store::Record;
use crate::records::{Records, Store};

/// Gathers it.
pub async fn of(records: &RwLock<Records>, no: PersonNo) -> Result<Holdings, Refusal> {
    let (mut holdings, last) = {
        let records = records.read().unwrap_or_else(PoisonError::into_inner);
        let person = records.get::<Person>(no).map(|(person, _)| person);
        let person = person.ok_or(Refusal::NotFound(Entity::Person(no)))?;
        let requests = person.requests.iter();
        let requests = requests.filter_map(|request| records.get::<Request>(*request));
        let holdings = Holdings {
            requests: requests.map(|(request, _)| request).collect(),
            person,
            enquiries: vec![],
            voices: vec![],
            arrivals: vec![],
            copy: records.get::<SubjectCopy>(no).map(|(copy, _)| copy),
        };
        (holdings, records.indexes.last.clone())
    };
    holdings.enquiries = all(records, last.enquiry, EnquiryNo, |one: &Enquiry| {
        one.person == Some(no)
    })
    .await;
    holdings.voices = all(records, last.voice, VoiceNo, |one: &Voice| {
        one.person == Some(no)
    })
    .await;
    holdings.arrivals = all(
        records,
        last.arrival,
        ArrivalNo,
        |one: &Arrival| matches!(one.visitor, Visitor::Known(known) if known == no),
    )
    .await;
    Ok(holdings)
}

/// Records numbered from 1 to the last that are theirs.
async fn all<R: Record>(
    records: &RwLock<Records>,
    last: u32,
    number: impl Fn(u32) -> R::No,
    theirs: impl Fn(&R) -> bool,
) -> Vec<R> {
    let mut found = Vec::new();
    for slice in slices(last) {
        {
            let records = records.read().unwrap_or_else(PoisonError::into_inner);
            let all = slice.filter_map(|no| records.get::<R>(number(no)));
            found.extend(all.map(|(one, _)| one).filter(&theirs));
        }
        tokio::task::yield_now().await;
    }
    found
}
