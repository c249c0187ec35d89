//! The beneficiary's voice (صوت المستفيد): satisfaction, told in sums only (rows 12–14), and suggestions and complaints
//! with what was answered (rows 15, 16).

mod draw;
mod writing;

use ratatui::layout::Rect;

use self::writing::Writing;
use super::asking::Asking;
use super::doors;
use super::kept::{Kept, Place};
use super::queues::Queues;
use super::reports::{Chosen, words_of};
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::list::Selection;
use crate::desk::widget::text_field::TextField;
use crate::desk::words;
use crate::domain::date::Calendar;
use crate::domain::ids::Entity;
use crate::domain::period::{DateRange, Stretch};
use crate::domain::request::Stage;
use crate::domain::staff::Role;
use crate::domain::voice::VoiceKind;
use crate::protocol::query::{VoiceBy, VoiceLine, VoicePage, VoiceReport, VoicesQuery};
use crate::protocol::{Answer, Done, Notice, Query, Refusal};

/// Rows asked for: what is answered in a week, and more.
const LIMIT: u16 = 200;

/// The commands of this screen.
pub static COMMANDS: &[Command] = &[
    Command::new("voice", "command-voice", |state| {
        state.desk.open(Box::new(Voice::new()));
    })
    .when(|now| now.is("opened") && !now.is("typing") && !shown(now)),
    Command::new("voice-side", "command-voice-side", |state| {
        state.on(Voice::turn);
    })
    .when(|now| shown(now) && !now.is("typing")),
    Command::new("voice-by", "command-voice-by", |state| {
        state.on(Voice::next_by);
    })
    .when(|now| now.is("voice-sums") && !now.is("typing")),
    Command::new("voice-period", "command-voice-period", |state| {
        state.on(|screen: &mut Voice, desk| {
            screen.chosen = screen.chosen.next();
            screen.ask_sums(desk);
        });
    })
    .when(|now| now.is("voice-sums") && !now.is("typing")),
    Command::new("voice-period-type", "command-voice-period-type", |state| {
        state.on(|screen: &mut Voice, _| screen.writing = Some(Writing::period()));
    })
    .when(|now| now.is("voice-sums") && !now.is("typing")),
    Command::new("voice-kind", "command-voice-kind", |state| {
        state.on(|screen: &mut Voice, desk| {
            screen.kind = match screen.kind {
                None => Some(VoiceKind::Suggestion),
                Some(VoiceKind::Suggestion) => Some(VoiceKind::Complaint),
                Some(VoiceKind::Complaint) => None,
            };
            screen.ask_said(desk);
        });
    })
    .when(|now| now.is("voice-said") && !now.is("typing")),
    Command::new("voice-only-open", "command-voice-only-open", |state| {
        state.on(|screen: &mut Voice, desk| {
            screen.open = !screen.open;
            screen.ask_said(desk);
        });
    })
    .when(|now| now.is("voice-said") && !now.is("typing")),
    Command::new("voice-hear", "command-voice-hear", |state| {
        state.on(Voice::hear);
    })
    .when(|now| {
        let may = now.is("reception") || now.is("supervisor");
        shown(now) && may && !now.is("typing")
    }),
    Command::new("voice-answer", "command-voice-answer", |state| {
        state.on(Voice::answer);
    })
    .when(|now| now.is("voice-open") && now.is("supervisor") && !now.is("typing")),
    Command::new("voice-on", "command-voice-on", |state| {
        state.on(Voice::go_on);
    })
    .when(|now| shown(now) && now.is("typing")),
    Command::new("voice-field", "command-voice-field", |state| {
        state.on(|screen: &mut Voice, _| {
            if let Some(writing) = &mut screen.writing {
                writing.next_field();
            }
        });
    })
    .when(|now| now.is("hearing")),
    Command::new("voice-channel", "command-voice-channel", |state| {
        state.on(|screen: &mut Voice, desk| {
            if let Some(writing) = &mut screen.writing {
                writing.next_channel(desk);
            }
        });
    })
    .when(|now| now.is("hearing")),
    Command::new("voice-which", "command-voice-which", |state| {
        state.on(|screen: &mut Voice, _| {
            if let Some(writing) = &mut screen.writing {
                writing.next_kind();
            }
        });
    })
    .when(|now| now.is("hearing")),
    Command::new("voice-leave", "command-voice-leave", |state| {
        state.on(|screen: &mut Voice, desk| {
            screen.keep(desk);
            screen.writing = None;
        });
    })
    .when(|now| shown(now) && now.is("typing")),
    Command::new("voice-objections", "command-voice-objections", |state| {
        let queue = Queues::new(Some(Stage::Objection));
        state.desk.open(Box::new(queue));
    })
    .when(|now| shown(now) && !now.is("typing")),
];

fn shown(now: &Snapshot) -> bool {
    now.is("voice-sums") || now.is("voice-said")
}

/// Satisfaction on one side, what was suggested and complained of on the other.
pub struct Voice {
    said: bool,
    chosen: Chosen,
    by: VoiceBy,
    sums_asked: Asking,
    sums: Option<VoiceReport>,
    at_sum: Selection,
    kind: Option<VoiceKind>,
    open: bool,
    said_asked: Asking,
    page: Option<VoicePage>,
    at_said: Selection,
    writing: Option<Writing>,
    sent: Option<Tag>,
    kept: Kept,
}

impl Voice {
    /// Satisfaction in this Hijri year, by service.
    #[must_use]
    pub fn new() -> Self {
        Self {
            said: false,
            chosen: Chosen::This(Stretch::Year, Calendar::UmmAlQura),
            by: VoiceBy::default(),
            sums_asked: Asking::default(),
            sums: None,
            at_sum: Selection::default(),
            kind: None,
            open: false,
            said_asked: Asking::default(),
            page: None,
            at_said: Selection::default(),
            writing: None,
            sent: None,
            kept: Kept::new(Place::Voice),
        }
    }

    /// What was suggested and complained of and waits for an answer.
    #[must_use]
    pub fn waiting() -> Self {
        Self {
            said: true,
            open: true,
            ..Self::new()
        }
    }

    fn sums_query(&self, desk: &Desk) -> Query {
        let days = self.chosen.days(desk);
        Query::Voice {
            from: days.from,
            to: days.to,
            by: self.by,
        }
    }

    fn said_query(&self) -> Query {
        Query::Voices(VoicesQuery {
            kind: self.kind,
            open: self.open,
            limit: LIMIT,
            offset: 0,
        })
    }

    fn ask_sums(&mut self, desk: &mut Desk) {
        let query = self.sums_query(desk);
        self.sums_asked.ask(desk, query);
    }

    fn ask_said(&mut self, desk: &mut Desk) {
        let query = self.said_query();
        self.said_asked.ask(desk, query);
    }

    fn turn(&mut self, _desk: &mut Desk) {
        self.said = !self.said;
    }

    fn next_by(&mut self, desk: &mut Desk) {
        let mut rest = VoiceBy::ALL.into_iter().skip_while(|one| *one != self.by);
        self.by = rest.nth(1).unwrap_or_default();
        self.at_sum = Selection::default();
        self.ask_sums(desk);
    }

    fn line(&self) -> Option<&VoiceLine> {
        self.page.as_ref()?.rows.get(self.at_said.selected()?)
    }

    fn hear(&mut self, desk: &mut Desk) {
        self.said = true;
        self.writing = Some(Writing::hearing(desk, &self.kept, self.kind));
    }

    fn answer(&mut self, desk: &mut Desk) {
        if let Some(no) = self.line().map(|line| line.voice.no) {
            self.writing = Some(Writing::answer(desk, &self.kept, no));
        }
    }

    /// To the next field, and from the last one on its way.
    fn go_on(&mut self, desk: &mut Desk) {
        let Some(writing) = &mut self.writing else {
            return;
        };
        if let Writing::Period(field, wrong) = writing {
            match DateRange::parse(field.text()) {
                Ok(range) => {
                    self.chosen = Chosen::Typed(range);
                    self.writing = None;
                    self.ask_sums(desk);
                }
                Err(error) => *wrong = words::wrong_period(&desk.texts, &error),
            }
            return;
        }
        match writing.next() {
            Ok(Some(order)) if self.sent.is_none() => {
                let tag = desk.order(order, None);
                self.kept.goes_with(tag, &writing.key());
                self.sent = Some(tag);
            }
            Ok(_) => {}
            Err(id) => {
                let said = desk.say(id);
                desk.warn(said);
            }
        }
    }

    fn keep(&mut self, desk: &mut Desk) {
        if let Some(writing) = &self.writing {
            writing.keep(&mut self.kept, desk);
        }
    }

    fn know(&mut self, page: VoicePage) {
        let chosen = self.line().map(|line| line.voice.no);
        let at = page
            .rows
            .iter()
            .position(|line| Some(line.voice.no) == chosen);
        self.at_said.set_rows(page.rows.len());
        if let Some(at) = at {
            self.at_said.select(at);
        }
        self.page = Some(page);
    }

    /// The sums that are shown, where they answer what is asked now.
    fn days(&self, desk: &Desk, calendar: Calendar) -> String {
        words_of(desk).days(self.chosen.days(desk), calendar)
    }
}

impl Default for Voice {
    fn default() -> Self {
        Self::new()
    }
}

impl Screen for Voice {
    fn name(&self) -> &'static str {
        "voice"
    }

    fn sections(&self) -> &'static [&'static str] {
        &["list"]
    }

    fn title(&self, desk: &Desk) -> String {
        desk.say("voice-title")
    }

    fn note(&self, desk: &Desk) -> String {
        let counts = desk.view.as_ref().map(|view| &view.counts);
        let objections = counts.and_then(|counts| counts.stages.get(&Stage::Objection).copied());
        desk.say_with(
            "voice-objections",
            &[("count", objections.unwrap_or(0).into())],
        )
    }

    fn snapshot(&self, desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise(if self.said {
            "voice-said"
        } else {
            "voice-sums"
        });
        snapshot.raise_if(self.writing.is_some(), "typing");
        snapshot.raise_if(
            self.writing.as_ref().is_some_and(Writing::is_hearing),
            "hearing",
        );
        let waits = self.line().is_some_and(|line| line.voice.is_open());
        snapshot.raise_if(
            self.said && waits && desk.holds(Role::Supervisor),
            "voice-open",
        );
    }

    fn record(&self, _desk: &Desk) -> Option<Entity> {
        let voice = self.line().map(|line| Entity::Voice(line.voice.no));
        voice.filter(|_| self.said && self.writing.is_none())
    }

    fn shown(&mut self, desk: &mut Desk) {
        // An answer asked for before the office went away may never come.
        self.sums_asked = Asking::default();
        self.said_asked = Asking::default();
        self.kept.ask(desk);
        self.ask_sums(desk);
        self.ask_said(desk);
    }

    fn leaving(&mut self, desk: &mut Desk) {
        self.keep(desk);
    }

    fn kept(&mut self) -> Option<&mut Kept> {
        Some(&mut self.kept)
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        Some(if self.said {
            &mut self.at_said
        } else {
            &mut self.at_sum
        })
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.writing.as_mut().map(Writing::field)
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        if self.kept.heard(tag, &answer, desk) {
            return;
        }
        let (sums, said) = (self.sums_query(desk), self.said_query());
        self.sums_asked.heard(tag, desk, || sums);
        self.said_asked.heard(tag, desk, || said);
        match answer {
            Ok(Answer::Voice(report)) => {
                self.at_sum.set_rows(report.rows.len());
                self.sums = Some(report);
            }
            Ok(Answer::Voices(page)) => self.know(page),
            Ok(_) => {}
            Err(refusal) => doors::refused(desk, &refusal),
        }
    }

    fn done(&mut self, tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        self.kept.done(tag, &done, desk);
        if self.sent.take_if(|sent| *sent == tag).is_none() {
            return;
        }
        match done {
            Ok(_) => {
                if let Some(writing) = self.writing.take() {
                    let said = desk.say(writing.done());
                    desk.toast(said);
                }
            }
            Err(refusal) => doors::refused(desk, &refusal),
        }
        self.ask_said(desk);
    }

    fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        let voice = |one: &Entity| matches!(one, Entity::Voice(_));
        let rated = |one: &Entity| matches!(one, Entity::Request(_));
        if notice.concerns(voice) {
            self.ask_said(desk);
        }
        if notice.concerns(rated) {
            self.ask_sums(desk);
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        draw::draw(self, desk, canvas, area);
    }
}

#[cfg(test)]
mod tests;
