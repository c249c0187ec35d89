//! Where the program looks, what it says when that cannot be used, and with which status it ends.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::place::{Place, program, ran};

#[test]
fn commands_that_need_no_office_start_none() {
    let place = Place::new();
    for (args, said) in [
        (&["date", "2024-12-02"][..], "1446-06-01"),
        (&["date", "1442/12/22"], "2021-08-01"),
        (&["profile", "list"], "wethaq"),
        (&["profile", "show", "eman"], "Medical committee"),
        (&["completions", "bash"], "_istiqbal"),
        (&["man"], ".TH istiqbal 1"),
        (&["--version"], "istiqbal 0"),
        (&["--help"], "EXIT STATUS"),
    ] {
        let ran = place.run(args);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{args:?}");
        assert!(ran.out.contains(said), "{args:?}: {}", ran.out);
    }
    assert!(!place.data().exists());
}

#[test]
fn a_failure_is_one_sentence_and_a_status() {
    let place = Place::opened("wethaq");
    let wrong = place.file("own.toml", "key = \"own\"\n");
    for (args, status, said) in [
        (
            &["date", "1446/13/01"][..],
            2,
            "istiqbal: 1446/13/01: there is no month 13",
        ),
        (
            &["queue", "foo"],
            2,
            "there are: clarification, papers-missing, intake, study, decision, reply, objection, \
             registration, delivery, outreach, copies\n",
        ),
        // A board shows requests, and no other queue is offered for it.
        (
            &["queue", "--watch", "copies"],
            2,
            "registration, delivery\n",
        ),
        (
            &["queue", "copies", "--branch", "1"],
            2,
            "leave --branch out",
        ),
        (
            &["queue", "--branch", "جدة"],
            2,
            "there are: 1 تبوك, 2 ضباء",
        ),
        (&["report", "--xlsx", "report.xlsx"], 2, "<NAME>"),
        (&["person", "x"], 2, "“x” is not a number of that kind"),
        (&["person", "7"], 1, "there is no"),
        (&["request", "1448/7"], 1, "there is no"),
        (
            &["profile", "show", "hope"],
            2,
            "there are: rahma, wethaq, shaaer, eman, qader",
        ),
        (&["profile", "check", wrong.as_str()], 1, "own.toml:"),
        (&["profile", "check", "absent.toml"], 1, "absent.toml:"),
        (&["--nonsense"], 2, "--nonsense"),
        (&["nonsense"], 2, "nonsense"),
        (&["find"], 2, "TEXT"),
    ] {
        let ran = place.run(args);
        assert_eq!(ran.status, status, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{args:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{args:?}");
    }
}

#[test]
fn before_the_desk_is_opened_that_is_said() {
    let place = Place::new();
    for args in [&["find", "نورة"][..], &["queue"], &["person", "1"]] {
        let ran = place.run(args);
        assert_eq!(ran.status, 1, "{args:?}");
        assert!(
            ran.err.contains("the desk is not open yet"),
            "{args:?}: {}",
            ran.err
        );
    }
}

#[test]
fn data_is_where_xdg_puts_it_unless_told_otherwise() {
    let place = Place::new();
    let home = place.data().parent().unwrap().to_owned();
    let made = |vars: &[(&str, &Path)], args: &[&str], data: &Path| {
        let mut command = program(&home);
        command.envs(vars.iter().copied()).args(args).arg("queue");
        let ran = ran(command.output().unwrap());
        assert!(
            data.join("journal").is_dir(),
            "{vars:?} {args:?}: {}",
            ran.err
        );
        Place::end_office_of(&data.join("socket"));
    };
    made(&[], &[], &home.join(".local/share/istiqbal"));
    made(
        &[("XDG_DATA_HOME", &home.join("d"))],
        &[],
        &home.join("d/istiqbal"),
    );
    std::fs::create_dir_all(home.join(".config/istiqbal")).unwrap();
    let settings = home.join(".config/istiqbal/settings.toml");
    std::fs::write(&settings, format!("data = {:?}\n", home.join("s"))).unwrap();
    made(&[], &[], &home.join("s"));
    made(&[], &["--data", "relative"], &home.join("relative"));
    std::fs::write(&settings, "data = 7\n").unwrap();
    let ran = ran(program(&home)
        .args(["date", "1446/06/01"])
        .output()
        .unwrap());
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("settings.toml:1:8: "), "{}", ran.err);
}

#[test]
fn places_that_cannot_be_used_are_named() {
    let place = Place::new();
    let file = place.file("file", "");
    let long = "x".repeat(120);
    for (args, said) in [
        (
            ["--data", &format!("{file}/below")],
            "make this one writable",
        ),
        (
            ["--socket", &long],
            "choose a shorter one with --socket PATH",
        ),
    ] {
        let ran = place.run(&[&args[..], &["queue"]].concat());
        assert_eq!(ran.status, 1, "{args:?}");
        assert!(ran.err.contains(said), "{args:?}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    }
}

#[test]
fn a_full_disk_is_said_whatever_was_asked_for() {
    let place = Place::new();
    let lines: [&[&str]; 5] = [
        &["--help"],
        &["help", "queue"],
        &["--version"],
        &["man"],
        &["date", "1446/06/01"],
    ];
    for args in lines {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let ran = ran(place.command(args).stdout(full).output().unwrap());
        assert_eq!(ran.status, 1, "{args:?}");
        assert!(
            ran.err.contains("cannot be written"),
            "{args:?}: {}",
            ran.err
        );
    }
    let below = place.file("file", "") + "/below";
    let man = place.run(&["man", "--dir", &below]);
    assert_eq!(man.status, 1);
    assert!(man.err.contains(&below), "{}", man.err);
}

#[test]
fn a_directory_that_is_gone_is_missed_only_where_it_is_needed() {
    let place = Place::new();
    let gone = place.data().with_file_name("gone");
    let there = |line: &str| {
        std::fs::create_dir(&gone).unwrap();
        let script = format!("rmdir \"$PWD\" && exec \"$0\" --lang en {line}");
        let mut shell = Command::new("sh");
        shell.args(["-c", &script, env!("CARGO_BIN_EXE_istiqbal")]);
        ran(shell.current_dir(&gone).output().unwrap())
    };
    let date = there("date 1446/06/01");
    assert_eq!((date.status, date.err.as_str()), (0, ""));
    let queue = there("--data below queue");
    assert_eq!(queue.status, 1);
    assert_eq!(queue.err.lines().count(), 1, "{}", queue.err);
}

#[test]
fn a_closed_pipe_is_no_news() {
    let place = Place::new();
    let mut child = place
        .command(&["profile", "show", "wethaq"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ran = ran(child.wait_with_output().unwrap());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
}

#[test]
fn failures_are_said_in_the_language_chosen() {
    let place = Place::new();
    for (lang, said) in [("ar", "لا قائمة اسمها"), ("en", "no queue is called")] {
        let ran = place.run(&["--lang", lang, "queue", "foo"]);
        assert_eq!(ran.status, 2);
        assert!(ran.err.contains(said), "{lang}: {}", ran.err);
    }
    let unset = ran(program(place.data().parent().unwrap())
        .args(["queue", "foo"])
        .output()
        .unwrap());
    assert!(
        unset.err.contains("لا قائمة اسمها"),
        "Arabic unless told otherwise: {}",
        unset.err
    );
}

#[test]
fn keys_are_those_in_force_and_files_are_checked() {
    let place = Place::new();
    let keys = place.json(&["keys"]);
    let help = keys
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["command"] == "help")
        .unwrap();
    assert_eq!(
        (&help["key"], &help["section"]),
        (&"F1".into(), &"global".into())
    );
    assert!(!help["about"].as_str().unwrap().is_empty());

    let good = place.file(
        "good.toml",
        "[global]\nprepend = [{ on = \"F1\", run = \"noop\" }]\n",
    );
    assert_eq!(place.run(&["keys", "--check", &good]).status, 0);
    let bad = place.file(
        "bad.toml",
        "[global]\nprepend = [\n  { on = \"F1\", run = \"no-such\" },\n]\n",
    );
    let ran = place.run(&["keys", "--check", &bad]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.err.contains("bad.toml") && ran.err.contains('3') && ran.err.contains("no-such"),
        "{}",
        ran.err
    );

    let own = place.data().parent().unwrap().join(".config/istiqbal");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::copy(&good, own.join("keymap.toml")).unwrap();
    let keys = place.json(&["keys"]);
    let f1 = |row: &&serde_json::Value| row["section"] == "global" && row["key"] == "F1";
    let f1: Vec<_> = keys.as_array().unwrap().iter().filter(f1).collect();
    assert_eq!(f1.len(), 1, "an unbound key runs nothing: {f1:?}");
}

#[test]
fn a_profile_with_a_mistake_is_named_before_anything_is_opened() {
    let place = Place::new();
    let file = place.file("ours.toml", "version = 1\nkey = = 1\n");
    let ran = place.run(&["desk", "--profile", &file]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("ours.toml:2:7: "), "{}", ran.err);
    assert!(!place.data().exists(), "no office is started");
}
