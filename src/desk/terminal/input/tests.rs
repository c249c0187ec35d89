use proptest::prelude::*;

use super::*;

fn decode(bytes: &[u8]) -> Vec<Event> {
    let mut decoder = Decoder::asked();
    let mut out = Vec::new();
    decoder.feed(bytes, &mut out);
    decoder.give_up(&mut out);
    out
}

fn plain_key(code: KeyCode) -> Event {
    key(code, KeyModifiers::NONE)
}

#[test]
fn keys_as_terminals_send_them() {
    use KeyCode::*;
    let shift = KeyModifiers::SHIFT;
    for (bytes, code, modifiers) in [
        ("\x1b", Esc, KeyModifiers::NONE),
        ("\r", Enter, KeyModifiers::NONE),
        ("\n", Char('j'), KeyModifiers::CONTROL),
        ("\x08", Backspace, KeyModifiers::NONE),
        ("\x7f", Backspace, KeyModifiers::NONE),
        ("\x03", Char('c'), KeyModifiers::CONTROL),
        ("\x1a", Char('z'), KeyModifiers::CONTROL),
        ("ؤ", Char('ؤ'), KeyModifiers::NONE),
        ("ﻻ", Char('ﻻ'), KeyModifiers::NONE),
        ("\x1bx", Char('x'), KeyModifiers::ALT),
        ("\x1bي", Char('ي'), KeyModifiers::ALT),
        ("\x1bO", Char('O'), KeyModifiers::ALT),
        ("\x1b[", Char('['), KeyModifiers::ALT),
        ("\x1bOP", F(1), KeyModifiers::NONE),
        ("\x1b[11~", F(1), KeyModifiers::NONE),
        ("\x1b[[A", F(1), KeyModifiers::NONE),
        ("\x1b[1;2P", F(1), shift),
        ("\x1b[15~", F(5), KeyModifiers::NONE),
        ("\x1b[17~", F(6), KeyModifiers::NONE),
        ("\x1b[21~", F(10), KeyModifiers::NONE),
        ("\x1b[24;2~", F(12), shift),
        ("\x1b[25~", F(13), KeyModifiers::NONE),
        ("\x1b[34~", F(20), KeyModifiers::NONE),
        ("\x1b[A", Up, KeyModifiers::NONE),
        ("\x1bOD", Left, KeyModifiers::NONE),
        ("\x1b[1;5C", Right, KeyModifiers::CONTROL),
        ("\x1b[H", Home, KeyModifiers::NONE),
        ("\x1b[4~", End, KeyModifiers::NONE),
        ("\x1b[Z", BackTab, KeyModifiers::NONE),
        ("\x1bOp", Char('0'), KeyModifiers::NONE),
        ("\x1bOM", Enter, KeyModifiers::NONE),
    ] {
        assert_eq!(
            decode(bytes.as_bytes()),
            [key(code, modifiers)],
            "{bytes:?}"
        );
    }
}

#[test]
fn replies_are_not_typed_and_typing_is_no_reply() {
    let bytes = b"a\x1b[8;1$y\x1bP>|VTE(7001)\x1b\\PuTTY\x1b[Ab\x1b[?65;1;9cPuTTY";
    let got = decode(bytes);
    let typed: String = got
        .iter()
        .filter_map(|event| match event {
            Event::Key(KeyEvent {
                code: KeyCode::Char(c),
                ..
            }) => Some(*c),
            _ => None,
        })
        .collect();
    assert_eq!(typed, "abPuTTY");
    let replies: Vec<u8> = got
        .iter()
        .filter_map(|event| match event {
            Event::Reply(reply) => Some(reply.as_slice()),
            _ => None,
        })
        .collect::<Vec<_>>()
        .concat();
    let replies = crate::arabic::terminal::Replies::parse(&replies);
    assert_eq!(replies.bidi_mode, Some(1));
    assert_eq!(replies.name.as_deref(), Some("VTE(7001)"));
    assert!(replies.is_putty && replies.is_complete);
    assert_eq!(decode(b"Pu").len(), 2);
    assert!(got.contains(&plain_key(KeyCode::Up)));
}

#[test]
fn a_paste_is_one_text_and_its_lines_are_not_enter() {
    let got = decode(b"x\x1b[200~a\rb\n\x1b[A\x1b[201~y");
    assert_eq!(
        got,
        [
            plain_key(KeyCode::Char('x')),
            Event::Paste("a\rb\n\x1b[A".into()),
            plain_key(KeyCode::Char('y')),
        ]
    );
    // A paste whose end was lost does not keep the keyboard.
    assert_eq!(decode(b"\x1b[200~ab"), [Event::Paste("ab".into())]);
    let long = [
        b"\x1b[200~",
        [b'a'; LONGEST_PASTE + 9].as_slice(),
        b"\x1b[201~z",
    ]
    .concat();
    let got = decode(&long);
    assert!(matches!(&got[0], Event::Paste(text) if text.len() == LONGEST_PASTE));
    assert_eq!(got[1..], [plain_key(KeyCode::Char('z'))]);
}

#[test]
fn the_mouse_is_heard_for_presses_and_the_wheel_only() {
    let click = Event::Click { column: 4, row: 9 };
    let one = std::slice::from_ref(&click);
    assert_eq!(decode(b"\x1b[<0;5;10M\x1b[<0;5;10m"), one);
    assert_eq!(decode(b"\x1b[M %*"), one);
    assert_eq!(decode(b"\x1b[<65;5;10M"), [Event::Scroll { down: true }]);
    assert_eq!(decode(b"\x1b[<64;5;10M"), [Event::Scroll { down: false }]);
    assert_eq!(decode(b"\x1b[<2;5;10M\x1b[<35;5;10M\x1b[<9;9M"), []);
}

#[test]
fn only_what_is_begun_has_a_time_limit() {
    let mut decoder = Decoder::default();
    let mut out = Vec::new();
    assert_eq!(decoder.patience(), None);
    decoder.feed(b"\x1b", &mut out);
    assert_eq!(decoder.patience(), Some(KEY_PATIENCE));
    decoder.feed(b"[A", &mut out);
    assert_eq!((decoder.patience(), out.len()), (None, 1));
}

proptest! {
    #[test]
    fn any_bytes_are_read_alike_however_they_are_cut(
        bytes in prop::collection::vec(prop_oneof![
            any::<u8>(), Just(0x1b), Just(b'['), Just(b';'), Just(b'~'), Just(b'P'), Just(b'2'), Just(b'0'), Just(b'1'),
        ], 0..120),
        cuts in prop::collection::vec(0usize..120, 0..6),
    ) {
        let mut decoder = Decoder::asked();
        let mut cut = Vec::new();
        let mut cuts: Vec<_> = cuts.into_iter().map(|cut| cut.min(bytes.len())).chain([bytes.len()]).collect();
        cuts.sort_unstable();
        let mut from = 0;
        for to in cuts {
            decoder.feed(&bytes[from..to], &mut cut);
            from = to;
        }
        decoder.give_up(&mut cut);
        prop_assert_eq!(cut, decode(&bytes));
        prop_assert!(decoder.patience().is_none());
    }

    #[test]
    fn typed_text_arrives_whole(text in "[a-z0-9\u{0621}-\u{064a}\u{fef5}-\u{fefc} ]{0,40}") {
        let typed: String = decode(text.as_bytes()).iter().filter_map(|event| match event {
            Event::Key(KeyEvent { code: KeyCode::Char(c), .. }) => Some(*c),
            _ => None,
        }).collect();
        prop_assert_eq!(typed, text);
    }
}
