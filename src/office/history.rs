//! Histories and adopted profiles. They are read from the journal files, beside the writer, and so hold up nobody.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use super::seen;
use crate::arabic::{clean_line, clean_text};
use crate::domain::access::{AccessFollower, AccessLine, Theirs};
use crate::domain::branches::Branches;
use crate::domain::draft::{About, NOT_THE_SAME};
use crate::domain::event::{Event, Stamp};
use crate::domain::history::{Change, Follower, Line};
use crate::domain::ids::{BranchNo, DraftNo, Entity, PersonNo, Revision};
use crate::domain::outreach::Reason;
use crate::domain::person::Person;
use crate::journal::{Position, Reader};
use crate::protocol::Refusal;
use crate::protocol::query::{AccessPage, HistoryPage, PastLine, PastPage, VersionLine};
use crate::records::index::KeptBy;
use crate::records::{Records, Store, read_entry};

/// Lines in one answer, and about how many bytes of values: the next line begins another.
const LINES: usize = 200;
const VALUES: usize = 1 << 20;

/// Whose view of a history is read: it decides what they may see.
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
    let (lines, more) = page(dir, skip, size, |stamp, revision, event| {
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

/// What became of all that is held about a person, oldest first, after the first `skip` lines: what was stated before it
/// was stated anew, and whatever else the journal keeps and no record does. Nothing is cut. That it was read is not
/// among it: see [`access`]. And the branches that something of it belongs to, be it told here or not.
///
/// Of drafts it is what was typed while they were about this person, and what was typed before that was known, where
/// they never were about anybody else: one that was tells nothing of them. Whom they were found not to be is told
/// without that other's number, to whom a history tells it.
pub async fn past(
    dir: PathBuf,
    person: PersonNo,
    skip: u32,
    eyes: Eyes,
) -> Result<(PastPage, BTreeSet<BranchNo>), Refusal> {
    off_thread(move || {
        let extent = Extent::of(person, &dir)?;
        let mut followers = BTreeMap::new();
        let (lines, more) = page(
            &dir,
            skip,
            |told: &PastLine| size(&told.line),
            |stamp, revision, event| {
                // What came since may be another branch's.
                if revision > extent.end {
                    return None;
                }
                let of = extent.past_of(event)?;
                let follower = followers.entry(of).or_insert_with(|| Follower::uncut(of));
                let mut line = follower.follow(stamp, revision, event)?;
                match event {
                    Event::DraftKept { changed, .. } => line.changes = typed(changed),
                    Event::FoundNotTheSame { .. } => {
                        if !eyes.see(stamp, event, of, None) {
                            return None;
                        }
                        line.changes.clear();
                    }
                    _ => {}
                }
                Some(PastLine { of, line })
            },
        )?;
        Ok((
            PastPage {
                person,
                lines,
                more,
            },
            extent.branches,
        ))
    })
    .await
}

/// What is a person's, as the whole journal tells it: whom a draft is about may be told only by what came after.
struct Extent {
    theirs: Theirs,
    /// The drafts that were about them.
    drafts: BTreeSet<DraftNo>,
    /// Those that were about somebody else.
    others: BTreeSet<DraftNo>,
    /// The branches that have something of theirs.
    branches: BTreeSet<BranchNo>,
    /// How far it was read.
    end: Revision,
}

impl Extent {
    fn of(person: PersonNo, dir: &Path) -> Result<Extent, Refusal> {
        let mut extent = Extent {
            theirs: Theirs::of(person),
            drafts: BTreeSet::new(),
            others: BTreeSet::new(),
            branches: BTreeSet::new(),
            end: Revision(0),
        };
        for told in events(dir) {
            let (stamp, revision, event) = told?;
            extent.learn(stamp, &event);
            extent.end = revision;
        }
        Ok(extent)
    }

    fn learn(&mut self, stamp: Stamp, event: &Event) {
        self.theirs.learn(stamp, event);
        if let Event::DraftKept { draft, about, .. } = event {
            match self.is_about(about) {
                Some(true) => self.drafts.insert(*draft),
                Some(false) => self.others.insert(*draft),
                None => false,
            };
        } else if takes_in(event) && self.past_of(event).is_some() {
            self.branches.insert(stamp.branch);
        }
    }

    /// To which of their records something happened. Of what happened to several it is told once.
    fn past_of(&self, event: &Event) -> Option<Entity> {
        if event.reads().is_some() {
            return None;
        }
        if let Event::DraftKept { draft, about, .. } = event {
            let only_theirs = self.drafts.contains(draft) && !self.others.contains(draft);
            let is_theirs = self.is_about(about).unwrap_or(only_theirs);
            return is_theirs.then_some(Entity::Draft(*draft));
        }
        event
            .touches()
            .into_iter()
            .find(|one| self.theirs.has(*one))
    }

    /// Whether a draft is about them; `None` where it does not say about whom. Whoever came does not: they may have been
    /// taken for somebody else.
    fn is_about(&self, about: &About) -> Option<bool> {
        let About {
            arrival: _,
            person,
            request,
        } = *about;
        let known = person.map(Entity::Person).or(request.map(Entity::Request));
        known.map(|one| self.theirs.has(one))
    }
}

/// Whether the branch stamped on it has something of theirs since. That a copy was asked for is no branch's own.
fn takes_in(event: &Event) -> bool {
    matches!(
        event,
        Event::PersonRegistered { .. }
            | Event::PersonAdmitted { .. }
            | Event::RequestOpened { .. }
            | Event::EnquiryLogged { .. }
            | Event::VoiceHeard { .. }
            | Event::VisitorArrived { .. }
            | Event::ContactMade { .. }
    )
}

/// A draft keeps what was typed as it was typed. Whose files are other people's is none of it.
fn typed(changed: &[(String, String)]) -> Vec<Change> {
    let change = |(field, value): &(String, String)| Change {
        field: clean_line(field),
        before: String::new(),
        after: clean_text(value),
    };
    let own = changed.iter().filter(|(field, _)| field != NOT_THE_SAME);
    own.map(change).collect()
}

fn size(line: &Line) -> usize {
    let values = line.changes.iter();
    values
        .map(|one| one.field.len() + one.before.len() + one.after.len())
        .sum()
}

/// Who read what is kept of a person, oldest first, after the first `skip` lines. Who read the file is known to every
/// branch that shares it; who read what is theirs beside it, to the branch that took it in, wherever the reader works.
pub async fn access(
    dir: PathBuf,
    person: PersonNo,
    skip: u32,
    eyes: Eyes,
) -> Result<AccessPage, Refusal> {
    off_thread(move || {
        let mut follower = AccessFollower::new(person);
        let detail = |line: &AccessLine| line.detail.len();
        let (lines, more) = page(&dir, skip, detail, |stamp, revision, event| {
            let line = follower.follow(stamp, revision, event)?;
            let is_seen = match line.of {
                Entity::Person(_) => true,
                of => {
                    let at = follower.theirs().taken_in_at(of);
                    at.is_some_and(|branch| eyes.branches.has(branch))
                }
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
    size: impl Fn(&T) -> usize,
    mut told: impl FnMut(Stamp, Revision, &Event) -> Option<T>,
) -> Result<(Vec<T>, bool), Refusal> {
    let mut lines = Vec::new();
    let mut values = 0_usize;
    let mut left = skip;
    for one in events(dir) {
        let (stamp, revision, event) = one?;
        let Some(line) = told(stamp, revision, &event) else {
            continue;
        };
        if left > 0 {
            left -= 1;
            continue;
        }
        values = values.saturating_add(size(&line));
        if lines.len() == LINES || values > VALUES && !lines.is_empty() {
            return Ok((lines, true));
        }
        lines.push(line);
    }
    Ok((lines, false))
}

/// All that happened.
fn events(dir: &Path) -> impl Iterator<Item = Result<(Stamp, Revision, Event), Refusal>> {
    Reader::new(dir).entries(Position(1)).map(|entry| {
        let entry = entry.map_err(unreadable)?;
        let (stamp, event) = read_entry(&entry).map_err(unreadable)?;
        Ok((stamp, Revision(entry.position.0), event))
    })
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
