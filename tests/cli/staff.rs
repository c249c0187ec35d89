//! Staff and branches from the shell.

use serde_json::json;

use crate::place::Place;

fn me() -> String {
    rustix::process::getuid().as_raw().to_string()
}

#[test]
fn staff_are_added_changed_moved_and_leave() {
    let place = Place::opened("wethaq");
    let added = place.run(&[
        "staff",
        "add",
        "هدى العنزي",
        "--user",
        "60001",
        "--role",
        "reception,supervisor",
        "--branch",
        "ضباء",
    ]);
    assert_eq!(
        (added.status, added.out.as_str()),
        (0, "2\n"),
        "{}",
        added.err
    );
    let huda = |rows: &serde_json::Value| rows.as_array().unwrap().last().unwrap().clone();
    let row = huda(&place.json(&["staff", "list"]));
    assert_eq!(
        row,
        json!({
            "staff": 2, "name": "هدى العنزي", "user": null, "uid": 60001,
            "roles": ["reception", "supervisor"], "branch": "ضباء", "sees": "own", "left": null,
        })
    );
    // By name, folded; the roles are all of them.
    assert_eq!(
        place
            .run(&["staff", "roles", "هدي العنزى", "auditor"])
            .status,
        0
    );
    for (given, sees) in [
        ("all", json!("all")),
        ("تبوك", json!(["ضباء", "تبوك"])),
        ("1,2", json!(["ضباء", "تبوك"])),
        ("own", json!("own")),
    ] {
        let ran = place.run(&["staff", "branches", "هدى العنزي", given]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""));
        assert_eq!(huda(&place.json(&["staff", "list"]))["sees"], sees);
    }
    assert_eq!(place.run(&["staff", "move", "2", "1"]).status, 0);
    let row = huda(&place.json(&["staff", "list"]));
    assert_eq!(
        (&row["roles"], &row["branch"]),
        (&json!(["auditor"]), &json!("تبوك"))
    );
    assert_eq!(place.run(&["staff", "leave", "2"]).status, 0);
    assert_eq!(place.json(&["staff", "list"]).as_array().unwrap().len(), 1);
    let all = place.json(&["staff", "list", "--all"]);
    assert!(huda(&all)["left"].is_string(), "{all}");
    let table = place.run(&["staff", "list", "--all"]).out;
    assert!(
        table.starts_with("no.") && table.contains("left") && table.contains("60001"),
        "{table}"
    );
}

#[test]
fn what_makes_no_sense_is_a_usage_error_and_what_is_refused_is_not() {
    let place = Place::opened("wethaq");
    let add =
        |user: &str, role: &str| place.run(&["staff", "add", "س", "--user", user, "--role", role]);
    for (ran, status, said) in [
        (add("60001", "king"), 2, "committee-secretary"),
        (
            add("no-such-user-here", "auditor"),
            2,
            "“no-such-user-here”",
        ),
        (
            place.run(&["staff", "add", "س", "--user", "60001"]),
            2,
            "--role",
        ),
        (place.run(&["staff", "roles", "1"]), 2, "ROLE"),
        (place.run(&["staff", "leave", "لا أحد"]), 2, "1 سلمى"),
        (place.run(&["staff", "move", "1", "المريخ"]), 2, "ضباء"),
        (place.run(&["staff", "branches", "1", "المريخ"]), 2, "ضباء"),
        (place.run(&["staff", "branches", "1"]), 2, "B|all|own"),
        (place.run(&["branch", "rename", "المريخ", "س"]), 2, "تبوك"),
        // One Unix user is one member of staff, and it is said who.
        (add(&me(), "auditor"), 1, "سلمى"),
        (place.run(&["staff", "leave", "سلمى"]), 1, "administrator"),
        (
            place.run(&["staff", "roles", "1", "reception"]),
            1,
            "administrator",
        ),
        (place.run(&["branch", "add", "تبوك"]), 1, "taken"),
    ] {
        assert_eq!(ran.status, status, "{}", ran.err);
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
        assert_eq!(ran.out, "");
    }
}

#[test]
fn branches_are_added_and_renamed() {
    let place = Place::opened("wethaq");
    let added = place.run(&["branch", "add", "تيماء"]);
    assert_eq!(
        (added.status, added.out.as_str()),
        (0, "3\n"),
        "{}",
        added.err
    );
    assert_eq!(place.run(&["branch", "rename", "ضباء", "الوجه"]).status, 0);
    assert_eq!(
        place.json(&["branch", "list"]),
        json!([
            { "branch": 1, "name": "تبوك", "staff": 1 },
            { "branch": 2, "name": "الوجه", "staff": 0 },
            { "branch": 3, "name": "تيماء", "staff": 0 },
        ])
    );
}
