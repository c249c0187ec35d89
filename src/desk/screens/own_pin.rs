//! A PIN of one's own (الرقم السري): set, or changed by whoever knows the old one.

use ratatui::layout::Rect;

use super::sign_in::{draw_choosing, draw_field};
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::key::Key;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::{Canvas, below};
use crate::desk::widget::pin_field::{Choosing, NotChosen, PinField};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::pin::PinCode;
use crate::protocol::{Answer, Knock, Query, Refusal};

/// The commands of this screen.
pub static COMMANDS: &[Command] = &[
    Command::new("own-pin", "command-own-pin", |state| {
        let screen = OwnPin::new(&state.desk);
        state.desk.open(Box::new(screen));
    })
    .when(|now| now.is("opened") && !now.is("choosing-pin")),
    Command::new("own-pin-on", "command-own-pin-on", |state| {
        state.on(OwnPin::enter);
    })
    .when(|now| now.is("choosing-pin")),
];

/// What is typed.
enum Stage {
    /// The PIN there is.
    Old(PinField),
    /// The one to be.
    New(Choosing),
}

/// A PIN of one's own.
pub struct OwnPin {
    stage: Stage,
    old: Option<PinCode>,
    told: String,
    keeping: Option<Tag>,
}

impl OwnPin {
    /// Asks for the PIN there is, where there is one.
    #[must_use]
    pub fn new(desk: &Desk) -> Self {
        Self {
            stage: if desk.can_lock() {
                Stage::Old(PinField::default())
            } else {
                Stage::New(Choosing::default())
            },
            old: None,
            told: String::new(),
            keeping: None,
        }
    }

    fn enter(&mut self, desk: &mut Desk) {
        if self.keeping.is_some() {
            return;
        }
        self.told.clear();
        let not_yet = match &mut self.stage {
            Stage::Old(field) => match field.take() {
                Ok(old) => {
                    self.old = Some(old);
                    self.stage = Stage::New(Choosing::default());
                    return;
                }
                Err(why) => NotChosen::NotAPin(why),
            },
            Stage::New(choosing) => match choosing.enter() {
                Ok(new) => {
                    let old = self.old.take();
                    self.keeping = Some(desk.knock(Knock::SetPin { old, new }));
                    return;
                }
                Err(NotChosen::Again) => return,
                Err(why) => why,
            },
        };
        self.told = desk.say(not_yet.text());
    }
}

impl Screen for OwnPin {
    fn name(&self) -> &'static str {
        "own-pin"
    }

    fn title(&self, desk: &Desk) -> String {
        desk.say("own-pin-title")
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise("typing");
        snapshot.raise("choosing-pin");
    }

    fn shown(&mut self, desk: &mut Desk) {
        // Nothing that was typed outlasts the lock, or a line that was lost.
        *self = Self::new(desk);
    }

    fn key(&mut self, key: Key, _desk: &mut Desk) {
        let field = match &mut self.stage {
            Stage::Old(field) => field,
            Stage::New(choosing) => &mut choosing.field,
        };
        field.key(key);
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        if let Ok(Answer::Desk(view)) = answer {
            desk.learn(view);
            desk.close();
            return;
        }
        if self.keeping.take_if(|keeping| *keeping == tag).is_none() {
            return;
        }
        match answer {
            Ok(_) => {
                let said = desk.say("own-pin-kept");
                desk.toast(said);
                // From now on the desk can be locked.
                desk.ask(Query::Desk);
            }
            Err(refusal) => {
                *self = Self::new(desk);
                self.told = words::refusal(desk, &refusal);
            }
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        let used = match &self.stage {
            Stage::Old(field) => draw_field(field, &desk.say("own-pin-old"), canvas, area),
            Stage::New(choosing) => draw_choosing(choosing, desk, canvas, area),
        };
        canvas.paragraph(below(area, used + 1), &self.told, Part::Alarm);
    }
}
