//! The power goes: of what was not synced, the disk holds any part, or anything.

use std::fs;

use super::*;

/// What stands at each byte.
type Fill = fn(usize) -> u8;

/// What the disk may hold where it was not synced yet.
const AFTER: [(&str, Fill); 3] = [
    ("zeros", |_| 0),
    ("noise", |at| {
        let mixed = (at as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed.to_le_bytes()[5]
    }),
    ("the mark that entries begin with", |at| b"\xF5isq"[at % 4]),
];

#[test]
fn an_append_cut_short_anywhere_leaves_what_came_before() {
    let dir = tempfile::tempdir().unwrap();
    let options = Options {
        reserve_bytes: 0,
        ..Options::default()
    };
    let open = || FileJournal::open(dir.path(), options.clone()).unwrap();
    let path = dir.path().join("journal/00000000000000000001.istiqbal");
    let mut journal = open();
    append(&mut journal, &[command(1, 50), command(2, 700)]).unwrap();
    let synced = fs::read(&path).unwrap().len();
    append(&mut journal, &[command(3, 300), command(4, 20)]).unwrap();
    drop(journal);
    let whole = fs::read(&path).unwrap();
    for length in synced..=whole.len() {
        for (name, noise) in AFTER {
            for more in [0, 1, 3, 700] {
                let mut bytes = whole[..length].to_vec();
                bytes.extend((0..more).map(noise));
                fs::write(&path, &bytes).unwrap();
                let found = istiqbal::journal::verify(dir.path());
                assert!(
                    found.is_ok(),
                    "{length} bytes and {more} of {name}: {found:?}"
                );
                // Opening costs syncs; what it would do, `verify` has said.
                if more == 3 && length % 16 == 0 {
                    drop(open());
                    assert!(commands(dir.path()) >= 2);
                    assert_eq!(istiqbal::journal::verify(dir.path()).unwrap().torn, None);
                }
                let kept = found.unwrap().entries / 2;
                let expected = if length == whole.len() { 4..=4 } else { 2..=3 };
                assert!(
                    expected.contains(&kept),
                    "{length} bytes and {more} of {name}"
                );
            }
        }
    }
}
