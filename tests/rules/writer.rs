//! The writer itself, under random commands in lots of random size: what it refuses changed nothing, what it answers
//! stands in the journal, and the records it leaves are what the journal says.

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, RwLock};
use std::thread;

use istiqbal::domain::event::Event;
use istiqbal::domain::ids::Revision;
use istiqbal::journal::{self, Entry, FileJournal, Journal, Position};
use istiqbal::office::Asker;
use istiqbal::office::writer::{Job, Writer};
use istiqbal::protocol::{Command, Done, Order, Refusal};
use istiqbal::records::{Records, read_entry};
use proptest::prelude::*;
use tokio::sync::{broadcast, oneshot};

use super::world::acts::{Act, acts};
use super::world::desk::{RECEPTION, opening};
use super::world::{profiles, scratch};

type Answer = oneshot::Receiver<Result<Done, Refusal>>;

struct Office {
    jobs: Sender<Job>,
    records: Arc<RwLock<Records>>,
    commands: u128,
}

impl Office {
    fn send(&mut self, uid: u32, order: Order) -> (u128, Answer) {
        self.commands += 1;
        let command = Command {
            id: self.commands,
            saw: None,
            order,
        };
        let (answer, answered) = oneshot::channel();
        let job = Job::Command(Asker::of_user(uid), Box::new(command), answer);
        self.jobs.send(job).unwrap();
        (self.commands, answered)
    }

    fn act(&mut self, act: Act) -> (u128, Answer) {
        let order = act.order(&self.records.read().unwrap());
        self.send(act.uid, order)
    }

    fn digest(&self) -> (Revision, [u8; 32]) {
        let (answer, answered) = oneshot::channel();
        self.jobs.send(Job::Digest(answer)).unwrap();
        answered.blocking_recv().unwrap().unwrap()
    }
}

fn is_rating(entry: &Entry) -> bool {
    let (_, event) = read_entry(entry).unwrap();
    entry.command == 0 && matches!(event, Event::ServiceRated { .. })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_refused_changed_nothing_and_what_is_answered_stands(
        which in 0..6usize,
        lots in proptest::collection::vec(acts(1..30), 4..12),
        singly in acts(20..60),
    ) {
        let dir = scratch();
        let at = dir.path().join("records");
        let options = journal::Options { segment_bytes: 40_000, ..journal::Options::default() };
        let open = || FileJournal::open(dir.path(), options.clone()).unwrap();
        let journal = open();
        let records = Records::open(&at, &journal, &mut |_, _| {}).unwrap();
        let records = Arc::new(RwLock::new(records));
        let (notices, _) = broadcast::channel(16);
        let writer = Writer::new(journal, Arc::clone(&records), notices).unwrap();
        let (jobs, work) = channel();
        let running = thread::spawn(move || writer.run(&work));
        let mut office = Office { jobs, records, commands: 0 };
        for order in opening(&profiles()[which]) {
            office.send(RECEPTION, order).1.blocking_recv().unwrap().unwrap();
        }

        let mut answers = vec![];
        for lot in lots {
            // All of a lot is asked before the first of it is answered.
            let asked: Vec<_> = lot.into_iter().map(|act| office.act(act)).collect();
            answers.extend(asked.into_iter().map(|(id, answer)| (id, answer.blocking_recv().unwrap())));
        }
        let mut before = office.digest();
        for act in singly {
            let (id, answer) = office.act(act);
            let answer = answer.blocking_recv().unwrap();
            let after = office.digest();
            if answer.is_err() {
                prop_assert_eq!(before, after, "{:?}", answer);
            }
            before = after;
            answers.push((id, answer));
        }
        office.jobs.send(Job::Close).unwrap();
        running.join().unwrap().unwrap();
        drop(office);

        let journal = open();
        let entries: Vec<_> = journal.read(Position(1)).unwrap().collect::<Result<_, _>>().unwrap();
        for (id, answer) in answers {
            let last = entries.iter().rev().find(|entry| entry.command == id);
            match (answer, last) {
                (Ok(done), Some(last)) => {
                    let reached = usize::try_from(last.position.0).unwrap()..usize::try_from(done.revision.0).unwrap();
                    // A rating follows its asking, and is of no command, so that nothing says whose it is.
                    let after = &entries[reached];
                    prop_assert!(done.revision.0 >= last.position.0);
                    prop_assert!(after.iter().all(is_rating), "{:?}", after);
                }
                // Nothing was to be done: what was asked for is so already.
                (Ok(_), None) => {}
                (Err(_), last) => prop_assert!(last.is_none()),
            }
        }
        prop_assert_eq!(before.0.0, journal.head().position.0);
        let again = scratch();
        for at in [at, again.path().join("records")] {
            let mut records = Records::open(&at, &journal, &mut |_, _| {}).unwrap();
            prop_assert_eq!(records.digest().unwrap(), before.1);
        }
    }
}
