//! Whom the charity turns to without being asked (row 23): each reason comes when it is due and goes when it is done.

use istiqbal::domain::branches::{BranchScope, Branches};
use istiqbal::domain::declaration::Signature;
use istiqbal::domain::ids::{BranchNo, PersonNo, RequestNo, StaffNo};
use istiqbal::domain::outreach::{Reached, Reason, ReasonKind};
use istiqbal::domain::person::Person;
use istiqbal::domain::profile::Profile;
use istiqbal::domain::request::Need;
use istiqbal::domain::service::Renewal;
use istiqbal::domain::staff::Role;
use istiqbal::domain::voice::VoiceKind;
use istiqbal::domain::{decision::Outcome, request::Stage};
use istiqbal::office::outreach;
use istiqbal::protocol::query::{OutreachQuery, OutreachRow};
use istiqbal::protocol::{Made, Order};
use istiqbal::records::Store;

use super::world::acts::{need_of, read};
use super::world::desk::{Desk, RECEPTION, RESEARCHER, SECRETARY, rebuilt};
use super::world::people::{paper, somebody};
use crate::world::orders;

const DAY: i64 = 86_400_000;

/// Somebody with requests at a desk.
struct Told {
    desk: Desk,
    profile: Profile,
    person: PersonNo,
}

impl Told {
    fn of(charity: &str) -> Told {
        let source = istiqbal::profiles::source(charity).unwrap();
        let mut desk = Desk::open(source);
        let mut facts = somebody(8);
        facts.extra.clear();
        facts.household.size = Some(4);
        let register = orders::register(facts);
        let Made::Person(person) = desk.order(RECEPTION, &register).unwrap().1 else {
            panic!("no file")
        };
        Told {
            desk,
            profile: istiqbal::profiles::parse(charity, source).unwrap(),
            person,
        }
    }

    fn order(&mut self, order: Order) -> Made {
        self.by(RECEPTION, order)
    }

    fn by(&mut self, uid: u32, order: Order) -> Made {
        match self.desk.order(uid, &order) {
            Ok((_, made)) => made,
            Err(refusal) => panic!("{order:?}: {refusal:?}"),
        }
    }

    fn opened(&mut self) -> RequestNo {
        let open = orders::open(self.person, &self.channel());
        match self.order(open) {
            Made::Request(no) => no,
            other => panic!("{other:?}"),
        }
    }

    fn channel(&self) -> String {
        self.profile.channels[0].id.to_string()
    }

    fn need(&self) -> Need {
        need_of(Some(&self.profile), 0)
    }

    /// A request whose need is stated.
    fn stated(&mut self) -> RequestNo {
        let (request, need) = (self.opened(), self.need());
        self.order(Order::StateNeed { request, need });
        request
    }

    fn matched(&mut self, request: RequestNo, kind: &str) {
        let person = self.desk.records.get::<Person>(self.person).unwrap().0;
        let sheet = read(&self.profile, kind, &person.facts);
        self.order(Order::MatchPaper { request, sheet });
    }

    fn kinds(&self) -> Vec<String> {
        let need = self.need();
        self.profile
            .papers_required(&need.service, &need.category, 4)
    }

    fn submitted(&mut self) -> RequestNo {
        let request = self.stated();
        for kind in self.kinds() {
            self.matched(request, &kind);
        }
        let signature = Signature::Paper {
            number: "77".into(),
        };
        self.order(Order::Sign { request, signature });
        self.order(Order::Explain(request));
        self.order(Order::Submit(request));
        request
    }

    /// A request whose service was delivered, to be looked at again after so many days.
    fn delivered(&mut self, renewed_after: i64) -> RequestNo {
        let request = self.submitted();
        for opinion in orders::opinions(&self.profile, request) {
            self.by(RESEARCHER, opinion);
        }
        let decide = Order::Decide {
            request,
            outcome: Outcome::Accepted,
            reasons: "يستحق".into(),
            minutes: "12".into(),
        };
        self.by(SECRETARY, decide);
        self.days(40);
        let reply = Order::Reply {
            request,
            channel: self.channel(),
            told: "نورة".into(),
        };
        self.order(reply);
        self.order(Order::Register(request));
        for part in self.profile.parts_of(&self.need().service) {
            let deliver = Order::Deliver {
                request,
                part,
                what: "سلة".into(),
                received_by: "نورة".into(),
            };
            self.order(deliver);
        }
        let day = self.desk.now.date() + chrono::TimeDelta::days(renewed_after);
        let renewal = Renewal::On(day.to_string().parse().unwrap());
        self.order(Order::Close { request, renewal });
        request
    }

    fn days(&mut self, days: i64) {
        self.desk.now.0 += days * DAY;
    }

    /// Whoever is due for a reason. The same follows from the journal again.
    fn due(&self, kind: ReasonKind) -> Vec<OutreachRow> {
        self.due_at(kind, &Branches::All)
    }

    /// The same, for whoever sees these branches.
    fn due_at(&self, kind: ReasonKind, branches: &Branches) -> Vec<OutreachRow> {
        let query = OutreachQuery {
            reason: Some(kind),
            limit: 9,
            ..OutreachQuery::default()
        };
        let today = self.desk.now.date();
        let page = outreach::page(&self.desk.records, today, &query, branches, 9);
        assert_eq!(page.totals[&kind] as usize, page.rows.len());
        let (_, again, _dir) = rebuilt(&self.desk.journal);
        assert_eq!(outreach::page(&again, today, &query, branches, 9), page);
        page.rows
    }

    fn count(&self, kind: ReasonKind) -> usize {
        self.due(kind).len()
    }

    fn contact(&mut self, row: &OutreachRow, reached: Reached) {
        let contact = Order::LogContact {
            person: row.person,
            reason: row.reason.clone(),
            channel: self.channel(),
            reached,
            result: String::new(),
        };
        self.order(contact);
    }
}

#[test]
fn a_request_that_lies_in_study_is_no_contact() {
    let mut told = Told::of("wethaq");
    let request = told.submitted();
    told.days(170);
    assert_eq!(told.count(ReasonKind::Silent), 0);
    // What is done in their absence is no word to them.
    told.by(RESEARCHER, Order::Take(request));
    told.days(30);
    let due = told.due(ReasonKind::Silent);
    assert_eq!((due.len(), due[0].person), (1, told.person));
    told.contact(&due[0], Reached::NoAnswer);
    assert!(told.due(ReasonKind::Silent)[0].tried.is_some());
    told.contact(&due[0], Reached::Spoken);
    assert_eq!(told.count(ReasonKind::Silent), 0);
}

#[test]
fn a_question_or_a_word_of_somebody_known_is_contact() {
    let orders: [fn(&Told, Option<PersonNo>) -> Order; 2] = [
        |told, person| Order::LogEnquiry {
            question: "متى الرد؟".into(),
            answer: "بعد أسبوعين".into(),
            channel: told.channel(),
            person,
            standard: None,
        },
        |told, person| Order::HearVoice {
            kind: VoiceKind::Suggestion,
            text: "لوحة عند المدخل".into(),
            channel: told.channel(),
            person,
        },
    ];
    for said in orders {
        let mut told = Told::of("qader");
        told.days(200);
        assert_eq!(told.count(ReasonKind::Silent), 1);
        let by_nobody = said(&told, None);
        told.order(by_nobody);
        assert_eq!(told.count(ReasonKind::Silent), 1);
        let by_them = said(&told, Some(told.person));
        told.order(by_them);
        assert_eq!(told.count(ReasonKind::Silent), 0);
    }
}

#[test]
fn a_renewal_is_done_when_they_ask_again_for_the_same() {
    let mut told = Told::of("wethaq");
    let first = told.delivered(20);
    let due = told.due(ReasonKind::RenewalDue);
    assert!(
        matches!(&due[..], [row] if matches!(row.reason, Reason::RenewalDue { request, .. } if request == first)),
        "{due:?}"
    );
    // They are there, and have not said yet for what.
    let next = told.opened();
    assert_eq!(told.count(ReasonKind::RenewalDue), 0);
    let mut need = told.need();
    let services = &told.profile.services;
    let other = services.iter().find(|one| one.id.as_str() != need.service);
    let other = other.unwrap().id.to_string();
    let same = std::mem::replace(&mut need.service, other);
    let request = next;
    told.order(Order::StateNeed {
        request,
        need: need.clone(),
    });
    assert_eq!(told.count(ReasonKind::RenewalDue), 1, "that is another one");
    need.service = same;
    told.order(Order::StateNeed { request, need });
    assert_eq!(told.count(ReasonKind::RenewalDue), 0);
    told.order(Order::Withdraw {
        request,
        because: "عدل عنه".into(),
    });
    assert_eq!(told.count(ReasonKind::RenewalDue), 1, "it was taken back");
}

/// A request that waits for its last paper.
fn waiting(told: &mut Told) -> (RequestNo, String) {
    let request = told.stated();
    let mut kinds = told.kinds();
    let last = kinds.pop().unwrap();
    for kind in kinds {
        told.matched(request, &kind);
    }
    told.order(Order::AwaitPapers(request));
    (request, last)
}

#[test]
fn a_paper_that_came_with_another_request_clears_the_way() {
    let mut told = Told::of("wethaq");
    let (held, last) = waiting(&mut told);
    told.days(3);
    assert_eq!(told.count(ReasonKind::Unblocked), 0);
    let other = told.stated();
    assert_eq!(told.count(ReasonKind::Unblocked), 0);
    told.matched(other, &last);
    assert_eq!(
        told.count(ReasonKind::Unblocked),
        0,
        "they stand at the counter"
    );
    told.days(1);
    let due = told.due(ReasonKind::Unblocked);
    assert_eq!(due[0].reason, Reason::Unblocked { request: held });
    // What is stated otherwise since is to be held against the paper again.
    let person = told.person;
    let mut facts = told.desk.records.get::<Person>(person).unwrap().0.facts;
    let stated = facts.clone();
    facts.name.given = "لطيفة".into();
    told.order(Order::CorrectPerson { person, facts });
    assert_eq!(told.count(ReasonKind::Unblocked), 0);
    let facts = stated;
    told.order(Order::CorrectPerson { person, facts });
    let due = told.due(ReasonKind::Unblocked);
    told.contact(&due[0], Reached::Spoken);
    assert_eq!(told.count(ReasonKind::Unblocked), 0);
}

#[test]
fn a_paper_of_before_clears_nothing() {
    let mut told = Told::of("wethaq");
    let other = told.stated();
    let last = told.kinds().pop().unwrap();
    told.matched(other, &last);
    told.days(1);
    waiting(&mut told);
    told.days(3);
    assert_eq!(
        told.count(ReasonKind::Unblocked),
        0,
        "it was seen and asked for again"
    );
}

#[test]
fn papers_brought_and_not_signed_for_call_them_back() {
    let mut told = Told::of("rahma");
    let (request, last) = waiting(&mut told);
    told.days(3);
    told.matched(request, &last);
    assert_eq!(told.count(ReasonKind::Unblocked), 0);
    told.days(1);
    assert_eq!(told.count(ReasonKind::Unblocked), 1);
    let signature = Signature::Paper {
        number: "77".into(),
    };
    told.order(Order::Sign { request, signature });
    told.days(1);
    assert_eq!(told.count(ReasonKind::Unblocked), 0);
}

#[test]
fn an_answer_and_an_exception_call_them_back() {
    let mut told = Told::of("wethaq");
    let request = told.stated();
    let question = "أي صك؟".to_owned();
    told.order(Order::Refer { request, question });
    told.days(2);
    assert_eq!(told.count(ReasonKind::Unblocked), 0);
    let answer = "صك الإعالة".to_owned();
    told.by(RESEARCHER, Order::Answer { request, answer });
    assert_eq!(told.desk.request(request).stage, Stage::Intake);
    told.days(1);
    assert_eq!(told.count(ReasonKind::Unblocked), 1);
    // They are there again: what is left is theirs to go on with.
    let kind = told.kinds().remove(0);
    told.matched(request, &kind);
    told.days(1);
    assert_eq!(told.count(ReasonKind::Unblocked), 0);
    let because = "يتلقى العلاج هنا".to_owned();
    told.order(Order::ExceptScope { request, because });
    told.days(1);
    assert_eq!(told.count(ReasonKind::Unblocked), 1);
}

#[test]
fn a_paper_brought_anew_is_another_reason() {
    let mut told = Told::of("eman");
    let request = told.stated();
    let person = told.desk.records.get::<Person>(told.person).unwrap().0;
    let kinds = told.kinds();
    let kind = kinds.iter().find(|kind| {
        let paper = told.profile.paper(kind);
        paper.is_some_and(|paper| paper.expires)
    });
    let mut sheet = read(&told.profile, kind.unwrap(), &person.facts);
    for (days, due) in [(20, 1), (400, 0), (25, 1), (-10, 1), (-40, 0)] {
        let until = told.desk.now.date() + chrono::TimeDelta::days(days);
        sheet.valid_until = until.to_string().parse().ok();
        sheet.remark = "يجدده".into();
        let sheet = sheet.clone();
        told.order(Order::MatchPaper { request, sheet });
        let rows = told.due(ReasonKind::PaperExpires);
        assert_eq!(rows.len(), due, "{days} days");
        if days == 20 {
            told.contact(&rows[0], Reached::Spoken);
            assert_eq!(told.count(ReasonKind::PaperExpires), 0);
        }
    }
}

const HERE: BranchNo = BranchNo(1);
const THERE: BranchNo = BranchNo(2);
/// Works at the second branch.
const NOOR: u32 = 11;

impl Told {
    /// Admits them at a second branch.
    fn admitted_there(&mut self) {
        let name = "ضباء".to_owned();
        self.order(Order::AddBranch { name });
        self.order(Order::AddStaff {
            name: "نور".into(),
            uid: NOOR,
            roles: [Role::Reception].into(),
            branch: THERE,
        });
        let paper = paper(8);
        self.by(NOOR, Order::AdmitPerson { paper });
    }

    fn opened_by(&mut self, uid: u32) -> RequestNo {
        let open = Order::OpenRequest {
            person: self.person,
            channel: self.channel(),
            responsibilities_told: true,
            draft: None,
        };
        match self.by(uid, open) {
            Made::Request(no) => no,
            other => panic!("{other:?}"),
        }
    }

    /// How many rows each sees: who sees one branch, the other, and both.
    fn seen(&self, kind: ReasonKind) -> [usize; 3] {
        let sees = [Branches::one(HERE), Branches::one(THERE), Branches::All];
        sees.map(|sees| self.due_at(kind, &sees).len())
    }

    fn contact_by(&mut self, uid: u32, reason: Reason, reached: Reached) {
        let contact = Order::LogContact {
            person: self.person,
            reason,
            channel: self.channel(),
            reached,
            result: String::new(),
        };
        self.by(uid, contact);
    }
}

#[test]
fn a_renewal_asked_for_at_another_branch_is_none_here() {
    let mut told = Told::of("wethaq");
    told.delivered(20);
    told.admitted_there();
    assert_eq!(told.seen(ReasonKind::RenewalDue), [1, 0, 1]);
    told.opened_by(NOOR);
    assert_eq!(told.seen(ReasonKind::RenewalDue), [1, 0, 0]);
    told.opened();
    assert_eq!(told.seen(ReasonKind::RenewalDue), [0, 0, 0]);
}

#[test]
fn a_word_at_another_branch_breaks_no_silence_here() {
    let mut told = Told::of("wethaq");
    told.admitted_there();
    told.days(200);
    let enquiry = |told: &Told| Order::LogEnquiry {
        question: "متى الرد؟".into(),
        answer: "غدا".into(),
        channel: told.channel(),
        person: Some(told.person),
        standard: None,
    };
    assert_eq!(told.seen(ReasonKind::Silent), [1, 0, 1]);
    let there = enquiry(&told);
    told.by(NOOR, there);
    told.opened_by(NOOR);
    assert_eq!(told.seen(ReasonKind::Silent), [1, 0, 1]);
    let here = enquiry(&told);
    told.order(here);
    assert_eq!(told.seen(ReasonKind::Silent), [0, 0, 0]);
    // Whoever sees both, wherever they work, answers the question of the one that asks.
    told.days(200);
    told.order(Order::GiveBranches {
        staff: StaffNo(6),
        scope: BranchScope::All,
    });
    told.contact_by(NOOR, Reason::Silent, Reached::NoAnswer);
    let rows = told.due_at(ReasonKind::Silent, &Branches::one(HERE));
    assert!(rows[0].tried.is_some());
    told.contact_by(NOOR, Reason::Silent, Reached::Spoken);
    assert_eq!(told.seen(ReasonKind::Silent), [0, 0, 0]);
}

#[test]
fn of_a_paper_each_branch_tells_for_itself() {
    let mut told = Told::of("eman");
    told.admitted_there();
    let person = told.desk.records.get::<Person>(told.person).unwrap().0;
    let kinds = told.kinds();
    let kind = kinds
        .iter()
        .find(|kind| told.profile.paper(kind).is_some_and(|paper| paper.expires));
    let sheet = read(&told.profile, kind.unwrap(), &person.facts);
    let matched = |told: &mut Told, uid, days| {
        let request = told.opened_by(uid);
        let need = told.need();
        told.by(uid, Order::StateNeed { request, need });
        let until = told.desk.now.date() + chrono::TimeDelta::days(days);
        let mut sheet = sheet.clone();
        sheet.valid_until = until.to_string().parse().ok();
        sheet.remark = "يجدده".into();
        told.by(uid, Order::MatchPaper { request, sheet });
    };
    let due = |told: &Told| told.seen(ReasonKind::PaperExpires);
    matched(&mut told, RECEPTION, 20);
    assert_eq!(due(&told), [1, 0, 1]);
    matched(&mut told, NOOR, 20);
    assert_eq!(due(&told), [1, 1, 1], "the same paper");
    let there = Branches::one(THERE);
    let reason = told
        .due_at(ReasonKind::PaperExpires, &there)
        .remove(0)
        .reason;
    told.contact_by(NOOR, reason.clone(), Reached::NoAnswer);
    let tried = |told: &Told, branch| {
        let rows = told.due_at(ReasonKind::PaperExpires, &Branches::one(branch));
        rows[0].tried.is_some()
    };
    assert!(tried(&told, THERE) && !tried(&told, HERE));
    told.contact_by(NOOR, reason, Reached::Spoken);
    assert_eq!(due(&told), [1, 0, 0]);
    // Brought anew at one, it is as it was at the other.
    matched(&mut told, NOOR, 400);
    assert_eq!(due(&told), [1, 0, 0]);
    matched(&mut told, RECEPTION, 400);
    assert_eq!(due(&told), [0, 0, 0]);
}
