//! What happened at a desk before a journey begins: decided by the office's own rules, days ago, and written into the
//! journal that the office then opens.

use std::time::{SystemTime, UNIX_EPOCH};

use istiqbal::domain::decision::Outcome;
use istiqbal::domain::declaration::Signature;
use istiqbal::domain::ids::{BranchNo, PersonNo, RequestNo};
use istiqbal::domain::moment::Moment;
use istiqbal::domain::person::Person;
use istiqbal::domain::profile::{FieldKind, Profile};
use istiqbal::domain::request::{Need, Urgency};
use istiqbal::domain::service::Renewal;
use istiqbal::domain::staff::Role;
use istiqbal::domain::study::Verdict;
use istiqbal::protocol::{Made, Order};
use istiqbal::records::Store;

use crate::desk::House;
use crate::world::acts::read;
use crate::world::desk::Desk;
use crate::world::orders;
use crate::world::people::somebody;

/// Colleagues of whoever runs the tests, by the role that each holds alone.
const COLLEAGUES: [(u32, Role); 3] = [
    (900_001, Role::SocialResearcher),
    (900_002, Role::Supervisor),
    (900_003, Role::CommitteeSecretary),
];

const DAY: i64 = 86_400_000;

/// The days that have passed, with one request in them.
pub struct Past {
    desk: Desk,
    me: u32,
    profile: Profile,
    pub request: RequestNo,
}

impl Past {
    /// A desk opened by whoever runs the tests, and a request submitted so many days ago.
    pub fn submitted(charity: &str, mine: &[Role], days: i64) -> Past {
        let source = istiqbal::profiles::source(charity).unwrap();
        let profile = istiqbal::profiles::parse(charity, source).unwrap();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let now = i64::try_from(now.as_millis()).unwrap();
        let me = rustix::process::geteuid().as_raw();
        let mut desk = Desk::bare();
        desk.now = Moment(now - days * DAY);
        let request = RequestNo { year: 0, serial: 0 };
        let mut past = Past {
            desk,
            me,
            profile,
            request,
        };
        past.order(
            me,
            Order::OpenDesk {
                profile: source.to_owned(),
                branch: "الرئيسي".into(),
                name: "سلمى العطوي".into(),
                roles: mine.iter().copied().collect(),
            },
        );
        for (uid, role) in COLLEAGUES {
            past.order(
                me,
                Order::AddStaff {
                    name: role.id().to_owned(),
                    uid,
                    roles: [role].into(),
                    branch: BranchNo(1),
                },
            );
        }
        past.submit();
        past
    }

    fn order(&mut self, uid: u32, order: Order) -> Made {
        match self.desk.order(uid, &order) {
            Ok((_, made)) => made,
            Err(refusal) => panic!("{order:?}: {refusal:?}"),
        }
    }

    fn submit(&mut self) {
        let me = self.me;
        let mut facts = somebody(8);
        facts.extra.clear();
        facts.household.size = Some(1);
        let register = orders::register(facts);
        let Made::Person(person) = self.order(me, register) else {
            panic!("no file was opened");
        };
        let open = orders::open(person, self.profile.channels[0].id.as_str());
        let Made::Request(request) = self.order(me, open) else {
            panic!("no request was opened");
        };
        self.request = request;
        let services = &self.profile.services;
        let in_parts = services.iter().find(|service| !service.parts.is_empty());
        let service = in_parts.unwrap_or(&services[0]).id.to_string();
        let categories = &self.profile.categories;
        let category = categories.first().map(|one| one.id.to_string());
        let need = Need {
            service,
            category: category.unwrap_or_default(),
            text: "عون في إيجار البيت".into(),
            urgency: Urgency::Ordinary,
            extra: Default::default(),
        };
        self.order(me, Order::StateNeed { request, need });
        self.match_papers();
        self.sign();
        self.order(me, Order::Explain(request));
        self.order(me, Order::Submit(request));
    }

    pub fn person(&self) -> (PersonNo, Person) {
        let no = self.desk.request(self.request).person;
        (no, self.desk.records.get::<Person>(no).unwrap().0)
    }

    fn match_papers(&mut self) {
        let request = self.request;
        let facts = self.person().1.facts;
        let household = facts.household.size.unwrap_or(1);
        let need = self.desk.request(request).need.unwrap();
        let needed = self
            .profile
            .papers_required(&need.service, &need.category, household);
        for kind in needed {
            let sheet = read(&self.profile, &kind, &facts);
            self.order(self.me, Order::MatchPaper { request, sheet });
        }
    }

    fn sign(&mut self) {
        let signature = Signature::Paper {
            number: "77".into(),
        };
        let request = self.request;
        self.order(self.me, Order::Sign { request, signature });
    }

    /// Some days go by.
    pub fn days(mut self, days: i64) -> Past {
        self.desk.now.0 += days * DAY;
        self
    }

    /// It is studied as its charity asks, up to the decision.
    pub fn studied(mut self) -> Past {
        let request = self.request;
        let researcher = COLLEAGUES[0].0;
        if let Some(eligibility) = self.profile.eligibility.clone() {
            self.order(
                researcher,
                Order::NoteFinding {
                    request,
                    source: eligibility.sources[0].id.to_string(),
                    text: "تعريف بالراتب".into(),
                },
            );
            let need = self.desk.request(request).need.unwrap();
            let profile = self.profile.clone();
            let mut fitting = profile.mechanisms_of(&need.service, &need.category);
            let mechanism = fitting.next().unwrap();
            let fields = mechanism.report.iter().map(|field| {
                let value = match &field.kind {
                    FieldKind::Date => "1448/1/1".to_owned(),
                    FieldKind::Number => "1".to_owned(),
                    FieldKind::YesNo => "yes".to_owned(),
                    FieldKind::Choice(choices) => choices[0].id.to_string(),
                    FieldKind::Text => "لا شيء".to_owned(),
                };
                (field.id.to_string(), value)
            });
            let report = Order::ReportMechanism {
                request,
                mechanism: mechanism.id.to_string(),
                fields: fields.collect(),
            };
            self.order(researcher, report);
            for criterion in &eligibility.criteria {
                let judge = Order::JudgeCriterion {
                    request,
                    criterion: criterion.id.to_string(),
                    verdict: Verdict::Met,
                    evidence: "تعريف بالراتب".into(),
                };
                self.order(researcher, judge);
            }
        }
        for opinion in orders::opinions(&self.profile, request) {
            self.order(researcher, opinion);
        }
        self
    }

    /// It is decided by the committee's secretary, or by whoever runs the tests.
    pub fn decided(mut self, outcome: Outcome, by_me: bool) -> Past {
        let by = if by_me { self.me } else { COLLEAGUES[2].0 };
        let decide = Order::Decide {
            request: self.request,
            outcome,
            reasons: "الدخل فوق حد الكفاية".into(),
            minutes: "12".into(),
        };
        self.order(by, decide);
        self
    }

    /// The beneficiary is told.
    pub fn told(mut self) -> Past {
        let reply = Order::Reply {
            request: self.request,
            channel: self.profile.channels[0].id.to_string(),
            told: self.person().1.facts.name.line(),
        };
        self.order(self.me, reply);
        self
    }

    /// It is registered, delivered, and closed to be looked at again in so many days.
    pub fn delivered(mut self, again_in: i64) -> Past {
        let (me, request) = (self.me, self.request);
        self.order(me, Order::Register(request));
        let need = self.desk.request(request).need.unwrap();
        for part in self.profile.parts_of(&need.service) {
            let deliver = Order::Deliver {
                request,
                part,
                what: "سلة غذائية".into(),
                received_by: "صاحب الطلب".into(),
            };
            self.order(me, deliver);
        }
        let day = self.desk.now.date() + chrono::TimeDelta::days(again_in);
        let renewal = Renewal::On(day.to_string().parse().unwrap());
        self.order(me, Order::Close { request, renewal });
        self
    }

    /// The household has grown since: some papers are asked for that were not.
    pub fn grown(mut self) -> Past {
        let (person, Person { mut facts, .. }) = self.person();
        facts.household.size = Some(6);
        self.order(self.me, Order::CorrectPerson { person, facts });
        self
    }

    /// Puts it into a house where no office runs yet.
    pub fn in_house(self) -> House {
        House::after(self.desk.journal)
    }
}
