//! `istiqbal demo`: requests in every stage for each charity, told by the office's own rules, and nothing left behind.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use istiqbal::domain::date::hijri;
use istiqbal::domain::ids::RequestNo;
use istiqbal::domain::outreach::ReasonKind;
use istiqbal::domain::profile::Profile;
use istiqbal::domain::report::{Obstacle, ReportName};
use istiqbal::domain::request::Stage;
use istiqbal::domain::voice::VoiceKind;
use istiqbal::profiles;
use istiqbal::protocol::query::{OutreachQuery, VoiceBy, VoiceSum, VoicesQuery};
use istiqbal::protocol::{Answer, Client, Query};

use crate::place::Place;

/// A demonstration of a charity: no queue and no report of it is empty, but for what its policy does not state.
fn shows_everything(key: &str) {
    let profiles = profiles::builtin();
    let profile = profiles.iter().find(|one| one.key.as_str() == key).unwrap();
    let place = Place::new();
    let data = place.data();
    let dir = data.to_str().unwrap();
    let made = place.run(&["demo", "--fill-only", "--profile", key, "--dir", dir]);
    assert_eq!((made.status, made.out.trim()), (0, dir), "{}", made.err);
    stages(&place, profile);
    reports(&place, profile);
    obstacles(&place, profile);
    let mut client = place.client();
    voices(&mut client);
    requests(&mut client, profile);
    let query = OutreachQuery {
        limit: 200,
        ..OutreachQuery::default()
    };
    let Answer::Outreach(page) = client.ask(Query::Outreach(query)).unwrap() else {
        panic!("no outreach")
    };
    for kind in ReasonKind::ALL {
        assert!(page.totals[&kind] > 0, "{kind:?}");
    }
    assert!(page.rows.iter().any(|row| row.tried.is_some()));
    let Answer::Line(line) = client.ask(Query::Line).unwrap() else {
        panic!("no line");
    };
    let Answer::Drafts(drafts) = client.ask(Query::Drafts).unwrap() else {
        panic!("no drafts");
    };
    assert_eq!((line.len(), drafts.len()), (6, 3));
    drop(client);
    scans(&place);
    let versions = place.json(&["profile", "versions"]);
    assert_eq!(versions.as_array().unwrap().len(), 2, "{versions}");
    assert_eq!(place.run(&["person", "500"]).status, 0);
    assert_eq!(place.run(&["person", "501"]).status, 1);
    let checks = place.json(&["verify"]);
    assert_eq!(checks[3]["ok"], true, "{checks}");
}

fn stages(place: &Place, profile: &Profile) {
    let counts = place.json(&["queue"]);
    let count = |queue: &str| {
        let rows = counts.as_array().unwrap();
        rows.iter().find(|row| row["queue"] == queue).unwrap()["requests"]
            .as_u64()
            .unwrap()
    };
    for stage in Stage::QUEUES {
        let none = stage == Stage::Clarification && profile.clarifier().is_none();
        assert_eq!(count(stage.id()) == 0, none, "{stage:?} {counts}");
    }
    let waiting = Stage::QUEUES.map(|stage| count(stage.id()));
    let waiting: u64 = waiting.iter().sum();
    assert!(waiting < 300, "some of the 300 were withdrawn");
    // Papers are called by their titles, and by their ids where a program reads.
    let outreach = place.json(&["queue", "outreach"]);
    let outreach = outreach.as_array().unwrap().iter();
    let paper = |row: &&serde_json::Value| row["reason"] == "paper-expires";
    assert_eq!(outreach.clone().find(paper).unwrap()["of"], "identity");
    let table = place.run(&["queue", "outreach"]).out;
    assert!(table.contains("Identity paper") && !table.contains(" identity "));
    let study = place.json(&["queue", "study"]);
    let since = study.as_array().unwrap().iter();
    let since: Vec<String> = since.map(|row| row["since"].to_string()).collect();
    assert!(since.is_sorted() && since.first() < since.last());
}

/// Every section of every report has rows, and every figure of it is there somewhere.
fn reports(place: &Place, profile: &Profile) {
    for name in ReportName::ALL {
        let report = place.json(&["report", name.id()]);
        let mut sums: BTreeMap<(String, String), f64> = BTreeMap::new();
        for row in report["rows"].as_array().unwrap() {
            let by = row["by"].as_str().unwrap();
            for (figure, value) in row.as_object().unwrap() {
                if !["by", "key", "title"].contains(&figure.as_str()) {
                    let sum = sums.entry((by.to_owned(), figure.clone())).or_default();
                    *sum += value.as_f64().unwrap_or(0.0);
                }
            }
        }
        let sections: BTreeSet<&str> = sums.keys().map(|(by, _)| by.as_str()).collect();
        assert!(sections.len() > 1, "{name:?} {sections:?}");
        for ((by, figure), sum) in &sums {
            let none = match figure.as_str() {
                "clarifications" => profile.clarifier().is_none(),
                // A promise that is broken nowhere.
                "early_without_leave" => true,
                _ => false,
            };
            assert_eq!(*sum <= 0.0, none, "{name:?} {by} {figure}");
        }
    }
}

/// Nothing that keeps a request waiting is without an example, and some of those sent back went on.
fn obstacles(place: &Place, profile: &Profile) {
    let report = place.json(&["report", "obstacles"]);
    let rows = report["rows"].as_array().unwrap();
    let figure = |reason: Obstacle, figure: &str| {
        let mut rows = rows.iter();
        let row = rows.find(|row| row["by"] == "reason" && row["key"] == reason.id());
        row.unwrap()[figure].as_u64().unwrap()
    };
    for reason in Obstacle::ALL {
        let none = match reason {
            Obstacle::Clarification => profile.clarifier().is_none(),
            Obstacle::OutsideScope => profile.scope.is_none(),
            _ => false,
        };
        let times = figure(*reason, "times");
        assert_eq!(times == 0, none, "{reason:?}: {report}");
    }
    for reason in [Obstacle::SentBack, Obstacle::DeclarationVoided] {
        let (requests, still) = (figure(reason, "requests"), figure(reason, "still"));
        assert!(still > 0 && still < requests, "{reason:?}: {report}");
    }
}

fn voices(client: &mut Client) {
    let (from, to) = (NaiveDate::MIN, NaiveDate::MAX);
    for by in VoiceBy::ALL {
        let Answer::Voice(report) = client.ask(Query::Voice { from, to, by }).unwrap() else {
            panic!("no sums")
        };
        let told = |sum: &VoiceSum| matches!(sum, VoiceSum::Told { .. });
        assert!(told(&report.all) && !report.words.is_empty() && report.declined > 0);
        assert!(report.rows.iter().any(|row| told(&row.sum)), "{by:?}");
    }
    let query = VoicesQuery {
        limit: 200,
        ..VoicesQuery::default()
    };
    let Answer::Voices(page) = client.ask(Query::Voices(query)).unwrap() else {
        panic!("nothing was said")
    };
    for kind in VoiceKind::ALL {
        for open in [true, false] {
            let mut rows = page.rows.iter().map(|row| &row.voice);
            let found = rows.any(|one| one.kind == kind && one.is_open() == open);
            // A complaint does not wait everywhere.
            assert!(found || open, "{kind:?}");
        }
    }
    assert!(page.rows.iter().any(|row| row.voice.is_open()));
    assert!(page.rows.iter().any(|row| row.voice.person.is_some()));
    let Answer::Standards(standards) = client.ask(Query::Standards).unwrap() else {
        panic!("no standard answers")
    };
    assert!(
        standards
            .iter()
            .any(|one| one.given > 0 && one.misconception)
    );
    let Answer::Enquiries(all) = client.ask(Query::Enquiries { limit: 200 }).unwrap() else {
        panic!("no enquiries")
    };
    assert!(all.iter().any(|one| one.person.is_some()));
}

/// Somewhere among the requests there is everything that can be on one.
fn requests(client: &mut Client, profile: &Profile) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut numbers = Vec::new();
    let Answer::Desk(view) = client.ask(Query::Desk).unwrap() else {
        panic!("no desk")
    };
    let year = u16::try_from(hijri(view.now.date()).year()).unwrap();
    for year in [year - 1, year] {
        numbers.extend((1..=300).map(|serial| RequestNo { year, serial }));
    }
    for no in numbers {
        let Ok(Answer::Request(page)) = client.ask(Query::Request(no)) else {
            continue;
        };
        let request = page.request;
        let history = request.history.iter().map(|one| one.what.clone());
        seen.extend(history);
        seen.insert(format!("version {}", request.pin.version));
        seen.extend(request.outside.iter().map(|one| match one.result {
            Some(_) => "outside answered".to_owned(),
            None => "outside awaited".to_owned(),
        }));
        seen.extend(request.objections.iter().map(|one| match &one.answer {
            Some(answer) => format!("objection upheld {}", answer.upheld),
            None => "objection awaited".to_owned(),
        }));
    }
    let mut wanted = vec![
        "version 1",
        "version 2",
        "outside answered",
        "outside awaited",
        "objection upheld true",
        "objection upheld false",
        "objection awaited",
        "early-reply-allowed",
        "request-sent-back",
        "request-taken",
        "request-withdrawn",
        "request-closed",
        "rating-offered",
        "scan-attached",
    ];
    if profile.scope.is_some() {
        wanted.push("scope-excepted");
    }
    if profile.eligibility.is_some() {
        wanted.extend(["finding-noted", "mechanism-reported", "criterion-judged"]);
    }
    for one in wanted {
        assert!(seen.contains(one), "{one}: {seen:?}");
    }
}

/// A picture and a sheet can be brought back from the requests that have scans.
fn scans(place: &Place) {
    let (mut beginnings, mut at) = (BTreeSet::new(), 0);
    let queues = Stage::QUEUES.map(|stage| place.json(&["queue", stage.id()]));
    let rows = queues.iter().flat_map(|queue| queue.as_array().unwrap());
    let numbers: Vec<&str> = rows.map(|row| row["request"].as_str().unwrap()).collect();
    let mut client = place.client();
    for number in numbers {
        let no = number.parse().unwrap();
        let Answer::Request(page) = client.ask(Query::Request(no)).unwrap() else {
            panic!("no request")
        };
        if page.request.scans.is_empty() || beginnings.len() == 2 {
            continue;
        }
        at += 1;
        let file = place.file(&format!("scan-{at}"), "");
        let ran = place.run(&["scan", "get", number, "1", "--to", &file]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        beginnings.insert(std::fs::read(&file).unwrap()[..4].to_vec());
    }
    let wanted = [b"%PDF".to_vec(), b"\x89PNG".to_vec()];
    assert_eq!(beginnings, BTreeSet::from(wanted));
}

#[test]
fn rahma_shows_everything() {
    shows_everything("rahma");
}

#[test]
fn wethaq_shows_everything() {
    shows_everything("wethaq");
}

#[test]
fn shaaer_shows_everything() {
    shows_everything("shaaer");
}

#[test]
fn eman_shows_everything() {
    shows_everything("eman");
}

#[test]
fn qader_shows_everything() {
    shows_everything("qader");
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
