//! What opens a file or a request tells the draft it was typed into, in the same command: no desk can be killed in
//! between and then open it a second time.

use istiqbal::domain::draft::{About, Draft};
use istiqbal::domain::event::Event;
use istiqbal::domain::ids::{DraftNo, Entity};
use istiqbal::protocol::{Made, Order, Refusal};
use istiqbal::records::Store;

use super::world::desk::{Desk, RECEPTION, SUPERVISOR};
use super::world::people::somebody;

fn wethaq() -> Desk {
    Desk::open(istiqbal::profiles::source("wethaq").unwrap())
}

fn draft_of(desk: &mut Desk) -> DraftNo {
    let keep = Order::KeepDraft {
        draft: None,
        about: About::default(),
        changed: vec![("name".into(), "نورة".into())],
        at: "mobile".into(),
    };
    match desk.order(RECEPTION, &keep).unwrap().1 {
        Made::Draft(no) => no,
        other => panic!("{other:?}"),
    }
}

fn register(draft: DraftNo) -> Order {
    Order::RegisterPerson {
        facts: somebody(3),
        not_the_same: vec![],
        draft: Some(draft),
    }
}

fn draft(desk: &Desk, no: DraftNo) -> Draft {
    desk.records.get::<Draft>(no).unwrap().0
}

#[test]
fn a_draft_learns_the_number_with_the_command_that_gives_it() {
    let mut desk = wethaq();
    let no = draft_of(&mut desk);
    let (events, made) = desk.order(RECEPTION, &register(no)).unwrap();
    let Made::Person(person) = made else { panic!() };
    assert!(
        matches!(
            events.as_slice(),
            [Event::PersonRegistered { .. }, Event::DraftKept { .. }]
        ),
        "{events:?}"
    );
    let kept = draft(&desk, no);
    assert_eq!(kept.about.person, Some(person));
    assert_eq!(kept.at, "mobile", "the hand stays where it was");
    assert_eq!(kept.values["name"], "نورة");

    let open = Order::OpenRequest {
        person,
        channel: "phone".into(),
        responsibilities_told: true,
        draft: Some(no),
    };
    let Made::Request(request) = desk.order(RECEPTION, &open).unwrap().1 else {
        panic!()
    };
    let about = draft(&desk, no).about;
    assert_eq!((about.person, about.request), (Some(person), Some(request)));
}

#[test]
fn only_a_draft_of_ones_own_is_told() {
    let mut desk = wethaq();
    let no = draft_of(&mut desk);
    for (uid, draft) in [(SUPERVISOR, no), (RECEPTION, DraftNo(9_999))] {
        let refused = desk.order(uid, &register(draft)).unwrap_err();
        assert_eq!(refused, Refusal::NotFound(Entity::Draft(draft)));
    }
    assert_eq!(draft(&desk, no).about, About::default());
    assert_eq!(
        desk.records.indexes.last.person, 0,
        "a refusal opens no file"
    );
}

#[test]
fn nobody_has_drafts_without_end() {
    let mut desk = wethaq();
    for _ in 0..200 {
        draft_of(&mut desk);
    }
    let another = Order::KeepDraft {
        draft: None,
        about: About::default(),
        changed: vec![],
        at: "name".into(),
    };
    let refused = desk.order(RECEPTION, &another).unwrap_err();
    assert!(
        matches!(&refused, Refusal::Invalid { why, .. } if why == "too-many"),
        "{refused:?}"
    );
    desk.order(SUPERVISOR, &another).unwrap();
}
