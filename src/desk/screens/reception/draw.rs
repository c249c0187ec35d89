//! How reception is drawn: the line and the drafts side by side where there is room, else one above the other.

use ratatui::layout::Rect;

use super::super::beside::{self, Beside};
use super::{Reception, Side};
use crate::desk::state::Desk;
use crate::desk::widget::canvas::{Canvas, Hit, after, below, first, row, upper};
use crate::desk::widget::list::Selection;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::arrival::Turn;

/// From this width on the lists stand side by side.
const BESIDE_FROM: u16 = 110;
/// The rows below the line: a rule, the drafts' heading and three of them, and what waits beside requests.
const DRAFTS_ROWS: u16 = 7;

/// What was done today, in one line.
pub(super) fn today(desk: &Desk) -> String {
    let Some(view) = &desk.view else {
        return String::new();
    };
    let counts = &view.counts;
    let said = if desk.size.0 < 80 {
        "reception-today-short"
    } else {
        "reception-today"
    };
    desk.say_with(
        said,
        &[
            ("arrived", counts.arrived_today.into()),
            ("submitted", counts.submitted_today.into()),
            ("enquiries", counts.enquiries_today.into()),
        ],
    )
}

pub(super) fn draw(screen: &Reception, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    if !screen.settled {
        canvas.text(row(area, 0), &desk.say("reception-asking"), Part::Quiet);
        return;
    }
    let fields = upper(area, if screen.adding { 3 } else { 0 });
    let area = below(area, fields.height);
    let (line, drafts) = if area.width >= BESIDE_FROM {
        let line = area.width / 3 * 2;
        canvas.divider(first(after(area, line + 1), 1));
        (first(area, line), after(area, line + 3))
    } else {
        let line = area.height.saturating_sub(DRAFTS_ROWS);
        let drafts = below(area, line);
        canvas.rule(upper(drafts, 1));
        (upper(area, line), below(drafts, 1))
    };
    let focused = !screen.adding;
    let besides = u16::try_from(Beside::ALL.len()).unwrap_or(0);
    let beside = below(drafts, drafts.height.saturating_sub(besides));
    let drafts = upper(drafts, drafts.height.saturating_sub(besides));
    // Clicks go to the list with the focus, so it is drawn last.
    match screen.side {
        Side::Line => {
            draw_drafts(screen, desk, canvas, drafts, false);
            draw_beside(screen, desk, canvas, beside, false);
            canvas.no_zones();
            draw_line(screen, desk, canvas, line, focused);
        }
        Side::Drafts => {
            draw_line(screen, desk, canvas, line, false);
            draw_beside(screen, desk, canvas, beside, false);
            canvas.no_zones();
            draw_drafts(screen, desk, canvas, drafts, focused);
        }
        Side::Beside => {
            draw_line(screen, desk, canvas, line, false);
            draw_drafts(screen, desk, canvas, drafts, false);
            canvas.no_zones();
            draw_beside(screen, desk, canvas, beside, focused);
        }
    }
    if screen.adding {
        draw_arrival(screen, desk, canvas, fields);
    }
}

fn draw_arrival(screen: &Reception, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let arrival = &screen.arrival;
    let labels = [desk.say("reception-name"), desk.say("reception-purpose")];
    let widths = labels.iter().map(|label| canvas.width_of(label));
    let label_width = widths.max().unwrap_or(0).saturating_add(2);
    let fields = [
        (&arrival.name, !arrival.on_purpose),
        (&arrival.purpose, arrival.on_purpose),
    ];
    for ((line, label), (field, focused)) in (0u16..).zip(&labels).zip(fields) {
        let place = row(area, line);
        canvas.text(
            place,
            label,
            if focused { Part::Title } else { Part::Quiet },
        );
        field.draw(canvas, after(place, label_width), focused);
    }
}

fn draw_line(screen: &Reception, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect, focused: bool) {
    if screen.waiting.is_empty() {
        canvas.text(row(area, 0), &desk.say("reception-line"), Part::Title);
        canvas.paragraph(
            below(area, 1),
            &desk.say("reception-line-empty"),
            Part::Quiet,
        );
        return;
    }
    let columns = [
        Column::new(desk.say("reception-number"), 5),
        Column::new(desk.say("reception-line"), 16).grow(2),
        Column::new(desk.say("reception-since"), 9),
        Column::new(desk.say("reception-purpose"), 12)
            .grow(1)
            .fold(1),
        Column::new(desk.say("reception-with"), 12).fold(2),
    ];
    // Where there is no room for who serves somebody, it stands in place of the purpose: who is served waits no more.
    let folded = table::fit(&columns, area.width).len() < columns.len();
    let selection = shown(&screen.at_line, screen.side == Side::Line);
    table::draw(canvas, area, &columns, &selection, focused, |at| {
        let Some(row) = screen.waiting.get(at) else {
            return Vec::new();
        };
        let arrival = &row.arrival;
        let (with, part) = match arrival.turn {
            Turn::With(staff, _) => (words::staff(desk, staff), Part::Quiet),
            Turn::Waiting | Turn::Gone(_) => (String::new(), Part::Plain),
        };
        let purpose = if folded && !with.is_empty() {
            TableCell::said(
                desk.say_with("reception-is-with", &[("who", words::value(&with).into())]),
            )
        } else {
            TableCell::value(arrival.purpose.clone())
        };
        vec![
            TableCell::value(arrival.no.to_string()).like(part),
            TableCell::value(row.name.clone()).like(part),
            TableCell::said(words::wait(desk, arrival.arrived.at)).like(part),
            purpose.like(part),
            TableCell::value(with).like(part),
        ]
    });
}

fn draw_drafts(
    screen: &Reception,
    desk: &Desk,
    canvas: &mut Canvas<'_>,
    area: Rect,
    focused: bool,
) {
    if screen.open.is_empty() {
        canvas.text(row(area, 0), &desk.say("reception-drafts"), Part::Title);
        canvas.paragraph(
            below(area, 1),
            &desk.say("reception-drafts-empty"),
            Part::Quiet,
        );
        return;
    }
    let columns = [
        Column::new(desk.say("reception-drafts"), 16).grow(1),
        Column::new(desk.say("reception-request"), 11).fold(1),
        Column::new(desk.say("reception-touched"), 13),
    ];
    let selection = shown(&screen.at_draft, screen.side == Side::Drafts);
    table::draw(canvas, area, &columns, &selection, focused, |at| {
        let Some(draft) = screen.open.get(at) else {
            return Vec::new();
        };
        let name = if draft.name.is_empty() {
            TableCell::said(desk.say("reception-unnamed")).like(Part::Quiet)
        } else {
            TableCell::value(draft.name.clone())
        };
        let request = draft.request.map(|no| no.to_string()).unwrap_or_default();
        vec![
            name,
            TableCell::value(request),
            TableCell::said(words::age(desk, draft.touched)),
        ]
    });
}

fn draw_beside(
    screen: &Reception,
    desk: &Desk,
    canvas: &mut Canvas<'_>,
    area: Rect,
    focused: bool,
) {
    let selection = shown(&screen.at_beside, screen.side == Side::Beside);
    for ((line, at), one) in (0u16..).zip(0..).zip(Beside::ALL) {
        let line = row(area, line);
        canvas.text(line, &one.name(desk), Part::Plain);
        canvas.text_at_end(line, &beside::number(one.count(desk)), Part::Title);
        canvas.zone(line, Hit::Row(at));
        if selection.selected() == Some(at) {
            canvas.paint(line, Part::Selected);
            if focused {
                canvas.caret(line);
            }
        }
    }
}

/// The rows of a list; the one without the focus shows none selected.
fn shown(selection: &Selection, has_focus: bool) -> Selection {
    if has_focus {
        *selection
    } else {
        selection.unselected()
    }
}
