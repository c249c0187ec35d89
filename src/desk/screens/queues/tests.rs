use super::super::made_up::{asked, at_every_size, desk, no, open, queue, survives_any_size, tell};
use super::*;
use crate::desk::state::{Action, Effect};
use crate::desk::tests::{press, seen};
use crate::desk::update::update;
use crate::domain::ids::Revision;
use crate::locale::Language;

/// The queues open at a stage that so many requests wait in.
fn queues(language: Language, stage: Stage, total: u32) -> State {
    let (mut state, effects) = open(desk(language), Box::new(Queues::new(Some(stage))));
    let (tag, query) = asked(&effects);
    let answer = queue(&state.desk, &query, total);
    tell(&mut state, tag, Ok(answer));
    state
}

fn held(state: &mut State) -> Option<RequestNo> {
    let mut held = None;
    state.on::<Queues>(|queues, _| held = queues.selected_row().map(|row| row.request));
    held
}

fn changed() -> Action {
    Action::Notice(Notice {
        revision: Revision(10),
        touched: vec![Entity::Request(no(1))],
        read_afresh: false,
    })
}

#[test]
fn what_it_looks_like() {
    for language in Language::ALL {
        for stage in [Stage::Clarification, Stage::Study] {
            let mut state = queues(language, stage, 30);
            press(&mut state, "Down");
            let name = format!("{}-{}", stage.id(), language.tag());
            insta::assert_snapshot!(name, at_every_size(&mut state));
            survives_any_size(&mut state);
        }
        let mut state = queues(language, Stage::Intake, 0);
        insta::assert_snapshot!(
            format!("empty-{}", language.tag()),
            at_every_size(&mut state)
        );
    }
}

#[test]
fn the_hand_stays_on_its_request_while_others_come_and_go() {
    let mut state = queues(Language::Arabic, Stage::Study, 30);
    press(&mut state, "Down Down Down");
    assert_eq!(held(&mut state), Some(no(4)));
    let effects = update(&mut state, changed());
    let (tag, query) = asked(&effects);
    let Answer::Queue(mut page) = queue(&state.desk, &query, 30) else {
        unreachable!()
    };
    page.rows.drain(..2);
    page.total -= 2;
    tell(&mut state, tag, Ok(Answer::Queue(page.clone())));
    assert_eq!(held(&mut state), Some(no(4)));
    // Its own request gone, the hand stays where it is.
    let (tag, _) = asked(&update(&mut state, changed()));
    page.rows.remove(1);
    page.total -= 1;
    tell(&mut state, tag, Ok(Answer::Queue(page)));
    assert_eq!(held(&mut state), Some(no(5)));
}

#[test]
fn a_burst_of_notices_is_two_questions() {
    let mut state = queues(Language::Arabic, Stage::Study, 30);
    let (tag, query) = asked(&update(&mut state, changed()));
    for _ in 0..20 {
        assert_eq!(update(&mut state, changed()), []);
    }
    let answer = queue(&state.desk, &query, 31);
    let (tag, query) = asked(&tell(&mut state, tag, Ok(answer)));
    let answer = queue(&state.desk, &query, 31);
    assert_eq!(tell(&mut state, tag, Ok(answer)), []);
}

#[test]
fn every_row_of_a_long_queue_is_reached() {
    let mut state = queues(Language::Arabic, Stage::Study, 1000);
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..1000 {
        seen.extend(held(&mut state));
        let effects = press(&mut state, "Down");
        if !effects.is_empty() {
            let (tag, query) = asked(&effects);
            let answer = queue(&state.desk, &query, 1000);
            tell(&mut state, tag, Ok(answer));
        }
    }
    assert_eq!(seen.len(), 1000);
    let (tag, query) = asked(&press(&mut state, "Home"));
    let answer = queue(&state.desk, &query, 1000);
    tell(&mut state, tag, Ok(answer));
    assert_eq!(held(&mut state), Some(no(1)));
}

#[test]
fn an_answer_for_another_queue_is_not_taken_in() {
    let mut state = queues(Language::Arabic, Stage::Study, 30);
    let (old, query) = asked(&update(&mut state, changed()));
    assert_eq!(press(&mut state, "Tab"), []);
    let answer = queue(&state.desk, &query, 30);
    let (_, query) = asked(&tell(&mut state, old, Ok(answer)));
    assert_eq!(held(&mut state), None);
    assert!(matches!(query, Query::Queue(query) if query.stage == Stage::Decision));
}

#[test]
fn filters_and_orders_go_round() {
    let mut state = queues(Language::Arabic, Stage::Study, 30);
    let mut ask = |keys: &str| {
        let (tag, query) = asked(&press(&mut state, keys));
        let answer = queue(&state.desk, &query, 3);
        tell(&mut state, tag, Ok(answer));
        match query {
            Query::Queue(query) => query,
            other => panic!("{other:?}"),
        }
    };
    let orders: Vec<QueueOrder> = (0..3).map(|_| ask("F3").order).collect();
    assert_eq!(
        orders,
        [QueueOrder::Newest, QueueOrder::Number, QueueOrder::Oldest]
    );
    assert_eq!(ask("F4").officer, Some(super::super::made_up::ME));
    assert_eq!(ask("F4").officer, None);
    let branches: Vec<_> = (0..3).map(|_| ask("F6").branch).collect();
    assert_eq!(branches, [Some(BranchNo(1)), Some(BranchNo(2)), None]);
    let services = super::super::made_up::profile("wethaq").services.len();
    for _ in 0..services {
        assert!(ask("F9").service.is_some());
    }
    assert_eq!(ask("F9").service, None);
    // After the last queue, past what waits beside them.
    let turns = (4..).map(|at| {
        if at == Stage::QUEUES.len() {
            "Tab Tab Tab"
        } else {
            "Tab"
        }
    });
    let turns = turns.take(Stage::QUEUES.len());
    let stages: Vec<_> = turns.map(|keys| ask(keys).stage).collect();
    assert_eq!(stages, [&Stage::QUEUES[4..], &Stage::QUEUES[..4]].concat());
}

#[test]
fn a_typed_number_finds_and_opens() {
    for keys in ["7", "٧", "1 4 4 8 / 7"] {
        let mut state = queues(Language::Arabic, Stage::Study, 30);
        press(&mut state, keys);
        assert!(state.snapshot().is("typing"));
        assert_eq!(held(&mut state), Some(no(7)), "{keys}");
        let (_, query) = asked(&press(&mut state, "Enter"));
        assert_eq!(query, Query::Request(no(7)));
    }
    // One that is not in this queue opens all the same; Esc goes back to the list.
    let mut state = queues(Language::Arabic, Stage::Study, 30);
    press(&mut state, "9 9 Esc");
    assert!(!state.snapshot().is("typing"));
    assert!(state.snapshot().is("can-back"));
    let (_, query) = asked(&press(&mut state, "9 9 Enter"));
    assert_eq!(query, Query::Request(no(99)));
}

#[test]
fn taking_over_says_what_was_seen() {
    let mut state = queues(Language::Arabic, Stage::Study, 30);
    let effects = press(&mut state, "Down F5");
    let [Effect::Do(_, order, saw)] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(**order, Order::Take(no(2)));
    assert_eq!(*saw, Some((Entity::Request(no(2)), Revision(2))));
}

#[test]
fn stages_without_room_leave_a_sign() {
    for (stage, signs) in [
        (Stage::Clarification, 1),
        (Stage::Registration, 2),
        (Stage::Delivery, 2),
    ] {
        let mut state = queues(Language::English, stage, 3);
        update(&mut state, Action::Resize(60, 20));
        let line = seen(&state, 60, 20)[2].clone();
        assert_eq!(line.matches('…').count(), signs, "{line}");
        let name = state.desk.say(&format!("queue-{}", stage.id()));
        assert!(line.contains(&name), "{line}");
    }
}

#[test]
fn what_waits_beside_the_queues_is_turned_to_and_opened() {
    for (turns, screen, count) in [(1, "outreach", 17), (2, "voice", 4)] {
        let mut desk = desk(Language::Arabic);
        let counts = &mut desk.view.as_mut().unwrap().counts;
        (counts.outreach, counts.voices) = (17, 4);
        let (mut state, effects) = open(desk, Box::new(Queues::new(Some(Stage::Delivery))));
        let (tag, query) = asked(&effects);
        let answer = queue(&state.desk, &query, 3);
        tell(&mut state, tag, Ok(answer));
        for _ in 0..turns {
            assert_eq!(press(&mut state, "Tab"), [], "nothing is asked for");
        }
        let lines = seen(&state, 120, 36).join("\n");
        assert!(lines.contains(&count.to_string()), "{lines}");
        if turns == 1 {
            insta::assert_snapshot!("beside", at_every_size(&mut state));
            survives_any_size(&mut state);
        }
        assert_eq!(
            press(&mut state, "F5 F3 F9"),
            [],
            "there is no request to take or sort"
        );
        press(&mut state, "Enter");
        assert_eq!(state.top().unwrap().name(), screen);
    }
    // Once round, and back at the first queue.
    let mut state = queues(Language::Arabic, Stage::Delivery, 3);
    let effects = press(&mut state, "Tab Tab Tab");
    assert!(
        matches!(asked(&effects).1, Query::Queue(query) if query.stage == Stage::Clarification)
    );
}

#[test]
fn a_row_that_somebody_has_open_has_a_sign_and_says_who() {
    use crate::protocol::{Companion, Sight};
    let mut state = queues(Language::English, Stage::Study, 3);
    assert_eq!(state.sight(), Sight::Queue);
    let signs = |state: &State| {
        let lines = seen(state, 120, 36);
        let signed = lines.iter().filter(|line| line.contains('◆'));
        signed.cloned().collect::<Vec<_>>()
    };
    assert!(signs(&state).is_empty());
    let since = state.desk.now;
    let companion = |serial, who: &str| Companion {
        record: Entity::Request(no(serial)),
        since,
        who: who.into(),
    };
    let company = vec![
        companion(1, "Huda"),
        companion(1, "Noura"),
        companion(3, "Sara"),
    ];
    assert_eq!(update(&mut state, Action::Company(company)), []);
    let signed = signs(&state);
    // Two rows, and what is known of the row under the hand.
    assert_eq!(signed.len(), 3, "{signed:#?}");
    let told = signed.join("\n");
    assert!(told.contains("Huda") && told.contains("1 more"), "{told}");

    // On the page itself it stands beside the title, at every size.
    press(&mut state, "Home Enter");
    assert_eq!(state.sight(), Sight::Record(Entity::Request(no(1))));
    for (width, height) in [(60, 20), (120, 36)] {
        let title = &seen(&state, width, height)[1];
        assert!(title.contains("Huda"), "{title}");
    }
    // What lies over it leaves it open.
    press(&mut state, "F12");
    assert_eq!(state.sight(), Sight::Record(Entity::Request(no(1))));
    update(&mut state, Action::Company(vec![]));
    assert!(!seen(&state, 120, 36)[1].contains("Huda"));
}

/// What a terminal of 120 columns and 40 rows is sent for each of these keys.
fn sent(state: &mut State, keys: &[&str]) -> Vec<Vec<u8>> {
    use crate::desk::draw::draw;
    use crate::desk::terminal::paint::{Order, Painter};
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    update(state, Action::Resize(120, 40));
    let mut painter = Painter::new(Order::AsSeen);
    let mut paint = |state: &State| {
        let mut frame = Buffer::empty(Rect::new(0, 0, 120, 40));
        let caret = draw(state, &mut frame).caret;
        painter.paint(&frame, caret).to_vec()
    };
    paint(state);
    keys.iter()
        .map(|key| {
            press(state, key);
            paint(state)
        })
        .collect()
}

#[test]
fn a_row_down_is_few_bytes() {
    for language in Language::ALL {
        let mut state = queues(language, Stage::Study, 30);
        let mut lengths = Vec::new();
        for bytes in sent(&mut state, &["Down"; 12]) {
            lengths.push(bytes.len());
        }
        lengths.sort_unstable();
        assert!(lengths[6] <= 300, "{lengths:?}");
    }
}
