//! How a form is drawn.

use ratatui::layout::Rect;

use super::definition::{Choice, Field, Kind};
use super::running::{Editor, Running};
use crate::desk::state::{Desk, Hit};
use crate::desk::widget::canvas::{Align, Canvas, after, below, direction_of, first, row, upper};
use crate::desk::widget::steps::{self, Standing};
use crate::desk::widget::text_field::mask;
use crate::desk::widget::theme::Part;
use crate::domain::date::{Calendar, DateAsWritten};
use crate::domain::document::Agreement;
use crate::domain::profile::PaperField;
use crate::locale::Texts;
use crate::matching::papers;

/// From this width on the steps stand in the margin, and above the fields below it.
const MARGIN_FROM: u16 = 100;
const MARGIN: u16 = 24;

/// Draws the whole form: its steps, and the fields of the one shown.
pub fn draw(running: &Running, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let fields = draw_steps(running, desk, canvas, area);
    draw_fields(running, desk, canvas, fields);
}

/// Draws the steps; returns what they leave free, for the fields or whatever a screen puts there.
pub fn draw_steps(running: &Running, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) -> Rect {
    let shown = running.step().map_or(0, |(count, _)| count);
    let steps: Vec<(String, Standing)> = running
        .form()
        .visible(running.values())
        .enumerate()
        .map(|(at, step)| {
            let standing = if at == shown {
                Standing::Here
            } else if at < shown && step.open(running.values()) == 0 {
                Standing::Done
            } else {
                Standing::Open
            };
            (step.label.said(&desk.texts), standing)
        })
        .collect();
    if steps.len() < 2 {
        return area;
    }
    if area.width >= MARGIN_FROM {
        steps::draw_down(canvas, first(area, MARGIN), &steps);
        after(area, MARGIN + 2)
    } else {
        steps::draw_across(canvas, upper(area, 1), &steps);
        below(area, 2)
    }
}

/// Draws the fields of the step shown.
pub fn draw_fields(running: &Running, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let fields: Vec<&Field> = running.fields().collect();
    let label_width = fields
        .iter()
        .filter(|field| field.kind.takes_focus())
        .map(|field| canvas.width_of(&field.label.said(&desk.texts)))
        .max()
        .unwrap_or(0)
        .saturating_add(5)
        .min(area.width / 2);
    let height = |field: &Field| height_of(running, desk, canvas, field, area.width - label_width);
    let heights: Vec<u16> = fields.iter().map(|field| height(field)).collect();
    let focus = running.focused().map(|field| field.id.as_str());
    let at = fields
        .iter()
        .position(|field| Some(field.id.as_str()) == focus);
    let mut rest = area;
    for at in first_seen(&heights, at.unwrap_or(0), area.height)..fields.len() {
        let (Some(field), Some(height)) = (fields.get(at), heights.get(at)) else {
            break;
        };
        if rest.height == 0 {
            break;
        }
        let place = upper(rest, *height);
        draw_field(running, desk, canvas, field, place, label_width);
        let compared = fields
            .get(at + 1)
            .is_some_and(|next| matches!(next.kind, Kind::Same { .. }));
        if matches!(field.kind, Kind::Heading) && compared {
            let value = after(row(place, place.height.saturating_sub(1)), label_width);
            let (stated, beside) = halves(value);
            canvas.text(stated, &desk.say("same-stated"), Part::Quiet);
            canvas.text(beside, &desk.say("same-on-paper"), Part::Quiet);
        }
        canvas.zone(place, Hit::Field(field.id.clone()));
        rest = below(rest, *height);
    }
}

/// Where what was stated stands, and what the paper says beside it; the sign stands after both.
fn halves(area: Rect) -> (Rect, Rect) {
    let half = area.width.saturating_sub(4) / 2;
    let beside = after(area, half + 1);
    (
        first(area, half),
        first(beside, beside.width.saturating_sub(3)),
    )
}

/// Whether what was stated and what the paper says stand one below the other: a name cut short cannot be compared by
/// eye, and two that touch read as one.
fn stacked(canvas: &Canvas<'_>, stated: &str, on_paper: &str, area: Rect) -> bool {
    let (left, beside) = halves(area);
    canvas.width_of(stated) >= left.width || canvas.width_of(on_paper) > beside.width
}

/// The first field seen, so that the one with the focus and the one after it are.
fn first_seen(heights: &[u16], focus: usize, rows: u16) -> usize {
    let mut top = 0;
    loop {
        let seen: u32 = heights
            .iter()
            .skip(top)
            .take((focus + 2).saturating_sub(top))
            .map(|height| u32::from(*height))
            .sum();
        if seen <= u32::from(rows) || top >= focus {
            return top;
        }
        top += 1;
    }
}

fn height_of(
    running: &Running,
    desk: &Desk,
    canvas: &Canvas<'_>,
    field: &Field,
    width: u16,
) -> u16 {
    match field.kind {
        Kind::Heading => return 2,
        Kind::Note => {
            let rows = canvas.rows_of(&field.label.said(&desk.texts), width);
            return rows.saturating_add(1);
        }
        _ => {}
    }
    let said = said_below(running, desk, field);
    let below: u16 = said.map_or(0, |(text, _)| canvas.rows_of(&text, width));
    rows_of_value(running, canvas, field, width).saturating_add(below)
}

fn rows_of_value(running: &Running, canvas: &Canvas<'_>, field: &Field, width: u16) -> u16 {
    match &field.kind {
        Kind::Same { stated, .. } => {
            let area = Rect::new(0, 0, width, 1);
            1 + u16::from(stacked(canvas, stated, running.value(&field.id), area))
        }
        Kind::Choice(choices) | Kind::Many(choices) if has_focus(running, field) => {
            u16::try_from(choices.len()).unwrap_or(u16::MAX).max(1)
        }
        _ => 1,
    }
}

fn has_focus(running: &Running, field: &Field) -> bool {
    running.focused().is_some_and(|one| one.id == field.id)
}

/// What stands under a field: its problem, or its hint while it has the focus.
fn said_below(running: &Running, desk: &Desk, field: &Field) -> Option<(String, Part)> {
    if let Some(problem) = running.problem(field) {
        let (sign, part) = if problem.stops {
            ('✗', Part::Alarm)
        } else {
            ('!', Part::Difference)
        };
        return Some((format!("{sign} {}", problem.said(&desk.texts)), part));
    }
    let hint = field.hint.as_ref().filter(|_| has_focus(running, field))?;
    Some((hint.said(&desk.texts), Part::Quiet))
}

fn draw_field(
    running: &Running,
    desk: &Desk,
    canvas: &mut Canvas<'_>,
    field: &Field,
    area: Rect,
    label_width: u16,
) {
    let focused = has_focus(running, field);
    let texts = &desk.texts;
    match field.kind {
        Kind::Heading => {
            let place = after(row(area, area.height.saturating_sub(1)), 2);
            canvas.text(place, &field.label.said(texts), Part::Title);
            return;
        }
        Kind::Note => {
            let place = first(after(area, 2), area.width.saturating_sub(label_width));
            canvas.paragraph(place, &field.label.said(texts), Part::Plain);
            return;
        }
        _ => {}
    }
    let mark = if focused { "▸" } else { " " };
    let mark = if focused && canvas.rtl() { "◂" } else { mark };
    canvas.text(first(area, 1), mark, Part::Plain);
    let label = first(after(area, 2), label_width.saturating_sub(3));
    let needed = field.required && running.value(&field.id).is_empty();
    // A label cut short is still known; that something is required would not be.
    let star = if needed { 2 } else { 0 };
    let taken = canvas.text(
        first(label, label.width.saturating_sub(star)),
        &field.label.said(texts),
        if focused { Part::Plain } else { Part::Quiet },
    );
    if needed {
        canvas.text(after(label, taken + 1), "*", Part::Alarm);
    }
    let value = after(area, label_width);
    // What is said below is no part of the field.
    let rows = rows_of_value(running, canvas, field, value.width);
    draw_value(running, texts, canvas, field, upper(value, rows), focused);
    if matches!(field.kind, Kind::Same { .. }) && rows > 1 {
        canvas.text(row(label, 1), &desk.say("same-on-paper"), Part::Quiet);
    }
    if let Some((said, part)) = said_below(running, desk, field) {
        canvas.paragraph(below(value, rows), &said, part);
    }
}

fn draw_value(
    running: &Running,
    texts: &Texts,
    canvas: &mut Canvas<'_>,
    field: &Field,
    area: Rect,
    focused: bool,
) {
    let value = running.value(&field.id);
    match (&field.kind, running.editor()) {
        (Kind::Date | Kind::Until(_), editor) => {
            let width = first(area, 12.min(area.width));
            match editor {
                Editor::Text(text) if focused => text.draw(canvas, width, true),
                _ => {
                    canvas.value(width, value, Part::Plain);
                }
            }
            let valid = valid_on(&field.kind, value).map(|valid| match valid {
                true => (format!("✓ {}", texts.get("date-valid")), Part::Good),
                false => (format!("✗ {}", texts.get("date-expired")), Part::Alarm),
            });
            let mut other = other_calendar(value, texts);
            let widths = [&other, &valid.as_ref().map(|(said, _)| said.clone())];
            let needed = widths.into_iter().flatten();
            let needed = needed.fold(14, |sum: u16, said| {
                sum.saturating_add(canvas.width_of(said) + 2)
            });
            // Where there is little room the gaps give way first, then the other calendar: that a paper is valid or not
            // is what it is looked at for.
            let gap = if needed > area.width + 2 { 1 } else { 2 };
            if valid.is_some() && needed > area.width + 4 {
                other = None;
            }
            let mut rest = after(area, 12 + gap);
            if let Some(other) = other {
                let taken = canvas.text(rest, &other, Part::Quiet);
                rest = after(rest, taken + gap);
            }
            if let Some((said, part)) = valid {
                canvas.text(rest, &said, part);
            }
        }
        (Kind::Text(_) | Kind::Number, Editor::Text(text)) if focused => {
            text.draw(canvas, area, true);
        }
        (Kind::Text(manner), _) => {
            let masked = manner.masked && !running.revealed();
            let shown = if masked {
                mask(value, 4)
            } else {
                value.to_owned()
            };
            canvas.line(area, &shown, manner.base, Align::Start, Part::Plain);
        }
        (Kind::Number, _) => {
            canvas.value(area, value, Part::Plain);
        }
        (Kind::Same { stated, of, manner }, editor) => {
            let (left, beside) = if stacked(canvas, stated, value, area) {
                let whole = |at| {
                    let line = row(area, at);
                    first(line, line.width.saturating_sub(3))
                };
                (whole(0), whole(1))
            } else {
                halves(row(area, 0))
            };
            let end = Rect { height: 1, ..area };
            let end = Rect { y: beside.y, ..end };
            canvas.line(left, stated, manner.base, Align::Start, Part::Quiet);
            match editor {
                Editor::Text(text) if focused => text.draw(canvas, beside, true),
                _ => {
                    canvas.line(beside, value, manner.base, Align::Start, Part::Plain);
                }
            }
            let (sign, part) = match agreement_of(*of, stated, value) {
                None => return,
                Some(Agreement::Equal) => ("=", Part::Good),
                Some(Agreement::Folded | Agreement::OneDayApart) => ("≈", Part::Difference),
                Some(Agreement::Differs) => ("≠", Part::Alarm),
            };
            canvas.text(after(end, end.width.saturating_sub(2)), sign, part);
        }
        (Kind::Heading | Kind::Note, _) => {}
        (Kind::YesNo, _) => {
            let mut rest = area;
            for (number, answer, text) in [
                (1, "yes", texts.get("form-yes")),
                (2, "no", texts.get("form-no")),
            ] {
                let sign = if value == answer { '●' } else { '○' };
                let part = match (focused, value == answer) {
                    (true, true) => Part::Focus,
                    (false, true) => Part::Plain,
                    (_, false) => Part::Quiet,
                };
                if focused {
                    let taken = draw_number(canvas, rest, number);
                    rest = after(rest, taken);
                }
                let taken = canvas.text(rest, &format!("{sign} {text}"), part);
                // On the answer given, or on the first one.
                if focused && (answer == "yes" || value == answer) {
                    canvas.caret(rest);
                }
                rest = after(rest, taken + 3);
            }
        }
        (Kind::Choice(choices), Editor::Pick(at)) if focused => {
            let chosen = |choice: &Choice| choice.value == value;
            let look = (['●', '○'], !field.deliberate);
            draw_choices(canvas, texts, area, choices, *at, look, chosen);
        }
        (Kind::Many(choices), Editor::Pick(at)) if focused => {
            let chosen = |choice: &Choice| value.split('\n').any(|one| one == choice.value);
            let look = (['☑', '☐'], true);
            draw_choices(canvas, texts, area, choices, *at, look, chosen);
        }
        (Kind::Choice(choices) | Kind::Many(choices), _) => {
            let said: Vec<String> = choices
                .iter()
                .filter(|choice| value.split('\n').any(|one| one == choice.value))
                .map(|choice| choice.label.said(texts))
                .collect();
            let said = said.join(if canvas.rtl() { "، " } else { ", " });
            let base = if said.is_empty() {
                canvas.base()
            } else {
                direction_of(&said)
            };
            canvas.line(area, &said, base, Align::Start, Part::Plain);
        }
    }
}

fn draw_choices(
    canvas: &mut Canvas<'_>,
    texts: &Texts,
    area: Rect,
    choices: &[Choice],
    at: usize,
    ([on, off], by_digit): ([char; 2], bool),
    chosen: impl Fn(&Choice) -> bool,
) {
    // What does not fit is scrolled to where the hand is.
    let height = usize::from(area.height);
    let top = (at + 1).saturating_sub(height);
    for (line, (number, choice)) in choices
        .iter()
        .enumerate()
        .skip(top)
        .take(height)
        .enumerate()
    {
        let Ok(line) = u16::try_from(line) else { break };
        let sign = if chosen(choice) { on } else { off };
        let part = if number == at {
            Part::Focus
        } else {
            Part::Plain
        };
        let mut place = row(area, line);
        let said = choice.label.said(texts);
        if by_digit {
            let taken = draw_number(canvas, place, number + 1);
            place = after(place, taken);
        }
        canvas.text(place, &format!("{sign} {said}"), part);
        if number == at {
            canvas.caret(place);
        }
    }
}

/// The digit that takes a choice, where one does. Columns taken.
fn draw_number(canvas: &mut Canvas<'_>, area: Rect, number: usize) -> u16 {
    if number < 10 {
        canvas.text(area, &number.to_string(), Part::Quiet);
    }
    2
}

/// How what a paper says stands to what was stated; nothing while nothing was read.
fn agreement_of(of: PaperField, stated: &str, on_paper: &str) -> Option<Agreement> {
    (!on_paper.is_empty()).then(|| papers::agreement(of, stated, on_paper))
}

/// Whether a paper is valid on the day it must be; nothing while no date is written, or where none must be.
fn valid_on(kind: &Kind, value: &str) -> Option<bool> {
    let Kind::Until(day) = kind else { return None };
    let until = DateAsWritten::parse(value).ok()?;
    Some(until.gregorian() >= *day)
}

/// The date in the calendar it was not written in, or nothing while it is no date.
#[must_use]
pub fn other_calendar(value: &str, texts: &Texts) -> Option<String> {
    let date = DateAsWritten::parse(value).ok()?;
    let (other, calendar) = match date.calendar() {
        Calendar::Gregorian => (date.hijri().to_string(), texts.get("calendar-hijri")),
        Calendar::UmmAlQura => (
            date.gregorian().to_string(),
            texts.get("calendar-gregorian"),
        ),
    };
    Some(format!(
        "= {} {calendar}",
        crate::arabic::isolate::ltr(&other)
    ))
}
