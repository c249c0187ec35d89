//! Counting: requests, enquiries and arrivals in, one after the other; a report out.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    By, Department, Key, Measure, Obstacle, Report, ReportName, ReportQuery, Row, Section, Span,
    layout, stays,
};
use crate::domain::date::hijri;
use crate::domain::decision::Outcome;
use crate::domain::enquiry::Enquiry;
use crate::domain::ids::{BranchNo, Revision};
use crate::domain::moment::{Act, Moment};
use crate::domain::request::{Request, Stage};
use crate::domain::voice::{self, batch::Common, mean_in_hundredths};

/// Counts records into a report.
#[derive(Debug)]
pub struct Tally {
    query: ReportQuery,
    now: Moment,
    layout: Vec<(By, &'static [Measure])>,
    counts: BTreeMap<(Key, Measure), u64>,
    /// How often it took so many minutes.
    spread: BTreeMap<Key, BTreeMap<u64, u64>>,
    /// Ratings added up.
    scores: BTreeMap<Key, voice::Tally>,
    /// Rows that are there although nothing was counted.
    keys: BTreeSet<Key>,
}

impl Tally {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(query: ReportQuery, now: Moment) -> Tally {
        let layout = layout(query.name);
        let mut keys = BTreeSet::new();
        for (by, _) in &layout {
            match by {
                By::All => drop(keys.insert(Key::All)),
                By::Stage => keys.extend(Stage::QUEUES.map(Key::Stage)),
                By::Span => keys.extend(Span::ALL.iter().copied().map(Key::Span)),
                By::Reason => keys.extend(Obstacle::ALL.iter().copied().map(Key::Reason)),
                // Only two of them are rated.
                By::Department if query.name == ReportName::Satisfaction => {}
                By::Department => keys.extend(Department::ALL.iter().copied().map(Key::Department)),
                _ => {}
            }
        }
        Tally {
            query,
            now,
            layout,
            counts: BTreeMap::new(),
            spread: BTreeMap::new(),
            scores: BTreeMap::new(),
            keys,
        }
    }

    fn is_here(&self, branch: BranchNo) -> bool {
        self.query.branch.is_none_or(|only| only == branch)
    }

    fn is_now(&self, at: Moment) -> bool {
        self.query.period.holds(at.date())
    }

    fn add(&mut self, keys: &[Key], measure: Measure, more: u64) {
        for key in keys {
            let listed = self
                .layout
                .iter()
                .any(|(by, measures)| *by == key.by() && measures.contains(&measure));
            if listed && more > 0 {
                *self.counts.entry((key.clone(), measure)).or_default() += more;
                self.keys.insert(key.clone());
            }
        }
    }

    fn took(&mut self, keys: &[Key], minutes: u64) {
        for key in keys {
            if self.layout.iter().any(|(by, _)| *by == key.by()) {
                let spread = self.spread.entry(key.clone()).or_default();
                *spread.entry(minutes).or_default() += 1;
                self.keys.insert(key.clone());
            }
        }
    }

    /// Counts those who came to a branch on a day.
    pub fn arrivals(&mut self, day: NaiveDate, branch: BranchNo, count: u32) {
        if self.is_here(branch) && self.query.period.holds(day) {
            let keys = [Key::All, month(day), Key::Branch(branch)];
            self.add(&keys, Measure::Arrivals, u64::from(count));
        }
    }

    /// Counts an enquiry, and the misconception that its answer puts right.
    pub fn enquiry(&mut self, enquiry: &Enquiry, misconception: Option<&str>) {
        if self.is_here(enquiry.branch) && self.is_now(enquiry.logged.at) {
            let keys = [
                Key::All,
                month(enquiry.logged.at.date()),
                Key::Channel(enquiry.channel.clone()),
                Key::Branch(enquiry.branch),
            ];
            self.add(&keys, Measure::Enquiries, 1);
            if let Some(question) = misconception {
                let key = Key::Misconception(question.to_owned());
                self.add(&[key], Measure::Times, 1);
            }
        }
    }

    /// Counts ratings of a branch that are told together, on the day they are told of.
    pub fn rated(&mut self, day: NaiveDate, branch: BranchNo, common: &Common, sum: &voice::Tally) {
        if !self.is_here(branch) || !self.query.period.holds(day) {
            return;
        }
        let [service, channel, department] = told_by(common);
        let branch = Key::Branch(branch);
        for key in [Key::All, month(day), department, service, channel, branch] {
            self.scores.entry(key.clone()).or_default().join(sum);
            self.keys.insert(key);
        }
    }

    /// Notes that ratings wait to be told: their rows are there, without figures.
    pub fn ratings_wait(&mut self, branch: BranchNo, common: &Common) {
        if self.is_here(branch) {
            self.keys.extend(told_by(common));
            self.keys.insert(Key::Branch(branch));
        }
    }

    /// Counts ratings offered on a day that nobody wished to give.
    pub fn declined(&mut self, day: NaiveDate, branch: BranchNo, count: u32) {
        if self.is_here(branch) && self.query.period.holds(day) {
            self.add(&[Key::All], Measure::Declined, u64::from(count));
        }
    }

    /// Counts a request.
    pub fn request(&mut self, request: &Request) {
        if !self.is_here(request.branch) {
            return;
        }
        match self.query.name {
            ReportName::Volumes => self.volumes(request),
            ReportName::Pending => self.pending(request),
            ReportName::Elapsed => self.elapsed(request),
            ReportName::ReplyFloor => self.reply_floor(request),
            ReportName::Obstacles => self.obstacles(request),
            ReportName::Outcomes => self.outcomes(request),
            // Ratings are of no request.
            ReportName::Satisfaction => {}
        }
    }

    fn volumes(&mut self, request: &Request) {
        let keys = keys_of(request);
        let submitted = first(request, "request-submitted");
        let ended = stays(request)
            .iter()
            .rev()
            .find(|stay| stay.stage == Stage::Closed)
            .map(|stay| stay.from)
            .filter(|_| request.stage == Stage::Closed);
        let withdrawn = first(request, "request-withdrawn");
        let once = [
            (Measure::Opened, Some(request.opened.at)),
            (Measure::Submitted, submitted),
            (Measure::Closed, ended),
            (Measure::Withdrawn, withdrawn),
        ];
        let decided = request.decisions.iter();
        let decided = decided.map(|decision| (Measure::Decided, Some(decision.decided.at)));
        for (measure, at) in once.into_iter().chain(decided) {
            if let Some(at) = at.filter(|at| self.is_now(*at)) {
                self.add(&keys, measure, 1);
                self.add(&[month(at.date())], measure, 1);
            }
        }
    }

    fn pending(&mut self, request: &Request) {
        let Some(department) = Department::of(request.stage) else {
            return;
        };
        let mut keys = keys_of(request);
        keys.push(Key::Stage(request.stage));
        keys.push(Key::Department(department));
        let minutes = self.now.minutes_since(request.since);
        let bucket = match self.now.days_since(request.since) {
            0..=7 => Measure::WithinWeek,
            8..=14 => Measure::WithinTwoWeeks,
            15..=30 => Measure::WithinMonth,
            _ => Measure::Longer,
        };
        self.add(&keys, Measure::Waiting, 1);
        self.add(&keys, bucket, 1);
        self.took(&keys, minutes);
    }

    fn elapsed(&mut self, request: &Request) {
        let stays = stays(request);
        for stay in &stays {
            let (Some(minutes), Some(to)) = (stay.minutes(), stay.to) else {
                continue;
            };
            if let Some(department) = Department::of(stay.stage).filter(|_| self.is_now(to)) {
                self.took(
                    &[Key::Stage(stay.stage), Key::Department(department)],
                    minutes,
                );
            }
        }
        let opened = Some(request.opened.at);
        let submitted = first(request, "request-submitted");
        let decided = request.decisions.first().map(|first| first.decided.at);
        let reply = request
            .decisions
            .iter()
            .find_map(|decision| decision.reply.as_ref());
        let replied = reply.map(|reply| reply.given.at);
        let accepted = request.decisions.iter().rev();
        let accepted = accepted
            .filter(|decision| decision.outcome == Outcome::Accepted)
            .find_map(|decision| decision.reply.as_ref());
        let accepted = accepted.map(|reply| reply.given.at);
        let delivered = request.provision.delivered.first().map(|one| one.act.at);
        let last = stays.last().filter(|last| last.stage == Stage::Closed);
        let closed = last.map(|last| last.from);
        for (span, from, to) in [
            (Span::OpenedToSubmitted, opened, submitted),
            (Span::SubmittedToDecided, submitted, decided),
            (Span::SubmittedToReplied, submitted, replied),
            (Span::RepliedToDelivered, accepted, delivered),
            (Span::OpenedToClosed, opened, closed),
        ] {
            if let Some((from, to)) = from.zip(to).filter(|(_, to)| self.is_now(*to)) {
                self.took(&[Key::Span(span)], to.minutes_since(from));
                if span == Span::SubmittedToReplied {
                    // What the beneficiary sees of it all: from handing in to being told.
                    self.took(&keys_of(request), to.minutes_since(from));
                }
            }
        }
        for decision in &request.decisions {
            if let Some(reply) = &decision.reply
                && self.is_now(reply.given.at)
            {
                let minutes = reply.given.at.minutes_since(decision.decided.at);
                self.took(&[Key::Span(Span::DecidedToReplied)], minutes);
            }
        }
    }

    fn reply_floor(&mut self, request: &Request) {
        let Some(submission) = &request.submission else {
            return;
        };
        let floor = submission.reply_not_before;
        let [service, _, branch, all] = places_of(request);
        for reply in request
            .decisions
            .iter()
            .filter_map(|one| one.reply.as_ref())
        {
            if !self.is_now(reply.given.at) {
                continue;
            }
            // Of several leaves the request keeps the last; an earlier reply rests on an earlier one.
            let mut leaves = request.history.iter();
            let leave = leaves
                .find(|one| one.what == "early-reply-allowed")
                .map(|one| one.act.at)
                .or(request.early_reply.as_ref().map(|leave| leave.allowed.at));
            let measure = if reply.given.at.date() >= floor {
                Measure::Kept
            } else if leave.is_some_and(|leave| leave <= reply.given.at) {
                Measure::EarlyWithLeave
            } else {
                Measure::EarlyWithoutLeave
            };
            let channel = Key::Channel(reply.channel.clone());
            let keys = [all.clone(), service.clone(), channel, branch.clone()];
            self.add(&keys, Measure::Replies, 1);
            self.add(&keys, measure, 1);
        }
        if request.stage == Stage::Reply {
            let keys = [all, service, branch];
            self.add(&keys, Measure::ReplyWaiting, 1);
            let due = request
                .reply_floor()
                .is_none_or(|floor| floor <= self.now.date());
            self.add(&keys, Measure::ReplyDue, u64::from(due));
        }
    }

    fn obstacles(&mut self, request: &Request) {
        let keys = keys_of(request);
        for reason in Obstacle::ALL {
            let (what, measure, holds) = match reason {
                Obstacle::PapersAwaited => (
                    "papers-awaited",
                    Some(Measure::PapersAwaited),
                    request.stage == Stage::PapersMissing,
                ),
                Obstacle::Clarification => (
                    "clarification-referred",
                    Some(Measure::Clarifications),
                    request.stage == Stage::Clarification,
                ),
                Obstacle::SentBack => (
                    "request-sent-back",
                    Some(Measure::SentBack),
                    request.stage == Stage::Intake && !request.study.sent_back.is_empty(),
                ),
                Obstacle::DeclarationVoided => (
                    "declaration-voided",
                    None,
                    request.is_open()
                        && request
                            .declaration
                            .as_ref()
                            .is_some_and(|one| one.voided.is_some()),
                ),
                Obstacle::OutsideScope => ("scope-excepted", None, false),
                Obstacle::Withdrawn => ("request-withdrawn", Some(Measure::Withdrawn), false),
            };
            let acts = request.history.iter().filter(|one| one.what == what);
            let times = acts.filter(|one| self.is_now(one.act.at)).count();
            let times = u64::try_from(times).unwrap_or(u64::MAX);
            let key = [Key::Reason(*reason)];
            self.add(&key, Measure::Times, times);
            self.add(&key, Measure::Requests, u64::from(times > 0));
            self.add(&key, Measure::Still, u64::from(times > 0 && holds));
            if let Some(measure) = measure {
                self.add(&keys, measure, times);
            }
        }
        for (at, awaited) in request.papers_awaited.iter().enumerate() {
            let waits =
                request.stage == Stage::PapersMissing && at + 1 == request.papers_awaited.len();
            if self.is_now(awaited.act.at) {
                for kind in &awaited.kinds {
                    let key = [Key::Paper(kind.clone())];
                    self.add(&key, Measure::Times, 1);
                    self.add(&key, Measure::Still, u64::from(waits));
                }
            }
        }
    }

    fn outcomes(&mut self, request: &Request) {
        let keys = keys_of(request);
        for decision in &request.decisions {
            if self.is_now(decision.decided.at) {
                self.add(&keys, Measure::Decided, 1);
                let measure = match decision.outcome {
                    Outcome::Accepted => Measure::Accepted,
                    Outcome::Rejected => Measure::Rejected,
                };
                self.add(&keys, measure, 1);
            }
        }
        for objection in &request.objections {
            if self.is_now(objection.raised.at) {
                self.add(&keys, Measure::Objections, 1);
                if let Some(answer) = &objection.answer {
                    let measure = if answer.upheld {
                        Measure::Upheld
                    } else {
                        Measure::Dismissed
                    };
                    self.add(&keys, measure, 1);
                }
            }
        }
        let delivered = request.provision.delivered.first();
        let delivered = delivered.is_some_and(|one| self.is_now(one.act.at));
        self.add(&keys, Measure::Delivered, u64::from(delivered));
    }

    /// The report.
    #[must_use]
    pub fn finish(self, revision: Revision) -> Report {
        let sections = self
            .layout
            .iter()
            .map(|(by, measures)| self.section(*by, measures))
            .collect();
        Report {
            sections,
            at: self.now,
            revision,
            query: self.query,
        }
    }

    fn section(&self, by: By, measures: &[Measure]) -> Section {
        let keys = self.keys.iter().filter(|key| key.by() == by);
        let mut rows: Vec<Row> = keys
            .map(|key| Row {
                key: key.clone(),
                values: measures.iter().map(|one| self.value(key, *one)).collect(),
            })
            .collect();
        let is_named = matches!(by, By::Service | By::Channel | By::Branch | By::Paper);
        if is_named || by == By::Misconception {
            // The most first; as many as each other stay in the order of their names.
            rows.sort_by_key(|row| {
                let most = std::cmp::Reverse(row.values.first().copied().flatten());
                (matches!(row.key, Key::Together(_)), most)
            });
        }
        Section {
            by,
            measures: measures.to_vec(),
            rows,
        }
    }

    fn value(&self, key: &Key, measure: Measure) -> Option<u64> {
        let spread = self.spread.get(key);
        match measure {
            Measure::Median => percentile(spread?, 50),
            Measure::NinthDecile => percentile(spread?, 90),
            Measure::Longest => spread?.keys().next_back().copied(),
            Measure::Times if self.query.name == ReportName::Elapsed => {
                Some(spread.map_or(0, |spread| spread.values().sum()))
            }
            Measure::Procedure => {
                mean_in_hundredths(&self.scores.get(key)?.procedure).map(u64::from)
            }
            Measure::Provider => mean_in_hundredths(&self.scores.get(key)?.provider).map(u64::from),
            Measure::Rated => Some(u64::from(self.scores.get(key)?.count())),
            _ => Some(
                self.counts
                    .get(&(key.clone(), measure))
                    .copied()
                    .unwrap_or(0),
            ),
        }
    }
}

/// The least value that so many of a hundred do not exceed.
fn percentile(spread: &BTreeMap<u64, u64>, of_hundred: u64) -> Option<u64> {
    let total: u64 = spread.values().sum();
    let wanted = total.saturating_mul(of_hundred).div_ceil(100).max(1);
    let mut seen = 0;
    for (value, times) in spread {
        seen += times;
        if seen >= wanted {
            return Some(*value);
        }
    }
    None
}

fn month(day: NaiveDate) -> Key {
    let hijri = hijri(day);
    Key::Month(u16::try_from(hijri.year()).unwrap_or(0), hijri.month())
}

/// The rows ratings stand in that have this in common.
fn told_by(common: &Common) -> [Key; 3] {
    let service = common.service.clone().map(Key::Service);
    let channel = common.channel.clone().map(Key::Channel);
    let department = common.occasion.map(Department::rated_after);
    [
        service.unwrap_or(Key::Together(By::Service)),
        channel.unwrap_or(Key::Together(By::Channel)),
        department.map_or(Key::Together(By::Department), Key::Department),
    ]
}

fn places_of(request: &Request) -> [Key; 4] {
    let service = request.need.as_ref().map(|need| need.service.clone());
    [
        Key::Service(service.unwrap_or_default()),
        Key::Channel(request.channel.clone()),
        Key::Branch(request.branch),
        Key::All,
    ]
}

fn keys_of(request: &Request) -> Vec<Key> {
    places_of(request).into()
}

/// When something first happened to a request.
fn first(request: &Request, what: &str) -> Option<Moment> {
    let mut acts = request.history.iter().filter(|one| one.what == what);
    acts.next().map(|one| one.act).map(|act: Act| act.at)
}
