//! What a terminal sends: keys, pastes, answers, noise, cut anywhere.

use crossterm::event::KeyCode;
use istiqbal::arabic::terminal::Replies;
use istiqbal::desk::terminal::input::{Decoder, Event};
use proptest::prelude::*;

use super::outside::{cases, made_wrong};

fn sent() -> Vec<Vec<u8>> {
    [
        "\u{1b}OP\u{1b}[15~\u{1b}[A\u{1b}[1;5C",
        "سالم\r\t\u{7f}\u{1b}",
        "\u{1b}[200~سطر\nثان\u{1b}[201~x",
        "\u{1b}[8;1$y\u{1b}P>|VTE(7600)\u{1b}\\\u{1b}[?62;22c",
        "PuTTY\u{1b}[<0;10;5M\u{1b}[<64;1;1M",
    ]
    .map(|text| text.as_bytes().to_vec())
    .into()
}

fn heard(pieces: &[&[u8]]) -> Vec<Event> {
    let mut decoder = Decoder::asked();
    let mut events = vec![];
    for piece in pieces {
        decoder.feed(piece, &mut events);
    }
    decoder.give_up(&mut events);
    events
}

proptest! {
    #![proptest_config(cases(3_000))]

    #[test]
    fn what_a_terminal_sends_means_the_same_however_it_is_cut(
        bytes in made_wrong(sent()),
        cut in any::<proptest::sample::Index>(),
    ) {
        let whole = heard(&[&bytes]);
        let at = cut.index(bytes.len() + 1);
        prop_assert_eq!(&heard(&[&bytes[..at], &bytes[at..]]), &whole);
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        prop_assert_eq!(&heard(&single), &whole);
        for event in whole {
            match event {
                Event::Key(key) => {
                    if let KeyCode::Char(c) = key.code {
                        prop_assert!(!c.is_control(), "{c:?}");
                    }
                }
                Event::Reply(reply) => {
                    let _ = Replies::parse(&reply);
                }
                _ => {}
            }
        }
    }
}
