//! A file that two branches share: what one may do to it, and what it is told when it may not.

use istiqbal::domain::access::Reading;
use istiqbal::domain::person::Facts;
use istiqbal::protocol::query::PastLine;
use istiqbal::protocol::{Command, PersonPage, client::fresh_id};

use super::others::{colleague_there, refused};
use super::*;

fn page(client: &mut Client, person: PersonNo) -> PersonPage {
    match client.ask(Query::Person(person)).unwrap() {
        Answer::Person(page) => *page,
        other => panic!("{other:?}"),
    }
}

fn admit(client: &mut Client, serial: u32) {
    let paper = paper(serial);
    client.order(Order::AdmitPerson { paper }).unwrap();
}

fn called(person: PersonNo, mobile: &str, facts: &Facts) -> Order {
    let facts = Facts {
        mobile: mobile.parse().ok(),
        ..facts.clone()
    };
    Order::CorrectPerson { person, facts }
}

#[test]
fn a_copy_of_what_another_branch_has_too_is_refused_with_who_can_make_it() {
    let Two {
        house,
        _office,
        mut client,
        own,
        others,
    } = desk();
    admit(&mut client, others.free + 1);
    let copy = Query::Holdings(others.person);
    let elsewhere = |by: &[&str]| Refusal::CopyElsewhere {
        person: others.person,
        branches: vec!["جدة".into()],
        by: by.iter().map(|name| (*name).into()).collect(),
        give: vec!["سلمى".into(), "هدى".into()],
    };
    assert_eq!(refused(client.ask(copy.clone())), elsewhere(&[]));
    let sees_all = |scope| Order::GiveBranches {
        staff: OTHER,
        scope,
    };
    let supervise = Order::ChangeRoles {
        staff: OTHER,
        roles: [Role::Administrator, Role::Supervisor].into(),
    };
    client.order(supervise).unwrap();
    assert_eq!(refused(client.ask(copy.clone())), elsewhere(&[]));
    client.order(sees_all(BranchScope::All)).unwrap();
    assert_eq!(refused(client.ask(copy.clone())), elsewhere(&["هدى"]));
    let past = Query::Past {
        person: others.person,
        skip: 0,
    };
    assert_eq!(refused(client.ask(past.clone())), elsewhere(&["هدى"]));
    // Nothing of a copy that was not made is on record as one.
    let exported = |house: &House| {
        let events = house.events();
        let read = |event: &&Event| event.id() == "record-exported";
        events.iter().filter(read).count()
    };
    client.ask(Query::Holdings(own.person)).unwrap();
    client.order(enquiry("؟")).unwrap();
    assert_eq!(exported(&house), 1);
    let all = Order::GiveBranches {
        staff: ME,
        scope: BranchScope::All,
    };
    client.order(all).unwrap();
    let Answer::Holdings(held) = client.ask(copy).unwrap() else {
        panic!();
    };
    assert_eq!((held.requests.len(), held.voices.len()), (1, 1));
    let told = client.ask(past).unwrap();
    assert!(matches!(told, Answer::Past(page) if page.lines.len() > 4));
}

/// Has whoever tests work at a branch, and see so much.
fn at(client: &mut Client, branch: BranchNo, scope: BranchScope) {
    let staff = ME;
    let all = BranchScope::All;
    for order in [
        Order::GiveBranches { staff, scope: all },
        Order::MoveStaff { staff, branch },
        Order::GiveBranches { staff, scope },
    ] {
        client.order(order).unwrap();
    }
}

fn past(client: &mut Client, person: PersonNo) -> Vec<PastLine> {
    match client.ask(Query::Past { person, skip: 0 }).unwrap() {
        Answer::Past(page) => page.lines,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_copy_names_nobody_else_and_of_strangers_tells_nothing() {
    let Two {
        house: _house,
        _office,
        mut client,
        own,
        others,
    } = desk();
    let person = own.person;
    let Made::Person(near) = client.order(register(own.free + 11)).unwrap().made else {
        panic!();
    };
    let tell_apart = |client: &mut Client, other| {
        let order = Order::NotTheSame { person, other };
        client.order(order).unwrap();
    };
    tell_apart(&mut client, near);
    at(&mut client, OTHER_BRANCH, BranchScope::All);
    tell_apart(&mut client, others.person);
    for (scope, told) in [(BranchScope::Home, 1), (BranchScope::All, 2)] {
        at(&mut client, HOME, scope);
        let Answer::Holdings(held) = client.ask(Query::Holdings(person)).unwrap() else {
            panic!();
        };
        assert_eq!(held.person.not_the_same, [].into());
        let mut lines = past(&mut client, person);
        lines.retain(|one| one.line.what == "found-not-the-same");
        assert_eq!(lines.len(), told);
        assert!(lines.iter().all(|one| one.line.changes.is_empty()));
    }
}

#[test]
fn whoever_has_what_is_held_has_what_became_of_it() {
    let Two {
        house: _house,
        _office,
        mut client,
        own,
        ..
    } = desk();
    let person = own.person;
    // Asked for at a branch that has nothing of theirs, and again at their own.
    at(&mut client, OTHER_BRANCH, BranchScope::All);
    client.order(Order::RequestCopy(person)).unwrap();
    client.ask(Query::Holdings(person)).unwrap();
    let hand_over = Order::HandOverCopy {
        person,
        to: text(),
        channel: "in-person".into(),
    };
    client.order(hand_over).unwrap();
    at(&mut client, HOME, BranchScope::Home);
    client.order(Order::RequestCopy(person)).unwrap();
    client.ask(Query::Holdings(person)).unwrap();
    let lines = past(&mut client, person).into_iter();
    let asked = lines.filter(|one| one.line.what == "copy-requested");
    assert_eq!(asked.count(), 2);
}

#[test]
fn whoever_is_refused_a_history_is_not_on_record_as_shown_it() {
    let Two {
        house,
        _office,
        mut client,
        own,
        ..
    } = desk();
    let read = |of, number: String| {
        let run = house.program(&["history", of, &number]).output().unwrap();
        run.status.success()
    };
    let shown = |entity| {
        let shown = Event::RecordRead {
            entity,
            how: Reading::Revealed,
            what: String::new(),
        };
        house.events().contains(&shown)
    };
    assert!(read("person", own.person.to_string()));
    assert!(shown(Entity::Person(own.person)));
    become_a(&mut client, Role::Reception);
    assert!(!read("request", own.request.to_string()));
    assert!(!shown(Entity::Request(own.request)));
}

#[test]
fn a_shared_file_is_corrected_by_who_saw_it_and_a_signature_elsewhere_by_a_supervisor() {
    let Two {
        house,
        _office,
        mut client,
        own,
        ..
    } = desk();
    let person = own.person;
    let mut there = colleague_there(&mut client, &house);
    let facts = page(&mut client, person).person.facts;
    // While it is nobody else's, nothing need be said.
    client.order(called(person, "0555555550", &facts)).unwrap();
    admit(&mut there, own.free + 1);
    let blind = Refusal::VersionNotSaid(Entity::Person(person));
    for client in [&mut client, &mut there] {
        let told = refused(client.order(called(person, "0555555551", &facts)));
        assert_eq!(told, blind);
    }
    // What the one does for them is nothing that the other missed.
    let seen = page(&mut there, person);
    let complain = Order::HearVoice {
        kind: VoiceKind::Complaint,
        text: text(),
        channel: "phone".into(),
        person: Some(person),
    };
    client.order(complain).unwrap();
    let saw = (Entity::Person(person), seen.revision);
    let done = there.order_on(saw, called(person, "0555555552", &facts));
    done.unwrap();
    // What both see is, with whom it was by.
    let told = refused(there.order_on(saw, called(person, "0555555553", &facts)));
    let Refusal::Stale { what, by, now, .. } = told else {
        panic!("{told:?}");
    };
    assert_eq!((what.as_str(), by.as_str()), ("person-corrected", "نور"));
    assert_eq!(now, page(&mut there, person).revision);
    // And where something else was done since at the other branch, nothing of that.
    let seen = page(&mut there, person);
    let saw = (Entity::Person(person), page(&mut client, person).revision);
    let corrected = client.order_on(saw, called(person, "0555555554", &facts));
    corrected.unwrap();
    let come = Order::LogEnquiry {
        question: text(),
        answer: text(),
        channel: "phone".into(),
        person: Some(person),
        standard: None,
    };
    client.order(come).unwrap();
    let saw = (Entity::Person(person), seen.revision);
    let told = refused(there.order_on(saw, called(person, "0555555555", &facts)));
    let Refusal::Stale { what, by, at, .. } = told else {
        panic!("{told:?}");
    };
    assert_eq!((what.as_str(), by.as_str(), at.0), ("", "", 0));
}

#[test]
fn what_came_of_a_command_is_told_to_who_sent_it_alone() {
    let Two {
        house,
        mut _office,
        mut client,
        own,
        ..
    } = desk();
    let mut there = colleague_there(&mut client, &house);
    let command = |id| Command {
        id,
        saw: None,
        order: register(own.free + 11),
    };
    let id = fresh_id().unwrap();
    let done = client.command(command(id)).unwrap();
    assert_eq!(client.command(command(id)).unwrap(), done);
    let told = refused(there.command(command(id)));
    assert_eq!(told, Refusal::NotYourCommand);
    drop((client, there));
    _office.kill();
    let _office = house.office();
    let mut there = house.client();
    let sign_in = |client: &mut Client, staff, digits| {
        let pin = istiqbal::domain::pin::PinCode::parse(digits).unwrap();
        let knock = istiqbal::protocol::Knock::SignIn { staff, pin };
        client.knock(knock).unwrap();
    };
    sign_in(&mut there, StaffNo(3), "250871");
    let told = refused(there.command(command(id)));
    assert_eq!(told, Refusal::NotYourCommand);
    sign_in(&mut there, ME, "739104");
    assert_eq!(there.command(command(id)).unwrap(), done);
    house.verified();
}

#[test]
fn who_read_a_request_is_known_where_it_was_taken_in_wherever_they_work() {
    let Two {
        house,
        _office,
        mut client,
        others,
        ..
    } = desk();
    let mut there = colleague_there(&mut client, &house);
    let watches = Order::ChangeRoles {
        staff: StaffNo(3),
        roles: [Role::Supervisor].into(),
    };
    client.order(watches).unwrap();
    let sees = |scope| Order::GiveBranches { staff: ME, scope };
    client.order(sees(BranchScope::All)).unwrap();
    client.ask(Query::Request(others.request)).unwrap();
    client
        .order(Order::Reveal(Entity::Request(others.request)))
        .unwrap();
    client.order(sees(BranchScope::Home)).unwrap();
    admit(&mut client, others.free + 1);
    let person = others.person;
    let of_request = |client: &mut Client| {
        let Answer::Access(page) = client.ask(Query::Access { person, skip: 0 }).unwrap() else {
            panic!();
        };
        let lines = page.lines.into_iter();
        let read = lines.filter(|line| line.of == Entity::Request(others.request));
        read.map(|line| (line.by, line.what)).collect::<Vec<_>>()
    };
    let read = ["record-opened", "record-revealed"].map(|what| (ME, what.to_owned()));
    assert_eq!(of_request(&mut there), read);
    assert_eq!(of_request(&mut client), []);
}
