//! Histories and adopted profiles, read from the journal beside the writer, which nobody who reads holds up.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use super::seen;
use crate::domain::access::AccessFollower;
use crate::domain::branches::Branches;
use crate::domain::event::{Event, Stamp};
use crate::domain::history::Follower;
use crate::domain::ids::{BranchNo, Entity, PersonNo, Revision};
use crate::domain::outreach::Reason;
use crate::domain::person::Person;
use crate::journal::{Position, Reader};
use crate::protocol::Refusal;
use crate::protocol::query::{AccessPage, HistoryPage, VersionLine};
use crate::records::index::KeptBy;
use crate::records::{Records, Store, read_entry};

/// Lines in one answer.
const LINES: usize = 200;

/// Through whose eyes a history is read.
pub struct Eyes {
    branches: Branches,
    /// Whom a file was found not to be the same as, and they do not know.
    strangers: BTreeSet<PersonNo>,
}

impl Eyes {
    /// Of whoever sees these branches, on a record. What somebody has not sent yet is nobody else's to read: a draft
    /// has no history.
    ///
    /// # Errors
    /// There is no such record.
    pub fn on(
        records: &RwLock<Records>,
        branches: Branches,
        entity: Entity,
    ) -> Result<Eyes, Refusal> {
        let records = records.read().unwrap_or_else(PoisonError::into_inner);
        let known = !matches!(entity, Entity::Draft(_)) && records.revision_of(entity).is_some();
        if !known {
            return Err(Refusal::NotFound(entity));
        }
        let person = match entity {
            Entity::Person(no) => records.get::<Person>(no),
            _ => None,
        };
        let others = person.map(|(person, _)| person.not_the_same);
        let mut strangers = others.unwrap_or_default();
        strangers.retain(|no| !seen::knows(&records, &branches, *no));
        Ok(Eyes {
            branches,
            strangers,
        })
    }

    /// Whether they see what an event was to a record, over a question of a branch's (see [`seen::asks`]).
    fn see(&self, stamp: Stamp, event: &Event, entity: Entity, asks: Option<BranchNo>) -> bool {
        let is_shared = match event {
            Event::FoundNotTheSame { person, other } => {
                !self.strangers.contains(person) && !self.strangers.contains(other)
            }
            event => event.is_shared(entity),
        };
        is_shared || self.branches.has(stamp.branch) || asks.is_some_and(|at| self.branches.has(at))
    }
}

/// What happened to a record, oldest first, after the first `skip` lines, as far as it is theirs to know.
pub async fn read(
    dir: PathBuf,
    entity: Entity,
    skip: u32,
    eyes: Eyes,
) -> Result<HistoryPage, Refusal> {
    off_thread(move || lines(&dir, entity, skip, &eyes)).await
}

fn lines(dir: &Path, entity: Entity, skip: u32, eyes: &Eyes) -> Result<HistoryPage, Refusal> {
    let mut follower = Follower::new(entity);
    let mut registered = None;
    let mut requests = BTreeMap::new();
    let (lines, more) = page(dir, skip, |stamp, revision, event| {
        let line = follower.follow(stamp, revision, event)?;
        match event {
            Event::PersonRegistered { .. } => registered = Some(stamp.branch),
            Event::RequestOpened { request, .. } => {
                requests.insert(*request, stamp.branch);
            }
            _ => {}
        }
        let asks = event.contact().and_then(|(_, reason)| match reason {
            Reason::Silent => registered,
            reason => requests.get(&reason.request()?).copied(),
        });
        eyes.see(stamp, event, entity, asks).then_some(line)
    })?;
    Ok(HistoryPage {
        entity,
        lines,
        more,
    })
}

/// Who read what is kept of a person, oldest first, after the first `skip` lines. Who read the file is known to every
/// branch that shares it; who read a request, to the branch that took it in, wherever the reader works.
pub async fn access(
    dir: PathBuf,
    person: PersonNo,
    skip: u32,
    eyes: Eyes,
) -> Result<AccessPage, Refusal> {
    off_thread(move || {
        let mut follower = AccessFollower::new(person);
        let (lines, more) = page(&dir, skip, |stamp, revision, event| {
            let line = follower.follow(stamp, revision, event)?;
            let is_seen = match line.of {
                Entity::Request(request) => {
                    let at = follower.taken_in_at(request);
                    at.is_some_and(|branch| eyes.branches.has(branch))
                }
                _ => true,
            };
            is_seen.then_some(line)
        })?;
        Ok(AccessPage {
            person,
            lines,
            more,
        })
    })
    .await
}

/// What is told of each event, after the first `skip`, and whether there is more than fits.
fn page<T>(
    dir: &Path,
    skip: u32,
    mut told: impl FnMut(Stamp, Revision, &Event) -> Option<T>,
) -> Result<(Vec<T>, bool), Refusal> {
    let mut lines = Vec::new();
    let mut left = skip;
    for entry in Reader::new(dir).entries(Position(1)) {
        let entry = entry.map_err(unreadable)?;
        let (stamp, event) = read_entry(&entry).map_err(unreadable)?;
        let Some(line) = told(stamp, Revision(entry.position.0), &event) else {
            continue;
        };
        if left > 0 {
            left -= 1;
        } else if lines.len() == LINES {
            return Ok((lines, true));
        } else {
            lines.push(line);
        }
    }
    Ok((lines, false))
}

/// Every profile version adopted, oldest first, with when and by whom, and how many requests of these branches keep it.
pub async fn versions(
    dir: PathBuf,
    records: &RwLock<Records>,
    branches: &Branches,
) -> Result<Vec<VersionLine>, Refusal> {
    let adopted: Vec<_> = {
        let records = records.read().unwrap_or_else(PoisonError::into_inner);
        let profiles = records.indexes.profiles.iter();
        profiles
            .map(|(revision, profile)| {
                let kept_by = records.indexes.kept_by(&profile.pin, branches);
                (*revision, profile.pin.clone(), kept_by)
            })
            .collect()
    };
    off_thread(move || {
        let reader = Reader::new(&dir);
        let line = |(revision, pin, kept_by): (Revision, _, KeptBy)| {
            let mut entries = reader.entries(Position(revision.0));
            let entry = entries.next().ok_or(Refusal::NotFound(Entity::Charity))?;
            let (stamp, _) = read_entry(&entry.map_err(unreadable)?).map_err(unreadable)?;
            Ok(VersionLine {
                pin,
                at: stamp.at,
                by: stamp.by,
                requests: kept_by.all,
                open: kept_by.open,
            })
        };
        adopted.into_iter().map(line).collect()
    })
    .await
}

async fn off_thread<T: Send + 'static>(
    read: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    match tokio::task::spawn_blocking(read).await {
        Ok(read) => read,
        Err(_) => Err(Refusal::Closing),
    }
}

fn unreadable(error: impl std::fmt::Display) -> Refusal {
    tracing::error!(%error, "the journal could not be read for a history");
    Refusal::NotKept {
        why: error.to_string(),
    }
}
