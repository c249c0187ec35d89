//! What the wallboard shows, and how it looks.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use ratatui::layout::Rect;

use super::Shows;
use super::figures::{self, Size};
use crate::arabic::Base;
use crate::desk::state::Desk;
use crate::desk::widget::canvas::{Align, Canvas, after, below, first, row, upper};
use crate::desk::widget::frame::{SMALLEST, draw_too_small};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::arrival::Turn;
use crate::domain::ids::{ArrivalNo, RequestNo};
use crate::domain::moment::Moment;
use crate::domain::request::Stage;
use crate::protocol::query::LineRow;
use crate::protocol::{Answer, Query, QueueRow};

/// Columns of one row of the list.
const ROW: u16 = 56;

/// A request as whoever passes by may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number.
    pub request: RequestNo,
    /// Whose, by their initials.
    pub initials: String,
    /// Stage.
    pub stage: Stage,
    /// Since when.
    pub since: Moment,
    /// No reply before this day.
    reply_not_before: Option<NaiveDate>,
}

impl Row {
    /// Of a row of a queue: the rest of it is forgotten here.
    #[must_use]
    pub fn of(row: &QueueRow) -> Row {
        Row {
            request: row.request,
            initials: initials(&row.name),
            stage: row.stage,
            since: row.since,
            reply_not_before: row.reply_not_before,
        }
    }

    /// Whether a reply may be given: by the day it is looked at, which nobody need tell of.
    #[must_use]
    pub fn is_due(&self, today: NaiveDate) -> bool {
        self.reply_not_before.is_some_and(|date| date <= today)
    }
}

/// The first letters of the first name and of the last.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut letters = name
        .split_whitespace()
        // The article is nobody's letter.
        .map(|word| word.strip_prefix("ال").unwrap_or(word))
        .filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
    let (first, last) = (letters.next(), letters.next_back());
    let each = first.into_iter().chain(last);
    each.map(|letter| format!("{letter}."))
        .collect::<Vec<_>>()
        .join(" ")
}

/// What the office has told the wallboard.
#[derive(Debug, Clone, Default)]
pub struct Board {
    shows: Shows,
    /// What does not work just now, in words.
    pub trouble: String,
    queues: BTreeMap<Stage, (u32, Vec<Row>)>,
    /// Who is called next, and how many wait.
    line: Option<(Option<ArrivalNo>, u32)>,
}

impl Board {
    /// A board of which nothing is known yet.
    #[must_use]
    pub fn new(shows: Shows) -> Board {
        Board {
            shows,
            ..Board::default()
        }
    }

    /// What it shows.
    #[must_use]
    pub fn shows(&self) -> &Shows {
        &self.shows
    }

    /// Takes in an answer.
    pub fn know(&mut self, query: &Query, answer: Answer) {
        match (query, answer) {
            (Query::Queue(query), Answer::Queue(page)) => {
                let rows = page.rows.iter().map(Row::of).collect();
                self.queues.insert(query.stage, (page.total, rows));
            }
            (Query::Line, Answer::Line(line)) => {
                let waits = |row: &&LineRow| row.arrival.turn == Turn::Waiting;
                let next = line.iter().find(waits).map(|row| row.arrival.no);
                let count = line.iter().filter(waits).count();
                self.line = Some((next, u32::try_from(count).unwrap_or(u32::MAX)));
            }
            _ => {}
        }
    }

    /// The rows, longest waiting first.
    #[must_use]
    pub fn rows(&self) -> Vec<&Row> {
        let mut rows: Vec<&Row> = self.queues.values().flat_map(|(_, rows)| rows).collect();
        rows.sort_by_key(|row| (row.since, row.request));
        rows
    }

    /// How many wait in each queue.
    pub fn counts(&self) -> impl Iterator<Item = (Stage, u32)> {
        let known = |stage: &Stage| Some((*stage, self.queues.get(stage)?.0));
        self.shows.stages.iter().filter_map(known)
    }

    /// Draws it over a whole canvas.
    pub fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>) {
        let area = canvas.area();
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            return draw_too_small(canvas, desk);
        }
        let inner = first(after(area, 1), area.width - 2);
        self.draw_head(desk, canvas, upper(inner, 1));
        canvas.rule(upper(below(area, 1), 1));
        let work = below(inner, 2);
        let taken = self.draw_counts(desk, canvas, work);
        let rest = below(work, taken);
        canvas.rule(Rect {
            x: area.x,
            width: area.width,
            ..upper(rest, 1)
        });
        self.draw_rows(desk, canvas, below(rest, 1));
    }

    fn draw_head(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        let clock = words::hour(desk.now);
        let taken = canvas.text_at_end(area, &clock, Part::Title);
        let area = first(area, area.width.saturating_sub(taken + 2));
        if self.trouble.is_empty() {
            canvas.text(area, &self.shows.title, Part::Title);
        } else {
            canvas.text(area, &self.trouble, Part::Alarm);
        }
    }

    /// The counts with what they count, in as many rows as they need. Rows taken.
    fn draw_counts(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) -> u16 {
        let mut cells: Vec<(String, Option<u32>, Part)> = Vec::new();
        if let Some((next, waiting)) = self.line {
            let said = desk.say_with("wallboard-next", &[("count", waiting.into())]);
            cells.push((said, next.map(|next| next.0), Part::Good));
        }
        cells.extend(self.counts().map(|(stage, count)| {
            let name = desk.say(&format!("queue-{}", stage.id()));
            (name, Some(count), Part::Plain)
        }));
        let count = u16::try_from(cells.len()).unwrap_or(u16::MAX).max(1);
        let lines_of = |size: Size| {
            let across = (area.width / (size.width(3) + 2)).clamp(1, count);
            count.div_ceil(across)
        };
        let fits = lines_of(Size::Large) * (Size::Large.rows() + 2) <= area.height / 2;
        let size = if fits { Size::Large } else { Size::Small };
        let lines = lines_of(size);
        let across = count.div_ceil(lines);
        let (width, height) = (area.width / across, size.rows() + 1);
        for (at, (name, number, part)) in (0u16..).zip(&cells) {
            let place = below(after(area, at % across * width), at / across * height);
            let place = first(upper(place, height), width.saturating_sub(1));
            draw_number(canvas, place, *number, size, *part);
            canvas.text(row(place, size.rows()), name, Part::Title);
        }
        lines * height
    }

    fn draw_rows(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        let across = (area.width / ROW).max(1);
        let width = area.width / across;
        let height = usize::from(area.height.max(1));
        for (at, one) in self.rows().into_iter().enumerate() {
            let (column, line) = (at / height, at % height);
            let (Ok(column), Ok(line)) = (u16::try_from(column), u16::try_from(line)) else {
                return;
            };
            if column >= across {
                return;
            }
            let place = first(row(after(area, column * width), line), width - 1);
            draw_row(desk, canvas, place, one);
        }
    }
}

fn draw_number(canvas: &mut Canvas<'_>, area: Rect, number: Option<u32>, size: Size, part: Part) {
    let Some(number) = number else {
        canvas.text(row(area, size.rows() / 2), "–", part);
        return;
    };
    let rows = figures::rows(number, size);
    let fits = rows
        .first()
        .is_some_and(|row| row.chars().count() <= usize::from(area.width));
    if !fits {
        canvas.value(row(area, size.rows() / 2), &number.to_string(), Part::Title);
        return;
    }
    for (at, line) in (0u16..).zip(&rows) {
        canvas.line(row(area, at), line, Base::Ltr, Align::Start, part);
    }
}

fn draw_row(desk: &Desk, canvas: &mut Canvas<'_>, area: Rect, one: &Row) {
    let today = desk.now.date();
    let columns = [
        (
            2,
            if one.is_due(today) { "●" } else { "" }.to_owned(),
            Part::Alarm,
        ),
        (12, words::value(&one.request.to_string()), Part::Title),
        (8, words::value(&one.initials), Part::Plain),
        (18, words::stage(desk, one.stage), Part::Plain),
        (14, words::wait(desk, one.since), Part::Plain),
    ];
    let mut rest = area;
    for (width, said, part) in columns {
        canvas.text(first(rest, width - 1), &said, part);
        rest = after(rest, width);
    }
}

#[cfg(test)]
mod tests;
