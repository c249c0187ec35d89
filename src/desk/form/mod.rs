//! Forms are data: fields, kinds, conditions. The same definition draws a form, checks it, and runs it as plain line
//! prompts. What a charity adds of its own comes from its profile as the same data.
//!
//! Values are kept as typed, under the field's id; what they mean is read from them when a step is done. So a draft is
//! the values and the place where the hand was, and resuming it is putting them back.

mod check;
mod edit;

use std::collections::BTreeMap;

use crate::desk::widget::text_field::Manner;
use crate::domain::profile::Text;
use crate::locale::Texts;

pub use check::{Fault, whole_number};
pub use edit::{Form, Went};

/// What was typed, by field id. A field nobody touched is absent.
pub type Values = BTreeMap<String, String>;

/// What stands beside a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// A text of the program, by its id.
    Key(&'static str),
    /// A text of the profile, in both languages.
    Text(Text),
}

impl Label {
    /// In the language in force.
    pub fn say(&self, texts: &Texts) -> String {
        match self {
            Label::Key(id) => texts.get(id),
            Label::Text(text) => texts.pick(text).to_owned(),
        }
    }
}

/// What a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line in the language of the charity: names, places, reasons.
    Text,
    /// Letters and digits that run left to right: numbers on papers, e-mail.
    Code,
    /// A whole number.
    Number,
    /// A date in either calendar, kept as written; the other is shown beside it.
    Date,
    /// One of some: id and label. The arrow keys choose, and so does a digit.
    Choice(Vec<(String, Label)>),
    /// Yes or no, kept as `yes` and `no`.
    YesNo,
    /// Nothing to fill in: a heading over the fields that follow.
    Heading,
    /// Something to be read out or looked at, over several lines.
    Note,
    /// What the paper says beside what was stated: Enter on an empty field says «the same».
    Same {
        /// What was stated.
        stated: String,
        /// Whether it runs left to right.
        code: bool,
    },
}

impl Kind {
    /// How it is typed.
    pub fn manner(&self) -> Manner {
        match self {
            Kind::Code | Kind::Number | Kind::Date | Kind::Same { code: true, .. } => {
                Manner::NUMBERS
            }
            _ => Manner::WORDS,
        }
    }

    /// Whether letters go into it.
    pub fn is_typed(&self) -> bool {
        matches!(
            self,
            Kind::Text | Kind::Code | Kind::Number | Kind::Date | Kind::Same { .. }
        )
    }

    /// Whether the hand ever stands on it.
    pub fn takes_focus(&self) -> bool {
        !matches!(self, Kind::Heading | Kind::Note)
    }
}

/// What must hold of what was typed: the id of a text that says what does not.
pub type Check = fn(&str) -> Result<(), Fault>;

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Under which its value is kept.
    pub id: String,
    /// What stands beside it.
    pub label: Label,
    /// What it takes.
    pub kind: Kind,
    /// Whether the step is done without it.
    pub required: bool,
    /// Whether it is asked at all, from what was answered so far.
    pub when: Option<Condition>,
    /// What else must hold of what was typed: the id of a text that says what does not.
    pub check: Option<Check>,
    /// The text id of a hint, shown while the hand is on the field.
    pub hint: Option<&'static str>,
}

/// When a field is asked: another field holds one of these values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Whose value.
    pub field: String,
    /// One of these.
    pub is: Vec<String>,
}

impl Field {
    /// A field that must be filled in.
    pub fn new(id: impl Into<String>, label: Label, kind: Kind) -> Field {
        Field {
            id: id.into(),
            label,
            kind,
            required: true,
            when: None,
            check: None,
            hint: None,
        }
    }

    /// May be left empty.
    pub fn optional(mut self) -> Field {
        self.required = false;
        self
    }

    /// Asked only where another field holds this.
    pub fn when(mut self, field: &str, is: &[&str]) -> Field {
        self.when = Some(Condition {
            field: field.to_owned(),
            is: is.iter().map(|is| (*is).to_owned()).collect(),
        });
        self
    }

    /// Checked by this beside its kind.
    pub fn checked(mut self, check: Check) -> Field {
        self.check = Some(check);
        self
    }

    /// With a hint.
    pub fn hint(mut self, id: &'static str) -> Field {
        self.hint = Some(id);
        self
    }

    /// Whether it is asked.
    pub fn is_asked(&self, values: &Values) -> bool {
        self.when.as_ref().is_none_or(|when| {
            let value = values.get(&when.field).map_or("", String::as_str);
            when.is.iter().any(|is| is == value)
        })
    }
}
