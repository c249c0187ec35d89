//! A made-up office for the tests of screens.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::desk::screen::Screen;
use crate::desk::screens::keys::Keys;
use crate::desk::state::{Action, Desk, Effect, State, Tag};
use crate::desk::tests as outside;
use crate::desk::update::update;
use crate::domain::branches::BranchScope;
use crate::domain::date::DateAsWritten;
use crate::domain::declaration::{self, Declaration, Signature};
use crate::domain::document::{Agreement, Pair, Paper};
use crate::domain::identity::IdentityPaper;
use crate::domain::ids::{BranchNo, PersonNo, RequestNo, Revision, StaffNo};
use crate::domain::moment::{Act, Moment};
use crate::domain::person::{Facts, Household, Person, PersonName, Sex};
use crate::domain::profile::Profile;
use crate::domain::referral::Clarification;
use crate::domain::request::{Happened, Need, Pin, Request, Stage, Submission, Urgency};
use crate::domain::staff::{Branch, Role, Staff};
use crate::domain::workflow::{Case, Step, Workflow};
use crate::locale::Language;
use crate::protocol::query::{Counts, DeskView, PersonPage, QueuePage, QueueRow, RequestPage};
use crate::protocol::{Answer, Done, Made, Order, Query, Refusal};

pub(super) const ME: StaffNo = StaffNo(2);
const DAY: i64 = 86_400_000;

pub(super) fn profile(key: &str) -> Profile {
    let mut all = crate::profiles::builtin().iter();
    all.find(|profile| profile.key.as_str() == key)
        .unwrap()
        .clone()
}

pub(super) fn desk(language: Language) -> Desk {
    let mut desk = outside::desk(language);
    let staff = |no, name: &str, roles: &[Role]| Staff {
        no,
        name: name.into(),
        uid: 1000 + no.0,
        roles: roles.iter().copied().collect::<BTreeSet<_>>(),
        branch: BranchNo(1),
        left: None,
        scope: Default::default(),
    };
    let roles = [Role::Reception, Role::Supervisor, Role::SocialResearcher];
    let me = Staff {
        scope: BranchScope::All,
        ..staff(ME, "سلمى", &roles)
    };
    desk.view = Some(Box::new(DeskView {
        me: Some(me.clone()),
        pin: None,
        staff: vec![me, staff(StaffNo(3), "نوف", &[Role::Reception])],
        branches: vec![
            Branch {
                no: BranchNo(1),
                name: "تبوك".into(),
            },
            Branch {
                no: BranchNo(2),
                name: "ضباء".into(),
            },
        ],
        counts: Counts {
            stages: Stage::QUEUES
                .into_iter()
                .zip([4, 11, 3, 23])
                .collect::<BTreeMap<_, _>>(),
            ..Counts::default()
        },
        now: desk.now,
        revision: Revision(9),
        lock: Default::default(),
    }));
    desk.profile = Some(Arc::new(profile("wethaq")));
    desk.standing.flags.insert("reception");
    desk
}

/// The same where everything that is asked for is told in confidence.
pub(super) fn in_confidence(mut desk: Desk) -> Desk {
    let source = crate::profiles::source("wethaq").unwrap();
    let guarded = source.replacen("version = 1\n", "version = 1\nsensitive = \"health\"\n", 1);
    desk.profile = Some(Arc::new(
        crate::profiles::parse("wethaq", &guarded).unwrap(),
    ));
    desk
}

/// A screen over the home screen, and what it asks when shown.
pub(super) fn open(desk: Desk, screen: Box<dyn Screen>) -> (State, Vec<Effect>) {
    let now = desk.now;
    let mut state = State::new(desk, Box::new(Keys::empty()));
    state.desk.open(screen);
    let effects = update(&mut state, Action::Tick(now));
    (state, effects)
}

/// What was asked last.
pub(super) fn asked(effects: &[Effect]) -> (Tag, Query) {
    let mut asks = effects.iter().rev().filter_map(|effect| match effect {
        Effect::Ask(tag, query) => Some((*tag, query.clone())),
        _ => None,
    });
    asks.next().unwrap()
}

pub(super) fn tell(state: &mut State, tag: Tag, answer: Result<Answer, Refusal>) -> Vec<Effect> {
    update(state, Action::Answer(tag, answer))
}

/// What was ordered last.
pub(super) fn ordered(effects: &[Effect]) -> (Tag, Order) {
    let mut orders = effects.iter().rev().filter_map(|effect| match effect {
        Effect::Do(tag, order, _) => Some((*tag, order.as_ref().clone())),
        _ => None,
    });
    orders.next().unwrap()
}

/// The office does what it was told.
pub(super) fn did(state: &mut State, tag: Tag) -> Vec<Effect> {
    let done = Done {
        revision: Revision(10),
        made: Made::Nothing,
    };
    update(state, Action::Done(tag, Ok(done)))
}

pub(super) fn no(serial: u32) -> RequestNo {
    RequestNo { year: 1448, serial }
}

/// So many days and minutes before now.
pub(super) fn ago(desk: &Desk, days: i64, minutes: i64) -> Moment {
    Moment(desk.now.0 - days * DAY - minutes * 60_000)
}

pub(super) fn row(desk: &Desk, stage: Stage, serial: u32) -> QueueRow {
    let names = [
        "فهد العتيبي",
        "هيا القحطاني",
        "نورة بنت سعد بن عبد العزيز بن محمد الحربي",
        "John Smith",
    ];
    let at = usize::try_from(serial).unwrap();
    let now = desk.now.date();
    QueueRow {
        request: no(serial),
        person: PersonNo(300 + serial),
        name: names[at % names.len()].into(),
        service: if at % 3 == 0 {
            String::new()
        } else {
            "family-counselling".into()
        },
        stage,
        since: ago(desk, i64::from(serial) / 2, i64::from(serial) * 7),
        reply_not_before: (stage == Stage::Study)
            .then(|| now + chrono::TimeDelta::days(i64::from(serial) - 3)),
        officer: StaffNo(2 + serial % 2),
        branch: BranchNo(1),
        urgency: if at % 4 == 1 {
            Urgency::Urgent
        } else {
            Urgency::Ordinary
        },
        question: if stage == Stage::Clarification {
            "هل تكفي شهادة الراتب القديمة أم يُطلب تعريف جديد من جهة العمل؟".into()
        } else {
            String::new()
        },
        revision: Revision(u64::from(serial)),
    }
}

/// A queue of requests numbered from 1, as much of it as is asked for.
/// What a sheet of a request is made of.
pub(in crate::desk) fn case() -> Box<crate::sheets::Case> {
    let desk = desk(Language::English);
    let page = request(&desk, Stage::Study);
    let (view, profile) = (desk.view.clone(), desk.profile.clone());
    let case = crate::sheets::Case::of(&page, &view.unwrap(), profile.unwrap(), desk.now);
    Box::new(case)
}

pub(super) fn queue(desk: &Desk, query: &Query, total: u32) -> Answer {
    let Query::Queue(query) = query else {
        panic!("{query:?} asks for no queue");
    };
    let rows = (query.offset..total)
        .take(usize::from(query.limit))
        .map(|at| row(desk, query.stage, at + 1))
        .collect();
    Answer::Queue(QueuePage {
        rows,
        total,
        revision: Revision(9),
    })
}

pub(super) fn facts() -> Facts {
    Facts {
        name: PersonName::from_line("نورة سعد الحربي").unwrap(),
        sex: Some(Sex::Female),
        born: Some("1410/03/02".parse().unwrap()),
        nationality: "SA".into(),
        paper: IdentityPaper::parse("1102334456")
            .unwrap_or(IdentityPaper::parse("1000000008").unwrap()),
        mobile: "0501234567".parse().ok(),
        email: None,
        iban: None,
        home: Default::default(),
        household: Household {
            size: Some(5),
            ..Household::default()
        },
        consent: true,
        extra: BTreeMap::new(),
    }
}

/// A request in a stage, with a paper that differs, an answered and a waiting question.
pub(super) fn request(desk: &Desk, stage: Stage) -> RequestPage {
    let profile = profile("wethaq");
    let act = |days| Act {
        by: ME,
        at: ago(desk, days, 0),
    };
    let paper = Paper {
        kind: profile.papers[0].id.to_string(),
        number: "1102334456".into(),
        pairs: vec![
            Pair {
                field: "name".into(),
                stated: "نورة سعد الحربي".into(),
                on_paper: "نوره سعد الحربى".into(),
                agreement: Agreement::Folded,
            },
            Pair {
                field: "id".into(),
                stated: "1102334456".into(),
                on_paper: "1102334456".into(),
                agreement: Agreement::Equal,
            },
            Pair {
                field: "born".into(),
                stated: "1410-03-02".into(),
                on_paper: "1989-11-03".into(),
                agreement: Agreement::Differs,
            },
        ],
        valid_until: Some("1449-01-15".parse::<DateAsWritten>().unwrap()),
        remark: "خطأ في البطاقة القديمة".into(),
        matched: act(3),
    };
    let facts = facts();
    let pin = Pin {
        profile: "wethaq".into(),
        version: profile.version,
    };
    let mut request = Request {
        responsibilities_told: true,
        stage,
        since: ago(desk, 2, 0),
        officer: StaffNo(3),
        need: Some(Need {
            service: profile.services[1].id.to_string(),
            category: profile.categories[0].id.to_string(),
            text: "استشارة أسرية بعد انتقال السكن".into(),
            urgency: Urgency::Urgent,
            extra: BTreeMap::new(),
        }),
        papers: vec![paper],
        clarifications: vec![Clarification {
            question: "هل يُقبل عقد الإيجار المنتهي؟".into(),
            asked: act(3),
            answer: Some(("نعم، مع تعهد بتجديده".into(), act(2))),
        }],
        history: [
            "request-opened",
            "need-stated",
            "paper-matched",
            "clarification-referred",
        ]
        .into_iter()
        .zip([4, 4, 3, 3])
        .map(|(what, days)| Happened {
            what: what.into(),
            act: act(days),
        })
        .collect(),
        ..Request::opened(
            no(42),
            PersonNo(318),
            BranchNo(1),
            profile.channels[0].id.to_string(),
            pin,
            act(4),
        )
    };
    if stage == Stage::Clarification {
        request.clarifications.push(Clarification {
            question: "ما المطلوب لإثبات السكن؟".into(),
            asked: act(1),
            answer: None,
        });
    }
    let fingerprint = declaration::fingerprint_of(&facts, &request);
    if stage == Stage::Study {
        request.declaration = Some(Declaration {
            fingerprint,
            signature: Signature::Paper {
                number: "118".into(),
            },
            signed: act(1),
            voided: None,
        });
        request.submission = Some(Submission {
            act: act(1),
            checks: Vec::new(),
            reply_not_before: desk.now.date() + chrono::TimeDelta::days(13),
        });
    }
    let case = Case {
        request: &request,
        facts: &facts,
        profile: &profile,
        today: desk.now.date(),
        by: StaffNo(1),
    };
    let roles = desk
        .view
        .as_ref()
        .unwrap()
        .me
        .as_ref()
        .unwrap()
        .roles
        .clone();
    let workflow = Workflow::of(&profile);
    let steps = Step::ALL
        .into_iter()
        .map(|step| (step, workflow.may(step, &case, roles.iter().copied())))
        .collect();
    let papers_required = case.papers_required();
    RequestPage {
        steps,
        papers_required,
        fingerprint,
        revision: Revision(70),
        facts: facts.clone(),
        person_revision: Revision(60),
        request,
    }
}

pub(super) fn person(desk: &Desk, requests: u32) -> PersonPage {
    PersonPage {
        person: Person {
            no: PersonNo(318),
            facts: facts(),
            branch: BranchNo(1),
            registered: Act {
                by: ME,
                at: ago(desk, 400, 0),
            },
            not_the_same: BTreeSet::new(),
            requests: (1..=requests).map(no).collect(),
            contacts: Vec::new(),
            spoken: ago(desk, 400, 0),
            branches: [BranchNo(1)].into(),
        },
        revision: Revision(60),
        requests: (1..=requests)
            .rev()
            .map(|at| row(desk, Stage::Study, at))
            .collect(),
        copy: None,
    }
}

/// The screen at each of the sizes a desk is looked at, one below the other.
pub(super) fn at_every_size(state: &mut State) -> String {
    let mut all = Vec::new();
    for (width, height) in [(60, 20), (80, 24), (120, 36)] {
        update(state, Action::Resize(width, height));
        let lines = outside::seen(state, width, height);
        all.push(format!("{width}×{height}"));
        all.extend(lines.into_iter().map(|line| line.trim_end().to_owned()));
    }
    all.join("\n")
}

/// No size panics, with whatever is shown.
pub(super) fn survives_any_size(state: &mut State) {
    for width in [0, 1, 7, 59, 60, 96, 110, 200] {
        for height in [0, 1, 5, 19, 20, 60] {
            update(state, Action::Resize(width, height));
            outside::seen(state, width, height);
        }
    }
}
