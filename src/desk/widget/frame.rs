//! What is around the work: the status line, the rule with the title, the line of keys, toasts.

use chrono::{Datelike, Weekday};
use ratatui::layout::Rect;

use super::canvas::{Canvas, Hit, after, below, first, row, upper};
use super::theme::Part;
use crate::arabic::isolate::{auto, ltr};
use crate::desk::command::Command;
use crate::desk::key::{Code, Key};
use crate::desk::state::{Desk, Toast};
use crate::domain::date::both;

/// The smallest screen a desk is drawn on.
pub const SMALLEST: (u16, u16) = (60, 20);

/// From this height on the keys have a second line.
const SECOND_KEY_LINE_FROM: u16 = 30;

/// Columns from which on a note stands beside the title where company is told of as well.
const TITLE_AND_NOTE: u16 = 50;

/// Keys of the screen's own that matter more than the way back.
const BEFORE_BACK: usize = 3;

/// Columns of the status line that are left to who works here.
const NAMES_AT_LEAST: u16 = 16;

/// Where the parts of the screen are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// The status line.
    pub status: Rect,
    /// The rule with the title.
    pub title: Rect,
    /// The work.
    pub work: Rect,
    /// The keys that work now.
    pub keys: Rect,
}

/// Divides the screen.
#[must_use]
pub fn divide(area: Rect) -> Frame {
    let keys = if area.height >= SECOND_KEY_LINE_FROM {
        2
    } else {
        1
    };
    let work = below(area, 2);
    let (work, keys) = (
        upper(work, work.height.saturating_sub(keys)),
        below(work, work.height.saturating_sub(keys)),
    );
    Frame {
        status: inset(upper(area, 1)),
        title: upper(below(area, 1), 1),
        work: inset(work),
        keys: inset(keys),
    }
}

/// One blank column at either side.
fn inset(area: Rect) -> Rect {
    let inner = after(area, 1);
    first(inner, inner.width.saturating_sub(1))
}

/// Who and where one is, who waits, and what day it is in both calendars.
pub fn draw_status(canvas: &mut Canvas<'_>, desk: &Desk, area: Rect) {
    let standing = &desk.standing;
    let day = desk.now.date();
    let weekday = desk.say(weekday(day.weekday()));
    let hijri = ltr(&both(day).hijri.to_string());
    let gregorian = ltr(&day.to_string());
    let dates = format!("{hijri} · {gregorian}");
    let with_weekday = format!("{weekday} {dates}");
    if !desk.online {
        let taken = canvas.text_at_end(area, &with_weekday, Part::Plain);
        let rest = first(area, area.width.saturating_sub(taken + 2));
        canvas.text(rest, &desk.say("frame-offline"), Part::Alarm);
        return;
    }
    let counts = |ids: [&str; 2], between: &str| {
        let counts = [standing.waiting, standing.reply_due];
        let counts = ids.into_iter().zip(counts).filter(|(_, count)| *count > 0);
        let said = counts.map(|(id, count)| desk.say_with(id, &[("count", count.into())]));
        said.collect::<Vec<_>>().join(between)
    };
    let long = counts(["waiting-count", "overdue-count"], "  ");
    let short = counts(["waiting-short", "overdue-short"], " · ");
    // Counts are always in sight: where there is little room, in short, and the weekday gives way to them.
    let ways = [
        (&with_weekday, &long),
        (&with_weekday, &short),
        (&dates, &short),
    ];
    let room = |dates: &str, counts: &str| {
        let needed = canvas.width_of(dates) + 2 + canvas.width_of(counts);
        area.width.saturating_sub(needed)
    };
    let (dates, counts) = ways
        .into_iter()
        .find(|(dates, counts)| room(dates, counts) >= NAMES_AT_LEAST)
        .unwrap_or((&dates, &short));
    let taken = canvas.text_at_end(area, dates, Part::Plain);
    let mut rest = first(area, area.width.saturating_sub(taken + 2));
    if !counts.is_empty() {
        let taken = canvas.text_at_end(rest, counts, Part::Title);
        rest = first(rest, rest.width.saturating_sub(taken + 2));
    }
    let known = [&standing.charity, &standing.branch, &standing.who];
    let known: Vec<String> = known
        .into_iter()
        .filter(|one| !one.is_empty())
        .map(|one| auto(one))
        .collect();
    // Who works here matters most, for it is what goes on record; the charity is known to all.
    let said = (0..known.len())
        .filter_map(|from| known.get(from..))
        .map(|names| names.join(" · "))
        .find(|names| canvas.width_of(names) <= rest.width)
        .or_else(|| known.last().cloned())
        .unwrap_or_else(|| desk.say("frame-program"));
    canvas.text(rest, &said, Part::Plain);
}

/// The rule above the work, with the title in it, a note at its end, and past that who else has it open.
pub fn draw_title(canvas: &mut Canvas<'_>, area: Rect, title: &str, note: &str, company: &str) {
    canvas.rule(area);
    let mut inner = inset(area);
    let mut note = note;
    if !company.is_empty() {
        let said = format!(" {company} ");
        let taken = canvas.text_at_end(inner, &said, Part::Difference);
        inner = first(inner, inner.width.saturating_sub(taken + 1));
        if inner.width < TITLE_AND_NOTE {
            note = "";
        }
    }
    if !note.is_empty() && area.width > 30 {
        canvas.text_at_end(first(inner, inner.width), &format!(" {note} "), Part::Quiet);
    }
    if !title.is_empty() {
        let room = inner.width.saturating_sub(if note.is_empty() {
            0
        } else {
            canvas.width_of(note) + 4
        });
        canvas.text(first(inner, room), &format!(" {title} "), Part::Title);
    }
}

/// The keys that work now, those of the screen itself first where there is not room for all.
pub fn draw_keys(
    canvas: &mut Canvas<'_>,
    desk: &Desk,
    area: Rect,
    live: &[(Key, &'static Command)],
) {
    let mut hints: Vec<(usize, Key, &'static Command)> = Vec::new();
    for (key, command) in live {
        if !command.quiet && !hints.iter().any(|(_, _, known)| known == command) {
            let rank = match command.id {
                // Help is what one looks for when lost: it is never the one left out.
                "help" => 0,
                // The way out stands behind what the screen is for, and before the rest.
                "back" => hints.len().min(BEFORE_BACK),
                _ => hints.len() + 1,
            };
            hints.push((rank, *key, command));
        }
    }
    hints.sort_by_key(|(rank, _, _)| *rank);
    let name = |command: &Command| desk.say(command.text);
    let width = |canvas: &Canvas<'_>, key: Key, command: &Command| -> u16 {
        canvas.width_of(&key.to_string()) + canvas.width_of(&name(command)) + 3
    };
    // The second line takes what the first does not.
    let lines = area.height.min(2);
    let room = (area.width + 2)
        .saturating_mul(lines)
        .saturating_sub(if lines > 1 { 16 } else { 0 });
    let mut taken: u16 = 0;
    hints.retain(|(_, key, command)| {
        let needed = width(canvas, *key, command);
        let fits = taken.saturating_add(needed) <= room;
        if fits {
            taken += needed;
        }
        fits
    });
    hints.sort_by_key(|(_, key, _)| (!matches!(key.code, Code::F(_)), *key));
    let (mut line, mut rest) = (0, row(area, 0));
    for (_, key, command) in hints {
        let needed = width(canvas, key, command);
        if needed > rest.width + 2 {
            line += 1;
            rest = row(area, line);
            if rest.is_empty() {
                break;
            }
        }
        let key = key.to_string();
        let key_width = canvas.value(rest, &key, Part::Key);
        let label = after(rest, key_width + 1);
        let label_width = canvas.text(label, &name(command), Part::Plain);
        canvas.zone(
            first(rest, key_width + 1 + label_width),
            Hit::Command(command.id),
        );
        rest = after(rest, key_width + label_width + 3);
    }
}

/// What is said in passing, over the last rows of the work. Rows taken.
pub fn draw_toasts(canvas: &mut Canvas<'_>, area: Rect, toasts: &[Toast]) -> u16 {
    let mut bottom = area;
    for toast in toasts.iter().rev().take(3) {
        let rows = canvas
            .rows_of(&toast.text, bottom.width.saturating_sub(4))
            .clamp(1, 3);
        if rows > bottom.height {
            break;
        }
        let place = below(bottom, bottom.height - rows);
        canvas.clear(place);
        let sign = if toast.warns { "!" } else { "✓" };
        let part = if toast.warns { Part::Alarm } else { Part::Good };
        canvas.text(first(place, 1), sign, part);
        canvas.paragraph(after(place, 2), &toast.text, part);
        bottom = upper(bottom, bottom.height - rows);
    }
    area.height - bottom.height
}

/// Says that the screen is too small, as well as it can.
pub fn draw_too_small(canvas: &mut Canvas<'_>, desk: &Desk) {
    let area = canvas.area();
    let said = desk.say_with(
        "frame-too-small",
        &[("width", area.width.into()), ("height", area.height.into())],
    );
    canvas.paragraph(area, &said, Part::Plain);
}

const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Sat => "weekday-sat",
        Weekday::Sun => "weekday-sun",
        Weekday::Mon => "weekday-mon",
        Weekday::Tue => "weekday-tue",
        Weekday::Wed => "weekday-wed",
        Weekday::Thu => "weekday-thu",
        Weekday::Fri => "weekday-fri",
    }
}
