//! Branch scope: everything an order or a query names must belong to a branch that the asker was given. This is the one
//! place where that is refused, before anything else is checked. Each order and each query needs a row here to compile.
//!
//! A refusal tells the branch of a request and who can give access to it, so that a visitor with another branch's
//! receipt can be sent there. Any other record of another branch is said not to exist. Lists need no row: they only
//! hold what belongs to the asker's branches.

use super::decide::Asked;
use crate::domain::arrival::Visitor;
use crate::domain::ids::{BranchNo, Entity, PersonNo, RequestNo};
use crate::domain::outreach::Reason;
use crate::domain::staff::{Role, Staff};
use crate::protocol::{Colleague, Order, Query, Refusal};
use crate::records::Records;

/// How many administrators are named.
const NAMED: usize = 5;

/// What an order or a query names and what belongs to branches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A record, by its number.
    Record(Entity),
    /// A branch itself, where only its rows are asked for.
    Branch(BranchNo),
}

fn person(no: PersonNo) -> Named {
    Named::Record(Entity::Person(no))
}

fn request(no: RequestNo) -> Named {
    Named::Record(Entity::Request(no))
}

/// What an order names.
#[must_use]
pub fn by_order(order: &Order) -> Vec<Named> {
    match order {
        // Of the house.
        Order::OpenDesk { .. }
        | Order::AddBranch { .. }
        | Order::RenameBranch { .. }
        | Order::AddStaff { .. }
        | Order::ChangeRoles { .. }
        | Order::MoveStaff { .. }
        | Order::LetStaffGo(_)
        | Order::GiveBranches { .. }
        | Order::AmendProfile { .. }
        | Order::ApproveStandard { .. }
        | Order::RetireStandard(_)
        // Nothing yet, or whoever is met by their identity.
        | Order::ImportPeople { .. }
        | Order::AdmitPerson { .. }
        // The sender's own, whoever they are.
        | Order::DropDraft(_) => vec![],

        Order::KeepDraft { about, .. } => {
            let arrival = about.arrival.map(|no| Named::Record(Entity::Arrival(no)));
            let known = [arrival, about.person.map(person), about.request.map(request)];
            known.into_iter().flatten().collect()
        }
        Order::ReceiveVisitor { visitor, .. } => match visitor {
            Visitor::Known(no) => vec![person(*no)],
            Visitor::Named(_) => vec![],
        },
        Order::CallVisitor(no) | Order::LetVisitorGo(no) => {
            vec![Named::Record(Entity::Arrival(*no))]
        }
        Order::LogEnquiry { person: no, .. } | Order::HearVoice { person: no, .. } => {
            no.iter().copied().map(person).collect()
        }
        Order::RegisterPerson { not_the_same, .. } => {
            not_the_same.iter().copied().map(person).collect()
        }
        Order::CorrectPerson { person: no, .. }
        | Order::OpenRequest { person: no, .. }
        | Order::RequestCopy(no)
        | Order::HandOverCopy { person: no, .. } => vec![person(*no)],
        Order::Reveal(entity) | Order::NoteCopied { entity, .. } => vec![Named::Record(*entity)],
        Order::NotTheSame { person: one, other } => vec![person(*one), person(*other)],
        Order::AnswerVoice { voice, .. } => vec![Named::Record(Entity::Voice(*voice))],
        Order::LogContact {
            person: no, reason, ..
        } => match reason {
            Reason::RenewalDue { request: of, .. } | Reason::Unblocked { request: of } => {
                vec![person(*no), request(*of)]
            }
            Reason::PaperExpires { .. } | Reason::Silent => vec![person(*no)],
        },

        Order::StateNeed { request: no, .. }
        | Order::MatchPaper { request: no, .. }
        | Order::Sign { request: no, .. }
        | Order::Explain(no)
        | Order::AwaitPapers(no)
        | Order::Refer { request: no, .. }
        | Order::Answer { request: no, .. }
        | Order::Submit(no)
        | Order::Withdraw { request: no, .. }
        | Order::Take(no)
        | Order::ExceptScope { request: no, .. }
        | Order::Assign { request: no, .. }
        | Order::HandBack { request: no, .. }
        | Order::NoteFinding { request: no, .. }
        | Order::JudgeCriterion { request: no, .. }
        | Order::ReportMechanism { request: no, .. }
        | Order::GiveOpinion { request: no, .. }
        | Order::SendBack { request: no, .. }
        | Order::Decide { request: no, .. }
        | Order::AllowEarlyReply { request: no, .. }
        | Order::Reply { request: no, .. }
        | Order::Object { request: no, .. }
        | Order::AnswerObjection { request: no, .. }
        | Order::Register(no)
        | Order::Deliver { request: no, .. }
        | Order::Close { request: no, .. }
        | Order::ReferOutside { request: no, .. }
        | Order::NoteOutsideResult { request: no, .. }
        | Order::NotePrinted { request: no, .. }
        | Order::AttachScan { request: no, .. }
        | Order::Rate { request: no, .. } => vec![request(*no)],
    }
}

/// Those of which an order may say which version its sender saw: what it names, be it of the house.
#[must_use]
pub fn versions_of(order: &Order) -> Vec<Entity> {
    match order {
        Order::RenameBranch { branch, .. } => vec![Entity::Branch(*branch)],
        Order::ChangeRoles { staff, .. }
        | Order::MoveStaff { staff, .. }
        | Order::LetStaffGo(staff)
        | Order::GiveBranches { staff, .. } => vec![Entity::Staff(*staff)],
        Order::AmendProfile { .. } => vec![Entity::Charity],
        Order::ApproveStandard {
            standard: Some(standard),
            ..
        }
        | Order::RetireStandard(standard) => vec![Entity::Standard(*standard)],
        order => {
            let named = by_order(order).into_iter();
            let records = named.filter_map(|one| match one {
                Named::Record(entity) => Some(entity),
                Named::Branch(_) => None,
            });
            records.collect()
        }
    }
}

/// What a query names.
#[must_use]
pub fn by_query(query: &Query) -> Vec<Named> {
    let branch = |of: &Option<BranchNo>| of.iter().copied().map(Named::Branch).collect();
    match query {
        // Of the house.
        Query::Desk
        | Query::Profile(_)
        | Query::Versions
        | Query::Digest
        | Query::Standards
        // Whatever is of the asker's branches, or of nobody else.
        | Query::Find { .. }
        | Query::Line
        | Query::Drafts
        | Query::Draft(_)
        | Query::Enquiries { .. }
        | Query::Voice { .. }
        | Query::Voices(_)
        | Query::Copies
        | Query::Counts
        // Whoever is met by their identity.
        | Query::OnFile(_) => vec![],

        Query::Alike { except, .. } => except.iter().copied().map(person).collect(),
        Query::Person(no)
        | Query::Access { person: no, .. }
        | Query::Holdings(no)
        | Query::Past { person: no, .. } => vec![person(*no)],
        Query::Request(no) | Query::Scan { request: no, .. } => vec![request(*no)],
        Query::History { entity, .. } => vec![Named::Record(*entity)],
        Query::Queue(query) => branch(&query.branch),
        Query::Report(query) => branch(&query.branch),
        Query::Outreach(query) => branch(&query.branch),
    }
}

/// Refuses what is named and belongs to none of the asker's branches.
///
/// Of a request it is said whose it is: its number stands on a receipt, and whoever holds that in their hand is sent on.
/// A file, somebody who came, what was asked or said has a number that only its branch knows: elsewhere it is as little
/// there as one that was never given.
///
/// # Errors
/// Which it is, whose, and who can give the branch; or that there is no such thing.
pub fn check(records: &Records, asked: &Asked<'_>, named: &[Named]) -> Result<(), Refusal> {
    let seen = asked.branches();
    for one in named {
        let (of, branches) = match one {
            Named::Record(entity) => (*entity, records.branches_of(*entity)),
            Named::Branch(branch) => (Entity::Branch(*branch), Some([*branch].into())),
        };
        let is_seen = branches.as_ref().map(|theirs| seen.meet(theirs));
        match (of, is_seen, branches) {
            (_, Some(true), _) => {}
            (Entity::Request(_) | Entity::Branch(_), Some(false), Some(branches)) => {
                return Err(Refusal::OutsideBranches {
                    of,
                    branches: names(records, branches),
                    by: administrators(records),
                });
            }
            (
                Entity::Person(_)
                | Entity::Arrival(_)
                | Entity::Enquiry(_)
                | Entity::Voice(_)
                | Entity::Draft(_),
                ..,
            ) => return Err(Refusal::NotFound(of)),
            // Of the house, or a request that is not there: that is said where it is looked for.
            _ => {}
        }
    }
    Ok(())
}

/// What branches are called.
pub fn names(records: &Records, branches: impl IntoIterator<Item = BranchNo>) -> Vec<String> {
    let known = branches
        .into_iter()
        .filter_map(|no| records.indexes.branches.get(&no));
    known.map(|branch| branch.name.clone()).collect()
}

/// Some of those who can give a branch.
pub(super) fn administrators(records: &Records) -> Vec<Colleague> {
    let working = records.indexes.working();
    some_of(working.filter(|one| one.roles.contains(&Role::Administrator)))
}

/// The names of some of those who can do something.
pub(super) fn some_of<'a>(those: impl Iterator<Item = &'a Staff>) -> Vec<Colleague> {
    those
        .take(NAMED)
        .map(|one| one.name.clone().into())
        .collect()
}
