//! Reports: what was counted and measured, drawn as bars with the figures beside them.
//!
//! A report is asked for when it is shown, and again when something about it is chosen; it does not follow the office,
//! for what a month was does not change by the minute. When it was made stands in the title.

mod draw;

pub(super) use self::draw::bar_of;

use ratatui::layout::Rect;

use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::errand::{Errand, Ran};
use crate::desk::screen::Screen;
use crate::desk::screens::asking::Asking;
use crate::desk::state::{Desk, State, Tag};
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::list::Selection;
use crate::desk::widget::text_field::{Manner, TextField};
use crate::desk::words;
use crate::domain::date::Calendar;
use crate::domain::ids::BranchNo;
use crate::domain::period::{DateRange, Stretch};
use crate::domain::report::{By, Key, Measure, Report, ReportName, ReportQuery, Section};
use crate::export::file::Kind;
use crate::export::report::{Words, book};
use crate::protocol::{Answer, Query, Refusal};

/// What this screen can do.
pub static COMMANDS: &[Command] = &[
    Command::new("reports", "command-reports", |state| {
        state.desk.open(Box::new(Reports::new()));
    })
    .when(|now| now.is("reports")),
    Command::new("report-next", "command-report-next", |state| turn(state, 1)),
    Command::new("report-previous", "command-report-previous", |state| {
        turn(state, ReportName::ALL.len() - 1);
    })
    .quiet(),
    Command::new("report-left", "command-report-left", |state| {
        state.on::<Reports>(|reports, desk| reports.section_over(desk.rtl()));
    }),
    Command::new("report-right", "command-report-right", |state| {
        state.on::<Reports>(|reports, desk| reports.section_over(!desk.rtl()));
    })
    .quiet(),
    Command::new("report-period", "command-report-period", |state| {
        state.on::<Reports>(|reports, desk| {
            reports.typed = None;
            reports.chosen = reports.chosen.next();
            reports.ask(desk);
        });
    }),
    Command::new(
        "report-period-type",
        "command-report-period-type",
        |state| {
            state.on::<Reports>(|reports, _| {
                reports.wrong.clear();
                reports.typed = Some(TextField::new(Manner::NUMBERS, ""));
            });
        },
    ),
    Command::new(
        "report-period-take",
        "command-report-period-take",
        |state| {
            state.on::<Reports>(Reports::take_period);
        },
    )
    .when(|now| now.is("typing")),
    Command::new(
        "report-period-leave",
        "command-report-period-leave",
        |state| {
            state.on::<Reports>(|reports, _| reports.typed = None);
        },
    )
    .when(|now| now.is("typing")),
    Command::new("report-branch", "command-report-branch", |state| {
        state.on::<Reports>(|reports, desk| {
            let all = desk.seen_branches();
            reports.branch = match reports.branch {
                None => all.first().copied(),
                Some(now) => all.iter().copied().find(|no| *no > now),
            };
            reports.ask(desk);
        });
    }),
    Command::new("report-measure", "command-report-measure", |state| {
        state.on::<Reports>(|reports, _| {
            let measures = reports
                .section()
                .map_or(1, |section| section.measures.len());
            reports.measure = (reports.measure + 1) % measures.max(1);
        });
    }),
    Command::new("report-save", "command-report-save", |state| {
        state.on::<Reports>(|reports, desk| reports.save(Kind::Xlsx, desk));
    })
    .when(|now| now.is("selected")),
    Command::new("report-save-csv", "command-report-save-csv", |state| {
        state.on::<Reports>(|reports, desk| reports.save(Kind::Csv, desk));
    })
    .when(|now| now.is("selected")),
];

fn turn(state: &mut State, by: usize) {
    state.on::<Reports>(|reports, desk| {
        let all = ReportName::ALL;
        let at = all.iter().position(|one| *one == reports.name).unwrap_or(0);
        if let Some(name) = all.get((at + by) % all.len()) {
            reports.name = *name;
            (reports.at, reports.measure) = (0, 0);
            reports.report = None;
            reports.selection = Selection::default();
            reports.ask(desk);
        }
    });
}

/// Which period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chosen {
    /// The stretch of a calendar that today lies in.
    This(Stretch, Calendar),
    /// As typed.
    Typed(DateRange),
}

impl Chosen {
    const ALL: [Chosen; 6] = [
        Chosen::This(Stretch::Year, Calendar::UmmAlQura),
        Chosen::This(Stretch::Quarter, Calendar::UmmAlQura),
        Chosen::This(Stretch::Month, Calendar::UmmAlQura),
        Chosen::This(Stretch::Year, Calendar::Gregorian),
        Chosen::This(Stretch::Quarter, Calendar::Gregorian),
        Chosen::This(Stretch::Month, Calendar::Gregorian),
    ];

    pub(super) fn next(self) -> Chosen {
        let at = Chosen::ALL.iter().position(|one| *one == self);
        let next = at.map_or(0, |at| (at + 1) % Chosen::ALL.len());
        Chosen::ALL.get(next).copied().unwrap_or(self)
    }

    pub(super) fn days(self, desk: &Desk) -> DateRange {
        match self {
            Chosen::This(stretch, calendar) => {
                DateRange::around(desk.now.date(), stretch, calendar)
            }
            Chosen::Typed(range) => range,
        }
    }

    /// What it is called.
    pub(super) fn said(self, desk: &Desk) -> String {
        match self {
            Chosen::Typed(_) => desk.say("period-typed"),
            Chosen::This(stretch, calendar) => desk.say(&format!(
                "period-this-{}-{}",
                stretch.id(),
                match calendar {
                    Calendar::UmmAlQura => "hijri",
                    Calendar::Gregorian => "gregorian",
                }
            )),
        }
    }
}

/// The reports.
pub struct Reports {
    name: ReportName,
    /// Which section.
    at: usize,
    /// Which of its measures the bars show.
    measure: usize,
    chosen: Chosen,
    branch: Option<BranchNo>,
    /// The period being typed.
    typed: Option<TextField>,
    /// What was wrong with it.
    wrong: String,
    report: Option<Box<Report>>,
    /// Why there is none.
    refused: Option<String>,
    asking: Asking,
    selection: Selection,
    saving: Option<Tag>,
}

/// What stands in a row: the label, and the figures with what they are of.
struct Line {
    label: String,
    figures: Vec<(Measure, Option<u64>)>,
}

impl Reports {
    /// The reports, at the first.
    #[must_use]
    pub fn new() -> Self {
        Self {
            name: ReportName::Volumes,
            at: 0,
            measure: 0,
            chosen: Chosen::This(Stretch::Year, Calendar::UmmAlQura),
            branch: None,
            typed: None,
            wrong: String::new(),
            report: None,
            refused: None,
            asking: Asking::default(),
            selection: Selection::default(),
            saving: None,
        }
    }

    fn query(&self, desk: &Desk) -> ReportQuery {
        ReportQuery {
            name: self.name,
            period: self.chosen.days(desk),
            branch: self.branch,
        }
    }

    fn ask(&mut self, desk: &mut Desk) {
        let query = Query::Report(self.query(desk));
        self.asking.ask(desk, query);
    }

    fn section(&self) -> Option<&Section> {
        self.report.as_ref()?.sections.get(self.at)
    }

    /// To the next section, or to the one before.
    fn section_over(&mut self, next: bool) {
        let sections = self
            .report
            .as_ref()
            .map_or(0, |report| report.sections.len());
        let at = if next {
            (self.at + 1).min(sections.saturating_sub(1))
        } else {
            self.at.saturating_sub(1)
        };
        if at != self.at {
            self.at = at;
            self.measure = 0;
            self.selection = Selection::new(self.rows());
        }
    }

    fn take_period(&mut self, desk: &mut Desk) {
        let Some(typed) = self.typed.as_ref().map(|field| field.text().to_owned()) else {
            return;
        };
        match DateRange::parse(&typed) {
            Ok(range) => {
                self.typed = None;
                self.chosen = Chosen::Typed(range);
                self.ask(desk);
            }
            Err(error) => self.wrong = words::wrong_period(&desk.texts, &error),
        }
    }

    fn save(&mut self, kind: Kind, desk: &mut Desk) {
        let Some(report) = &self.report else { return };
        let book = book(&words_of(desk), report);
        self.saving = Some(desk.run(Errand::Export(Box::new(book), kind)));
    }

    fn rows(&self) -> usize {
        match self.section() {
            Some(section) if section.by == By::All => section.measures.len(),
            Some(section) => section.rows.len(),
            None => 0,
        }
    }

    /// The row `at`. Where everything stands in one row, each of its figures is a row here.
    fn line(&self, desk: &Desk, at: usize) -> Option<Line> {
        let section = self.section()?;
        let words = words_of(desk);
        if section.by == By::All {
            let row = section.rows.first()?;
            let measure = *section.measures.get(at)?;
            return Some(Line {
                label: words.heading(measure),
                figures: vec![(measure, row.values.get(at).copied().flatten())],
            });
        }
        let row = section.rows.get(at)?;
        let all = section.measures.iter().copied();
        let mut figures: Vec<_> = all.zip(row.values.iter().copied()).collect();
        if self.measure < figures.len() {
            // What the bars show stands beside them.
            let shown = figures.remove(self.measure);
            figures.insert(0, shown);
        }
        Some(Line {
            label: words.key(&row.key),
            figures,
        })
    }

    /// Whether there is anything to be seen in the section.
    fn is_blank(&self) -> bool {
        self.section().is_some_and(|section| {
            let nothing = |row: &crate::domain::report::Row| {
                row.values.iter().all(|value| value.unwrap_or(0) == 0)
            };
            section.rows.iter().all(nothing)
                && section
                    .rows
                    .iter()
                    .all(|row| !matches!(row.key, Key::Month(..)))
        })
    }
}

impl Default for Reports {
    fn default() -> Self {
        Self::new()
    }
}

pub(super) fn words_of(desk: &Desk) -> Words<'_> {
    Words {
        texts: &desk.texts,
        profile: desk.profile.as_deref(),
        branches: desk.view.as_ref().map_or(&[], |view| &view.branches),
    }
}

impl Screen for Reports {
    fn name(&self) -> &'static str {
        "reports"
    }

    fn sections(&self) -> &'static [&'static str] {
        &["list"]
    }

    fn title(&self, desk: &Desk) -> String {
        format!(
            "{} · {}",
            desk.say("reports-title"),
            words_of(desk).name(self.name)
        )
    }

    fn note(&self, desk: &Desk) -> String {
        match &self.report {
            Some(report) => desk.say_with(
                "reports-made",
                &[("at", words::moment(desk, report.at).into())],
            ),
            None if self.asking.is_open() => desk.say("reports-counting"),
            None => String::new(),
        }
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise_if(self.report.is_some(), "selected");
        snapshot.raise_if(self.typed.is_some(), "typing");
    }

    fn shown(&mut self, desk: &mut Desk) {
        // An answer asked for before the office went away may never come.
        self.asking = Asking::default();
        self.ask(desk);
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        Some(&mut self.selection)
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.typed.as_mut()
    }

    fn edited(&mut self, _desk: &mut Desk) {
        self.wrong.clear();
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        let query = self.query(desk);
        if !self
            .asking
            .heard(tag, desk, || Query::Report(query.clone()))
        {
            return;
        }
        match answer {
            Ok(Answer::Report(report)) if report.query == query => {
                self.refused = None;
                self.report = Some(report);
                let rows = self.rows();
                self.selection.set_rows(rows);
            }
            Ok(_) => {}
            Err(refusal) => {
                self.report = None;
                self.refused = Some(words::refusal(desk, &refusal));
            }
        }
    }

    fn ran(&mut self, tag: Tag, ran: Ran, desk: &mut Desk) {
        if self.saving != Some(tag) {
            return;
        }
        self.saving = None;
        let Ran::Exported(saved) = ran else { return };
        // Where it is must be read: it stays a little longer than what is said in passing.
        let said = match saved {
            Ok(path) => desk.say_with(
                "report-saved",
                &[("path", path.display().to_string().into())],
            ),
            Err(why) => desk.say_with("report-not-saved", &[("why", why.into())]),
        };
        desk.warn(said);
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        draw::draw(self, desk, canvas, area);
    }
}

#[cfg(test)]
mod tests;
