use chrono::TimeDelta;

use super::super::made_up::{
    ME, ago, asked, at_every_size, desk, did, in_confidence, no, open as open_screen, ordered,
    profile, request, survives_any_size, tell,
};
use super::*;
use crate::arabic::Base;
use crate::desk::state::{Action, Effect};
use crate::desk::tests::{laid, press, seen};
use crate::desk::update::update;
use crate::domain::decision::{Decision, EarlyReply, Objection, ObjectionAnswer, Outcome, Reply};
use crate::domain::draft::{About, Draft};
use crate::domain::ids::{BranchNo, DraftNo, Revision, StaffNo};
use crate::domain::moment::Act as Acted;
use crate::domain::request::Request as Record;
use crate::domain::service::{Delivery, OutsideReferral, Renewal};
use crate::domain::staff::Role;
use crate::domain::workflow::{Case, Workflow};
use crate::locale::Language;
use crate::protocol::query::DraftLine;
use crate::protocol::{Made, Order};

const OTHER: StaffNo = StaffNo(3);

/// A page of a request that came as far as this, as I see it.
fn page(desk: &Desk, stage: Stage, edit: impl FnOnce(&mut Record)) -> RequestPage {
    let mut page = request(desk, Stage::Study);
    let act = |by, days| Acted {
        by,
        at: ago(desk, days, 0),
    };
    let request = &mut page.request;
    request.stage = stage;
    if let Some(submission) = &mut request.submission {
        submission.act = act(ME, 20);
        submission.reply_not_before = desk.now.date() - TimeDelta::days(6);
    }
    let outcome = match stage {
        Stage::Objection | Stage::Closed => Outcome::Rejected,
        _ => Outcome::Accepted,
    };
    request.decisions.push(Decision {
        outcome,
        reasons: "الدخل دون حد الكفاية".into(),
        minutes: "12".into(),
        decided: act(OTHER, 5),
        reply: (stage != Stage::Reply).then(|| Reply {
            channel: "phone".into(),
            told: "نورة سعد الحربي".into(),
            given: act(ME, 3),
        }),
    });
    if stage == Stage::Objection {
        request.objections.push(Objection {
            text: "لم تُحسب أقساط السكن".into(),
            against: OTHER,
            raised: act(ME, 1),
            answer: None,
        });
    }
    if stage == Stage::Delivery {
        request.provision.registered = Some(act(ME, 2));
    }
    edit(request);
    let profile = profile("wethaq");
    let case = Case {
        request: &page.request,
        facts: &page.facts,
        profile: &profile,
        today: desk.now.date(),
        by: ME,
    };
    let workflow = Workflow::of(&profile);
    let roles = [Role::Reception, Role::Supervisor];
    let steps = Step::ALL.map(|step| (step, workflow.may(step, &case, roles)));
    page.steps = steps.into();
    page
}

fn opened(language: Language, kind: Kind, stage: Stage, edit: impl FnOnce(&mut Record)) -> State {
    let (mut state, effects) = open_screen(desk(language), Box::new(Act::new(no(42), kind)));
    let page = page(&state.desk, stage, edit);
    shown(&mut state, &effects, page, None);
    state
}

/// Answers what an act asks as it comes into sight: what was left of it, and the request.
fn shown(state: &mut State, effects: &[Effect], page: RequestPage, left: Option<&Draft>) {
    let mut asks = effects.iter().filter_map(|effect| match effect {
        Effect::Ask(tag, query) => Some((*tag, query.clone())),
        _ => None,
    });
    let (drafts, query) = asks.next().unwrap();
    assert_eq!(query, Query::Drafts);
    let (tag, query) = asks.next().unwrap();
    assert_eq!(query, Query::Request(no(42)));
    tell(state, tag, Ok(Answer::Request(Box::new(page))));
    let lines = left.map(|draft| DraftLine {
        no: draft.no,
        name: String::new(),
        request: draft.about.request,
        at: draft.at.clone(),
        touched: draft.touched,
    });
    let effects = tell(
        state,
        drafts,
        Ok(Answer::Drafts(lines.into_iter().collect())),
    );
    if let Some(draft) = left {
        let (tag, query) = asked(&effects);
        assert_eq!(query, Query::Draft(draft.no));
        tell(state, tag, Ok(Answer::Draft(Box::new(draft.clone()))));
    }
}

fn floor_ahead(days: i64) -> impl Fn(&mut Record) {
    move |request| {
        if let Some(submission) = &mut request.submission {
            submission.reply_not_before += TimeDelta::days(6 + days);
        }
    }
}

fn told(effects: &[Effect]) -> (Tag, Order) {
    let mut orders = effects.iter().filter_map(|effect| match effect {
        Effect::Do(tag, order, saw) if !is_draft(order) => {
            assert_eq!(*saw, Some((Entity::Request(no(42)), Revision(70))));
            Some((*tag, (**order).clone()))
        }
        _ => None,
    });
    orders.next().unwrap()
}

fn is_draft(order: &Order) -> bool {
    matches!(order, Order::KeepDraft { .. } | Order::DropDraft(_))
}

fn type_in(state: &mut State, text: &str) {
    let keys: Vec<String> = text
        .chars()
        .map(|c| {
            if c == ' ' {
                "Space".to_owned()
            } else {
                c.to_string()
            }
        })
        .collect();
    press(state, &keys.join(" "));
}

fn done() -> Result<Done, Refusal> {
    Ok(Done {
        revision: Revision(71),
        made: Made::Nothing,
    })
}

#[test]
fn what_it_looks_like() {
    let plain = |_: &mut Record| {};
    for language in Language::ALL {
        let states = [
            ("reply", opened(language, Kind::Reply, Stage::Reply, plain)),
            (
                "reply-early",
                opened(language, Kind::Reply, Stage::Reply, floor_ahead(8)),
            ),
            (
                "answer-objection",
                opened(language, Kind::AnswerObjection, Stage::Objection, plain),
            ),
            (
                "register",
                opened(language, Kind::Register, Stage::Registration, plain),
            ),
            (
                "deliver",
                opened(language, Kind::Deliver, Stage::Delivery, plain),
            ),
            (
                "outside",
                opened(language, Kind::Outside, Stage::Study, |request| {
                    request.decisions.clear();
                    request.outside.push(OutsideReferral {
                        to: "مستشفى الملك خالد".into(),
                        because: "علاج ليس من خدمات الجمعية".into(),
                        referred: request.opened,
                        result: None,
                    });
                }),
            ),
        ];
        for (name, mut state) in states {
            let name = format!("{name}-{}", language.tag());
            insta::assert_snapshot!(name, at_every_size(&mut state));
            survives_any_size(&mut state);
        }
    }
}

#[test]
fn a_reply_takes_two_keys_where_it_is_the_usual_one() {
    let mut state = opened(Language::Arabic, Kind::Reply, Stage::Reply, |_| {});
    let (tag, order) = told(&press(&mut state, "Enter Enter"));
    let wanted = Order::Reply {
        request: no(42),
        channel: "in-person".into(),
        told: "نورة سعد الحربي".into(),
    };
    assert_eq!(order, wanted);
    // A second Enter while it is on its way sends nothing.
    assert_eq!(press(&mut state, "Enter"), []);
    let effects = update(&mut state, Action::Done(tag, done()));
    let (tag, _) = asked(&effects);
    let page = page(&state.desk, Stage::Registration, |_| {});
    tell(&mut state, tag, Ok(Answer::Request(Box::new(page))));
    assert_ne!(state.top().unwrap().name(), "act");
}

#[test]
fn a_reply_before_its_day_says_the_day_and_asks_the_supervisor() {
    let mut state = opened(Language::English, Kind::Reply, Stage::Reply, floor_ahead(8));
    let lines = seen(&state, 120, 36).join("\n");
    assert!(lines.contains("2026-11-29"), "{lines}");
    assert!(lines.contains("1448-06-19"), "both calendars: {lines}");
    assert_eq!(press(&mut state, "Enter"), [], "nothing is sent");
    let effects = press(&mut state, "F6");
    let waits = page(&state.desk, Stage::Reply, floor_ahead(8));
    shown(&mut state, &effects, waits, None);
    assert!(
        told_nothing(&press(&mut state, "Enter")),
        "a reason is asked"
    );
    type_in(&mut state, "سفر");
    let (tag, order) = told(&press(&mut state, "Enter"));
    let wanted = Order::AllowEarlyReply {
        request: no(42),
        because: "سفر".into(),
    };
    assert_eq!(order, wanted);
    // And then the reply itself, under the same hand.
    let effects = update(&mut state, Action::Done(tag, done()));
    let (tag, _) = asked(&effects);
    let leave = page(&state.desk, Stage::Reply, |request| {
        floor_ahead(8)(request);
        request.early_reply = Some(EarlyReply {
            because: "سفر".into(),
            allowed: request.opened,
        });
    });
    tell(&mut state, tag, Ok(Answer::Request(Box::new(leave))));
    assert!(matches!(
        told(&press(&mut state, "Enter Enter")).1,
        Order::Reply { .. }
    ));
}

fn told_nothing(effects: &[Effect]) -> bool {
    !effects
        .iter()
        .any(|effect| matches!(effect, Effect::Do(_, order, _) if !is_draft(order)))
}

#[test]
fn whoever_decided_does_not_answer_the_objection() {
    let own = |request: &mut Record| request.objections[0].against = ME;
    let mut state = opened(
        Language::English,
        Kind::AnswerObjection,
        Stage::Objection,
        own,
    );
    let lines = seen(&state, 80, 24).join("\n");
    assert!(lines.contains("someone else"), "{lines}");
    assert!(told_nothing(&press(&mut state, "1 Enter ن ع م Enter")));

    let mut state = opened(
        Language::Arabic,
        Kind::AnswerObjection,
        Stage::Objection,
        |_| {},
    );
    press(&mut state, "1 Enter");
    type_in(&mut state, "تُحسب");
    let wanted = Order::AnswerObjection {
        request: no(42),
        upheld: true,
        text: "تُحسب".into(),
    };
    assert_eq!(told(&press(&mut state, "Enter")).1, wanted);
}

#[test]
fn part_after_part_is_delivered_and_then_it_is_closed() {
    let mut state = opened(Language::Arabic, Kind::Deliver, Stage::Delivery, |_| {});
    let parts = ["first-session", "follow-up"];
    for (at, part) in parts.into_iter().enumerate() {
        type_in(&mut state, "جلسة");
        let (tag, order) = told(&press(&mut state, "Enter Enter"));
        let wanted = Order::Deliver {
            request: no(42),
            part: part.into(),
            what: "جلسة".into(),
            received_by: "نورة سعد الحربي".into(),
        };
        assert!(order == wanted, "{part} is next");
        let effects = update(&mut state, Action::Done(tag, done()));
        let (tag, _) = asked(&effects);
        let delivered = page(&state.desk, Stage::Delivery, |request| {
            for part in &parts[..=at] {
                request.provision.delivered.push(Delivery {
                    part: (*part).into(),
                    what: "جلسة".into(),
                    received_by: "نورة سعد الحربي".into(),
                    act: request.opened,
                });
            }
        });
        tell(&mut state, tag, Ok(Answer::Request(Box::new(delivered))));
    }
    assert_eq!(
        told(&press(&mut state, "Enter")).1,
        closed(Renewal::ByProfile)
    );
}

fn closed(renewal: Renewal) -> Order {
    Order::Close {
        request: no(42),
        renewal,
    }
}

#[test]
fn a_service_is_renewed_as_the_profile_says_on_a_day_or_not_at_all() {
    let day = Renewal::On("1449/1/1".parse().unwrap());
    // What the charity says of the service, the keys, and what comes of them.
    let cases = [
        (true, "Enter", Renewal::ByProfile),
        (true, "2 Enter 1 4 4 9 / 1 / 1 Enter", day),
        (true, "3 Enter", Renewal::Never),
        (false, "Enter", Renewal::Never),
        (false, "1 Enter 1 4 4 9 / 1 / 1 Enter", day),
    ];
    for (renewed, keys, renewal) in cases {
        let mut state = opened(Language::English, Kind::Close, Stage::Delivery, |request| {
            for part in ["first-session", "follow-up"] {
                request.provision.delivered.push(Delivery {
                    part: part.into(),
                    what: "جلسة".into(),
                    received_by: "نورة سعد الحربي".into(),
                    act: request.opened,
                });
            }
            if !renewed {
                let need = request.need.as_mut().unwrap();
                need.service = profile("wethaq").services[0].id.to_string();
                request.provision.delivered[0].part = String::new();
            }
        });
        let lines = seen(&state, 120, 36).join("\n");
        let said = lines.contains("by the profile");
        assert_eq!(said, renewed, "{lines}");
        assert_eq!(told(&press(&mut state, keys)).1, closed(renewal), "{keys}");
    }
    // A day that is asked for is not left out.
    let mut state = opened(Language::English, Kind::Close, Stage::Delivery, |request| {
        request.need = None;
        request.provision.delivered.push(Delivery {
            part: String::new(),
            what: "جلسة".into(),
            received_by: "نورة سعد الحربي".into(),
            act: request.opened,
        });
    });
    assert!(told_nothing(&press(&mut state, "1 Enter Enter")));
}

#[test]
fn a_result_is_noted_of_what_is_awaited_and_another_referral_is_one_choice_away() {
    let awaited = |request: &mut Record| {
        for (to, result) in [("أ", Some(("تم".to_owned(), request.opened))), ("ب", None)] {
            request.outside.push(OutsideReferral {
                to: to.into(),
                because: "س".into(),
                referred: request.opened,
                result,
            });
        }
    };
    let mut state = opened(Language::Arabic, Kind::Outside, Stage::Study, awaited);
    // The hand is at the result already.
    type_in(&mut state, "قُبل");
    let wanted = Order::NoteOutsideResult {
        request: no(42),
        referral: 1,
        result: "قُبل".into(),
    };
    assert_eq!(told(&press(&mut state, "Enter")).1, wanted);

    let mut state = opened(Language::Arabic, Kind::Outside, Stage::Study, awaited);
    press(&mut state, "Shift+Tab 2 Enter");
    type_in(&mut state, "ج");
    press(&mut state, "Enter");
    type_in(&mut state, "س");
    let wanted = Order::ReferOutside {
        request: no(42),
        to: "ج".into(),
        because: "س".into(),
    };
    assert_eq!(told(&press(&mut state, "Enter")).1, wanted);
}

#[test]
fn the_page_offers_what_is_next_and_nothing_else() {
    let answered = |request: &mut Record| {
        request.objections.push(Objection {
            text: "س".into(),
            against: OTHER,
            raised: request.opened,
            answer: Some(ObjectionAnswer {
                upheld: false,
                text: "ج".into(),
                act: request.opened,
            }),
        });
    };
    let desk = desk(Language::Arabic);
    for (stage, wanted) in [
        (Stage::Intake, None),
        (Stage::Reply, Some(Kind::Reply)),
        (Stage::Objection, Some(Kind::AnswerObjection)),
        (Stage::Registration, Some(Kind::Register)),
        (Stage::Delivery, Some(Kind::Deliver)),
        (Stage::Closed, Some(Kind::Object)),
        (Stage::Withdrawn, None),
    ] {
        let page = page(&desk, stage, |_| {});
        assert_eq!(Kind::next(&page), wanted, "{stage:?}");
    }
    let again = page(&desk, Stage::Closed, answered);
    assert_eq!(Kind::next(&again), Some(Kind::Object));
}

#[test]
fn esc_keeps_what_is_typed_and_what_was_offered_is_not_typed() {
    let mut state = opened(Language::Arabic, Kind::Reply, Stage::Reply, |_| {});
    assert!(
        !press(&mut state, "Tab Esc")
            .iter()
            .any(|effect| matches!(effect, Effect::Do(..))),
        "the usual channel and the person themself are offered anew"
    );

    let objection = |left: Option<&Draft>| {
        let desk = desk(Language::Arabic);
        let act = Act::new(no(42), Kind::AnswerObjection);
        let (mut state, effects) = open_screen(desk, Box::new(act));
        let page = page(&state.desk, Stage::Objection, |_| {});
        shown(&mut state, &effects, page, left);
        state
    };
    let kept = |effects: &[Effect]| {
        let mut kept = effects.iter().filter_map(|effect| match effect {
            Effect::Do(tag, order, None) => match &**order {
                Order::KeepDraft { changed, at, .. } => {
                    assert_eq!(at, "acts");
                    Some((*tag, changed.clone()))
                }
                _ => None,
            },
            _ => None,
        });
        kept.next().unwrap()
    };
    let mut state = objection(None);
    let (tag, mut values) = kept(&press(&mut state, "2 Enter"));
    let made = Done {
        revision: Revision(71),
        made: Made::Draft(DraftNo(7)),
    };
    update(&mut state, Action::Done(tag, Ok(made)));
    type_in(&mut state, "الدخل");
    values.extend(kept(&press(&mut state, "Esc")).1);
    assert_ne!(state.top().unwrap().name(), "act");

    let draft = Draft {
        no: DraftNo(7),
        owner: ME,
        branch: BranchNo(1),
        about: About::default(),
        values: values.into_iter().collect(),
        at: "acts".into(),
        touched: state.desk.now,
    };
    let mut state = objection(Some(&draft));
    // It is there again, with the hand at its end.
    type_in(&mut state, " كاف");
    let (tag, order) = told(&press(&mut state, "Enter"));
    let wanted = Order::AnswerObjection {
        request: no(42),
        upheld: false,
        text: "الدخل كاف".into(),
    };
    assert_eq!(order, wanted);
    let effects = update(&mut state, Action::Done(tag, done()));
    assert!(
        effects.iter().any(
            |effect| matches!(effect, Effect::Do(_, order, None) if **order == Order::DropDraft(DraftNo(7)))
        ),
        "what is done is forgotten: {effects:?}"
    );
}

#[test]
fn every_act_is_found_by_its_word() {
    for kind in Kind::ALL {
        assert_eq!(Kind::from_id(kind.step().id()), Some(kind));
    }
}

#[test]
fn a_target_is_said_to_be_the_charitys_own() {
    let source = crate::profiles::source("wethaq").unwrap();
    let (runs, target) = ("runs_from = \"submission\"", "own_target = { weeks = 3 }");
    let source = source.replace(runs, &format!("{runs}\n{target}"));
    for (with_target, said) in [(true, true), (false, false)] {
        let mut desk = desk(Language::English);
        if with_target {
            desk.learn_profile(&source);
        }
        let (mut state, effects) = open_screen(desk, Box::new(Act::new(no(42), Kind::Reply)));
        let page = page(&state.desk, Stage::Reply, |_| {});
        shown(&mut state, &effects, page, None);
        let lines = seen(&state, 120, 36).join("\n");
        // Submitted on 2026-11-01.
        assert_eq!(lines.contains("2026-11-22"), said, "{lines}");
        assert_eq!(lines.contains("own target"), said, "{lines}");
    }
}

#[test]
fn what_an_act_rests_on_is_read_to_its_end_on_the_smallest_desk() {
    for language in Language::ALL {
        for (kind, stage) in [
            (Kind::Reply, Stage::Reply),
            (Kind::AnswerObjection, Stage::Objection),
            (Kind::Deliver, Stage::Delivery),
        ] {
            let mut state = opened(language, kind, stage, |request| {
                if let Some(need) = &mut request.need {
                    need.text = "ا ".repeat(400) + "النهاية";
                }
            });
            let end = laid("النهاية", Base::Rtl);
            let shows = |state: &State| seen(state, 60, 20).join("\n").contains(&end);
            update(&mut state, Action::Resize(60, 20));
            assert!(!shows(&state) && seen(&state, 60, 20).join("").contains('▾'));
            let first = seen(&state, 60, 20);
            let mut times = 0;
            while !shows(&state) {
                press(&mut state, "PgUp");
                times += 1;
                assert!(times < 20, "{kind:?}: {:?}", seen(&state, 60, 20));
            }
            press(&mut state, "PgUp");
            assert_eq!(seen(&state, 60, 20), first, "and then from the beginning");
        }
    }
    // Where nothing is filled in the arrows move it.
    let mut state = opened(
        Language::Arabic,
        Kind::Register,
        Stage::Registration,
        |request| {
            if let Some(need) = &mut request.need {
                need.text = "ا ".repeat(600) + "النهاية";
            }
        },
    );
    update(&mut state, Action::Resize(60, 20));
    press(&mut state, "End");
    let end = laid("النهاية", Base::Rtl);
    assert!(seen(&state, 60, 20).join("\n").contains(&end));
}

#[test]
fn what_a_reply_rests_on_is_hidden_until_that_it_is_read_is_on_record() {
    let desk = in_confidence(desk(Language::English));
    let (mut state, effects) = open_screen(desk, Box::new(Act::new(no(42), Kind::Reply)));
    let page = page(&state.desk, Stage::Reply, |_| {});
    shown(&mut state, &effects, page, None);
    let reasons = laid("الدخل دون حد الكفاية", Base::Rtl);
    let told = |state: &State| seen(state, 120, 40).join("\n").contains(&reasons);
    assert!(!told(&state));
    let (tag, order) = ordered(&press(&mut state, "F4"));
    assert_eq!(order, Order::Reveal(Entity::Request(no(42))));
    assert!(!told(&state));
    did(&mut state, tag);
    assert!(told(&state));
}
