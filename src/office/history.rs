//! Histories and adopted profiles, read from the journal beside the writer, which nobody who reads holds up.

use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use crate::domain::access::AccessFollower;
use crate::domain::branches::Branches;
use crate::domain::event::{Event, Stamp};
use crate::domain::history::Follower;
use crate::domain::ids::{Entity, PersonNo, Revision};
use crate::journal::{Position, Reader};
use crate::protocol::Refusal;
use crate::protocol::query::{AccessPage, HistoryPage, VersionLine};
use crate::records::index::KeptBy;
use crate::records::{Records, read_entry};

/// Lines in one answer.
const LINES: usize = 200;

/// Whether there is such a record. What somebody has not sent yet is nobody else's to read: a draft has no history.
pub fn known(records: &RwLock<Records>, entity: Entity) -> Result<(), Refusal> {
    if let Entity::Draft(_) = entity {
        return Err(Refusal::NotFound(entity));
    }
    let records = records.read().unwrap_or_else(PoisonError::into_inner);
    let known = records.revision_of(entity);
    known.map(drop).ok_or(Refusal::NotFound(entity))
}

/// What happened to a record, oldest first, after the first `skip` lines, as far as it is these branches' to know.
pub async fn read(
    dir: PathBuf,
    entity: Entity,
    skip: u32,
    branches: Branches,
) -> Result<HistoryPage, Refusal> {
    off_thread(move || lines(&dir, entity, skip, &branches)).await
}

/// Whether other branches than the one it was done at may know of it. Of a file that several share, each knows what
/// became of the file and who read it, and not what the others do for the person.
fn is_shared(event: &Event, entity: Entity) -> bool {
    !matches!(entity, Entity::Person(_))
        || matches!(
            event,
            Event::PersonRegistered { .. }
                | Event::PersonCorrected { .. }
                | Event::PersonAdmitted { .. }
                | Event::FoundNotTheSame { .. }
                | Event::RecordOpened { .. }
                | Event::RecordRead { .. }
                | Event::PaperAsked { .. }
                | Event::CopyRequested { .. }
                | Event::CopyHandedOver { .. }
        )
}

fn lines(
    dir: &Path,
    entity: Entity,
    skip: u32,
    branches: &Branches,
) -> Result<HistoryPage, Refusal> {
    let mut follower = Follower::new(entity);
    let (lines, more) = page(dir, skip, |stamp, revision, event| {
        let line = follower.follow(stamp, revision, event)?;
        (is_shared(event, entity) || branches.has(stamp.branch)).then_some(line)
    })?;
    Ok(HistoryPage {
        entity,
        lines,
        more,
    })
}

/// Who read what is kept of a person, oldest first, after the first `skip` lines. Who read the file is known to every
/// branch that shares it; who read a request, to those it is read at.
pub async fn access(
    dir: PathBuf,
    person: PersonNo,
    skip: u32,
    branches: Branches,
) -> Result<AccessPage, Refusal> {
    off_thread(move || {
        let mut follower = AccessFollower::new(person);
        let (lines, more) = page(&dir, skip, |stamp, revision, event| {
            let line = follower.follow(stamp, revision, event)?;
            let shared = matches!(line.of, Entity::Person(_));
            (shared || branches.has(stamp.branch)).then_some(line)
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
