//! Decides a command: the events that follow from it, or a refusal. Nothing here writes; an event has not happened
//! until the journal has it.

mod decision;
mod draft;
mod import;
pub(super) mod people;
mod privacy;
mod provision;
pub(super) mod requests;
mod setup;
mod staff;
mod study;
mod visitors;
mod voice;

use std::collections::BTreeMap;

use super::asker::Asker;
use super::permissions;
use crate::arabic::clean;
use crate::domain::branches::Branches;
use crate::domain::event::{Event, Stamp};
use crate::domain::ids::{BranchNo, Entity, Revision, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::staff::Staff;
use crate::protocol::{Made, Order, Refusal};
use crate::records::Records;

/// The circumstances of an order: who gave it, when, and at which journal position its first event would stand.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// Whoever is at the other end of the socket.
    pub asker: Asker,
    /// The member of staff that is; `None` for a stranger.
    pub staff: Option<&'a Staff>,
    /// Now.
    pub now: Moment,
    /// Where the first event will stand.
    pub next: Revision,
}

/// The events that follow from an order, or a refusal.
pub type Decision = Result<(Vec<Event>, Made), Refusal>;

impl<'a> Asked<'a> {
    /// Asked by someone, as the records know them.
    pub fn by(asker: Asker, records: &'a Records, now: Moment, next: Revision) -> Asked<'a> {
        Asked {
            asker,
            staff: asker.on_staff(records),
            now,
            next,
        }
    }

    /// What the journal will stamp on the events.
    pub fn stamp(&self) -> Stamp {
        Stamp {
            at: self.now,
            by: self.staff.map_or(StaffNo(0), |staff| staff.no),
            branch: self.staff.map_or(BranchNo(1), |staff| staff.branch),
        }
    }

    /// The branches whose rows whoever asks sees; a stranger's are none.
    pub fn branches(&self) -> Branches {
        self.staff.map_or_else(Branches::none, Staff::branches)
    }

    /// The member of staff, or a refusal that names the stranger.
    pub fn member(&self) -> Result<&Staff, Refusal> {
        self.staff.ok_or(Refusal::NotStaff {
            uid: self.asker.uid,
        })
    }
}

/// One event, which makes nothing new.
fn one(event: Event) -> Decision {
    Ok((vec![event], Made::Nothing))
}

/// Refuses an order that whoever asks may not have done, whatever stands in its way besides.
///
/// # Errors
/// The desk is not open; who may, or whose it is.
pub fn may_be_done(records: &Records, asked: &Asked<'_>, order: &Order) -> Result<(), Refusal> {
    if !matches!(order, Order::OpenDesk { .. }) && records.indexes.in_force().is_none() {
        return Err(Refusal::NotOpened);
    }
    permissions::may_do(records, asked, order)
}

/// Decides a command.
pub fn decide(records: &Records, asked: &Asked<'_>, order: &Order) -> Decision {
    may_be_done(records, asked, order)?;
    match order {
        Order::OpenDesk {
            profile,
            branch,
            name,
            roles,
        } => setup::open_desk(records, asked, profile, branch, name, roles),
        Order::AddBranch { name } => setup::add_branch(records, name),
        Order::AddStaff {
            name,
            uid,
            roles,
            branch,
        } => staff::add(records, name, *uid, roles, *branch),
        Order::ChangeRoles { staff, roles } => staff::change_roles(records, *staff, roles),
        Order::MoveStaff { staff, branch } => staff::move_to(records, *staff, *branch),
        Order::LetStaffGo(staff) => staff::let_go(records, *staff),
        Order::GiveBranches { staff, scope } => staff::give_branches(records, *staff, scope),
        Order::RenameBranch { branch, name } => setup::rename_branch(records, *branch, name),
        Order::ReceiveVisitor { visitor, purpose } => visitors::receive(records, visitor, purpose),
        Order::CallVisitor(arrival) => visitors::call(records, asked, *arrival),
        Order::LetVisitorGo(arrival) => visitors::let_go(records, *arrival),
        Order::LogEnquiry {
            question,
            answer,
            channel,
            person,
            standard,
        } => visitors::log_enquiry(records, (question, answer), channel, *person, *standard),
        Order::RegisterPerson {
            facts,
            not_the_same,
            draft,
        } => people::register(records, asked, facts, not_the_same, *draft),
        Order::AdmitPerson { paper } => people::admit(records, asked, paper),
        Order::CorrectPerson { person, facts } => people::correct(records, asked, *person, facts),
        Order::NotTheSame { person, other } => people::not_the_same(records, *person, *other),
        Order::ImportPeople {
            people,
            source,
            dry_run,
        } => import::people(records, asked, people, *source, *dry_run),
        Order::OpenRequest {
            person,
            channel,
            responsibilities_told,
            draft,
        } => requests::open(
            records,
            asked,
            *person,
            channel,
            *responsibilities_told,
            *draft,
        ),
        Order::StateNeed { request, need } => requests::state_need(records, asked, *request, need),
        Order::MatchPaper { request, sheet } => {
            requests::match_paper(records, asked, *request, sheet)
        }
        Order::Sign { request, signature } => requests::sign(records, asked, *request, signature),
        Order::Explain(request) => requests::explain(records, asked, *request),
        Order::AwaitPapers(request) => requests::await_papers(records, asked, *request),
        Order::Refer { request, question } => requests::refer(records, asked, *request, question),
        Order::Answer { request, answer } => requests::answer(records, asked, *request, answer),
        Order::Submit(request) => requests::submit(records, asked, *request),
        Order::Withdraw { request, because } => {
            requests::withdraw(records, asked, *request, because)
        }
        Order::Take(request) => requests::take(records, asked, *request),
        Order::KeepDraft {
            draft,
            about,
            changed,
            at,
        } => draft::keep(records, asked, *draft, about, changed, at),
        Order::ExceptScope { request, because } => {
            requests::except_scope(records, asked, *request, because)
        }
        Order::Assign { request, to } => requests::assign(records, asked, *request, *to),
        Order::HandBack { request, because } => {
            requests::hand_back(records, asked, *request, because)
        }
        Order::NoteFinding {
            request,
            source,
            text,
        } => study::note_finding(records, asked, *request, source, text),
        Order::JudgeCriterion {
            request,
            criterion,
            verdict,
            evidence,
        } => study::judge(records, asked, *request, criterion, *verdict, evidence),
        Order::ReportMechanism {
            request,
            mechanism,
            fields,
        } => study::report(records, asked, *request, mechanism, fields),
        Order::GiveOpinion {
            request,
            committee,
            view,
            text,
        } => study::give_opinion(records, asked, *request, committee, *view, text),
        Order::SendBack { request, because } => study::send_back(records, asked, *request, because),
        Order::Decide {
            request,
            outcome,
            reasons,
            minutes,
        } => decision::decide(records, asked, *request, *outcome, reasons, minutes),
        Order::AllowEarlyReply { request, because } => {
            decision::allow_early_reply(records, asked, *request, because)
        }
        Order::Reply {
            request,
            channel,
            told,
        } => decision::reply(records, asked, *request, channel, told),
        Order::Object { request, text } => decision::object(records, asked, *request, text),
        Order::AnswerObjection {
            request,
            upheld,
            text,
        } => decision::answer_objection(records, asked, *request, *upheld, text),
        Order::Register(request) => provision::register(records, asked, *request),
        Order::Deliver {
            request,
            part,
            what,
            received_by,
        } => provision::deliver(records, asked, *request, part, what, received_by),
        Order::Close { request, renewal } => provision::close(records, asked, *request, *renewal),
        Order::ReferOutside {
            request,
            to,
            because,
        } => provision::refer_outside(records, asked, *request, to, because),
        Order::NoteOutsideResult {
            request,
            referral,
            result,
        } => provision::note_outside_result(records, asked, *request, *referral, result),
        Order::AttachScan {
            request,
            paper,
            name,
            hash,
            bytes,
        } => requests::attach_scan(records, asked, *request, paper, name, *hash, *bytes),
        Order::AmendProfile { source } => setup::amend_profile(records, source),
        Order::DropDraft(draft) => draft::drop(records, asked, *draft),
        Order::NotePrinted { request, sheet } => {
            requests::note_printed(records, asked, *request, sheet)
        }
        Order::Rate {
            request,
            occasion,
            rating,
        } => voice::rate(records, asked, *request, *occasion, rating.as_ref()),
        Order::HearVoice {
            kind,
            text,
            channel,
            person,
        } => voice::hear(records, *kind, text, channel, *person),
        Order::AnswerVoice { voice, answer } => voice::answer(records, *voice, answer),
        Order::ApproveStandard {
            standard,
            question,
            answer,
            misconception,
        } => voice::approve(records, *standard, question, answer, *misconception),
        Order::RetireStandard(standard) => voice::retire(records, *standard),
        Order::LogContact {
            person,
            reason,
            channel,
            reached,
            result,
        } => voice::contact(records, asked, *person, reason, channel, *reached, result),
        Order::Reveal(entity) => privacy::reveal(records, *entity),
        Order::NoteCopied { entity, field } => privacy::note_copied(records, *entity, field),
        Order::RequestCopy(person) => privacy::request_copy(records, *person),
        Order::HandOverCopy {
            person,
            to,
            channel,
        } => privacy::hand_over_copy(records, *person, to, channel),
    }
}

/// The longest text taken in, in characters: several pages.
const TEXT_LIMIT: usize = 8_000;

/// A line of text that must not be empty, cleaned of what a terminal must never see.
fn line(field: &str, text: &str) -> Result<String, Refusal> {
    let cleaned = optional_line(field, text)?;
    if cleaned.is_empty() {
        Err(invalid(field, "empty"))
    } else {
        Ok(cleaned)
    }
}

/// The longest name of a branch or a member of staff, in characters: what a status line can show.
const NAME_LIMIT: usize = 80;

/// A name shown in one line everywhere.
fn short_line(field: &str, text: &str) -> Result<String, Refusal> {
    let name = line(field, text)?;
    at_most(NAME_LIMIT, field, &name)?;
    Ok(name)
}

/// Text of so many characters at most.
fn at_most(limit: usize, field: &str, text: &str) -> Result<(), Refusal> {
    if text.chars().nth(limit).is_some() {
        return Err(invalid(field, "too-long"));
    }
    Ok(())
}

/// A line of text that may be empty.
fn optional_line(field: &str, text: &str) -> Result<String, Refusal> {
    cleaned(field, text, clean::clean_line)
}

/// Text in several lines that must not be empty.
fn text(field: &str, text: &str) -> Result<String, Refusal> {
    let cleaned = cleaned(field, text, clean::clean_text)?;
    if cleaned.is_empty() {
        Err(invalid(field, "empty"))
    } else {
        Ok(cleaned)
    }
}

/// Text cleaned, and of a length that is taken in before and after: one character may stand for a whole phrase.
fn cleaned(field: &str, text: &str, clean: fn(&str) -> String) -> Result<String, Refusal> {
    at_most(TEXT_LIMIT, field, text)?;
    let cleaned = clean(text).trim().to_owned();
    at_most(TEXT_LIMIT, field, &cleaned)?;
    Ok(cleaned)
}

/// More fields than any charity has of its own, longer ids, and more in all of them, in bytes, would only be there to
/// fill the disk.
const OWN_FIELDS: usize = 200;
const ID_BYTES: usize = 100;
const OWN_BYTES: usize = 64 << 10;

/// The charity's own fields, each a line.
fn own_fields(fields: &mut BTreeMap<String, String>) -> Result<(), Refusal> {
    if fields.len() > OWN_FIELDS || fields.keys().any(|id| id.len() > ID_BYTES) {
        return Err(invalid("fields", "too-long"));
    }
    let mut whole = 0_usize;
    for (id, value) in fields {
        *value = optional_line(id, value)?;
        whole = whole.saturating_add(id.len()).saturating_add(value.len());
        if whole > OWN_BYTES {
            return Err(invalid("fields", "too-long"));
        }
    }
    Ok(())
}

/// A refusal of a field.
fn invalid(field: &str, why: &str) -> Refusal {
    Refusal::Invalid {
        field: field.to_owned(),
        why: why.to_owned(),
    }
}

/// A refusal of something that is not there.
fn not_found(entity: Entity) -> Refusal {
    Refusal::NotFound(entity)
}
