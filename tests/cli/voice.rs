//! The beneficiary's voice from the shell: suggestions and complaints, and satisfaction in sums only.

use serde_json::json;

use crate::pages::request_of_noura;
use crate::place::Place;

#[test]
fn a_complaint_is_heard_listed_and_answered_once() {
    let place = Place::opened("wethaq");
    request_of_noura(&mut place.client());
    let heard = place.run(&["voice", "hear", "طال", "الانتظار", "--kind", "complaint"]);
    assert_eq!(
        (heard.status, heard.out.as_str()),
        (0, "1\n"),
        "{}",
        heard.err
    );
    let named = [
        "voice",
        "hear",
        "لوحة بالأوقات",
        "--kind",
        "suggestion",
        "--person",
        "١",
        "--channel",
        "social",
    ];
    let unknown = place.run(&named);
    assert_eq!(unknown.status, 2);
    assert!(unknown.err.contains("in-person"), "{}", unknown.err);
    assert_eq!(place.run(&named[..7]).out, "2\n");

    let rows = place.json(&["voice", "list"]);
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 2, "the latest first");
    let row = rows[0].as_object().unwrap();
    assert_eq!(row["name"], "نورة سعد الحربي");
    assert_eq!(
        (&row["file"], &row["kind"]),
        (&json!(1), &json!("suggestion"))
    );
    assert_eq!(rows[1]["text"], "طال الانتظار");
    assert_eq!(
        (&rows[1]["name"], &rows[1]["answer"]),
        (&json!(null), &json!(null))
    );

    let answer = ["voice", "answer", "١", "زيد موظف"];
    assert_eq!(place.run(&answer).status, 0);
    assert_eq!(place.run(&answer).status, 1, "once");
    let open = place.json(&["voice", "list", "--open"]);
    assert_eq!(open.as_array().unwrap().len(), 1);
    let complaints = place.json(&["voice", "list", "--kind", "complaint"]);
    assert_eq!(complaints[0]["answer"], "زيد موظف");
    assert_eq!(complaints[0]["answered_by"], "سلمى");
    let table = place.run(&["voice", "list"]).out;
    assert!(
        table.contains("complaint") && table.contains("زيد موظف"),
        "{table}"
    );
    assert_eq!(
        place
            .run(&["voice", "hear", "x", "--kind", "praise"])
            .status,
        2
    );
}

#[test]
fn sums_and_their_report_say_nothing_of_nothing() {
    let place = Place::opened("wethaq");
    let sums = place.json(&["voice", "sums", "--by", "channel"]);
    assert_eq!(
        sums,
        json!([{ "by": "all", "key": "all", "title": "All", "rated": null, "procedure": null, "provider": null }])
    );
    let table = place.run(&["voice", "sums"]).out;
    assert!(table.contains("not yet five"), "{table}");
    let report = place.json(&["report", "satisfaction"]);
    let all = &report["rows"][0];
    assert_eq!(
        (
            &all["by"],
            &all["procedure"],
            &all["rated"],
            &all["declined"]
        ),
        (&json!("all"), &json!(null), &json!(null), &json!(0))
    );
    assert_eq!(place.run(&["voice", "sums", "--by", "staff"]).status, 2);
}
