//! The versions of the profile adopted so far (row 54), the one in force first.

use ratatui::layout::Rect;

use super::Administration;
use crate::desk::state::Desk;
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::sheet::Sheet;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::theme::Part;
use crate::desk::words;

pub(super) fn draw(screen: &Administration, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let columns = [
        Column::new(desk.say("cli-column-version"), 7),
        Column::new(desk.say("versions-since"), 14),
        Column::new(desk.say("versions-by"), 12).grow(1),
        Column::new(desk.say("versions-requests"), 8),
        Column::new(desk.say("versions-open"), 6),
    ];
    table::draw(canvas, area, &columns, &screen.at_version, true, |at| {
        let Some(line) = screen.versions.get(at) else {
            return Vec::new();
        };
        let part = if at == 0 { Part::Plain } else { Part::Quiet };
        vec![
            TableCell::value(line.pin.version.to_string()).like(part),
            TableCell::value(words::hijri_date(line.at.date())).like(part),
            TableCell::value(words::staff(desk, line.by)).like(part),
            TableCell::value(line.requests.to_string()).like(part),
            TableCell::value(line.open.to_string()).like(part),
        ]
    });
}

pub(super) fn chosen(screen: &Administration, desk: &Desk) -> Option<Sheet> {
    let at = screen.at_version.selected()?;
    let line = screen.versions.get(at)?;
    let mut sheet = Sheet::new();
    sheet.fact(
        desk.say("versions-since"),
        words::both_dates(desk, line.at.date()),
        Part::Plain,
    );
    sheet.value(
        desk.say("versions-by"),
        &words::staff(desk, line.by),
        Part::Plain,
    );
    let kept = [("open", line.open.into()), ("count", line.requests.into())];
    sheet.said(
        desk.say(if at == 0 {
            "versions-in-force"
        } else {
            "versions-kept"
        }),
        Part::Title,
    );
    sheet.said(desk.say_with("versions-keep", &kept), Part::Plain);
    Some(sheet)
}
