//! Answers a query: most from the records, some by the part of the office that has what was asked for.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::asker::Asker;
use super::branches;
use super::decide::{Asked, people};
use super::permissions::{self, Who};
use super::serve::Office;
use super::tell::tell;
use super::writer::{Job, now};
use super::{history, holdings, report, scanning};
use crate::domain::access::Reading;
use crate::domain::branches::Branches;
use crate::domain::event::Event;
use crate::domain::identity::IdentityPaper;
use crate::domain::ids::{BranchNo, Entity, PersonNo, Revision, StaffNo};
use crate::protocol::{Answer, Query, Refusal};

/// As many as a client reads piece by piece at a time.
const BEGUN: usize = 64;

/// What a client has begun to read in pieces. Each beginning is put on record once.
#[derive(Default)]
pub(super) struct Begun(VecDeque<(StaffNo, Event)>);

impl Begun {
    /// Whether a reading is to be put on record: not where it goes on with one that is.
    fn begins(&mut self, reader: StaffNo, reading: &Event, anew: bool) -> bool {
        let begun = (reader, reading.clone());
        if self.0.contains(&begun) {
            return anew;
        }
        self.0.push_back(begun);
        if self.0.len() > BEGUN {
            self.0.pop_front();
        }
        true
    }

    /// Puts a reading on record, unless it goes on with one that is.
    async fn note(
        &mut self,
        office: &Office,
        reader: StaffNo,
        reading: Event,
        anew: bool,
    ) -> Result<(), Refusal> {
        if self.begins(reader, &reading, anew) {
            office.note(reader, reading).await?;
        }
        Ok(())
    }
}

/// Answers a query of whoever may ask it.
pub(super) async fn answer(
    office: &Office,
    asker: Asker,
    query: &Query,
    begun: &mut Begun,
) -> Result<Answer, Refusal> {
    let (reader, branches) = office.may_ask(asker, query)?;
    if let Query::Digest = query {
        let (send, digest) = oneshot::channel();
        office
            .jobs
            .send(Job::Digest(send))
            .map_err(|_| Refusal::Closing)?;
        let (revision, digest) = digest.await.map_err(|_| Refusal::Closing)??;
        return Ok(Answer::Digest { revision, digest });
    }
    if let Query::Scan {
        request,
        scan,
        offset,
    } = query
    {
        if let Some(reader) = reader {
            let what = scan.saturating_add(1).to_string();
            let reading = read(Entity::Request(*request), Reading::ScanOpened, what);
            begun.note(office, reader, reading, *offset == 0).await?;
        }
        return scanning::piece(office, *request, *scan, *offset).await;
    }
    if let Query::Versions = query {
        let lines = history::versions(office.data.clone(), &office.records, &branches).await?;
        return Ok(Answer::Versions(lines));
    }
    if let Query::History { entity, skip } = query {
        let eyes = history::Eyes::on(&office.records, branches, *entity)?;
        if let Some(reader) = reader {
            // On record before it is read, so that it stands in what is read the next time.
            let opened = Event::RecordOpened { entity: *entity };
            begun.note(office, reader, opened, *skip == 0).await?;
        }
        let page = history::read(office.data.clone(), *entity, *skip, eyes).await?;
        return Ok(Answer::History(page));
    }
    if let Query::Access { person, skip } = query {
        let entity = Entity::Person(*person);
        let eyes = history::Eyes::on(&office.records, branches, entity)?;
        if let Some(reader) = reader {
            let reading = read(entity, Reading::AccessRead, String::new());
            begun.note(office, reader, reading, *skip == 0).await?;
        }
        let page = history::access(office.data.clone(), *person, *skip, eyes).await?;
        return Ok(Answer::Access(page));
    }
    if let Query::Holdings(person) = query {
        let theirs = office.look(|records| records.branches_of(Entity::Person(*person)));
        office.sees_all(asker, *person, &theirs.unwrap_or_default())?;
        let holdings = holdings::of(&office.records, *person).await?;
        // While it was gathered something may have come to be of another branch, or a branch been taken.
        office.may_ask(asker, query)?;
        office.sees_all(asker, *person, &holdings::branches_in(&holdings))?;
        if let Some(reader) = reader {
            let reading = read(Entity::Person(*person), Reading::Exported, String::new());
            // It leaves the house: on record before it does.
            office.found(Some(reader), reader, reading).await?;
        }
        return Ok(Answer::Holdings(Box::new(holdings)));
    }
    if let Query::Past { person, skip } = query {
        let theirs = office.look(|records| records.branches_of(Entity::Person(*person)));
        office.sees_all(asker, *person, &theirs.unwrap_or_default())?;
        let eyes = history::Eyes::on(&office.records, branches, Entity::Person(*person))?;
        let (page, theirs) = history::past(office.data.clone(), *person, *skip, eyes).await?;
        office.may_ask(asker, query)?;
        office.sees_all(asker, *person, &theirs)?;
        if let Some(reader) = reader {
            let reading = read(
                Entity::Person(*person),
                Reading::Exported,
                Reading::PAST.to_owned(),
            );
            if begun.begins(reader, &reading, *skip == 0) {
                office.found(Some(reader), reader, reading).await?;
            }
        }
        return Ok(Answer::Past(page));
    }
    if let Query::Counts = query {
        return office
            .counts(asker)
            .map(|counts| Answer::Counts(Box::new(counts)));
    }
    if let Query::Report(query) = query {
        let report = report::make(&office.records, query, &branches, now()).await;
        return Ok(Answer::Report(Box::new(report)));
    }
    if let Query::OnFile(paper) = query {
        return on_file(office, asker, paper).await;
    }
    // Who opened whose file is on record, with the next group; nobody waits for it unless very many are on their way.
    let reading = match opened(query) {
        Some(entity) => {
            let permit = Arc::clone(&office.readings).acquire_owned().await;
            Some((entity, permit.map_err(|_| Refusal::Closing)?))
        }
        None => None,
    };
    tell_now(office, asker, query, reading)
}

/// At which other branches somebody with an identity paper is on file. That it was asked for is on record before it is
/// told, whether it is somebody's or nobody's, and counted against what anybody may ask for in a day.
async fn on_file(office: &Office, asker: Asker, paper: &IdentityPaper) -> Result<Answer, Refusal> {
    let (reader, events, names) = {
        let records = office
            .records
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let asked = Asked::by(asker, &records, now(), Revision(0));
        people::may_ask_for(&records, &asked, paper)?;
        let people = people::on_file_elsewhere(&records, &asked, paper);
        let at: BTreeSet<BranchNo> = people.into_iter().flat_map(|one| one.branches).collect();
        let events = people::paper_asked(&records, &asked, paper);
        (asked.member()?.no, events, branches::names(&records, at))
    };
    for event in events {
        office.found(Some(reader), reader, event).await?;
    }
    Ok(Answer::OnFile(names))
}

fn tell_now(
    office: &Office,
    asker: Asker,
    query: &Query,
    reading: Option<(Entity, OwnedSemaphorePermit)>,
) -> Result<Answer, Refusal> {
    let records = office
        .records
        .read()
        .unwrap_or_else(PoisonError::into_inner);
    let asked = Asked::by(asker, &records, now(), Revision(0));
    let told = tell(&records, &asked, query)?;
    if let (Some(reader), Some((entity, permit))) = (asked.staff, reading) {
        let opened = Box::new(Event::RecordOpened { entity });
        let _ = office.jobs.send(Job::Read(reader.no, opened, permit));
    }
    Ok(told)
}

/// More was read of a record than its page.
fn read(entity: Entity, how: Reading, what: String) -> Event {
    Event::RecordRead { entity, how, what }
}

/// The personal record a query opens.
fn opened(query: &Query) -> Option<Entity> {
    match query {
        Query::Person(no) => Some(Entity::Person(*no)),
        Query::Request(no) => Some(Entity::Request(*no)),
        _ => None,
    }
}

impl Office {
    /// Refuses whoever may not ask it; who they are, on the staff, and which branches they see.
    fn may_ask(&self, asker: Asker, query: &Query) -> Result<(Option<StaffNo>, Branches), Refusal> {
        let reader = self.allowed(asker, permissions::to_ask(query))?;
        let records = self.records.read().unwrap_or_else(PoisonError::into_inner);
        let asked = Asked::by(asker, &records, now(), Revision(0));
        branches::check(&records, &asked, &branches::by_query(query))?;
        Ok((reader, asked.branches()))
    }

    fn sees_all(
        &self,
        asker: Asker,
        person: PersonNo,
        theirs: &BTreeSet<BranchNo>,
    ) -> Result<(), Refusal> {
        self.look(|records| {
            let asked = Asked::by(asker, records, now(), Revision(0));
            holdings::whole(records, &asked, person, theirs)
        })
    }

    /// Refuses whoever may not; who they are, on the staff.
    pub(super) fn allowed(&self, asker: Asker, who: Who) -> Result<Option<StaffNo>, Refusal> {
        let records = self.records.read().unwrap_or_else(PoisonError::into_inner);
        let asked = Asked::by(asker, &records, now(), Revision(0));
        if !(asker.owns_the_office() && who == Who::StaffAndOwner) {
            permissions::check(&records, &asked, who)?;
        }
        Ok(asked.staff.map(|member| member.no))
    }

    /// Puts on record that somebody read, with the next group. Waits only where very many readings are on their way.
    pub(super) async fn note(&self, reader: StaffNo, reading: Event) -> Result<(), Refusal> {
        let permit = Arc::clone(&self.readings).acquire_owned().await;
        let permit = permit.map_err(|_| Refusal::Closing)?;
        let _ = self.jobs.send(Job::Read(reader, Box::new(reading), permit));
        Ok(())
    }
}
