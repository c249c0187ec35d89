//! Drafts: kept field by field, taken up again by whoever left them.

use std::collections::BTreeMap;

use super::{Asked, Decision, invalid, not_found, one};
use crate::domain::draft::{About, Draft};
use crate::domain::event::Event;
use crate::domain::ids::{DraftNo, Entity};
use crate::protocol::{Made, Refusal};
use crate::records::{Records, Store};

/// The most fields a draft has, the longest value and all of it, in bytes: far above any form, far below what would
/// hurt.
const FIELDS: usize = 200;
const VALUE: usize = 16_000;
const WHOLE: usize = 256_000;

/// As many as one member of staff has at a time: more than any list shows.
const DRAFTS: usize = 200;

/// Keeps a draft. What was typed is kept as typed: it is cleaned where it is used, and drawn cleaned.
pub fn keep(
    records: &Records,
    asked: &Asked<'_>,
    draft: Option<DraftNo>,
    about: &About,
    changed: &[(String, String)],
    at: &str,
) -> Decision {
    if changed.len() > FIELDS
        || changed
            .iter()
            .any(|(field, value)| field.len() > 100 || value.len() > VALUE)
        || at.len() > 100
    {
        return Err(invalid("draft", "too-long"));
    }
    let (no, mut values) = match draft {
        Some(no) => {
            let kept = own(records, asked, no)?;
            (kept.no, kept.values)
        }
        None => {
            let me = asked.member()?.no;
            let own = (me, DraftNo(0))..=(me, DraftNo(u64::MAX));
            if records.indexes.drafts.range(own).count() >= DRAFTS {
                return Err(invalid("draft", "too-many"));
            }
            (DraftNo(asked.next.0), BTreeMap::new())
        }
    };
    values.extend(changed.iter().cloned());
    let whole: usize = values
        .iter()
        .map(|(field, value)| field.len() + value.len())
        .sum();
    if values.len() > FIELDS || whole > WHOLE {
        return Err(invalid("draft", "too-long"));
    }
    let event = Event::DraftKept {
        draft: no,
        about: *about,
        changed: changed.to_vec(),
        at: at.to_owned(),
    };
    Ok((vec![event], Made::Draft(no)))
}

/// A draft learns what it is about in the same breath as that gets its number: otherwise a desk killed in between
/// would resume without it, and open it a second time. `None` where nothing was typed into a draft.
pub fn told(
    records: &Records,
    asked: &Asked<'_>,
    draft: Option<DraftNo>,
    tell: impl FnOnce(&mut About),
) -> Result<Option<Event>, Refusal> {
    let Some(no) = draft else { return Ok(None) };
    let Draft { mut about, at, .. } = own(records, asked, no)?;
    tell(&mut about);
    Ok(Some(Event::DraftKept {
        draft: no,
        about,
        changed: vec![],
        at,
    }))
}

/// Drops a draft. One that is gone already is no fault.
pub fn drop(records: &Records, asked: &Asked<'_>, no: DraftNo) -> Decision {
    match own(records, asked, no) {
        Ok(draft) => one(Event::DraftDropped { draft: draft.no }),
        Err(Refusal::NotFound(_)) => Ok((vec![], Made::Nothing)),
        Err(refusal) => Err(refusal),
    }
}

fn own(records: &Records, asked: &Asked<'_>, no: DraftNo) -> Result<Draft, Refusal> {
    let missing = not_found(Entity::Draft(no));
    let (draft, _) = records.get::<Draft>(no).ok_or(missing.clone())?;
    if draft.owner == asked.member()?.no {
        Ok(draft)
    } else {
        Err(missing)
    }
}
