//! Branch scope: each member of staff sees the branches they were given. What is of others is not there, and is refused
//! where it is named.

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
use istiqbal::office::notices::Touched;
use istiqbal::office::tell::tell;
use istiqbal::protocol::query::{Likes, OutreachQuery, VoiceBy, VoicesQuery};
use istiqbal::protocol::{
    Answer, Counts, Imported, Made, Order, Query, QueueOrder, QueueQuery, Refusal,
};
use istiqbal::records::Store;

use crate::world::desk::{AUDITOR, Desk, RECEPTION, SUPERVISOR};
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

fn register(facts: Facts) -> Order {
    Order::RegisterPerson {
        facts,
        not_the_same: vec![],
        draft: None,
    }
}

fn open(person: PersonNo) -> Order {
    Order::OpenRequest {
        person,
        channel: "phone".into(),
        responsibilities_told: true,
        draft: None,
    }
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

fn is_outside<T: std::fmt::Debug>(outcome: Result<T, Refusal>, of: Entity, at: &str) {
    match outcome {
        Err(Refusal::OutsideBranches {
            of: named,
            branches,
            by,
        }) => {
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
fn an_order_on_another_branchs_record_is_refused_with_its_branch_and_who_can_give_it() {
    let mut desk = two();
    let here = things(&mut desk, RECEPTION, marked(1), MARK);
    let there = things(&mut desk, NOOR, somebody(3), "قول");
    let Things {
        person,
        request,
        arrival,
        voice,
    } = here;
    let (of_person, of_request) = (Entity::Person(person), Entity::Request(request));
    let about = |about| Order::KeepDraft {
        draft: None,
        about,
        changed: vec![],
        at: String::new(),
    };
    let contact = |person, reason| Order::LogContact {
        person,
        reason,
        channel: "phone".into(),
        reached: Reached::Spoken,
        result: String::new(),
    };
    let renewal = Reason::RenewalDue {
        request,
        on: chrono::NaiveDate::MIN,
    };
    let orders = [
        (NOOR, open(person), of_person),
        (NOOR, arrive(person, MARK), of_person),
        (NOOR, complain("نص", Some(person)), of_person),
        (
            NOOR,
            Order::CorrectPerson {
                person,
                facts: somebody(1),
            },
            of_person,
        ),
        (
            NOOR,
            Order::NotTheSame {
                person: there.person,
                other: person,
            },
            of_person,
        ),
        (
            NOOR,
            Order::RegisterPerson {
                facts: somebody(4),
                not_the_same: vec![person],
                draft: None,
            },
            of_person,
        ),
        (NOOR, contact(person, Reason::Silent), of_person),
        (NOOR, contact(there.person, renewal), of_request),
        (
            NOOR,
            about(About {
                person: Some(person),
                ..About::default()
            }),
            of_person,
        ),
        (
            NOOR,
            about(About {
                request: Some(request),
                ..About::default()
            }),
            of_request,
        ),
        (
            NOOR,
            about(About {
                arrival: Some(arrival),
                ..About::default()
            }),
            Entity::Arrival(arrival),
        ),
        (NOOR, Order::CallVisitor(arrival), Entity::Arrival(arrival)),
        (NOOR, Order::Take(request), of_request),
        (NOOR, Order::Explain(request), of_request),
        // Even a step that is not theirs: the branch is asked before the workflow.
        (
            NOOR,
            Order::Assign {
                request,
                to: OF_NOOR,
            },
            of_request,
        ),
        (
            NOOR,
            Order::NotePrinted {
                request,
                sheet: "receipt".into(),
            },
            of_request,
        ),
        (
            SAAD,
            Order::AnswerVoice {
                voice,
                answer: "نعم".into(),
            },
            Entity::Voice(voice),
        ),
    ];
    for (uid, order, of) in &orders {
        is_outside(desk.decide(*uid, order), *of, "الرئيسي");
    }
    for (query, of) in [
        (Query::Person(person), of_person),
        (Query::Request(request), of_request),
        (
            Query::Alike {
                traits: Likes::default(),
                except: Some(person),
            },
            of_person,
        ),
        (queue(Some(HERE)), Entity::Branch(HERE)),
        (outreach(Some(HERE)), Entity::Branch(HERE)),
        (
            Query::Find {
                text: request.to_string(),
                limit: 5,
            },
            of_request,
        ),
    ] {
        is_outside(ask(&desk, NOOR, &query), of, "الرئيسي");
    }
    // What is not there is nobody's.
    let nobody = PersonNo(99);
    assert_eq!(
        desk.decide(NOOR, &open(nobody)).map(drop),
        Err(Refusal::NotFound(Entity::Person(nobody)))
    );
    // With the branch given, they are refused for this no more.
    give(&mut desk, OF_NOOR, BranchScope::Branches([HERE].into()));
    desk.order(NOOR, &open(person)).unwrap();
    assert!(ask(&desk, NOOR, &Query::Request(request)).is_ok());
    assert!(ask(&desk, NOOR, &queue(Some(HERE))).is_ok());
}

/// Every query that answers with a list, and the pages of one's own.
fn lists() -> Vec<Query> {
    let likes = |name: &str, id: &str, mobile: &str| Query::Alike {
        traits: Likes {
            name: name.into(),
            id: id.into(),
            mobile: mobile.into(),
            born: String::new(),
        },
        except: None,
    };
    let find = |text: String| Query::Find { text, limit: 50 };
    let month = chrono::NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
    let name = format!("نورة {MARK} الحربي");
    let number = paper(1).number().unwrap().to_owned();
    vec![
        Query::Desk,
        find(MARK.into()),
        find(number.clone()),
        find("0500000001".into()),
        find("1".into()),
        likes(&name, "", ""),
        likes(&name, &number, "0500000001"),
        Query::Line,
        Query::Drafts,
        queue(None),
        Query::Enquiries { limit: 50 },
        Query::Standards,
        Query::Voices(VoicesQuery {
            limit: 50,
            ..VoicesQuery::default()
        }),
        outreach(None),
        Query::Voice {
            from: month,
            to: month,
            by: VoiceBy::Branch,
        },
    ]
}

#[test]
fn nothing_of_another_branch_is_in_any_list_or_count() {
    let mut desk = two();
    let here = things(&mut desk, RECEPTION, marked(1), MARK);
    let there = things(&mut desk, NOOR, somebody(3), "قول");
    desk.now.0 += 3 * 366 * 86_400_000;
    let brought_to_light = |desk: &Desk, uid| {
        let shows = |query: &Query| {
            let answer = ask(desk, uid, query);
            let said = codec::encode(&answer).unwrap();
            said.windows(MARK.len()).any(|said| said == MARK.as_bytes())
        };
        let lists = lists().into_iter();
        lists.filter(shows).collect::<Vec<Query>>()
    };
    // Each of them shows it to whoever sees the branch, but for sums and what nobody said anything of.
    assert_eq!(brought_to_light(&desk, RECEPTION).len(), 11);
    for uid in [NOOR, SAAD] {
        assert_eq!(brought_to_light(&desk, uid), []);
    }
    for (uid, at, people) in [
        (RECEPTION, None, vec![here.person, there.person]),
        (SUPERVISOR, Some(HERE), vec![here.person]),
        (AUDITOR, Some(HERE), vec![here.person]),
        (NOOR, Some(THERE), vec![there.person]),
    ] {
        let Answer::Queue(page) = ask(&desk, uid, &queue(None)).unwrap() else {
            panic!();
        };
        let rows: Vec<PersonNo> = page.rows.iter().map(|row| row.person).collect();
        assert_eq!(rows, people, "{uid}");
        assert_eq!(page.total as usize, people.len());
        let counts = counts(&desk, uid);
        assert_eq!(counts.stages[&Stage::Intake] as usize, people.len());
        assert_eq!(counts.voices as usize, people.len());
        assert_eq!(counts.outreach, 0, "open requests keep them from silence");
        let Answer::Queue(narrowed) = ask(&desk, uid, &queue(at)).unwrap() else {
            panic!();
        };
        assert_eq!(narrowed.rows, page.rows);
    }
}

#[test]
fn outreach_is_the_branch_that_registered_them() {
    let mut desk = two();
    for (uid, serial) in [(RECEPTION, 1), (NOOR, 3), (NOOR, 4)] {
        desk.order(uid, &register(somebody(serial))).unwrap();
    }
    desk.now.0 += 3 * 366 * 86_400_000;
    for (uid, rows, at) in [(SUPERVISOR, 1, HERE), (NOOR, 2, THERE)] {
        let Answer::Outreach(page) = ask(&desk, uid, &outreach(None)).unwrap() else {
            panic!();
        };
        assert_eq!(page.rows.len(), rows);
        assert!(page.rows.iter().all(|row| row.branch == at));
        assert_eq!(page.totals.values().sum::<u32>() as usize, rows);
        assert_eq!(counts(&desk, uid).outreach as usize, rows);
    }
    assert_eq!(counts(&desk, RECEPTION).outreach, 3);
}

#[test]
fn a_person_of_another_branch_is_admitted_by_the_paper_alone() {
    let mut desk = two();
    let here = things(&mut desk, RECEPTION, marked(1), MARK);
    let number = paper(1);
    // By name, mobile or the number itself nobody is found; registered anew they are refused, and it is said where.
    for text in [MARK, number.number().unwrap(), "0500000001"] {
        assert_eq!(found(&desk, NOOR, text), []);
    }
    assert_eq!(
        desk.decide(NOOR, &register(marked(1))).map(drop),
        Err(Refusal::OnFileElsewhere(vec!["الرئيسي".into()]))
    );
    let admit = |paper| Order::AdmitPerson { paper };
    let (events, made) = desk.order(NOOR, &admit(number.clone())).unwrap();
    let admitted = Event::PersonAdmitted {
        person: here.person,
    };
    assert_eq!(
        (events, made),
        (vec![admitted.clone()], Made::Person(here.person))
    );
    assert_eq!(found(&desk, NOOR, MARK), [here.person]);
    // Of what the other branch does for them nothing is shown.
    let Answer::Person(page) = ask(&desk, NOOR, &Query::Person(here.person)).unwrap() else {
        panic!();
    };
    assert_eq!((page.person.requests.len(), page.requests.len()), (0, 0));
    is_outside(
        ask(&desk, NOOR, &Query::Request(here.request)),
        Entity::Request(here.request),
        "الرئيسي",
    );
    let Made::Request(new) = desk.order(NOOR, &open(here.person)).unwrap().1 else {
        panic!();
    };
    let requests = |desk: &Desk, uid| {
        let Answer::Person(page) = ask(desk, uid, &Query::Person(here.person)).unwrap() else {
            panic!();
        };
        let rows: Vec<_> = page.requests.iter().map(|row| row.request).collect();
        let mut listed = page.person.requests.clone();
        listed.reverse();
        assert_eq!(listed, rows);
        rows
    };
    assert_eq!(requests(&desk, NOOR), [new]);
    assert_eq!(requests(&desk, SUPERVISOR), [here.request]);
    assert_eq!(requests(&desk, RECEPTION), [new, here.request]);
    // Both branches are told of the file from now on, and each of its own requests.
    let person = desk.records.get::<Person>(here.person).unwrap().0;
    assert_eq!(person.branches, [HERE, THERE].into());
    // Twice changes nothing; a paper that is nobody's admits nobody; nor does none.
    assert_eq!(desk.decide(NOOR, &admit(number)).unwrap().0, []);
    for nobodys in [paper(3), paper(5)] {
        let refused = desk.decide(NOOR, &admit(nobodys)).unwrap_err();
        assert!(matches!(refused, Refusal::Invalid { .. }), "{refused:?}");
    }
    // Whoever is seen is told of as before.
    assert_eq!(
        desk.decide(NOOR, &register(marked(1))).map(drop),
        Err(Refusal::SameIdentity(here.person))
    );
}

#[test]
fn a_correction_to_a_paper_on_file_elsewhere_is_refused_with_the_same_offer() {
    let mut desk = two();
    desk.order(RECEPTION, &register(marked(1))).unwrap();
    let Made::Person(person) = desk.order(NOOR, &register(somebody(3))).unwrap().1 else {
        panic!();
    };
    let correct = Order::CorrectPerson {
        person,
        facts: Facts {
            paper: paper(1),
            ..somebody(3)
        },
    };
    assert_eq!(
        desk.decide(NOOR, &correct).map(drop),
        Err(Refusal::OnFileElsewhere(vec!["الرئيسي".into()]))
    );
}

#[test]
fn a_request_or_an_arrival_makes_its_person_one_of_the_branch() {
    let mut desk = two();
    let Made::Person(one) = desk.order(NOOR, &register(somebody(3))).unwrap().1 else {
        panic!();
    };
    let Made::Person(other) = desk.order(NOOR, &register(somebody(4))).unwrap().1 else {
        panic!();
    };
    let of = |desk: &Desk, no| desk.records.branches_of(Entity::Person(no)).unwrap();
    desk.order(RECEPTION, &open(one)).unwrap();
    desk.order(RECEPTION, &arrive(other, MARK)).unwrap();
    assert_eq!(of(&desk, one), [HERE, THERE].into());
    assert_eq!(of(&desk, other), [HERE, THERE].into());
    // Another arrival changes nothing of the file.
    let before = desk.records.revision_of(Entity::Person(other));
    desk.order(RECEPTION, &arrive(other, MARK)).unwrap();
    assert_eq!(desk.records.revision_of(Entity::Person(other)), before);
    assert_eq!(found(&desk, SUPERVISOR, "0500000004"), [other]);
}

#[test]
fn a_file_that_is_brought_in_meets_its_own_branch_and_papers_elsewhere() {
    let mut desk = two();
    // The first has a paper, the second none.
    for serial in [1, 5] {
        desk.order(RECEPTION, &register(somebody(serial))).unwrap();
    }
    let Made::Person(own) = desk.order(NOOR, &register(somebody(3))).unwrap().1 else {
        panic!();
    };
    let import = Order::ImportPeople {
        people: [1, 5, 3, 4].map(somebody).into(),
        source: [7; 32],
        dry_run: false,
    };
    let (_, made) = desk.order(NOOR, &import).unwrap();
    let Made::Imported(made) = made else { panic!() };
    assert!(
        matches!(
            made.as_slice(),
            [
                Imported::Elsewhere,
                Imported::Added(_),
                Imported::Already(file),
                Imported::Added(_)
            ] if *file == own
        ),
        "{made:?}"
    );
    let again = desk.order(NOOR, &import).unwrap();
    let Made::Imported(made) = again.1 else {
        panic!()
    };
    assert_eq!(again.0, [], "a file brought in twice adds nobody");
    assert!(matches!(
        made.as_slice(),
        [
            Imported::Elsewhere,
            Imported::Already(_),
            Imported::Already(_),
            Imported::Already(_)
        ]
    ));
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

#[test]
fn a_desk_is_told_of_its_own_branches_alone() {
    let mut desk = two();
    things(&mut desk, NOOR, somebody(3), "قول");
    let told = |desk: &mut Desk, uid, order: &Order| {
        let stamp = desk.asked(uid, |_, asked| asked.stamp());
        let (events, _) = desk.order(uid, order).unwrap();
        let mut touched = Touched::default();
        for event in &events {
            touched.note(&desk.records, stamp, event);
        }
        touched.changed(Revision(1))
    };
    let (here, there) = (Branches::one(HERE), Branches::one(THERE));
    let person = PersonNo(2);
    let keep = Order::KeepDraft {
        draft: None,
        about: About::default(),
        changed: vec![],
        at: "name".into(),
    };
    for order in [
        register(marked(1)),
        open(person),
        arrive(person, MARK),
        Order::CallVisitor(ArrivalNo(2)),
        enquire("؟"),
        complain("نص", None),
        keep,
        Order::ImportPeople {
            people: vec![somebody(8)],
            source: [1; 32],
            dry_run: false,
        },
    ] {
        let change = told(&mut desk, RECEPTION, &order).unwrap();
        assert_eq!(change.told_to(&there), None, "{order:?}");
        let notice = change.told_to(&here).unwrap();
        assert!(!notice.touched.is_empty(), "{order:?}");
        assert_eq!(Some(notice), change.told_to(&Branches::All));
    }
    // Somebody admitted is both branches' to know of; a branch, a colleague and an approved answer everybody's.
    let admit = Order::AdmitPerson { paper: paper(1) };
    let admitted = told(&mut desk, NOOR, &admit).unwrap();
    for sees in [&here, &there] {
        let notice = admitted.told_to(sees).unwrap();
        assert_eq!(notice.touched, [Entity::Person(person)]);
    }
    // A request of theirs is then told to one, and the file to both.
    let opened = told(&mut desk, NOOR, &open(person)).unwrap();
    assert_eq!(
        opened.told_to(&here).unwrap().touched,
        [Entity::Person(person)]
    );
    assert_eq!(opened.told_to(&there).unwrap().touched.len(), 2);
    let standard = Order::ApproveStandard {
        standard: None,
        question: "متى؟".into(),
        answer: "غدا".into(),
        misconception: false,
    };
    let approved = told(&mut desk, SUPERVISOR, &standard).unwrap();
    assert!(approved.told_to(&there).is_some());
    let given = Order::GiveBranches {
        staff: OF_NOOR,
        scope: BranchScope::All,
    };
    let given = told(&mut desk, RECEPTION, &given).unwrap();
    assert!(given.touches_staff() && given.told_to(&there).is_some());
}

#[test]
fn a_name_in_ones_draft_goes_with_the_branch() {
    let mut desk = two();
    give(&mut desk, OF_NOOR, BranchScope::All);
    let Made::Person(person) = desk.order(RECEPTION, &register(marked(1))).unwrap().1 else {
        panic!();
    };
    let keep = Order::KeepDraft {
        draft: None,
        about: About {
            person: Some(person),
            ..About::default()
        },
        changed: vec![],
        at: "name".into(),
    };
    desk.order(NOOR, &keep).unwrap();
    let name = |desk: &Desk| match ask(desk, NOOR, &Query::Drafts).unwrap() {
        Answer::Drafts(drafts) => drafts[0].name.clone(),
        other => panic!("{other:?}"),
    };
    assert!(name(&desk).contains(MARK));
    give(&mut desk, OF_NOOR, BranchScope::Home);
    assert_eq!(name(&desk), "");
}
