//! How a sitting looks: the list, and beside it all that speaks for and against the request under the hand.

use ratatui::layout::Rect;

use super::Committee;
use crate::desk::screens::study::{draw_writing, told};
use crate::desk::state::Desk;
use crate::desk::widget::canvas::{Canvas, after, below, first, upper};
use crate::desk::widget::sheet::Sheet;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::request::Urgency;

/// From this width on the request stands beside the list.
const BESIDE_FROM: u16 = 110;
/// The part of the height a list above its request takes.
const LIST_PART: u16 = 3;

pub(super) fn draw(committee: &Committee, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    if let Some(writing) = committee.bench.writing() {
        draw_writing(&committee.bench, writing, desk, canvas, area);
        return;
    }
    if committee.known && committee.rows.is_empty() {
        canvas.paragraph(below(area, 1), &desk.say("committee-empty"), Part::Quiet);
        return;
    }
    let (list, read) = if area.width >= BESIDE_FROM {
        let list = list_columns(area.width);
        canvas.divider(first(after(area, list + 1), 1));
        (first(area, list), after(area, list + 3))
    } else {
        let list = area.height / LIST_PART;
        canvas.rule(upper(below(area, list), 1));
        (upper(area, list), below(area, list + 1))
    };
    draw_list(committee, desk, canvas, list);
    if let Some(refusal) = committee.bench.refused() {
        canvas.paragraph(read, &words::refusal(desk, refusal), Part::Alarm);
        return;
    }
    let from = committee.scroll.selected().unwrap_or(0);
    detail(committee, desk).draw(canvas, read, from);
}

const fn list_columns(width: u16) -> u16 {
    width / 5 * 2
}

/// How much is read of a request at once, in columns and rows, on a screen of this size.
pub(super) fn read_area(desk: &Desk) -> (u16, u16) {
    let (columns, rows) = desk.size;
    let rows = rows.saturating_sub(4);
    if columns >= BESIDE_FROM {
        (columns.saturating_sub(list_columns(columns) + 3), rows)
    } else {
        (columns, rows.saturating_sub(rows / LIST_PART + 1))
    }
}

fn draw_list(committee: &Committee, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let columns = [
        Column::new(desk.say("queues-column-number"), 10),
        Column::new(String::new(), 1),
        Column::new(desk.say("queues-column-name"), 14).grow(1),
        Column::new(desk.say("queues-column-reply"), 12).fold(1),
        Column::new(desk.say("queues-column-since"), 9).fold(2),
    ];
    let selection = &committee.selection;
    table::draw(canvas, area, &columns, selection, !committee.reads, |at| {
        let Some(row) = committee.rows.get(at) else {
            return Vec::new();
        };
        let urgent = row.urgency == Urgency::Urgent;
        let reply = row.reply_not_before.map_or_else(
            || TableCell::said("–"),
            |date| {
                let reached = date <= desk.now.date();
                let mark = if reached { "● " } else { "" };
                let date = crate::arabic::isolate::ltr(&words::hijri_date(date));
                let part = if reached { Part::Alarm } else { Part::Plain };
                TableCell::said(format!("{mark}{date}")).like(part)
            },
        );
        vec![
            TableCell::value(row.request.to_string()),
            TableCell::said(if urgent { "!" } else { "" }).like(Part::Alarm),
            TableCell::value(row.name.as_str()),
            reply,
            TableCell::said(words::wait(desk, row.since)),
        ]
    });
}

/// All that speaks for and against the request under the hand.
pub(super) fn detail(committee: &Committee, desk: &Desk) -> Sheet {
    let bench = &committee.bench;
    let (Some(profile), Some(page)) = (bench.profile(desk), bench.page()) else {
        return Sheet::new();
    };
    let mut sheet = bench.sheet(desk, &profile);
    let Some(case) = bench.case(desk, &profile) else {
        return sheet;
    };
    told::objections(&mut sheet, desk, page);
    told::decisions(&mut sheet, desk, page);
    told::opinions(&mut sheet, desk, &profile, &case);
    told::need(&mut sheet, desk, &profile, page, bench.is_veiled());
    told::criteria(&mut sheet, desk, &profile, page);
    told::findings(&mut sheet, desk, &profile, page);
    told::reports(&mut sheet, desk, &profile, page, None);
    told::sent_back(&mut sheet, desk, page);
    sheet
}
