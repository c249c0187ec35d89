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

/// Marks a version that is no journal position. It is a power of two below 2^53, which every reader of JSON holds
/// exactly.
const VERSION: u64 = 1 << 52;

/// The file without what branches outside `branches` did.
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

/// Whether a person belongs to one of these branches.
pub fn knows(records: &Records, branches: &Branches, no: PersonNo) -> bool {
    let theirs = records.branches_of(Entity::Person(no));
    theirs.is_some_and(|theirs| branches.meet(&theirs))
}

/// Whether one of these branches took a request in.
pub fn takes_in(records: &Records, branches: &Branches, no: RequestNo) -> bool {
    let branch = records.indexes.branch_of(no);
    branch.is_some_and(|branch| branches.has(branch))
}

/// The branch on whose account somebody was contacted: the one that took in the request in question, or, where nobody
/// had spoken with them for long, the one that registered them. For a paper, any branch that has it.
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

/// The version of a record as these branches see it. The version of a shared file changes only with what they see, so
/// that looking twice does not tell that something was done elsewhere in between.
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
