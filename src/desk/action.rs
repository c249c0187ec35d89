//! Actions and effects: what comes into the desk from outside, and what it wants done there.

use std::fmt;

use super::errand::{Errand, Ran};
use super::key::Key;
use super::state::{Settings, Tag};
use super::widget::canvas::Hit;
use crate::domain::ids::{Entity, RequestNo, Revision};
use crate::domain::moment::Moment;
use crate::protocol::{Answer, Companion, Done, Knock, Notice, Order, Query, Refusal};
use crate::sheets::printer::{PrintError, Went};
use crate::sheets::{Case, Kind};

/// What happened, from outside.
pub enum Action {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted. A line break in it never submits anything.
    Paste(String),
    /// Something drawn was clicked.
    Click(Hit),
    /// The terminal has this many columns and rows.
    Resize(u16, u16),
    /// The clock shows another minute.
    Tick(Moment),
    /// The office told what was asked, or why not.
    Answer(Tag, Result<Answer, Refusal>),
    /// The office did what it was told, or says why not.
    Done(Tag, Result<Done, Refusal>),
    /// Something changed at the office.
    Notice(Notice),
    /// Others have open what is before the desk.
    Company(Vec<Companion>),
    /// The office hears nothing before it is said who sits here.
    Barred,
    /// The office is gone; what was asked and not answered is asked again when it is back.
    Disconnected,
    /// The office is back.
    Reconnected,
    /// What came of printing a request's sheet.
    Printed(RequestNo, Kind, Result<Went, PrintError>),
    /// An errand was run.
    Ran(Tag, Ran),
    /// The terminal is going away: keep what is typed, then leave.
    Hangup,
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // Keys in a row are what was typed.
            Action::Key(_) => f.write_str("Key(…)"),
            Action::Paste(_) => f.write_str("Paste(…)"),
            Action::Click(hit) => f.debug_tuple("Click").field(hit).finish(),
            Action::Resize(columns, rows) => write!(f, "Resize({columns}, {rows})"),
            Action::Tick(now) => f.debug_tuple("Tick").field(now).finish(),
            Action::Answer(tag, answer) => {
                f.debug_tuple("Answer").field(tag).field(answer).finish()
            }
            Action::Done(tag, done) => f.debug_tuple("Done").field(tag).field(done).finish(),
            Action::Notice(notice) => f.debug_tuple("Notice").field(notice).finish(),
            Action::Company(company) => f.debug_tuple("Company").field(company).finish(),
            Action::Barred => f.write_str("Barred"),
            Action::Disconnected => f.write_str("Disconnected"),
            Action::Reconnected => f.write_str("Reconnected"),
            Action::Printed(no, kind, went) => f
                .debug_tuple("Printed")
                .field(no)
                .field(kind)
                .field(&went.is_ok())
                .finish(),
            Action::Ran(tag, ran) => f.debug_tuple("Ran").field(tag).field(ran).finish(),
            Action::Hangup => f.write_str("Hangup"),
        }
    }
}

/// What must happen outside. The loop does it; `update` never does.
#[derive(PartialEq)]
pub enum Effect {
    /// Ask the office.
    Ask(Tag, Query),
    /// Tell the office to do something, on condition of the version seen.
    Do(Tag, Box<Order>, Option<(Entity, Revision)>),
    /// Say something at the office's door. Whoever goes, goes once what they gave is done.
    Knock(Tag, Knock),
    /// Nothing of whoever sat here is to be seen any more, beside the screen as well.
    Blank,
    /// Put text on the clipboard of the terminal (OSC 52).
    Copy(String),
    /// Keep the settings.
    Keep(Settings),
    /// The calibration's answer: Arabic reads right as it is drawn, or the other way. To be remembered
    /// for this terminal.
    ReadsRight {
        /// As it is drawn.
        as_drawn: bool,
    },
    /// Print a sheet, or save it where there is no printer. Nobody waits for it but at the end.
    Print(Kind, Box<Case>),
    /// Run an errand.
    Run(Tag, Errand),
    /// Draw the whole screen afresh.
    Redraw,
    /// Leave the desk.
    Leave,
}

impl fmt::Debug for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Effect::Ask(tag, query) => f.debug_tuple("Ask").field(tag).field(query).finish(),
            Effect::Do(tag, order, saw) => f
                .debug_tuple("Do")
                .field(tag)
                .field(order)
                .field(saw)
                .finish(),
            Effect::Knock(tag, knock) => f.debug_tuple("Knock").field(tag).field(knock).finish(),
            Effect::Blank => f.write_str("Blank"),
            Effect::Copy(_) => f.write_str("Copy(…)"),
            Effect::Keep(settings) => f.debug_tuple("Keep").field(settings).finish(),
            Effect::ReadsRight { as_drawn } => write!(f, "ReadsRight({as_drawn})"),
            Effect::Print(kind, case) => f.debug_tuple("Print").field(kind).field(case).finish(),
            Effect::Run(tag, errand) => f.debug_tuple("Run").field(tag).field(errand).finish(),
            Effect::Redraw => f.write_str("Redraw"),
            Effect::Leave => f.write_str("Leave"),
        }
    }
}
