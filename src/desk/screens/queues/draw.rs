//! How the queues look: the stages with their counts, the rows, and what is known of the row under the hand.

use ratatui::layout::Rect;

use super::super::beside;
use super::{Pane, Queues, panes as turned_through};
use crate::desk::state::Desk;
use crate::desk::widget::canvas::{Canvas, after, below, first, row, upper};
use crate::desk::widget::sheet::Sheet;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::theme::Part;
use crate::desk::widget::{names, panes};
use crate::desk::words;
use crate::domain::ids::Entity;
use crate::domain::request::{Stage, Urgency};
use crate::protocol::query::QueueRow;

/// From this width on the stages stand beside the rows, else above them.
const STAGES_FROM: u16 = 96;
/// Columns beside a stage's name for how many wait there.
const COUNT: u16 = 5;
/// From this width on a date is shown in both calendars.
const BOTH_CALENDARS_FROM: u16 = 110;
/// The same in the queue of replies.
const REPLY_IN_BOTH_FROM: u16 = 76;

pub(super) fn draw(queues: &Queues, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let area = if area.width >= STAGES_FROM {
        let stages = draw_stages(queues, desk, canvas, area);
        canvas.divider(first(after(area, stages + 1), 1));
        after(area, stages + 3)
    } else {
        draw_stage_line(queues, desk, canvas, upper(area, 1));
        below(area, 1)
    };
    if let Some(beside) = queues.beside {
        canvas.paragraph(below(area, 1), &beside.about(desk), Part::Plain);
        return;
    }
    let panes = panes::split(canvas, area);
    let list = match &queues.jump {
        Some(field) => {
            let label = desk.say("queues-jump");
            let taken = canvas.text(upper(panes.list, 1), &label, Part::Title);
            field.draw(
                canvas,
                first(after(upper(panes.list, 1), taken + 2), 12),
                true,
            );
            below(panes.list, 1)
        }
        None => panes.list,
    };
    if queues.known && queues.selection.rows() == 0 {
        let id = if queues.mine || queues.branch.is_some() || queues.service.is_some() {
            "queues-empty-filtered"
        } else {
            "queues-empty"
        };
        canvas.paragraph(below(list, 1), &desk.say(id), Part::Quiet);
        return;
    }
    draw_rows(queues, desk, canvas, list);
    if let (Some(area), Some(row)) = (panes.detail, queues.selected_row()) {
        detail(desk, row).draw(canvas, area, 0);
    }
}

/// A stage in a word, for several of them stand in a row.
fn name(desk: &Desk, stage: Stage) -> String {
    desk.say(&format!("queue-{}", stage.id()))
}

fn count(desk: &Desk, stage: Stage) -> String {
    let counts = desk.view.as_ref().map(|view| &view.counts.stages);
    counts.map_or_else(String::new, |counts| {
        counts.get(&stage).copied().unwrap_or(0).to_string()
    })
}

fn named(desk: &Desk, pane: Pane) -> (String, String) {
    match pane {
        Pane::Stage(stage) => (name(desk, stage), count(desk, stage)),
        Pane::Beside(one) => (one.name(desk), beside::number(one.count(desk))),
    }
}

/// One below the other; the columns they take, which a language with longer words has more of.
fn draw_stages(queues: &Queues, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) -> u16 {
    let panes = turned_through(desk);
    let widths = panes
        .iter()
        .map(|pane| canvas.width_of(&named(desk, *pane).0));
    let width = widths.max().unwrap_or(0).saturating_add(COUNT);
    for (at, pane) in (0u16..).zip(panes) {
        let line = first(row(area, at), width);
        let (name, count) = named(desk, pane);
        canvas.text(line, &name, Part::Plain);
        canvas.text_at_end(line, &count, Part::Quiet);
        if pane == queues.pane() {
            canvas.paint(line, Part::Selected);
        }
    }
    width
}

fn draw_stage_line(queues: &Queues, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let all: Vec<(String, bool)> = turned_through(desk)
        .into_iter()
        .map(|pane| {
            let (name, count) = named(desk, pane);
            let said = format!("{name} {count}");
            (said.trim_end().to_owned(), pane == queues.pane())
        })
        .collect();
    names::draw(canvas, area, &all);
}

fn draw_rows(queues: &Queues, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    // Where a reply is what waits, its day matters more than the service.
    let enough = match queues.stage {
        Stage::Reply => REPLY_IN_BOTH_FROM,
        _ => BOTH_CALENDARS_FROM,
    };
    let wide = area.width >= enough;
    let studied = matches!(queues.stage, Stage::Study | Stage::Decision | Stage::Reply);
    let mut columns = vec![
        Column::new(desk.say("queues-column-number"), 10),
        Column::new(String::new(), 2),
        Column::new(desk.say("queues-column-name"), 18).grow(1),
        Column::new(desk.say("queues-column-since"), 9),
        Column::new(desk.say("fact-service"), 16).fold(2),
        Column::new(desk.say("queues-column-with"), 12).fold(1),
    ];
    if studied {
        let width = if wide { 31 } else { 12 };
        columns.insert(4, Column::new(desk.say("queues-column-reply"), width));
    }
    let profile = desk.profile.as_deref();
    table::draw(
        canvas,
        area,
        &columns,
        &queues.selection,
        queues.jump.is_none(),
        |at| {
            let Some(row) = queues.row(at) else {
                return vec![TableCell::said("…").like(Part::Quiet)];
            };
            let urgent = row.urgency == Urgency::Urgent;
            let open = words::has_company(desk, Entity::Request(row.request));
            let signs = [if urgent { "!" } else { " " }, if open { "◆" } else { "" }];
            let mut cells = vec![
                TableCell::value(row.request.to_string()),
                TableCell::said(signs.concat().trim_end()).like(Part::Alarm),
                TableCell::value(row.name.as_str()),
                TableCell::said(words::wait(desk, row.since)),
                TableCell::said(words::service(desk, profile, &row.service)),
                TableCell::value(words::staff(desk, row.officer)),
            ];
            if studied {
                cells.insert(4, reply(desk, row, wide));
            }
            cells
        },
    );
}

fn reply(desk: &Desk, row: &QueueRow, wide: bool) -> TableCell {
    let Some(date) = row.reply_not_before else {
        return TableCell::said("–");
    };
    let reached = date <= desk.now.date();
    let mark = if reached { "● " } else { "" };
    let said = if wide {
        words::both_dates(desk, date)
    } else {
        crate::arabic::isolate::ltr(&words::hijri_date(date))
    };
    TableCell::said(format!("{mark}{said}")).like(if reached { Part::Alarm } else { Part::Plain })
}

/// What is known of a row: the question that waits, and what is next.
fn detail(desk: &Desk, row: &QueueRow) -> Sheet {
    let mut sheet = Sheet::new();
    sheet.said(
        format!(
            "{} · {}",
            words::value(&row.request.to_string()),
            words::value(&row.name)
        ),
        Part::Title,
    );
    let company = words::company(desk, Entity::Request(row.request));
    if !company.is_empty() {
        sheet.said(format!("◆ {company}"), Part::Difference);
    }
    sheet.value(desk.say("fact-question"), &row.question, Part::Plain);
    sheet.fact(desk.say("request-next"), next(desk, row), Part::Plain);
    if let Some(date) = row.reply_not_before {
        sheet.fact(
            desk.say("request-reply-not-before"),
            words::both_dates(desk, date),
            Part::Plain,
        );
    }
    let branch = words::branch(desk, row.branch);
    sheet.value(desk.say("fact-branch"), &branch, Part::Plain);
    sheet
}

fn next(desk: &Desk, row: &QueueRow) -> String {
    let profile = desk.profile.as_deref();
    let officer = words::staff(desk, row.officer);
    super::super::request::next_of_stage(desk, profile, row.stage, &officer, row.reply_not_before)
}
