//! What a terminal does with Arabic, and what to do about it. Only data and parsing: someone else
//! writes [`QUERY`], collects the answer for a bounded time, and sends what the [`Plan`] says.
//!
//! The terminal is asked, not the environment, so that it works over SSH. Where it cannot be known
//! (tmux hides what it runs in), what the user chose before from the [`calibration_row`]s decides.

use serde::{Deserialize, Serialize};

use super::clean_line;
use super::line::lay_out;
use super::order::Base;
use super::reorder::{RowBase, row_for_reordering_terminal};

/// Asks for the bidi mode (only VTE knows it), the name, the answerback (PuTTY), and last for the
/// device attributes, which every terminal answers: then nothing more will come.
///
/// To be written before the first clear: an old console prints a letter or two of it.
pub const QUERY: &[u8] = b"\x1b[8$p\x1b[>0q\x05\x1b[c";

/// A name longer than this is no terminal's.
const LONGEST_NAME: usize = 64;

/// A right-to-left sentence that shows each way to be wrong: joined letters, lam-alef, a number,
/// brackets, two words.
const SAMPLE: &str = "أهلا بكم (سلام) 1448";

/// In which order text is written to the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextMode {
    /// As the eye sees it: the terminal leaves cells where they are written.
    Visual,
    /// So that the terminal's own reordering puts it right.
    Logical,
}

/// The user's setting `text`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextSetting {
    /// Ask the terminal.
    #[default]
    Auto,
    /// Always [`TextMode::Visual`].
    Visual,
    /// Always [`TextMode::Logical`].
    Logical,
}

/// What has come back of [`QUERY`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replies {
    /// DECRPM's value for mode 8: 1 set, 2 reset, 3 and 4 the same for good, 0 not known.
    pub bidi_mode: Option<u8>,
    /// XTVERSION: name and version, cleaned.
    pub name: Option<String>,
    /// Whether ENQ was answered as the PuTTY family does.
    pub is_putty: bool,
    /// Whether the device attributes came: all is answered.
    pub is_complete: bool,
    /// What came after: already the user's keys. What came before and is no reply is dropped, for it
    /// may be an answerback and must not be taken for typing.
    pub rest: Vec<u8>,
}

impl Replies {
    /// Reads all that has come so far. To be called again with more until complete or out of time.
    pub fn parse(mut bytes: &[u8]) -> Self {
        let mut replies = Self::default();
        let mut plain = Vec::new();
        while let Some((first, after)) = bytes.split_first() {
            match (first, after.first()) {
                (0x1b, Some(b'[')) => {
                    let body = after.get(1..).unwrap_or_default();
                    let Some(end) = body.iter().position(|byte| (0x40..=0x7e).contains(byte))
                    else {
                        break;
                    };
                    replies.control(body.get(..=end).unwrap_or_default());
                    bytes = body.get(end + 1..).unwrap_or_default();
                    if replies.is_complete {
                        replies.rest = bytes.to_vec();
                        break;
                    }
                }
                (0x1b, Some(b'P')) => {
                    let body = after.get(1..).unwrap_or_default();
                    let Some(end) = body.windows(2).position(|pair| pair == b"\x1b\\") else {
                        break;
                    };
                    replies.device_string(body.get(..end).unwrap_or_default());
                    bytes = body.get(end + 2..).unwrap_or_default();
                }
                _ => {
                    plain.push(*first);
                    bytes = after;
                }
            }
        }
        replies.is_putty = [&b"PuTTY"[..], b"KiTTY"]
            .iter()
            .any(|answer| plain.windows(answer.len()).any(|window| window == *answer));
        replies
    }

    /// A control sequence without its introducer, with its final byte.
    fn control(&mut self, sequence: &[u8]) {
        if let Some(value) = sequence
            .strip_prefix(b"8;")
            .and_then(|rest| rest.strip_suffix(b"$y"))
        {
            self.bidi_mode = std::str::from_utf8(value)
                .ok()
                .and_then(|value| value.parse().ok());
        } else if sequence.starts_with(b"?") && sequence.ends_with(b"c") {
            self.is_complete = true;
        }
    }

    fn device_string(&mut self, string: &[u8]) {
        if let Some(name) = string.strip_prefix(b">|") {
            let name = clean_line(&String::from_utf8_lossy(name));
            self.name = Some(name.chars().take(LONGEST_NAME).collect());
        }
    }

    /// Which terminal this is.
    pub fn terminal(&self) -> Terminal {
        let name = self.name.as_deref().unwrap_or_default();
        let is = |prefix: &str| {
            name.get(..prefix.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        };
        match self.bidi_mode {
            // A multiplexer that passes the answer on passes the mode on as well.
            Some(1) => Terminal::Switchable,
            Some(2 | 4) => Terminal::Still,
            Some(3) => Terminal::Reordering,
            _ if is("Konsole") => Terminal::Konsole,
            _ if is("kitty") => Terminal::Kitty,
            _ if is("mlterm") => Terminal::Mlterm,
            _ if is("tmux") => Terminal::Tmux,
            _ if is("XTerm") => Terminal::Still,
            _ if self.is_putty => Terminal::Putty,
            _ => Terminal::Unknown,
        }
    }
}

/// Terminals by what they do with right-to-left text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Terminal {
    /// Reorders until told to stop by mode 8: VTE.
    Switchable,
    /// Leaves cells where they are: xterm.
    Still,
    /// Reorders and says that it cannot be stopped.
    Reordering,
    /// Reorders unless its profile says otherwise.
    Konsole,
    /// Reorders, and moves a right-to-left row, unless its settings say otherwise.
    Putty,
    /// Reverses words unless its configuration says otherwise.
    Kitty,
    /// Reorders until told to stop in its own way.
    Mlterm,
    /// Leaves cells where they are; what it runs in may not.
    Tmux,
    /// Did not say: alacritty and Windows Terminal, which leave cells where they are, among others.
    Unknown,
}

/// What the user must set in the terminal, for one line where it is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Advice {
    /// In the profile of Konsole.
    KonsoleProfile,
    /// In the settings of PuTTY's session.
    PuttySettings,
    /// In kitty.conf.
    KittyConfiguration,
    /// In tmux.conf, when tmux runs inside a VTE terminal.
    TmuxOverrides,
}

impl Advice {
    /// The key of its text.
    pub fn id(self) -> &'static str {
        match self {
            Self::KonsoleProfile => "konsole-profile",
            Self::PuttySettings => "putty-settings",
            Self::KittyConfiguration => "kitty-configuration",
            Self::TmuxOverrides => "tmux-overrides",
        }
    }

    /// What to write there, the same in every language.
    pub fn setting(self) -> &'static str {
        match self {
            Self::KonsoleProfile => "BidiRenderingEnabled=false",
            Self::PuttySettings => "DisableBidi=1, DisableArabicShaping=1",
            Self::KittyConfiguration => "force_ltr yes",
            Self::TmuxOverrides => {
                r"set -ga terminal-overrides ',*:smcup=\E[?1049h\E[8l\E[2J:rmcup=\E[8h\E[?1049l'"
            }
        }
    }
}

/// How to draw on this terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// In which order to write rows.
    pub mode: TextMode,
    /// For [`TextMode::Logical`]: how the terminal finds a row's base direction.
    pub row_base: RowBase,
    /// To be sent after the alternate screen is entered and before it is cleared.
    pub enter: &'static [u8],
    /// To be sent before the alternate screen is left: on exit, on a panic, on suspend.
    pub leave: &'static [u8],
    /// What the user might have to set.
    pub advice: Option<Advice>,
    /// Whether the terminal itself has settled it. If not, the calibration is worth asking for.
    pub is_sure: bool,
}

/// The plan for a terminal, by the user's setting and what an earlier calibration on it chose.
pub fn plan(replies: &Replies, setting: TextSetting, remembered: Option<TextMode>) -> Plan {
    let terminal = replies.terminal();
    let (usual, advice, is_sure) = match terminal {
        Terminal::Switchable | Terminal::Still | Terminal::Mlterm => (TextMode::Visual, None, true),
        Terminal::Reordering => (TextMode::Logical, None, true),
        Terminal::Konsole => (TextMode::Logical, Some(Advice::KonsoleProfile), false),
        Terminal::Putty => (TextMode::Logical, Some(Advice::PuttySettings), false),
        Terminal::Kitty => (TextMode::Visual, Some(Advice::KittyConfiguration), false),
        Terminal::Tmux => (TextMode::Visual, Some(Advice::TmuxOverrides), false),
        Terminal::Unknown => (TextMode::Visual, None, false),
    };
    let (mode, advice, is_sure) = match (setting, remembered) {
        (TextSetting::Visual, _) => (TextMode::Visual, None, true),
        (TextSetting::Logical, _) => (TextMode::Logical, None, true),
        (TextSetting::Auto, Some(chosen)) if !is_sure => (chosen, None, true),
        (TextSetting::Auto, _) => (usual, advice, is_sure),
    };
    let (enter, leave): (&[u8], &[u8]) = match (mode, terminal) {
        (TextMode::Visual, Terminal::Switchable) => (b"\x1b[8l", b"\x1b[8h"),
        (TextMode::Visual, Terminal::Mlterm) => (
            b"\x1b]5379;use_ctl=false\x07",
            b"\x1b]5379;use_ctl=true\x07",
        ),
        _ => (b"", b""),
    };
    let row_base = if terminal == Terminal::Putty {
        RowBase::FirstStrong
    } else {
        RowBase::Ltr
    };
    Plan {
        mode,
        row_base,
        enter,
        leave,
        advice,
        is_sure,
    }
}

/// A row that reads right (`أهلا بكم (سلام) 1448`, from the right) on a terminal of this mode: one
/// symbol a column, to be written at the left edge of a line of its own.
pub fn calibration_row(mode: TextMode, row_base: RowBase) -> Vec<String> {
    let line = lay_out(SAMPLE, Base::Rtl);
    let row: Vec<&str> = std::iter::once(" ")
        .chain(line.cells().map(|cell| cell.text))
        .collect();
    match mode {
        TextMode::Visual => row.into_iter().map(str::to_owned).collect(),
        TextMode::Logical => row_for_reordering_terminal(&row, row_base)
            .into_iter()
            .map(|cell| cell.symbol.into_owned())
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ATTRIBUTES: &str = "\x1b[?65;1;9c";

    fn planned(reply: &str) -> Plan {
        let replies = Replies::parse(format!("{reply}{ATTRIBUTES}").as_bytes());
        assert!(replies.is_complete);
        plan(&replies, TextSetting::Auto, None)
    }

    #[test]
    fn each_terminal_gets_what_makes_it_right() {
        for (reply, mode, enter, advice, is_sure) in [
            (
                "\x1b[8;1$y\x1bP>|VTE(7001)\x1b\\",
                TextMode::Visual,
                "\x1b[8l",
                None,
                true,
            ),
            ("\x1b[8;2$y", TextMode::Visual, "", None, true),
            ("\x1b[8;3$y", TextMode::Logical, "", None, true),
            (
                "\x1b[8;0$y\x1bP>|XTerm(379)\x1b\\",
                TextMode::Visual,
                "",
                None,
                true,
            ),
            (
                "\x1bP>|Konsole 22.12.3\x1b\\",
                TextMode::Logical,
                "",
                Some("konsole-profile"),
                false,
            ),
            (
                "\x1bP>|kitty(0.26.5)\x1b\\",
                TextMode::Visual,
                "",
                Some("kitty-configuration"),
                false,
            ),
            (
                "\x1bP>|tmux 3.3a\x1b\\",
                TextMode::Visual,
                "",
                Some("tmux-overrides"),
                false,
            ),
            (
                "\x1bP>|mlterm(3.9.3)\x1b\\",
                TextMode::Visual,
                "\x1b]5379;use_ctl=false\x07",
                None,
                true,
            ),
            (
                "PuTTY",
                TextMode::Logical,
                "",
                Some("putty-settings"),
                false,
            ),
            ("", TextMode::Visual, "", None, false),
        ] {
            let plan = planned(reply);
            assert_eq!(plan.mode, mode, "{reply:?}");
            assert_eq!(plan.enter, enter.as_bytes(), "{reply:?}");
            assert_eq!(plan.enter.is_empty(), plan.leave.is_empty(), "{reply:?}");
            assert_eq!(plan.advice.map(Advice::id), advice, "{reply:?}");
            assert_eq!(plan.is_sure, is_sure, "{reply:?}");
        }
        assert_eq!(planned("PuTTY").row_base, RowBase::FirstStrong);
    }

    #[test]
    fn settings_and_calibration_come_before_guesses_but_not_before_knowledge() {
        let vte = Replies {
            bidi_mode: Some(1),
            ..Replies::default()
        };
        let konsole = Replies {
            name: Some("Konsole 22".to_owned()),
            ..Replies::default()
        };
        let mode = |replies, setting, remembered| plan(replies, setting, remembered).mode;
        assert_eq!(
            mode(&konsole, TextSetting::Auto, Some(TextMode::Visual)),
            TextMode::Visual
        );
        assert_eq!(
            plan(&konsole, TextSetting::Auto, Some(TextMode::Visual)).advice,
            None
        );
        assert_eq!(
            mode(&konsole, TextSetting::Visual, Some(TextMode::Logical)),
            TextMode::Visual
        );
        assert_eq!(
            mode(&vte, TextSetting::Auto, Some(TextMode::Logical)),
            TextMode::Visual
        );
        // Told to let the terminal reorder, it must not be stopped.
        assert_eq!(mode(&vte, TextSetting::Logical, None), TextMode::Logical);
        assert!(plan(&vte, TextSetting::Logical, None).enter.is_empty());
    }

    #[test]
    fn keys_are_neither_replies_nor_lost_after_them() {
        let replies = Replies::parse(b"x\x1b[A\x1b[8;1$yPu\x1bP>|a\x07b\x1b\\TTY\x1b[?6c\x1b[Bq");
        assert_eq!(replies.bidi_mode, Some(1));
        assert_eq!(replies.name.as_deref(), Some("ab"));
        assert_eq!(replies.rest, b"\x1b[Bq");
        assert!(replies.is_complete);
        for cut in [&b"\x1b"[..], b"\x1b[8;1", b"\x1bP>|VTE", b""] {
            let replies = Replies::parse(cut);
            assert_eq!(
                (replies.bidi_mode, replies.name, replies.is_complete),
                (None, None, false)
            );
        }
    }

    #[test]
    fn the_two_calibration_rows_differ() {
        let visual = calibration_row(TextMode::Visual, RowBase::Ltr).concat();
        assert_eq!(visual, " 1448 (ﻡﻼﺳ) ﻢﻜﺑ ﻼﻫﺃ");
        let logical = calibration_row(TextMode::Logical, RowBase::Ltr);
        assert_ne!(logical.concat(), visual);
        assert_eq!(logical.len(), visual.chars().count());
    }

    proptest! {
        #[test]
        fn any_answer_is_read(bytes in any::<Vec<u8>>()) {
            let replies = Replies::parse(&bytes);
            prop_assert!(replies.rest.len() <= bytes.len());
            plan(&replies, TextSetting::Auto, None);
        }

        #[test]
        fn a_name_is_safe_to_show(name in any::<Vec<u8>>()) {
            let reply = [&b"\x1bP>|"[..], &name, b"\x1b\\"].concat();
            if let Some(name) = Replies::parse(&reply).name {
                prop_assert!(name.chars().count() <= LONGEST_NAME);
                prop_assert!(!name.chars().any(crate::arabic::clean::is_hidden));
            }
        }
    }
}
