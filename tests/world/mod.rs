//! Made-up people, papers and commands, and a desk they are done at: for tests of what the office decides.

// Each test program uses a part of it.
#![allow(dead_code)]

pub mod acts;
pub mod desk;
pub mod memory;
pub mod orders;
pub mod people;

/// A directory for one test: in memory where the system has such a place, as nothing here is about the disk.
pub fn scratch() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

/// The five charities, and one that has fields of its own that must be filled in.
pub fn profiles() -> Vec<String> {
    let keys = ["rahma", "wethaq", "shaaer", "eman", "qader"];
    let mut sources: Vec<String> = keys
        .into_iter()
        .map(|key| istiqbal::profiles::source(key).unwrap().to_owned())
        .collect();
    let own_fields = r#"
[[person_fields]]
id = "tribe"
label = { ar = "القبيلة", en = "Tribe" }
kind = "text"
required = true

[[need_fields]]
id = "rooms"
label = { ar = "عدد الغرف", en = "Rooms" }
kind = "number"
required = true
"#;
    sources.push(sources[1].clone() + own_fields);
    sources
}
