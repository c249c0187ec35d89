//! A file that two branches share: each learns what became of it, and not what the other does for the person.

use istiqbal::protocol::PersonPage;

use super::*;

fn page(desk: &Desk, uid: u32, no: PersonNo) -> PersonPage {
    match ask(desk, uid, &Query::Person(no)).unwrap() {
        Answer::Person(page) => *page,
        other => panic!("{other:?}"),
    }
}

fn whoever_sees(branch: BranchNo) -> Hearer {
    Hearer {
        staff: Some(StaffNo(99)),
        sees: Branches::one(branch),
    }
}

/// Has an order done; what is told of it to those who see a branch.
fn told(desk: &mut Desk, uid: u32, order: &Order) -> impl Fn(BranchNo) -> Vec<Entity> + use<> {
    let stamp = desk.asked(uid, |_, asked| asked.stamp());
    let (events, _) = desk.order(uid, order).unwrap();
    let mut touched = Touched::default();
    for event in &events {
        touched.note(&desk.records, stamp, event);
    }
    let change = touched.changed(Revision(1)).unwrap();
    move |branch| {
        let notice = change.told_to(&whoever_sees(branch));
        notice.map(|notice| notice.touched).unwrap_or_default()
    }
}

/// Somebody registered at the first branch and admitted at the second.
fn shared(desk: &mut Desk, serial: u32) -> PersonNo {
    let Made::Person(person) = desk.order(RECEPTION, &register(marked(serial))).unwrap().1 else {
        panic!();
    };
    let admit = Order::AdmitPerson {
        paper: paper(serial),
    };
    desk.order(NOOR, &admit).unwrap();
    person
}

#[test]
fn what_one_branch_does_for_a_person_moves_nothing_that_the_other_sees() {
    let mut desk = two();
    let person = shared(&mut desk, 1);
    let Made::Person(other) = desk.order(RECEPTION, &register(somebody(3))).unwrap().1 else {
        panic!();
    };
    desk.now.0 += 3 * 366 * 86_400_000;
    let contact = |reached| Order::LogContact {
        person,
        reason: Reason::Silent,
        channel: "phone".into(),
        reached,
        result: MARK.into(),
    };
    let enquiry = |person| Order::LogEnquiry {
        question: MARK.into(),
        answer: String::new(),
        channel: "phone".into(),
        person: Some(person),
        standard: None,
    };
    let entity = Entity::Person(person);
    for order in [
        contact(Reached::NoAnswer),
        contact(Reached::Spoken),
        Order::NotTheSame { person, other },
        open(person),
        complain(MARK, Some(person)),
        enquiry(person),
    ] {
        let [before, seen] = [NOOR, SUPERVISOR].map(|uid| page(&desk, uid, person));
        let told = told(&mut desk, RECEPTION, &order);
        assert_eq!(told(THERE), [], "{order:?}");
        assert!(told(HERE).contains(&entity), "{order:?}");
        assert_eq!(page(&desk, NOOR, person), before, "{order:?}");
        // What they said stands in lists of its own, and not on the page.
        let is_said = matches!(order, Order::HearVoice { .. } | Order::LogEnquiry { .. });
        let is_shown = page(&desk, SUPERVISOR, person) != seen;
        assert!(is_shown || is_said, "{order:?}");
    }
    // What becomes of the file itself is both branches' to know, whatever else is written with it.
    let stamp = desk.asked(RECEPTION, |_, asked| asked.stamp());
    let correct = Order::CorrectPerson {
        person,
        facts: Facts {
            mobile: None,
            ..marked(1)
        },
    };
    let before = page(&desk, NOOR, person);
    let mut touched = Touched::default();
    for order in [correct, open(person)] {
        for event in desk.order(RECEPTION, &order).unwrap().0 {
            touched.note(&desk.records, stamp, &event);
        }
    }
    let change = touched.changed(Revision(1)).unwrap();
    let notice = change.told_to(&whoever_sees(THERE)).unwrap();
    assert_eq!(notice.touched, [entity]);
    assert_ne!(page(&desk, NOOR, person).revision, before.revision);
    // And its own, its own.
    let [before, there] = [SUPERVISOR, NOOR].map(|uid| page(&desk, uid, person));
    let told = told(&mut desk, NOOR, &open(person));
    assert_eq!((told(HERE), told(THERE).len()), (vec![], 2));
    assert_eq!(page(&desk, SUPERVISOR, person), before);
    assert_ne!(page(&desk, NOOR, person).revision, there.revision);
    let Answer::Request(request) = ask(
        &desk,
        NOOR,
        &Query::Request(page(&desk, NOOR, person).person.requests[0]),
    )
    .unwrap() else {
        panic!();
    };
    let version = page(&desk, NOOR, person).revision;
    assert_eq!(request.person_revision, version, "as on their page");
}

#[test]
fn that_two_files_are_two_people_is_known_to_whoever_knows_both() {
    let mut desk = two();
    let [one, other] = [1, 4].map(|serial| shared(&mut desk, serial));
    let apart = Order::NotTheSame { person: one, other };
    let told = told(&mut desk, RECEPTION, &apart);
    let both = vec![Entity::Person(one), Entity::Person(other)];
    assert_eq!((told(HERE), told(THERE)), (both.clone(), both));
    assert!(page(&desk, NOOR, one).person.not_the_same.contains(&other));
}
