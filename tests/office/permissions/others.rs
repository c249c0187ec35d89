//! What is told of another branch where no record of it is named: nothing.

use istiqbal::domain::pin::PinCode;
use istiqbal::protocol::Knock;

use super::*;

#[test]
fn what_was_seen_of_another_branch_says_nothing_of_it() {
    let Two {
        house: _house,
        _office,
        mut client,
        others,
        ..
    } = desk();
    // With any order, a client may say of any record which version it saw.
    for entity in others.entities() {
        let refused = client.order_on((entity, Revision(1)), enquiry("متى؟"));
        let Err(ClientError::Refused(Refusal::OutsideBranches { of, .. })) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(of, entity);
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
    assert!(house.events().contains(&Event::RecordOpened { entity }));
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
        ["person-registered", "record-opened", "person-admitted"]
    );
}

/// Somebody who shares this Unix user, works at the other branch and sees only that.
fn colleague_there(client: &mut Client, house: &House) -> Client {
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
