//! What comes from outside: right things made wrong, and text meant to do harm.

use proptest::prelude::*;
use proptest::sample::Index;

/// How many cases a target runs, where one takes so many microseconds or so.
pub fn cases(usual: u32) -> ProptestConfig {
    let cases = std::env::var("ISTIQBAL_FUZZ_CASES")
        .ok()
        .and_then(|said| said.parse().ok())
        .unwrap_or(usual);
    ProptestConfig {
        cases,
        // A fault that was found becomes a test of its own, by hand.
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Text that means something to a terminal, to a line of text or to a parser.
pub const HARMFUL: &[&str] = &[
    // To a terminal: colours, title, clipboard, answers, bells, C1 controls, a cut sequence.
    "\u{1b}[8888m",
    "\u{1b}]0;8888\u{7}",
    "\u{1b}]52;c;ODg4OA==\u{1b}\\",
    "\u{1b}P8888\u{1b}\\",
    "\u{1b}[?1049l",
    "\u{9b}8888m",
    "\u{9d}8888\u{9c}",
    "\u{1b}",
    "\u{0}",
    "\u{7}\u{8}\u{7f}",
    "\r",
    "\n",
    "\t",
    // To the order of a line: marks, embeddings, overrides, isolates, all left open.
    "\u{202e}",
    "\u{202d}\u{2066}",
    "\u{2067}\u{2068}\u{2069}\u{202c}",
    "\u{200f}\u{200e}\u{61c}",
    // To its width: nothing, less than nothing, two cells, far too many marks.
    "\u{200b}\u{200c}\u{200d}\u{feff}",
    "\u{ad}\u{2060}\u{e0001}",
    "\u{fe0f}\u{fe0e}",
    "漢字",
    "👩‍👩‍👧‍👦🇸🇦",
    "نّّّّّّّّّّّّّّّّّّّّّّّّّّّّّّّّّّ",
    "\u{301}\u{301}\u{301}",
    "ﷺ﷽ﻻ",
    "\u{fdfd}\u{1242b}",
    // To matching and to parsers.
    "İIıi",
    "\u{d7ff}\u{e000}\u{fffd}\u{ffff}",
    "٣٤٥۶۷",
    "=cmd|' /C calc'!A0",
    "\"",
    "'''",
    "]]",
    "{}",
    ";,",
];

const ORDINARY: &[&str] = &[
    "نُورَةُ سعد الحربي",
    "لا إله إلا الله",
    "طلب 1448/00042 · Salma",
    "+966 50 123 4567",
    "مستفيد",
    "abc ",
    " ",
];

/// A text with harm in it.
pub fn harmful_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => proptest::sample::select(HARMFUL).prop_map(str::to_owned),
        2 => proptest::sample::select(ORDINARY).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "\\PC{0,8}",
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// One thing done to bytes.
#[derive(Clone, Debug)]
enum Wrong {
    Flip(Index, u8),
    Set(Index, u8),
    Cut(Index, usize),
    End(Index),
    Again(Index, usize),
    Write(Index, Vec<u8>),
}

fn wrong() -> impl Strategy<Value = Wrong> {
    let at = any::<Index>;
    let bytes = prop_oneof![
        proptest::sample::select(HARMFUL).prop_map(|text| text.as_bytes().to_vec()),
        // Lengths as they are claimed: the widest of every kind of number.
        (0xFB_u8..=0xFF, 1_usize..17)
            .prop_map(|(kind, many)| [vec![kind], vec![0xFF; many]].concat()),
        proptest::collection::vec(any::<u8>(), 1..9),
    ];
    prop_oneof![
        (at(), 0_u8..8).prop_map(|(at, bit)| Wrong::Flip(at, 1 << bit)),
        (at(), any::<u8>()).prop_map(|(at, byte)| Wrong::Set(at, byte)),
        (at(), 1_usize..64).prop_map(|(at, many)| Wrong::Cut(at, many)),
        at().prop_map(Wrong::End),
        (at(), 1_usize..64).prop_map(|(at, many)| Wrong::Again(at, many)),
        (at(), bytes).prop_map(|(at, bytes)| Wrong::Write(at, bytes)),
    ]
}

impl Wrong {
    fn done_to(&self, bytes: &mut Vec<u8>) {
        let place = |at: &Index, len: usize| if len == 0 { 0 } else { at.index(len) };
        let len = bytes.len();
        match self {
            Wrong::Flip(at, bit) if len > 0 => bytes[at.index(len)] ^= bit,
            Wrong::Set(at, byte) if len > 0 => bytes[at.index(len)] = *byte,
            Wrong::Flip(..) | Wrong::Set(..) => {}
            Wrong::Cut(at, many) => {
                let from = place(at, len);
                bytes.drain(from..len.min(from + many));
            }
            Wrong::End(at) => bytes.truncate(place(at, len)),
            Wrong::Again(at, many) => {
                let from = place(at, len);
                let again = bytes[from..len.min(from + many)].to_vec();
                bytes.splice(from..from, again);
            }
            Wrong::Write(at, what) => {
                let from = place(at, len);
                bytes.splice(from..from, what.iter().copied());
            }
        }
    }
}

/// One of these, with up to six things wrong; sometimes nothing at all of it.
pub fn made_wrong(right: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let one = (
        proptest::sample::select(right),
        proptest::collection::vec(wrong(), 0..7),
    )
        .prop_map(|(mut bytes, wrongs)| {
            for wrong in wrongs {
                wrong.done_to(&mut bytes);
            }
            bytes
        });
    prop_oneof![9 => one, 1 => proptest::collection::vec(any::<u8>(), 0..300)]
}

/// The same for a file of text, which stays text.
pub fn text_made_wrong(right: &[&str]) -> impl Strategy<Value = String> {
    let right = right.iter().map(|text| text.as_bytes().to_vec()).collect();
    made_wrong(right).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether nothing in it could make a terminal do anything but show text and begin a line.
pub fn is_text_alone(shown: &str) -> bool {
    shown
        .chars()
        .all(|c| c == '\n' || !istiqbal::arabic::clean::is_hidden(c))
}
