//! A policy is amended and what was before stays: on record, and in force for the requests taken in under it. And the
//! whole history of a record, for those who may read it.

use istiqbal::domain::ids::{BranchNo, PersonNo, RequestNo};
use istiqbal::domain::person::PersonName;
use istiqbal::domain::voice::VoiceKind;
use istiqbal::protocol::query::RequestPage;
use istiqbal::protocol::{Answer, Client, Made, Order, Query};

use crate::pages::{made, noura, request_of_noura};
use crate::place::Place;

fn page(client: &mut Client, no: RequestNo) -> RequestPage {
    match client.ask(Query::Request(no)).unwrap() {
        Answer::Request(page) => *page,
        other => panic!("{other:?}"),
    }
}

fn amended() -> String {
    let source = istiqbal::profiles::source("wethaq").unwrap();
    let amended = source.replacen("version = 1", "version = 2", 1).replacen(
        "when = \"optional\"",
        "when = \"always\"",
        1,
    );
    assert!(amended.matches("when = \"always\"").count() == 2);
    amended
}

fn need(request: RequestNo) -> Order {
    use istiqbal::domain::request::{Need, Urgency};
    let need = Need {
        service: "family-counselling".into(),
        category: "women".into(),
        text: "استشارة".into(),
        urgency: Urgency::Ordinary,
        extra: Default::default(),
    };
    Order::StateNeed { request, need }
}

#[test]
fn an_amended_policy_holds_for_what_comes_and_not_for_what_was_there() {
    let place = Place::opened("wethaq");
    let mut client = place.client();
    let (person, old) = request_of_noura(&mut client);
    let file = place.file("amended.toml", amended());
    let adopted = place.run(&["profile", "adopt", &file]);
    assert_eq!(adopted.status, 0, "{}", adopted.err);

    let open = Order::OpenRequest {
        person,
        channel: "in-person".into(),
        responsibilities_told: true,
        draft: None,
    };
    let Made::Request(new) = made(&mut client, open) else {
        panic!("no request");
    };
    made(&mut client, need(new));
    let (old, new) = (page(&mut client, old), page(&mut client, new));
    assert_eq!((old.request.pin.version, new.request.pin.version), (1, 2));
    let letter = "support-letter".to_owned();
    assert!(!old.papers_required.contains(&letter), "the old table");
    assert!(new.papers_required.contains(&letter), "the new one");
    for (pin, when) in [(old.request.pin, "optional"), (new.request.pin, "always")] {
        let Answer::Profile(source) = client.ask(Query::Profile(pin)).unwrap() else {
            panic!()
        };
        let letter = source.split("support-letter").nth(1).unwrap();
        assert!(letter.lines().nth(2).unwrap().contains(when), "{letter}");
    }
    let versions = place.json(&["profile", "versions"]);
    let versions: Vec<_> = versions.as_array().unwrap().iter().collect();
    assert_eq!(versions.len(), 2);
    assert_eq!(
        (&versions[1]["version"], &versions[1]["in_force"]),
        (&2.into(), &true.into())
    );
    assert!(versions[0]["at"].as_str().unwrap().ends_with("+03:00"));
    for version in versions {
        assert_eq!(
            (&version["requests"], &version["open"]),
            (&1.into(), &1.into())
        );
    }
}

#[test]
fn what_is_no_later_version_of_this_charity_is_refused() {
    let place = Place::opened("wethaq");
    let other =
        istiqbal::profiles::source("rahma")
            .unwrap()
            .replacen("version = 1", "version = 9", 1);
    let same = istiqbal::profiles::source("wethaq").unwrap().to_owned();
    let broken = amended().replacen("[[papers]]", "[[paprs]]", 1);
    for (name, text) in [
        ("other.toml", other),
        ("same.toml", same),
        ("broken.toml", broken),
    ] {
        let file = place.file(name, text);
        let ran = place.run(&["profile", "adopt", &file]);
        assert_eq!(ran.status, 1, "{name}: {}", ran.err);
        if name == "broken.toml" {
            assert!(
                ran.err.contains("broken.toml:"),
                "with its line: {}",
                ran.err
            );
        }
    }
    assert_eq!(
        place
            .json(&["profile", "versions"])
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn a_history_tells_who_changed_what_and_that_it_was_read() {
    let place = Place::opened("wethaq");
    let mut client = place.client();
    let (person, request) = request_of_noura(&mut client);
    let mut facts = noura();
    facts.name = PersonName::from_line("نورة سعيد الحربي").unwrap();
    made(
        &mut client,
        Order::CorrectPerson {
            person: PersonNo(person.0),
            facts,
        },
    );
    let number = person.to_string();
    let lines = place.json(&["history", "person", &number]);
    let whats = |lines: &serde_json::Value| -> Vec<String> {
        let lines = lines.as_array().unwrap().iter();
        lines
            .map(|line| line["what"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        whats(&lines)[..3],
        ["person-registered", "request-opened", "person-corrected"]
    );
    let change = &lines[2]["changes"];
    assert_eq!(change.as_array().unwrap().len(), 1, "{change}");
    assert!(
        change[0]["before"].as_str().unwrap().contains("سعد"),
        "{change}"
    );
    assert!(
        change[0]["after"].as_str().unwrap().contains("سعيد"),
        "{change}"
    );
    let again = place.json(&["history", "person", &number]);
    assert!(
        whats(&again).contains(&"record-opened".to_owned()),
        "{again}"
    );

    let request = request.to_string();
    let lines = place.json(&["history", "request", &request]);
    assert_eq!(whats(&lines)[..2], ["request-opened", "need-stated"]);
    let table = place.run(&["history", "request", &request]);
    let said = "Counselling on family problems";
    assert!(table.out.contains(said), "{}", table.out);
    let nobody = place.run(&["history", "request", "1448/99999"]);
    assert_eq!(nobody.status, 1);
}

#[test]
fn staff_branches_and_voices_have_a_history_by_name_or_number() {
    let place = Place::opened("wethaq");
    let mut client = place.client();
    let heard = Order::HearVoice {
        kind: VoiceKind::Complaint,
        text: "طال الانتظار".into(),
        channel: "phone".into(),
        person: None,
    };
    made(&mut client, heard);
    made(
        &mut client,
        Order::RenameBranch {
            branch: BranchNo(2),
            name: "فرع ضباء".into(),
        },
    );
    for (of, which, whats, says) in [
        ("staff", "سلمى", "staff-added", "سلمى"),
        ("staff", "1", "staff-added", "سلمى"),
        ("branch", "فرع ضباء", "branch-added", "ضباء"),
        ("voice", "1", "voice-heard", "طال الانتظار"),
        ("voice", "١", "voice-heard", "طال الانتظار"),
    ] {
        let lines = place.json(&["history", of, which]);
        assert_eq!(lines[0]["what"], whats, "{of} {which}: {lines}");
        assert!(lines[0]["changes"].to_string().contains(says), "{lines}");
    }
    let renamed = place.json(&["history", "branch", "2"]);
    assert_eq!(renamed[1]["changes"][0]["before"], "ضباء");
    for (of, which) in [
        ("staff", "نوف"),
        ("branch", "9"),
        ("voice", "2"),
        ("voice", "x"),
    ] {
        assert_ne!(place.run(&["history", of, which]).status, 0, "{of} {which}");
    }
}
