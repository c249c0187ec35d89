use super::super::made_up::{ago, at_every_size, desk, open, survives_any_size, tell};
use super::*;
use crate::desk::state::{Effect, State};
use crate::desk::tests::press;
use crate::domain::ids::{BranchNo, PersonNo, Revision, StaffNo, VoiceNo};
use crate::domain::moment::Act;
use crate::domain::voice::Voice as Heard;
use crate::locale::Language;
use crate::protocol::Order;
use crate::protocol::query::{VoiceKey, VoiceRow, VoiceSum};

fn sums() -> VoiceReport {
    let told = |count, procedure, provider| VoiceSum::Told {
        count,
        procedure,
        provider,
    };
    let service = |id: &str| VoiceKey::Service(id.into());
    VoiceReport {
        all: told(31, 412, 455),
        rows: vec![
            VoiceRow {
                of: service("family-counselling"),
                sum: told(24, 404, 460),
            },
            VoiceRow {
                of: service("premarital-awareness"),
                sum: VoiceSum::Withheld,
            },
        ],
        words: vec!["سرعة طيبة".into(), "الموعد بعيد".into()],
        declined: 6,
    }
}

fn page(desk: &Desk) -> VoicePage {
    let act = |days| Act {
        by: StaffNo(3),
        at: ago(desk, days, 0),
    };
    let voice = |no, kind, text: &str, answer: Option<&str>| VoiceLine {
        voice: Heard {
            no: VoiceNo(no),
            kind,
            text: text.into(),
            channel: "in-person".into(),
            person: None,
            branch: BranchNo(1),
            taken: act(3),
            answer: answer.map(|answer| (answer.into(), act(1))),
        },
        name: String::new(),
        revision: Revision(1),
    };
    let rows = vec![
        voice(
            2,
            VoiceKind::Complaint,
            "انتظرت ساعة ولم يخبرني أحد بالسبب",
            None,
        ),
        voice(
            1,
            VoiceKind::Suggestion,
            "لوحة بأوقات الدوام عند الباب",
            Some("عُلّقت"),
        ),
    ];
    VoicePage { total: 2, rows }
}

/// The screen with what it asked for, and with nothing where `empty`.
fn screen(language: Language, role: Role, empty: bool) -> State {
    let mut desk = desk(language);
    if role == Role::Supervisor {
        desk.standing.flags.insert("supervisor");
        let me = desk.view.as_mut().and_then(|view| view.me.as_mut());
        me.unwrap().roles.insert(Role::Supervisor);
    }
    let (mut state, effects) = open(desk, Box::new(Voice::new()));
    for effect in effects {
        let Effect::Ask(tag, query) = effect else {
            continue;
        };
        let answer = match query {
            Query::Voice { .. } if empty => Answer::Voice(VoiceReport {
                all: VoiceSum::Withheld,
                rows: Vec::new(),
                words: Vec::new(),
                declined: 0,
            }),
            Query::Voice { .. } => Answer::Voice(sums()),
            Query::Voices(_) if empty => Answer::Voices(VoicePage {
                rows: Vec::new(),
                total: 0,
            }),
            Query::Voices(_) => Answer::Voices(page(&state.desk)),
            Query::Drafts => Answer::Drafts(Vec::new()),
            _ => continue,
        };
        tell(&mut state, tag, Ok(answer));
    }
    state
}

fn orders(effects: &[Effect]) -> Vec<&Order> {
    let orders = effects.iter().filter_map(|effect| match effect {
        Effect::Do(_, order, _) => Some(&**order),
        _ => None,
    });
    orders.collect()
}

#[test]
fn what_is_said_is_taken_down_with_a_file_or_without() {
    for (keys, kind, person) in [
        ("F3 ش ك ا Enter Enter", VoiceKind::Complaint, None),
        (
            "F3 F6 ش ك ا Enter 3 1 8 Enter",
            VoiceKind::Suggestion,
            Some(PersonNo(318)),
        ),
    ] {
        let mut state = screen(Language::Arabic, Role::Reception, false);
        let effects = press(&mut state, keys);
        let found = orders(&effects);
        let [
            Order::HearVoice {
                kind: as_kind,
                text,
                person: of,
                ..
            },
        ] = found.as_slice()
        else {
            panic!("{keys}: {found:?}");
        };
        assert_eq!((*as_kind, text.as_str(), *of), (kind, "شكا", person));
    }
}

#[test]
fn nothing_is_taken_down_of_nothing_and_what_is_typed_outlives_esc() {
    let mut state = screen(Language::Arabic, Role::Reception, false);
    assert!(orders(&press(&mut state, "F3 Enter Enter")).is_empty());
    let mut state = screen(Language::Arabic, Role::Reception, false);
    let effects = press(&mut state, "F3 ش ك ا Esc");
    let kept = orders(&effects);
    assert!(
        matches!(kept.first(), Some(Order::KeepDraft { at, .. }) if at == "voice"),
        "{kept:?}"
    );
    let effects = press(&mut state, "F3 Enter Enter");
    let heard = orders(&effects);
    assert!(
        matches!(heard.as_slice(), [Order::HearVoice { text, .. }] if text == "شكا"),
        "{heard:?}"
    );
}

#[test]
fn only_a_supervisor_answers_and_only_what_waits() {
    for (role, keys, answers) in [
        (Role::Supervisor, "Tab Enter ن ع م Enter", true),
        (Role::Supervisor, "Tab Down Enter ن ع م Enter", false),
        (Role::Reception, "Tab Enter ن ع م Enter", false),
    ] {
        let mut state = screen(Language::Arabic, role, false);
        let effects = press(&mut state, keys);
        let found = orders(&effects);
        let answered = matches!(
            found.as_slice(),
            [Order::AnswerVoice { voice: VoiceNo(2), answer }] if answer == "نعم"
        );
        assert_eq!(answered, answers, "{role:?} {keys}: {found:?}");
    }
}

#[test]
fn it_is_drawn_at_every_size() {
    for language in Language::ALL {
        for (name, keys, empty) in [
            ("sums", "", false),
            ("said", "Tab", false),
            ("hearing", "F3", false),
            ("sums-empty", "", true),
            ("said-empty", "Tab", true),
        ] {
            let mut state = screen(language, Role::Supervisor, empty);
            press(&mut state, keys);
            let name = format!("{name}-{}", language.tag());
            insta::assert_snapshot!(name, at_every_size(&mut state));
            survives_any_size(&mut state);
        }
    }
}
