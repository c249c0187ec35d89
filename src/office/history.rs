//! Histories and adopted profiles, read from the journal beside the writer, which nobody who reads holds up.

use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use super::decide::Asked;
use super::writer::now;
use crate::domain::history::Follower;
use crate::domain::ids::{Entity, Revision, StaffNo};
use crate::domain::staff::Role;
use crate::journal::{Position, Reader};
use crate::protocol::Refusal;
use crate::protocol::query::{HistoryPage, VersionLine};
use crate::records::{Records, read_entry};

/// Who may read a history.
const READERS: [Role; 3] = [Role::Supervisor, Role::Auditor, Role::Administrator];

/// Lines in one answer.
const LINES: usize = 200;

/// Whether whoever asks may read it, and that there is such a record; who it is.
pub fn allowed(records: &RwLock<Records>, uid: u32, entity: Entity) -> Result<StaffNo, Refusal> {
    let records = records.read().unwrap_or_else(PoisonError::into_inner);
    let asked = asked(&records, uid);
    let reader = asked.needs(&READERS)?.no;
    match records.revision_of(entity) {
        Some(_) => Ok(reader),
        None => Err(Refusal::NotFound(entity)),
    }
}

fn asked(records: &Records, uid: u32) -> Asked<'_> {
    Asked {
        uid,
        staff: records.indexes.staff_of_uid(uid),
        now: now(),
        next: Revision(0),
    }
}

/// What happened to a record, oldest first, after the first `skip` lines.
pub async fn read(dir: PathBuf, entity: Entity, skip: u32) -> Result<HistoryPage, Refusal> {
    off_thread(move || lines(&dir, entity, skip)).await
}

fn lines(dir: &Path, entity: Entity, skip: u32) -> Result<HistoryPage, Refusal> {
    let mut follower = Follower::new(entity);
    let mut page = HistoryPage {
        entity,
        lines: Vec::new(),
        more: false,
    };
    let mut left = skip;
    for entry in Reader::new(dir).entries(Position(1)) {
        let entry = entry.map_err(unreadable)?;
        let (stamp, event) = read_entry(&entry).map_err(unreadable)?;
        let revision = Revision(entry.position.0);
        let Some(line) = follower.follow(stamp, revision, &event) else {
            continue;
        };
        if left > 0 {
            left -= 1;
        } else if page.lines.len() == LINES {
            page.more = true;
            break;
        } else {
            page.lines.push(line);
        }
    }
    Ok(page)
}

/// Every profile version adopted, oldest first, with when and by whom.
pub async fn versions(
    dir: PathBuf,
    records: &RwLock<Records>,
    uid: u32,
) -> Result<Vec<VersionLine>, Refusal> {
    let adopted: Vec<_> = {
        let records = records.read().unwrap_or_else(PoisonError::into_inner);
        asked(&records, uid).member()?;
        let profiles = records.indexes.profiles.iter();
        profiles
            .map(|(revision, profile)| (*revision, profile.pin.clone()))
            .collect()
    };
    off_thread(move || {
        let reader = Reader::new(&dir);
        let line = |(revision, pin): (Revision, _)| {
            let mut entries = reader.entries(Position(revision.0));
            let entry = entries.next().ok_or(Refusal::NotFound(Entity::Charity))?;
            let (stamp, _) = read_entry(&entry.map_err(unreadable)?).map_err(unreadable)?;
            Ok(VersionLine {
                pin,
                at: stamp.at,
                by: stamp.by,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{Event, Stamp};
    use crate::domain::ids::BranchNo;
    use crate::domain::period::{DateRange, Stretch};
    use crate::domain::report::{ReportName, ReportQuery};
    use crate::journal::{FileJournal, Options};
    use crate::office::report;

    #[test]
    fn histories_and_reports_are_for_those_who_supervise_audit_or_administer() {
        let dir = tempfile::tempdir().unwrap();
        let journal = FileJournal::open(dir.path(), Options::default()).unwrap();
        let mut records =
            Records::open(&dir.path().join("records"), &journal, &mut |_, _| {}).unwrap();
        let branch = BranchNo(1);
        for (no, role) in (1u32..).zip(Role::ALL) {
            let stamp = Stamp {
                at: now(),
                by: StaffNo(0),
                branch,
            };
            let event = Event::StaffAdded {
                staff: StaffNo(no),
                name: "سلمى".into(),
                uid: 1000 + no,
                roles: [role].into(),
                branch,
            };
            records.apply(stamp, Revision(u64::from(no)), &event);
        }
        let records = RwLock::new(records);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let staff = Entity::Staff(StaffNo(1));
        for (no, role) in (1u32..).zip(Role::ALL) {
            let may = READERS.contains(&role);
            assert_eq!(allowed(&records, 1000 + no, staff).is_ok(), may, "{role:?}");
            let query = ReportQuery {
                name: ReportName::Volumes,
                period: DateRange::around(
                    now().date(),
                    Stretch::Month,
                    crate::domain::date::Calendar::Gregorian,
                ),
                branch: None,
            };
            let made = runtime.block_on(report::make(&records, 1000 + no, &query, now()));
            assert_eq!(made.is_ok(), may, "{role:?}");
        }
        assert_eq!(
            allowed(&records, 9, staff),
            Err(Refusal::NotStaff { uid: 9 })
        );
        let nobody = Entity::Staff(StaffNo(99));
        assert_eq!(
            allowed(&records, 1001, nobody),
            Err(Refusal::NotFound(nobody))
        );
    }
}
