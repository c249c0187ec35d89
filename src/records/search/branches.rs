//! Which people belong to which branch, as sets that a search is narrowed by.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use roaring::{MultiOps, RoaringBitmap};

use super::{Place, SearchIndex, Traits};
use crate::domain::branches::Branches;
use crate::domain::ids::BranchNo;
use crate::records::keys::{Sink, Source, wrong};

/// Everybody's places, by branch.
#[derive(Default)]
pub(super) struct BranchTable {
    people: BTreeMap<BranchNo, RoaringBitmap>,
}

impl BranchTable {
    pub(super) fn keep(&mut self, branch: BranchNo, Place(at): Place, enter: bool) {
        let people = self.people.entry(branch).or_default();
        if enter {
            people.insert(at);
        } else {
            people.remove(at);
        }
    }

    /// Those who belong to one of the branches; `None` where that narrows nothing.
    pub(super) fn among(&self, branches: &Branches) -> Option<Cow<'_, RoaringBitmap>> {
        let Branches::Only(branches) = branches else {
            return None;
        };
        let mut sets = branches.iter().filter_map(|one| self.people.get(one));
        Some(match (sets.next(), sets.next()) {
            (None, _) => Cow::Owned(RoaringBitmap::new()),
            (Some(only), None) => Cow::Borrowed(only),
            (Some(one), Some(other)) => Cow::Owned([one, other].into_iter().chain(sets).union()),
        })
    }

    pub(super) fn save<W: Write>(&self, to: &mut Sink<W>) -> io::Result<()> {
        to.count(self.people.len())?;
        for (branch, people) in &self.people {
            to.u32(branch.0.into())?;
            to.set(people)?;
        }
        Ok(())
    }

    pub(super) fn load<R: Read>(from: &mut Source<R>) -> io::Result<BranchTable> {
        let people = from.list(|from| {
            let branch = u16::try_from(from.u32()?).map_err(|_| wrong("a branch out of range"))?;
            Ok((BranchNo(branch), from.set()?))
        })?;
        Ok(BranchTable {
            people: people.into_iter().collect(),
        })
    }
}

impl SearchIndex {
    /// Says to which branches somebody belongs who is in, or to which no more who goes. `traits` are the ones they
    /// went in by.
    pub fn belongs<'a>(
        &mut self,
        no: u32,
        traits: &Traits,
        branches: impl IntoIterator<Item = &'a BranchNo>,
        enter: bool,
    ) {
        if let Some(place) = Place::of(no, traits) {
            for branch in branches {
                self.branches.keep(*branch, place, enter);
            }
        }
    }
}
