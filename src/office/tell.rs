//! What the office tells: answers to queries, from the records as they stand.

use chrono::NaiveDate;

use super::asker::Asker;
use super::decide::{Asked, requests};
use super::{outreach, permissions, voice};
use crate::domain::arrival::{Arrival, Visitor};
use crate::domain::draft::Draft;
use crate::domain::enquiry::Enquiry;
use crate::domain::ids::{BranchNo, DraftNo, EnquiryNo, Entity, PersonNo, RequestNo, StaffNo};
use crate::domain::person::Person;
use crate::domain::request::{Request, Stage};
use crate::domain::standard::Standard;
use crate::matching;
use crate::protocol::query::{AlikeLine, DraftLine, Likes, LineRow, QueuePage, RequestPage};
use crate::protocol::{
    Answer, Counts, DeskView, Lock, PersonLine, PersonPage, Query, QueueOrder, QueueQuery,
    QueueRow, Refusal, Sharer, SignInView,
};
use crate::records::queues::{Filter, Order};
use crate::records::search::Query as SearchQuery;
use crate::records::{Records, Store, traits_of, traits_of_likes};

/// No list is longer, whatever was asked for.
const ROWS: usize = 200;

/// Files that look alike, shown at most.
const ALIKE: usize = 5;

/// Answers a query. `Query::Digest` is the writer's to answer.
pub fn tell(records: &Records, asked: &Asked<'_>, query: &Query) -> Result<Answer, Refusal> {
    permissions::check(records, asked, permissions::to_ask(query))?;
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
    Ok(match query {
        // The writer's and the files', or answered in slices of the records.
        Query::Desk
        | Query::Digest
        | Query::Scan { .. }
        | Query::Report(_)
        | Query::History { .. }
        | Query::Versions => {
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
            Answer::Found(find(records, text, usize::from(*limit).min(ROWS)))
        }
        Query::Alike { traits, except } => Answer::Alike(alike(records, traits, *except)),
        Query::Person(no) => Answer::Person(Box::new(person_page(records, *no)?)),
        Query::Request(no) => Answer::Request(Box::new(request_page(records, asked, *no)?)),
        Query::Line => Answer::Line(line(records, me.branch)),
        Query::Drafts => Answer::Drafts(drafts(records, me.no)),
        Query::Draft(no) => {
            let draft = records
                .get::<Draft>(*no)
                .map(|(draft, _)| draft)
                .filter(|draft| draft.owner == me.no);
            Answer::Draft(Box::new(
                draft.ok_or(Refusal::NotFound(Entity::Draft(*no)))?,
            ))
        }
        Query::Queue(query) => Answer::Queue(queue(records, query)),
        Query::Enquiries { limit } => {
            Answer::Enquiries(enquiries(records, me.branch, usize::from(*limit).min(ROWS)))
        }
        Query::Voice { from, to, by } => Answer::Voice(voice::report(records, *from, *to, *by)),
        Query::Voices(query) => Answer::Voices(voice::voices(records, query, ROWS)),
        Query::Standards => Answer::Standards(standards(records)),
        Query::Outreach(query) => {
            Answer::Outreach(outreach::page(records, asked.now.date(), query, ROWS))
        }
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
            .map(|me| counts(records, me.branch, asked.now.date()))
            .unwrap_or_default(),
        now: asked.now,
        revision: records.head(),
        lock: asked.staff.map_or(Lock::default(), |me| Lock {
            shared: indexes.sharing(me.uid).nth(1).is_some(),
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

fn counts(records: &Records, branch: BranchNo, today: NaiveDate) -> Counts {
    let indexes = &records.indexes;
    let line = indexes
        .line
        .range((branch, Default::default())..)
        .take_while(|(at, _)| *at == branch)
        .count();
    let day = indexes
        .days
        .get(&(today, branch))
        .copied()
        .unwrap_or_default();
    Counts {
        waiting: u32::try_from(line).unwrap_or(u32::MAX),
        stages: Stage::QUEUES
            .into_iter()
            .map(|stage| (stage, indexes.queues.count(stage, None)))
            .collect(),
        reply_due: indexes
            .reply_floors
            .range(..=today)
            .map(|(_, requests)| *requests)
            .sum(),
        arrived_today: day.arrived,
        submitted_today: day.submitted,
        enquiries_today: day.enquiries,
        outreach: outreach::total(records, today, None),
        voices: u32::try_from(indexes.voices.values().filter(|(_, open)| *open).count())
            .unwrap_or(u32::MAX),
    }
}

fn person_line(person: &Person) -> PersonLine {
    let facts = &person.facts;
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
        requests: u16::try_from(person.requests.len()).unwrap_or(u16::MAX),
    }
}

fn person_at(records: &Records, no: PersonNo) -> Option<Person> {
    records.get::<Person>(no).map(|(person, _)| person)
}

/// People by what was typed. A request's number finds whose it is; a short number is a file's number first.
fn find(records: &Records, text: &str, limit: usize) -> Vec<PersonLine> {
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
        .find(&SearchQuery::parse(text), limit)
        .into_iter()
        .map(PersonNo);
    let rest: Vec<PersonNo> = found.filter(|no| !first.contains(no)).collect();
    first
        .into_iter()
        .chain(rest)
        .filter_map(|no| person_at(records, no))
        .take(limit)
        .map(|person| person_line(&person))
        .collect()
}

/// Files that look like what is being typed, the likeliest first, those found to be others left out.
fn alike(records: &Records, likes: &Likes, except: Option<PersonNo>) -> Vec<AlikeLine> {
    let traits = traits_of_likes(likes);
    let known_others = except
        .and_then(|no| person_at(records, no))
        .map(|person| person.not_the_same)
        .unwrap_or_default();
    let mut alike: Vec<AlikeLine> = records
        .indexes
        .search
        .candidates(&traits)
        .into_iter()
        .map(PersonNo)
        .filter(|no| Some(*no) != except && !known_others.contains(no))
        .filter_map(|no| person_at(records, no))
        .filter_map(|person| {
            let likeness = matching::compare(&traits, &traits_of(&person.facts));
            (likeness.verdict() != matching::Verdict::Different).then(|| AlikeLine {
                person: person_line(&person),
                likeness,
            })
        })
        .collect();
    alike.sort_by(|a, b| {
        b.likeness
            .score
            .cmp(&a.likeness.score)
            .then(a.person.no.cmp(&b.person.no))
    });
    alike.truncate(ALIKE);
    alike
}

fn person_page(records: &Records, no: PersonNo) -> Result<PersonPage, Refusal> {
    let (person, revision) = records
        .get::<Person>(no)
        .ok_or(Refusal::NotFound(Entity::Person(no)))?;
    let requests = person
        .requests
        .iter()
        .rev()
        .filter_map(|no| queue_row(records, *no))
        .take(ROWS)
        .collect();
    Ok(PersonPage {
        person,
        revision,
        requests,
    })
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
        person_revision: records
            .revision_of(Entity::Person(person.no))
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

fn drafts(records: &Records, owner: StaffNo) -> Vec<DraftLine> {
    let own = records
        .indexes
        .drafts
        .range((owner, DraftNo(0))..=(owner, DraftNo(u64::MAX)));
    own.rev()
        .filter_map(|(_, no)| records.get::<Draft>(*no))
        .map(|(draft, _)| DraftLine {
            no: draft.no,
            name: draft_name(records, &draft),
            request: draft.about.request,
            at: draft.at,
            touched: draft.touched,
        })
        .take(ROWS)
        .collect()
}

fn draft_name(records: &Records, draft: &Draft) -> String {
    let person = draft
        .about
        .person
        .and_then(|no| person_at(records, no))
        .map(|person| person.facts.name.line());
    let arrival = || match records.get::<Arrival>(draft.about.arrival?)?.0.visitor {
        Visitor::Named(name) => Some(name),
        Visitor::Known(no) => person_at(records, no).map(|person| person.facts.name.line()),
    };
    person
        .or_else(|| draft.values.get("name").cloned())
        .or_else(arrival)
        .unwrap_or_default()
}

fn queue(records: &Records, query: &QueueQuery) -> QueuePage {
    let filter = Filter {
        stage: query.stage,
        branch: query.branch,
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
    let (request, revision) = records.get::<Request>(no)?;
    let person = person_at(records, request.person)?;
    let question = request.open_clarification().cloned();
    Some(QueueRow {
        request: no,
        person: request.person,
        name: person.facts.name.line(),
        service: request
            .need
            .as_ref()
            .map(|need| need.service.clone())
            .unwrap_or_default(),
        stage: request.stage,
        since: request.since,
        reply_not_before: request
            .submission
            .as_ref()
            .map(|submission| submission.reply_not_before),
        officer: request.officer,
        branch: request.branch,
        urgency: request
            .need
            .as_ref()
            .map(|need| need.urgency)
            .unwrap_or_default(),
        question: question
            .map(|question| question.question)
            .unwrap_or_default(),
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
