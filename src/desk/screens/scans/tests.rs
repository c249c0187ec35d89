use super::super::made_up::{at_every_size, desk, no, open, request, survives_any_size};
use super::*;
use crate::desk::scanning::{Listing, Outcome, Trouble};
use crate::desk::state::{Action, Effect};
use crate::desk::tests::press;
use crate::desk::update::update;
use crate::domain::moment::{Act, Moment};
use crate::domain::request::Stage;
use crate::locale::Language;
use crate::scans::folder::{FolderError, Source, Waiting};

/// A request with two scans.
fn page(desk: &Desk) -> RequestPage {
    let mut page = request(desk, Stage::Intake);
    let scan = |paper: &str, name: &str, bytes| Scan {
        paper: paper.into(),
        name: name.into(),
        hash: [7; 32],
        bytes,
        attached: Act {
            by: super::super::made_up::ME,
            at: desk.now,
        },
    };
    let identity = page.papers_required.first().cloned().unwrap_or_default();
    page.request.scans = vec![
        scan(&identity, "Scan_0001.pdf", 182_000),
        scan("", "تقرير طبي.jpg", 12_400_000),
    ];
    page
}

fn job(effects: &[Effect]) -> (Tag, Job) {
    let mut jobs = effects.iter().filter_map(|effect| match effect {
        Effect::Run(tag, Errand::Scan(job)) => Some((*tag, job.clone())),
        _ => None,
    });
    jobs.next().unwrap()
}

fn ran(state: &mut State, tag: Tag, outcome: Outcome) -> Vec<Effect> {
    update(state, Action::Ran(tag, Ran::Scan(outcome)))
}

fn waiting() -> Vec<Waiting> {
    let file = |name: &str, bytes, minutes: i64| Waiting {
        name: name.into(),
        bytes,
        written: Moment(minutes * 60_000),
    };
    vec![
        file("Scan_0003.pdf", 412_000, 30),
        file("هوية نورة.png", 96_000, 20),
    ]
}

/// The screen that attaches, with two files in the folder.
fn attaching(language: Language, may_type: bool) -> State {
    let desk = desk(language);
    let page = page(&desk);
    let profile = desk.profile.clone().unwrap();
    let (mut state, effects) = open(desk, Box::new(Attach::new(&page, profile, None)));
    let (tag, wanted) = job(&effects);
    assert!(wanted == Job::List);
    let listing = Listing {
        folder: Some("/home/salma/istiqbal-scans".into()),
        may_type,
        files: Ok(waiting()),
    };
    ran(&mut state, tag, Outcome::Listed(listing));
    state
}

fn said(state: &State) -> &str {
    &state.desk.toasts.last().unwrap().text
}

#[test]
fn what_it_looks_like() {
    for language in Language::ALL {
        let mut state = attaching(language, true);
        let name = format!("attach-{}", language.tag());
        insta::assert_snapshot!(name, at_every_size(&mut state));
        survives_any_size(&mut state);
        let desk = desk(language);
        let scans = Scans::new(page(&desk), desk.profile.clone().unwrap());
        let (mut state, _) = open(desk, Box::new(scans));
        state.on::<Scans>(|scans, _| {
            scans.marks.0.insert(1, ScanFault::Missing);
        });
        let name = format!("scans-{}", language.tag());
        insta::assert_snapshot!(name, at_every_size(&mut state));
        survives_any_size(&mut state);
    }
}

#[test]
fn enter_attaches_the_newest_to_the_first_paper_without_a_scan() {
    let mut state = attaching(Language::Arabic, true);
    let page = page(&state.desk);
    let first = page.papers_required.first().unwrap();
    let (tag, wanted) = job(&press(&mut state, "Enter"));
    let Job::Attach {
        request,
        paper,
        source,
    } = wanted
    else {
        panic!("{wanted:?}");
    };
    assert_eq!(
        (request, source),
        (no(42), Source::Dropped(waiting().remove(0)))
    );
    assert_ne!(paper, *first, "it has a scan");
    // Not twice while it is under way.
    assert_eq!(press(&mut state, "Enter"), []);
    let done = Outcome::Attached {
        name: "Scan_0003.pdf".into(),
        done: Ok(None),
    };
    ran(&mut state, tag, done);
    assert_eq!(
        state.top().unwrap().name(),
        "keys",
        "back where it was opened"
    );
    assert!(said(&state).contains("Scan_0003.pdf"));
}

#[test]
fn what_was_not_attached_stays_to_be_tried_again() {
    let mut state = attaching(Language::English, true);
    press(&mut state, "x . p d f");
    let (tag, wanted) = job(&press(&mut state, "Tab Enter"));
    assert!(matches!(&wanted, Job::Attach { source: Source::Typed(path), .. } if path == "x.pdf"));
    let failed = Outcome::Attached {
        name: "x.pdf".into(),
        done: Err(Trouble::File(FolderError::TooLarge("/x.pdf".into()))),
    };
    assert!(job(&ran(&mut state, tag, failed)).1 == Job::List);
    assert!(said(&state).contains("32 MB"), "{}", said(&state));
    let again = job(&press(&mut state, "Enter")).1;
    assert!(again == wanted);
}

#[test]
fn a_file_that_stays_in_the_folder_is_said() {
    let mut state = attaching(Language::English, true);
    let (tag, _) = job(&press(&mut state, "Enter"));
    // Whoever attached it is elsewhere already, and is told all the same.
    press(&mut state, "Esc");
    let left = Outcome::Attached {
        name: "s.pdf".into(),
        done: Ok(Some(FolderError::Changing("/s.pdf".into()))),
    };
    ran(&mut state, tag, left);
    assert!(said(&state).contains("stays in the drop folder"));
}

#[test]
fn nothing_is_typed_where_no_path_may_be() {
    let mut state = attaching(Language::English, false);
    assert_eq!(press(&mut state, "x . p d f"), []);
    let (_, wanted) = job(&press(&mut state, "Down Enter"));
    let Job::Attach { source, .. } = wanted else {
        panic!("{wanted:?}");
    };
    assert_eq!(source, Source::Dropped(waiting().remove(1)));
}

#[test]
fn enter_opens_and_a_missing_file_is_marked_until_it_is_back() {
    let desk = desk(Language::English);
    let scans = Scans::new(page(&desk), desk.profile.clone().unwrap());
    let (mut state, _) = open(desk, Box::new(scans));
    let missing = Refusal::Scan {
        name: "تقرير طبي.jpg".into(),
        why: ScanFault::Missing,
    };
    for (shown, mark) in [
        (Err(Trouble::Refused(missing)), Some("missing")),
        (Err(Trouble::Line), Some("missing")),
        (Ok(None), None),
    ] {
        let (tag, wanted) = job(&press(&mut state, "End Enter"));
        let name = "تقرير طبي.jpg".to_owned();
        let open = Job::Open {
            request: no(42),
            scan: 1,
            name: name.clone(),
        };
        assert!(wanted == open);
        ran(
            &mut state,
            tag,
            Outcome::Opened {
                scan: 1,
                name,
                shown,
            },
        );
        state.on::<Scans>(|scans, desk| {
            assert_eq!(scans.marks.said(desk, 1).as_deref(), mark);
        });
    }
}

#[test]
fn a_digit_names_a_scan_in_either_script() {
    for (typed, scan) in [('1', Some(0)), ('٣', Some(2)), ('0', None), ('x', None)] {
        assert_eq!(by_digit(typed), scan, "{typed}");
    }
}
