//! How satisfied people are, told as sums only (rows 12–14, 17).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::branches::Branches;
use crate::domain::ids::BranchNo;
use crate::domain::person::Person;
use crate::domain::report::Department;
use crate::domain::voice::batch::{Common, FEWEST};
use crate::domain::voice::{Rated, Tally, Voice, mean_in_hundredths};
use crate::protocol::query::{
    VoiceBy, VoiceKey, VoiceLine, VoicePage, VoiceReport, VoiceRow, VoiceSum, VoicesQuery,
};
use crate::records::index::Heard;
use crate::records::{Records, Store};

/// Of so many ratings what was said with them is told, the latest.
const SAID: usize = 200;

/// Adds up the ratings of these branches from one day to another, whole batches of them: see
/// [`batch`](crate::domain::voice::batch).
pub fn report(
    records: &Records,
    (from, to): (NaiveDate, NaiveDate),
    by: VoiceBy,
    branches: &Branches,
) -> VoiceReport {
    let ratings = &records.indexes.ratings;
    let mut all = Tally::default();
    let mut lines: BTreeMap<VoiceKey, Tally> = BTreeMap::new();
    for batch in ratings.within(from, to, branches) {
        all.join(&batch.tally);
        let key = key(batch.branch, &batch.common, by);
        lines.entry(key).or_default().join(&batch.tally);
    }
    // That some wait is told, and not how many.
    for (branch, kind) in ratings.waiting(from, to, branches) {
        lines
            .entry(key(branch, &Common::of([kind]), by))
            .or_default();
    }
    let rows = lines.into_iter().map(|(of, tally)| VoiceRow {
        of,
        sum: told(&tally),
    });
    let latest = ratings.within(from, to, branches).rev().take(SAID / FEWEST);
    let latest = latest.flat_map(|batch| &batch.ratings);
    let said = latest.filter_map(|at| records.get::<Rated>(*at));
    let words = said.map(|(rated, _)| rated.rating.words);
    let mut words: Vec<String> = words.filter(|words| !words.is_empty()).collect();
    words.sort();
    let declined = records.indexes.declined.iter();
    VoiceReport {
        all: told(&all),
        rows: rows.collect(),
        words,
        declined: declined
            .filter(|((day, at), _)| (from..=to).contains(day) && branches.has(*at))
            .fold(0, |sum, (_, count)| sum.saturating_add(*count)),
    }
}

/// The line of a branch's ratings that have this in common.
fn key(branch: BranchNo, common: &Common, by: VoiceBy) -> VoiceKey {
    let key = match by {
        VoiceBy::Service => common.service.clone().map(VoiceKey::Service),
        VoiceBy::Channel => common.channel.clone().map(VoiceKey::Channel),
        VoiceBy::Branch => Some(VoiceKey::Branch(branch)),
        VoiceBy::Occasion => common.occasion.map(VoiceKey::Occasion),
        VoiceBy::Department => common
            .occasion
            .map(|occasion| VoiceKey::Department(Department::rated_after(occasion))),
    };
    key.unwrap_or(VoiceKey::Together)
}

fn told(tally: &Tally) -> VoiceSum {
    match [&tally.procedure, &tally.provider].map(mean_in_hundredths) {
        [Some(procedure), Some(provider)] => VoiceSum::Told {
            count: tally.count(),
            procedure,
            provider,
        },
        _ => VoiceSum::Withheld,
    }
}

/// A page of the suggestions and complaints taken down at these branches, the latest first.
pub fn voices(
    records: &Records,
    query: &VoicesQuery,
    branches: &Branches,
    most: usize,
) -> VoicePage {
    let fits = |heard: &Heard| {
        (heard.open || !query.open)
            && query.kind.is_none_or(|one| one == heard.kind)
            && branches.has(heard.branch)
    };
    let voices = records.indexes.voices.iter().rev();
    let found: Vec<_> = voices
        .filter(|(_, heard)| fits(heard))
        .map(|(no, _)| *no)
        .collect();
    let rows = found
        .iter()
        .skip(usize::try_from(query.offset).unwrap_or(usize::MAX))
        .take(usize::from(query.limit).min(most))
        .filter_map(|no| records.get::<Voice>(*no))
        .map(|(voice, revision)| VoiceLine {
            name: voice
                .person
                .and_then(|no| records.get::<Person>(no))
                .filter(|(person, _)| branches.meet(&person.branches))
                .map(|(person, _)| person.facts.name.line())
                .unwrap_or_default(),
            voice,
            revision,
        })
        .collect();
    VoicePage {
        rows,
        total: u32::try_from(found.len()).unwrap_or(u32::MAX),
    }
}
