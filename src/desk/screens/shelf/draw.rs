//! How the shelf looks: the references, the places found, or a text with what is sought marked in it.

use ratatui::layout::Rect;

use super::{Shelf, hits, missing};
use crate::desk::state::Desk;
use crate::desk::widget::canvas::{Canvas, Hit, after, below, first, upper};
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::theme::Part;

/// The widest a text is read in, in columns: longer lines are lost on the way back.
const WIDEST: u16 = 90;

/// A reference's title.
pub(super) fn name(shelf: &Shelf, desk: &Desk, at: usize) -> String {
    let id = shelf
        .found
        .as_ref()
        .and_then(|found| found.get(at))
        .map(|found| found.id.as_str());
    let references = desk.profile.iter().flat_map(|profile| &profile.references);
    let mut same = references.filter(|one| Some(one.id.as_str()) == id);
    match same.next() {
        Some(one) => desk.texts.pick(&one.title).to_owned(),
        None => id.unwrap_or_default().to_owned(),
    }
}

pub(super) fn draw(shelf: &Shelf, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let area = match &shelf.typed {
        Some(field) => {
            let line = upper(area, 1);
            let taken = canvas.text(line, &desk.say("shelf-sought"), Part::Title);
            field.draw(canvas, first(after(line, taken + 2), 40), true);
            below(area, 2)
        }
        None => area,
    };
    let Some(found) = &shelf.found else {
        canvas.text(area, &desk.say("shelf-reading"), Part::Quiet);
        return;
    };
    if found.is_empty() {
        canvas.paragraph(area, &desk.say("shelf-empty"), Part::Quiet);
    } else if let Some(at) = shelf.open {
        draw_text(shelf, canvas, area, at);
    } else if shelf.is_sought() {
        draw_places(shelf, desk, canvas, area);
    } else {
        draw_list(shelf, desk, canvas, area);
    }
}

fn draw_list(shelf: &Shelf, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let found = shelf.found.as_deref().unwrap_or_default();
    let mut left = area;
    for (at, one) in found.iter().enumerate() {
        let line = upper(left, 1);
        canvas.text(line, &name(shelf, desk, at), Part::Plain);
        if let Ok(text) = &one.text {
            let count = desk.say_with("shelf-lines", &[("count", text.lines.len().into())]);
            canvas.text_at_end(line, &count, Part::Quiet);
        }
        canvas.zone(line, Hit::Row(at));
        if shelf.selection.selected() == Some(at) {
            canvas.paint(line, Part::Selected);
            if shelf.typed.is_none() {
                canvas.caret(line);
            }
        }
        left = below(left, 1);
        if let Err(why) = &one.text {
            let rows = canvas.paragraph(after(left, 2), &missing(desk, why), Part::Quiet);
            left = below(left, rows);
        }
        left = below(left, 1);
    }
}

fn draw_places(shelf: &Shelf, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    if shelf.places.is_empty() {
        canvas.text(area, &desk.say("shelf-nowhere"), Part::Quiet);
        return;
    }
    let columns = [
        Column::new(desk.say("shelf-reference"), 20),
        Column::new(desk.say("shelf-line"), 5),
        Column::new(String::new(), 20).grow(1),
    ];
    table::draw(
        canvas,
        area,
        &columns,
        &shelf.selection,
        shelf.typed.is_none(),
        |at| {
            let Some(place) = shelf.places.get(at) else {
                return Vec::new();
            };
            let line = shelf
                .lines(place.at)
                .get(place.line)
                .map_or("", String::as_str);
            vec![
                TableCell::said(name(shelf, desk, place.at)).like(Part::Quiet),
                TableCell::value((place.line + 1).to_string()).like(Part::Quiet),
                TableCell::value(excerpt(line, &shelf.sought)),
            ]
        },
    );
}

/// A line from a little before what is sought.
fn excerpt(line: &str, sought: &str) -> String {
    const BEFORE: usize = 20;
    let line = line.trim_start_matches(['#', '-', '*', ' ']);
    let Some(hit) = hits(line, sought).into_iter().next() else {
        return line.to_owned();
    };
    let before = line.get(..hit.start).unwrap_or_default();
    let cut = before.chars().count().saturating_sub(BEFORE);
    if cut == 0 {
        return line.to_owned();
    }
    let from = before.char_indices().nth(cut).map_or(0, |(at, _)| at);
    format!("…{}", line.get(from..).unwrap_or_default())
}

/// The text from the line where one reads, each line in its own direction.
fn draw_text(shelf: &Shelf, canvas: &mut Canvas<'_>, area: Rect, at: usize) {
    let lines = shelf.lines(at);
    let from = shelf.selection.selected().unwrap_or(0);
    let area = first(area, WIDEST);
    let mut left = area;
    for line in lines.iter().skip(from) {
        if left.height == 0 {
            break;
        }
        let text = line.trim_start_matches('#').trim_start();
        let part = if line.starts_with('#') {
            Part::Title
        } else {
            Part::Plain
        };
        let marks = hits(text, &shelf.sought);
        let rows = canvas.marked(left, text, part, &marks, Part::Selected);
        left = below(left, rows.max(1));
    }
}
