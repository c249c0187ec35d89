//! The desk from outside: keys in, what is seen out.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::draw::draw;
use super::key::Key;
use super::keymap::Keymap;
use super::screens::keys::Keys;
use super::state::{Action, Desk, Effect, Hit, Settings, State};
use super::update::update;
use crate::arabic::{self, Base};
use crate::domain::ids::StaffNo;
use crate::domain::moment::Moment;
use crate::locale::Language;

/// 2026-11-21, a Saturday, in Riyadh.
pub(super) const NOW: Moment = Moment(1_795_215_600_000);

pub(super) fn desk(language: Language) -> Desk {
    let settings = Settings {
        language,
        ..Settings::default()
    };
    let mut desk = Desk::new(settings, Keymap::function_keys(), NOW);
    desk.standing.charity = "وثاق".into();
    desk.standing.branch = "تبوك".into();
    desk.standing.who = "سلمى".into();
    desk.standing.waiting = 3;
    desk
}

fn keys_screen(language: Language) -> State {
    let mut state = State::new(desk(language), Box::new(Keys::empty()));
    let keys = Keys::new(&state);
    state.desk.open(Box::new(keys));
    update(&mut state, Action::Resize(80, 24));
    state
}

pub(super) fn press(state: &mut State, keys: &str) -> Vec<Effect> {
    keys.split_whitespace()
        .flat_map(|key| update(state, Action::Key(key.parse().unwrap())))
        .collect()
}

pub(super) fn seen(state: &State, width: u16, height: u16) -> Vec<String> {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    draw(state, &mut buffer);
    buffer
        .content()
        .chunks(usize::from(width.max(1)))
        .map(|row| row.iter().map(|cell| cell.symbol()).collect())
        .collect()
}

/// What a sentence looks like laid out, to be looked for in what is seen.
pub(super) fn laid(text: &str, base: Base) -> String {
    arabic::lay_out(text, base).as_str().to_owned()
}

#[test]
fn the_frame_says_where_one_is_and_which_keys_work() {
    let state = keys_screen(Language::Arabic);
    let lines = seen(&state, 80, 24);
    let arabic = |text: &str| laid(text, Base::Rtl);
    assert!(
        lines[0].ends_with(&format!("{} ", arabic("وثاق · تبوك · سلمى"))),
        "{}",
        lines[0]
    );
    assert!(lines[0].contains(&arabic("3 منتظرين")), "{}", lines[0]);
    assert!(
        lines[0].starts_with(" 2026-11-21 · 1448-06-11 "),
        "{}",
        lines[0]
    );
    assert!(lines[1].contains(&arabic(" المفاتيح ")), "{}", lines[1]);
    let keys = &lines[23];
    assert!(
        keys.ends_with(&format!("{} F1 ", arabic("مساعدة"))),
        "{keys}"
    );
    assert!(keys.contains(&format!("{} Esc", arabic("رجوع"))), "{keys}");
}

/// Names in Arabic, one after the other from the left.
fn names(names: [&str; 3]) -> String {
    names.map(|name| laid(name, Base::Rtl)).join(" · ")
}

#[test]
fn a_narrow_status_line_keeps_who_works_here() {
    let state = keys_screen(Language::Arabic);
    let status = &seen(&state, 60, 20)[0];
    let arabic = |text: &str| laid(text, Base::Rtl);
    assert!(
        status.ends_with(&format!("{} ", arabic("تبوك · سلمى"))),
        "{status}"
    );
    assert!(status.contains(&arabic("3 منتظرين")), "{status}");
    assert!(!status.contains('…'), "{status}");
}

#[test]
fn counts_are_in_sight_on_the_smallest_screen() {
    for (language, said) in [
        (Language::Arabic, laid("3 بانتظار · 12 للرد", Base::Rtl)),
        (Language::English, "3 waiting · 12 due".to_owned()),
    ] {
        let mut state = keys_screen(language);
        state.desk.standing.reply_due = 12;
        let status = &seen(&state, 60, 20)[0];
        assert!(status.contains(&said), "{status}");
        assert!(
            status.contains("1448-06-11 · 2026-11-21") || language.is_rtl(),
            "{status}"
        );
        // The weekday gives way, who works here does not.
        assert!(status.contains(&laid("سلمى", Base::Rtl)), "{status}");
        assert!(!status.contains('…'), "{status}");
    }
}

#[test]
fn english_is_the_mirror_image() {
    let state = keys_screen(Language::English);
    let lines = seen(&state, 80, 24);
    assert!(
        lines[0].starts_with(&format!(" {}", names(["وثاق", "تبوك", "سلمى"]))),
        "{}",
        lines[0]
    );
    assert!(
        lines[0].ends_with("Sat 1448-06-11 · 2026-11-21 "),
        "{}",
        lines[0]
    );
    assert!(lines[1].starts_with("─ Keys ─"), "{}", lines[1]);
    assert!(lines[23].starts_with(" F1 help  F7 "), "{}", lines[23]);
    assert!(lines[3].starts_with(" F1 "), "{}", lines[3]);
}

#[test]
fn the_language_is_switched_live_and_kept() {
    let mut state = keys_screen(Language::Arabic);
    let effects = press(&mut state, "F7");
    assert!(
        matches!(&effects[..], [Effect::Keep(settings)] if settings.language == Language::English)
    );
    assert!(seen(&state, 80, 24)[1].starts_with("─ Keys"));
}

#[test]
fn every_key_in_the_line_of_keys_does_something() {
    let state = keys_screen(Language::English);
    let live = state.desk.keymap.live(&state.sections(), &state.snapshot());
    assert!(live.len() > 5);
    for (key, command) in live {
        let mut state = keys_screen(Language::English);
        update(&mut state, Action::Key(key));
        let warned = state.desk.toasts.iter().any(|toast| toast.warns);
        assert!(!warned, "{key} {command:?}");
    }
}

#[test]
fn arrows_move_and_the_selected_row_is_painted() {
    let mut state = keys_screen(Language::English);
    assert!(seen(&state, 80, 24)[1].contains(" 1 of "));
    press(&mut state, "Down Down Up");
    assert!(seen(&state, 80, 24)[1].contains(" 2 of "));
    press(&mut state, "End PgUp Home");
    assert!(seen(&state, 80, 24)[1].contains(" 1 of "));
}

#[test]
fn a_click_does_what_the_hint_says() {
    let mut state = keys_screen(Language::Arabic);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    let drawn = draw(&state, &mut buffer);
    // The first hint stands at the right end of the last row.
    assert_eq!(drawn.hit(78, 23), Some(&Hit::Command("help")));
    assert_eq!(drawn.hit(40, 5), Some(&Hit::Row(2)));
    update(&mut state, Action::Click(Hit::Row(2)));
    assert!(seen(&state, 80, 24)[1].contains(&laid("3 من", Base::Rtl)));
    update(&mut state, Action::Click(Hit::Command("help")));
    assert!(state.overlay().is_some());
}

#[test]
fn help_lists_what_works_beneath_and_runs_it() {
    let mut state = keys_screen(Language::English);
    press(&mut state, "F1");
    let lines = seen(&state, 80, 24).join("\n");
    assert!(
        lines.contains("What works here now") && lines.contains("switch between Arabic"),
        "{lines}"
    );
    press(&mut state, "Esc");
    assert!(state.overlay().is_none());
    press(&mut state, "F1 Down Down Down");
    let lines = seen(&state, 80, 24).join("\n");
    assert!(lines.contains("What works here now"), "{lines}");
    press(&mut state, "Enter");
    assert!(state.overlay().is_none() && state.desk.rtl());
    // Esc closes the overlay first, then the screen.
    press(&mut state, "F1 Esc Esc");
    assert!(!state.snapshot().is("can-back"));
}

#[test]
fn wrong_pins_are_told_as_a_warning() {
    let mut state = keys_screen(Language::English);
    super::locking::unlock(&mut state, StaffNo(1), 2);
    assert!(state.desk.toasts.iter().any(|toast| toast.warns));
}

#[test]
fn what_is_said_in_passing_hides_no_question() {
    let mut state = keys_screen(Language::English);
    state.desk.toast("said first".to_owned());
    state.desk.toast("said last".to_owned());
    press(&mut state, "F10");
    state.desk.toast("said first".to_owned());
    state.desk.toast("said last".to_owned());
    let lines = seen(&state, 60, 20).join("\n");
    for said in [
        "Leave the desk?",
        "resumes at the same",
        "said first",
        "said last",
    ] {
        assert!(lines.contains(said), "{said}: {lines}");
    }
}

#[test]
fn the_palette_finds_a_command_by_either_name() {
    for typed in ["l e a v e", "خ ر و ج", "q u i t", "م غ ا د ر ه"] {
        for language in Language::ALL {
            let mut state = keys_screen(language);
            press(&mut state, &format!("F8 {typed} Enter"));
            let effects = press(&mut state, "Enter");
            assert_eq!(effects, [Effect::Leave], "{typed} {language:?}");
        }
    }
    let mut state = keys_screen(Language::English);
    press(&mut state, "F8 x q z");
    assert!(
        seen(&state, 80, 24)
            .join("\n")
            .contains("no command of that name")
    );
    press(&mut state, "Enter");
    assert!(state.overlay().is_some(), "nothing to run, nothing closed");
    press(&mut state, "Esc");
    assert!(state.overlay().is_none());
}

#[test]
fn leaving_is_asked_first_and_a_lone_esc_leaves_nothing() {
    let mut state = keys_screen(Language::Arabic);
    assert_eq!(press(&mut state, "F10 Esc"), []);
    assert_eq!(press(&mut state, "Esc Esc Esc Esc"), []);
    assert_eq!(press(&mut state, "F10 Enter"), [Effect::Leave]);
}

#[test]
fn a_desk_without_its_office_says_so() {
    let mut state = keys_screen(Language::English);
    update(&mut state, Action::Disconnected);
    assert!(seen(&state, 80, 24)[0].contains("The office is not answering"));
    update(&mut state, Action::Reconnected);
    assert!(!seen(&state, 80, 24)[0].contains("not answering"));
}

#[test]
fn a_screen_too_small_says_so() {
    let state = keys_screen(Language::English);
    assert!(seen(&state, 59, 20)[0].contains("59×20"));
    assert!(!seen(&state, 60, 20)[0].contains("60×20"));
}

#[test]
fn drawing_twice_draws_the_same() {
    let mut state = keys_screen(Language::Arabic);
    press(&mut state, "F8");
    assert_eq!(seen(&state, 90, 30), seen(&state, 90, 30));
}

#[test]
fn a_hangup_leaves() {
    let mut state = keys_screen(Language::Arabic);
    assert_eq!(update(&mut state, Action::Hangup), [Effect::Leave]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_keys_at_no_size_panic(
        sizes in prop::collection::vec((0u16..150, 0u16..45), 1..4),
        keys in prop::collection::vec(prop_oneof![
            prop::sample::select(vec!["F1", "F7", "F8", "F10", "Esc", "Enter", "Up", "Down", "PgDn", "End"])
                .prop_map(|key| key.parse::<Key>().unwrap()),
            any::<char>().prop_map(Key::char),
        ], 0..25),
        pasted in "\\PC{0,50}",
    ) {
        let mut state = keys_screen(Language::Arabic);
        for key in keys {
            update(&mut state, Action::Key(key));
        }
        update(&mut state, Action::Paste(pasted.clone()));
        state.desk.toast(pasted.clone());
        state.desk.standing.charity = pasted;
        for (width, height) in sizes {
            update(&mut state, Action::Resize(width, height));
            seen(&state, width, height);
        }
    }
}
