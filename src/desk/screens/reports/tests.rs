use std::path::PathBuf;

use super::super::made_up::{asked, at_every_size, desk, open, survives_any_size, tell};
use super::*;
use crate::desk::state::{Action, Effect};
use crate::desk::tests::press;
use crate::desk::update::update;
use crate::domain::ids::Revision;
use crate::domain::report::{Row, layout};
use crate::locale::Language;

/// A report with figures in every section.
fn report(desk: &Desk, query: &Query) -> Answer {
    let Query::Report(query) = query else {
        panic!("{query:?} asks for no report");
    };
    let services = ["family-counselling", "premarital-awareness", ""];
    let sections = layout(query.name).into_iter().map(|(by, measures)| {
        let keys: Vec<Key> = match by {
            By::All => vec![Key::All],
            By::Month => (1..=6).map(|month| Key::Month(1448, month)).collect(),
            By::Service => services.map(|id| Key::Service(id.into())).into(),
            By::Channel => ["in-person", "call-centre"]
                .map(|id| Key::Channel(id.into()))
                .into(),
            By::Branch => [1, 2].map(|no| Key::Branch(BranchNo(no))).into(),
            By::Paper => vec![Key::Paper("identity".into())],
            By::Misconception => vec![Key::Misconception("هل تُدفع رسوم للتسجيل؟".into())],
            By::Stage => crate::domain::request::Stage::QUEUES.map(Key::Stage).into(),
            By::Span => crate::domain::report::Span::ALL
                .iter()
                .map(|one| Key::Span(*one))
                .collect(),
            By::Reason => crate::domain::report::Obstacle::ALL
                .iter()
                .map(|one| Key::Reason(*one))
                .collect(),
            By::Department => crate::domain::report::Department::ALL
                .iter()
                .map(|one| Key::Department(*one))
                .collect(),
        };
        let rows = (0u64..).zip(keys).map(|(at, key)| Row {
            key,
            values: (0u64..)
                .zip(measures)
                .map(|(column, measure)| {
                    let figure = (97 * (9 - at)) / (column + 1);
                    // A score is of five at most.
                    let is_score = measure.unit() == crate::domain::report::Unit::Score;
                    (at + column < 9).then_some(if is_score { figure / 2 } else { figure })
                })
                .collect(),
        });
        Section {
            by,
            measures: measures.to_vec(),
            rows: rows.collect(),
        }
    });
    Answer::Report(Box::new(Report {
        query: query.clone(),
        at: desk.now,
        revision: Revision(3),
        sections: sections.collect(),
    }))
}

fn answer(state: &mut State, effects: &[Effect]) {
    let (tag, query) = asked(effects);
    let told = report(&state.desk, &query);
    tell(state, tag, Ok(told));
}

fn reports(language: Language) -> State {
    let (mut state, effects) = open(desk(language), Box::new(Reports::new()));
    answer(&mut state, &effects);
    state
}

#[test]
fn what_it_looks_like() {
    for language in Language::ALL {
        let mut state = reports(language);
        let shown = |name: &str, state: &mut State| {
            insta::assert_snapshot!(format!("{name}-{}", language.tag()), at_every_size(state));
            survives_any_size(state);
        };
        shown("volumes", &mut state);
        // To the services, the way the eye sees.
        let over = if language.is_rtl() { "Left" } else { "Right" };
        press(&mut state, &format!("{over} {over}"));
        shown("by-service", &mut state);
        for _ in 0..2 {
            let effects = press(&mut state, "Tab");
            answer(&mut state, &effects);
        }
        shown("elapsed", &mut state);
        press(&mut state, "F5 1 4 4 8 / 1 3 Enter");
        shown("period", &mut state);
        let mut state = reports(language);
        let effects = press(&mut state, "Shift+Tab");
        answer(&mut state, &effects);
        shown("satisfaction", &mut state);
        press(&mut state, &format!("{over} {over} {over}"));
        shown("satisfaction-by-service", &mut state);
    }
}

#[test]
fn periods_are_chosen_and_typed() {
    let mut state = reports(Language::Arabic);
    let days = |effects: &[Effect]| match asked(effects).1 {
        Query::Report(query) => format!("{} {}", query.period.from, query.period.to),
        other => panic!("{other:?}"),
    };
    let effects = press(&mut state, "F4");
    assert_eq!(days(&effects), "2026-09-12 2026-12-09", "the Hijri quarter");
    answer(&mut state, &effects);
    let effects = press(&mut state, "F4 F4");
    assert!(effects.len() <= 1, "while one is counted, the next waits");
    let mut state = reports(Language::Arabic);
    let effects = press(&mut state, "F5 1 4 4 8 / 0 5 Enter");
    assert_eq!(days(&effects), "2026-10-12 2026-11-10");
    answer(&mut state, &effects);
    let effects = press(&mut state, "F5 2 0 2 6 - 1 1 Enter");
    assert_eq!(days(&effects), "2026-11-01 2026-11-30");
    assert_eq!(
        press(&mut state, "F5 9 Enter Esc"),
        [],
        "what is no period asks for nothing"
    );
}

#[test]
fn a_report_is_saved_outside_and_said_where() {
    for (key, kind) in [("F9", Kind::Xlsx), ("F2", Kind::Csv)] {
        let mut state = reports(Language::Arabic);
        let effects = press(&mut state, key);
        let [Effect::Run(tag, Errand::Export(book, said))] = effects.as_slice() else {
            panic!("{effects:?}");
        };
        assert_eq!(*said, kind);
        assert!(book.rtl && book.tables.len() == 6);
        let path = PathBuf::from("/home/salma/report.xlsx");
        update(&mut state, Action::Ran(*tag, Ran::Exported(Ok(path))));
        let toast = state.desk.toasts.last().unwrap();
        assert!(
            toast.text.contains("/home/salma/report.xlsx"),
            "{}",
            toast.text
        );
    }
}

#[test]
fn whoever_may_not_is_told_so() {
    let (mut state, effects) = open(desk(Language::Arabic), Box::new(Reports::new()));
    let (tag, _) = asked(&effects);
    let refusal = Refusal::NotAllowed(vec![crate::domain::staff::Role::Supervisor]);
    tell(&mut state, tag, Err(refusal));
    let seen = crate::desk::tests::seen(&state, 80, 24).join("\n");
    let shaped = crate::arabic::lay_out("المشرف", crate::arabic::Base::Rtl);
    assert!(seen.contains(shaped.as_str()), "{seen}");
    assert_eq!(press(&mut state, "F9"), [], "there is nothing to save");
}
