//! How a history looks: the lines, and beside or below them what the selected one changed.

use chrono::Timelike;
use ratatui::layout::Rect;

use super::History;
use crate::desk::state::Desk;
use crate::desk::widget::canvas::{Canvas, after, below, first, upper};
use crate::desk::widget::sheet::Sheet;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::text_field::mask;
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::history::{Change, Line, leaf};
use crate::domain::profile::{Profile, Sensitive};
use crate::domain::request::Need;

/// From this width on what changed stands beside the lines.
const BESIDE_FROM: u16 = 110;
/// Letters at the end of a masked number that stay readable.
const READABLE: usize = 4;
/// So many digits in one word are somebody's number; years and request numbers have fewer.
const NUMBER_FROM: usize = 6;

pub(super) fn draw(history: &History, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    if let Some(refusal) = &history.refused {
        canvas.paragraph(below(area, 1), &words::refusal(desk, refusal), Part::Alarm);
        return;
    }
    if history.lines.is_empty() {
        let id = if history.known {
            "history-empty"
        } else {
            "history-reading"
        };
        canvas.paragraph(area, &desk.say(id), Part::Quiet);
        return;
    }
    let chosen = history.chosen().map(|line| sheet(history, desk, line));
    let chosen = chosen.unwrap_or_default();
    if let Some(scroll) = &history.reading {
        chosen.draw(canvas, area, scroll.selected().unwrap_or(0));
    } else if area.width >= BESIDE_FROM {
        let half = area.width / 2;
        draw_lines(history, desk, canvas, first(area, half));
        canvas.divider(first(after(area, half + 1), 1));
        chosen.draw(canvas, after(area, half + 3), 0);
    } else {
        let lines = area.height / 2;
        draw_lines(history, desk, canvas, upper(area, lines));
        canvas.rule(upper(below(area, lines), 1));
        chosen.draw(canvas, below(area, lines + 1), 0);
    }
}

fn draw_lines(history: &History, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let columns = [
        Column::new(desk.say("history-when"), 16),
        Column::new(desk.say("history-who"), 17).grow(1),
        Column::new(desk.say("history-what"), 19).grow(2),
    ];
    table::draw(canvas, area, &columns, &history.selection, true, |at| {
        let Some(line) = history.lines.get(at) else {
            return Vec::new();
        };
        vec![
            TableCell::said(words::moment(desk, line.at)),
            TableCell::value(words::staff(desk, line.by)),
            TableCell::said(words::event(desk, &line.what)),
        ]
    });
}

/// One thing that happened, whole.
pub(super) fn sheet(history: &History, desk: &Desk, line: &Line) -> Sheet {
    let mut sheet = Sheet::new();
    sheet.heading(words::event(desk, &line.what));
    let time = line.at.time();
    let when = desk.say_with(
        "history-moment",
        &[
            ("date", words::both_dates(desk, line.at.date()).into()),
            (
                "time",
                format!("{:02}:{:02}", time.hour(), time.minute()).into(),
            ),
        ],
    );
    sheet.fact(desk.say("history-when"), when, Part::Plain);
    sheet.value(
        desk.say("history-who"),
        &words::staff(desk, line.by),
        Part::Plain,
    );
    sheet.value(
        desk.say("fact-branch"),
        &words::branch(desk, line.branch),
        Part::Plain,
    );
    let changes = line
        .changes
        .iter()
        .filter(|change| words::is_readable(change));
    let changes: Vec<&Change> = changes.collect();
    if changes.is_empty() {
        sheet.said(desk.say("history-unchanged"), Part::Quiet);
        return sheet;
    }
    sheet.heading(desk.say("history-changes"));
    let profile = history.profile(desk, line);
    let profile = profile.map(AsRef::as_ref);
    let need = history.need();
    for change in changes {
        let confided = profile.and_then(|profile| confided(profile, &need, line, change));
        let show = |text: &str| {
            if let Some(kind) = confided.filter(|_| !history.veil.is_lifted() && !text.is_empty()) {
                return words::hidden(desk, kind);
            }
            let told = words::changed(desk, profile, line, &change.field, text);
            if history.veil.is_lifted() {
                told
            } else {
                masked(&change.field, &told)
            }
        };
        let label = words::changed_field(desk, profile, line, &change.field);
        let (before, now) = (show(&change.before), show(&change.after));
        match (change.before.is_empty(), change.after.is_empty()) {
            (true, _) => sheet.value(label, &now, Part::Plain),
            (false, gone) => {
                let now = if gone {
                    desk.say("history-nothing")
                } else {
                    words::value(&now)
                };
                let before = words::value(&before);
                let args = [("before", before.into()), ("after", now.into())];
                sheet.fact(label, desk.say_with("history-change", &args), Part::Plain);
            }
        }
    }
    sheet
}

/// What somebody writes down of a case, in their own words.
const WORDS: [&str; 9] = [
    "text", "question", "answer", "because", "reasons", "evidence", "what", "result", "remark",
];

/// What a value is hidden for: words about a request that all is told of in confidence, a field or a paper that is.
fn confided(
    profile: &Profile,
    need: &Option<Need>,
    line: &Line,
    change: &Change,
) -> Option<Sensitive> {
    let (part, rest) = change.field.split_once('.').unwrap_or(("", ""));
    let of_paper = (part == "paper" && rest != "kind").then(|| {
        let mut changes = line.changes.iter();
        let kind = &changes.find(|one| one.field == "paper.kind")?.after;
        profile.paper(kind)?.sensitive
    });
    let own = (part == "extra").then(|| profile.guards_field(rest));
    let in_words = matches!(part, "extra" | "fields") || WORDS.contains(&leaf(&change.field));
    let of_request = need.as_ref().filter(|_| in_words);
    let of_request = of_request.and_then(|need| profile.guards_request(Some(need)));
    of_paper.flatten().or(own.flatten()).or(of_request)
}

/// A value with what is for few eyes hidden: e-mail, numbers of papers, and whatever looks like such a number, also
/// within a sentence.
fn masked(field: &str, text: &str) -> String {
    const NUMBERS: [&str; 6] = [
        "national-id",
        "iqama",
        "passport",
        "gcc-id",
        "number",
        "email",
    ];
    let of_paper = field.starts_with("paper.unverified") && leaf(field) == "text";
    let signed = field.starts_with("signature.");
    if of_paper || (NUMBERS.contains(&leaf(field)) && !signed) {
        return mask(text, READABLE);
    }
    // Where somebody lives, the city aside, is masked on their page too.
    const HOME: [&str; 6] = [
        "short",
        "building",
        "street",
        "district",
        "postcode",
        "additional",
    ];
    if HOME.contains(&leaf(field)) {
        return "•••".to_owned();
    }
    if field == "uid" {
        // A Unix user is nobody's secret.
        return text.to_owned();
    }
    let mut out = String::new();
    let mut word = String::new();
    for c in text.chars().map(Some).chain([None]) {
        match c {
            Some(c) if c.is_ascii_alphanumeric() || c.is_numeric() => word.push(c),
            other => {
                let digits = word.chars().filter(|c| c.is_numeric()).count();
                if digits >= NUMBER_FROM {
                    out.push_str(&mask(&word, READABLE));
                } else {
                    out.push_str(&word);
                }
                word.clear();
                out.extend(other);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_masked_wherever_they_stand() {
        for (field, text, wanted) in [
            ("paper.national-id", "1102334456", "••••••4456"),
            ("paper.passport", "AB12", "••••"),
            ("mobile", "+966501234567", "+••••••••4567"),
            (
                "iban",
                "SA0380000000608010167519",
                "••••••••••••••••••••7519",
            ),
            ("paper.pairs.2.stated", "١١٠٢٣٣٤٤٥٦", "••••••٤٤٥٦"),
            ("text", "call 0501234567, now", "call ••••••4567, now"),
            ("valid_until", "1449-01-15", "1449-01-15"),
            ("request", "1448/00042", "1448/00042"),
            ("district", "المصيف", "•••"),
            ("home.short", "RRRD2929", "•••"),
            ("city", "تبوك", "تبوك"),
            ("paper.kind", "national-id", "national-id"),
        ] {
            assert_eq!(masked(field, text), wanted, "{field}");
        }
        assert!(!masked("email", "noura@example.com").contains("noura"));
    }
}
