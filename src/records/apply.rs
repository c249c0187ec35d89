//! What an event makes of the records: one pure function.
//!
//! Each record is a fold of the events that touch it, and of nothing else: what one event does to a record depends on
//! that record and the event alone. So replaying events that a record has already seen can be skipped record by
//! record, and a replay from any earlier point ends in the same bytes.

mod pin;
mod progress;
mod voice;

use super::store::{AdoptedProfile, Store};
use crate::domain::access::{PapersAsked, Reading};
use crate::domain::arrival::{Arrival, Turn, Visitor};
use crate::domain::branches::BranchScope;

use crate::domain::copy::SubjectCopy;
use crate::domain::declaration::Declaration;
use crate::domain::document::Scan;
use crate::domain::draft::Draft;
use crate::domain::enquiry::Enquiry;
use crate::domain::event::{Event, Stamp};
use crate::domain::ids::{Entity, PersonNo, Revision, StaffNo};
use crate::domain::person::Person;
use crate::domain::referral::Clarification;
use crate::domain::request::{Happened, PapersAwaited, Request, Stage, Submission};
use crate::domain::staff::{Branch, Staff};

/// Applies an event that stands at `revision` in the journal.
pub fn apply(store: &mut impl Store, stamp: Stamp, revision: Revision, event: &Event) {
    count_papers(store, stamp, revision, event);
    match event {
        Event::ProfileAdopted { pin, source } => {
            let adopted = AdoptedProfile {
                pin: pin.clone(),
                source: source.clone(),
            };
            store.update(revision, revision, |_| Some(adopted));
        }
        Event::BranchAdded { branch, name } => {
            store.update(*branch, revision, |_| {
                Some(Branch {
                    no: *branch,
                    name: name.clone(),
                })
            });
        }
        Event::StaffAdded {
            staff,
            name,
            uid,
            roles,
            branch,
        } => store.update(*staff, revision, |_| {
            Some(Staff {
                no: *staff,
                name: name.clone(),
                uid: *uid,
                roles: roles.clone(),
                branch: *branch,
                left: None,
                // An event of its own says what else they were given. Where none follows, they were added before
                // branches were given, or opened the desk.
                scope: BranchScope::All,
            })
        }),
        Event::RolesChanged { staff, roles } => {
            store.update(*staff, revision, |member: Option<Staff>| {
                member.map(|member| Staff {
                    roles: roles.clone(),
                    ..member
                })
            })
        }
        Event::StaffMoved { staff, branch } => {
            store.update(*staff, revision, |member: Option<Staff>| {
                member.map(|member| Staff {
                    branch: *branch,
                    ..member
                })
            })
        }
        Event::BranchesGiven { staff, scope } => {
            store.update(*staff, revision, |member: Option<Staff>| {
                member.map(|member| Staff {
                    scope: scope.clone(),
                    ..member
                })
            })
        }
        Event::StaffLeft { staff } => store.update(*staff, revision, |member: Option<Staff>| {
            member.map(|member| Staff {
                left: Some(stamp.at),
                ..member
            })
        }),
        Event::BranchRenamed { branch, name } => {
            store.update(*branch, revision, |one: Option<Branch>| {
                one.map(|one| Branch {
                    name: name.clone(),
                    ..one
                })
            })
        }
        Event::VisitorArrived {
            arrival,
            visitor,
            purpose,
        } => {
            store.update(*arrival, revision, |_| {
                Some(Arrival {
                    no: *arrival,
                    visitor: visitor.clone(),
                    purpose: purpose.clone(),
                    branch: stamp.branch,
                    arrived: stamp.act(),
                    turn: Turn::Waiting,
                })
            });
            if let Visitor::Known(person) = visitor {
                belongs(store, *person, stamp, revision);
            }
        }
        Event::VisitorCalled { arrival } => {
            store.update(*arrival, revision, |arrival: Option<Arrival>| {
                arrival.map(|arrival| Arrival {
                    turn: Turn::With(stamp.by, stamp.at),
                    ..arrival
                })
            })
        }
        Event::VisitorLeft { arrival } => {
            store.update(*arrival, revision, |arrival: Option<Arrival>| {
                arrival.map(|arrival| Arrival {
                    turn: Turn::Gone(stamp.at),
                    ..arrival
                })
            })
        }
        Event::PersonRegistered { person, facts } => store.update(*person, revision, |_| {
            Some(Person {
                no: *person,
                facts: facts.clone(),
                branch: stamp.branch,
                registered: stamp.act(),
                not_the_same: Default::default(),
                requests: Vec::new(),
                contacts: Vec::new(),
                spoken: stamp.at,
                branches: [stamp.branch].into(),
            })
        }),
        Event::PersonAdmitted { person } => belongs(store, *person, stamp, revision),
        Event::PersonCorrected { person, facts } => {
            store.update(*person, revision, |person: Option<Person>| {
                person.map(|person| Person {
                    facts: facts.clone(),
                    ..person
                })
            })
        }
        Event::FoundNotTheSame { person, other } => {
            for (one, another) in [(*person, *other), (*other, *person)] {
                store.update(one, revision, |person: Option<Person>| {
                    person.map(|mut person| {
                        person.not_the_same.insert(another);
                        person
                    })
                });
            }
        }
        Event::RequestOpened {
            request,
            person,
            channel,
            pin,
            responsibilities_told,
        } => {
            store.update(*request, revision, |_| {
                Some(Request {
                    responsibilities_told: *responsibilities_told,
                    history: vec![happened(event, stamp)],
                    ..Request::opened(
                        *request,
                        *person,
                        stamp.branch,
                        channel.clone(),
                        pin.clone(),
                        stamp.act(),
                    )
                })
            });
            store.update(*person, revision, |person: Option<Person>| {
                person.map(|mut person| {
                    person.requests.push(*request);
                    person.branches.insert(stamp.branch);
                    person.spoken = person.spoken.max(stamp.at);
                    person
                })
            });
        }
        Event::EnquiryLogged {
            enquiry,
            question,
            answer,
            channel,
            person,
        } => {
            store.update(*enquiry, revision, |_| {
                Some(Enquiry {
                    no: *enquiry,
                    question: question.clone(),
                    answer: answer.clone(),
                    channel: channel.clone(),
                    person: *person,
                    branch: stamp.branch,
                    logged: stamp.act(),
                    standard: None,
                })
            });
            voice::spoken_with(store, stamp, revision, *person);
        }
        Event::DraftKept {
            draft,
            about,
            changed,
            at,
        } => store.update(*draft, revision, |kept: Option<Draft>| {
            let mut kept = kept.unwrap_or_else(|| Draft {
                no: *draft,
                owner: stamp.by,
                branch: stamp.branch,
                about: *about,
                values: Default::default(),
                at: String::new(),
                touched: stamp.at,
            });
            kept.about = *about;
            kept.at.clone_from(at);
            kept.touched = stamp.at;
            // An emptied field stays known as empty: it is not to be filled from a file again.
            kept.values.extend(changed.iter().cloned());
            Some(kept)
        }),
        Event::DraftDropped { draft } => store.update(*draft, revision, |_: Option<Draft>| None),
        // Of all that is read, this alone changes something: what was never written cannot be handed over.
        Event::RecordRead {
            entity: Entity::Person(person),
            how: Reading::Exported,
            what,
        } if what.is_empty() => store.update(*person, revision, |copy: Option<SubjectCopy>| {
            copy.map(|copy| SubjectCopy {
                written: Some(stamp.act()).filter(|_| copy.is_due()).or(copy.written),
                ..copy
            })
        }),
        Event::CopyRequested { person } | Event::CopyHandedOver { person, .. } => {
            store.update(*person, revision, |copy: Option<SubjectCopy>| match event {
                Event::CopyRequested { .. } => Some(SubjectCopy {
                    person: *person,
                    branch: stamp.branch,
                    asked: stamp.act(),
                    written: None,
                    given: None,
                }),
                _ => copy.map(|copy| SubjectCopy {
                    given: Some(stamp.act()),
                    ..copy
                }),
            });
            // Shown on their page, whose version moves on with it.
            store.update(*person, revision, |person: Option<Person>| person);
        }
        Event::ServiceRated { .. }
        | Event::VoiceHeard { .. }
        | Event::VoiceAnswered { .. }
        | Event::StandardApproved { .. }
        | Event::StandardRetired { .. }
        | Event::StandardGiven { .. }
        | Event::ContactMade { .. } => voice::apply(store, stamp, revision, event),
        Event::PinSet { .. }
        | Event::PinReset { .. }
        | Event::PinFailed { .. }
        | Event::SignedIn { .. } => pin::apply(store, stamp, revision, event),
        event => {
            // Reading and the lot that people came in with change nothing.
            if let Some(request) = event.of_request() {
                store.update(request, revision, |request: Option<Request>| {
                    request.map(|request| advance(request, stamp, event))
                });
            }
        }
    }
}

/// Counts the papers that a member of staff held against the files of other branches, and of which no file came.
fn count_papers(store: &mut impl Store, stamp: Stamp, revision: Revision, event: &Event) {
    match event {
        Event::PaperAsked { .. } => store.update(stamp.by, revision, |before| {
            Some(PapersAsked::one_more(before, stamp.by, stamp.at))
        }),
        Event::PersonRegistered { .. } | Event::PersonAdmitted { .. }
            if store.get::<PapersAsked>(stamp.by).is_some() =>
        {
            store.update(stamp.by, revision, |before: Option<PapersAsked>| {
                before.map(PapersAsked::one_less)
            });
        }
        _ => {}
    }
}

/// Makes a person one of the branch's that an event was at. Whoever is one already is not changed by it.
fn belongs(store: &mut impl Store, no: PersonNo, stamp: Stamp, revision: Revision) {
    let is_new = |(person, _): (Person, Revision)| !person.branches.contains(&stamp.branch);
    if store.get::<Person>(no).is_some_and(is_new) {
        store.update(no, revision, |person: Option<Person>| {
            person.map(|mut person| {
                person.branches.insert(stamp.branch);
                person
            })
        });
    }
}

fn happened(event: &Event, stamp: Stamp) -> Happened {
    Happened {
        what: event.id().to_owned(),
        act: stamp.act(),
    }
}

fn put_in_hand(request: &mut Request, officer: StaffNo) {
    if officer != request.officer {
        request.officer_before = Some(request.officer);
        request.officer = officer;
    }
}

/// What an event makes of an open request.
fn advance(mut request: Request, stamp: Stamp, event: &Event) -> Request {
    let before = request.stage;
    match event {
        Event::NeedStated { need, .. } => request.need = Some(need.clone()),
        Event::PaperMatched { paper, .. } => {
            match request
                .papers
                .iter_mut()
                .find(|former| former.kind == paper.kind)
            {
                Some(former) => *former = paper.clone(),
                None => request.papers.push(paper.clone()),
            }
            // A paper brought for the registration leaves the request where it is.
            if request.stage == Stage::PapersMissing {
                request.stage = Stage::Intake;
            }
        }
        Event::DeclarationSigned {
            fingerprint,
            signature,
            ..
        } => {
            request.declaration = Some(Declaration {
                fingerprint: *fingerprint,
                signature: signature.clone(),
                signed: stamp.act(),
                voided: None,
            });
            // It is only signed once no paper is missing.
            if request.stage == Stage::PapersMissing {
                request.stage = Stage::Intake;
            }
        }
        Event::DeclarationVoided { .. } => {
            if let Some(declaration) = &mut request.declaration {
                declaration.voided = Some(stamp.act());
            }
        }
        Event::StudyExplained { .. } => request.explained = Some(stamp.act()),
        Event::PapersAwaited { kinds, .. } => {
            request.papers_awaited.push(PapersAwaited {
                kinds: kinds.clone(),
                act: stamp.act(),
            });
            request.stage = Stage::PapersMissing;
        }
        Event::ClarificationReferred { question, .. } => {
            request.clarifications.push(Clarification {
                question: question.clone(),
                asked: stamp.act(),
                answer: None,
            });
            request.stage = Stage::Clarification;
        }
        Event::ClarificationAnswered { answer, .. } => {
            if let Some(open) = request
                .clarifications
                .iter_mut()
                .rev()
                .find(|question| question.is_open())
            {
                open.answer = Some((answer.clone(), stamp.act()));
            }
            request.stage = Stage::Intake;
        }
        Event::RequestSubmitted {
            checks,
            reply_not_before,
            ..
        } => {
            request.submission = Some(Submission {
                act: stamp.act(),
                checks: checks.clone(),
                reply_not_before: *reply_not_before,
            });
            request.study.opinions.clear();
            request.stage = Stage::Study;
        }
        Event::RequestWithdrawn { because, .. } => {
            request.withdrawn_because.clone_from(because);
            request.stage = Stage::Withdrawn;
        }
        Event::RequestTaken { .. } => put_in_hand(&mut request, stamp.by),
        Event::RequestAssigned { to, .. } => put_in_hand(&mut request, *to),
        Event::RequestHandedBack { .. } => {
            let former = request.officer_before.unwrap_or(request.opened.by);
            put_in_hand(&mut request, former);
        }
        Event::ScanAttached {
            paper,
            name,
            hash,
            bytes,
            ..
        } => request.scans.push(Scan {
            paper: paper.clone(),
            name: name.clone(),
            hash: *hash,
            bytes: *bytes,
            attached: stamp.act(),
        }),
        Event::ScopeExcepted { because, .. } => request.scope_reason.clone_from(because),
        _ => progress::advance(&mut request, stamp, event),
    }
    if request.stage != before {
        request.since = stamp.at;
    }
    request.history.push(happened(event, stamp));
    request
}
