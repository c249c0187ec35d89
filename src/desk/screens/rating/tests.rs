use super::super::made_up::{at_every_size, desk, no, open, survives_any_size};
use super::*;
use crate::desk::state::{Action, Effect, State};
use crate::desk::tests::press;
use crate::desk::update::update;
use crate::domain::ids::Revision;
use crate::locale::Language;
use crate::protocol::Made;

fn screen(language: Language) -> State {
    let desk = desk(language);
    let rating = Rating::new(&desk, no(42), Occasion::Reply);
    open(desk, Box::new(rating)).0
}

fn sent(effects: &[Effect]) -> Vec<(Tag, Order)> {
    let orders = effects.iter().filter_map(|effect| match effect {
        Effect::Do(tag, order, None) => Some((*tag, (**order).clone())),
        _ => None,
    });
    orders.collect()
}

fn rated(procedure: u8, provider: u8, words: &str) -> Option<Answer> {
    Some(Answer {
        procedure: Score::new(procedure).unwrap(),
        provider: Score::new(provider).unwrap(),
        words: words.into(),
    })
}

#[test]
fn a_rating_is_a_few_keys() {
    for (keys, rating) in [
        ("5 4 Enter", rated(5, 4, "")),
        ("٥ ٤ Enter", rated(5, 4, "")),
        ("5 4 ش ك Enter", rated(5, 4, "شك")),
        ("5 4 Up 3 Enter", rated(5, 3, "")),
        // In Arabic the scale runs to the left.
        ("Left Left Down Right Right Enter", rated(4, 2, "")),
        ("Left Left Left Left Left Down 1 Enter", rated(5, 1, "")),
        ("F3", None),
        ("5 F3", None),
    ] {
        let mut state = screen(Language::Arabic);
        let effects: Vec<Effect> = keys
            .split(' ')
            .flat_map(|key| press(&mut state, key))
            .collect();
        let sent = sent(&effects);
        let [
            (
                tag,
                Order::Rate {
                    request,
                    occasion,
                    rating: answered,
                },
            ),
        ] = &sent[..]
        else {
            panic!("{keys}: {sent:?}");
        };
        assert_eq!((*request, *occasion), (no(42), Occasion::Reply));
        assert_eq!(*answered, rating, "{keys}");
        let done = Done {
            revision: Revision(71),
            made: Made::Nothing,
        };
        update(&mut state, Action::Done(*tag, Ok(done)));
        assert_ne!(state.top().unwrap().name(), "rating", "{keys}");
    }
}

#[test]
fn nothing_is_sent_half_answered_and_nothing_when_left() {
    for keys in [
        "Enter Enter",
        "5 Enter",
        "0 6 9 Enter",
        "Down 4 Enter",
        "Esc",
        "5 4 Esc",
    ] {
        let mut state = screen(Language::Arabic);
        let effects: Vec<Effect> = keys
            .split(' ')
            .flat_map(|key| press(&mut state, key))
            .collect();
        assert!(sent(&effects).is_empty(), "{keys}");
    }
}

#[test]
fn it_is_drawn_at_every_size() {
    for language in Language::ALL {
        let mut state = screen(language);
        for key in ["5", "Left", "Left"] {
            press(&mut state, key);
        }
        insta::assert_snapshot!(
            format!("rating-{}", language.tag()),
            at_every_size(&mut state)
        );
        survives_any_size(&mut state);
    }
}

#[test]
fn others_see_whose_rating_is_taken_down() {
    let desk = super::super::made_up::desk(Language::English);
    let screen = Rating::new(&desk, super::super::made_up::no(42), Occasion::Reply);
    let wanted = Sight::Record(Entity::Request(super::super::made_up::no(42)));
    assert_eq!(screen.sight(), wanted);
}
