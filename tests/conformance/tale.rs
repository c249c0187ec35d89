//! A request told from the beginning, at a desk of a charity: each test tells it as far as it needs.

use std::sync::RwLock;
use std::time::{SystemTime, UNIX_EPOCH};

use istiqbal::arabic::{Base, lay_out};
use istiqbal::domain::decision::Outcome;
use istiqbal::domain::declaration::Signature;
use istiqbal::domain::event::Event;
use istiqbal::domain::ids::{BranchNo, PersonNo, RequestNo};
use istiqbal::domain::moment::Moment;
use istiqbal::domain::person::{Facts, Person};
use istiqbal::domain::report::ReportQuery;
use istiqbal::domain::request::{Need, Request, Stage};
use istiqbal::domain::staff::Role;
use istiqbal::domain::study::{Verdict, View};
use istiqbal::domain::workflow::{Blocked, Missing, Step};
use istiqbal::office::permissions::may_ask;
use istiqbal::office::report::make;
use istiqbal::office::tell::tell;
use istiqbal::protocol::query::RequestPage;
use istiqbal::protocol::{Answer, Made, Order, Query, Refusal};
use istiqbal::records::Store;
use tokio::runtime::Builder;

use super::charity::Charity;
use super::driven::{Driven, House};
use super::world::acts::{need_of, read};
use super::world::desk::{Desk, RECEPTION, RESEARCHER, SECRETARY, SUPERVISOR, rebuilt};
use super::world::people::somebody;
use crate::world::orders;

const DAY: i64 = 24 * 60 * 60 * 1_000;

/// A desk with someone's request at it.
pub struct Tale<'a> {
    pub desk: Desk,
    pub charity: &'a Charity,
    pub person: PersonNo,
    pub request: RequestNo,
}

impl<'a> Tale<'a> {
    /// Somebody is registered, their request opened.
    pub fn opened(charity: &'a Charity) -> Tale<'a> {
        let mut facts = somebody(3);
        facts.household.size = Some(4);
        Tale::of(charity, facts)
    }

    /// The same with this person.
    pub fn of(charity: &'a Charity, facts: Facts) -> Tale<'a> {
        Tale::at(Desk::open(charity.source), charity, facts)
    }

    /// The same some days ago, at a desk where whoever runs the tests may do everything: to be gone on with by keys.
    pub fn here(charity: &'a Charity, facts: Facts, days: i64) -> Tale<'a> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let now = i64::try_from(now.as_millis()).unwrap();
        let mut desk = Desk::open_at(Moment(now - days * DAY), charity.source);
        let me = Order::AddStaff {
            name: "نوف العطوي".into(),
            uid: rustix::process::geteuid().as_raw(),
            roles: Role::ALL.into(),
            branch: BranchNo(1),
        };
        desk.order(RECEPTION, &me).unwrap();
        Tale::at(desk, charity, facts)
    }

    /// Where desks are opened over what was told.
    pub fn house(self) -> House {
        House::after(self.desk.journal)
    }

    fn at(mut desk: Desk, charity: &'a Charity, facts: Facts) -> Tale<'a> {
        let register = orders::register(facts);
        let Made::Person(person) = desk.order(RECEPTION, &register).unwrap().1 else {
            panic!("no file")
        };
        let mut tale = Tale {
            desk,
            charity,
            person,
            request: RequestNo { year: 0, serial: 0 },
        };
        tale.request = tale.open(0).unwrap();
        tale
    }

    /// Opens another request over one of the profile's channels.
    pub fn open(&mut self, channel: usize) -> Result<RequestNo, Refusal> {
        let channels = &self.charity.profile.channels;
        let channel = channels[channel].id.to_string();
        self.open_over(&channel, true)
    }

    pub fn open_over(&mut self, channel: &str, told: bool) -> Result<RequestNo, Refusal> {
        let order = Order::OpenRequest {
            person: self.person,
            channel: channel.to_owned(),
            responsibilities_told: told,
            draft: None,
        };
        match self.desk.order(RECEPTION, &order)?.1 {
            Made::Request(request) => Ok(request),
            other => panic!("{other:?}"),
        }
    }

    /// Has reception do something.
    pub fn desk(&mut self, order: Order) -> Result<Vec<Event>, Refusal> {
        self.by(RECEPTION, order)
    }

    /// Has someone do something.
    pub fn by(&mut self, uid: u32, order: Order) -> Result<Vec<Event>, Refusal> {
        self.desk.order(uid, &order).map(|(events, _)| events)
    }

    pub fn ask(&self, uid: u32, query: Query) -> Result<Answer, Refusal> {
        if let Query::Report(report) = &query {
            return self.report(uid, &query, report);
        }
        self.desk
            .asked(uid, |records, asked| tell(records, asked, &query))
    }

    /// A report, which the office makes on the way and not from the records as they stand at one moment.
    fn report(&self, uid: u32, query: &Query, report: &ReportQuery) -> Result<Answer, Refusal> {
        let branches = self.desk.asked(uid, |records, asked| {
            may_ask(records, asked, query)?;
            Ok(asked.branches())
        })?;
        let (_, records, _dir) = rebuilt(&self.desk.journal);
        let records = RwLock::new(records);
        let runtime = Builder::new_current_thread().build().unwrap();
        let made = runtime.block_on(make(&records, report, &branches, self.desk.now));
        Ok(Answer::Report(Box::new(made)))
    }

    pub fn page(&self, uid: u32) -> RequestPage {
        match self.ask(uid, Query::Request(self.request)).unwrap() {
            Answer::Request(page) => *page,
            other => panic!("{other:?}"),
        }
    }

    /// What someone could do with the request now, or why not; `None` where this charity has no such step.
    pub fn may(&self, uid: u32, step: Step) -> Option<Result<Stage, Blocked>> {
        let page = self.page(uid);
        let mut steps = page.steps.into_iter();
        steps.find(|(one, _)| *one == step).map(|(_, may)| may)
    }

    pub fn request(&self) -> Request {
        self.desk.request(self.request)
    }

    pub fn facts(&self) -> Facts {
        self.desk
            .records
            .get::<Person>(self.person)
            .unwrap()
            .0
            .facts
    }

    pub fn need(&self) -> Need {
        need_of(Some(&self.charity.profile), 0)
    }

    pub fn state_need(&mut self) -> &mut Self {
        let need = self.need();
        let request = self.request;
        self.desk(Order::StateNeed { request, need }).unwrap();
        self
    }

    pub fn match_papers(&mut self) -> &mut Self {
        for kind in self.page(RECEPTION).papers_required {
            self.match_paper(&kind);
        }
        self
    }

    pub fn match_paper(&mut self, kind: &str) {
        let sheet = read(&self.charity.profile, kind, &self.facts());
        let request = self.request;
        self.desk(Order::MatchPaper { request, sheet }).unwrap();
    }

    pub fn sign(&mut self) -> &mut Self {
        let request = self.request;
        let signature = Signature::Paper {
            number: "12".into(),
        };
        self.desk(Order::Sign { request, signature }).unwrap();
        self
    }

    pub fn explain(&mut self) -> &mut Self {
        self.desk(Order::Explain(self.request)).unwrap();
        self
    }

    /// Everything a submission needs.
    pub fn ready(&mut self) -> &mut Self {
        self.state_need().match_papers().sign().explain()
    }

    pub fn submitted(&mut self) -> &mut Self {
        self.ready();
        self.desk(Order::Submit(self.request)).unwrap();
        self
    }

    /// What an opinion waits for, where the charity says how eligibility is made sure of.
    pub fn examined(&mut self) -> &mut Self {
        let request = self.request;
        let Some(eligibility) = self.charity.profile.eligibility.clone() else {
            return self;
        };
        let finding = Order::NoteFinding {
            request,
            source: eligibility.sources[0].id.to_string(),
            text: "مطابق".into(),
        };
        self.by(RESEARCHER, finding).unwrap();
        for criterion in &eligibility.criteria {
            let judged = Order::JudgeCriterion {
                request,
                criterion: criterion.id.to_string(),
                verdict: Verdict::Met,
                evidence: "المستندات".into(),
            };
            self.by(RESEARCHER, judged).unwrap();
        }
        let report = Order::ReportMechanism {
            request,
            mechanism: "administrative-check".into(),
            fields: ["papers-examined", "findings"]
                .map(|id| (id.to_owned(), "تم".to_owned()))
                .into(),
        };
        self.by(RESEARCHER, report).unwrap();
        self
    }

    pub fn opinion(&mut self, committee: &str) -> Result<Vec<Event>, Refusal> {
        let order = Order::GiveOpinion {
            request: self.request,
            committee: committee.to_owned(),
            view: View::Accept,
            text: "مستحق".into(),
        };
        self.by(RESEARCHER, order)
    }

    /// Studied by whoever the profile says: it waits for the decision.
    pub fn studied(&mut self) -> &mut Self {
        self.submitted().examined();
        for committee in self.charity.profile.study.committees.clone() {
            self.opinion(committee.as_str()).unwrap();
        }
        assert_eq!(self.request().stage, Stage::Decision);
        self
    }

    pub fn decide(&mut self, outcome: Outcome, reasons: &str) -> Result<Vec<Event>, Refusal> {
        let order = Order::Decide {
            request: self.request,
            outcome,
            reasons: reasons.to_owned(),
            minutes: "5".into(),
        };
        self.by(SECRETARY, order)
    }

    pub fn decided(&mut self, outcome: Outcome) -> &mut Self {
        self.studied();
        self.decide(outcome, "لأنه كذلك").unwrap();
        self
    }

    /// Until the earliest day on which the beneficiary may be told.
    pub fn wait_for_the_floor(&mut self) -> &mut Self {
        if let Some(floor) = self.request().reply_floor() {
            let days = (floor - self.desk.now.date()).num_days();
            self.wait_days(days.max(0));
        }
        self
    }

    pub fn wait_days(&mut self, days: i64) -> &mut Self {
        self.desk.now = Moment(self.desk.now.0 + days * DAY);
        self
    }

    pub fn reply(&mut self) -> Result<Vec<Event>, Refusal> {
        let channel = self.charity.profile.channels[1].id.to_string();
        self.desk(Order::Reply {
            request: self.request,
            channel,
            told: "المستفيد نفسه".into(),
        })
    }

    pub fn replied(&mut self, outcome: Outcome) -> &mut Self {
        self.decided(outcome).wait_for_the_floor();
        self.reply().unwrap();
        self
    }

    pub fn registered(&mut self) -> &mut Self {
        self.replied(Outcome::Accepted);
        self.desk(Order::Register(self.request)).unwrap();
        self
    }

    pub fn deliver(&mut self, part: &str) -> Result<Vec<Event>, Refusal> {
        self.desk(Order::Deliver {
            request: self.request,
            part: part.to_owned(),
            what: "سلة غذائية".into(),
            received_by: "أخوه".into(),
        })
    }

    pub fn allow_early(&mut self, because: &str) -> Result<Vec<Event>, Refusal> {
        let order = Order::AllowEarlyReply {
            request: self.request,
            because: because.to_owned(),
        };
        self.by(SUPERVISOR, order)
    }
}

/// What a refusal says is missing.
pub fn lacks<T: std::fmt::Debug>(outcome: Result<T, Refusal>) -> Vec<Missing> {
    match outcome.unwrap_err() {
        Refusal::Blocked(Blocked::Missing(missing)) => missing,
        other => panic!("{other:?}"),
    }
}

/// The lines of a desk on which something is seen, each with a space at its end.
#[track_caller]
pub fn lines(desk: &Driven, words: &str) -> String {
    let shaped = lay_out(words, Base::Rtl);
    let seen = desk.seen();
    let lines = seen.lines().filter(|line| line.contains(shaped.as_str()));
    let lines: String = lines.map(|line| format!("{line} \n")).collect();
    assert!(!lines.is_empty(), "«{words}» is not seen:\n{seen}");
    lines
}
