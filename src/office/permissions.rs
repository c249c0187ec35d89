//! Who may do and who may ask what: the one table that the office decides by. An order or a query that has no row here
//! does not compile.
//!
//! What is done to a request is the workflow's to say, by the profile the request is pinned to
//! ([`domain::workflow`](crate::domain::workflow)): its row names the step. What is one's own (drafts, the waiting
//! line of one's branch) is seen to where it is read.

use super::branches::{self, Named};
use super::decide::Asked;
use crate::domain::ids::Entity;
use crate::domain::request::Request;
use crate::domain::staff::{Role, Staff};
use crate::domain::workflow::{Step, Workflow};
use crate::protocol::{Order, Query, Refusal};
use crate::records::{Records, Store};

/// Who may give an order or ask a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody who can reach the office, before signing in.
    AtTheDoor,
    /// Anybody who can reach the office, strangers included.
    Anyone,
    /// Everyone on the staff.
    Staff,
    /// Everyone on the staff, and the Unix user that the office runs as, who could read its files anyway.
    StaffAndOwner,
    /// Staff with one of these roles.
    Roles(&'static [Role]),
    /// The roles that the workflow of the request's profile names for this step.
    Workflow(Step),
}

/// Those who set up the desk.
pub(super) const ADMINISTRATORS: Who = Who::Roles(&[Role::Administrator]);

/// Those who receive people.
const DESK: Who = Who::Roles(&[Role::Reception, Role::Supervisor]);

/// Those who answer for the desk.
const SUPERVISORS: Who = Who::Roles(&[Role::Supervisor]);

/// Those who bring in files of people.
const IMPORTERS: Who = Who::Roles(&[Role::Administrator, Role::Reception, Role::Supervisor]);

/// Those who fill in forms.
const WRITERS: Who = Who::Roles(&[
    Role::Reception,
    Role::SocialResearcher,
    Role::CommitteeSecretary,
    Role::Supervisor,
]);

/// Those who read what was counted, and everything that happened to a record.
const OVERSEERS: Who = Who::Roles(&[Role::Supervisor, Role::Auditor, Role::Administrator]);

/// Those who watch over who reads what.
const WATCHERS: Who = Who::Roles(&[Role::Supervisor, Role::Auditor]);

/// Who may give an order.
#[must_use]
pub fn to_do(order: &Order) -> Who {
    match order {
        Order::OpenDesk { .. } => Who::Anyone,

        Order::AddBranch { .. }
        | Order::RenameBranch { .. }
        | Order::AddStaff { .. }
        | Order::ChangeRoles { .. }
        | Order::MoveStaff { .. }
        | Order::LetStaffGo(_)
        | Order::GiveBranches { .. }
        | Order::AmendProfile { .. } => ADMINISTRATORS,

        Order::ReceiveVisitor { .. }
        | Order::CallVisitor(_)
        | Order::LetVisitorGo(_)
        | Order::LogEnquiry { .. }
        | Order::RegisterPerson { .. }
        | Order::AdmitPerson { .. }
        | Order::CorrectPerson { .. }
        | Order::NotTheSame { .. }
        | Order::OpenRequest { .. }
        | Order::HearVoice { .. }
        | Order::RequestCopy(_)
        | Order::LogContact { .. } => DESK,

        Order::HandOverCopy { .. }
        | Order::AnswerVoice { .. }
        | Order::ApproveStandard { .. }
        | Order::RetireStandard(_) => SUPERVISORS,

        Order::ImportPeople { .. } => IMPORTERS,
        Order::KeepDraft { .. } | Order::DropDraft(_) => WRITERS,
        // Whoever may read a record may print it, see all of it, and copy from it.
        Order::NotePrinted { .. } | Order::Reveal(_) | Order::NoteCopied { .. } => Who::Staff,

        Order::StateNeed { .. } => Who::Workflow(Step::StateNeed),
        Order::MatchPaper { .. } => Who::Workflow(Step::MatchPaper),
        Order::Sign { .. } => Who::Workflow(Step::Sign),
        Order::Explain(_) => Who::Workflow(Step::Explain),
        Order::AwaitPapers(_) => Who::Workflow(Step::AwaitPapers),
        Order::Refer { .. } => Who::Workflow(Step::Refer),
        Order::Answer { .. } => Who::Workflow(Step::Answer),
        Order::Submit(_) => Who::Workflow(Step::Submit),
        Order::Withdraw { .. } => Who::Workflow(Step::Withdraw),
        Order::Take(_) => Who::Workflow(Step::Take),
        Order::ExceptScope { .. } => Who::Workflow(Step::ExceptScope),
        Order::Assign { .. } => Who::Workflow(Step::Assign),
        Order::HandBack { .. } => Who::Workflow(Step::HandBack),
        Order::NoteFinding { .. } => Who::Workflow(Step::NoteFinding),
        Order::JudgeCriterion { .. } => Who::Workflow(Step::JudgeCriterion),
        Order::ReportMechanism { .. } => Who::Workflow(Step::ReportMechanism),
        Order::GiveOpinion { .. } => Who::Workflow(Step::GiveOpinion),
        Order::SendBack { .. } => Who::Workflow(Step::SendBack),
        Order::Decide { .. } => Who::Workflow(Step::Decide),
        Order::AllowEarlyReply { .. } => Who::Workflow(Step::AllowEarlyReply),
        Order::Reply { .. } => Who::Workflow(Step::Reply),
        Order::Object { .. } => Who::Workflow(Step::Object),
        Order::AnswerObjection { .. } => Who::Workflow(Step::AnswerObjection),
        Order::Register(_) => Who::Workflow(Step::Register),
        Order::Deliver { .. } => Who::Workflow(Step::Deliver),
        Order::Close { .. } => Who::Workflow(Step::Close),
        Order::ReferOutside { .. } => Who::Workflow(Step::ReferOutside),
        Order::NoteOutsideResult { .. } => Who::Workflow(Step::NoteOutsideResult),
        Order::Rate { .. } => Who::Workflow(Step::Rate),
        Order::AttachScan { .. } => Who::Workflow(Step::AttachScan),
    }
}

/// Who may ask a query.
#[must_use]
pub fn to_ask(query: &Query) -> Who {
    match query {
        // A stranger is told that the desk is open, and nothing of who works there; whoever shares a Unix user, with
        // whom.
        Query::Desk => Who::AtTheDoor,
        Query::Digest => Who::StaffAndOwner,
        Query::Profile(_)
        | Query::Versions
        | Query::Find { .. }
        | Query::Alike { .. }
        | Query::Person(_)
        | Query::Request(_)
        | Query::Line
        | Query::Drafts
        | Query::Draft(_)
        | Query::Queue(_)
        | Query::Enquiries { .. }
        | Query::Scan { .. }
        | Query::Outreach(_)
        | Query::Standards
        | Query::Counts
        | Query::Voices(_)
        // Sums only, for everyone: what people say is a means of getting better, not of blaming (row 14).
        | Query::Voice { .. } => Who::Staff,
        Query::Report(_) | Query::History { .. } => OVERSEERS,
        // Those who may admit somebody.
        Query::OnFile(_) => DESK,
        Query::Access { .. } | Query::Copies => WATCHERS,
        Query::Holdings(_) | Query::Past { .. } => SUPERVISORS,
    }
}

/// Refuses an order that the asker may not give, or that names a record of other branches. The workflow may refuse
/// what is done to a request for further reasons.
///
/// # Errors
/// Who may, or whose it is.
pub fn may_do(records: &Records, asked: &Asked<'_>, order: &Order) -> Result<(), Refusal> {
    check(records, asked, to_do(order))?;
    branches::check(records, asked, &branches::by_order(order))
}

/// Refuses an asker with none of the roles that the workflow names for this step, whatever stage the request is at.
///
/// # Errors
/// Who may.
pub fn may_step(records: &Records, asked: &Asked<'_>, order: &Order) -> Result<(), Refusal> {
    let Who::Workflow(step) = to_do(order) else {
        return Ok(());
    };
    let named = branches::by_order(order);
    let request = named.into_iter().find_map(|one| match one {
        Named::Record(Entity::Request(no)) => records.get::<Request>(no),
        _ => None,
    });
    let pinned = request.and_then(|(request, _)| records.indexes.pinned(&request.pin));
    let workflow = pinned.map(|in_force| Workflow::of(&in_force.profile));
    let Some(row) = workflow.as_ref().and_then(|workflow| workflow.row(step)) else {
        return Ok(());
    };
    let member = member(records, asked)?;
    if member.roles.iter().any(|role| row.who.contains(role)) {
        return Ok(());
    }
    Err(Refusal::NotAllowed(row.who.clone()))
}

/// Refuses a query that the asker may not ask, or that names a record of other branches.
///
/// # Errors
/// Who may, or whose it is.
pub fn may_ask(records: &Records, asked: &Asked<'_>, query: &Query) -> Result<(), Refusal> {
    check(records, asked, to_ask(query))?;
    branches::check(records, asked, &branches::by_query(query))
}

/// Refuses an asker who may not, naming the roles that may.
///
/// # Errors
/// They are not on the staff, have left, or have none of the roles.
pub fn check(records: &Records, asked: &Asked<'_>, who: Who) -> Result<(), Refusal> {
    if who == Who::AtTheDoor {
        return Ok(());
    }
    if asked.staff.is_none()
        && let Some(refusal) = asked.asker.barred(records)
    {
        return Err(refusal);
    }
    if who == Who::Anyone {
        return Ok(());
    }
    let member = member(records, asked)?;
    match who {
        Who::Roles(roles) if !roles.iter().any(|role| member.roles.contains(role)) => {
            Err(Refusal::NotAllowed(roles.to_vec()))
        }
        _ => Ok(()),
    }
}

/// The member of staff who asks.
///
/// # Errors
/// They are not on the staff, or have left.
pub fn member<'a>(records: &Records, asked: &Asked<'a>) -> Result<&'a Staff, Refusal> {
    let uid = asked.asker.uid;
    asked
        .staff
        .filter(|member| member.left.is_none())
        .ok_or_else(|| match records.indexes.left(uid) {
            Some(at) => Refusal::LeftStaff { at },
            None => Refusal::NotStaff { uid },
        })
}
