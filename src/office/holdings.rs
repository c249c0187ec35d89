//! Everything held about one person, gathered from all records in slices, so that nobody else has to wait.

use std::collections::BTreeSet;
use std::sync::{PoisonError, RwLock};

use super::branches;
use super::decide::Asked;
use super::report::slices;
use crate::domain::arrival::{Arrival, Visitor};
use crate::domain::copy::SubjectCopy;
use crate::domain::enquiry::Enquiry;
use crate::domain::ids::{ArrivalNo, BranchNo, EnquiryNo, Entity, PersonNo, VoiceNo};
use crate::domain::person::Person;
use crate::domain::request::Request;
use crate::domain::staff::{Role, Staff};
use crate::domain::voice::Voice;
use crate::protocol::Refusal;
use crate::protocol::query::Holdings;
use crate::records::store::Record;
use crate::records::{Records, Store};

/// Gathers it, but for whom they were found not to be: those files are others'.
pub async fn of(records: &RwLock<Records>, no: PersonNo) -> Result<Holdings, Refusal> {
    let (mut holdings, last) = {
        let records = records.read().unwrap_or_else(PoisonError::into_inner);
        let person = records.get::<Person>(no).map(|(person, _)| person);
        let mut person = person.ok_or(Refusal::NotFound(Entity::Person(no)))?;
        person.not_the_same.clear();
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

/// The branches that something of it belongs to, row by row: what the file says of itself may be older than a row.
pub fn branches_in(holdings: &Holdings) -> BTreeSet<BranchNo> {
    let Holdings {
        person,
        requests,
        enquiries,
        voices,
        arrivals,
        copy,
    } = holdings;
    let mut branches = person.branches.clone();
    branches.insert(person.branch);
    branches.extend(person.contacts.iter().map(|one| one.branch));
    branches.extend(requests.iter().map(|one| one.branch));
    branches.extend(enquiries.iter().map(|one| one.branch));
    branches.extend(voices.iter().map(|one| one.branch));
    branches.extend(arrivals.iter().map(|one| one.branch));
    branches.extend(copy.iter().map(|one| one.branch));
    branches
}

/// Refuses whoever does not see all of these branches, which have something of a person's: a copy of everything leaves
/// nothing out, and nobody is handed what is another branch's. Who can make it is said, so that they get it all the
/// same.
///
/// # Errors
/// Where else, and who can.
pub fn whole(
    records: &Records,
    asked: &Asked<'_>,
    person: PersonNo,
    theirs: &BTreeSet<BranchNo>,
) -> Result<(), Refusal> {
    let seen = asked.branches();
    let others = theirs.iter().copied().filter(|branch| !seen.has(*branch));
    let others: Vec<BranchNo> = others.collect();
    if others.is_empty() {
        return Ok(());
    }
    let makes = |one: &&Staff| {
        let sees = one.branches();
        one.roles.contains(&Role::Supervisor) && theirs.iter().all(|branch| sees.has(*branch))
    };
    Err(Refusal::CopyElsewhere {
        person,
        branches: branches::names(records, others),
        by: branches::some_of(records.indexes.working().filter(makes)),
        give: branches::administrators(records),
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::enquiry::Enquiry;
    use crate::domain::ids::{RequestNo, StaffNo};
    use crate::domain::moment::{Act, Moment};
    use crate::domain::outreach::{Contact, Reached, Reason};
    use crate::domain::request::Pin;
    use crate::domain::voice::VoiceKind;

    const HERE: BranchNo = BranchNo(1);
    const THERE: BranchNo = BranchNo(2);
    const ACT: Act = Act {
        by: StaffNo(1),
        at: Moment(0),
    };

    fn held() -> Holdings {
        let facts = serde_json::json!({
            "name": { "given": "", "father": "", "grandfather": "", "family": "" },
            "sex": null, "born": null, "nationality": "SA", "paper": { "None": "Lost" },
            "mobile": null, "email": null, "iban": null,
            "home": crate::domain::address::PostalAddress::default(),
            "household": { "size": null, "dependants": null, "monthly_income": null },
            "consent": true, "extra": {}
        });
        Holdings {
            person: Person {
                no: PersonNo(1),
                facts: serde_json::from_value(facts).unwrap(),
                branch: HERE,
                registered: ACT,
                not_the_same: BTreeSet::new(),
                requests: vec![],
                contacts: vec![],
                spoken: Moment(0),
                branches: [HERE].into(),
            },
            requests: vec![],
            enquiries: vec![],
            voices: vec![],
            arrivals: vec![],
            copy: None,
        }
    }

    #[test]
    fn each_row_is_asked_for_its_branch() {
        assert_eq!(branches_in(&held()), [HERE].into());
        let person = Some(PersonNo(1));
        type Row<'a> = (&'a str, &'a dyn Fn(&mut Holdings));
        let rows: [Row<'_>; 7] = [
            ("file", &|held| held.person.branch = THERE),
            ("contact", &|held| {
                held.person.contacts.push(Contact {
                    reason: Reason::Silent,
                    channel: String::new(),
                    reached: Reached::Spoken,
                    result: String::new(),
                    act: ACT,
                    branch: THERE,
                });
            }),
            ("request", &|held| {
                let no = RequestNo {
                    year: 1448,
                    serial: 1,
                };
                let pin = Pin {
                    profile: String::new(),
                    version: 1,
                };
                let channel = String::new();
                let opened = Request::opened(no, PersonNo(1), THERE, channel, pin, ACT);
                held.requests.push(opened);
            }),
            ("enquiry", &|held| {
                held.enquiries.push(Enquiry {
                    no: EnquiryNo(1),
                    question: String::new(),
                    answer: String::new(),
                    channel: String::new(),
                    standard: None,
                    person,
                    branch: THERE,
                    logged: ACT,
                });
            }),
            ("voice", &|held| {
                held.voices.push(Voice {
                    no: VoiceNo(1),
                    kind: VoiceKind::Complaint,
                    text: String::new(),
                    channel: String::new(),
                    person,
                    branch: THERE,
                    taken: ACT,
                    answer: None,
                });
            }),
            ("arrival", &|held| {
                held.arrivals.push(Arrival {
                    no: ArrivalNo(1),
                    visitor: Visitor::Known(PersonNo(1)),
                    purpose: String::new(),
                    branch: THERE,
                    arrived: ACT,
                    turn: crate::domain::arrival::Turn::Waiting,
                });
            }),
            ("copy", &|held| {
                let copy = serde_json::json!({
                    "person": 1, "branch": 2, "asked": { "by": 1, "at": 0 }
                });
                held.copy = serde_json::from_value(copy).unwrap();
            }),
        ];
        for (what, add) in rows {
            let mut held = held();
            add(&mut held);
            assert_eq!(branches_in(&held), [HERE, THERE].into(), "{what}");
        }
    }
}
