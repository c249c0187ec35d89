//! How an intake is drawn: steps, fields, and below them who looks like the person being typed.

use ratatui::layout::Rect;

use super::{Finished, Intake, Work};
use crate::arabic::isolate;
use crate::desk::form;
use crate::desk::state::Desk;
use crate::desk::widget::canvas::{Canvas, after, below, row, upper};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::protocol::query::AlikeLine;

/// Files shown as possibly the same.
const ALIKE: usize = 3;

impl Intake {
    pub(super) fn draw_work(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        let Some(work) = &self.work else {
            canvas.text(row(area, 1), &desk.say("loading"), Part::Quiet);
            return;
        };
        if let Some(done) = &self.done {
            self.draw_done(desk, canvas, area, work, done);
            return;
        }
        let hints = u16::try_from(self.alike.len().min(ALIKE)).unwrap_or(0);
        let asking = if self.question.is_some() { 3 } else { 0 };
        let foot = (hints + asking).min(area.height.saturating_sub(4));
        let body = upper(area, area.height - foot);
        form::draw::draw(&work.running, desk, canvas, body);
        let mut rest = below(area, area.height - foot);
        for line in self.alike.iter().take(ALIKE) {
            draw_alike(desk, canvas, upper(rest, 1), line);
            rest = below(rest, 1);
        }
        if let Some(question) = &self.question {
            canvas.rule(upper(rest, 1));
            let asked = match self.profile().and_then(|profile| profile.clarification.as_ref()) {
                Some(to) => desk.say_with("question-to", &[("who", desk.texts.pick(&to.title).into())]),
                None => desk.say("question"),
            };
            let taken = canvas.text(row(rest, 1), &asked, Part::Title);
            question.draw(canvas, after(row(rest, 1), taken + 2), true);
            canvas.text(row(rest, 2), &desk.say("question-hint"), Part::Quiet);
        }
    }

    fn draw_done(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect, work: &Work, done: &Finished) {
        let mut at = 1;
        canvas.text(row(area, at), &format!("✓ {}", desk.say(done.text)), Part::Title);
        at += 2;
        if let Some(page) = &work.case.page {
            let number = desk.say_with("done-number", &[("number", isolate::ltr(&page.request.no.to_string()).into())]);
            canvas.text(row(area, at), &number, Part::Plain);
            at += 1;
            if let Some(submission) = &page.request.submission {
                let date = words::both_calendars(desk, submission.reply_not_before);
                let said = desk.say_with("done-reply-not-before", &[("date", date.into())]);
                canvas.text(row(area, at), &said, Part::Plain);
                at += 1;
            }
        }
        canvas.text(row(area, at + 1), &desk.say("done-any-key"), Part::Quiet);
    }
}

fn draw_alike(desk: &Desk, canvas: &mut Canvas<'_>, area: Rect, line: &AlikeLine) {
    let person = &line.person;
    let reasons = words::likeness(desk, &line.likeness);
    let said = format!(
        "! {} {} · {} · {}",
        desk.say("file"),
        person.no,
        isolate::auto(&person.name),
        isolate::auto(&reasons),
    );
    canvas.text(area, &said, Part::Difference);
}
