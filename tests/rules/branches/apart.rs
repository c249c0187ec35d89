//! Whatever is done at one branch, nothing that is told at the other is another thing for it, but of what both share.

use proptest::prelude::*;

use super::*;
use crate::world::acts::{Act, acts};

/// Administers the desk and sees all of it, so that everybody else may see one branch.
const HUDA: u32 = 21;

/// Two branches of which nobody who works there sees the other, and two people that both know.
fn apart() -> Desk {
    let mut desk = two();
    let add = Order::AddStaff {
        name: "هدى".into(),
        uid: HUDA,
        roles: [Role::Administrator].into(),
        branch: HERE,
    };
    desk.order(RECEPTION, &add).unwrap();
    things(&mut desk, RECEPTION, marked(1), MARK);
    things(&mut desk, NOOR, somebody(3), "قول");
    for (uid, serial) in [(NOOR, 1), (RECEPTION, 3)] {
        let paper = paper(serial);
        desk.order(uid, &Order::AdmitPerson { paper }).unwrap();
    }
    give(&mut desk, StaffNo(1), BranchScope::Home);
    desk
}

/// Everything that could be asked for and is answered from the records, without what counts every act of the house.
fn told(
    desk: &Desk,
    uid: u32,
    people: u32,
    requests: &[RequestNo],
) -> Vec<Result<Answer, Refusal>> {
    let mut queries = super::lists::lists();
    queries.extend(["نورة", "الحربي", "05"].map(|text| Query::Find {
        text: text.into(),
        limit: 50,
    }));
    queries.extend((1..=people).map(|no| Query::Person(PersonNo(no))));
    queries.extend(requests.iter().copied().map(Query::Request));
    queries.push(Query::Copies);
    let answers = queries.iter().map(|query| {
        let mut answer = ask(desk, uid, query);
        match &mut answer {
            Ok(Answer::Desk(view)) => {
                view.revision = Revision(0);
                view.now = desk.now;
            }
            Ok(Answer::Queue(page)) => page.revision = Revision(0),
            _ => {}
        }
        answer
    });
    answers.collect()
}

/// Whether those of a branch are to know of an event at the other.
fn is_known(desk: &Desk, event: &Event, at: BranchNo) -> bool {
    let theirs = |entity| {
        let branches = desk.records.branches_of(entity);
        branches.is_none_or(|branches| branches.contains(&at))
    };
    let touched = event.touches();
    match event {
        Event::FoundNotTheSame { .. } => touched.into_iter().all(theirs),
        event => touched
            .into_iter()
            .any(|entity| theirs(entity) && event.is_shared(entity)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_done_at_one_branch_is_nothing_at_the_other(acts in acts(40..120)) {
        let mut desk = apart();
        let mut kept = 0;
        for act in acts {
            // A stranger's part is played by whoever works at the other branch.
            let there = act.uid == crate::world::desk::STRANGER;
            let (uid, others, at) = if there {
                (NOOR, [RECEPTION, SUPERVISOR], HERE)
            } else {
                (act.uid, [NOOR, SAAD], THERE)
            };
            let people = desk.records.indexes.last.person + 2;
            let requests = desk.requests();
            desk.now.0 += 60_000;
            let before = others.map(|uid| told(&desk, uid, people, &requests));
            desk.now.0 -= 60_000;
            let order = Act::order(act, &desk.records);
            let Ok((events, _)) = desk.order(uid, &order) else {
                continue;
            };
            if events.is_empty() || events.iter().any(|event| is_known(&desk, event, at)) {
                continue;
            }
            let after = others.map(|uid| told(&desk, uid, people, &requests));
            for (before, after) in before.iter().flatten().zip(after.iter().flatten()) {
                prop_assert_eq!(before, after, "{:?}", order);
            }
            kept += 1;
        }
        prop_assert!(kept > 0);
    }
}
