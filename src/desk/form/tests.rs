//! One form: filled in by keys, drawn, and asked line by line.

use std::sync::Arc;

use proptest::prelude::*;
use ratatui::layout::Rect;

use super::plain::{Asked, ask};
use super::*;
use crate::arabic::Base;
use crate::desk::condition::Snapshot;
use crate::desk::screen::Screen;
use crate::desk::state::{Action, Desk, State};
use crate::desk::tests::{desk, laid, press, seen};
use crate::desk::update::update;
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::text_field::Manner;
use crate::domain::profile::PaperField;
use crate::locale::{Language, Texts};

fn own(ar: &str, en: &str) -> Label {
    Label::Said {
        ar: ar.into(),
        en: en.into(),
    }
}

fn ten_digits(value: &str, _: &Values) -> Option<Problem> {
    let warning = || Problem::warns("form-not-a-number").with("count", value);
    (value.len() != 10).then(warning)
}

fn form() -> Arc<Form> {
    let choice = |value: &str, ar: &str, en: &str| Choice::new(value, own(ar, en));
    let sexes = vec![choice("m", "ذكر", "male"), choice("f", "أنثى", "female")];
    let needs = vec![
        choice("food", "غذاء", "food"),
        choice("rent", "إيجار", "rent"),
        choice("care", "علاج", "care"),
    ];
    let person = vec![
        Field::new("name", own("الاسم", "Name"), Kind::Text(Manner::WORDS)).required(),
        Field::new(
            "id",
            own("الهوية", "ID"),
            Kind::Text(Manner::MASKED_NUMBERS),
        )
        .check(ten_digits),
        Field::new("born", own("الميلاد", "Born"), Kind::Date),
        Field::new("sex", own("الجنس", "Sex"), Kind::Choice(sexes)).required(),
        Field::new("widow", own("أرملة", "Widow"), Kind::YesNo).when(When::is("sex", "f")),
    ];
    let need = vec![
        Field::new("told", own("اقرأ عليه", "Read to him"), Kind::Note),
        Field::new("needs", own("الحاجة", "Need"), Kind::Many(needs)),
        Field::new("head", own("الأوراق", "Papers"), Kind::Heading),
        Field::new(
            "paper",
            own("في الورقة", "On paper"),
            Kind::Same {
                stated: "فهد".into(),
                of: PaperField::Name,
                manner: Manner::WORDS,
            },
        )
        .required(),
    ];
    Arc::new(Form {
        label: own("استقبال", "Intake"),
        steps: vec![
            Step::new("person", own("الشخص", "Person"), person),
            Step::new("need", own("الحاجة", "Need"), need),
        ],
    })
}

struct Intake {
    running: Running,
    heard: Vec<FormEvent>,
}

impl Screen for Intake {
    fn name(&self) -> &'static str {
        "keys"
    }

    fn sections(&self) -> &'static [&'static str] {
        &["form"]
    }

    fn title(&self, _desk: &Desk) -> String {
        String::new()
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        self.running.snapshot(snapshot);
    }

    fn form(&mut self) -> Option<&mut Running> {
        Some(&mut self.running)
    }

    fn form_event(&mut self, event: FormEvent, _desk: &mut Desk) {
        self.heard.push(event);
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        draw::draw(&self.running, desk, canvas, area);
    }
}

fn intake_with(language: Language, running: Running) -> State {
    let screen = Intake {
        running,
        heard: Vec::new(),
    };
    State::new(desk(language), Box::new(screen))
}

fn intake(language: Language) -> State {
    intake_with(language, Running::new(form(), Values::new()))
}

fn heard(state: &mut State) -> Vec<FormEvent> {
    let mut heard = Vec::new();
    state.on::<Intake>(|screen, _| heard = std::mem::take(&mut screen.heard));
    heard.retain(|event| !matches!(event, FormEvent::Edited { .. }));
    heard
}

fn focus(state: &mut State) -> String {
    let mut id = String::new();
    state.on::<Intake>(|screen, _| id = screen.running.focused().unwrap().id.clone());
    id
}

fn value(state: &mut State, field: &str) -> String {
    let mut value = String::new();
    state.on::<Intake>(|screen, _| value = screen.running.value(field).to_owned());
    value
}

fn left(field: &str, value: &str, changed: bool) -> FormEvent {
    FormEvent::Left {
        field: field.into(),
        value: value.into(),
        changed,
    }
}

#[test]
fn each_field_left_is_told_and_empty_ones_stay_empty() {
    let mut state = intake(Language::Arabic);
    press(&mut state, "ف ه د Enter Tab Shift+Tab");
    assert_eq!(
        heard(&mut state),
        [
            left("name", "فهد", true),
            left("id", "", false),
            left("born", "", false)
        ]
    );
    assert_eq!(focus(&mut state), "id");
}

#[test]
fn a_whole_form_by_keys_that_always_arrive() {
    let mut state = intake(Language::Arabic);
    press(&mut state, "ف ه د Enter 1 Enter 1 4 1 0 / 3 / 2 Enter");
    // A choice takes the arrows; a yes stands where reading starts, which is to the right.
    press(&mut state, "Down Down Enter Right Enter");
    assert_eq!(focus(&mut state), "needs");
    press(&mut state, "Left Down Down Left Enter ف ه د Enter");
    for (field, wanted) in [
        ("name", "فهد"),
        ("id", "1"),
        ("born", "1410/3/2"),
        ("sex", "f"),
        ("widow", "yes"),
        ("needs", "food\ncare"),
        ("paper", "فهد"),
    ] {
        assert_eq!(value(&mut state, field), wanted, "{field}");
    }
    let heard = heard(&mut state);
    assert!(heard.contains(&FormEvent::Step(1)), "{heard:?}");
    assert_eq!(heard.last(), Some(&FormEvent::Finished));
}

#[test]
fn the_way_on_is_barred_while_something_required_is_missing() {
    let mut state = intake(Language::English);
    press(&mut state, "Tab Tab 1 4 PgDn");
    assert_eq!(heard(&mut state).last(), Some(&FormEvent::Barred(3)));
    assert_eq!(focus(&mut state), "name");
    let lines = seen(&state, 80, 24).join("\n");
    for said in ["✗ required", "✗ not a date"] {
        assert!(lines.contains(said), "{said}: {lines}");
    }
    // What only warns does not bar.
    press(&mut state, "x Tab 5 Tab Backspace Backspace Tab 1 PgDn");
    assert!(heard(&mut state).contains(&FormEvent::Step(1)));
}

#[test]
fn fields_come_and_go_with_the_answers() {
    let mut state = intake(Language::Arabic);
    press(&mut state, "Tab Tab Tab 1 Enter");
    assert_ne!(focus(&mut state), "widow");
    let mut state = intake(Language::Arabic);
    press(&mut state, "ف Tab Tab Tab 2 Enter");
    assert_eq!(focus(&mut state), "widow");
}

#[test]
fn a_draft_is_resumed_at_its_field() {
    let values = Values::from([("name".to_owned(), "فهد".to_owned())]);
    let mut state = intake_with(
        Language::Arabic,
        Running::resume(form(), values.clone(), "born"),
    );
    assert_eq!(focus(&mut state), "born");
    // One that is no longer there: at the first that is missing.
    let mut state = intake_with(Language::Arabic, Running::resume(form(), values, "gone"));
    assert_eq!(focus(&mut state), "sex");
}

#[test]
fn esc_and_a_hangup_keep_what_is_under_the_hand() {
    let mut state = intake(Language::Arabic);
    press(&mut state, "ف ه Esc Esc");
    assert_eq!(value(&mut state, "name"), "فه");
    update(&mut state, Action::Hangup);
    assert_eq!(heard(&mut state), [left("name", "فه", true)]);
}

#[test]
fn a_pasted_line_break_submits_nothing() {
    let mut state = intake(Language::Arabic);
    update(&mut state, Action::Paste("فهد\nسعد\n".into()));
    assert_eq!(focus(&mut state), "name");
    assert_eq!(heard(&mut state), []);
    press(&mut state, "Enter");
    assert_eq!(value(&mut state, "name"), "فهد سعد");
}

#[test]
fn an_empty_field_beside_what_was_stated_is_affirmed() {
    let values = Values::from([("needs".to_owned(), "food".to_owned())]);
    let mut running = Running::resume(form(), values, "paper");
    let heard = running.affirm();
    assert_eq!(running.value("paper"), "فهد");
    assert_eq!(heard, [left("paper", "فهد", true), FormEvent::Finished]);
}

#[test]
fn another_definition_keeps_what_is_written_and_the_hand() {
    let mut running = Running::resume(form(), Values::new(), "born");
    running.set("name", "فهد");
    let mut wider = Form::clone(&form());
    wider.steps[0]
        .fields
        .insert(0, Field::new("title", "form-yes", Kind::Number));
    running.redefine(Arc::new(wider));
    assert_eq!(running.focused().unwrap().id, "born");
    let mut narrower = Form::clone(&form());
    narrower.steps[0].fields.retain(|field| field.id != "born");
    running.redefine(Arc::new(narrower));
    assert_eq!(running.focused().unwrap().id, "sex");
    assert_eq!(running.value("name"), "فهد");
}

#[test]
fn what_is_masked_is_masked_until_it_is_revealed() {
    let values = Values::from([("id".to_owned(), "1102334451".to_owned())]);
    let mut state = intake_with(Language::English, Running::new(form(), values));
    let is_seen = |state: &State| seen(state, 80, 24).join("\n").contains("1102334451");
    assert!(!is_seen(&state));
    press(&mut state, "Tab");
    assert!(!is_seen(&state));
    press(&mut state, "F4");
    assert!(is_seen(&state));
    press(&mut state, "Shift+Tab F4");
    assert!(!is_seen(&state));
}

#[test]
fn a_form_is_drawn_from_the_right_in_arabic() {
    let mut state = intake(Language::Arabic);
    press(&mut state, "ف ه د Tab Tab 1 4 4 6 / 6 / 1");
    let lines = seen(&state, 80, 24);
    let arabic = |text: &str| laid(text, Base::Rtl);
    assert!(
        lines[2].ends_with(&format!("{} ", arabic("1 الشخص ●  2 الحاجة"))),
        "{}",
        lines[2]
    );
    assert!(
        lines[4].ends_with(&format!("{}     {}   ", arabic("فهد"), arabic("الاسم"))),
        "{}",
        lines[4]
    );
    let born = lines
        .iter()
        .find(|line| line.contains(&arabic("الميلاد")))
        .unwrap();
    assert!(
        born.ends_with(&format!("{} ◂ ", arabic("الميلاد"))),
        "{born}"
    );
    assert!(born.contains("1446/6/1"), "{born}");
    assert!(born.contains("2024-12-02 ="), "{born}");
}

#[test]
fn a_form_is_drawn_from_the_left_in_english() {
    let mut state = intake(Language::English);
    press(&mut state, "N Tab Tab 2 0 2 4 - 1 2 - 2 Tab");
    let lines = seen(&state, 80, 24);
    assert!(lines[2].starts_with(" 1 Person ●  2 Need"), "{}", lines[2]);
    assert!(lines[4].starts_with("   Name"), "{}", lines[4]);
    assert!(
        lines[6].contains("2024-12-2     = 1446-06-01 AH"),
        "{}",
        lines[6]
    );
    assert!(lines[7].contains("▸ Sex *"), "{}", lines[7]);
    assert!(
        lines[7].contains("1 ○ male") && lines[8].contains("2 ○ female"),
        "{}",
        lines[8]
    );
    press(&mut state, "2 Tab");
    let lines = seen(&state, 80, 24);
    assert!(lines[8].contains("1 ○ yes   2 ○ no"), "{}", lines[8]);
}

/// The one step of a form with this field in it, at 60×20.
fn at_sixty(field: Field, value: &str) -> Vec<String> {
    let values = Values::from([(field.id.clone(), value.to_owned())]);
    let after = Field::new("after", own("بعده", "After"), Kind::Text(Manner::WORDS));
    let form = Form {
        label: own("استقبال", "Intake"),
        steps: vec![Step::new("one", own("واحدة", "One"), vec![field, after])],
    };
    let mut running = Running::new(Arc::new(form), values);
    running.focus("after");
    seen(&intake_with(Language::English, running), 60, 20)
}

#[test]
fn that_a_field_is_required_is_seen_however_long_its_label() {
    let label = own("موافقة", "Agrees that what is told is kept");
    let field = Field::new("consent", label, Kind::YesNo).required();
    let lines = at_sixty(field, "");
    assert!(
        lines[2].contains("Agrees that what is tol… *"),
        "{lines:#?}"
    );
}

#[test]
fn what_is_compared_is_seen_whole_on_a_small_screen() {
    let same = |stated: &str| {
        let label = own("سبب قبول ما فيه", "Why it is accepted, in words");
        let kind = Kind::Same {
            stated: stated.into(),
            of: PaperField::Name,
            manner: Manner::WORDS,
        };
        Field::new("paper", label, kind)
    };
    let lines = at_sixty(same("Mary Reyes"), "Mary Reyez");
    assert!(
        lines[2].contains("Mary Reyes   Mary Reyez    ≠"),
        "{}",
        lines[2]
    );
    let (stated, on_paper) = ("Maria Luisa Santos Reyes", "Maria Luisa Santos Reyez");
    let lines = at_sixty(same(stated), on_paper);
    assert!(lines[2].contains(stated), "{lines:#?}");
    assert!(
        lines[3].contains("on the paper") && lines[3].contains(on_paper),
        "{lines:#?}"
    );
    assert!(lines[3].trim_end().ends_with("≠"), "{}", lines[3]);
}

#[test]
fn whether_a_paper_is_valid_is_said_in_whole_words_on_a_small_screen() {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let label = own("سارية حتى اليوم المكتوب", "Valid until the day there");
    let lines = at_sixty(Field::new("until", label, Kind::Until(day)), "1446/06/01");
    assert!(lines[2].contains("✗ expired"), "{}", lines[2]);
}

/// Whether input went on to the end of the form, what it holds, and what was written.
fn plain(said: &str) -> (bool, Values, String) {
    let (mut values, mut out) = (Values::new(), Vec::new());
    let (texts, mut input) = (Texts::new(Language::English), said.as_bytes());
    let form = form();
    let mut fields = form.steps.iter().flat_map(|step| &step.fields);
    let went_on = fields.all(|field| {
        !field.when.holds(&values)
            || ask(field, &mut values, &texts, true, &mut input, &mut out).unwrap() == Asked::Filled
    });
    (went_on, values, String::from_utf8(out).unwrap())
}

#[test]
fn the_same_form_line_by_line() {
    let (went_on, values, out) =
        plain("\nفهد\n١٢٣\n1446/13/1\n1446/6/1\n3\nfemale\n1\n3، food\n\n");
    assert!(went_on, "{out}");
    for (field, wanted) in [
        ("name", "فهد"),
        ("id", "123"),
        ("born", "1446/6/1"),
        ("sex", "f"),
        ("widow", "yes"),
        ("needs", "food\ncare"),
        ("paper", "فهد"),
    ] {
        assert_eq!(
            values.get(field).map(String::as_str),
            Some(wanted),
            "{field}\n{out}"
        );
    }
    for said in [
        "required",
        "not a date",
        "not one of the choices",
        "2024-12-02",
        "Read to him",
    ] {
        assert!(out.contains(said), "{said}: {out}");
    }
}

#[test]
fn what_is_masked_is_masked_line_by_line_and_shown_when_asked_for() {
    let form = form();
    let mut fields = form.steps.iter().flat_map(|step| &step.fields);
    let field = fields.find(|field| field.id == "id").unwrap();
    let texts = Texts::new(Language::English);
    let ask = |shown, said: &str, value: &str| {
        let mut values = Values::from([("id".to_owned(), value.to_owned())]);
        values.retain(|_, value| !value.is_empty());
        let (mut input, mut out) = (said.as_bytes(), Vec::new());
        let asked = ask(field, &mut values, &texts, shown, &mut input, &mut out).unwrap();
        let held = values.get("id").cloned().unwrap_or_default();
        (asked, held, String::from_utf8(out).unwrap())
    };
    let number = "1102334451";
    for (shown, said, wanted, held) in [
        (false, "\n", Asked::Filled, number),
        (false, "?\n", Asked::Reveal, number),
        (false, "؟\n", Asked::Reveal, number),
        (false, "77\n", Asked::Filled, "77"),
        (true, "\n", Asked::Filled, number),
        (false, "", Asked::Ended, number),
    ] {
        let (asked, kept, out) = ask(shown, said, number);
        assert_eq!((asked, kept.as_str()), (wanted, held), "{said:?}");
        assert_eq!(out.contains(number), shown, "{out}");
        assert_eq!(out.contains("••••••4451"), !shown, "{out}");
    }
    // With nothing there, there is nothing to show.
    assert_eq!(ask(false, "?\n", "").1, "?");
}

#[test]
fn input_that_ends_early_keeps_what_was_said() {
    let (went_on, values, _) = plain("فهد\n");
    assert!(!went_on);
    assert_eq!(values, Values::from([("name".into(), "فهد".into())]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_keys_break_a_form_at_any_size(
        keys in prop::collection::vec(prop_oneof![
            prop::sample::select(vec![
                "Enter", "Tab", "Shift+Tab", "PgDn", "PgUp", "Up", "Down", "Left", "Right", "Space",
                "Backspace", "F4", "F7", "1", "2", "د", "/",
            ]),
        ], 0..60),
        width in 0u16..140, height in 0u16..40, pasted in "\\PC{0,30}",
    ) {
        let mut state = intake(Language::Arabic);
        for key in keys {
            press(&mut state, key);
        }
        update(&mut state, Action::Paste(pasted));
        seen(&state, width, height);
        prop_assert!(!focus(&mut state).is_empty());
    }
}
