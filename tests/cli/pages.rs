//! Finding, queues and pages: what a request taken in at the desk looks like from a script.

use istiqbal::arabic::Digits;
use istiqbal::domain::identity::IdentityPaper;
use istiqbal::domain::ids::{PersonNo, RequestNo};
use istiqbal::domain::person::{Facts, PersonName, Sex};
use istiqbal::domain::request::{Need, Urgency};
use istiqbal::protocol::{Client, Made, Order};

use crate::place::Place;

pub fn noura() -> Facts {
    Facts {
        name: PersonName::from_line("نورة سعد الحربي").unwrap(),
        sex: Some(Sex::Female),
        born: "1410/03/02".parse().ok(),
        nationality: "SA".into(),
        paper: IdentityPaper::parse("1681068712").unwrap(),
        mobile: "0512345678".parse().ok(),
        email: None,
        iban: None,
        home: Default::default(),
        household: Default::default(),
        consent: true,
        extra: Default::default(),
    }
}

pub fn made(client: &mut Client, order: Order) -> Made {
    client.order(order).unwrap().made
}

pub fn request_of_noura(client: &mut Client) -> (PersonNo, RequestNo) {
    let register = Order::RegisterPerson {
        facts: noura(),
        not_the_same: vec![],
        draft: None,
    };
    let Made::Person(person) = made(client, register) else {
        panic!("no file");
    };
    let open = Order::OpenRequest {
        person,
        channel: "in-person".into(),
        responsibilities_told: true,
        draft: None,
    };
    let Made::Request(request) = made(client, open) else {
        panic!("no request");
    };
    let need = Need {
        service: "family-counselling".into(),
        category: "women".into(),
        text: "خلاف على النفقة".into(),
        urgency: Urgency::Urgent,
        extra: Default::default(),
    };
    made(client, Order::StateNeed { request, need });
    (person, request)
}

#[test]
fn a_referral_is_in_the_queue_at_once() {
    let place = Place::opened("wethaq");
    let (_, request) = request_of_noura(&mut place.client());
    assert_eq!(
        place.json(&["queue", "clarification"]),
        serde_json::json!([])
    );
    let question = "هل تُشترط حضانة الأبناء؟";
    let refer = Order::Refer {
        request,
        question: question.into(),
    };
    made(&mut place.client(), refer);
    let rows = place.json(&["queue", "clarification"]);
    let row = &rows[0];
    for (field, value) in [
        ("request", request.to_string()),
        ("name", "نورة سعد الحربي".into()),
        ("service", "family-counselling".into()),
        ("stage", "clarification".into()),
        ("officer", "سلمى".into()),
        ("branch", "تبوك".into()),
        ("urgency", "urgent".into()),
        ("question", question.into()),
    ] {
        assert_eq!(row[field], value, "{field}");
    }
    assert!(row["since"].as_str().unwrap().ends_with("+03:00"), "{row}");
    let table = place.run(&["queue", "clarification"]).out;
    assert!(table.contains("Counselling on family problems"), "{table}");
    for (branch, rows) in [("1", 1), ("تبوك", 1), ("2", 0)] {
        let queue = place.json(&["queue", "clarification", "--branch", branch]);
        assert_eq!(queue.as_array().unwrap().len(), rows, "{branch}");
    }
    let counts = place.json(&["queue"]);
    assert_eq!(
        counts[0],
        serde_json::json!({ "queue": "clarification", "requests": 1 })
    );
    assert_eq!(
        counts[2],
        serde_json::json!({ "queue": "intake", "requests": 0 })
    );
}

#[test]
fn a_list_masks_and_a_page_does_not() {
    let place = Place::opened("wethaq");
    let (person, request) = request_of_noura(&mut place.client());
    let number = person.to_string();
    for text in [
        &["نوره", "الحربي"][..],
        &["0512345678"],
        &["1681068712"],
        &[number.as_str()],
    ] {
        let found = place.json(&[&["find"], text].concat());
        assert_eq!(found[0]["file"], person.0, "{text:?}");
        assert_eq!(found[0]["paper"], "168•••••12");
        assert_eq!(found[0]["requests"], 1);
    }
    let page = place.json(&["person", &number]);
    assert_eq!(page["paper"]["number"], "1681068712");
    assert_eq!(page["sex"], "female");
    assert_eq!(page["born"]["hijri"], "1410-03-02");
    assert_eq!(page["requests"][0]["request"], request.to_string());
    let shown = place.run(&["person", &number]).out;
    assert!(
        shown.contains("1681068712") && shown.contains("1410-03-02"),
        "{shown}"
    );

    let page = place.json(&["request", &request.to_string()]);
    assert_eq!(page["need"]["text"], "خلاف على النفقة");
    assert_eq!(page["papers_missing"], serde_json::json!(["identity"]));
    let submit = page["next"]
        .as_array()
        .unwrap()
        .iter()
        .find(|next| next["step"] == "submit");
    assert!(submit.unwrap()["blocked"].is_object(), "{submit:?}");
    let eastern: String = request
        .to_string()
        .chars()
        .map(|c| Digits::ArabicIndic.show_char(c))
        .collect();
    let shown = place.run(&["request", &eastern]);
    assert!(
        shown.out.contains("Identity paper"),
        "{}{}",
        shown.out,
        shown.err
    );
}

#[test]
fn nobody_found_is_an_empty_list() {
    let place = Place::opened("rahma");
    let ran = place.run(&["find", "زيد", "--format", "json"]);
    assert_eq!((ran.status, ran.out.trim()), (0, "[]"));
    assert!(ran.err.contains("nobody is found"));
}
