//! The program at the shell, given files made wrong: it ends as it says it does, and writes text alone.

use istiqbal::profiles;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::outside::{HARMFUL, cases, harmful_text, is_text_alone, made_wrong};
use super::place::Place;

const SHEET: &str = "الاسم,رقم الهوية,الجوال,تاريخ الميلاد,city\n\
    نورة سعد الحربي,1102334451,0501234567,1410-03-02,تبوك\n\
    \"فهد \"\"أبو\"\" العتيبي\",1045678903,+966 50 123 4567,1990-01-05,\"ضباء, تبوك\"\n";

/// Runs it; whatever was in the file, it ends of itself and shows text.
fn shown(place: &Place, arguments: &[&str], file: &[u8], name: &str) -> Result<(), TestCaseError> {
    let path = place.file(name, file);
    let mut arguments = arguments.to_vec();
    arguments.push(&path);
    let ran = place.run(&arguments);
    prop_assert!((0..=2).contains(&ran.status), "{}: {}", ran.status, ran.err);
    prop_assert!(is_text_alone(&ran.out), "{:?}", ran.out);
    prop_assert!(is_text_alone(&ran.err), "{:?}", ran.err);
    prop_assert!(!ran.err.contains("panicked"), "{}", ran.err);
    Ok(())
}

#[test]
fn files_made_wrong_are_named_in_text_alone() {
    let place = Place::opened("wethaq");
    let keymap = include_bytes!("../../keymaps/vim.toml").to_vec();
    let profile = profiles::source("wethaq").unwrap().as_bytes().to_vec();
    let targets: [(&[&str], Vec<u8>, &str); 4] = [
        (
            &["import", "people", "--dry-run"],
            SHEET.into(),
            "people.csv",
        ),
        (
            &["import", "people", "--format", "json"],
            SHEET.into(),
            "people.csv",
        ),
        (&["profile", "check"], profile, "ours.toml"),
        (&["keys", "--check"], keymap, "keymap.toml"),
    ];
    for (arguments, right, name) in targets {
        let mut runner = TestRunner::new(cases(60));
        runner
            .run(&made_wrong(vec![right]), |file| {
                shown(&place, arguments, &file, name)
            })
            .unwrap();
    }
}

/// What files are called: each is named in text alone, whether it is taken or refused.
#[test]
fn files_with_harmful_names_are_named_in_text_alone() {
    let place = Place::opened("wethaq");
    let keymap = include_bytes!("../../keymaps/vim.toml").to_vec();
    let profile = profiles::source("wethaq").unwrap().as_bytes().to_vec();
    let targets: [(&[&str], Vec<u8>); 7] = [
        (&["import", "people", "--dry-run"], SHEET.into()),
        (
            &["import", "people", "--dry-run", "--format", "json"],
            SHEET.into(),
        ),
        (&["profile", "check"], profile.clone()),
        (&["profile", "adopt"], profile),
        (&["keys", "--check"], keymap),
        (&["scan", "attach", "1448/00001"], vec![]),
        (&["report", "volumes", "--xlsx"], vec![]),
    ];
    let can_be_a_name = |harm: &&&str| !harm.contains(['\0', '/']);
    let harms: Vec<&str> = HARMFUL.iter().filter(can_be_a_name).copied().collect();
    for harms in harms.chunks(6) {
        let name = format!("x{}", harms.concat());
        for (arguments, right) in &targets {
            for content in [right.as_slice(), b"\xff"] {
                shown(&place, arguments, content, &name).unwrap();
            }
        }
    }
}

/// What is typed at the shell, and where: names, numbers, places, the language and the terminal the environment names.
#[test]
fn arguments_and_surroundings_full_of_harm_are_answered_in_text_alone() {
    let place = Place::opened("qader");
    let argument = || harmful_text().prop_map(|text| text.replace('\0', ""));
    let mut runner = TestRunner::new(cases(60));
    runner
        .run(&(argument(), argument()), |(typed, around)| {
            for arguments in [["find"], ["queue"], ["request"], ["date"]] {
                let mut command = place.command(&arguments);
                command.arg(&typed);
                for name in ["LANG", "LC_ALL", "TERM", "COLUMNS"] {
                    command.env(name, &around);
                }
                let ran = command.output().unwrap();
                prop_assert!(matches!(ran.status.code(), Some(0..=2)), "{ran:?}");
                for shown in [ran.stdout, ran.stderr] {
                    let shown = String::from_utf8(shown).unwrap();
                    prop_assert!(is_text_alone(&shown), "{arguments:?} {typed:?}: {shown:?}");
                }
            }
            Ok(())
        })
        .unwrap();
}

/// What is no argument at all is named, with what could be meant, and is text there too.
#[test]
fn what_is_no_argument_is_named_in_text_alone() {
    let place = Place::opened("qader");
    for typed in HARMFUL.iter().filter(|typed| !typed.contains('\0')) {
        for typed in [
            format!("-{typed}"),
            format!("--{typed}"),
            format!("--format={typed}"),
            typed.to_string(),
        ] {
            for arguments in [
                &[typed.as_str()][..],
                &["find", &typed],
                &["queue", "x", &typed],
            ] {
                let ran = place.run(arguments);
                assert!(is_text_alone(&ran.out), "{arguments:?}: {:?}", ran.out);
                assert!(is_text_alone(&ran.err), "{arguments:?}: {:?}", ran.err);
            }
        }
    }
}
