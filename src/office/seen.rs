//! A person's file as the staff of some branches see it. Branches may share a person: each sees what is stated about
//! them, and of what was done for them only what branches it sees did (see
//! [`Event::is_shared`](crate::domain::event::Event)).

use crate::domain::branches::Branches;
use crate::domain::copy::SubjectCopy;
use crate::domain::ids::{BranchNo, Entity, PersonNo, RequestNo, Revision};
use crate::domain::moment::Moment;
use crate::domain::outreach::{Reached, Reason};
use crate::domain::person::Person;
use crate::journal::codec;
use crate::records::{Records, Store};

/// Marks a version that is no position in the journal, and how much of it tells one from another: a number that every
/// reader of JSON holds exactly.
const VERSION: u64 = 1 << 52;

/// The file, without what other branches did.
pub fn file(records: &Records, branches: &Branches, mut person: Person) -> Person {
    let is_theirs = branches.cover(&person.branches);
    person
        .not_the_same
        .retain(|no| knows(records, branches, *no));
    person
        .requests
        .retain(|no| takes_in(records, branches, *no));
    let home = person.branch;
    person.contacts.retain(|one| {
        let asks = asks(records, &one.reason, || Some(home));
        branches.has(one.branch) || asks.is_some_and(|at| branches.has(at))
    });
    if !is_theirs {
        person.branches.retain(|branch| branches.has(*branch));
        let registered = Some(person.registered.at).filter(|_| branches.has(person.branch));
        let contacts = person.contacts.iter();
        let spoken = contacts.filter(|one| one.reached == Reached::Spoken);
        let spoken = spoken.map(|one| one.act.at).chain(registered);
        person.spoken = spoken.max().unwrap_or(Moment(0));
    }
    person
}

/// Whether somebody is one of these branches' as well.
pub fn knows(records: &Records, branches: &Branches, no: PersonNo) -> bool {
    let theirs = records.branches_of(Entity::Person(no));
    theirs.is_some_and(|theirs| branches.meet(&theirs))
}

/// Whether one of these branches took a request in.
pub fn takes_in(records: &Records, branches: &Branches, no: RequestNo) -> bool {
    let branch = records.indexes.branch_of(no);
    branch.is_some_and(|branch| branches.has(branch))
}

/// The branch whose question somebody was contacted over: which took in the request it was about, or where they are
/// registered where nobody had spoken with them for long. Of a paper, any that has it.
pub fn asks(
    records: &Records,
    reason: &Reason,
    home: impl FnOnce() -> Option<BranchNo>,
) -> Option<BranchNo> {
    match reason {
        Reason::Silent => home(),
        reason => records.indexes.branch_of(reason.request()?),
    }
}

/// The version of anything as some branches see it. Of a file that others share it moves only with what these see: who
/// looks at it twice does not learn that something was done elsewhere between.
pub fn version(records: &Records, branches: &Branches, entity: Entity) -> Option<Revision> {
    let whole = records.revision_of(entity)?;
    let Entity::Person(no) = entity else {
        return Some(whole);
    };
    let (person, _) = records.get::<Person>(no)?;
    let seen = file(records, branches, person.clone());
    if seen == person {
        return Some(whole);
    }
    let copy = records.get::<SubjectCopy>(no).map(|(copy, _)| copy);
    let told = codec::encode(&(&seen, &copy)).ok()?;
    let mut drawn = [0; 8];
    blake3::Hasher::new()
        .update(&told)
        .finalize_xof()
        .fill(&mut drawn);
    let drawn = u64::from_le_bytes(drawn);
    Some(Revision(VERSION | (drawn % VERSION)))
}
