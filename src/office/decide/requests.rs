//! Requests, from opening to submission: each step asks the workflow table of the profile the request is pinned to.

use std::sync::Arc;

use super::people::find as find_person;
use super::{
    Asked, Decision, draft, invalid, line, not_found, one, optional_line, own_fields, staff, text,
};
use crate::domain::date;
use crate::domain::declaration::{self, Signature};
use crate::domain::document::{Check, Pair, Paper};
use crate::domain::event::Event;
use crate::domain::ids::{DraftNo, Entity, PersonNo, RequestNo, StaffNo};
use crate::domain::person::{Facts, Person};
use crate::domain::profile::PaperField;
use crate::domain::request::{Need, Request, Stage};
use crate::domain::sheet::Kind;
use crate::domain::workflow::{Blocked, Case, Missing, Step, Workflow};
use crate::matching::papers;
use crate::office::branches;
use crate::protocol::{Made, PaperAsRead, Refusal};
use crate::records::index::InForce;
use crate::records::{Records, Store};

/// An open request, with everything that deciding a step of it needs.
pub(super) struct Open {
    pub request: Request,
    pub person: Person,
    pub profile: Arc<InForce>,
}

impl Open {
    fn find(records: &Records, no: RequestNo) -> Result<Open, Refusal> {
        let (request, _) = records
            .get::<Request>(no)
            .ok_or(not_found(Entity::Request(no)))?;
        let person = find_person(records, request.person)?;
        let profile = records
            .indexes
            .pinned(&request.pin)
            .ok_or(not_found(Entity::Charity))?;
        Ok(Open {
            profile: Arc::clone(profile),
            request,
            person,
        })
    }

    /// Finds a request and sees that the step may be taken by whoever asks.
    pub fn step(
        records: &Records,
        asked: &Asked<'_>,
        no: RequestNo,
        step: Step,
    ) -> Result<Open, Refusal> {
        let open = Open::find(records, no)?;
        let roles = asked.member()?.roles.iter().copied();
        let workflow = Workflow::of(&open.profile.profile);
        match workflow.may(step, &open.case(asked), roles) {
            Ok(_) => Ok(open),
            Err(Blocked::NotAllowed(roles)) => Err(Refusal::NotAllowed(roles)),
            Err(blocked) => Err(Refusal::Blocked(blocked)),
        }
    }

    pub fn case(&self, asked: &Asked<'_>) -> Case<'_> {
        Case {
            request: &self.request,
            facts: &self.person.facts,
            profile: &self.profile.profile,
            today: asked.now.date(),
            by: asked.stamp().by,
        }
    }

    /// The event, and beside it that the signature holds no longer where what it was given for has changed.
    fn voiding(&self, event: Event, after: &Request) -> Vec<Event> {
        let declared = declaration::fingerprint_of(&self.person.facts, after);
        let voided = self
            .request
            .standing_declaration()
            .is_some_and(|signed| signed.fingerprint != declared);
        let request = self.request.no;
        [event]
            .into_iter()
            .chain(voided.then_some(Event::DeclarationVoided { request }))
            .collect()
    }
}

/// Opens a request under the profile in force, once the responsibilities are told where the charity has any (row 53).
pub fn open(
    records: &Records,
    asked: &Asked<'_>,
    person: PersonNo,
    channel: &str,
    told: bool,
    draft: Option<DraftNo>,
) -> Decision {
    find_person(records, person)?;
    let in_force = records.indexes.in_force().ok_or(Refusal::NotOpened)?;
    if in_force.profile.channel(channel).is_none() {
        return Err(invalid("channel", "unknown"));
    }
    let has_any = !in_force.profile.responsibilities.is_empty();
    if !told && has_any {
        return Err(Refusal::Blocked(Blocked::Missing(vec![
            Missing::Responsibilities,
        ])));
    }
    let year = u16::try_from(date::hijri(asked.now.date()).year())
        .map_err(|_| invalid("date", "range"))?;
    let last = records
        .indexes
        .last
        .request
        .get(&year)
        .copied()
        .unwrap_or(0);
    let request = RequestNo {
        year,
        serial: last.saturating_add(1),
    };
    let event = Event::RequestOpened {
        request,
        person,
        channel: channel.to_owned(),
        pin: in_force.pin.clone(),
        responsibilities_told: told && has_any,
    };
    let kept = draft::told(records, asked, draft, |about| {
        about.person = Some(person);
        about.request = Some(request);
    })?;
    let events = [event].into_iter().chain(kept).collect();
    Ok((events, Made::Request(request)))
}

/// States what is asked for. The service and the category are of the profile's own.
pub fn state_need(records: &Records, asked: &Asked<'_>, no: RequestNo, need: &Need) -> Decision {
    let open = Open::step(records, asked, no, Step::StateNeed)?;
    let profile = &open.profile.profile;
    if profile.service(&need.service).is_none() {
        return Err(invalid("service", "unknown"));
    }
    let category_fits = match need.category.as_str() {
        "" => profile.categories.is_empty(),
        category => profile.category(category).is_some(),
    };
    if !category_fits {
        return Err(invalid("category", "unknown"));
    }
    let mut need = need.clone();
    need.text = text("need", &need.text)?;
    own_fields(&mut need.extra)?;
    if open.request.need.as_ref() == Some(&need) {
        return Ok((vec![], Made::Nothing));
    }
    let after = Request {
        need: Some(need.clone()),
        ..open.request.clone()
    };
    Ok((
        open.voiding(Event::NeedStated { request: no, need }, &after),
        Made::Nothing,
    ))
}

/// Matches a paper: what was stated comes from the file, what the paper says from the officer.
pub fn match_paper(
    records: &Records,
    asked: &Asked<'_>,
    no: RequestNo,
    sheet: &PaperAsRead,
) -> Decision {
    let open = Open::step(records, asked, no, Step::MatchPaper)?;
    let kind = open
        .profile
        .profile
        .paper(&sheet.kind)
        .ok_or_else(|| invalid("paper", "unknown"))?;
    let mut pairs = Vec::with_capacity(kind.compare.len());
    for field in &kind.compare {
        let read = sheet
            .read
            .iter()
            .find(|(id, _)| id == field.id())
            .map(|(_, read)| read.as_str());
        let on_paper = line(field.id(), read.unwrap_or_default())?;
        pairs.push(compare(*field, &open.person.facts, on_paper));
    }
    if kind.expires && sheet.valid_until.is_none() {
        return Err(invalid("valid-until", "empty"));
    }
    let paper = Paper {
        kind: sheet.kind.clone(),
        number: optional_line("number", &sheet.number)?,
        pairs,
        valid_until: sheet.valid_until,
        remark: optional_line("remark", &sheet.remark)?,
        matched: asked.stamp().act(),
    };
    let mut after = open.request.clone();
    match after
        .papers
        .iter_mut()
        .find(|former| former.kind == paper.kind)
    {
        Some(former) => *former = paper.clone(),
        None => after.papers.push(paper.clone()),
    }
    Ok((
        open.voiding(Event::PaperMatched { request: no, paper }, &after),
        Made::Nothing,
    ))
}

fn compare(field: PaperField, facts: &Facts, on_paper: String) -> Pair {
    let stated = facts.stated(field);
    let agreement = papers::agreement(field, &stated, &on_paper);
    Pair {
        field: field.id().to_owned(),
        stated,
        on_paper,
        agreement,
    }
}

/// Takes the signature for exactly what stands.
pub fn sign(
    records: &Records,
    asked: &Asked<'_>,
    no: RequestNo,
    signature: &Signature,
) -> Decision {
    let open = Open::step(records, asked, no, Step::Sign)?;
    let signature = match signature {
        Signature::Paper { number } => Signature::Paper {
            number: line("sheet-number", number)?,
        },
        Signature::Thumbprint { witness } => Signature::Thumbprint {
            witness: line("witness", witness)?,
        },
        Signature::Guardian { name, deed } => Signature::Guardian {
            name: line("guardian", name)?,
            deed: line("deed", deed)?,
        },
    };
    let fingerprint = declaration::fingerprint_of(&open.person.facts, &open.request);
    one(Event::DeclarationSigned {
        request: no,
        fingerprint,
        signature,
    })
}

/// Notes that it was explained what happens next.
pub fn explain(records: &Records, asked: &Asked<'_>, no: RequestNo) -> Decision {
    let open = Open::step(records, asked, no, Step::Explain)?;
    let again = open.request.explained.is_some();
    Ok((
        if again {
            vec![]
        } else {
            vec![Event::StudyExplained { request: no }]
        },
        Made::Nothing,
    ))
}

/// Lets the beneficiary bring what is missing.
pub fn await_papers(records: &Records, asked: &Asked<'_>, no: RequestNo) -> Decision {
    let open = Open::step(records, asked, no, Step::AwaitPapers)?;
    let kinds = open.case(asked).papers_missing();
    one(Event::PapersAwaited { request: no, kinds })
}

/// Refers a question.
pub fn refer(records: &Records, asked: &Asked<'_>, no: RequestNo, question: &str) -> Decision {
    Open::step(records, asked, no, Step::Refer)?;
    let question = text("question", question)?;
    one(Event::ClarificationReferred {
        request: no,
        question,
    })
}

/// Answers it.
pub fn answer(records: &Records, asked: &Asked<'_>, no: RequestNo, answer: &str) -> Decision {
    Open::step(records, asked, no, Step::Answer)?;
    let answer = text("answer", answer)?;
    one(Event::ClarificationAnswered {
        request: no,
        answer,
    })
}

/// Hands it in: each paper's validity on this day is judged and frozen (row 4), and the earliest reply follows from
/// the profile (row 9).
pub fn submit(records: &Records, asked: &Asked<'_>, no: RequestNo) -> Decision {
    let open = Open::step(records, asked, no, Step::Submit)?;
    let today = asked.now.date();
    let explained = open.request.explained.map_or(today, |act| act.at.date());
    let reply_not_before = open
        .profile
        .profile
        .reply
        .not_before(today, explained)
        .ok_or_else(|| invalid("date", "range"))?;
    let checks = open
        .request
        .papers
        .iter()
        .map(|paper| Check {
            kind: paper.kind.clone(),
            valid_until: paper.valid_until,
            validity: paper.validity_on(today),
        })
        .collect();
    one(Event::RequestSubmitted {
        request: no,
        checks,
        reply_not_before,
    })
}

/// Takes it back.
pub fn withdraw(records: &Records, asked: &Asked<'_>, no: RequestNo, because: &str) -> Decision {
    Open::step(records, asked, no, Step::Withdraw)?;
    let because = line("because", because)?;
    one(Event::RequestWithdrawn {
        request: no,
        because,
    })
}

/// Takes it over.
pub fn take(records: &Records, asked: &Asked<'_>, no: RequestNo) -> Decision {
    let open = Open::step(records, asked, no, Step::Take)?;
    let mine = open.request.officer == asked.member()?.no;
    Ok((
        if mine {
            vec![]
        } else {
            vec![Event::RequestTaken { request: no }]
        },
        Made::Nothing,
    ))
}

/// Takes it in although the home lies outside the geographic scope (row 52).
pub fn except_scope(
    records: &Records,
    asked: &Asked<'_>,
    no: RequestNo,
    because: &str,
) -> Decision {
    Open::step(records, asked, no, Step::ExceptScope)?;
    let because = line("because", because)?;
    one(Event::ScopeExcepted {
        request: no,
        because,
    })
}

/// Puts it into someone's hands.
pub fn assign(records: &Records, asked: &Asked<'_>, no: RequestNo, to: StaffNo) -> Decision {
    let open = Open::step(records, asked, no, Step::Assign)?;
    let member = staff::working(records, to)?;
    let branch = open.request.branch;
    if !member.branches().has(branch) {
        return Err(Refusal::BranchNotSeen {
            by: member.name.clone().into(),
            branch: branches::names(records, [branch]).concat(),
        });
    }
    if open.request.officer == to {
        return Ok((vec![], Made::Nothing));
    }
    one(Event::RequestAssigned { request: no, to })
}

/// Hands it back.
pub fn hand_back(records: &Records, asked: &Asked<'_>, no: RequestNo, because: &str) -> Decision {
    Open::step(records, asked, no, Step::HandBack)?;
    let because = line("because", because)?;
    one(Event::RequestHandedBack {
        request: no,
        because,
    })
}

/// Attaches a scan. That its file is here and whole was seen to before. The same file twice is one.
pub fn attach_scan(
    records: &Records,
    asked: &Asked<'_>,
    no: RequestNo,
    paper: &str,
    name: &str,
    hash: [u8; 32],
    bytes: u64,
) -> Decision {
    let open = Open::step(records, asked, no, Step::AttachScan)?;
    if !paper.is_empty() && open.profile.profile.paper(paper).is_none() {
        return Err(invalid("paper", "unknown"));
    }
    let name = line("name", name)?;
    let mut scans = open.request.scans.iter();
    if scans.any(|scan| scan.hash == hash && scan.paper == paper) {
        return Ok((vec![], Made::Nothing));
    }
    one(Event::ScanAttached {
        request: no,
        paper: paper.to_owned(),
        name,
        hash,
        bytes,
    })
}

/// Notes that a sheet of a request was printed. Whoever may read a request may print it; no step is taken by it.
pub fn note_printed(
    records: &Records,
    asked: &Asked<'_>,
    request: RequestNo,
    sheet: &str,
) -> Decision {
    asked.member()?;
    let sheet = line("sheet", sheet)?;
    if Kind::from_id(&sheet).is_none() {
        return Err(invalid("sheet", "unknown"));
    }
    Open::find(records, request)?;
    one(Event::SheetPrinted { request, sheet })
}

/// What can be done with a request now, and what stands in the way of the rest.
pub fn steps(records: &Records, asked: &Asked<'_>, no: RequestNo) -> Result<Steps, Refusal> {
    let open = Open::find(records, no)?;
    let roles = &asked.member()?.roles;
    let workflow = Workflow::of(&open.profile.profile);
    let case = open.case(asked);
    let steps = workflow
        .rows()
        .iter()
        .map(|row| {
            (
                row.step,
                workflow.may(row.step, &case, roles.iter().copied()),
            )
        })
        .collect();
    let papers_required = case.papers_required();
    let fingerprint = declaration::fingerprint_of(&open.person.facts, &open.request);
    Ok(Steps {
        steps,
        papers_required,
        fingerprint,
        request: open.request,
        person: open.person,
    })
}

/// A request's page, but for its version.
pub struct Steps {
    /// Each step of the table, and where it leads or what it lacks.
    pub steps: Vec<(Step, Result<Stage, Blocked>)>,
    /// Papers it needs.
    pub papers_required: Vec<String>,
    /// Of what is declared now.
    pub fingerprint: declaration::Fingerprint,
    /// The request.
    pub request: Request,
    /// Whose it is.
    pub person: Person,
}
