//! What a screen is.

use std::any::Any;

use ratatui::layout::Rect;

use super::condition::Snapshot;
use super::errand::Ran;
use super::form::{FormEvent, Running};
use super::key::Key;
use super::screens::kept::Kept;
use super::state::{Desk, Tag};
use super::widget::canvas::Canvas;
use super::widget::list::Selection;
use super::widget::text_field::TextField;
use crate::domain::ids::Entity;
use crate::protocol::{Answer, Done, Notice, Refusal, Sight};

/// One screen: its state, how it changes, and how it is drawn. Only `name`, `title` and `draw` must
/// be written; the rest says what the screen is made of, and the shared commands do their work on it.
pub trait Screen: Any {
    /// Its section in keymaps; `section-<name>` is the text that names it.
    fn name(&self) -> &'static str;

    /// The wider sections whose keys work here, the narrowest first: `"list"`, `"form"`.
    fn sections(&self) -> &'static [&'static str] {
        &[]
    }

    /// What stands in the rule above the work.
    fn title(&self, desk: &Desk) -> String;

    /// What stands at the other end of that rule: how many, or that the draft is saved.
    fn note(&self, _desk: &Desk) -> String {
        String::new()
    }

    /// Raises the flags that hold here.
    fn snapshot(&self, _desk: &Desk, _snapshot: &mut Snapshot) {}

    /// It has come into sight, at first or again: the moment to ask the office for what it shows.
    fn shown(&mut self, _desk: &mut Desk) {}

    /// The screen has another size: the moment to measure how far what is read can be scrolled.
    fn resized(&mut self, _desk: &mut Desk) {}

    /// It is about to close, or the terminal is going away: the moment to keep what is typed.
    fn leaving(&mut self, _desk: &mut Desk) {}

    /// What was begun here and is kept as a draft.
    fn kept(&mut self) -> Option<&mut Kept> {
        None
    }

    /// The rows a hand moves over with the arrows.
    fn selection(&mut self) -> Option<&mut Selection> {
        None
    }

    /// Another row is selected.
    fn selected(&mut self, _desk: &mut Desk) {}

    /// A row was clicked that was selected already.
    fn picked(&mut self, _desk: &mut Desk) {}

    /// The form being filled in.
    fn form(&mut self) -> Option<&mut Running> {
        None
    }

    /// Something happened in the form.
    fn form_event(&mut self, _event: FormEvent, _desk: &mut Desk) {}

    /// The text field that has the focus, where there is no form. Raise `typing` with it.
    fn field(&mut self) -> Option<&mut TextField> {
        None
    }

    /// The text in that field changed.
    fn edited(&mut self, _desk: &mut Desk) {}

    /// A key that no command is bound to and no field has taken.
    fn key(&mut self, _key: Key, _desk: &mut Desk) {}

    /// The office told what this screen asked.
    fn answered(&mut self, _tag: Tag, _answer: Result<Answer, Refusal>, _desk: &mut Desk) {}

    /// The office did what this screen told it.
    fn done(&mut self, _tag: Tag, _done: Result<Done, Refusal>, _desk: &mut Desk) {}

    /// An errand this screen had run is done.
    fn ran(&mut self, _tag: Tag, _ran: Ran, _desk: &mut Desk) {}

    /// Something changed at the office; also said to screens out of sight. They ask: what is seen changes with the
    /// answer, and nothing is drawn before.
    fn notice(&mut self, _notice: &Notice, _desk: &mut Desk) {}

    /// The record under the hand, where it is one whose history can be read.
    fn record(&self, _desk: &Desk) -> Option<Entity> {
        None
    }

    /// What it has open, for others to see who is at it.
    fn sight(&self) -> Sight {
        Sight::Nothing
    }

    /// Whose record the masked fields of its form are from.
    fn subject(&self) -> Option<Entity> {
        None
    }

    /// A minute has passed.
    fn tick(&mut self, _desk: &mut Desk) {}

    /// Draws the work in `area`. Coordinates run from where reading starts.
    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect);
}
