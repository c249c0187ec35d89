//! What someone sees who is not on the staff of an opened desk: whom to ask, and what to tell them.

use ratatui::layout::Rect;

use super::asking::Asking;
use super::reception::Reception;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::{Canvas, below};
use crate::desk::widget::theme::Part;
use crate::protocol::{Answer, Notice, Query, Refusal};

/// The screen of somebody who is not on the staff. It waits until they are added.
#[derive(Default)]
pub struct Stranger {
    standing: Asking,
    /// My Unix user, as the office's refusal names it.
    uid: Option<u32>,
}

impl Screen for Stranger {
    fn name(&self) -> &'static str {
        "stranger"
    }

    fn title(&self, desk: &Desk) -> String {
        desk.say("stranger-title")
    }

    fn shown(&mut self, desk: &mut Desk) {
        self.standing.ask(desk, Query::Desk);
        // The office tells whom it took us for only in refusing.
        desk.ask(Query::Line);
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        self.standing.heard(tag, desk, || Query::Desk);
        match answer {
            Ok(Answer::Desk(view)) if view.me.is_some() => {
                desk.replace(Box::new(Reception::new()));
            }
            Err(Refusal::NotStaff { uid }) => self.uid = Some(uid),
            _ => {}
        }
    }

    fn notice(&mut self, _notice: &Notice, desk: &mut Desk) {
        self.standing.ask(desk, Query::Desk);
    }

    fn tick(&mut self, desk: &mut Desk) {
        self.standing.ask(desk, Query::Desk);
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        let rows = canvas.paragraph(below(area, 1), &desk.say("stranger-body"), Part::Plain);
        if let Some(uid) = self.uid {
            let said = desk.say_with("stranger-uid", &[("uid", uid.to_string().into())]);
            canvas.paragraph(below(area, rows.saturating_add(2)), &said, Part::Title);
        }
    }
}
