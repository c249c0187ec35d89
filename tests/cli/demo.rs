//! `istiqbal demo`: requests in every stage for each charity, told by the office's own rules, and nothing left behind.

use istiqbal::domain::request::Stage;
use istiqbal::profiles;
use istiqbal::protocol::{Answer, Query};

use crate::place::Place;

#[test]
fn every_charity_has_requests_in_every_stage() {
    for profile in profiles::builtin() {
        let place = Place::new();
        let data = place.data();
        let made = place.run(&[
            "demo",
            "--fill-only",
            "--profile",
            profile.key.as_str(),
            "--dir",
            data.to_str().unwrap(),
        ]);
        assert_eq!(
            (made.status, made.out.trim()),
            (0, data.to_str().unwrap()),
            "{}",
            made.err
        );
        let counts = place.json(&["queue"]);
        let count = |queue: &str| {
            let rows = counts.as_array().unwrap();
            rows.iter().find(|row| row["queue"] == queue).unwrap()["requests"]
                .as_u64()
                .unwrap()
        };
        for stage in Stage::QUEUES {
            let none = stage == Stage::Clarification && profile.clarifier().is_none();
            assert_eq!(
                count(stage.id()) == 0,
                none,
                "{}: {stage:?} {counts}",
                profile.key
            );
        }
        let waiting = Stage::QUEUES
            .map(|stage| count(stage.id()))
            .iter()
            .sum::<u64>();
        assert!(
            waiting < 300,
            "{}: some of the 300 were withdrawn",
            profile.key
        );
        assert_eq!(place.run(&["person", "500"]).status, 0);
        assert_eq!(place.run(&["person", "501"]).status, 1);

        let mut client = place.client();
        let Answer::Line(line) = client.ask(Query::Line).unwrap() else {
            panic!("no line");
        };
        let Answer::Drafts(drafts) = client.ask(Query::Drafts).unwrap() else {
            panic!("no drafts");
        };
        assert_eq!((line.len(), drafts.len()), (6, 3), "{}", profile.key);
        drop(client);
        let checks = place.json(&["verify"]);
        assert_eq!(checks[3]["ok"], true, "{checks}");
        let since: Vec<String> = place
            .json(&["queue", "study"])
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["since"].to_string())
            .collect();
        assert!(since.is_sorted() && since.first() < since.last());
    }
}

#[test]
fn there_may_be_few_or_more() {
    for (people, requests) in [("1", "0"), ("1", "5"), ("700", "40")] {
        let place = Place::new();
        let data = place.data();
        let ran = place.run(&[
            "demo",
            "--fill-only",
            "--dir",
            data.to_str().unwrap(),
            "--people",
            people,
            "--requests",
            requests,
        ]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert_eq!(place.run(&["person", people]).status, 0);
        assert_eq!(place.run(&["verify"]).status, 0);
        let again = place.run(&["demo", "--fill-only", "--dir", data.to_str().unwrap()]);
        assert_eq!(again.status, 1);
        assert!(
            again.err.contains("held by another process") || again.err.contains("already"),
            "{}",
            again.err
        );
    }
}

#[test]
fn nothing_is_left_behind() {
    let place = Place::new();
    let before = || {
        std::fs::read_dir(place.data().parent().unwrap())
            .unwrap()
            .count()
    };
    assert_eq!(before(), 0);
    // There is no terminal here, so the desk cannot stay open.
    let ran = place.run(&["demo", "--people", "20"]);
    assert_ne!(ran.status, 0);
    assert_eq!(before(), 0);
    let unknown = place.run(&["demo", "--profile", "hope"]);
    assert_eq!(unknown.status, 2);
    assert!(
        unknown.err.contains("there are: rahma, wethaq"),
        "{}",
        unknown.err
    );
    assert_eq!(before(), 0);
}
