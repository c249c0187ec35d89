//! What the terminal sends, read byte by byte into keys, pastes, clicks and replies.
//!
//! Done here and not by crossterm because of three things a desk over SSH meets: a reply that comes late must not be
//! typed into a form, a key cut in two by the network must stay one key, and a line that is gone must end the reading.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Something the terminal sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key.
    Key(KeyEvent),
    /// Text pasted, its lines as they came.
    Paste(String),
    /// A press of the first mouse button, in cells from the upper left corner.
    Click {
        /// Column.
        column: u16,
        /// Row.
        row: u16,
    },
    /// The wheel.
    Scroll {
        /// Towards the user.
        down: bool,
    },
    /// The answer to a question put to the terminal, whole.
    Reply(Vec<u8>),
}

/// How long the rest of a key may take: its bytes travel together, but for a bad line.
const KEY_PATIENCE: Duration = Duration::from_millis(40);
/// How long the rest of a longer sequence may take.
const SEQUENCE_PATIENCE: Duration = Duration::from_millis(500);
/// How long a paste may pause.
const PASTE_PATIENCE: Duration = Duration::from_secs(5);
/// A sequence longer than this is none, in bytes.
const LONGEST_SEQUENCE: usize = 256;
/// No more of a paste is kept, in bytes.
const LONGEST_PASTE: usize = 1 << 20;

const PASTE_END: &[u8] = b"\x1b[201~";

/// What the PuTTY family answers to ENQ, as bare letters.
const ANSWERBACKS: [&[u8]; 2] = [b"PuTTY", b"KiTTY"];

/// Turns bytes into events, however they are cut.
#[derive(Debug, Default)]
pub struct Decoder {
    held: Vec<u8>,
    paste: Option<Vec<u8>>,
    /// Whether the terminal has been asked something and not yet answered all of it.
    asked: bool,
}

/// What the first bytes are.
enum Step {
    /// So many bytes, and what they mean, if anything.
    Took(usize, Option<Event>),
    /// The beginning of a paste, so many bytes.
    Paste(usize),
    /// Not to be told yet.
    More,
}

impl Decoder {
    /// A decoder for a terminal that has just been asked what it is.
    pub fn asked() -> Self {
        Self {
            asked: true,
            ..Self::default()
        }
    }

    /// Takes bytes as they come.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Event>) {
        self.held.extend_from_slice(bytes);
        loop {
            if self.paste.is_some() && !self.continue_paste(out) {
                return;
            }
            if self.held.is_empty() {
                return;
            }
            match step(&self.held, self.asked) {
                Step::More if self.held.len() <= LONGEST_SEQUENCE => return,
                Step::More => self.held.clear(),
                Step::Took(count, event) => {
                    self.drop_front(count);
                    if matches!(&event, Some(Event::Reply(reply)) if reply.ends_with(b"c")) {
                        self.asked = false;
                    }
                    out.extend(event);
                }
                Step::Paste(count) => {
                    self.drop_front(count);
                    self.paste = Some(Vec::new());
                }
            }
        }
    }

    /// How long to wait for more before [`Decoder::give_up`]; `None` where nothing is begun.
    pub fn patience(&self) -> Option<Duration> {
        match (&self.paste, self.held.len()) {
            (Some(_), _) => Some(PASTE_PATIENCE),
            (None, 0) => None,
            (None, 1 | 2) => Some(KEY_PATIENCE),
            (None, _) => Some(SEQUENCE_PATIENCE),
        }
    }

    /// Nothing more came: what is held is all there is.
    pub fn give_up(&mut self, out: &mut Vec<Event>) {
        let held = std::mem::take(&mut self.held);
        if let Some(mut paste) = self.paste.take() {
            paste.extend(held);
            out.extend(pasted(&paste));
            return;
        }
        match held.as_slice() {
            [0x1b] => out.push(key(KeyCode::Esc, KeyModifiers::NONE)),
            [0x1b, letter @ (b'[' | b'O' | b'P')] => {
                out.push(key(KeyCode::Char(char::from(*letter)), KeyModifiers::ALT));
            }
            [0x1b, ..] => {}
            // The beginning of an answerback that was none.
            _ => {
                let mut typed = Decoder::default();
                typed.feed(&held, out);
            }
        }
    }

    /// Moves what is pasted from the held bytes; whether the paste is over.
    fn continue_paste(&mut self, out: &mut Vec<Event>) -> bool {
        let Some(paste) = &mut self.paste else {
            return true;
        };
        let end = self
            .held
            .windows(PASTE_END.len())
            .position(|window| window == PASTE_END);
        // What may be the beginning of the end stays held.
        let certain = end.unwrap_or(self.held.len().saturating_sub(PASTE_END.len() - 1));
        let room = LONGEST_PASTE.saturating_sub(paste.len());
        paste.extend(self.held.iter().take(certain.min(room)));
        self.drop_front(certain);
        if end.is_none() {
            return false;
        }
        self.drop_front(PASTE_END.len());
        out.extend(self.paste.take().and_then(|paste| pasted(&paste)));
        true
    }

    fn drop_front(&mut self, count: usize) {
        self.held.drain(..count.min(self.held.len()));
    }
}

fn pasted(bytes: &[u8]) -> Option<Event> {
    let text = String::from_utf8_lossy(bytes);
    (!text.is_empty()).then(|| Event::Paste(text.into_owned()))
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn step(bytes: &[u8], asked: bool) -> Step {
    if asked {
        for answer in ANSWERBACKS {
            if bytes.starts_with(answer) {
                return Step::Took(answer.len(), Some(Event::Reply(answer.to_vec())));
            }
            if answer.starts_with(bytes) {
                return Step::More;
            }
        }
    }
    match bytes {
        [] | [0x1b] => Step::More,
        [0x1b, b'[', rest @ ..] => control(rest),
        [0x1b, b'O', rest @ ..] => function(rest),
        // Alt+P is met as well: only a known beginning makes it a device string.
        [0x1b, b'P'] => Step::More,
        [0x1b, b'P', b'>' | b'!' | b'0'..=b'9', ..] => device_string(bytes),
        [0x1b, 0x1b, ..] => Step::Took(1, Some(key(KeyCode::Esc, KeyModifiers::NONE))),
        [0x1b, rest @ ..] => match plain(rest, KeyModifiers::ALT) {
            Step::Took(count, event) => Step::Took(count + 1, event),
            other => other,
        },
        _ => plain(bytes, KeyModifiers::NONE),
    }
}

/// A key that is a byte, or a letter.
fn plain(bytes: &[u8], modifiers: KeyModifiers) -> Step {
    let Some(first) = bytes.first() else {
        return Step::More;
    };
    let ctrl = |c: u8| {
        let modifiers = modifiers | KeyModifiers::CONTROL;
        Some(key(KeyCode::Char(char::from(c)), modifiers))
    };
    let event = match *first {
        b'\r' => Some(key(KeyCode::Enter, modifiers)),
        b'\t' => Some(key(KeyCode::Tab, modifiers)),
        0x08 | 0x7f => Some(key(KeyCode::Backspace, modifiers)),
        0 => ctrl(b' '),
        // A line feed among them: where pastes are not marked, a pasted line's end is not Enter.
        c @ 0x01..=0x1a => ctrl(c - 1 + b'a'),
        c @ 0x1c..=0x1f => ctrl(c - 0x1c + b'4'),
        c @ 0x20..=0x7e => Some(key(KeyCode::Char(char::from(c)), modifiers)),
        _ => return letter(bytes, modifiers),
    };
    Step::Took(1, event)
}

fn letter(bytes: &[u8], modifiers: KeyModifiers) -> Step {
    let length = match bytes.first() {
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        _ => return Step::Took(1, None),
    };
    let whole = bytes.get(..length).unwrap_or(bytes);
    match std::str::from_utf8(whole) {
        Ok(text) => {
            let event = text
                .chars()
                .next()
                .filter(|c| !c.is_control())
                .map(|c| key(KeyCode::Char(c), modifiers));
            Step::Took(length, event)
        }
        Err(error) if error.error_len().is_none() => Step::More,
        Err(_) => Step::Took(1, None),
    }
}

/// After `ESC O`.
fn function(rest: &[u8]) -> Step {
    let Some(last) = rest.first() else {
        return Step::More;
    };
    let code = match last {
        b'P'..=b'S' => Some(KeyCode::F(last - b'P' + 1)),
        b'M' => Some(KeyCode::Enter),
        b'I' => Some(KeyCode::Tab),
        // The number block in application mode: * + , - . / 0 … 9.
        b'j'..=b'y' => Some(KeyCode::Char(char::from(last - b'j' + b'*'))),
        b'X' => Some(KeyCode::Char('=')),
        _ => named(*last),
    };
    match code {
        Some(code) => Step::Took(3, Some(key(code, KeyModifiers::NONE))),
        // No such key: Alt+O, and something after it.
        None => Step::Took(2, Some(key(KeyCode::Char('O'), KeyModifiers::ALT))),
    }
}

/// Keys by the final letter of their sequence.
fn named(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'Z' => KeyCode::BackTab,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    })
}

/// Keys by the number in front of `~`.
fn numbered(number: u16) -> Option<KeyCode> {
    let function = |base: u16| u8::try_from(number - base).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(10),
        17..=21 => function(11),
        23..=26 => function(12),
        28..=29 => function(13),
        31..=34 => function(14),
        _ => None,
    }
}

/// After `ESC [`.
fn control(rest: &[u8]) -> Step {
    const INTRODUCER: usize = 2;
    match rest {
        // The Linux console's first five function keys.
        [b'[', last @ b'A'..=b'E', ..] => {
            let code = KeyCode::F(last - b'A' + 1);
            return Step::Took(INTRODUCER + 2, Some(key(code, KeyModifiers::NONE)));
        }
        [b'['] => return Step::More,
        // The mouse as terminals report it that do not know the newer way.
        [b'M', button, column, row, ..] => {
            let cell = |byte: u8| u16::from(byte.saturating_sub(32));
            let event = mouse(cell(*button), cell(*column), cell(*row), true);
            return Step::Took(INTRODUCER + 4, event);
        }
        [b'M', ..] => return Step::More,
        _ => {}
    }
    let Some(at) = rest.iter().position(|byte| !(0x20..=0x3f).contains(byte)) else {
        return Step::More;
    };
    let (Some(body), Some(last)) = (rest.get(..at), rest.get(at)) else {
        return Step::More;
    };
    if !(0x40..=0x7e).contains(last) {
        // Broken off; what broke it is met next.
        return Step::Took(INTRODUCER + at, None);
    }
    let took = INTRODUCER + at + 1;
    let reply = || {
        let whole = [b"\x1b[", body, &[*last]].concat();
        Step::Took(took, Some(Event::Reply(whole)))
    };
    match (body.first(), last) {
        (Some(b'?'), b'c') => return reply(),
        (_, b'y') if body.ends_with(b"$") => return reply(),
        (Some(b'<'), b'M' | b'm') => {
            let event = match numbers(body.get(1..).unwrap_or_default()).as_slice() {
                [button, column, row] => mouse(*button, *column, *row, *last == b'M'),
                _ => None,
            };
            return Step::Took(took, event);
        }
        _ => {}
    }
    let numbers = numbers(body);
    let number = numbers.first().copied().unwrap_or(0);
    if (number, last) == (200, &b'~') {
        return Step::Paste(took);
    }
    let code = match last {
        b'~' => numbered(number),
        last => named(*last),
    };
    let modifiers = numbers.get(1).map_or(KeyModifiers::NONE, |n| modifiers(*n));
    Step::Took(took, code.map(|code| key(code, modifiers)))
}

fn numbers(body: &[u8]) -> Vec<u16> {
    body.split(|byte| *byte == b';')
        .map(|digits| {
            std::str::from_utf8(digits)
                .ok()
                .and_then(|digits| digits.parse().ok())
                .unwrap_or(0)
        })
        .collect()
}

fn modifiers(number: u16) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
    ]
    .into_iter()
    .filter(|(bit, _)| bits & bit != 0)
    .fold(KeyModifiers::NONE, |all, (_, one)| all | one)
}

/// Columns and rows count from 1.
fn mouse(button: u16, column: u16, row: u16, pressed: bool) -> Option<Event> {
    const MODIFIERS: u16 = 4 | 8 | 16;
    match (button & !MODIFIERS, pressed) {
        (0, true) => Some(Event::Click {
            column: column.saturating_sub(1),
            row: row.saturating_sub(1),
        }),
        (64, true) => Some(Event::Scroll { down: false }),
        (65, true) => Some(Event::Scroll { down: true }),
        _ => None,
    }
}

fn device_string(bytes: &[u8]) -> Step {
    match bytes.windows(2).position(|pair| pair == b"\x1b\\") {
        Some(end) => {
            let whole = bytes.get(..end + 2).unwrap_or(bytes);
            Step::Took(whole.len(), Some(Event::Reply(whole.to_vec())))
        }
        None => Step::More,
    }
}

#[cfg(test)]
mod tests;
