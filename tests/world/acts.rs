//! Commands at random: what can be typed at a desk, right or wrong, about whatever is there.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use istiqbal::domain::arrival::Visitor;
use istiqbal::domain::branches::Branches;
use istiqbal::domain::decision::Outcome;
use istiqbal::domain::declaration::Signature;
use istiqbal::domain::draft::About;
use istiqbal::domain::ids::{
    ArrivalNo, BranchNo, DraftNo, PersonNo, RequestNo, StaffNo, StandardNo, VoiceNo,
};
use istiqbal::domain::outreach::{Reached, Reason};
use istiqbal::domain::person::{Facts, Person};
use istiqbal::domain::profile::{PaperField, Profile};
use istiqbal::domain::request::{Need, Request, Stage, Urgency};
use istiqbal::domain::service::Renewal;
use istiqbal::domain::staff::Role;
use istiqbal::domain::study::{Verdict, View};
use istiqbal::domain::voice::{Occasion, Rating, Score, VoiceKind};
use istiqbal::office::outreach;
use istiqbal::protocol::query::OutreachQuery;
use istiqbal::protocol::{Order, PaperAsRead};
use istiqbal::records::{Records, Store};
use proptest::prelude::*;

use super::people::somebody;

/// One random act, made into an order by what is there when it is done.
#[derive(Clone, Copy, Debug)]
pub struct Act {
    /// Which Unix user does it.
    pub uid: u32,
    kind: u8,
    /// Does what the request needs next, so that random work gets somewhere.
    helpful: bool,
    /// Which of those there are.
    which: u16,
    /// With which words.
    words: u16,
}

/// Acts of everybody, the ones on requests more often than others.
pub fn acts(many: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Act>> {
    let uid = prop_oneof![8 => Just(1u32), 4 => 2u32..=3, 3 => 1u32..=6];
    let helpful = prop_oneof![1 => Just(true), 2 => Just(false)];
    let act = (uid, 0u8..102, helpful, any::<u16>(), any::<u16>()).prop_map(
        |(uid, kind, helpful, which, words)| Act {
            uid,
            kind,
            helpful,
            which,
            words,
        },
    );
    proptest::collection::vec(act, many)
}

impl Act {
    /// The order it is now.
    pub fn order(self, records: &Records) -> Order {
        let words = u32::from(self.words);
        let person = PersonNo(one_of(self.which, records.indexes.last.person));
        let request = self.request(records);
        if self.helpful
            && let Some(order) = self.next_step(records, request)
        {
            return order;
        }
        match self.kind {
            0 => Order::AddBranch {
                name: format!("فرع {words}"),
            },
            1 => Order::AddStaff {
                name: format!("موظف {words}"),
                uid: 10 + words % 5,
                roles: self.roles(),
                branch: BranchNo(1),
            },
            // Those added, not the five everything else is done by.
            2 => Order::ChangeRoles {
                staff: StaffNo(6 + u32::from(self.which % 3)),
                roles: self.roles(),
            },
            3 => Order::ReceiveVisitor {
                visitor: if self.words.is_multiple_of(2) {
                    Visitor::Known(person)
                } else {
                    Visitor::Named(format!("زائر {words}"))
                },
                purpose: String::new(),
            },
            4 => Order::CallVisitor(self.arrival(records)),
            5 => Order::LetVisitorGo(self.arrival(records)),
            6 => Order::LogEnquiry {
                question: format!("سؤال {words}"),
                answer: "نعم".into(),
                channel: self.channel(records),
                person: (self.words.is_multiple_of(3)).then_some(person),
                standard: (self.words.is_multiple_of(4)).then(|| self.standard(records)),
            },
            7..=8 => Order::RegisterPerson {
                facts: self.facts(),
                not_the_same: if self.words.is_multiple_of(4) {
                    vec![person]
                } else {
                    vec![]
                },
                draft: self.words.is_multiple_of(3).then(|| self.draft(records)),
            },
            9..=10 => Order::CorrectPerson {
                person,
                facts: self.corrected(records, person),
            },
            11 => Order::NotTheSame {
                person,
                other: PersonNo(one_of(self.words, records.indexes.last.person)),
            },
            12..=14 => Order::OpenRequest {
                person,
                channel: self.channel(records),
                responsibilities_told: !self.words.is_multiple_of(5),
                draft: self.words.is_multiple_of(3).then(|| self.draft(records)),
            },
            15..=18 => Order::StateNeed {
                request,
                need: self.need(records),
            },
            19..=30 => Order::MatchPaper {
                request,
                sheet: self.sheet(records, request),
            },
            31..=35 => Order::Sign {
                request,
                signature: self.signature(),
            },
            36..=39 => Order::Explain(request),
            40..=41 => Order::AwaitPapers(request),
            42..=43 => Order::Refer {
                request,
                question: format!("ما معنى {words}؟"),
            },
            44..=46 => Order::Answer {
                request,
                answer: format!("معناه {words}"),
            },
            47..=52 => Order::Submit(request),
            53 if self.words.is_multiple_of(3) => Order::Withdraw {
                request,
                because: "لم يعد يحتاج".into(),
            },
            53..=54 => Order::Take(request),
            55..=57 => Order::KeepDraft {
                draft: (!self.words.is_multiple_of(3)).then(|| self.draft(records)),
                about: About {
                    request: (self.words.is_multiple_of(2)).then_some(request),
                    ..About::default()
                },
                changed: vec![(format!("field-{}", self.words % 7), words.to_string())],
                at: "name".into(),
            },
            58 => Order::DropDraft(self.draft(records)),
            60..92 => self.progress(records, request),
            92.. => self.voice(records, request, person),
            _ => Order::ImportPeople {
                people: (0..words % 6)
                    .map(|more| somebody(words % 30 + more))
                    .collect(),
                source: [7; 32],
                dry_run: self.words.is_multiple_of(7),
            },
        }
    }

    /// What is said of the charity, and what it says.
    fn voice(self, records: &Records, request: RequestNo, person: PersonNo) -> Order {
        let words = self.words;
        let said = || match words % 12 {
            0 => String::new(),
            more => format!("قول {more}"),
        };
        let score = |score: u16| Score::new(u8::try_from(1 + score % 5).unwrap()).unwrap();
        match self.kind {
            92..=94 => Order::Rate {
                request,
                occasion: Occasion::ALL[usize::from(words % 2)],
                rating: (!words.is_multiple_of(3)).then(|| Rating {
                    procedure: score(words),
                    provider: score(words / 5),
                    words: said(),
                }),
            },
            95 => Order::HearVoice {
                kind: VoiceKind::ALL[usize::from(words % 2)],
                text: said(),
                channel: self.channel(records),
                person: words.is_multiple_of(3).then_some(person),
            },
            96 => Order::AnswerVoice {
                voice: VoiceNo(one_of(self.which, records.indexes.last.voice)),
                answer: said(),
            },
            97..=98 => Order::ApproveStandard {
                standard: words.is_multiple_of(3).then(|| self.standard(records)),
                question: said(),
                answer: said(),
                misconception: words.is_multiple_of(2),
            },
            99..=100 => Order::RetireStandard(self.standard(records)),
            _ => self.contact(records, person),
        }
    }

    /// Contact with whoever is in the queue, or with somebody for no reason.
    fn contact(self, records: &Records, person: PersonNo) -> Order {
        let today = NaiveDate::from_ymd_opt(2027, 11, 1 + u32::from(self.words % 28)).unwrap();
        let page = outreach::page(records, today, &OutreachQuery::default(), &Branches::All, 0);
        assert!(page.rows.is_empty(), "none was asked for");
        let query = OutreachQuery {
            limit: 50,
            ..OutreachQuery::default()
        };
        let rows = outreach::page(records, today, &query, &Branches::All, 50).rows;
        let row = rows.get(usize::from(self.which) % rows.len().max(1));
        Order::LogContact {
            person: row.map_or(person, |row| row.person),
            reason: row.map_or(Reason::Silent, |row| row.reason.clone()),
            channel: self.channel(records),
            reached: Reached::ALL[usize::from(self.words % 2)],
            result: String::new(),
        }
    }

    fn standard(self, records: &Records) -> StandardNo {
        StandardNo(one_of(self.which, records.indexes.last.standard))
    }

    /// What may be done once a request is handed in, or before its time.
    fn progress(self, records: &Records, request: RequestNo) -> Order {
        let words = self.words;
        let said = match words % 12 {
            0 => String::new(),
            more => format!("قول {more}"),
        };
        let profile = records.indexes.in_force().map(|one| &one.profile);
        let eligibility = profile.and_then(|profile| profile.eligibility.as_ref());
        let any = |ids: Vec<String>| {
            let at = usize::from(words) % (ids.len() + 1);
            ids.into_iter().nth(at).unwrap_or_else(|| "none".into())
        };
        match self.kind {
            60..=62 => Order::ExceptScope {
                request,
                because: said,
            },
            63 => Order::Assign {
                request,
                to: StaffNo(u32::from(words % 8)),
            },
            64 | 88 | 89 => Order::HandBack {
                request,
                because: said,
            },
            65 => Order::NoteFinding {
                request,
                source: any(eligibility.map_or(vec![], |one| {
                    one.sources.iter().map(|one| one.id.to_string()).collect()
                })),
                text: said,
            },
            66..=67 => Order::JudgeCriterion {
                request,
                criterion: any(eligibility.map_or(vec![], |one| {
                    one.criteria.iter().map(|one| one.id.to_string()).collect()
                })),
                verdict: Verdict::ALL[usize::from(words % 3)],
                evidence: said,
            },
            68 => Order::ReportMechanism {
                request,
                mechanism: any(eligibility.map_or(vec![], |one| {
                    one.mechanisms
                        .iter()
                        .map(|one| one.id.to_string())
                        .collect()
                })),
                fields: [
                    ("findings", "قابل"),
                    ("date", "1448-01-01"),
                    ("place", "home"),
                ]
                .into_iter()
                .take(usize::from(words % 4))
                .map(|(id, value)| (id.to_owned(), value.to_owned()))
                .collect(),
            },
            69..=70 => Order::GiveOpinion {
                request,
                committee: any(profile.map_or(vec![], |profile| {
                    profile.studied_by().map(|one| one.id.to_string()).collect()
                })),
                view: View::ALL[usize::from(words % 2)],
                text: said,
            },
            71 => Order::SendBack {
                request,
                because: said,
            },
            72..=73 => Order::Decide {
                request,
                outcome: Outcome::ALL[usize::from(words % 2)],
                reasons: said,
                minutes: String::new(),
            },
            74 => Order::AllowEarlyReply {
                request,
                because: said,
            },
            75..=76 => Order::Reply {
                request,
                channel: self.channel(records),
                told: said,
            },
            77..=78 => Order::Object {
                request,
                text: said,
            },
            79..=80 => Order::AnswerObjection {
                request,
                upheld: words.is_multiple_of(2),
                text: said,
            },
            81 => Order::Register(request),
            82..=83 => Order::Deliver {
                request,
                part: if words.is_multiple_of(5) {
                    "half".into()
                } else {
                    String::new()
                },
                what: said,
                received_by: "المستفيد".into(),
            },
            84 => Order::Close {
                request,
                renewal: if words.is_multiple_of(2) {
                    Renewal::ByProfile
                } else {
                    Renewal::Never
                },
            },
            85 => Order::AttachScan {
                request,
                paper: if words.is_multiple_of(2) {
                    "identity".into()
                } else {
                    String::new()
                },
                name: format!("{words}.png"),
                hash: [u8::try_from(words % 5).unwrap_or(0); 32],
                bytes: 7,
            },
            86 => Order::ReferOutside {
                request,
                to: "المستشفى".into(),
                because: said,
            },
            _ => Order::NoteOutsideResult {
                request,
                referral: words % 2,
                result: said,
            },
        }
    }

    /// What a request needs next once it is handed in.
    fn next_after_submission(self, request: &Request, profile: &Profile) -> Option<Order> {
        let no = request.no;
        let said = || "لأنه كذلك".to_owned();
        let study = &request.study;
        Some(match request.stage {
            Stage::Study => {
                let judged = profile.eligibility.iter().flat_map(|one| &one.criteria);
                let mut unjudged =
                    judged.filter(|one| !study.criteria.contains_key(one.id.as_str()));
                if profile.eligibility.is_some() && study.findings.is_empty() {
                    Order::NoteFinding {
                        request: no,
                        source: "statements".into(),
                        text: said(),
                    }
                } else if let Some(criterion) = unjudged.next() {
                    Order::JudgeCriterion {
                        request: no,
                        criterion: criterion.id.to_string(),
                        verdict: Verdict::Met,
                        evidence: said(),
                    }
                } else if profile.eligibility.is_some() && study.reports.is_empty() {
                    Order::ReportMechanism {
                        request: no,
                        mechanism: "administrative-check".into(),
                        fields: ["papers-examined", "findings"]
                            .map(|id| (id.to_owned(), said()))
                            .into(),
                    }
                } else {
                    let mut awaited = profile.studied_by();
                    Order::GiveOpinion {
                        request: no,
                        committee: awaited
                            .find(|one| !study.opinions.contains_key(one.id.as_str()))?
                            .id
                            .to_string(),
                        view: View::Accept,
                        text: said(),
                    }
                }
            }
            Stage::Decision if self.words.is_multiple_of(5) => Order::SendBack {
                request: no,
                because: said(),
            },
            Stage::Decision => Order::Decide {
                request: no,
                outcome: Outcome::ALL[usize::from(self.words % 2)],
                reasons: said(),
                minutes: "7".into(),
            },
            Stage::Reply if request.reply_floor().is_some() => Order::AllowEarlyReply {
                request: no,
                because: said(),
            },
            Stage::Reply => Order::Reply {
                request: no,
                channel: profile.channels.first()?.id.to_string(),
                told: said(),
            },
            Stage::Objection => Order::AnswerObjection {
                request: no,
                upheld: self.words.is_multiple_of(2),
                text: said(),
            },
            Stage::Registration => Order::Register(no),
            Stage::Delivery if request.provision.delivered.is_empty() => Order::Deliver {
                request: no,
                part: String::new(),
                what: said(),
                received_by: said(),
            },
            Stage::Delivery => Order::Close {
                request: no,
                renewal: Renewal::ByProfile,
            },
            Stage::Closed => Order::Object {
                request: no,
                text: said(),
            },
            _ => return None,
        })
    }

    /// What the request needs next.
    fn next_step(self, records: &Records, no: RequestNo) -> Option<Order> {
        let request = records.get::<Request>(no)?.0;
        let facts = records.get::<Person>(request.person)?.0.facts;
        let profile = &records.indexes.pinned(&request.pin)?.profile;
        if let Some(order) = self.next_after_submission(&request, profile) {
            return Some(order);
        }
        if request.stage == Stage::Clarification {
            let answer = "نعم".into();
            return Some(Order::Answer {
                request: no,
                answer,
            });
        }
        let Some(need) = &request.need else {
            let need = need_of(Some(profile), self.words);
            return Some(Order::StateNeed { request: no, need });
        };
        let household = facts.household.size.unwrap_or(1);
        let required = profile.papers_required(&need.service, &need.category, household);
        if let Some(kind) = required
            .iter()
            .find(|kind| request.paper(kind).is_none() || self.words.is_multiple_of(32))
        {
            let mut sheet = read(profile, kind, &facts);
            sheet.remark = "قبل".into();
            return Some(Order::MatchPaper { request: no, sheet });
        }
        Some(match (request.explained, request.standing_declaration()) {
            (None, _) => Order::Explain(no),
            (_, None) => Order::Sign {
                request: no,
                signature: Signature::Paper { number: "3".into() },
            },
            _ => Order::Submit(no),
        })
    }

    fn roles(self) -> BTreeSet<Role> {
        let bits = self.words % 64;
        let held = |(bit, _): &(usize, Role)| bits >> bit & 1 == 1;
        let roles = Role::ALL.into_iter().enumerate();
        roles.filter(held).map(|(_, role)| role).collect()
    }

    fn facts(self) -> Facts {
        let mut facts = somebody(u32::from(self.words % 40));
        facts.consent = !self.words.is_multiple_of(16);
        if self.words.is_multiple_of(11) {
            facts.extra.clear();
        }
        facts
    }

    /// One thing changed, or nothing.
    fn corrected(self, records: &Records, person: PersonNo) -> Facts {
        let Some((Person { mut facts, .. }, _)) = records.get::<Person>(person) else {
            return self.facts();
        };
        let other = self.facts();
        match self.words % 8 {
            0 => facts.name = other.name,
            1 => facts.paper = other.paper,
            2 => facts.mobile = other.mobile,
            3 => facts.household = other.household,
            4 => facts.extra = other.extra,
            5 => facts.born = other.born,
            6 => facts.consent = true,
            _ => {}
        }
        facts
    }

    fn request(self, records: &Records) -> RequestNo {
        let (year, last) = records
            .indexes
            .last
            .request
            .iter()
            .next()
            .map_or((1448, 0), |(year, last)| (*year, *last));
        RequestNo {
            year,
            serial: one_of(self.which % 4, last),
        }
    }

    fn arrival(self, records: &Records) -> ArrivalNo {
        ArrivalNo(one_of(self.which, records.indexes.last.arrival))
    }

    fn draft(self, records: &Records) -> DraftNo {
        let drafts = &records.indexes.drafts;
        let at = usize::from(self.which) % drafts.len().max(1);
        drafts.iter().nth(at).map_or(DraftNo(9_999), |(_, no)| *no)
    }

    fn channel(self, records: &Records) -> String {
        let Some(in_force) = records.indexes.in_force() else {
            return String::new();
        };
        let channels = &in_force.profile.channels;
        match channels.get(usize::from(self.words) % (channels.len() + 1)) {
            Some(channel) => channel.id.to_string(),
            None => "pigeon".into(),
        }
    }

    fn need(self, records: &Records) -> Need {
        let Some(in_force) = records.indexes.in_force() else {
            return need_of(None, self.words);
        };
        let mut need = need_of(Some(&in_force.profile), self.words);
        if self.words.is_multiple_of(9) {
            need.extra.clear();
        }
        if self.words.is_multiple_of(13) {
            need.service = "flying".into();
        }
        need
    }

    fn sheet(self, records: &Records, request: RequestNo) -> PaperAsRead {
        let found = records.get::<Request>(request).and_then(|(request, _)| {
            let profile = records.indexes.pinned(&request.pin)?.profile.clone();
            Some((profile, records.get::<Person>(request.person)?.0.facts))
        });
        let Some((profile, facts)) = found else {
            return PaperAsRead {
                kind: "identity".into(),
                number: String::new(),
                read: vec![],
                valid_until: None,
                remark: String::new(),
            };
        };
        let kind = usize::from(self.words) % (profile.papers.len() + 1);
        let kind = profile
            .papers
            .get(kind)
            .map_or("passport-to-the-moon".into(), |paper| paper.id.to_string());
        let mut sheet = read(&profile, &kind, &facts);
        match self.words % 10 {
            0 => sheet
                .read
                .iter_mut()
                .for_each(|(_, read)| *read = "غير ذلك".into()),
            1 => sheet.valid_until = "1440-01-01".parse().ok(),
            2 => sheet.read.clear(),
            _ => {}
        }
        if self.words.is_multiple_of(3) {
            sheet.remark = "قبل للضرورة".into();
        }
        sheet
    }

    fn signature(self) -> Signature {
        match self.words % 4 {
            0 => Signature::Paper {
                number: "١٢".into(),
            },
            1 => Signature::Thumbprint {
                witness: "سالم".into(),
            },
            2 => Signature::Guardian {
                name: "والده".into(),
                deed: "ص 4".into(),
            },
            _ => Signature::Paper { number: " ".into() },
        }
    }
}

/// One of the numbers from 1 to the last; now and then the one after it, which nothing has yet.
fn one_of(which: u16, last: u32) -> u32 {
    if which.is_multiple_of(16) {
        last + 1
    } else {
        1 + u32::from(which) % last.max(1)
    }
}

/// A need that a charity knows.
pub fn need_of(profile: Option<&Profile>, words: u16) -> Need {
    let at = usize::from(words);
    let service = profile.and_then(|profile| {
        let services = &profile.services;
        services.get(at % services.len().max(1))
    });
    let category = profile.and_then(|profile| {
        let categories = &profile.categories;
        categories.get(at % categories.len().max(1))
    });
    Need {
        service: service
            .map(|service| service.id.to_string())
            .unwrap_or_default(),
        category: category
            .map(|category| category.id.to_string())
            .unwrap_or_default(),
        text: format!("يحتاج إلى {}", words % 5),
        urgency: Urgency::Ordinary,
        extra: [("rooms".to_owned(), "3".to_owned())].into(),
    }
}

/// A paper that says what was stated.
pub fn read(profile: &Profile, kind: &str, facts: &Facts) -> PaperAsRead {
    let compared = profile.paper(kind).map(|paper| paper.compare.clone());
    let as_stated = |field: PaperField| {
        let stated = facts.stated(field);
        // What was not stated is read off the paper for the first time.
        let read = if stated.is_empty() {
            "5".into()
        } else {
            stated
        };
        (field.id().to_owned(), read)
    };
    PaperAsRead {
        kind: kind.to_owned(),
        number: "77".into(),
        read: compared.into_iter().flatten().map(as_stated).collect(),
        valid_until: "1460-01-01".parse().ok(),
        remark: String::new(),
    }
}
