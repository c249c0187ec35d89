//! What is being typed: a suggestion or a complaint, the answer to one, or a period.

use crate::desk::screens::kept::Kept;
use crate::desk::state::Desk;
use crate::desk::widget::text_field::{Manner, TextField};
use crate::domain::ids::{PersonNo, VoiceNo};
use crate::domain::voice::VoiceKind;
use crate::protocol::Order;

/// What is being typed.
pub(super) enum Writing {
    /// What somebody says of their own accord.
    Hearing {
        kind: VoiceKind,
        channel: String,
        text: TextField,
        /// Their file, where they wish to be known.
        file: TextField,
        on_file: bool,
    },
    /// The answer to it.
    Answer(VoiceNo, TextField),
    /// A period, and what is wrong with it.
    Period(TextField, String),
}

impl Writing {
    pub(super) fn hearing(desk: &Desk, kept: &Kept, kind: Option<VoiceKind>) -> Writing {
        let profile = desk.profile.as_ref();
        let first = profile.and_then(|profile| profile.channels.first());
        let begun = VoiceKind::ALL
            .into_iter()
            .find(|one| one.id() == kept.begun("voice-kind"));
        let channel = match kept.begun("voice-channel") {
            "" => first.map_or_else(String::new, |channel| channel.id.to_string()),
            id => id.to_owned(),
        };
        Writing::Hearing {
            kind: begun.or(kind).unwrap_or(VoiceKind::Complaint),
            channel,
            text: TextField::new(Manner::spoken(desk.rtl()), kept.begun("voice-text")),
            file: TextField::new(Manner::NUMBERS, kept.begun("voice-file")),
            on_file: false,
        }
    }

    pub(super) fn answer(desk: &Desk, kept: &Kept, no: VoiceNo) -> Writing {
        let begun = kept.begun(&format!("answer-{no} ")).to_owned();
        Writing::Answer(no, TextField::new(Manner::spoken(desk.rtl()), &begun))
    }

    pub(super) fn period() -> Writing {
        Writing::Period(TextField::new(Manner::NUMBERS, ""), String::new())
    }

    pub(super) fn is_hearing(&self) -> bool {
        matches!(self, Writing::Hearing { .. })
    }

    pub(super) fn field(&mut self) -> &mut TextField {
        match self {
            Writing::Hearing {
                text,
                file,
                on_file,
                ..
            } => {
                if *on_file {
                    file
                } else {
                    text
                }
            }
            Writing::Answer(_, field) | Writing::Period(field, _) => field,
        }
    }

    pub(super) fn next_field(&mut self) {
        if let Writing::Hearing { on_file, .. } = self {
            *on_file = !*on_file;
        }
    }

    pub(super) fn next_kind(&mut self) {
        if let Writing::Hearing { kind, .. } = self {
            *kind = match kind {
                VoiceKind::Suggestion => VoiceKind::Complaint,
                VoiceKind::Complaint => VoiceKind::Suggestion,
            };
        }
    }

    pub(super) fn next_channel(&mut self, desk: &Desk) {
        let (Writing::Hearing { channel, .. }, Some(profile)) = (self, &desk.profile) else {
            return;
        };
        let all = &profile.channels;
        let at = all.iter().position(|one| one.id.as_str() == channel);
        let next = at.map_or(0, |at| (at + 1) % all.len().max(1));
        if let Some(next) = all.get(next) {
            *channel = next.id.to_string();
        }
    }

    /// Goes on: from one field to the next, and from the last one as an order. Else what is wrong, by the id of its text.
    pub(super) fn next(&mut self) -> Result<Option<Order>, &'static str> {
        match self {
            Writing::Hearing {
                kind,
                channel,
                text,
                file,
                on_file,
            } => {
                let said = text.text().trim();
                if said.is_empty() {
                    *on_file = false;
                    return Err("voice-needs-text");
                }
                if !*on_file {
                    *on_file = true;
                    return Ok(None);
                }
                let file = file.text().trim();
                let person = match file {
                    "" => None,
                    file => Some(PersonNo(file.parse().map_err(|_| "voice-no-file")?)),
                };
                Ok(Some(Order::HearVoice {
                    kind: *kind,
                    text: said.to_owned(),
                    channel: channel.clone(),
                    person,
                }))
            }
            Writing::Answer(no, field) => {
                let answer = field.text().trim();
                if answer.is_empty() {
                    return Err("voice-needs-answer");
                }
                Ok(Some(Order::AnswerVoice {
                    voice: *no,
                    answer: answer.to_owned(),
                }))
            }
            Writing::Period(..) => Ok(None),
        }
    }

    /// What all its keys among what is kept begin with.
    pub(super) fn key(&self) -> String {
        match self {
            Writing::Hearing { .. } => "voice-".to_owned(),
            Writing::Answer(no, _) => format!("answer-{no} "),
            Writing::Period(..) => "period".to_owned(),
        }
    }

    pub(super) fn keep(&self, kept: &mut Kept, desk: &mut Desk) {
        match self {
            Writing::Hearing { text, file, .. }
                if text.text().is_empty() && file.text().is_empty() =>
            {
                kept.forget("voice-", desk);
            }
            Writing::Hearing {
                kind,
                channel,
                text,
                file,
                ..
            } => {
                for (key, value) in [
                    ("voice-kind", kind.id()),
                    ("voice-channel", channel),
                    ("voice-text", text.text()),
                    ("voice-file", file.text()),
                ] {
                    kept.keep(key, value, desk);
                }
            }
            Writing::Answer(_, field) => kept.keep(&self.key(), field.text(), desk),
            Writing::Period(..) => {}
        }
    }

    /// What is said once it is done.
    pub(super) fn done(&self) -> &'static str {
        match self {
            Writing::Hearing { .. } => "toast-voice-heard",
            Writing::Answer(..) | Writing::Period(..) => "toast-voice-answered",
        }
    }
}
