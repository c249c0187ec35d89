//! Sheets from a script: into a file, to a printer that is there, and what is said where neither works.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use istiqbal::domain::ids::RequestNo;

use crate::pages::request_of_noura;
use crate::place::{Place, ran};

fn with_request() -> (Place, RequestNo) {
    let place = Place::opened("wethaq");
    let (_, request) = request_of_noura(&mut place.client());
    (place, request)
}

fn printed(place: &Place, request: RequestNo) -> usize {
    let page = place.json(&["request", &request.to_string()]);
    let history = page["history"].as_array().unwrap();
    let printed = history.iter().filter(|one| one["what"] == "sheet-printed");
    printed.count()
}

#[test]
fn a_declaration_is_saved_where_it_is_asked_for_and_put_on_record() {
    let (place, request) = with_request();
    let number = request.to_string();
    let to = place.file("declaration.pdf", "");
    let args = ["request", &number, "--print", "declaration", "--to", &to];
    let saved = place.run(&args);
    assert_eq!(
        (saved.status, saved.out.trim()),
        (0, to.as_str()),
        "{}",
        saved.err
    );
    assert!(fs::read(&to).unwrap().starts_with(b"%PDF-"));
    assert_eq!(printed(&place, request), 1);
    let early = place.run(&["request", &number, "--print", "receipt"]);
    assert_eq!(early.status, 1);
    assert!(
        early.err.contains("before the request is submitted"),
        "{}",
        early.err
    );
    for wrong in [&["--print", "poster"][..], &["--to", "x.pdf"]] {
        let wrong = place.run(&[&["request", number.as_str()], wrong].concat());
        assert_eq!(wrong.status, 2, "{}", wrong.err);
    }
    assert_eq!(printed(&place, request), 1);
}

#[test]
fn a_printer_is_used_where_there_is_one() {
    let (place, request) = with_request();
    let number = request.to_string();
    let lp = place.file("lp", "#!/bin/sh\n/bin/cat > \"$HOME/paper\"\n");
    fs::set_permissions(&lp, fs::Permissions::from_mode(0o755)).unwrap();
    let home = std::path::Path::new(&lp).parent().unwrap();
    let print = || {
        let mut command = place.command(&["request", &number, "--print", "declaration"]);
        ran(command.env("PATH", home).output().unwrap())
    };
    let told = print();
    assert_eq!((told.status, told.out.as_str()), (0, ""), "{}", told.err);
    assert!(told.err.contains("sent to the printer"), "{}", told.err);
    assert!(fs::read(home.join("paper")).unwrap().starts_with(b"%PDF-"));
    // One that takes nothing, as where no printer is set up.
    fs::write(&lp, "#!/bin/sh\nexit 1\n").unwrap();
    let told = print();
    let saved = home.join(format!(
        ".local/share/istiqbal/sheets/{}-declaration.pdf",
        number.replace('/', "-")
    ));
    assert_eq!(
        (told.status, told.out.trim()),
        (0, saved.to_str().unwrap()),
        "{}",
        told.err
    );
    assert!(fs::read(saved).unwrap().starts_with(b"%PDF-"));
    assert_eq!(printed(&place, request), 2);
}

#[test]
fn without_a_font_the_package_is_named_and_nothing_is_on_record() {
    let (place, request) = with_request();
    let number = request.to_string();
    for (lang, said) in [("en", "install the package"), ("ar", "ثبّت الحزمة")] {
        let mut command =
            place.command(&["--lang", lang, "request", &number, "--print", "declaration"]);
        let told = ran(command.env("XDG_DATA_DIRS", "/nowhere").output().unwrap());
        assert_eq!(told.status, 1);
        assert!(
            told.err.contains("fonts-hosny-amiri") && told.err.contains(said),
            "{}",
            told.err
        );
    }
    assert_eq!(printed(&place, request), 0);
}
