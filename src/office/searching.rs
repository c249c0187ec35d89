//! Puts on record what a client searched for, once the search has settled: every letter is a search of its own, and
//! only the last one matters. A search has settled when something is opened or done, when something else is searched
//! for, when nothing more was asked for a while, or when the client goes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::asker::Asker;
use super::serve::Office;
use super::writer::Job;
use crate::arabic::fold::fold_text;
use crate::domain::access::SearchedBy;
use crate::domain::event::Event;
use crate::domain::ids::{PersonNo, StaffNo};
use crate::protocol::frame::ToOffice;
use crate::protocol::{Answer, PersonLine, Query, Refusal};

/// How long a search rests before it has settled.
const RESTS: Duration = Duration::from_secs(20);

/// The longest text kept, in characters.
const TEXT: usize = 60;

/// More files than these point at nobody.
const FEW: usize = 8;

/// Files shown as like a new one that are remembered, so that none is put on record with every letter.
const REMEMBERED: usize = 256;

/// A search that may still go on.
struct Search {
    by: StaffNo,
    /// As typed, folded: what is kept of it is decided when it has settled.
    typed: String,
    /// Of what was typed last.
    found: usize,
    /// On the way there as well, wherever they were few: they were seen, whatever was typed next.
    shown: BTreeSet<PersonNo>,
    settles: Instant,
}

/// What all clients look for just now: where the office ends, it is put on record with that.
#[derive(Default)]
pub(super) struct Searches(Mutex<UnderWay>);

#[derive(Default)]
struct UnderWay {
    /// The place given last.
    last: u64,
    /// By place: whose, and what would be put on record of it.
    searches: BTreeMap<u64, (StaffNo, Event)>,
}

impl Searches {
    fn all(&self) -> MutexGuard<'_, UnderWay> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is looked for from now on at a place. What was before is noted, where it settled, in the same breath: an
    /// office that ends either finds it here or has its note, and never both.
    fn turn(
        &self,
        place: &mut Option<u64>,
        now: Option<(StaffNo, Event)>,
        note: Option<impl FnOnce()>,
    ) {
        let mut all = self.all();
        let before = place.and_then(|place| all.searches.remove(&place));
        if let (Some(_), Some(note)) = (before, note) {
            note();
        }
        if let Some(now) = now {
            let place = *place.get_or_insert_with(|| {
                all.last = all.last.wrapping_add(1);
                all.last
            });
            all.searches.insert(place, now);
        }
    }
}

impl Office {
    /// Puts on record whatever is looked for, as nobody will go on with it.
    pub(super) async fn settle_searches(&self) {
        let all = std::mem::take(&mut self.searches.all().searches);
        for (by, event) in all.into_values() {
            let _ = self.note(by, event).await;
        }
    }
}

/// The search of one client that is not on record yet.
#[derive(Default)]
pub(super) struct Searching {
    /// Its place among all of them, once there is one.
    place: Option<u64>,
    search: Option<Search>,
    /// What settled last: asked again it is no other search.
    settled: String,
    /// Whose files it showed.
    settled_on: BTreeSet<PersonNo>,
    alike: BTreeSet<PersonNo>,
}

impl Searching {
    /// Takes note of what was told.
    pub(super) async fn told(
        &mut self,
        office: &Office,
        asker: Asker,
        query: &Query,
        answer: &Result<Answer, Refusal>,
    ) {
        let (Query::Find { .. } | Query::Alike { .. }) = query else {
            return;
        };
        let reader = {
            let records = office.records.read();
            let records = records.unwrap_or_else(PoisonError::into_inner);
            asker.on_staff(&records).map(|member| member.no)
        };
        let Some(reader) = reader else { return };
        match (query, answer) {
            (Query::Find { text, .. }, Ok(Answer::Found(lines))) => {
                let shown = lines.iter().map(|line| line.no).collect();
                let before = self.look(reader, fold_text(text), shown, Instant::now());
                self.turn(office, before).await;
            }
            (Query::Alike { .. }, Ok(Answer::Alike(lines))) => {
                let seen = self.likeness(lines.iter().map(|line| &line.person));
                if let Some(seen) = seen {
                    // Refused where the office closes: then nobody can be told anything any more.
                    let _ = office.note(reader, seen).await;
                }
            }
            _ => {}
        }
    }

    /// Whether what a client says now shows that its search has settled.
    pub(super) fn settles_with(message: &ToOffice) -> bool {
        match message {
            ToOffice::Ask { query, .. } => matches!(query, Query::Person(_) | Query::Request(_)),
            ToOffice::Do { .. } | ToOffice::Knock { .. } => true,
            _ => false,
        }
    }

    /// Waits until the search has settled by itself; for ever where there is none.
    pub(super) async fn rests(&self) {
        match &self.search {
            Some(search) => tokio::time::sleep_until(search.settles).await,
            None => std::future::pending().await,
        }
    }

    /// Puts on record what was looked for.
    pub(super) async fn settle(&mut self, office: &Office) {
        let settled = self.take();
        self.turn(office, settled).await;
    }

    /// Puts on record what settled, and has the office know what is looked for now.
    async fn turn(&mut self, office: &Office, settled: Option<(StaffNo, Event)>) {
        let note = match settled {
            None => None,
            Some((by, event)) => {
                let permit = Arc::clone(&office.readings).acquire_owned().await;
                // Refused where the office closes: then nobody can be told anything any more.
                permit.ok().map(|permit| {
                    move || drop(office.jobs.send(Job::Read(by, Box::new(event), permit)))
                })
            }
        };
        let now = self.search.as_ref();
        let now = now.map(|search| (search.by, searched(search)));
        office.searches.turn(&mut self.place, now, note);
    }

    /// Looks for something; what settled by it.
    fn look(
        &mut self,
        by: StaffNo,
        typed: String,
        shown: Vec<PersonNo>,
        now: Instant,
    ) -> Option<(StaffNo, Event)> {
        let settles = now + RESTS;
        let found = shown.len();
        let few = if found <= FEW { shown } else { vec![] };
        if let Some(search) = &mut self.search {
            let on = typed.starts_with(&search.typed);
            // Letters taken back: what they led to was seen all the same.
            let back = search.typed.starts_with(&typed);
            if (on || back) && search.shown.len() <= REMEMBERED {
                if on {
                    search.typed = typed;
                    search.found = found;
                }
                search.shown.extend(few);
                search.settles = settles;
                return None;
            }
        } else if typed.is_empty()
            || self.settled.starts_with(&typed) && few.iter().all(|no| self.settled_on.contains(no))
        {
            return None;
        }
        let before = self.take();
        if !typed.is_empty() {
            self.search = Some(Search {
                by,
                typed,
                found,
                shown: few.into_iter().collect(),
                settles,
            });
        }
        before
    }

    fn take(&mut self) -> Option<(StaffNo, Event)> {
        let search = self.search.take()?;
        self.settled.clone_from(&search.typed);
        self.settled_on.clone_from(&search.shown);
        Some((search.by, searched(&search)))
    }

    /// Files shown as like a new one, those that were not shown before.
    fn likeness<'a>(&mut self, lines: impl Iterator<Item = &'a PersonLine>) -> Option<Event> {
        if self.alike.len() > REMEMBERED {
            self.alike.clear();
        }
        let new: Vec<PersonNo> = lines
            .map(|line| line.no)
            .filter(|no| self.alike.insert(*no))
            .collect();
        if new.is_empty() {
            return None;
        }
        Some(Event::PeopleSearched {
            by: SearchedBy::Likeness,
            text: String::new(),
            found: u16::try_from(new.len()).unwrap_or(u16::MAX),
            shown: new,
        })
    }
}

/// What is kept of a search: see [`Event::PeopleSearched`].
fn searched(search: &Search) -> Event {
    // A word with a digit in it may be a number of somebody's paper.
    let words = search.typed.split_whitespace();
    let words = words.filter(|word| !word.chars().any(char::is_numeric));
    let text = words.collect::<Vec<_>>().join(" ");
    Event::PeopleSearched {
        by: if text.is_empty() {
            SearchedBy::Number
        } else {
            SearchedBy::Name
        },
        text: text.chars().take(TEXT).collect(),
        found: u16::try_from(search.found.max(search.shown.len())).unwrap_or(u16::MAX),
        shown: search.shown.iter().copied().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is on record of letters typed one after the other, each finding as many files as it says.
    fn typed(steps: &[(&str, u32)]) -> Vec<String> {
        let mut searching = Searching::default();
        let now = Instant::now();
        let mut noted = Vec::new();
        for (text, found) in steps {
            let shown = (1..=*found).map(PersonNo).collect();
            noted.extend(searching.look(StaffNo(1), fold_text(text), shown, now));
        }
        noted.extend(searching.take());
        let said = noted.into_iter().map(|(_, event)| match event {
            Event::PeopleSearched {
                by,
                text,
                found,
                shown,
            } => format!("{} «{text}» {found} {}", by.id(), shown.len()),
            _ => String::new(),
        });
        said.collect()
    }

    #[test]
    fn one_search_is_noted_once_and_no_number_ever() {
        for (steps, wanted) in [
            (
                &[("ن", 90), ("نو", 40), ("نورة", 3)][..],
                vec!["name «نوره» 3 3"],
            ),
            (
                &[("نورة", 3), ("نور", 9), ("ن", 90)],
                vec!["name «نوره» 3 3"],
            ),
            (
                &[("نورة", 3), ("ن", 90), ("", 0), ("فهد", 20)],
                vec!["name «نوره» 3 3", "name «فهد» 20 0"],
            ),
            (&[("110", 50), ("1102334456", 1)], vec!["number «» 1 1"]),
            // Whoever was shown on the way was seen, whatever was typed after or before.
            (&[("نورة", 3), ("نورة zz", 0)], vec!["name «نوره zz» 3 3"]),
            (&[("نورة zz", 0), ("نورة", 3)], vec!["name «نوره zz» 3 3"]),
            (&[("١١٠٢٣٣٤٤٥٦", 0)], vec!["number «» 0 0"]),
            (&[("نورة 0501234567", 1)], vec!["name «نوره» 1 1"]),
            (&[("A1234567", 1)], vec!["number «» 1 1"]),
            (&[("", 0)], vec![]),
        ] {
            assert_eq!(typed(steps), wanted);
        }
    }

    #[test]
    fn an_office_that_ends_finds_a_search_or_its_note_and_never_both() {
        let search = |text: &str| {
            let event = Event::PeopleSearched {
                by: SearchedBy::Name,
                text: text.into(),
                found: 0,
                shown: vec![],
            };
            Some((StaffNo(1), event))
        };
        for ends in [false, true] {
            let (searches, mut place, mut noted) = (Searches::default(), None, 0);
            let mut other = None;
            let nothing = None::<fn()>;
            searches.turn(&mut place, search("نوره"), nothing);
            searches.turn(&mut other, search("فهد"), nothing);
            searches.turn(&mut place, search("نوره سعد"), nothing);
            assert_eq!(searches.all().searches.len(), 2, "one goes on");
            let found = if ends {
                std::mem::take(&mut searches.all().searches).len()
            } else {
                0
            };
            searches.turn(&mut place, None, Some(|| noted += 1));
            assert_eq!((found, noted), if ends { (2, 0) } else { (0, 1) });
            let left = searches.all().searches.len();
            assert_eq!(left, usize::from(!ends), "the other's");
        }
    }

    #[test]
    fn what_settled_is_no_other_search_when_it_is_asked_again() {
        let mut searching = Searching::default();
        let mut look = |text: &str| {
            let before = searching.look(StaffNo(1), text.into(), vec![], Instant::now());
            before.is_some() || searching.take().is_some()
        };
        assert!(look("نوره"));
        assert!(!look("نوره"));
        assert!(!look("نو"));
        assert!(look("نوره سعد"));
    }

    #[test]
    fn letters_taken_back_after_it_settled_show_whom_they_show() {
        let mut searching = Searching::default();
        let mut look = |text: &str, shown: &[u32]| {
            let shown = shown.iter().copied().map(PersonNo).collect();
            let before = searching.look(StaffNo(1), text.into(), shown, Instant::now());
            before.is_some() || searching.take().is_some()
        };
        assert!(look("نوره zz", &[]));
        assert!(look("نوره", &[1, 2]));
        assert!(!look("نوره", &[1, 2]));
        assert!(!look("نو", &[1, 2]));
    }
}
