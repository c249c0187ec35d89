//! What the office tells: answers to queries, from the records as they stand.

use std::cmp::Reverse;

use super::asker::Asker;
use super::branches::{self, Named};
use super::decide::{Asked, requests};
use super::{counts, outreach, permissions, seen, voice};
use crate::domain::arrival::{Arrival, Visitor};
use crate::domain::branches::Branches;
use crate::domain::copy::SubjectCopy;
use crate::domain::draft::Draft;
use crate::domain::enquiry::Enquiry;
use crate::domain::ids::{BranchNo, DraftNo, EnquiryNo, Entity, PersonNo, RequestNo, StaffNo};
use crate::domain::person::Person;
use crate::domain::request::{Request, open_clarification};
use crate::domain::standard::Standard;
use crate::matching;
use crate::protocol::query::{
    AlikeLine, CopyLine, DraftLine, Likes, LineRow, QueuePage, RequestPage,
};
use crate::protocol::{
    Answer, DeskView, Lock, PersonLine, PersonPage, Query, QueueOrder, QueueQuery, QueueRow,
    Refusal, Sharer, SignInView,
};
use crate::records::glance::{PersonGlance, RequestGlance};
use crate::records::queues::{Filter, Order};
use crate::records::search::Query as SearchQuery;
use crate::records::{Records, Store, traits_of, traits_of_likes};

/// No list is longer, whatever was asked for.
const ROWS: usize = 200;

/// The longest text that is looked for, in characters: a name of all its parts at their longest.
const TYPED: usize = 500;

/// Files that look alike, shown at most.
const ALIKE: usize = 5;

/// Answers a query. `Query::Digest` is the writer's to answer.
pub fn tell(records: &Records, asked: &Asked<'_>, query: &Query) -> Result<Answer, Refusal> {
    permissions::may_ask(records, asked, query)?;
    if let Query::Desk = query {
        return match asked
            .asker
            .barred(records)
            .filter(|_| asked.staff.is_none())
        {
            None => Ok(Answer::Desk(Box::new(desk(records, asked)))),
            Some(Refusal::SignIn) => Ok(Answer::SignIn(at_the_door(records, asked.asker))),
            Some(refusal) => Err(refusal),
        };
    }
    let me = asked.member()?;
    let branches = &asked.branches();
    Ok(match query {
        // The writer's, the files' and the office's own, or answered in slices of the records.
        Query::Desk
        | Query::Digest
        | Query::Scan { .. }
        | Query::Report(_)
        | Query::History { .. }
        | Query::Versions
        | Query::OnFile(_)
        | Query::Access { .. }
        | Query::Counts
        | Query::Holdings(_)
        | Query::Past { .. } => {
            return Err(Refusal::Unreadable);
        }
        Query::Profile(pin) => {
            let pinned = records
                .indexes
                .pinned(pin)
                .ok_or(Refusal::NotFound(Entity::Charity))?;
            Answer::Profile(pinned.source.clone())
        }
        Query::Find { text, limit } => {
            short_enough("text", text)?;
            branches::check(records, asked, &named_in(text))?;
            let limit = usize::from(*limit).min(ROWS);
            Answer::Found(find(records, branches, text, limit))
        }
        Query::Alike { traits, except } => {
            let typed = [
                ("name", &traits.name),
                ("id", &traits.id),
                ("mobile", &traits.mobile),
                ("born", &traits.born),
            ];
            for (field, text) in typed {
                short_enough(field, text)?;
            }
            Answer::Alike(alike(records, branches, traits, *except))
        }
        Query::Person(no) => Answer::Person(Box::new(person_page(records, branches, *no)?)),
        Query::Request(no) => Answer::Request(Box::new(request_page(records, asked, *no)?)),
        Query::Line => Answer::Line(line(records, me.branch)),
        Query::Drafts => Answer::Drafts(drafts(records, branches, me.no)),
        Query::Draft(no) => {
            let draft = records
                .get::<Draft>(*no)
                .map(|(draft, _)| draft)
                .filter(|draft| draft.owner == me.no);
            Answer::Draft(Box::new(
                draft.ok_or(Refusal::NotFound(Entity::Draft(*no)))?,
            ))
        }
        Query::Queue(query) => Answer::Queue(queue(records, branches, query)),
        Query::Enquiries { limit } => {
            Answer::Enquiries(enquiries(records, me.branch, usize::from(*limit).min(ROWS)))
        }
        Query::Voice { from, to, by } => {
            Answer::Voice(voice::report(records, (*from, *to), *by, branches))
        }
        Query::Voices(query) => Answer::Voices(voice::voices(records, query, branches, ROWS)),
        Query::Standards => Answer::Standards(standards(records)),
        Query::Outreach(query) => {
            let today = asked.now.date();
            Answer::Outreach(outreach::page(records, today, query, branches, ROWS))
        }
        Query::Copies => Answer::Copies(copies(records, branches)),
    })
}

/// Whoever looks for something looks in everybody's time.
fn short_enough(field: &str, text: &str) -> Result<(), Refusal> {
    if text.chars().nth(TYPED).is_none() {
        return Ok(());
    }
    Err(Refusal::Invalid {
        field: field.to_owned(),
        why: "too-long".to_owned(),
    })
}

fn desk(records: &Records, asked: &Asked<'_>) -> DeskView {
    let indexes = &records.indexes;
    let known = asked.staff.is_some();
    DeskView {
        me: asked.staff.cloned(),
        pin: indexes.in_force().map(|in_force| in_force.pin.clone()),
        // A stranger learns that the desk is open and nothing of who works there.
        staff: if known {
            indexes.staff.values().cloned().collect()
        } else {
            vec![]
        },
        branches: if known {
            indexes.branches.values().cloned().collect()
        } else {
            vec![]
        },
        counts: asked
            .staff
            .map(|me| counts::of(records, &counts::Seen::by(me), asked.now.date()))
            .unwrap_or_default(),
        now: asked.now,
        revision: records.head(),
        lock: asked.staff.map_or(Lock::default(), |me| Lock {
            shared: !indexes.is_one_member(me.uid),
            mine: indexes.pin(me.no).set.is_some(),
        }),
    }
}

/// Who may sign in as a Unix user.
pub(super) fn at_the_door(records: &Records, asker: Asker) -> SignInView {
    SignInView {
        who: records
            .indexes
            .sharing(asker.uid)
            .map(Sharer::from)
            .collect(),
    }
}

fn person_line(records: &Records, branches: &Branches, person: &Person) -> PersonLine {
    let facts = &person.facts;
    let requests = person.requests.iter();
    let requests = requests
        .filter(|no| seen::takes_in(records, branches, **no))
        .count();
    PersonLine {
        no: person.no,
        name: facts.name.line(),
        paper: facts.paper.masked().unwrap_or_default(),
        mobile: facts
            .mobile
            .as_ref()
            .map(|mobile| mobile.masked())
            .unwrap_or_default(),
        born: facts.born.map(|born| born.to_string()).unwrap_or_default(),
        branch: person.branch,
        requests: u16::try_from(requests).unwrap_or(u16::MAX),
    }
}

fn person_at(records: &Records, no: PersonNo) -> Option<Person> {
    records.get::<Person>(no).map(|(person, _)| person)
}

/// The request a search names, where it names one.
fn named_in(text: &str) -> Vec<Named> {
    let request = crate::arabic::digits::fold(text).parse::<RequestNo>();
    let named = request.map(|no| Named::Record(Entity::Request(no)));
    named.into_iter().collect()
}

/// People by what was typed. A request's number finds whose it is; a short number is a file's number first.
fn find(records: &Records, branches: &Branches, text: &str, limit: usize) -> Vec<PersonLine> {
    let folded = crate::arabic::digits::fold(text);
    let mut first = Vec::new();
    if let Ok(no) = folded.parse::<RequestNo>() {
        first.extend(
            records
                .get::<Request>(no)
                .map(|(request, _)| request.person),
        );
    } else if let Ok(no) = folded.parse::<PersonNo>()
        && folded.trim().len() < 10
    {
        first.push(no);
    }
    let found = records
        .indexes
        .search
        .find_among(&SearchQuery::parse(text), branches, limit)
        .into_iter()
        .map(PersonNo);
    let rest: Vec<PersonNo> = found.filter(|no| !first.contains(no)).collect();
    first
        .into_iter()
        .chain(rest)
        .filter_map(|no| person_at(records, no))
        .filter(|person| branches.meet(&person.branches))
        .take(limit)
        .map(|person| person_line(records, branches, &person))
        .collect()
}

/// Files that look like what is being typed, the likeliest first, those found to be others left out.
fn alike(
    records: &Records,
    branches: &Branches,
    likes: &Likes,
    except: Option<PersonNo>,
) -> Vec<AlikeLine> {
    let traits = traits_of_likes(likes);
    let known_others = except
        .and_then(|no| person_at(records, no))
        .map(|person| person.not_the_same)
        .unwrap_or_default();
    let mut alike: Vec<AlikeLine> = records
        .indexes
        .search
        .candidates_among(&traits, branches)
        .into_iter()
        .map(PersonNo)
        .filter(|no| Some(*no) != except && !known_others.contains(no))
        .filter_map(|no| person_at(records, no))
        .filter_map(|person| {
            let likeness = matching::compare(&traits, &traits_of(&person.facts));
            (likeness.verdict() != matching::Verdict::Different).then(|| AlikeLine {
                person: person_line(records, branches, &person),
                likeness,
            })
        })
        .collect();
    // Whoever has the number comes first: nobody is registered with it but them, or as another than them.
    alike.sort_by_key(|line| {
        let likeness = &line.likeness;
        let closest = Reverse((likeness.is_one_number(), likeness.score));
        (closest, line.person.no)
    });
    alike.truncate(ALIKE);
    alike
}

/// A person's page. What other branches did with them is not on it.
fn person_page(
    records: &Records,
    branches: &Branches,
    no: PersonNo,
) -> Result<PersonPage, Refusal> {
    let missing = Refusal::NotFound(Entity::Person(no));
    let person = person_at(records, no).ok_or(missing.clone())?;
    let revision = seen::version(records, branches, Entity::Person(no)).ok_or(missing)?;
    let person = seen::file(records, branches, person);
    let requests = person.requests.iter().rev();
    Ok(PersonPage {
        requests: requests
            .filter_map(|no| queue_row(records, *no))
            .take(ROWS)
            .collect(),
        person,
        revision,
        copy: records.get::<SubjectCopy>(no).map(|(copy, _)| copy),
    })
}

fn copies(records: &Records, branches: &Branches) -> Vec<CopyLine> {
    let due = records.indexes.copies.iter();
    let lines = due.filter_map(|(_, no)| {
        let person = person_at(records, *no).filter(|one| branches.meet(&one.branches))?;
        Some(CopyLine {
            copy: records.get::<SubjectCopy>(*no)?.0,
            name: person.facts.name.line(),
        })
    });
    lines.take(ROWS).collect()
}

fn request_page(
    records: &Records,
    asked: &Asked<'_>,
    no: RequestNo,
) -> Result<RequestPage, Refusal> {
    let requests::Steps {
        steps,
        papers_required,
        fingerprint,
        request,
        person,
    } = requests::steps(records, asked, no)?;
    Ok(RequestPage {
        steps,
        papers_required,
        fingerprint,
        revision: records.revision_of(Entity::Request(no)).unwrap_or_default(),
        person_revision: seen::version(records, &asked.branches(), Entity::Person(person.no))
            .unwrap_or_default(),
        facts: person.facts,
        request,
    })
}

fn line(records: &Records, branch: BranchNo) -> Vec<LineRow> {
    let line = records
        .indexes
        .line
        .range((branch, Default::default())..)
        .take_while(|(at, _)| *at == branch);
    line.filter_map(|(_, no)| records.get::<Arrival>(*no))
        .map(|(arrival, _)| {
            let name = match &arrival.visitor {
                Visitor::Named(name) => name.clone(),
                Visitor::Known(no) => person_at(records, *no)
                    .map(|person| person.facts.name.line())
                    .unwrap_or_default(),
            };
            LineRow { arrival, name }
        })
        .take(ROWS)
        .collect()
}

fn drafts(records: &Records, branches: &Branches, owner: StaffNo) -> Vec<DraftLine> {
    let own = records
        .indexes
        .drafts
        .range((owner, DraftNo(0))..=(owner, DraftNo(u64::MAX)));
    own.rev()
        .filter_map(|(_, no)| records.get::<Draft>(*no))
        .map(|(draft, _)| DraftLine {
            no: draft.no,
            name: draft_name(records, branches, &draft),
            request: draft.about.request,
            at: draft.at,
            touched: draft.touched,
        })
        .take(ROWS)
        .collect()
}

fn draft_name(records: &Records, branches: &Branches, draft: &Draft) -> String {
    let name = |no| {
        let person = person_at(records, no).filter(|person| branches.meet(&person.branches));
        person.map(|person| person.facts.name.line())
    };
    let person = draft.about.person.and_then(name);
    let arrival = || {
        let (arrival, _) = records.get::<Arrival>(draft.about.arrival?)?;
        match arrival.visitor {
            Visitor::Named(named) => Some(named).filter(|_| branches.has(arrival.branch)),
            Visitor::Known(no) => name(no),
        }
    };
    person
        .or_else(|| draft.values.get("name").cloned())
        .or_else(arrival)
        .unwrap_or_default()
}

fn queue(records: &Records, branches: &Branches, query: &QueueQuery) -> QueuePage {
    let filter = Filter {
        stage: query.stage,
        branches: &branches.narrowed(query.branch),
        officer: query.officer,
        service: query.service.as_deref(),
    };
    let order = match query.order {
        QueueOrder::Oldest => Order::Oldest,
        QueueOrder::Newest => Order::Newest,
        QueueOrder::Number => Order::Number,
    };
    let offset = usize::try_from(query.offset).unwrap_or(usize::MAX);
    let (total, numbers) =
        records
            .indexes
            .queues
            .page(filter, order, offset, usize::from(query.limit).min(ROWS));
    let rows = numbers
        .into_iter()
        .filter_map(|no| queue_row(records, no))
        .collect();
    QueuePage {
        rows,
        total,
        revision: records.head(),
    }
}

fn queue_row(records: &Records, no: RequestNo) -> Option<QueueRow> {
    let (request, revision) = records.glance::<RequestGlance>(no)?;
    let (person, _) = records.glance::<PersonGlance>(request.person)?;
    // What was told in confidence is in no list.
    let pinned = records.indexes.pinned(&request.pin);
    let guard = pinned.and_then(|pinned| pinned.profile.guards_request(request.need.as_ref()));
    let question = open_clarification(&request.clarifications).filter(|_| guard.is_none());
    let question = question.map(|one| one.question.clone());
    let need = request.need.map(|need| (need.service, need.urgency));
    let (service, urgency) = need.unwrap_or_default();
    let submission = request.submission;
    Some(QueueRow {
        request: no,
        person: request.person,
        name: person.name.line(),
        service,
        stage: request.stage,
        since: request.since,
        reply_not_before: submission.map(|submission| submission.reply_not_before),
        officer: request.officer,
        branch: request.branch,
        urgency,
        question: question.unwrap_or_default(),
        revision,
    })
}

fn enquiries(records: &Records, branch: BranchNo, limit: usize) -> Vec<Enquiry> {
    let own = records
        .indexes
        .enquiries
        .range((branch, EnquiryNo(0))..=(branch, EnquiryNo(u32::MAX)));
    own.rev()
        .filter_map(|(_, no)| records.get::<Enquiry>(*no))
        .map(|(enquiry, _)| enquiry)
        .take(limit)
        .collect()
}

fn standards(records: &Records) -> Vec<Standard> {
    let standing = records
        .indexes
        .standards
        .iter()
        .filter(|(_, stands)| **stands);
    let mut standards: Vec<Standard> = standing
        .filter_map(|(no, _)| records.get::<Standard>(*no))
        .map(|(standard, _)| standard)
        .collect();
    standards.sort_by_key(|standard| (!standard.misconception, standard.no));
    standards
}
