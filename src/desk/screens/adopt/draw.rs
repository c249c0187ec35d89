//! How adopting looks: the files there are, and below them or beside them what the chosen one says otherwise.

use ratatui::layout::Rect;

use super::{Adopt, Candidate, Fit, fit_of, told};
use crate::arabic::isolate::ltr;
use crate::desk::state::Desk;
use crate::desk::widget::canvas::{Canvas, after, below, first, row, upper};
use crate::desk::widget::sheet::Sheet;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::profile::{Difference, Section, Text};
use crate::locale::Language;
use crate::profiles::{NotOffered, Offered, What};

/// From this width on what the chosen one says stands beside the files.
const BESIDE_FROM: u16 = 110;

pub(super) fn draw(screen: &Adopt, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let chosen = screen.chosen().map(|one| sheet(desk, one));
    if let (Some(scroll), Some(sheet)) = (&screen.reading, &chosen) {
        sheet.draw(canvas, area, scroll.selected().unwrap_or(0));
        return;
    }
    let mut list = area;
    let label = desk.say("adopt-path");
    let label_width = canvas.width_of(&label).saturating_add(2);
    if screen.may_type {
        canvas.text(row(area, 0), &label, Part::Quiet);
        list = below(area, 2);
    }
    let (list, detail) = split(screen, canvas, list);
    draw_files(screen, desk, canvas, list);
    if let Some(sheet) = chosen {
        sheet.draw(canvas, detail, 0);
    }
    // The caret belongs to the field, so that is drawn last.
    if screen.may_type {
        let place = after(row(area, 0), label_width);
        screen.path.draw(canvas, place, true);
    }
}

/// What the chosen one says is what one looks for here: the files take no more rows than they need.
fn split(screen: &Adopt, canvas: &mut Canvas<'_>, area: Rect) -> (Rect, Rect) {
    if screen.files().is_empty() {
        return (area, Rect::default());
    }
    if area.width >= BESIDE_FROM {
        let half = area.width / 2;
        canvas.divider(first(after(area, half + 1), 1));
        return (first(area, half), after(area, half + 3));
    }
    let files = u16::try_from(screen.files().len()).unwrap_or(u16::MAX);
    let rows = files.saturating_add(1).min(area.height / 2);
    canvas.rule(row(area, rows));
    (upper(area, rows), below(area, rows.saturating_add(1)))
}

fn draw_files(screen: &Adopt, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let Some(files) = &screen.files else {
        canvas.text(area, &desk.say("loading"), Part::Quiet);
        return;
    };
    if files.is_empty() {
        let id = if screen.may_type {
            "adopt-none"
        } else {
            "adopt-none-here"
        };
        let said = desk.say_with(id, &[("path", ltr(&screen.own).into())]);
        canvas.paragraph(area, &said, Part::Quiet);
        return;
    }
    let columns = [
        Column::new(desk.say("adopt-file"), 16).grow(1),
        Column::new(desk.say("cli-column-version"), 8),
        Column::new(desk.say("adopt-status"), 24).grow(1),
    ];
    // While a path is typed, no file of the list is meant.
    let selection = if screen.is_typed() {
        screen.selection.unselected()
    } else {
        screen.selection
    };
    table::draw(canvas, area, &columns, &selection, !screen.may_type, |at| {
        let Some(candidate) = files.get(at) else {
            return Vec::new();
        };
        let (version, part) = match fit_of(desk, candidate) {
            Fit::Later(offered, _) => (version(offered), Part::Plain),
            Fit::NotLater(offered) | Fit::AnotherCharity(offered) => {
                (version(offered), Part::Quiet)
            }
            Fit::Broken(_) => ("–".to_owned(), Part::Difference),
        };
        vec![
            TableCell::value(candidate.name.clone()).like(part),
            TableCell::value(version).like(part),
            TableCell::said(status(desk, candidate)).like(part),
        ]
    });
}

fn version(offered: &Offered) -> String {
    offered.profile.version.to_string()
}

/// What a file is to this desk, in few words.
pub(super) fn status(desk: &Desk, candidate: &Candidate) -> String {
    let counted = |id: &str, count: usize| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        desk.say_with(id, &[("count", count.into())])
    };
    match fit_of(desk, candidate) {
        Fit::Later(_, found) => counted("adopt-differs", found.len()),
        Fit::NotLater(_) => desk.say("invalid-not-a-later-version"),
        Fit::AnotherCharity(_) => desk.say("invalid-another-charity"),
        Fit::Broken(NotOffered::Profile(error)) => counted("adopt-mistakes", error.mistakes.len()),
        Fit::Broken(_) => desk.say("adopt-unread"),
    }
}

/// What a file holds, as far as it concerns this desk.
pub(super) fn sheet(desk: &Desk, candidate: &Candidate) -> Sheet {
    let mut sheet = Sheet::new();
    match fit_of(desk, candidate) {
        Fit::Later(offered, found) => {
            let before = desk.profile.as_ref().map_or(0, |profile| profile.version);
            let versions = [
                ("before", before.into()),
                ("after", offered.profile.version.into()),
            ];
            sheet.heading(desk.say_with("adopt-from-to", &versions));
            if let Some(date) = offered.profile.effective {
                let date = words::written_date(desk, date);
                sheet.fact(desk.say("adopt-effective"), date, Part::Plain);
            }
            if found.is_empty() {
                sheet.said(desk.say("adopt-same"), Part::Quiet);
            }
            for (section, difference) in &found {
                amendment(desk, &mut sheet, *section, difference);
            }
        }
        Fit::NotLater(offered) | Fit::AnotherCharity(offered) => {
            let name = desk.texts.pick(&offered.profile.charity.name);
            sheet.value(desk.say("fact-profile"), name, Part::Plain);
            sheet.said(status(desk, candidate), Part::Alarm);
        }
        Fit::Broken(NotOffered::Profile(error)) => {
            sheet.said(desk.say("adopt-mend"), Part::Quiet);
            for mistake in &error.mistakes {
                let what = match &mistake.what {
                    // In the words of whoever reads TOML.
                    What::Toml(words) => words::value(words),
                    What::Profile(wrong) => told::wrong(desk, wrong),
                };
                let args = [
                    ("line", mistake.line.to_string().into()),
                    ("column", mistake.column.to_string().into()),
                    ("what", what.into()),
                ];
                sheet.said(desk.say_with("adopt-mistake", &args), Part::Difference);
            }
        }
        Fit::Broken(why) => {
            sheet.said(words::not_offered(&desk.texts, why), Part::Alarm);
        }
    }
    sheet
}

fn amendment(desk: &Desk, sheet: &mut Sheet, section: Section, difference: &Difference) {
    let label = desk.say(&format!("section-of-profile-{}", section.id()));
    match difference {
        Difference::Otherwise => sheet.fact(label, desk.say("adopt-otherwise"), Part::Plain),
        Difference::Period { before, after } => {
            let said = |one: &Option<_>| match one {
                Some(period) => words::period(&desk.texts, *period),
                None => desk.say("history-nothing"),
            };
            let args = [
                ("before", said(before).into()),
                ("after", said(after).into()),
            ];
            sheet.fact(label, desk.say_with("history-change", &args), Part::Plain);
        }
        Difference::Wording { before, after } => {
            // Where it reads otherwise in the other language alone, that is shown.
            let own = desk.texts.pick(before) != desk.texts.pick(after);
            let language = desk.texts.language();
            let language = if own { language } else { language.other() };
            let said = |id: &str, text: &Text| {
                let text = match language {
                    Language::Arabic => &text.ar,
                    Language::English => &text.en,
                };
                desk.say_with(id, &[("text", words::value(text).into())])
            };
            sheet.fact(label, said("adopt-reads", after), Part::Plain);
            sheet.fact(String::new(), said("adopt-read", before), Part::Quiet);
        }
        Difference::Entries {
            added,
            gone,
            changed,
        } => {
            let mut label = Some(label);
            for (id, of) in [
                ("adopt-added", added),
                ("adopt-gone", gone),
                ("adopt-changed", changed),
            ] {
                if of.is_empty() {
                    continue;
                }
                let titles = of.iter().map(|one| words::value(desk.texts.pick(one)));
                let titles = titles.collect::<Vec<_>>().join(&desk.say("words-comma"));
                let said = desk.say_with(id, &[("what", titles.into())]);
                sheet.fact(label.take().unwrap_or_default(), said, Part::Plain);
            }
        }
    }
}
