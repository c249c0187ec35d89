//! How a study looks: the stages of eligibility, what there is to do, and what is known of the line under the hand.

use ratatui::layout::Rect;

use super::told;
use super::{Line, Study};
use crate::desk::form;
use crate::desk::screens::study::bench::{Bench, Writing};
use crate::desk::state::Desk;
use crate::desk::widget::canvas::{Canvas, after, below, first, upper};
use crate::desk::widget::sheet::Sheet;
use crate::desk::widget::steps;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::profile::Profile;
use crate::domain::study::{Phase, Standing};
use crate::domain::workflow::{Blocked, Case, Step};

/// From this width on what is read stands beside the lines.
const BESIDE_FROM: u16 = 110;
/// Rows of a form beside which something is still read on a narrow screen.
const FORM_ROWS: u16 = 8;

pub(super) fn draw(study: &Study, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let bench = &study.bench;
    let (Some(profile), Some(_)) = (bench.profile(desk), bench.page()) else {
        if let Some(refusal) = bench.refused() {
            canvas.paragraph(below(area, 1), &words::refusal(desk, refusal), Part::Alarm);
        }
        return;
    };
    let Some(case) = bench.case(desk, &profile) else {
        return;
    };
    let area = draw_stages(desk, canvas, area, &case, &profile);
    if let Some(writing) = bench.writing() {
        draw_writing(bench, writing, desk, canvas, area);
        return;
    }
    let (list, read) = divide(canvas, area, study.lines.len());
    draw_lines(study, desk, canvas, list, &case, &profile);
    let from = study.scroll.selected().unwrap_or(0);
    detail(study, desk).draw(canvas, read, from);
}

/// How much is read at once, in columns and rows, on a screen of this size.
pub(super) fn read_area(study: &Study, desk: &Desk) -> (u16, u16) {
    let (columns, rows) = desk.size;
    let staged = study.lines.contains(&Line::Findings);
    let rows = rows.saturating_sub(if staged { 6 } else { 4 });
    if columns >= BESIDE_FROM {
        (columns - columns / 2 - 3, rows)
    } else {
        (
            columns,
            rows.saturating_sub(list_rows(rows, study.lines.len()) + 1),
        )
    }
}

fn list_rows(rows: u16, lines: usize) -> u16 {
    // The lines and their heading, and never more than half.
    let all = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(1);
    all.min((rows / 2).max(1))
}

fn divide(canvas: &mut Canvas<'_>, area: Rect, lines: usize) -> (Rect, Rect) {
    if area.width >= BESIDE_FROM {
        let list = area.width / 2;
        canvas.divider(first(after(area, list + 1), 1));
        (first(area, list), after(area, list + 3))
    } else {
        let list = list_rows(area.height, lines);
        canvas.rule(upper(below(area, list), 1));
        (upper(area, list), below(area, list + 1))
    }
}

/// The stages of eligibility with where the request stands, where the charity has them.
fn draw_stages(
    desk: &Desk,
    canvas: &mut Canvas<'_>,
    area: Rect,
    case: &Case<'_>,
    profile: &Profile,
) -> Rect {
    let Some(eligibility) = &profile.eligibility else {
        return area;
    };
    let phase = Phase::of(case);
    let stages: Vec<(String, steps::Standing)> = eligibility
        .stages
        .iter()
        .enumerate()
        .map(|(at, stage)| {
            let standing = match phase.standing(&eligibility.stages, at) {
                Standing::Behind => steps::Standing::Done,
                Standing::Here => steps::Standing::Here,
                Standing::Ahead => steps::Standing::Open,
            };
            (desk.texts.pick(&stage.title).to_owned(), standing)
        })
        .collect();
    steps::draw_across(canvas, upper(area, 1), &stages);
    canvas.rule(upper(below(area, 1), 1));
    below(area, 2)
}

/// A form, with what it is about beside it or below.
pub(in crate::desk::screens) fn draw_writing(
    bench: &Bench,
    writing: &Writing,
    desk: &Desk,
    canvas: &mut Canvas<'_>,
    area: Rect,
) {
    let (form, read) = if area.width >= BESIDE_FROM {
        let half = area.width / 2;
        canvas.divider(first(after(area, half + 1), 1));
        (first(area, half), after(area, half + 3))
    } else {
        let rows = FORM_ROWS.max(area.height / 2).min(area.height);
        canvas.rule(upper(below(area, rows), 1));
        (upper(area, rows), below(area, rows + 1))
    };
    if let Some(profile) = bench.profile(desk) {
        let title = writing.work.title(desk, &profile);
        canvas.text(upper(form, 1), &title, Part::Title);
        about(bench, desk, &profile).draw(canvas, read, 0);
    }
    form::draw::draw_fields(&writing.running, desk, canvas, below(form, 2));
}

/// What a form is filled in by: the need, and what was found.
fn about(bench: &Bench, desk: &Desk, profile: &Profile) -> Sheet {
    let mut sheet = bench.sheet(desk, profile);
    if let Some(page) = bench.page() {
        told::need(&mut sheet, desk, profile, page, bench.is_veiled());
        told::findings(&mut sheet, desk, profile, page);
        told::reports(&mut sheet, desk, profile, page, None);
    }
    sheet
}

fn draw_lines(
    study: &Study,
    desk: &Desk,
    canvas: &mut Canvas<'_>,
    area: Rect,
    case: &Case<'_>,
    profile: &Profile,
) {
    let to_do = desk.say("study-to-do");
    // Where the list is longer than its place, how far it goes is said in its heading.
    let to_do = if usize::from(area.height.saturating_sub(1)) < study.lines.len() {
        let place = [
            ("row", study.hand.selected().map_or(0, |at| at + 1).into()),
            ("rows", study.lines.len().into()),
        ];
        format!("{to_do} · {}", desk.say_with("list-position", &place))
    } else {
        to_do
    };
    let columns = [
        Column::new(String::new(), 1),
        Column::new(to_do, 20).grow(3),
        Column::new(desk.say("study-stands"), 18).grow(1),
    ];
    table::draw(canvas, area, &columns, &study.hand, !study.reads, |at| {
        let Some(line) = study.lines.get(at) else {
            return Vec::new();
        };
        let open = line.is_open(case);
        let (said, part) = stands(desk, line, case, open);
        let done = is_done(line, case);
        let sign = if done {
            "✓"
        } else if open {
            "○"
        } else {
            "·"
        };
        let name = match line {
            Line::Findings => desk.say("study-findings"),
            Line::Report(id) => words::mechanism(desk, Some(profile), id),
            Line::Criterion(id) => words::criterion(desk, Some(profile), id),
            Line::Opinion(id) => {
                let who = words::committee(desk, Some(profile), id);
                desk.say_with("study-opinion-of", &[("who", who.into())])
            }
        };
        vec![
            TableCell::said(sign),
            TableCell::said(name),
            TableCell::said(said).like(part),
        ]
    });
}

fn is_done(line: &Line, case: &Case<'_>) -> bool {
    let study = &case.request.study;
    match line {
        Line::Findings => !study.findings.is_empty(),
        Line::Report(id) => study.reports.iter().any(|one| one.mechanism == *id),
        Line::Criterion(id) => study.criteria.contains_key(id),
        Line::Opinion(id) => study.opinions.contains_key(id),
    }
}

/// How a line stands, in a word or two.
fn stands(desk: &Desk, line: &Line, case: &Case<'_>, open: bool) -> (String, Part) {
    let study = &case.request.study;
    let none = |id: &str| {
        let part = if open { Part::Alarm } else { Part::Quiet };
        (desk.say(id), part)
    };
    match line {
        Line::Findings if study.findings.is_empty() => none("study-findings-none"),
        Line::Findings => {
            let count = study.findings.len();
            let said = desk.say_with("study-findings-count", &[("count", count.into())]);
            (said, Part::Plain)
        }
        Line::Report(id) => {
            let mut reports = study.reports.iter().rev();
            match reports.find(|one| one.mechanism == *id) {
                Some(report) => (words::moment(desk, report.reported.at), Part::Plain),
                None if open => none("study-one-of-these"),
                None => none("study-not-reported"),
            }
        }
        Line::Criterion(id) => match study.criteria.get(id) {
            Some(judged) => told::verdict(desk, judged.verdict),
            None => none("study-not-judged"),
        },
        Line::Opinion(id) => match study.opinions.get(id) {
            Some(opinion) => told::view(desk, opinion.view),
            None if open => none("study-awaited"),
            None => none("study-not-needed"),
        },
    }
}

/// What is known of the line under the hand, and what the request is about.
pub(super) fn detail(study: &Study, desk: &Desk) -> Sheet {
    let bench = &study.bench;
    let (Some(profile), Some(page)) = (bench.profile(desk), bench.page()) else {
        return Sheet::new();
    };
    let mut sheet = bench.sheet(desk, &profile);
    let Some(case) = bench.case(desk, &profile) else {
        return sheet;
    };
    match study.line() {
        Some(Line::Findings) => told::findings(&mut sheet, desk, &profile, page),
        Some(Line::Report(id)) => {
            told::reports(&mut sheet, desk, &profile, page, Some(id));
            if !is_done(&Line::Report(id.clone()), &case) {
                sheet.heading(words::mechanism(desk, Some(&profile), id));
                sheet.said(desk.say("study-not-reported"), Part::Quiet);
            }
        }
        Some(Line::Criterion(id)) => {
            sheet.heading(words::criterion(desk, Some(&profile), id));
            told::judgement(&mut sheet, desk, page, id);
        }
        Some(Line::Opinion(id)) => {
            sheet.heading(words::committee(desk, Some(&profile), id));
            told::opinion(&mut sheet, desk, &case, id);
            missing(&mut sheet, desk, &profile, bench);
        }
        None => {}
    }
    told::sent_back(&mut sheet, desk, page);
    told::need(&mut sheet, desk, &profile, page, bench.is_veiled());
    if profile.eligibility.is_some() && study.line() != Some(&Line::Findings) {
        told::findings(&mut sheet, desk, &profile, page);
    }
    sheet
}

/// What an opinion waits for, in words.
fn missing(sheet: &mut Sheet, desk: &Desk, profile: &Profile, bench: &Bench) {
    let Some(Some(Blocked::Missing(missing))) = bench.why_not(Step::GiveOpinion) else {
        return;
    };
    for (at, one) in missing.iter().enumerate() {
        let label = if at == 0 {
            desk.say("study-before-opinion")
        } else {
            String::new()
        };
        sheet.fact(label, words::missing(desk, Some(profile), one), Part::Alarm);
    }
}
