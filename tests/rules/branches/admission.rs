//! Whoever is on file at another branch is admitted by their identity paper, and by it alone.

use super::*;

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
fn whatever_a_branch_has_of_a_person_makes_them_one_of_it() {
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
    let enquiry = Order::LogEnquiry {
        question: "متى؟".into(),
        answer: String::new(),
        channel: "phone".into(),
        person: Some(PersonNo(4)),
        standard: None,
    };
    for (serial, order) in [(6, complain("نص", Some(PersonNo(3)))), (8, enquiry)] {
        let Made::Person(person) = desk.order(NOOR, &register(somebody(serial))).unwrap().1 else {
            panic!();
        };
        desk.order(RECEPTION, &order).unwrap();
        assert_eq!(of(&desk, person), [HERE, THERE].into(), "{order:?}");
    }
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
    let found = Some(PersonNo(1));
    assert_eq!(
        again.0,
        [Event::PaperAsked { found }],
        "a file brought in twice adds nobody, and is on record for whom it told of"
    );
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
