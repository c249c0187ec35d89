//! What belongs to another branch is in no list, count, notice or draft.

use super::*;

/// Every query that answers with a list, and the pages of one's own.
pub fn lists() -> Vec<Query> {
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
    assert_eq!(brought_to_light(&desk, RECEPTION).len(), 12);
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
        assert_eq!(counts.outreach as usize, people.len());
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
    let me = desk.asked(RECEPTION, |_, asked| asked.staff.unwrap().no);
    let hearer = |staff, sees| Hearer { staff, sees };
    let here = hearer(Some(me), Branches::one(HERE));
    let beside_me = hearer(Some(OF_NOOR), Branches::one(HERE));
    let there = hearer(Some(OF_NOOR), Branches::one(THERE));
    let overseer = hearer(Some(OF_NOOR), Branches::All);
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
        for other in [&beside_me, &overseer] {
            assert_eq!(Some(&notice), change.told_to(other).as_ref());
        }
    }
    // A draft is nobody else's, wherever they sit and whatever they see.
    let kept = told(&mut desk, RECEPTION, &keep).unwrap();
    assert_eq!(kept.told_to(&here).unwrap().touched.len(), 1);
    for other in [&beside_me, &there, &overseer] {
        assert_eq!(kept.told_to(other), None);
    }
    // Somebody admitted is both branches' to know of; a branch, a colleague and an approved answer everybody's.
    let admit = Order::AdmitPerson { paper: paper(1) };
    let admitted = told(&mut desk, NOOR, &admit).unwrap();
    for sees in [&here, &there] {
        let notice = admitted.told_to(sees).unwrap();
        assert_eq!(notice.touched, [Entity::Person(person)]);
    }
    // A request of theirs is then told to one alone.
    let opened = told(&mut desk, NOOR, &open(person)).unwrap();
    assert_eq!(opened.told_to(&here), None);
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
