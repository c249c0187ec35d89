//! What is formatted for a log or an error says nothing of a person.

use std::fmt::Debug;

use istiqbal::desk::state::{Action, Effect};
use istiqbal::domain::arrival::{Arrival, Turn, Visitor};
use istiqbal::domain::document::Paper;
use istiqbal::domain::event::Event;
use istiqbal::domain::ids::{
    ArrivalNo, BranchNo, DraftNo, EnquiryNo, Entity, PersonNo, RequestNo, Revision, StaffNo,
    VoiceNo,
};
use istiqbal::domain::moment::{Act, Moment};
use istiqbal::domain::outreach::{Reached, Reason};
use istiqbal::domain::person::Facts;
use istiqbal::domain::pin::{PinCode, PinHash};
use istiqbal::domain::request::{Need, Stage, Urgency};
use istiqbal::domain::staff::{Branch, Staff};
use istiqbal::domain::voice::{Occasion, RatedAs, Rating, Score, VoiceKind};
use istiqbal::journal::codec;
use istiqbal::protocol::query::{Answer, DraftLine, Likes, LineRow, PersonLine, Query, QueueRow};
use istiqbal::protocol::{Command, Order, PaperAsRead, Refusal};
use istiqbal::protocol::{Knock, ToOffice};
use serde::Serialize;

use crate::world::orders;
use crate::world::people::somebody;

const SECRET: &str = "سر";

const DIGITS: &str = "739104";

const AT: Moment = Moment(1_733_097_600_000);

const REQUEST: RequestNo = RequestNo {
    year: 1448,
    serial: 7,
};

fn secret() -> String {
    SECRET.to_owned()
}

fn pair() -> Vec<(String, String)> {
    vec![("name".into(), secret())]
}

fn facts() -> Facts {
    let mut facts = somebody(3);
    facts.name.family = secret();
    facts
}

/// Said of a value that does hold the secret.
fn said<T: Debug + Serialize>(value: T) -> String {
    let said = format!("{value:?}");
    let held = codec::encode(&value).unwrap();
    let holds = held.windows(SECRET.len()).any(|at| at == SECRET.as_bytes());
    assert!(holds, "{said} holds no secret");
    said
}

fn orders() -> Vec<Order> {
    let (person, request, branch) = (PersonNo(4), REQUEST, BranchNo(1));
    vec![
        Order::OpenDesk {
            profile: secret(),
            branch: secret(),
            name: secret(),
            roles: [].into(),
        },
        Order::AddBranch { name: secret() },
        Order::AddStaff {
            name: secret(),
            uid: 1000,
            roles: [].into(),
            branch,
        },
        Order::ReceiveVisitor {
            visitor: Visitor::Named(secret()),
            purpose: secret(),
        },
        orders::register(facts()),
        Order::CorrectPerson {
            person,
            facts: facts(),
        },
        Order::StateNeed {
            request,
            need: need(),
        },
        Order::MatchPaper {
            request,
            sheet: sheet(),
        },
        Order::Refer {
            request,
            question: secret(),
        },
        Order::Answer {
            request,
            answer: secret(),
        },
        Order::Withdraw {
            request,
            because: secret(),
        },
        Order::LogEnquiry {
            question: secret(),
            answer: secret(),
            channel: "visit".into(),
            person: Some(person),
            standard: None,
        },
        Order::HearVoice {
            kind: VoiceKind::Complaint,
            text: secret(),
            channel: "visit".into(),
            person: Some(person),
        },
        Order::Rate {
            request,
            occasion: Occasion::Reply,
            rating: Some(rating()),
        },
        Order::KeepDraft {
            draft: None,
            about: Default::default(),
            changed: pair(),
            at: "name".into(),
        },
        Order::ImportPeople {
            people: vec![facts()],
            source: [0; 32],
            dry_run: false,
        },
    ]
}

fn rating() -> Rating {
    Rating {
        procedure: Score::new(1).unwrap(),
        provider: Score::new(2).unwrap(),
        words: secret(),
    }
}

fn events() -> Vec<Event> {
    let (person, request, branch) = (PersonNo(4), REQUEST, BranchNo(1));
    vec![
        Event::ServiceRated {
            of: RatedAs {
                month: Default::default(),
                branch,
                occasion: Occasion::Reply,
                service: "aid".into(),
                channel: "visit".into(),
            },
            rating: rating(),
        },
        Event::VoiceHeard {
            voice: VoiceNo(1),
            kind: VoiceKind::Complaint,
            text: secret(),
            channel: "visit".into(),
            person: Some(person),
        },
        Event::ContactMade {
            person,
            reason: Reason::Silent,
            channel: "visit".into(),
            reached: Reached::Spoken,
            result: secret(),
        },
        Event::BranchAdded {
            branch,
            name: secret(),
        },
        Event::StaffAdded {
            staff: StaffNo(2),
            name: secret(),
            uid: 1000,
            roles: [].into(),
            branch,
        },
        Event::VisitorArrived {
            arrival: ArrivalNo(5),
            visitor: Visitor::Named(secret()),
            purpose: secret(),
        },
        Event::PersonRegistered {
            person,
            facts: facts(),
        },
        Event::PersonCorrected {
            person,
            facts: facts(),
        },
        Event::NeedStated {
            request,
            need: need(),
        },
        Event::PaperMatched {
            request,
            paper: paper(),
        },
        Event::ClarificationReferred {
            request,
            question: secret(),
        },
        Event::ClarificationAnswered {
            request,
            answer: secret(),
        },
        Event::RequestWithdrawn {
            request,
            because: secret(),
        },
        Event::EnquiryLogged {
            enquiry: EnquiryNo(6),
            question: secret(),
            answer: secret(),
            channel: "visit".into(),
            person: None,
        },
        Event::DraftKept {
            draft: DraftNo(8),
            about: Default::default(),
            changed: pair(),
            at: "name".into(),
        },
    ]
}

fn pins() -> [String; 3] {
    let pin = || PinCode::parse(DIGITS).unwrap();
    let knock = Knock::SetPin {
        old: Some(pin()),
        new: pin(),
    };
    let hash = PinHash::new(DIGITS.into());
    let staff = StaffNo(1);
    let message = ToOffice::Knock { seq: 1, knock };
    let set = Event::PinSet {
        staff,
        hash: hash.clone(),
    };
    [
        format!("{message:?}"),
        format!("{set:?}"),
        format!("{:?}", Event::PinReset { staff, hash }),
    ]
}

#[test]
fn nothing_said_of_a_pin_is_the_pin() {
    for said in pins() {
        assert!(!said.contains(DIGITS), "{said}");
    }
}

fn need() -> Need {
    Need {
        service: "rent".into(),
        category: String::new(),
        text: secret(),
        urgency: Urgency::Urgent,
        extra: [("other".into(), secret())].into(),
    }
}

fn sheet() -> PaperAsRead {
    PaperAsRead {
        kind: "id-copy".into(),
        number: secret(),
        read: pair(),
        valid_until: None,
        remark: secret(),
    }
}

fn paper() -> Paper {
    Paper {
        kind: "id-copy".into(),
        number: secret(),
        pairs: vec![],
        valid_until: None,
        remark: secret(),
        matched: act(),
    }
}

fn act() -> Act {
    Act {
        by: StaffNo(2),
        at: AT,
    }
}

fn person_line() -> PersonLine {
    PersonLine {
        no: PersonNo(4),
        name: secret(),
        paper: secret(),
        mobile: secret(),
        born: secret(),
        branch: BranchNo(1),
        requests: 3,
    }
}

fn line_row() -> LineRow {
    LineRow {
        arrival: Arrival {
            no: ArrivalNo(5),
            visitor: Visitor::Named(secret()),
            purpose: secret(),
            branch: BranchNo(1),
            arrived: act(),
            turn: Turn::Waiting,
        },
        name: secret(),
    }
}

fn draft_line() -> DraftLine {
    DraftLine {
        no: DraftNo(8),
        name: secret(),
        request: None,
        at: secret(),
        touched: AT,
    }
}

fn queue_row() -> QueueRow {
    QueueRow {
        request: REQUEST,
        person: PersonNo(4),
        name: secret(),
        service: "rent".into(),
        stage: Stage::Clarification,
        since: AT,
        reply_not_before: None,
        officer: StaffNo(2),
        branch: BranchNo(1),
        urgency: Urgency::Ordinary,
        question: secret(),
        revision: Revision(9),
    }
}

fn find() -> Query {
    Query::Find {
        text: secret(),
        limit: 20,
    }
}

fn alike() -> Query {
    Query::Alike {
        traits: Likes {
            name: secret(),
            ..Likes::default()
        },
        except: None,
    }
}

#[test]
fn what_is_said_of_a_record_is_its_number() {
    for (said, number) in [
        (said(find()), "Find(…, 20)"),
        (said(sheet()), "PaperAsRead(id-copy)"),
        (said(person_line()), "PersonNo(4)"),
        (said(queue_row()), "serial: 7"),
        (said(draft_line()), "DraftNo(8)"),
        (said(line_row()), "Arrival(5,"),
    ] {
        assert!(said.contains(number), "{said}");
    }
}

#[test]
fn nothing_said_of_a_value_is_personal() {
    let mut all = vec![
        said(find()),
        said(alike()),
        said(person_line()),
        said(line_row()),
        said(draft_line()),
        said(queue_row()),
        said(sheet()),
        said(paper()),
        said(Staff {
            no: StaffNo(2),
            name: secret(),
            uid: 1000,
            roles: [].into(),
            branch: BranchNo(1),
            left: None,
            scope: Default::default(),
        }),
        said(Branch {
            no: BranchNo(1),
            name: secret(),
        }),
        said(Refusal::Stale {
            entity: Entity::Person(PersonNo(4)),
            what: "person-corrected".into(),
            by: SECRET.into(),
            at: AT,
            now: Revision(9),
        }),
        said(Answer::Found(vec![person_line()])),
        said(Answer::Line(vec![line_row()])),
        said(Answer::Drafts(vec![draft_line()])),
        format!("{:?}", Action::Paste(secret())),
        format!("{:?}", Effect::Copy(secret())),
    ];
    for order in orders() {
        let id = order.id();
        let command = said(Command {
            id: 1,
            saw: None,
            order: order.clone(),
        });
        assert!(command.contains(id), "{command}");
        all.extend([command, said(order)]);
    }
    for event in events() {
        let id = event.id();
        let event = said(event);
        assert!(event.contains(id), "{event}");
        all.push(event);
    }
    for said in all {
        assert!(!said.contains(SECRET), "{said}");
    }
}
