//! What is told of another branch where no record of it is named: nothing.

use istiqbal::domain::access::PAPERS_A_DAY;
use istiqbal::domain::pin::PinCode;
use istiqbal::protocol::{Imported, Knock};

use super::*;

pub fn refused<T: std::fmt::Debug>(outcome: Result<T, ClientError>) -> Refusal {
    match outcome {
        Err(ClientError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn of_what_was_seen_only_what_is_named_is_told_and_only_to_whom_may_do_it() {
    let Two {
        house: _house,
        _office,
        mut client,
        own,
        others,
    } = desk();
    let unknown = Refusal::Invalid {
        field: "saw".into(),
        why: "unknown".into(),
    };
    // With any order, a client may say of any record which version it saw.
    let named = own.entities().into_iter().chain(others.entities());
    for entity in named.chain([Entity::Staff(OTHER), Entity::Charity]) {
        let told = refused(client.order_on((entity, Revision(1)), enquiry("متى؟")));
        assert_eq!(told, unknown, "{entity:?}");
    }
    let open = |person| Order::OpenRequest {
        person,
        channel: "phone".into(),
        responsibilities_told: true,
        draft: None,
    };
    let person = Entity::Person(others.person);
    let told = refused(client.order_on((person, Revision(1)), open(others.person)));
    assert_eq!(told, Refusal::NotFound(person));
    let request = Entity::Request(others.request);
    let told = refused(client.order_on((request, Revision(1)), Order::Submit(others.request)));
    assert!(matches!(told, Refusal::OutsideBranches { .. }), "{told:?}");
    // Whoever may not do it is told so, and not that something changed and by whom.
    let request = Entity::Request(own.request);
    let orders = [
        (Entity::Person(own.person), open(own.person)),
        (request, Order::Submit(own.request)),
        (
            Entity::Staff(OTHER),
            Order::ChangeRoles {
                staff: OTHER,
                roles: [Role::Auditor].into(),
            },
        ),
    ];
    for (entity, order) in &orders[..2] {
        let told = refused(client.order_on((*entity, Revision(1)), order.clone()));
        assert!(matches!(told, Refusal::Stale { .. }), "{told:?}");
    }
    become_a(&mut client, Role::Auditor);
    for (entity, order) in orders {
        let told = refused(client.order_on((entity, Revision(1)), order));
        assert!(matches!(told, Refusal::NotAllowed(_)), "{told:?}");
    }
}

#[test]
fn reports_and_histories_tell_of_ones_own_branches() {
    let Two {
        house,
        _office,
        mut client,
        own,
        others,
    } = desk();
    become_a(&mut client, Role::Supervisor);
    let volumes = |client: &mut Client| {
        let query = ReportQuery {
            name: ReportName::Volumes,
            period: DateRange::parse("1448").unwrap(),
            branch: None,
        };
        match client.ask(Query::Report(query)).unwrap() {
            Answer::Report(report) => *report,
            other => panic!("{other:?}"),
        }
    };
    let branches = |report: &Report| {
        let rows = report.sections.iter().flat_map(|section| &section.rows);
        rows.filter_map(|row| match row.key {
            Key::Branch(branch) => Some(branch),
            _ => None,
        })
        .collect::<BTreeSet<_>>()
    };
    assert_eq!(branches(&volumes(&mut client)), [HOME].into());

    // The paper of somebody of the other branch, with one of its digits wrong and as it is.
    let on_file =
        |client: &mut Client, serial| match client.ask(Query::OnFile(paper(serial))).unwrap() {
            Answer::OnFile(at) => at,
            other => panic!("{other:?}"),
        };
    let serial = others.free + 1;
    assert_eq!(on_file(&mut client, serial + 5), [""; 0]);
    assert_eq!(on_file(&mut client, own.free + 1), [""; 0], "that is seen");
    assert_eq!(on_file(&mut client, serial), ["جدة"]);
    let admit = Order::AdmitPerson {
        paper: paper(serial),
    };
    let made = client.order(admit).unwrap().made;
    assert_eq!(made, Made::Person(others.person));
    let entity = Entity::Person(others.person);
    let events = house.events();
    let asked: Vec<&Event> = events
        .iter()
        .filter(|event| matches!(event, Event::PaperAsked { .. }))
        .collect();
    let found = Some(others.person);
    assert_eq!(
        asked,
        [
            &Event::PaperAsked { found: None },
            &Event::PaperAsked { found }
        ],
        "of whom nobody is, of whom is elsewhere, and of nobody who is seen"
    );
    let history =
        |client: &mut Client| match client.ask(Query::History { entity, skip: 0 }).unwrap() {
            Answer::History(page) => page,
            other => panic!("{other:?}"),
        };
    let what = |page: HistoryPage| {
        let lines = page.lines.into_iter().map(|line| line.what);
        lines.collect::<Vec<String>>()
    };
    // Who registered, read and admitted them is known to both; what the other branch does for them is not.
    let mut here = what(history(&mut client));
    // That it is being read now may be on record by then.
    here.truncate(3);
    assert_eq!(
        here,
        ["person-registered", "paper-asked", "person-admitted"]
    );
}

/// Somebody who shares this Unix user, works at the other branch and sees only that.
pub fn colleague_there(client: &mut Client, house: &House) -> Client {
    let pin = |digits| PinCode::parse(digits).unwrap();
    let (own, code) = (pin("739104"), pin("418205"));
    client
        .knock(Knock::SetPin {
            old: None,
            new: own,
        })
        .unwrap();
    let add = Order::AddStaff {
        name: "نور".into(),
        uid: rustix::process::geteuid().as_raw(),
        roles: [Role::Reception].into(),
        branch: OTHER_BRANCH,
    };
    let Made::Staff(staff) = client.order(add).unwrap().made else {
        panic!();
    };
    client
        .knock(Knock::GiveCode {
            staff,
            code: code.clone(),
        })
        .unwrap();
    let mut other = house.client();
    other.knock(Knock::SignIn { staff, pin: code }).unwrap();
    let set = Knock::SetPin {
        old: None,
        new: pin("250871"),
    };
    other.knock(set).unwrap();
    other
}

#[test]
fn a_change_at_another_branch_wakes_no_desk() {
    let Two {
        house,
        _office,
        mut client,
        own,
        others,
    } = desk();
    let mut there = colleague_there(&mut client, &house);
    there.watch().unwrap();
    // The office has seen to what came before an answer.
    there.ask(Query::Line).unwrap();
    let here = Order::CorrectPerson {
        person: own.person,
        facts: somebody(own.free),
    };
    client.order(here).unwrap();
    client.order(enquiry("متى؟")).unwrap();
    let keep = Order::KeepDraft {
        draft: Some(own.draft),
        about: About::default(),
        changed: vec![],
        at: text(),
    };
    client.order(keep).unwrap();
    // The first they hear of is the first that is theirs, and nothing of the others is in it.
    let admit = Order::AdmitPerson {
        paper: paper(others.free + 1),
    };
    client.order(admit).unwrap();
    let notice = there.next_notice().unwrap();
    assert!(!notice.read_afresh);
    assert_eq!(notice.touched, [Entity::Person(others.person)]);
    // Given another branch, they are to read afresh, and hear of it from then on.
    let staff = StaffNo(3);
    let all = Order::GiveBranches {
        staff,
        scope: BranchScope::All,
    };
    client.order(all).unwrap();
    assert!(there.next_notice().unwrap().read_afresh);
    client.order(Order::CallVisitor(own.arrival)).unwrap();
    let notice = there.next_notice().unwrap();
    assert_eq!(notice.touched, [Entity::Arrival(own.arrival)]);
}

/// Everything that can be done, by each role: of it another branch hears what is of the house, and nothing else.
#[test]
fn whatever_is_done_here_another_branch_hears_of_the_house_alone() {
    for (_, role) in LETTERS {
        let Two {
            house,
            _office,
            mut client,
            own,
            ..
        } = desk();
        let mut there = colleague_there(&mut client, &house);
        there.watch().unwrap();
        // The office has seen to what came before an answer.
        there.ask(Query::Line).unwrap();
        become_a(&mut client, role);
        let before = house.entries().len();
        everything(&mut client, &own);
        let since = house.events().split_off(before);
        let done = since
            .iter()
            .flat_map(Event::touches)
            .collect::<BTreeSet<_>>();
        let Made::Enquiry(theirs) = there.order(enquiry("متى؟")).unwrap().made else {
            panic!();
        };
        let mut heard = BTreeSet::new();
        while !heard.contains(&Entity::Enquiry(theirs)) {
            let notice = there.next_notice().unwrap();
            assert!(!notice.read_afresh, "{role:?}");
            heard.extend(notice.touched);
        }
        heard.remove(&Entity::Enquiry(theirs));
        let of_the_house = |one: &&Entity| {
            matches!(
                one,
                Entity::Charity | Entity::Branch(_) | Entity::Staff(_) | Entity::Standard(_)
            )
        };
        let others: Vec<&Entity> = heard.iter().filter(|one| !of_the_house(one)).collect();
        assert!(others.is_empty(), "{role:?}: {others:?}");
        // And of what was done and is of the house nothing is kept from them.
        let house: Vec<&Entity> = done.iter().filter(of_the_house).collect();
        assert!(
            house.iter().all(|one| heard.contains(one)),
            "{role:?}: {house:?}"
        );
    }
}

#[test]
fn numbers_are_not_tried_until_one_is_on_file() {
    let Two {
        house,
        mut _office,
        mut client,
        own,
        others,
    } = desk();
    become_a(&mut client, Role::Reception);
    let counted = |house: &House| {
        let asked = |event: &&Event| matches!(event, Event::PaperAsked { .. });
        house.events().iter().filter(asked).count()
    };
    let serial = others.free + 1;
    let elsewhere = || register(serial);
    let nowhere = || Order::AdmitPerson {
        paper: paper(serial + 10),
    };
    // Each way to be told by an identity paper is on record, and counts.
    for order in [elsewhere(), nowhere()] {
        assert!(client.order(order).is_err());
    }
    assert_eq!(counted(&house), 2);
    // A file brought in tells it of nobody before there is a record of it.
    let import = |dry_run| Order::ImportPeople {
        people: vec![somebody(serial)],
        source: [7; 32],
        dry_run,
    };
    let imported = |client: &mut Client, dry_run| match client.order(import(dry_run)).unwrap().made
    {
        Made::Imported(rows) => rows,
        other => panic!("{other:?}"),
    };
    assert!(matches!(
        imported(&mut client, true)[..],
        [Imported::Added(_)]
    ));
    assert_eq!(counted(&house), 2);
    assert_eq!(imported(&mut client, false), [Imported::Elsewhere]);
    assert_eq!(counted(&house), 3);
    // Whom one registers is plain to see: they count no more.
    client.order(register(own.free + 11)).unwrap();
    let mut left = PAPERS_A_DAY - 2;
    while left > 0 {
        let number = paper(serial + 100 + 5 * left);
        client.ask(Query::OnFile(number)).unwrap();
        left -= 1;
    }
    let spent = |told: Result<(), ClientError>| {
        let refused = matches!(
            &told,
            Err(ClientError::Refused(Refusal::PapersSpent { by })) if !by.is_empty()
        );
        assert!(refused, "{told:?}");
    };
    let every_way = |client: &mut Client| {
        for number in [serial, serial + 10] {
            spent(client.ask(Query::OnFile(paper(number))).map(drop));
            spent(client.order(register(number)).map(drop));
            let paper = paper(number);
            spent(client.order(Order::AdmitPerson { paper }).map(drop));
        }
        spent(client.order(import(false)).map(drop));
        // Whoever is seen is told of as before.
        client.ask(Query::OnFile(paper(own.free + 1))).unwrap();
    };
    every_way(&mut client);
    drop(client);
    _office.kill();
    let _office = house.office();
    every_way(&mut house.client());
    assert_eq!(counted(&house), PAPERS_A_DAY as usize + 1);
    house.verified();
}
