use super::super::made_up::{
    ME, ago, asked, at_every_size, desk, did, in_confidence, no, open as show, ordered,
    survives_any_size, tell,
};
use super::*;
use crate::desk::screens::person::Person;
use crate::desk::screens::request::Request;
use crate::desk::state::{Action, Effect, State};
use crate::desk::tests::{press, seen};
use crate::desk::update::update;
use crate::domain::history::Change;
use crate::domain::ids::{BranchNo, PersonNo, Revision, StaffNo, VoiceNo};
use crate::locale::Language;
use crate::protocol::query::HistoryPage;

fn change(field: &str, before: &str, after: &str) -> Change {
    Change {
        field: field.into(),
        before: before.into(),
        after: after.into(),
    }
}

fn lines(desk: &Desk, from: u32, count: u32) -> Vec<Line> {
    let line = |at: u32| {
        let (what, changes) = match at % 4 {
            0 => (
                "need-stated",
                vec![
                    change("service", "family-counselling", "premarital"),
                    change("text", "عون", "عون، والجوال 0501234567"),
                    change("urgency", "ordinary", ""),
                ],
            ),
            1 => (
                "paper-matched",
                vec![
                    change("paper.kind", "", "national-id"),
                    change("paper.number", "", "1102334456"),
                    change("paper.valid_until", "", "1449-01-15"),
                ],
            ),
            2 => ("record-opened", vec![]),
            _ => ("request-taken", vec![change("to", "", "2")]),
        };
        Line {
            revision: Revision(u64::from(at)),
            at: ago(desk, 9, -i64::from(at) * 40),
            by: if at.is_multiple_of(2) { ME } else { StaffNo(3) },
            branch: BranchNo(1),
            what: what.into(),
            changes,
        }
    };
    (from..from + count).map(line).collect()
}

fn history(language: Language, count: u32, more: bool) -> State {
    let entity = Entity::Request(no(42));
    let (mut state, effects) = show(desk(language), Box::new(History::new(entity)));
    let (tag, query) = asked(&effects);
    assert_eq!(query, Query::History { entity, skip: 0 });
    let lines = lines(&state.desk, 0, count);
    let page = HistoryPage {
        entity,
        lines,
        more,
    };
    tell(&mut state, tag, Ok(Answer::History(page)));
    state
}

#[test]
fn what_it_looks_like() {
    for language in Language::ALL {
        let mut state = history(language, 14, true);
        insta::assert_snapshot!(
            format!("list-{}", language.tag()),
            at_every_size(&mut state)
        );
        survives_any_size(&mut state);
        press(&mut state, "Down Enter");
        insta::assert_snapshot!(
            format!("line-{}", language.tag()),
            at_every_size(&mut state)
        );
        survives_any_size(&mut state);
        let mut state = history(language, 0, false);
        insta::assert_snapshot!(
            format!("empty-{}", language.tag()),
            at_every_size(&mut state)
        );
    }
}

#[test]
fn numbers_are_masked_until_the_key_that_shows_them_everywhere() {
    let mut state = history(Language::English, 2, false);
    let all = |state: &State| seen(state, 120, 36).join("\n");
    for (keys, seen) in [
        ("", false),
        ("F4", true),
        ("F4", false),
        ("Down", false),
        ("F4", true),
    ] {
        let effects = press(&mut state, keys);
        if seen && !effects.is_empty() {
            let (tag, _) = ordered(&effects);
            did(&mut state, tag);
        }
        let screen = all(&state);
        let whole = screen.contains("0501234567") || screen.contains("1102334456");
        assert_eq!(whole, seen, "{keys}: {screen}");
    }
}

#[test]
fn the_last_line_brings_what_follows_it_and_nothing_twice() {
    let entity = Entity::Request(no(42));
    let mut state = history(Language::Arabic, 3, true);
    assert_eq!(press(&mut state, "Down"), []);
    let (tag, query) = asked(&press(&mut state, "Down"));
    assert_eq!(query, Query::History { entity, skip: 3 });
    assert_eq!(press(&mut state, "Up Down"), [], "it is asked already");
    let lines = lines(&state.desk, 3, 2);
    let page = HistoryPage {
        entity,
        lines,
        more: false,
    };
    tell(&mut state, tag, Ok(Answer::History(page)));
    let rows = |state: &mut State| {
        let mut all = Vec::new();
        state.on::<History>(|screen, _| {
            all.extend(screen.lines.iter().map(|line| line.revision.0));
        });
        all
    };
    assert_eq!(rows(&mut state), [0, 1, 2, 3, 4]);
    assert_eq!(press(&mut state, "End"), []);
    // What happens meanwhile is added below.
    let notice = |touched| Notice {
        revision: Revision(99),
        touched: vec![touched],
        read_afresh: false,
    };
    let other = update(
        &mut state,
        Action::Notice(notice(Entity::Person(PersonNo(3)))),
    );
    assert_eq!(other, []);
    let (_, query) = asked(&update(&mut state, Action::Notice(notice(entity))));
    assert_eq!(query, Query::History { entity, skip: 5 });
}

/// What is read of the line under the hand, once the versions and the profiles asked for are told.
fn named(entity: Entity, lines: Vec<Line>, keys: &str) -> Vec<String> {
    let mut desk = desk(Language::English);
    let amended = source().replacen("version = 1", "version = 2", 1);
    let amended = amended.replacen("Letters", "Post", 1);
    desk.profile = crate::profiles::parse("", &amended).ok().map(Into::into);
    let (mut state, mut effects) = show(desk, Box::new(History::new(entity)));
    let mut told = vec![keys];
    let mut seen = Vec::new();
    loop {
        for effect in std::mem::take(&mut effects) {
            let Effect::Ask(tag, query) = effect else {
                continue;
            };
            let answer = match query {
                Query::Versions => Answer::Versions(versions(&state.desk)),
                Query::History { .. } => Answer::History(HistoryPage {
                    entity,
                    lines: lines.clone(),
                    more: false,
                }),
                Query::Profile(pin) if pin.version == 1 => Answer::Profile(source().to_owned()),
                other => panic!("{other:?}"),
            };
            effects.extend(tell(&mut state, tag, Ok(answer)));
        }
        if effects.is_empty() {
            seen.push(outside(&state));
            match told.pop() {
                Some(keys) if !keys.is_empty() => effects = press(&mut state, keys),
                _ => return seen,
            }
        }
    }
}

fn outside(state: &State) -> String {
    seen(state, 120, 36).join("\n")
}

fn source() -> &'static str {
    crate::profiles::source("wethaq").unwrap()
}

fn versions(desk: &Desk) -> Vec<VersionLine> {
    let version = |version, days| VersionLine {
        pin: pin(version),
        at: ago(desk, days, 0),
        by: ME,
        requests: 1,
        open: 1,
    };
    vec![version(1, 100), version(2, 10)]
}

fn pin(version: u32) -> Pin {
    Pin {
        profile: "wethaq".into(),
        version,
    }
}

fn over_letters(desk: &Desk, what: &str, days: i64, mut changes: Vec<Change>) -> Line {
    changes.push(change("channel", "", "letters"));
    Line {
        revision: Revision(7),
        at: ago(desk, days, 0),
        by: ME,
        branch: BranchNo(1),
        what: what.into(),
        changes,
    }
}

#[test]
fn values_are_named_by_the_version_they_were_entered_under() {
    let desk = desk(Language::English);
    let (first, second) = ("Letters", "Post");
    let opened = |version: &str| {
        vec![
            change("pin.profile", "", "wethaq"),
            change("pin.version", "", version),
        ]
    };
    // A request keeps its own version, whatever is in force since.
    for (version, name) in [("1", first), ("2", second)] {
        let lines = vec![
            over_letters(&desk, "request-opened", 20, opened(version)),
            over_letters(&desk, "reply-given", 1, vec![]),
        ];
        for seen in named(Entity::Request(no(42)), lines, "Down") {
            assert!(seen.contains(name), "{version}: {seen}");
        }
    }
    // What is no request's is named by what was in force then.
    let lines = vec![
        over_letters(
            &desk,
            "voice-heard",
            20,
            vec![change("kind", "", "complaint")],
        ),
        over_letters(
            &desk,
            "voice-heard",
            1,
            vec![change("kind", "", "complaint")],
        ),
    ];
    let seen = named(Entity::Voice(VoiceNo(3)), lines, "Down");
    assert!(
        seen[0].contains(first) && !seen[0].contains(second),
        "{}",
        seen[0]
    );
    assert!(
        seen[1].contains(second) && !seen[1].contains(first),
        "{}",
        seen[1]
    );
    assert!(seen[0].contains("complaint"), "{}", seen[0]);
}

#[test]
fn what_the_program_calls_a_thing_is_said_in_words() {
    let desk = desk(Language::English);
    let profile = desk.profile.as_deref();
    for (what, field, text, wanted) in [
        (
            "staff-added",
            "roles",
            "supervisor، auditor",
            "supervisor, auditor",
        ),
        ("staff-added", "branch", "2", "ضباء"),
        ("branches-given", "scope", "Home", "own branch"),
        ("branches-given", "scope", "All", "every branch"),
        ("branches-given", "scope.Branches", "2", "ضباء"),
        ("voice-heard", "kind", "suggestion", "suggestion"),
        ("contact-made", "reached", "no-answer", "no answer"),
        ("contact-made", "reason", "Silent", "not spoken with"),
        (
            "papers-awaited",
            "kinds",
            "identity، family-card",
            "identity paper, family card",
        ),
        ("standard-approved", "misconception", "false", "no"),
        ("person-registered", "name.family", "Male", "Male"),
        (
            "person-registered",
            "household.monthly_income",
            "450050",
            "SAR \u{2068}4,500.50\u{2069}",
        ),
    ] {
        let line = happened(what, vec![change(field, "", text)]);
        let told = words::changed(&desk, profile, &line, field, text);
        assert_eq!(told.to_lowercase(), wanted.to_lowercase(), "{field}");
    }
}

fn happened(what: &str, changes: Vec<Change>) -> Line {
    Line {
        revision: Revision(7),
        at: Default::default(),
        by: ME,
        branch: BranchNo(1),
        what: what.into(),
        changes,
    }
}

#[test]
fn the_fields_of_a_report_are_named_as_the_mechanism_names_them() {
    let desk = desk(Language::English);
    let shaaer = crate::profiles::source("shaaer").unwrap();
    let profile = crate::profiles::parse("", shaaer).unwrap();
    let report = [
        ("date", "1448-06-01", "Date of the visit", "1448-06-01 AH"),
        ("place", "home", "Place of the visit", "Home"),
        ("visitor", "نوف", "Visitor", "نوف"),
    ];
    let mut changes = vec![change("mechanism", "", "field-check")];
    changes.extend(report.map(|(id, text, ..)| change(&format!("fields.{id}"), "", text)));
    let line = happened("mechanism-reported", changes);
    for (id, text, label, wanted) in report {
        let field = format!("fields.{id}");
        assert_eq!(
            words::changed_field(&desk, Some(&profile), &line, &field),
            label
        );
        let told = words::changed(&desk, Some(&profile), &line, &field, text);
        let told = told.replace(['\u{2068}', '\u{2069}'], "");
        assert!(told.starts_with(wanted), "{told}");
    }
    let given = happened("branches-given", vec![]);
    let sees = words::changed_field(&desk, Some(&profile), &given, "scope");
    assert_eq!(sees, "branches seen");
}

#[test]
fn the_pages_open_it_for_who_may_read_it() {
    for allowed in [true, false] {
        let pages: [(Box<dyn Screen>, Entity); 2] = [
            (Box::new(Request::new(no(42))), Entity::Request(no(42))),
            (
                Box::new(Person::new(PersonNo(318))),
                Entity::Person(PersonNo(318)),
            ),
        ];
        for (page, entity) in pages {
            let mut desk = desk(Language::Arabic);
            if allowed {
                desk.standing.flags.insert("histories");
            }
            let (mut state, _) = show(desk, page);
            let effects = press(&mut state, "Left");
            assert_eq!(!effects.is_empty(), allowed);
            if allowed {
                let (_, query) = asked(&effects);
                assert_eq!(query, Query::History { entity, skip: 0 });
            }
        }
    }
}

#[test]
fn what_was_told_in_confidence_is_hidden_in_a_history_too() {
    use crate::arabic::Base;
    use crate::desk::tests::laid;
    let entity = Entity::Request(no(42));
    let told = laid("عون، والجوال", Base::Rtl);
    for guarded in [false, true] {
        let desk = desk(Language::English);
        let desk = if guarded { in_confidence(desk) } else { desk };
        let (mut state, effects) = show(desk, Box::new(History::new(entity)));
        let (tag, _) = asked(&effects);
        let page = HistoryPage {
            entity,
            lines: lines(&state.desk, 0, 1),
            more: false,
        };
        tell(&mut state, tag, Ok(Answer::History(page)));
        let seen = |state: &State| seen(state, 120, 36).join("\n");
        assert_eq!(seen(&state).contains(&told), !guarded, "{}", seen(&state));
        assert!(seen(&state).contains("urgen"), "{}", seen(&state));
        let (tag, _) = ordered(&press(&mut state, "F4"));
        did(&mut state, tag);
        assert!(seen(&state).contains(&told), "{}", seen(&state));
    }
}

#[test]
fn a_guarded_field_and_a_guarded_paper_are_hidden_wherever_they_are_told_of() {
    let source = crate::profiles::source("wethaq").unwrap().to_owned();
    let source = source.replacen(
        "id = \"identity\"\n",
        "id = \"identity\"\nsensitive = \"identity\"\n",
        1,
    ) + "\n[[person_fields]]\nid = \"illness\"\nlabel = { ar = \"مرض\", en = \"Illness\" }\nkind = \"text\"\nsensitive = \"health\"\n";
    let profile = crate::profiles::parse("wethaq", &source).unwrap();
    let mut desk = desk(Language::English);
    desk.profile = Some(profile.into());
    for (entity, what, changes, hidden) in [
        (
            Entity::Person(PersonNo(318)),
            "person-corrected",
            vec![change("extra.illness", "", "secret")],
            true,
        ),
        (
            Entity::Person(PersonNo(318)),
            "person-corrected",
            vec![change("extra.other", "", "secret")],
            false,
        ),
        (
            Entity::Request(no(42)),
            "paper-matched",
            vec![
                change("paper.kind", "", "identity"),
                change("paper.remark", "", "secret"),
            ],
            true,
        ),
        (
            Entity::Request(no(42)),
            "paper-matched",
            vec![
                change("paper.kind", "", "family-card"),
                change("paper.remark", "", "secret"),
            ],
            false,
        ),
    ] {
        let history = History::new(entity);
        let line = happened(what, changes);
        let sheet = format!("{:?}", super::draw::sheet(&history, &desk, &line));
        assert_eq!(!sheet.contains("secret"), hidden, "{what}: {sheet}");
    }
}
