use std::path::PathBuf;

use super::super::made_up::{at_every_size, desk, open, survives_any_size};
use super::*;
use crate::desk::state::{Action, Effect, State};
use crate::desk::tests::{press, seen};
use crate::desk::update::update;
use crate::locale::Language;
use crate::shelf::Text;

fn text(id: &str, lines: &[&str]) -> Found {
    Found {
        id: id.into(),
        text: Ok(Text {
            path: PathBuf::from(format!("/srv/shelf/{id}.md")),
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        }),
    }
}

fn shelf(language: Language) -> State {
    let (mut state, effects) = open(desk(language), Box::new(Shelf::new()));
    let Some(Effect::Run(tag, Errand::ReadShelf(ids))) = effects.last() else {
        panic!("{effects:?}");
    };
    assert_eq!(ids.len(), 3, "{ids:?}");
    let found = vec![
        text(
            &ids[0],
            &[
                "# اللائحة الأساسية",
                "",
                "للمستفيد أن يعترض على القرار خلال ثلاثين يومًا، ويُستقبل اعتراضه في أي فرع من فروع الجمعية دون رسوم.",
                "تُحفظ البيانات، ولا يُطلع عليها إلا من يحتاج إليها.",
                "إعادة النظر في القرار تكون من غير من اتخذه.",
            ],
        ),
        text(
            &ids[1],
            &["# Guide", "Decisions (القرارات) are told in two weeks."],
        ),
        Found {
            id: ids[2].clone(),
            text: Err(Missing::NoFile(PathBuf::from(format!(
                "/srv/shelf/{}.txt",
                ids[2]
            )))),
        },
    ];
    update(&mut state, Action::Ran(*tag, Ran::Shelf(found)));
    state
}

#[test]
fn what_it_looks_like() {
    for language in Language::ALL {
        let mut state = shelf(language);
        let shown = |name: &str, state: &mut State| {
            insta::assert_snapshot!(format!("{name}-{}", language.tag()), at_every_size(state));
            survives_any_size(state);
        };
        shown("list", &mut state);
        press(&mut state, "F2 ا ل ق ر ا ر");
        shown("places", &mut state);
        press(&mut state, "Enter");
        shown("text", &mut state);
    }
}

#[test]
fn it_is_searched_folded_across_and_within() {
    let mut state = shelf(Language::Arabic);
    // Without the hamza, across both texts.
    press(&mut state, "F2 ا ع ا د ه");
    let mut places = Vec::new();
    state.on::<Shelf>(|shelf, _| places = shelf.places.clone());
    assert_eq!(places, [Place { at: 0, line: 4 }]);
    press(&mut state, "Enter");
    let mut at = (None, None);
    state.on::<Shelf>(|shelf, _| at = (shelf.open, shelf.selection.selected()));
    assert_eq!(at, (Some(0), Some(4)), "the text stands open at the place");
    // Another word within it; F3 goes round.
    press(
        &mut state,
        "F2 Backspace Backspace Backspace Backspace Backspace ق ر ا ر Enter",
    );
    let mut lines = Vec::new();
    for _ in 0..3 {
        press(&mut state, "F3");
        state.on::<Shelf>(|shelf, _| lines.extend(shelf.selection.selected()));
    }
    assert!(lines.contains(&2) && lines.contains(&4), "{lines:?}");
    press(&mut state, "Esc");
    assert!(seen(&state, 80, 24).join("\n").contains("Guide") || !places.is_empty());
}

#[test]
fn what_is_sought_is_marked_where_it_stands() {
    for (line, sought, wanted) in [
        ("القرارُ الأول", "القرار", &["القرارُ"][..]),
        ("إعادة النظر", "اعاده", &["إعادة"]),
        ("a b a", "a", &["a", "a"]),
        ("نظر", "x", &[]),
        ("أي شيء", "", &[]),
    ] {
        let found: Vec<&str> = hits(line, sought)
            .into_iter()
            .map(|hit| &line[hit])
            .collect();
        let found: Vec<String> = found.iter().map(|one| fold_text(one)).collect();
        let wanted: Vec<String> = wanted.iter().map(|one| fold_text(one)).collect();
        assert_eq!(found, wanted, "{line}");
    }
}
