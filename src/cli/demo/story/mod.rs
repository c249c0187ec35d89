//! What happened at the made-up desk over the past weeks: who came, what was asked for, how far it went.
//!
//! Everything is told in the order it happened. Whatever would lie after now has not happened yet, which leaves some
//! requests where they stand.

mod afterwards;
mod opening;
mod reaching;
mod today;
mod visit;
mod voice;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::cli::demo::chance::Chance;
use crate::cli::demo::clock::{WorkingHours, days_after, days_before};
use crate::cli::demo::ledger::{Actor, Ledger, LedgerError};
use crate::domain::ids::{ArrivalNo, BranchNo, PersonNo, RequestNo, StaffNo, VoiceNo};
use crate::domain::moment::Moment;
use crate::domain::profile::Profile;
use crate::domain::staff::Role;
use crate::protocol::{Made, Order};

use afterwards::After;

/// What the story is told with.
const SEED: u64 = 0x1442_1222;

/// How far back it begins, in days.
const DAYS: u64 = 45;

/// How long before that the desk was opened and the first people brought in, in days: some of them nobody has spoken
/// with since.
const LONG_BEFORE: u64 = 250;

/// How long ago the policy was amended, in days: some requests stand by the version before.
const AMENDED_AGO: u64 = 20;

/// People brought in at a time, as an import does.
const LOT: u64 = 300;

/// How much is to be made up.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// People, at the end.
    pub people: u64,
    /// Requests.
    pub requests: u64,
}

/// Colleagues: name, role, at which of the branches.
const COLLEAGUES: [(&str, Role, u16); 7] = [
    ("فهد الرشيدي", Role::Reception, 1),
    ("هيا القحطاني", Role::Reception, 2),
    ("عبد الله الزهراني", Role::Reception, 3),
    ("لطيفة الغامدي", Role::SocialResearcher, 1),
    ("ماجد العطوي", Role::SocialResearcher, 2),
    ("منيرة البلوي", Role::Supervisor, 1),
    ("سعد الجهني", Role::CommitteeSecretary, 1),
];

/// The Unix users of colleagues, who never log in here.
const COLLEAGUES_FROM: u32 = 3_000_000_001;

/// How a visit ends, out of a hundred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    /// Everything is there: handed in.
    Submitted,
    /// A paper is to be brought; some bring it after some days.
    PapersMissing { brought: bool },
    /// A question goes up; it is answered after a day or two, unless it is still open.
    Referred,
    /// The visitor had to go before it was done.
    Unfinished,
}

/// What becomes of a request that was sent back to the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Return {
    /// What it lacked is brought.
    Brought,
    /// And the need is another one by now: it is signed anew.
    Corrected,
    /// The same, told over the phone: the signature is waited for.
    Unsigned,
}

/// One after the other, whoever is sent back; none is one who does not come again.
const RETURNS: [Option<Return>; 5] = [
    Some(Return::Corrected),
    Some(Return::Brought),
    Some(Return::Unsigned),
    None,
    Some(Return::Brought),
];

/// What is to be done next, and with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Task {
    Come {
        visit: u64,
    },
    Serve {
        visit: u64,
        arrival: Option<ArrivalNo>,
        known: Option<PersonNo>,
    },
    Match {
        visit: u64,
        arrival: Option<ArrivalNo>,
        request: RequestNo,
    },
    Finish {
        visit: u64,
        arrival: Option<ArrivalNo>,
        request: RequestNo,
    },
    Answer {
        visit: u64,
        request: RequestNo,
    },
    Withdraw {
        visit: u64,
        request: RequestNo,
    },
    After {
        visit: u64,
        request: RequestNo,
        what: After,
    },
    Enquire {
        enquiry: u64,
    },
    Hear {
        voice: u64,
    },
    AnswerVoice {
        voice: u64,
        no: VoiceNo,
    },
    Outside {
        request: RequestNo,
    },
    Again {
        visit: u64,
        request: RequestNo,
        because: Return,
    },
    Amend,
}

/// The story being told.
pub struct Story<'a> {
    ledger: &'a mut Ledger,
    profile: &'a Profile,
    source: &'a str,
    now: Moment,
    extent: Extent,
    staff: Vec<(StaffNo, Role, BranchNo)>,
    registered: u64,
    tasks: BinaryHeap<Reverse<(Moment, u64, Task)>>,
    told: u64,
    /// Requests sent back to the desk so far.
    sent_back: usize,
}

/// Tells all of it. `progress` is told how much of how much is done.
pub fn tell<'a>(
    ledger: &'a mut Ledger,
    profile: &'a Profile,
    source: &'a str,
    uid: u32,
    now: Moment,
    extent: Extent,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), LedgerError> {
    let mut story = Story {
        ledger,
        profile,
        source,
        now,
        extent,
        staff: Vec::new(),
        registered: 0,
        tasks: BinaryHeap::new(),
        told: 0,
        sent_back: 0,
    };
    story.open(uid)?;
    // Most are on file from before; the rest are registered when they come.
    let new = (extent.people / 3).min(extent.requests / 2);
    story.bring_in(extent.people - new, progress)?;
    story.weeks(progress)?;
    story.today()
}

impl Story<'_> {
    fn me(&self) -> StaffNo {
        StaffNo(1)
    }

    fn act(&mut self, by: StaffNo, at: Moment, order: Order) -> Result<Made, LedgerError> {
        self.ledger.act(Actor::Staff(by), at, &order)
    }

    fn plan(&mut self, at: Moment, task: Task) {
        if at <= self.now {
            self.told += 1;
            self.tasks.push(Reverse((at, self.told, task)));
        }
    }

    fn weeks(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<(), LedgerError> {
        let hours = WorkingHours::until(self.now, DAYS);
        let (mut visit, visits) = (0, self.extent.requests);
        let enquiries = visits / 8;
        for enquiry in 0..enquiries {
            self.plan(hours.at(enquiry, enquiries), Task::Enquire { enquiry });
        }
        let voices = visits / 20;
        for voice in 0..voices {
            self.plan(hours.at(voice, voices), Task::Hear { voice });
        }
        self.plan(
            days_after(days_before(self.now, AMENDED_AGO), 0),
            Task::Amend,
        );
        // Visits are planned one ahead, so that any number of them takes no memory.
        let mut next = (visits > 0).then(|| hours.at(0, visits));
        loop {
            let due = self.tasks.peek().map(|Reverse((at, ..))| *at);
            match (next, due) {
                (Some(at), due) if due.is_none_or(|due| at <= due) => {
                    self.plan(at, Task::Come { visit });
                    visit += 1;
                    next = (visit < visits).then(|| hours.at(visit, visits));
                    progress(self.extent.people + visit, self.extent.people + visits);
                }
                _ => match self.tasks.pop() {
                    Some(Reverse((at, _, task))) => self.happen(at, task)?,
                    None => return Ok(()),
                },
            }
        }
    }

    fn chance(visit: u64, about: u64) -> Chance {
        Chance::of(SEED ^ (about << 48), visit)
    }

    /// Whoever receives this visit.
    fn officer(&self, visit: u64) -> StaffNo {
        let desk: Vec<StaffNo> = self
            .staff
            .iter()
            .filter(|(_, role, _)| *role == Role::Reception)
            .map(|(no, ..)| *no)
            .collect();
        Self::chance(visit, 1)
            .of_these(&desk)
            .copied()
            .unwrap_or(self.me())
    }

    fn happen(&mut self, at: Moment, task: Task) -> Result<(), LedgerError> {
        match task {
            Task::Come { visit } => self.come(at, visit),
            Task::Serve {
                visit,
                arrival,
                known,
            } => self.serve(at, visit, arrival, known),
            Task::Match {
                visit,
                arrival,
                request,
            } => self.match_papers(at, visit, arrival, request),
            Task::Finish {
                visit,
                arrival,
                request,
            } => self.finish(at, visit, arrival, request),
            Task::Answer { visit, request } => self.answer(at, visit, request),
            Task::Withdraw { visit, request } => self.withdraw(at, visit, request),
            Task::After {
                visit,
                request,
                what,
            } => self.after(at, visit, request, what),
            Task::Enquire { enquiry } => self.enquire(at, enquiry),
            Task::Hear { voice } => self.hear(at, voice),
            Task::AnswerVoice { voice, no } => self.answer_voice(at, voice, no),
            Task::Outside { request } => self.outside_result(at, request),
            Task::Again {
                visit,
                request,
                because,
            } => self.again(at, visit, request, because),
            Task::Amend => self.amend(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::request::{Request, Stage};
    use crate::records::Store;

    /// What is planned for a request weeks ahead finds it anywhere.
    #[test]
    fn whatever_became_of_a_request_the_story_goes_on() {
        for profile in crate::profiles::builtin() {
            let source = crate::profiles::source(profile.key.as_str()).unwrap();
            let dir = tempfile::tempdir().unwrap();
            let mut ledger = Ledger::begin(dir.path()).unwrap();
            let now = Moment(1_795_208_399_000);
            let extent = Extent {
                people: 90,
                requests: 150,
            };
            tell(&mut ledger, profile, source, 7, now, extent, &mut |_, _| {}).unwrap();
            let mut story = Story {
                ledger: &mut ledger,
                profile,
                source,
                now,
                extent,
                staff: vec![(StaffNo(1), Role::Reception, BranchNo(1))],
                registered: extent.people,
                tasks: BinaryHeap::new(),
                told: 0,
                sent_back: 0,
            };
            let mut requests: Vec<RequestNo> = Vec::new();
            for (year, last) in &story.ledger.records.indexes.last.request {
                let all = (1..=*last).map(|serial| RequestNo {
                    year: *year,
                    serial,
                });
                requests.extend(all);
            }
            let mut closed = 0;
            for (visit, request) in (0..).zip(requests) {
                let found = story.ledger.records.get::<Request>(request).unwrap().0;
                closed += u32::from(found.stage == Stage::Closed);
                for task in [Task::Outside { request }, Task::Withdraw { visit, request }] {
                    let told = story.happen(now, task);
                    assert!(told.is_ok(), "{} {request} {task:?}: {told:?}", profile.key);
                }
            }
            assert!(closed > 5, "{closed}");
        }
    }
}
