use super::super::made_up::{at_every_size, desk, open, survives_any_size};
use super::*;
use crate::desk::state::{Action, Effect};
use crate::desk::tests::{press, seen};
use crate::desk::update::update;
use crate::domain::ids::Revision;
use crate::domain::profile::Wrong;
use crate::locale::Language;
use crate::profiles;
use crate::protocol::Made;

/// Wethaq's profile as amended: another period, another paper, another wording.
fn amended() -> String {
    let source = profiles::source("wethaq").unwrap();
    let turns = [
        ("version = 1", "version = 2"),
        ("not_before = { weeks = 2 }", "not_before = { weeks = 3 }"),
        ("when = \"optional\"", "when = \"always\""),
        ("id = \"letters\"", "id = \"post\""),
        ("أقر بصحة ما قدمته", "أشهد بصحة ما قدمته"),
    ];
    turns.iter().fold(source.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

fn offered(file: &str, source: &str) -> Result<Offered, NotOffered> {
    let profile = profiles::parse(&format!("/home/salma/{file}"), source)?;
    Ok(Offered {
        profile,
        source: source.to_owned(),
        file: Some(file.to_owned()),
    })
}

fn broken() -> NotOffered {
    let source = amended()
        .replacen("version = 2", "version = 0", 1)
        .replacen("{reply_not_before}", "غد", 1);
    offered("broken.toml", &source).unwrap_err()
}

/// What ships, an amended file, one with mistakes, another charity's, and the one in force itself.
fn offers() -> Offers {
    let mut offers = Offers::default();
    let rahma = profiles::source("rahma").unwrap();
    let wethaq = profiles::source("wethaq").unwrap();
    for (file, source) in [
        ("rahma-ours.toml", rahma),
        ("same.toml", wethaq),
        ("لائحة وثاق المعدلة 1448.toml", &amended()),
    ] {
        offers.charities.push(offered(file, source).unwrap());
    }
    offers.broken.push(broken());
    offers
}

fn errand(effects: &[Effect]) -> (Tag, &Errand) {
    let mut errands = effects.iter().filter_map(|effect| match effect {
        Effect::Run(tag, errand) => Some((*tag, errand)),
        _ => None,
    });
    errands.next().unwrap()
}

fn screen(language: Language, offers: Offers, may_type: bool) -> State {
    let (mut state, effects) = open(desk(language), Box::new(Adopt::new(7)));
    let (tag, what) = errand(&effects);
    assert!(*what == Errand::Profiles);
    let own = Some("/home/salma/.config/istiqbal/profiles".into());
    let ran = Ran::Profiles {
        offers,
        own,
        may_type,
    };
    update(&mut state, Action::Ran(tag, ran));
    state
}

fn names(state: &mut State) -> Vec<String> {
    let mut names = Vec::new();
    state.on::<Adopt>(|screen, _| {
        names.extend(screen.files().iter().map(|one| one.name.clone()));
    });
    names
}

fn said(state: &State) -> &str {
    &state.desk.toasts.last().unwrap().text
}

fn orders(effects: &[Effect]) -> Vec<(Tag, Order)> {
    let orders = effects.iter().filter_map(|effect| match effect {
        Effect::Do(tag, order, _) => Some((*tag, order.as_ref().clone())),
        _ => None,
    });
    orders.collect()
}

#[test]
fn what_it_looks_like() {
    for language in Language::ALL {
        let tag = language.tag();
        let shown = |name: &str, state: &mut State| {
            insta::assert_snapshot!(format!("{name}-{tag}"), at_every_size(state));
            survives_any_size(state);
        };
        let mut state = screen(language, offers(), true);
        shown("files", &mut state);
        press(&mut state, "Tab");
        shown("differences", &mut state);
        press(&mut state, "Tab Down");
        shown("mistakes", &mut state);
        press(&mut state, "Up Enter");
        shown("question", &mut state);
        let mut state = screen(language, Offers::default(), false);
        shown("none", &mut state);
    }
}

#[test]
fn what_can_be_adopted_stands_first_and_what_ships_only_where_it_amends() {
    let mut state = screen(Language::Arabic, offers(), true);
    let wanted = [
        "لائحة وثاق المعدلة 1448.toml",
        "broken.toml",
        "same.toml",
        "rahma-ours.toml",
    ];
    assert_eq!(names(&mut state), wanted);
    let mut later = Offers::default();
    let shipped = later.charities.iter_mut();
    for one in shipped.filter(|one| one.profile.key.as_str() == "wethaq") {
        one.profile = profiles::parse("", &amended()).unwrap();
    }
    let mut state = screen(Language::English, later, true);
    assert_eq!(names(&mut state), ["with the program"]);
}

#[test]
fn a_later_version_is_ordered_once_it_is_confirmed_and_nothing_else_is() {
    let mut state = screen(Language::English, offers(), true);
    assert_eq!(press(&mut state, "Enter"), []);
    let question = seen(&state, 80, 24).join("\n");
    assert!(question.contains("version 2") && question.contains("the 7 that are open"));
    press(&mut state, "Esc");
    assert!(state.overlay().is_none());
    for (at, why) in [
        (1, "mistakes"),
        (2, "not a later version"),
        (3, "another charity"),
    ] {
        press(&mut state, "Down");
        assert_eq!(press(&mut state, "Enter"), []);
        assert!(state.overlay().is_none(), "{at}");
        assert!(said(&state).contains(why), "{at}: {}", said(&state));
    }
    press(&mut state, "Home");
    for _ in 0..3 {
        press(&mut state, "Up");
    }
    press(&mut state, "Enter");
    let ordered = orders(&press(&mut state, "Enter"));
    let source = amended();
    assert_eq!(ordered[0].1, Order::AmendProfile { source });
    // Not twice while it is under way.
    press(&mut state, "Enter");
    assert!(state.overlay().is_none());
    // Refused, the files are there still.
    let refusal = Refusal::Invalid {
        field: "profile".into(),
        why: "not-a-later-version".into(),
    };
    update(&mut state, Action::Done(ordered[0].0, Err(refusal)));
    assert!(said(&state).contains("not a later version"));
    press(&mut state, "Enter");
    let ordered = orders(&press(&mut state, "Enter"));
    let done = Done {
        revision: Revision(80),
        made: Made::Nothing,
    };
    update(&mut state, Action::Done(ordered[0].0, Ok(done)));
    assert!(said(&state).contains("open requests keep theirs"));
    assert_ne!(state.top().unwrap().name(), "adopt");
}

#[test]
fn a_typed_path_is_read_before_it_is_adopted() {
    let mut state = screen(Language::Arabic, Offers::default(), true);
    press(&mut state, "x . t o m l");
    let effects = press(&mut state, "Enter");
    let (tag, what) = errand(&effects);
    assert!(*what == Errand::Profile("x.toml".into()));
    assert_eq!(press(&mut state, "Enter"), [], "not twice");
    // Not there: what was typed stays.
    let missing = NotOffered::Read {
        file: "x.toml".into(),
        error: std::io::ErrorKind::NotFound.into(),
    };
    update(&mut state, Action::Ran(tag, Ran::Profile(Err(missing))));
    assert!(said(&state).contains("x.toml"));
    let effects = press(&mut state, "Enter");
    let (tag, _) = errand(&effects);
    update(&mut state, Action::Ran(tag, Ran::Profile(Err(broken()))));
    assert_eq!(names(&mut state), ["broken.toml"]);
    // Mended, it takes the place of what was read before.
    press(&mut state, "x");
    let effects = press(&mut state, "Enter");
    let (tag, _) = errand(&effects);
    let mended = Box::new(offered("broken.toml", &amended()).unwrap());
    update(&mut state, Action::Ran(tag, Ran::Profile(Ok(mended))));
    assert_eq!(names(&mut state), ["broken.toml"]);
    press(&mut state, "Enter");
    assert!(state.overlay().is_some());
}

#[test]
fn over_ssh_no_path_is_typed() {
    let mut state = screen(Language::Arabic, Offers::default(), false);
    assert_eq!(press(&mut state, "x . t o m l Enter"), []);
    assert!(!state.snapshot().is("typing"));
}

#[test]
fn every_mistake_is_said_in_both_languages() {
    use crate::domain::profile::{Id, PolicyStepId};
    let id = Id::parse("post").unwrap();
    let step = PolicyStepId::Clarify;
    let all = [
        Wrong::EmptyText,
        Wrong::Control { found: '\u{202e}' },
        Wrong::EmptyList,
        Wrong::Duplicate { id: "post".into() },
        Wrong::Undefined {
            id,
            list: "channels",
        },
        Wrong::VersionZero,
        Wrong::PeriodZero,
        Wrong::PeriodTooLong,
        Wrong::TargetBeforeFloor,
        Wrong::MissingStep { step },
        Wrong::StepOrder { step, after: step },
        Wrong::ClarifyWithoutTarget,
        Wrong::TargetWithoutClarify,
        Wrong::NoReplyDate,
        Wrong::Braces,
        Wrong::NoChoice,
        Wrong::NoPaperForAll,
    ];
    for language in Language::ALL {
        let desk = desk(language);
        for wrong in &all {
            let said = told::wrong(&desk, wrong);
            assert!(!said.contains("wrong-") && !said.contains('$'), "{said}");
            let plain = said.replace(['\u{2066}', '\u{2068}', '\u{2069}'], "");
            if language == Language::English && !matches!(wrong, Wrong::Control { .. }) {
                assert_eq!(plain, wrong.to_string().replace('`', ""));
            }
            assert!(!said.contains('\u{202e}'), "what cannot be shown is not");
        }
    }
}
