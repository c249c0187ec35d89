//! A report in words: what its rows and figures are called, and the book it makes.

use super::{Book, Cell, Table};
use crate::arabic::isolate;
use crate::domain::date::{self, Calendar};
use crate::domain::ids::BranchNo;
use crate::domain::period::DateRange;
use crate::domain::profile::{Profile, Text};
use crate::domain::report::{By, Key, Measure, Report, ReportName, Unit};
use crate::domain::staff::Branch;
use crate::locale::Texts;

/// Where the words of a report come from.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The program's.
    pub texts: &'a Texts,
    /// The charity's.
    pub profile: Option<&'a Profile>,
    /// Its branches.
    pub branches: &'a [Branch],
}

impl Words<'_> {
    /// A report's title.
    #[must_use]
    pub fn name(&self, name: ReportName) -> String {
        self.texts.get(&format!("report-{}", name.id()))
    }

    /// What the rows are.
    #[must_use]
    pub fn by(&self, by: By) -> String {
        self.texts.get(&format!("report-by-{}", by.id()))
    }

    /// What a figure is of.
    #[must_use]
    pub fn measure(&self, measure: Measure) -> String {
        self.texts.get(&format!("measure-{}", measure.id()))
    }

    /// The same, with what it is out of where it is a score.
    #[must_use]
    pub fn heading(&self, measure: Measure) -> String {
        let said = self.measure(measure);
        match measure.unit() {
            Unit::Score => self
                .texts
                .with("measure-of-five", &[("measure", said.into())]),
            Unit::Count | Unit::Minutes => said,
        }
    }

    /// What a row is about.
    #[must_use]
    pub fn key(&self, key: &Key) -> String {
        let profile = self.profile;
        match key {
            Key::All => self.texts.get("report-all"),
            Key::Month(year, month) => isolate::ltr(&format!("{year:04}-{month:02}")),
            Key::Stage(stage) => self.texts.get(&format!("stage-{}", stage.id())),
            Key::Span(span) => self.texts.get(&format!("span-{}", span.id())),
            Key::Reason(reason) => self.texts.get(&format!("obstacle-{}", reason.id())),
            Key::Department(one) => self.texts.get(&format!("department-{}", one.id())),
            Key::Paper(id) => {
                self.title(profile.and_then(|p| p.paper(id)).map(|one| &one.title), id)
            }
            Key::Service(id) if id.is_empty() => self.texts.get("report-no-service"),
            Key::Service(id) => self.title(
                profile.and_then(|p| p.service(id)).map(|one| &one.title),
                id,
            ),
            Key::Channel(id) => self.title(
                profile.and_then(|p| p.channel(id)).map(|one| &one.title),
                id,
            ),
            Key::Branch(no) => self.branch(*no),
            Key::Together(_) => self.texts.get("report-together"),
            Key::Misconception(question) => question.clone(),
        }
    }

    fn title(&self, title: Option<&Text>, id: &str) -> String {
        title.map_or(id, |title| self.texts.pick(title)).to_owned()
    }

    /// A branch by name.
    #[must_use]
    pub fn branch(&self, no: BranchNo) -> String {
        let found = self.branches.iter().find(|branch| branch.no == no);
        found.map_or_else(|| no.to_string(), |branch| branch.name.clone())
    }

    /// A figure as it is read: a count, or a length of time in the unit that fits it.
    #[must_use]
    pub fn figure(&self, measure: Measure, value: Option<u64>) -> String {
        match (measure.unit(), value) {
            (_, None) => "–".to_owned(),
            (Unit::Count, Some(count)) => count.to_string(),
            (Unit::Minutes, Some(minutes)) => self.length(minutes),
            (Unit::Score, Some(hundredths)) => score(hundredths),
        }
    }

    /// A length of time: minutes, hours, or days with a decimal.
    #[must_use]
    pub fn length(&self, minutes: u64) -> String {
        let (unit, tenths) = match minutes {
            0..60 => ("minutes", minutes * 10),
            60..1440 => ("hours", minutes * 10 / 60),
            _ => ("days", minutes * 10 / 1440),
        };
        let number = match tenths % 10 {
            0 => (tenths / 10).to_string(),
            rest => format!("{}.{rest}", tenths / 10),
        };
        self.texts
            .with(&format!("length-{unit}"), &[("number", number.into())])
    }

    /// The days of a period in one calendar, the month alone where it is one.
    #[must_use]
    pub fn days(&self, period: DateRange, calendar: Calendar) -> String {
        let said = |day| match calendar {
            Calendar::Gregorian => format!("{day}"),
            Calendar::UmmAlQura => date::hijri(day).to_string(),
        };
        let (from, to) = (said(period.from), said(period.to));
        if from == to {
            return isolate::ltr(&from);
        }
        self.texts.with(
            "report-from-to",
            &[("from", from.into()), ("to", to.into())],
        )
    }
}

/// A mean of scores as it is read, with one decimal.
#[must_use]
pub fn score(hundredths: u64) -> String {
    let tenths = hundredths.saturating_add(5) / 10;
    isolate::ltr(&format!("{}.{}", tenths / 10, tenths % 10))
}

/// The heading of a measure where figures are numbers: a length of time is written in days.
fn heading(words: &Words<'_>, measure: Measure) -> String {
    match measure.unit() {
        Unit::Count | Unit::Score => words.heading(measure),
        Unit::Minutes => words.texts.with(
            "measure-in-days",
            &[("measure", words.measure(measure).into())],
        ),
    }
}

/// A report as a book: a table for each section.
#[must_use]
pub fn book(words: &Words<'_>, report: &Report) -> Book {
    let query = &report.query;
    let label = |id: &str| words.texts.get(id);
    let branch = match query.branch {
        Some(no) => words.branch(no),
        None => label("report-every-branch"),
    };
    // What is pending is told as it stands on the day it is asked.
    let period = match query.name {
        ReportName::Pending => DateRange {
            from: report.at.date(),
            to: report.at.date(),
        },
        _ => query.period,
    };
    let days = |calendar| isolate::strip(&words.days(period, calendar));
    let mut facts = vec![
        (label("report-hijri"), days(Calendar::UmmAlQura)),
        (label("report-gregorian"), days(Calendar::Gregorian)),
        (label("fact-branch"), branch),
    ];
    if query.name == ReportName::Satisfaction {
        facts.push((label("report-how-told"), label("voice-by-fives")));
    }
    if let Some(profile) = words.profile {
        let charity = words.texts.pick(&profile.charity.name).to_owned();
        facts.insert(0, (label("report-charity"), charity));
    }
    let tables = report.sections.iter().map(|section| Table {
        title: words.by(section.by),
        headings: [words.by(section.by)]
            .into_iter()
            .chain(section.measures.iter().map(|one| heading(words, *one)))
            .collect(),
        rows: section
            .rows
            .iter()
            .map(|row| {
                let figures = section.measures.iter().zip(&row.values);
                let figures = figures.map(|(measure, value)| match (measure.unit(), value) {
                    (_, None) => Cell::Empty,
                    (Unit::Count, Some(count)) => Cell::Count(*count),
                    (Unit::Minutes, Some(minutes)) => Cell::Days(*minutes),
                    (Unit::Score, Some(hundredths)) => Cell::Score(*hundredths),
                });
                [Cell::Text(isolate::strip(&words.key(&row.key)))]
                    .into_iter()
                    .chain(figures)
                    .collect()
            })
            .collect(),
    });
    Book {
        title: words.name(query.name),
        stem: format!(
            "istiqbal-{}-{}-{}",
            query.name.id(),
            date::hijri(query.period.from),
            date::hijri(query.period.to)
        ),
        facts,
        tables: tables.collect(),
        rtl: words.texts.language().is_rtl(),
    }
}
