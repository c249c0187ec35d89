//! Branch scope: each member of staff sees the branches they were given. What is of others is not there, and is refused
//! where it is named.

mod admission;
mod apart;
mod lists;
mod named;
mod shared;

use istiqbal::domain::arrival::Visitor;
use istiqbal::domain::branches::{BranchScope, Branches};
use istiqbal::domain::draft::About;
use istiqbal::domain::event::Event;
use istiqbal::domain::ids::{
    ArrivalNo, BranchNo, Entity, PersonNo, RequestNo, Revision, StaffNo, VoiceNo,
};
use istiqbal::domain::outreach::{Reached, Reason};
use istiqbal::domain::person::{Facts, Person, PersonName};
use istiqbal::domain::request::Stage;
use istiqbal::domain::staff::Role;
use istiqbal::domain::voice::VoiceKind;
use istiqbal::journal::codec;
use istiqbal::office::notices::{Hearer, Touched};
use istiqbal::office::tell::tell;
use istiqbal::protocol::query::{Likes, OutreachQuery, VoiceBy, VoicesQuery};
use istiqbal::protocol::{
    Answer, Counts, Imported, Made, Order, Query, QueueOrder, QueueQuery, Refusal,
};
use istiqbal::records::Store;

use crate::world::desk::{AUDITOR, Desk, RECEPTION, SUPERVISOR};
use crate::world::orders::{self, register};
use crate::world::people::{paper, somebody};

const HERE: BranchNo = BranchNo(1);
const THERE: BranchNo = BranchNo(2);
/// Who sees only the first branch is the supervisor that [`Desk::open`] adds; at the second there are two.
const NOOR: u32 = 11;
const SAAD: u32 = 12;
const OF_SUPERVISOR: StaffNo = StaffNo(3);
const OF_NOOR: StaffNo = StaffNo(6);

/// A word in everything said at the first branch, by which it is found wherever it comes to light.
const MARK: &str = "زعفران";

/// Two branches; whoever opened the desk sees both.
fn two() -> Desk {
    let mut desk = Desk::open(istiqbal::profiles::source("wethaq").unwrap());
    let name = "ضباء".to_owned();
    desk.order(RECEPTION, &Order::AddBranch { name }).unwrap();
    for (uid, name, role) in [
        (NOOR, "نور", Role::Reception),
        (SAAD, "سعد", Role::Supervisor),
    ] {
        let add = Order::AddStaff {
            name: name.into(),
            uid,
            roles: [role].into(),
            branch: THERE,
        };
        desk.order(RECEPTION, &add).unwrap();
    }
    desk
}

fn give(desk: &mut Desk, staff: StaffNo, scope: BranchScope) {
    let order = Order::GiveBranches { staff, scope };
    desk.order(RECEPTION, &order).unwrap();
}

fn marked(serial: u32) -> Facts {
    let name = PersonName::from_line(&format!("نورة {MARK} الحربي")).unwrap();
    Facts {
        name,
        ..somebody(serial)
    }
}

fn open(person: PersonNo) -> Order {
    orders::open(person, "phone")
}

fn enquire(question: &str) -> Order {
    Order::LogEnquiry {
        question: question.into(),
        answer: question.into(),
        channel: "phone".into(),
        person: None,
        standard: None,
    }
}

fn complain(text: &str, person: Option<PersonNo>) -> Order {
    Order::HearVoice {
        kind: VoiceKind::Complaint,
        text: text.into(),
        channel: "phone".into(),
        person,
    }
}

fn arrive(person: PersonNo, purpose: &str) -> Order {
    Order::ReceiveVisitor {
        visitor: Visitor::Known(person),
        purpose: purpose.into(),
    }
}

/// What a branch has: a person, a request, an arrival, an enquiry, a complaint and a draft.
struct Things {
    person: PersonNo,
    request: RequestNo,
    arrival: ArrivalNo,
    voice: VoiceNo,
}

fn things(desk: &mut Desk, uid: u32, facts: Facts, said: &str) -> Things {
    let Made::Person(person) = desk.order(uid, &register(facts)).unwrap().1 else {
        panic!();
    };
    let Made::Request(request) = desk.order(uid, &open(person)).unwrap().1 else {
        panic!();
    };
    let come = arrive(person, said);
    let Made::Arrival(arrival) = desk.order(uid, &come).unwrap().1 else {
        panic!();
    };
    desk.order(uid, &enquire(said)).unwrap();
    let complaint = complain(said, Some(person));
    let Made::Voice(voice) = desk.order(uid, &complaint).unwrap().1 else {
        panic!();
    };
    let keep = Order::KeepDraft {
        draft: None,
        about: About {
            person: Some(person),
            request: Some(request),
            ..About::default()
        },
        changed: vec![("name".into(), said.into())],
        at: "name".into(),
    };
    desk.order(uid, &keep).unwrap();
    Things {
        person,
        request,
        arrival,
        voice,
    }
}

fn ask(desk: &Desk, uid: u32, query: &Query) -> Result<Answer, Refusal> {
    desk.asked(uid, |records, asked| tell(records, asked, query))
}

fn counts(desk: &Desk, uid: u32) -> Counts {
    match ask(desk, uid, &Query::Desk).unwrap() {
        Answer::Desk(view) => view.counts,
        other => panic!("{other:?}"),
    }
}

fn found(desk: &Desk, uid: u32, text: &str) -> Vec<PersonNo> {
    let query = Query::Find {
        text: text.into(),
        limit: 50,
    };
    match ask(desk, uid, &query).unwrap() {
        Answer::Found(found) => found.into_iter().map(|line| line.no).collect(),
        other => panic!("{other:?}"),
    }
}

fn queue(branch: Option<BranchNo>) -> Query {
    Query::Queue(QueueQuery {
        stage: Stage::Intake,
        branch,
        officer: None,
        service: None,
        order: QueueOrder::Oldest,
        offset: 0,
        limit: 50,
    })
}

fn outreach(branch: Option<BranchNo>) -> Query {
    Query::Outreach(OutreachQuery {
        branch,
        limit: 50,
        ..OutreachQuery::default()
    })
}

/// To whom is of another branch, it is not there; but for a request, which is said whose it is.
fn is_outside<T: std::fmt::Debug>(outcome: Result<T, Refusal>, of: Entity, at: &str) {
    let is_told = matches!(of, Entity::Request(_) | Entity::Branch(_));
    match outcome {
        Err(Refusal::NotFound(named)) if !is_told => assert_eq!(named, of),
        Err(Refusal::OutsideBranches {
            of: named,
            branches,
            by,
        }) if is_told => {
            assert_eq!(named, of);
            assert_eq!(branches, [at], "{of:?}");
            let by: Vec<&str> = by.iter().map(|one| one.as_str()).collect();
            assert_eq!(by, ["سلمى"], "who can give it");
        }
        other => panic!("{of:?}: {other:?}"),
    }
}

#[test]
fn whoever_is_added_sees_their_own_branch_and_what_is_given() {
    let mut desk = two();
    let seen = |desk: &Desk, no| desk.records.indexes.staff[&no].branches();
    assert_eq!(seen(&desk, StaffNo(1)), Branches::All);
    assert_eq!(seen(&desk, OF_SUPERVISOR), Branches::one(HERE));
    assert_eq!(seen(&desk, OF_NOOR), Branches::one(THERE));
    // An administrator and an auditor too: nothing follows from a role.
    assert_eq!(seen(&desk, StaffNo(5)), Branches::one(HERE));

    give(&mut desk, OF_NOOR, BranchScope::Branches([HERE].into()));
    let both = Branches::Only([HERE, THERE].into());
    assert_eq!(seen(&desk, OF_NOOR), both);
    let nothing = Order::GiveBranches {
        staff: OF_NOOR,
        scope: BranchScope::Branches([HERE].into()),
    };
    assert_eq!(desk.decide(RECEPTION, &nothing).unwrap().0, []);
    give(&mut desk, OF_NOOR, BranchScope::Branches([].into()));
    assert_eq!(seen(&desk, OF_NOOR), Branches::one(THERE));
    assert_eq!(
        desk.records.indexes.staff[&OF_NOOR].scope,
        BranchScope::Home
    );
    let nowhere = Order::GiveBranches {
        staff: OF_NOOR,
        scope: BranchScope::Branches([BranchNo(9)].into()),
    };
    assert_eq!(
        desk.decide(RECEPTION, &nowhere),
        Err(Refusal::NotFound(Entity::Branch(BranchNo(9))))
    );
    assert!(matches!(
        desk.decide(SAAD, &nothing),
        Err(Refusal::NotAllowed(_))
    ));
    // Who works elsewhere from now on sees that, and no longer where they were.
    let away = Order::MoveStaff {
        staff: OF_NOOR,
        branch: HERE,
    };
    desk.order(RECEPTION, &away).unwrap();
    assert_eq!(seen(&desk, OF_NOOR), Branches::one(HERE));
}

#[test]
fn staff_of_a_journal_from_before_branches_were_given_see_all() {
    let mut desk = Desk::bare();
    let opening = crate::world::desk::opening(istiqbal::profiles::source("wethaq").unwrap());
    desk.order(RECEPTION, &opening[0]).unwrap();
    let stamp = desk.asked(RECEPTION, |_, asked| asked.stamp());
    let added = Event::StaffAdded {
        staff: StaffNo(2),
        name: "هدى".into(),
        uid: NOOR,
        roles: [Role::Reception].into(),
        branch: HERE,
    };
    desk.records.apply(stamp, Revision(99), &added);
    let member = &desk.records.indexes.staff[&StaffNo(2)];
    assert_eq!(member.scope, BranchScope::All);
}

#[test]
fn a_request_is_put_into_hands_that_see_it() {
    let mut desk = two();
    let here = things(&mut desk, RECEPTION, marked(1), MARK);
    let assign = |to| Order::Assign {
        request: here.request,
        to,
    };
    assert_eq!(
        desk.decide(SUPERVISOR, &assign(OF_NOOR)).map(drop),
        Err(Refusal::BranchNotSeen {
            by: "نور".into(),
            branch: "الرئيسي".into()
        })
    );
    give(&mut desk, OF_NOOR, BranchScope::All);
    desk.order(SUPERVISOR, &assign(OF_NOOR)).unwrap();
}
