//! The map of the crate, held to what is imported: each room may use the rooms named here, and a library that one room is
//! to keep to itself is named in its files alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room, with the rooms it may use. Only what stands below may be used from above: a room that uses another is listed
/// after it.
const ROOMS: &[(&str, &[&str])] = &[
    ("scratch", &[]),
    ("arabic", &[]),
    ("accounts", &["arabic"]),
    ("shelf", &["arabic"]),
    ("domain", &["arabic"]),
    ("matching", &["arabic", "domain"]),
    ("profiles", &["domain"]),
    ("locale", &["domain"]),
    ("journal", &[]),
    ("scans", &["domain", "scratch"]),
    ("settings", &["arabic", "locale"]),
    ("protocol", &["domain", "journal", "matching", "scans"]),
    (
        "records",
        &[
            "arabic", "domain", "journal", "matching", "profiles", "protocol",
        ],
    ),
    (
        "office",
        &[
            "arabic", "domain", "journal", "matching", "profiles", "protocol", "records", "scans",
        ],
    ),
    ("export", &["arabic", "domain", "locale"]),
    (
        "sheets",
        &["arabic", "domain", "locale", "protocol", "settings"],
    ),
    (
        "desk",
        &[
            "accounts", "arabic", "domain", "export", "locale", "matching", "profiles", "protocol",
            "scans", "sheets", "shelf",
        ],
    ),
    (
        "cli",
        &[
            "accounts", "arabic", "desk", "domain", "export", "journal", "locale", "office",
            "profiles", "protocol", "records", "scans", "scratch", "settings", "sheets", "shelf",
        ],
    ),
];

/// A path or a crate, and the only files that name it.
const KEPT: &[(&str, &[&str])] = &[
    ("sled::", &["records/shelf.rs", "records/shelf/writing.rs"]),
    ("bincode::", &["journal/codec.rs"]),
    ("parley::", &["sheets/text.rs"]),
    ("krilla::", &["sheets/pdf.rs"]),
    ("env::vars", &["main.rs"]),
    ("env::args", &["main.rs"]),
];

/// What rooms that are pure do not name.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::process",
    "std::env",
    "std::time",
    "std::thread",
    "std::io",
    "tokio",
    "rand::",
    "Utc::now",
    "Local::now",
];
const PURE: [&str; 3] = ["domain", "arabic", "matching"];

/// A file of the program: its path below `src`, and what is compiled of it where nothing is tested.
struct File {
    path: String,
    code: String,
}

impl File {
    fn room(&self) -> &str {
        let room = self.path.split('/').next().unwrap();
        room.trim_end_matches(".rs")
    }

    /// The rooms it names.
    fn uses(&self) -> BTreeSet<String> {
        let mut rooms = BTreeSet::new();
        for (at, _) in self.code.match_indices("crate::") {
            let rest = &self.code[at + "crate::".len()..];
            match rest.strip_prefix('{') {
                Some(group) => rooms.extend(firsts(group)),
                None => rooms.extend(first(rest)),
            }
        }
        rooms
    }
}

fn first(path: &str) -> Option<String> {
    let name = path
        .trim_start()
        .split(|c: char| !c.is_alphanumeric() && c != '_');
    name.map(str::to_owned)
        .next()
        .filter(|name| !name.is_empty())
}

/// The first names of the paths of a group, of whose brackets the first is open.
fn firsts(group: &str) -> Vec<String> {
    let (mut names, mut depth, mut begins) = (vec![], 0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '}' if depth == 0 => {
                names.extend(first(&group[begins..at]));
                break;
            }
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.extend(first(&group[begins..at]));
                begins = at + 1;
            }
            _ => {}
        }
    }
    names
}

fn files() -> Vec<File> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut dirs = vec![src.clone()];
    let mut files = vec![];
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() {
                if name != "tests" {
                    dirs.push(path);
                }
            } else if name.ends_with(".rs") && !["tests.rs", "made_up.rs"].contains(&name) {
                let text = fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]\nmod ").next().unwrap().lines();
                let code: Vec<_> = code.filter(|line| !line.trim().starts_with("//")).collect();
                files.push(File {
                    path: path.strip_prefix(&src).unwrap().display().to_string(),
                    code: code.join("\n"),
                });
            }
        }
    }
    assert!(files.len() > 300, "{} files were found", files.len());
    files
}

#[test]
fn groups_are_read() {
    let names = firsts("arabic::{clean, fold::{a, b}}, domain,\n    desk::words,\n}; crate::x");
    assert_eq!(names, ["arabic", "domain", "desk"]);
}

#[test]
fn rooms_use_what_stands_below_them_alone() {
    for (at, (room, uses)) in ROOMS.iter().enumerate() {
        let below: Vec<_> = ROOMS[..at].iter().map(|(room, _)| *room).collect();
        for used in *uses {
            assert!(
                below.contains(used),
                "{room} uses {used}, which stands above"
            );
        }
    }
    let (mut used, mut wrong) = (BTreeSet::new(), vec![]);
    for file in files() {
        let Some((room, uses)) = ROOMS.iter().find(|(room, _)| *room == file.room()) else {
            assert!(["lib", "main"].contains(&file.room()), "{}", file.path);
            continue;
        };
        for other in file.uses() {
            let is_room = ROOMS.iter().any(|(room, _)| *room == other);
            if is_room && other != *room {
                if !uses.contains(&other.as_str()) {
                    wrong.push(format!("{} uses {other}", file.path));
                }
                used.insert((*room, other));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // What nobody uses is not allowed either: the map tells what is so.
    for (room, uses) in ROOMS {
        for other in *uses {
            let is_used = used.contains(&(*room, (*other).to_owned()));
            assert!(is_used, "{room} does not use {other}");
        }
    }
}

#[test]
fn what_one_room_keeps_to_itself_is_named_nowhere_else() {
    for file in files() {
        for (name, at_home) in KEPT {
            let is_named = file.code.contains(name);
            let is_home = at_home.contains(&file.path.as_str());
            assert!(!is_named || is_home, "{} names {name}", file.path);
        }
        if PURE.contains(&file.room()) {
            for name in IMPURE {
                assert!(!file.code.contains(name), "{} names {name}", file.path);
            }
        }
    }
}
