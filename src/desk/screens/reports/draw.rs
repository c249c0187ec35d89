//! How reports look: which there are, of which days, and bars with their figures.

use ratatui::layout::Rect;

use super::{Reports, words_of};
use crate::desk::state::Desk;
use crate::desk::widget::canvas::{Canvas, after, below, first, row, upper};
use crate::desk::widget::names;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::theme::Part;
use crate::domain::date::Calendar;
use crate::domain::report::{By, Measure, ReportName, Unit};
use crate::domain::voice::Score;

/// From this width on the reports stand beside what they say, else above it.
const NAMES_FROM: u16 = 96;
const NAMES: u16 = 22;
/// Columns of a label, of the bars and of a figure.
const LABEL: u16 = 18;
const BAR: u16 = 10;
const FIGURE: u16 = 9;

pub(super) fn draw(reports: &Reports, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let area = if area.width >= NAMES_FROM {
        draw_names(reports, desk, canvas, first(area, NAMES - 1));
        canvas.divider(first(after(area, NAMES), 1));
        after(area, NAMES + 2)
    } else {
        let words = words_of(desk);
        let names = ReportName::ALL
            .iter()
            .map(|name| (words.name(*name), *name == reports.name));
        names::draw(canvas, upper(area, 1), &names.collect::<Vec<_>>());
        below(area, 1)
    };
    let taken = draw_period(reports, desk, canvas, area);
    let area = below(area, taken);
    if let Some(refused) = &reports.refused {
        canvas.paragraph(below(area, 1), refused, Part::Plain);
        return;
    }
    let Some(report) = &reports.report else {
        canvas.text(below(area, 1), &desk.say("reports-counting"), Part::Quiet);
        return;
    };
    let words = words_of(desk);
    let sections: Vec<(String, bool)> = report
        .sections
        .iter()
        .enumerate()
        .map(|(at, section)| (words.by(section.by), at == reports.at))
        .collect();
    names::draw(canvas, upper(area, 1), &sections);
    let area = below(area, 2);
    if reports.is_blank() {
        canvas.paragraph(area, &desk.say("reports-nothing"), Part::Quiet);
        return;
    }
    if reports.name != ReportName::Satisfaction {
        draw_lines(reports, desk, canvas, area);
        return;
    }
    // Why a row may have no figures.
    let why = desk.say("voice-by-fives");
    let rows = area.height.saturating_sub(canvas.rows_of(&why, area.width));
    draw_lines(reports, desk, canvas, upper(area, rows));
    canvas.paragraph(below(area, rows), &why, Part::Quiet);
}

fn draw_names(reports: &Reports, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let words = words_of(desk);
    for (at, name) in (0u16..).zip(ReportName::ALL) {
        let line = row(area, at);
        canvas.text(line, &words.name(*name), Part::Plain);
        if *name == reports.name {
            canvas.paint(line, Part::Selected);
        }
    }
}

/// Of which days, in both calendars, and of which branch; or the field in which days are typed. Rows taken.
fn draw_period(reports: &Reports, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) -> u16 {
    if let Some(field) = &reports.typed {
        let label = desk.say("reports-type-period");
        let taken = canvas.text(upper(area, 1), &label, Part::Title);
        field.draw(canvas, first(after(upper(area, 1), taken + 2), 26), true);
        let (said, part) = if reports.wrong.is_empty() {
            (desk.say("period-shape"), Part::Quiet)
        } else {
            (reports.wrong.clone(), Part::Alarm)
        };
        return canvas
            .paragraph(below(area, 1), &said, part)
            .saturating_add(2);
    }
    let words = words_of(desk);
    let branch = match reports.branch {
        Some(no) => words.branch(no),
        None => desk.say("report-every-branch"),
    };
    let branch = crate::arabic::isolate::auto(&branch);
    if reports.name == ReportName::Pending {
        let said = format!("{} · {branch}", desk.say("reports-as-of-now"));
        canvas.text(upper(area, 1), &said, Part::Quiet);
        return 2;
    }
    let days = reports.chosen.days(desk);
    let hijri = desk.say_with(
        "report-days-hijri",
        &[("days", words.days(days, Calendar::UmmAlQura).into())],
    );
    let gregorian = desk.say_with(
        "report-days-gregorian",
        &[("days", words.days(days, Calendar::Gregorian).into())],
    );
    let said = format!("{} · {branch}", reports.chosen.said(desk));
    canvas.text(upper(area, 1), &said, Part::Plain);
    let both = format!("{hijri} · {gregorian}");
    if canvas.width_of(&both) <= area.width {
        canvas.text(row(area, 1), &both, Part::Quiet);
        return 3;
    }
    canvas.text(row(area, 1), &hijri, Part::Quiet);
    canvas.text(row(area, 2), &gregorian, Part::Quiet);
    4
}

fn draw_lines(reports: &Reports, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let words = words_of(desk);
    let Some(section) = reports.section() else {
        return;
    };
    let one_by_one = section.by == By::All;
    let shown = reports
        .line(desk, 0)
        .map(|line| line.figures)
        .unwrap_or_default();
    let heading = |measure: Option<&(Measure, Option<u64>)>| {
        measure.map_or_else(String::new, |(measure, _)| words.measure(*measure))
    };
    let first = |at| reports.line(desk, at)?.figures.first().copied();
    let first: Vec<_> = (0..reports.selection.rows()).filter_map(first).collect();
    // What is of one kind is measured against the greatest of its kind, and scores against the best there is.
    let greatest = |unit: Unit| match unit {
        Unit::Score => u64::from(Score::MOST) * 100,
        Unit::Count | Unit::Minutes => {
            let same = first.iter().filter(|(measure, _)| measure.unit() == unit);
            same.filter_map(|(_, value)| *value).max().unwrap_or(0)
        }
    };
    let (label, bar) = (if area.width < 70 { LABEL - 3 } else { LABEL }, BAR);
    let mut columns = vec![
        Column::new(
            if one_by_one {
                String::new()
            } else {
                words.by(section.by)
            },
            label + 4,
        )
        .grow(1),
        Column::new(String::new(), bar).grow(1),
        Column::new(
            if one_by_one {
                desk.say("report-count")
            } else {
                heading(shown.first())
            },
            FIGURE + 2,
        ),
    ];
    for (rank, figure) in (1u8..).zip(shown.iter().skip(1)) {
        let heading = heading(Some(figure));
        let width = canvas.width_of(&heading).clamp(6, FIGURE + 2);
        columns.push(Column::new(heading, width).fold(rank));
    }
    let rtl = canvas.rtl();
    let seen = table::fit(&columns, area.width);
    let bar = seen
        .iter()
        .find(|(at, _)| *at == 1)
        .map_or(bar, |(_, width)| *width);
    table::draw(
        canvas,
        area,
        &columns,
        &reports.selection,
        reports.typed.is_none(),
        |at| {
            let Some(line) = reports.line(desk, at) else {
                return vec![];
            };
            let first = line.figures.first().copied();
            let shown = first.map_or_else(String::new, |(measure, value)| {
                bar_of(value.unwrap_or(0), greatest(measure.unit()), bar, rtl)
            });
            let mut cells = vec![TableCell::said(line.label), TableCell::said(shown)];
            cells.extend(line.figures.iter().map(|(measure, value)| {
                let part = match (measure, value) {
                    (Measure::EarlyWithoutLeave | Measure::ReplyDue, Some(1..)) => Part::Alarm,
                    (_, Some(0) | None) => Part::Quiet,
                    _ => Part::Plain,
                };
                TableCell::said(words.figure(*measure, *value)).like(part)
            }));
            cells
        },
    );
}

/// A bar of so many columns for the greatest value, to half a column, growing from where reading starts. What is not
/// nothing is seen.
pub(in crate::desk::screens) fn bar_of(
    value: u64,
    greatest: u64,
    columns: u16,
    rtl: bool,
) -> String {
    if value == 0 || greatest == 0 {
        return String::new();
    }
    let halves = u128::from(columns) * 2;
    if halves == 0 {
        return String::new();
    }
    let length = (u128::from(value) * halves)
        .div_ceil(u128::from(greatest))
        .clamp(1, halves);
    let whole = usize::try_from(length / 2).unwrap_or(0);
    let mut bar = "█".repeat(whole);
    if length % 2 == 1 {
        bar.push(if rtl { '▐' } else { '▌' });
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_figures_and_turn_with_the_language() {
        for (value, greatest, columns, rtl, bar) in [
            (0, 10, 4, true, ""),
            (0, 0, 4, true, ""),
            (10, 10, 4, true, "████"),
            (5, 10, 4, false, "██"),
            (1, 1000, 4, false, "▌"),
            (1, 1000, 4, true, "▐"),
            (6, 10, 4, true, "██▐"),
            (u64::MAX, u64::MAX, 3, false, "███"),
            (7, 10, 0, true, ""),
        ] {
            assert_eq!(
                bar_of(value, greatest, columns, rtl),
                bar,
                "{value}/{greatest}"
            );
        }
    }
}
