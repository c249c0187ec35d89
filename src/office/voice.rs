//! How satisfied people are, told in sums only (rows 12–14, 17).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::person::Person;
use crate::domain::report::Department;
use crate::domain::voice::{
    Occasion, RatedAs, Ratings, Tally, Voice, mean_in_hundredths, month_of,
};
use crate::protocol::query::{
    VoiceBy, VoiceKey, VoiceLine, VoicePage, VoiceReport, VoiceRow, VoiceSum, VoicesQuery,
};
use crate::records::{Records, Store};

/// A sum of fewer ratings than this is withheld: at a small branch it could tell who said it. The policies say that
/// ratings are no means of punishment or defamation (row 14) and name no number; five is what statistics offices
/// commonly take.
pub const FEWEST: u32 = 5;

/// Adds up the ratings of the months from one day's to another's.
pub fn report(records: &Records, from: NaiveDate, to: NaiveDate, by: VoiceBy) -> VoiceReport {
    let (from, to) = (month_of(from), month_of(to));
    let within = |month: NaiveDate| from <= month && month <= to;
    let mut all = Tally::default();
    let mut lines: BTreeMap<VoiceKey, Tally> = BTreeMap::new();
    let rated = records.indexes.ratings.iter();
    let rated: Vec<_> = rated.filter(|(of, _)| within(of.month)).collect();
    for (of, tally) in &rated {
        all.join(tally, true);
        lines.entry(key(of, by)).or_default().join(tally, true);
    }
    let withheld = withheld(&lines);
    let rows = lines
        .into_iter()
        .map(|(of, tally)| {
            let sum = if withheld.contains(&of) {
                VoiceSum::Withheld
            } else {
                told(&tally)
            };
            VoiceRow { of, sum }
        })
        .collect();
    let mut words = Vec::new();
    if all.count() >= FEWEST {
        let ratings = rated.iter().map(|(of, _)| (*of).clone());
        let said = ratings.filter_map(|of| records.get::<Ratings>(of));
        words.extend(said.flat_map(|(ratings, _)| ratings.words));
        words.sort();
    }
    let declined = records.indexes.declined.iter();
    VoiceReport {
        all: told(&all),
        rows,
        words,
        declined: declined
            .filter(|(month, _)| within(**month))
            .fold(0, |sum, (_, count)| sum.saturating_add(*count)),
    }
}

fn key(of: &RatedAs, by: VoiceBy) -> VoiceKey {
    match by {
        VoiceBy::Service => VoiceKey::Service(of.service.clone()),
        VoiceBy::Channel => VoiceKey::Channel(of.channel.clone()),
        VoiceBy::Branch => VoiceKey::Branch(of.branch),
        VoiceBy::Occasion => VoiceKey::Occasion(of.occasion),
        VoiceBy::Department => VoiceKey::Department(match of.occasion {
            Occasion::Reply => Department::Desk,
            Occasion::Delivery => Department::Services,
        }),
    }
}

/// The lines with too few ratings. Where these together are too few still, what is withheld could be had by taking
/// the rest from the whole: the smallest line of the rest is withheld with them.
fn withheld(lines: &BTreeMap<VoiceKey, Tally>) -> Vec<VoiceKey> {
    let mut by_size: Vec<_> = lines
        .iter()
        .map(|(of, tally)| (tally.count(), of))
        .collect();
    by_size.sort();
    let mut withheld = Vec::new();
    let mut hidden: u32 = 0;
    for (count, of) in by_size {
        if count >= FEWEST && (hidden == 0 || hidden >= FEWEST) {
            break;
        }
        hidden = hidden.saturating_add(count);
        withheld.push(of.clone());
    }
    withheld
}

fn told(tally: &Tally) -> VoiceSum {
    let means = [&tally.procedure, &tally.provider].map(mean_in_hundredths);
    match means {
        [Some(procedure), Some(provider)] if tally.count() >= FEWEST => VoiceSum::Told {
            count: tally.count(),
            procedure,
            provider,
        },
        _ => VoiceSum::Withheld,
    }
}

/// A page of suggestions and complaints, the latest first.
pub fn voices(records: &Records, query: &VoicesQuery, most: usize) -> VoicePage {
    let fits = |kind, open| (open || !query.open) && query.kind.is_none_or(|one| one == kind);
    let voices = records.indexes.voices.iter().rev();
    let found: Vec<_> = voices
        .filter(|(_, (kind, open))| fits(*kind, *open))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::voice::Score;

    fn lines(counts: &[u32]) -> BTreeMap<VoiceKey, Tally> {
        let score = Score::new(3).unwrap();
        let tally = |count: u32| {
            let mut tally = Tally::default();
            (0..count).for_each(|_| tally.add(score, score));
            tally
        };
        (b'a'..)
            .zip(counts)
            .map(|(id, count)| (VoiceKey::Service(char::from(id).to_string()), tally(*count)))
            .collect()
    }

    #[test]
    fn too_few_are_withheld_and_cannot_be_had_from_the_rest() {
        for (counts, hidden) in [
            (&[5, 9, 20][..], ""),
            (&[4, 9, 20], "ab"),
            (&[20, 4, 9], "bc"),
            (&[2, 3, 20], "ab"),
            (&[1, 2, 20, 7], "abd"),
            (&[4], "a"),
            (&[], ""),
        ] {
            let withheld: String = withheld(&lines(counts))
                .into_iter()
                .map(|of| match of {
                    VoiceKey::Service(id) => id,
                    _ => unreachable!(),
                })
                .collect();
            let mut sorted: Vec<char> = withheld.chars().collect();
            sorted.sort_unstable();
            assert_eq!(sorted.into_iter().collect::<String>(), hidden, "{counts:?}");
        }
    }
}
