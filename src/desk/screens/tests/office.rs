//! An office that answers a desk from what it is given.

use crate::desk::screens::home;
use crate::desk::state::{Action, Effect, State};
use crate::desk::tests::{desk, press};
use crate::desk::update::{begin, update};
use crate::domain::arrival::{Arrival, Turn, Visitor};
use crate::domain::enquiry::Enquiry;
use crate::domain::ids::{
    ArrivalNo, BranchNo, DraftNo, EnquiryNo, PersonNo, RequestNo, Revision, StaffNo,
};
use crate::domain::moment::{Act, Moment};
use crate::domain::request::Pin;
use crate::domain::staff::{Branch, Role, Staff};
use crate::domain::standard::Standard;
use crate::locale::Language;
use crate::profiles;
use crate::protocol::query::{DraftLine, LineRow};
use crate::protocol::{Answer, Counts, DeskView, Done, Made, Order, PersonLine, Query, Refusal};

/// 2026-11-21 in the morning, as the desk of the tests has it.
const NOW: Moment = Moment(1_795_215_600_000);
const MINUTE: i64 = 60_000;

/// An office that answers from what it is given, and remembers what it was told.
pub(super) struct Office {
    pub(super) view: DeskView,
    pub(super) line: Vec<LineRow>,
    pub(super) drafts: Vec<DraftLine>,
    pub(super) enquiries: Vec<Enquiry>,
    pub(super) standards: Vec<Standard>,
    pub(super) found: Vec<PersonLine>,
    /// The other branches at which any identity paper is on file.
    pub(super) on_file: Vec<String>,
    pub(super) made: Made,
    pub(super) asked: Vec<Query>,
    pub(super) told: Vec<Order>,
}

pub(super) fn staff(no: u32, name: &str, roles: &[Role]) -> Staff {
    Staff {
        no: StaffNo(no),
        name: name.to_owned(),
        uid: 1000 + no,
        roles: roles.iter().copied().collect(),
        branch: BranchNo(1),
        left: None,
        scope: Default::default(),
    }
}

pub(super) fn arrival(no: u32, name: &str, minutes: i64, purpose: &str, turn: Turn) -> LineRow {
    let at = Moment(NOW.0 - minutes * MINUTE);
    LineRow {
        arrival: Arrival {
            no: ArrivalNo(no),
            visitor: Visitor::Named(name.to_owned()),
            purpose: purpose.to_owned(),
            branch: BranchNo(1),
            arrived: Act { by: StaffNo(1), at },
            turn,
        },
        name: name.to_owned(),
    }
}

pub(super) fn person(no: u32, name: &str, requests: u16) -> PersonLine {
    PersonLine {
        no: PersonNo(no),
        name: name.to_owned(),
        paper: "••••••4451".to_owned(),
        mobile: "••••••4567".to_owned(),
        born: "1410-03-02".to_owned(),
        branch: BranchNo(1),
        requests,
    }
}

impl Office {
    /// A working morning at Wethaq.
    pub(super) fn working() -> Self {
        let salma = staff(
            1,
            "سلمى القحطاني",
            &[Role::Reception, Role::SocialResearcher],
        );
        let huda = staff(2, "هدى العنزي", &[Role::Reception]);
        let draft = |no, name: &str, request| DraftLine {
            no: DraftNo(no),
            name: name.to_owned(),
            request,
            at: "mobile".to_owned(),
            touched: Moment(NOW.0 - 40 * MINUTE),
        };
        let enquiry = |no, question: &str, answer: &str| Enquiry {
            no: EnquiryNo(no),
            question: question.to_owned(),
            answer: answer.to_owned(),
            channel: "phone".to_owned(),
            person: None,
            branch: BranchNo(1),
            logged: Act {
                by: StaffNo(1),
                at: Moment(NOW.0 - 90 * MINUTE),
            },
            standard: None,
        };
        Self {
            view: DeskView {
                me: Some(salma.clone()),
                pin: Some(Pin {
                    profile: "wethaq".to_owned(),
                    version: 1,
                }),
                staff: vec![salma, huda],
                branches: vec![Branch {
                    no: BranchNo(1),
                    name: "تبوك".to_owned(),
                }],
                counts: Counts {
                    waiting: 3,
                    reply_due: 2,
                    arrived_today: 12,
                    submitted_today: 5,
                    enquiries_today: 3,
                    outreach: 17,
                    voices: 4,
                    ..Counts::default()
                },
                now: NOW,
                revision: Revision(9),
                lock: Default::default(),
            },
            line: vec![
                arrival(
                    4,
                    "هيا بنت عبدالله القحطاني",
                    25,
                    "إرشاد أسري",
                    Turn::With(StaffNo(2), NOW),
                ),
                arrival(5, "نورة سعد الحربي", 12, "طلب مساعدة", Turn::Waiting),
                arrival(6, "Maria Santos", 3, "", Turn::Waiting),
                arrival(
                    7,
                    "عبدالرحمن بن عبدالعزيز بن عبدالمحسن الشمري العنزي",
                    0,
                    "استفسار عن خدمة التأهيل لما قبل الزواج ومواعيدها",
                    Turn::Waiting,
                ),
            ],
            drafts: vec![
                draft(31, "فهد العتيبي", None),
                draft(
                    32,
                    "",
                    Some(RequestNo {
                        year: 1448,
                        serial: 42,
                    }),
                ),
            ],
            enquiries: vec![
                enquiry(
                    1,
                    "ما المستندات المطلوبة للإرشاد الأسري؟",
                    "الهوية الوطنية وسجل الأسرة.",
                ),
                enquiry(
                    2,
                    "متى يأتي الرد على الطلب؟",
                    "بعد أسبوعين على الأقل من تقديمه.",
                ),
            ],
            standards: Vec::new(),
            found: vec![
                person(318, "نورة سعد الحربي", 1),
                person(402, "نورة بنت سعيد العمري", 0),
            ],
            on_file: Vec::new(),
            made: Made::Nothing,
            asked: Vec::new(),
            told: Vec::new(),
        }
    }

    fn answer(&self, query: &Query) -> Result<Answer, Refusal> {
        let known = self.view.me.is_some();
        Ok(match query {
            Query::Desk => Answer::Desk(Box::new(self.view.clone())),
            Query::Counts => Answer::Counts(Box::new(self.view.counts.clone())),
            Query::Profile(pin) => Answer::Profile(profiles::source(&pin.profile).unwrap().into()),
            _ if !known => return Err(Refusal::NotStaff { uid: 1007 }),
            Query::Line => Answer::Line(self.line.clone()),
            Query::Drafts => Answer::Drafts(self.drafts.clone()),
            Query::Enquiries { .. } => Answer::Enquiries(self.enquiries.clone()),
            Query::Standards if !self.standards.is_empty() => {
                Answer::Standards(self.standards.clone())
            }
            Query::Find { .. } => Answer::Found(self.found.clone()),
            Query::Alike { .. } => Answer::Alike(Vec::new()),
            Query::OnFile(_) => Answer::OnFile(self.on_file.clone()),
            _ => return Err(Refusal::Unreadable),
        })
    }

    /// Does and tells what a desk wants, until it wants nothing more.
    pub(super) fn serve(&mut self, state: &mut State, mut effects: Vec<Effect>) {
        while !effects.is_empty() {
            let mut next = Vec::new();
            for effect in effects {
                next.extend(match effect {
                    Effect::Ask(tag, query) => {
                        let answer = self.answer(&query);
                        self.asked.push(query);
                        update(state, Action::Answer(tag, answer))
                    }
                    Effect::Do(tag, order, _) => {
                        if matches!(*order, Order::OpenDesk { .. }) {
                            self.view = Office::working().view;
                        }
                        self.told.push(*order);
                        let done = Done {
                            revision: Revision(10),
                            made: self.made.clone(),
                        };
                        update(state, Action::Done(tag, Ok(done)))
                    }
                    _ => Vec::new(),
                });
            }
            effects = next;
        }
    }

    pub(super) fn open(&mut self, language: Language) -> State {
        let desk = desk(language);
        let home = home(&desk);
        let mut state = State::new(desk, home);
        update(&mut state, Action::Resize(80, 24));
        let effects = begin(&mut state);
        self.serve(&mut state, effects);
        state
    }

    pub(super) fn press(&mut self, state: &mut State, keys: &str) {
        for key in keys.split_whitespace() {
            let effects = press(state, key);
            self.serve(state, effects);
        }
    }

    pub(super) fn write(&mut self, state: &mut State, text: &str) {
        for c in text.chars() {
            let key = crate::desk::key::Key::char(c);
            let effects = update(state, Action::Key(key));
            self.serve(state, effects);
        }
    }

    pub(super) fn unopened() -> Self {
        let mut office = Self::working();
        office.view.me = None;
        office.view.pin = None;
        office.view.staff.clear();
        office.view.branches.clear();
        office
    }

    pub(super) fn strange() -> Self {
        let mut office = Self::working();
        office.view.me = None;
        office.view.staff.clear();
        office.view.branches.clear();
        office
    }
}
