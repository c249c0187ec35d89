//! How enquiries are drawn: what is being logged, the earlier ones, and the answer of the selected one.

use ratatui::layout::Rect;

use super::{Enquiries, Shown};
use crate::desk::state::Desk;
use crate::desk::widget::canvas::{Canvas, after, below, row, upper};
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::standard::Standard;

/// Rows for the question and answer of the selected one, with the rule above them.
const DETAIL: u16 = 4;

pub(super) fn draw(screen: &Enquiries, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let labels = [
        "enquiries-question",
        "enquiries-answer",
        "enquiries-channel",
    ];
    let labels = labels.map(|id| desk.say(id));
    let widths = labels.iter().map(|label| canvas.width_of(label));
    let label_width = widths.max().unwrap_or(0).saturating_add(2);
    for (line, label) in (0u16..).zip(&labels) {
        let has_focus = line == u16::from(screen.on_answer);
        let part = if has_focus { Part::Title } else { Part::Quiet };
        canvas.text(row(area, line), label, part);
    }
    let channel = desk.profile.as_ref().and_then(|profile| {
        let channel = profile.channel(&screen.channel)?;
        Some(desk.texts.pick(&channel.title).to_owned())
    });
    let place = after(row(area, 2), label_width);
    canvas.text(place, &channel.unwrap_or_default(), Part::Plain);
    draw_list(screen, desk, canvas, below(area, 4));
    // The caret belongs to the field under the hand, so that one is drawn last.
    let fields = [(0, &screen.question), (1, &screen.answer)];
    for focused in [false, true] {
        for (line, field) in fields {
            if focused == (line == u16::from(screen.on_answer)) {
                field.draw(canvas, after(row(area, line), label_width), focused);
            }
        }
    }
}

fn draw_list(screen: &Enquiries, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    if screen.shown.is_empty() {
        let said = match (
            screen.all.is_empty() && screen.standards.is_empty(),
            screen.asking.is_open(),
        ) {
            (true, true) => return,
            (true, false) => "enquiries-empty",
            (false, _) => "enquiries-none-like",
        };
        canvas.paragraph(area, &desk.say(said), Part::Quiet);
        return;
    }
    // The answer of the selected one is read out to the visitor: it has room of its own.
    let detail = if area.height > 2 * DETAIL { DETAIL } else { 0 };
    let list = upper(area, area.height.saturating_sub(detail));
    let columns = [
        Column::new(desk.say("enquiries-question"), 20).grow(1),
        Column::new(desk.say("enquiries-answer"), 20).grow(1),
        Column::new(desk.say("enquiries-by"), 15).fold(2),
        Column::new(desk.say("enquiries-when"), 13).fold(1),
    ];
    // Where there is no room for who said so, that an answer is approved matters more than how often it was given.
    let folded = table::fit(&columns, list.width).len() < columns.len();
    table::draw(canvas, list, &columns, &screen.selection, false, |at| {
        let Some(row) = screen.shown.get(at).copied() else {
            return Vec::new();
        };
        let Some((question, answer)) = screen.said(row) else {
            return Vec::new();
        };
        let (by, when) = match row {
            Shown::Standard(at) => {
                let (approved, given) = standard(desk, screen.standards.get(at));
                let when = if folded { approved.clone() } else { given };
                (approved, when)
            }
            Shown::Earlier(at) => {
                let logged = screen.all.get(at).map(|one| one.logged);
                logged.map_or_else(Default::default, |act| {
                    (words::staff(desk, act.by), words::age(desk, act.at))
                })
            }
        };
        vec![
            TableCell::value(question),
            TableCell::value(answer),
            TableCell::value(by),
            TableCell::said(when),
        ]
    });
    let chosen = screen.chosen().and_then(|row| screen.said(row));
    if let (Some((question, answer)), true) = (chosen, detail > 0) {
        let place = below(area, list.height);
        canvas.rule(upper(place, 1));
        let mut place = below(place, 1);
        for (text, part) in [(question, Part::Title), (answer, Part::Plain)] {
            let rows = canvas.passage(place, text, part);
            place = below(place, rows);
        }
    }
}

/// That an answer is approved, or puts a misconception right, and how often it was given.
fn standard(desk: &Desk, standard: Option<&Standard>) -> (String, String) {
    let Some(standard) = standard else {
        return Default::default();
    };
    let id = if standard.misconception {
        "standard-misconception"
    } else {
        "standard-approved"
    };
    let given = [("count", standard.given.into())];
    (desk.say(id), desk.say_with("standard-given", &given))
}
