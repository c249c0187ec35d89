//! What is said of the charity and what it says of its own accord: ratings, suggestions and complaints, approved
//! answers, contacts sought.

use crate::domain::enquiry::Enquiry;
use crate::domain::event::{Event, Stamp};
use crate::domain::ids::{PersonNo, Revision, StandardNo};
use crate::domain::outreach::{Contact, Reached};
use crate::domain::person::Person;
use crate::domain::standard::Standard;
use crate::domain::voice::batch::Kind;
use crate::domain::voice::{Rated, Voice};
use crate::records::store::Store;

/// Applies one of these events.
pub(super) fn apply(store: &mut impl Store, stamp: Stamp, revision: Revision, event: &Event) {
    match event {
        Event::ServiceRated { of, rating } => store.update(revision, revision, |_| {
            Some(Rated {
                branch: of.branch,
                kind: Kind {
                    service: of.service.clone(),
                    channel: of.channel.clone(),
                    occasion: of.occasion,
                },
                day: stamp.at.date(),
                rating: rating.clone(),
            })
        }),
        Event::VoiceHeard {
            voice,
            kind,
            text,
            channel,
            person,
        } => {
            store.update(*voice, revision, |_| {
                Some(Voice {
                    no: *voice,
                    kind: *kind,
                    text: text.clone(),
                    channel: channel.clone(),
                    person: *person,
                    branch: stamp.branch,
                    taken: stamp.act(),
                    answer: None,
                })
            });
            spoken_with(store, stamp, revision, *person);
        }
        Event::VoiceAnswered { voice, answer } => {
            store.update(*voice, revision, |voice: Option<Voice>| {
                voice.map(|voice| Voice {
                    answer: Some((answer.clone(), stamp.act())),
                    ..voice
                })
            });
        }
        Event::StandardApproved {
            standard,
            question,
            answer,
            misconception,
        } => store.update(*standard, revision, |before: Option<Standard>| {
            Some(Standard {
                no: *standard,
                question: question.clone(),
                answer: answer.clone(),
                misconception: *misconception,
                approved: stamp.act(),
                retired: None,
                given: before.map_or(0, |before| before.given),
            })
        }),
        Event::StandardRetired { standard } => change(store, *standard, revision, |standard| {
            standard.retired = Some(stamp.act());
        }),
        Event::StandardGiven { standard, enquiry } => {
            change(store, *standard, revision, |standard| {
                standard.given = standard.given.saturating_add(1);
            });
            store.update(*enquiry, revision, |enquiry: Option<Enquiry>| {
                enquiry.map(|enquiry| Enquiry {
                    standard: Some(*standard),
                    ..enquiry
                })
            });
        }
        Event::ContactMade {
            person,
            reason,
            channel,
            reached,
            result,
        } => store.update(*person, revision, |person: Option<Person>| {
            person.map(|mut person| {
                if *reached == Reached::Spoken {
                    person.spoken = person.spoken.max(stamp.at);
                }
                person.branches.insert(stamp.branch);
                person.contacts.push(Contact {
                    reason: reason.clone(),
                    channel: channel.clone(),
                    reached: *reached,
                    result: result.clone(),
                    act: stamp.act(),
                    branch: stamp.branch,
                });
                person
            })
        }),
        _ => {}
    }
}

/// Whoever asked or said something was spoken with, where they are known.
pub(super) fn spoken_with(
    store: &mut impl Store,
    stamp: Stamp,
    revision: Revision,
    person: Option<PersonNo>,
) {
    let Some(person) = person else { return };
    store.update(person, revision, |person: Option<Person>| {
        person.map(|mut person| {
            person.spoken = person.spoken.max(stamp.at);
            person.branches.insert(stamp.branch);
            person
        })
    });
}

fn change(
    store: &mut impl Store,
    no: StandardNo,
    revision: Revision,
    change: impl FnOnce(&mut Standard),
) {
    store.update(no, revision, |standard: Option<Standard>| {
        standard.map(|mut standard| {
            change(&mut standard);
            standard
        })
    });
}
