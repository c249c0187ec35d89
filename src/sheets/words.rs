//! What is on record, in the words of a sheet.

use chrono::NaiveDate;

use super::Case;
use super::block::{Block, Field, Sheet};
use crate::arabic::isolate::{auto, ltr};
use crate::arabic::{clean_line, clean_text};
use crate::domain::date::{self, Calendar, DateAsWritten};
use crate::domain::document::Paper;
use crate::domain::ids::{BranchNo, StaffNo};
use crate::domain::profile::{SheetField, Text};
use crate::locale::{Arg, Texts};

/// The words for a case.
pub struct Words<'a> {
    pub case: &'a Case,
    pub texts: &'a Texts,
}

/// What stands where nothing was stated: a line left blank could be filled in later.
const NOTHING: &str = "—";

impl<'a> Words<'a> {
    pub fn say(&self, id: &str) -> String {
        self.texts.get(id)
    }

    pub fn with(&self, id: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<(&str, Arg<'_>)> = args
            .iter()
            .map(|(name, value)| (*name, Arg::from(*value)))
            .collect();
        self.texts.with(id, &args)
    }

    pub fn pick<'t>(&self, text: &'t Text) -> &'t str {
        self.texts.pick(text)
    }

    pub fn title<'t>(&self, title: Option<&'t Text>, id: &'t str) -> String {
        title.map_or(id, |title| self.texts.pick(title)).to_owned()
    }

    pub fn field(&self, label: &str, value: impl Into<String>) -> Field {
        Field {
            label: self.say(label),
            value: value.into(),
        }
    }

    /// The whole sheet, under its title and the request's number.
    pub fn sheet(&self, title: &str, blocks: Vec<Block>) -> Sheet {
        Sheet {
            foot: self.foot(title),
            page_of: self.page_of(),
            title: format!("{title} {}", self.case.request.no),
            language: self.case.language,
            digits: self.case.digits,
            blocks,
        }
    }

    /// A day in both calendars.
    pub fn both(&self, day: NaiveDate) -> String {
        let both = date::both(day);
        let (hijri, gregorian) = (both.hijri.to_string(), both.gregorian.to_string());
        self.with("date-both", &[("hijri", &hijri), ("gregorian", &gregorian)])
    }

    /// A date as it was written, and the same day in the other calendar.
    pub fn written(&self, written: DateAsWritten) -> String {
        let both = written.both();
        let (id, derived) = match written.calendar() {
            Calendar::UmmAlQura => ("date-written-hijri", both.gregorian.to_string()),
            Calendar::Gregorian => ("date-written-gregorian", both.hijri.to_string()),
        };
        let written = written.to_string();
        self.with(id, &[("written", &written), ("derived", &derived)])
    }

    pub fn staff(&self, no: StaffNo) -> String {
        let found = self.case.staff.iter().find(|one| one.no == no);
        match found {
            Some(one) => name(&one.name),
            None if no == StaffNo(0) => self.say("words-office"),
            None => self.with("words-staff-number", &[("number", &no.to_string())]),
        }
    }

    pub fn branch(&self, no: BranchNo) -> String {
        let found = self.case.branches.iter().find(|one| one.no == no);
        found.map_or_else(|| no.to_string(), |one| name(&one.name))
    }

    pub fn service(&self) -> String {
        let id = self.case.request.need.as_ref();
        let id = id.map_or("", |need| need.service.as_str());
        let service = self.case.profile.service(id);
        self.title(service.map(|service| &service.title), id)
    }

    pub fn category(&self) -> String {
        let id = self.case.request.need.as_ref();
        let id = id.map_or("", |need| need.category.as_str());
        let category = self.case.profile.category(id);
        self.title(category.map(|category| &category.title), id)
    }

    pub fn channel(&self) -> String {
        let id = &self.case.request.channel;
        let channel = self.case.profile.channel(id);
        self.title(channel.map(|channel| &channel.title), id)
    }

    pub fn paper(&self, kind: &str) -> String {
        let paper = self.case.profile.paper(kind);
        self.title(paper.map(|paper| &paper.title), kind)
    }

    /// A paper with its number and until when it is valid.
    pub fn paper_line(&self, paper: &Paper) -> String {
        let mut line = self.paper(&paper.kind);
        if !paper.number.is_empty() {
            let number = code(&paper.number);
            line.push_str(" · ");
            line.push_str(&self.with("sheet-paper-number", &[("number", &number)]));
        }
        if let Some(until) = paper.valid_until {
            let until = self.written(until);
            line.push_str(" · ");
            line.push_str(&self.with("sheet-paper-until", &[("until", &until)]));
        }
        line
    }

    /// The papers, as a list under its heading.
    pub fn attachments(&self) -> [Block; 2] {
        let papers = &self.case.request.papers;
        let heading = Block::Heading(self.say("sheet-papers"));
        if papers.is_empty() {
            let none = self.say("sheet-papers-none");
            return [heading, Block::List(vec![none])];
        }
        let lines = papers.iter().map(|paper| self.paper_line(paper));
        [heading, Block::List(lines.collect())]
    }

    /// The letterhead. Number and date are on every sheet; attachments and subject where the charity's papers carry
    /// them (policy row 57).
    pub fn head(&self, day: NaiveDate, subject: &str) -> Block {
        let profile = &self.case.profile;
        let own = &profile.letterhead.fields;
        let number = self.case.request.no.to_string();
        let count = self.case.request.papers.len();
        let papers = self
            .texts
            .with("sheet-attachments-count", &[("count", count.into())]);
        let mut fields = Vec::new();
        for (field, label, value) in [
            (SheetField::Number, "sheet-number", ltr(&number)),
            (SheetField::Date, "sheet-date", self.both(day)),
            (SheetField::Attachments, "sheet-attachments", papers),
            (SheetField::Subject, "sheet-subject", subject.to_owned()),
        ] {
            let always = matches!(field, SheetField::Number | SheetField::Date);
            if always || own.contains(&field) {
                fields.push(self.field(label, value));
            }
        }
        let lines = profile.letterhead.lines.iter();
        Block::Head {
            name: self.pick(&profile.charity.name).to_owned(),
            lines: lines.map(|line| self.pick(line).to_owned()).collect(),
            fields,
        }
    }

    /// What stands at the foot of every page.
    pub fn foot(&self, title: &str) -> String {
        let charity = self.pick(&self.case.profile.charity.short_name);
        let number = ltr(&self.case.request.no.to_string());
        let printed = self.both(self.case.now.date());
        let printed = self.with("sheet-printed-on", &[("date", &printed)]);
        format!("{charity} · {title} · {number} · {printed}")
    }

    pub fn page_of(&self) -> String {
        self.with("sheet-page", &[("page", "{page}"), ("pages", "{pages}")])
    }
}

/// Text of a line, or the sign for nothing.
pub fn name(text: &str) -> String {
    let text = clean_line(text);
    if text.trim().is_empty() {
        NOTHING.to_owned()
    } else {
        auto(&text)
    }
}

/// What is read from the left whatever stands around it: a number, a phone, an address.
pub fn code(text: &str) -> String {
    let text = clean_line(text);
    if text.trim().is_empty() {
        NOTHING.to_owned()
    } else {
        ltr(&text)
    }
}

/// Running text; each of its lines in the direction it has itself.
pub fn prose(text: &str) -> String {
    let text = clean_text(text);
    if text.trim().is_empty() {
        return NOTHING.to_owned();
    }
    let lines: Vec<String> = text.lines().map(auto).collect();
    lines.join("\n")
}
