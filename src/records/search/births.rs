//! Who was born when.

use chrono::{Datelike, NaiveDate};
use roaring::RoaringBitmap;
use std::collections::{BTreeSet, HashMap};

/// People by their day of birth, by its year, and those of whom it is not known.
#[derive(Default)]
pub(super) struct BirthTable {
    pub(super) days: BTreeSet<(NaiveDate, u32)>,
    pub(super) years: HashMap<i32, RoaringBitmap>,
    pub(super) unknown: RoaringBitmap,
}

impl BirthTable {
    pub(super) fn insert(&mut self, birth: Option<NaiveDate>, no: u32) {
        match birth {
            Some(day) => {
                self.days.insert((day, no));
                self.years.entry(day.year()).or_default().insert(no);
            }
            None => {
                self.unknown.insert(no);
            }
        }
    }

    pub(super) fn remove(&mut self, birth: Option<NaiveDate>, no: u32) {
        match birth {
            Some(day) => {
                self.days.remove(&(day, no));
                if let Some(born) = self.years.get_mut(&day.year()) {
                    born.remove(no);
                }
            }
            None => {
                self.unknown.remove(no);
            }
        }
    }

    /// Fills an empty table at once.
    pub(super) fn build(mut births: Vec<(Option<NaiveDate>, u32)>) -> Self {
        births.sort_unstable();
        let mut table = Self::default();
        let year = |(day, _): &(Option<NaiveDate>, u32)| day.map(|day| day.year());
        for born in births.chunk_by(|a, b| year(a) == year(b)) {
            let mut people: Vec<u32> = born.iter().map(|(_, no)| *no).collect();
            people.sort_unstable();
            let people = people.into_iter().collect();
            match born.first().and_then(year) {
                Some(year) => drop(table.years.insert(year, people)),
                None => table.unknown = people,
            }
        }
        table.days = births
            .into_iter()
            .filter_map(|(day, no)| Some((day?, no)))
            .collect();
        table
    }

    /// Those born on this day, in order.
    pub(super) fn on(&self, day: NaiveDate) -> impl Iterator<Item = u32> {
        self.days
            .range((day, 0)..=(day, u32::MAX))
            .map(|(_, no)| *no)
    }

    /// Those born in this year.
    pub(super) fn in_year(&self, year: i32) -> Option<&RoaringBitmap> {
        self.years.get(&year)
    }

    /// Those whose day of birth is not known.
    pub(super) fn unknown(&self) -> &RoaringBitmap {
        &self.unknown
    }
}
