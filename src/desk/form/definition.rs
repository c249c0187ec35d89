//! What a form is.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::desk::widget::text_field::Manner;
use crate::domain::date::DateAsWritten;
use crate::domain::profile::{PaperField, Text};
use crate::locale::{Arg, Language, Texts};

/// What is written in a form, as text by field id. Fields left empty are not in it.
pub type Values = BTreeMap<String, String>;

/// A name for a step, a field or a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// The program's own, by its text id.
    Text(&'static str),
    /// A charity's own, from its profile.
    Said {
        /// In Arabic.
        ar: String,
        /// In English.
        en: String,
    },
}

impl Label {
    /// In the language spoken.
    #[must_use]
    pub fn said(&self, texts: &Texts) -> String {
        match self {
            Self::Text(id) => texts.get(id),
            Self::Said { ar, en } => match texts.language() {
                Language::Arabic => ar.clone(),
                Language::English if en.is_empty() => ar.clone(),
                Language::English => en.clone(),
            },
        }
    }
}

impl From<Text> for Label {
    fn from(Text { ar, en }: Text) -> Self {
        Self::Said { ar, en }
    }
}

impl From<&'static str> for Label {
    fn from(id: &'static str) -> Self {
        Self::Text(id)
    }
}

/// One of several to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is kept.
    pub value: String,
    /// What is read.
    pub label: Label,
}

impl Choice {
    /// A choice.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<Label>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// What kind of answer a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Text(Manner),
    /// A whole number, not below zero.
    Number,
    /// A date, kept as written; the other calendar is shown beside it.
    Date,
    /// The date until which a paper is valid, judged on this day.
    Until(NaiveDate),
    /// One of these.
    Choice(Vec<Choice>),
    /// Any of these.
    Many(Vec<Choice>),
    /// Yes or no.
    YesNo,
    /// What a paper says, typed beside what was stated. Enter on an empty one says that the paper says the same.
    Same {
        /// What was stated.
        stated: String,
        /// The field of the paper, by which the two are held against each other.
        of: PaperField,
        /// How it is typed.
        manner: Manner,
    },
    /// A heading over the fields that follow; its label is all of it.
    Heading,
    /// Something to be read, over several lines; its label is all of it.
    Note,
}

impl Kind {
    /// Whether the field with the focus takes Up and Down itself.
    #[must_use]
    pub const fn takes_arrows(&self) -> bool {
        matches!(self, Self::Choice(_) | Self::Many(_))
    }

    /// How text in it is typed; none where nothing is typed.
    #[must_use]
    pub const fn manner(&self) -> Option<Manner> {
        match self {
            Self::Text(manner) => Some(*manner),
            Self::Same { manner, .. } => Some(*manner),
            Self::Number | Self::Date | Self::Until(_) => Some(Manner::NUMBERS),
            Self::Choice(_) | Self::Many(_) | Self::YesNo | Self::Heading | Self::Note => None,
        }
    }

    /// Whether the hand ever stands on it.
    #[must_use]
    pub const fn takes_focus(&self) -> bool {
        !matches!(self, Self::Heading | Self::Note)
    }

    /// What is wrong with a value by its kind alone.
    fn problem(&self, value: &str) -> Option<Problem> {
        let is_one = |choices: &[Choice], value: &str| choices.iter().any(|one| one.value == value);
        let wrong = match self {
            Self::Text(_) | Self::Same { .. } | Self::Heading | Self::Note => false,
            Self::Number if value.parse::<u64>().is_err() => {
                return Some(Problem::stops("form-not-a-number"));
            }
            Self::Number => false,
            Self::Date | Self::Until(_) if DateAsWritten::parse(value).is_err() => {
                return Some(Problem::stops("form-not-a-date"));
            }
            Self::Date | Self::Until(_) => false,
            Self::Choice(choices) => !is_one(choices, value),
            Self::Many(choices) => value.split('\n').any(|one| !is_one(choices, one)),
            Self::YesNo => !matches!(value, "yes" | "no"),
        };
        wrong.then(|| Problem::stops("form-not-a-choice"))
    }
}

/// What is wrong with a value, in words to be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The text.
    pub text: &'static str,
    /// What is filled into it.
    pub args: Vec<(&'static str, String)>,
    /// Whether it bars the way on. What does not is said and left to the officer.
    pub stops: bool,
}

impl Problem {
    /// One that bars the way.
    #[must_use]
    pub const fn stops(text: &'static str) -> Self {
        Self {
            text,
            args: Vec::new(),
            stops: true,
        }
    }

    /// One that is only said.
    #[must_use]
    pub const fn warns(text: &'static str) -> Self {
        Self {
            text,
            args: Vec::new(),
            stops: false,
        }
    }

    /// With something filled in.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// In words.
    #[must_use]
    pub fn said(&self, texts: &Texts) -> String {
        let args: Vec<_> = self
            .args
            .iter()
            .map(|(name, value)| (*name, Arg::from(value.as_str())))
            .collect();
        texts.with(self.text, &args)
    }
}

/// Looks at a value that is not empty, beside everything else in the form.
pub type Check = fn(&str, &Values) -> Option<Problem>;

/// When a field or a step is there at all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum When {
    /// At all times.
    #[default]
    Always,
    /// A field holds exactly this.
    Is(String, String),
    /// Not so.
    Not(Box<When>),
}

impl When {
    /// A field holds exactly this.
    #[must_use]
    pub fn is(field: &str, value: &str) -> Self {
        Self::Is(field.to_owned(), value.to_owned())
    }

    /// Whether it holds.
    #[must_use]
    pub fn holds(&self, values: &Values) -> bool {
        match self {
            Self::Always => true,
            Self::Is(field, wanted) => values.get(field).is_some_and(|value| value == wanted),
            Self::Not(inner) => !inner.holds(values),
        }
    }
}

/// A field.
#[derive(Debug, Clone)]
pub struct Field {
    /// What its value is kept under; no other field of the form has it.
    pub id: String,
    /// What it is called.
    pub label: Label,
    /// What it takes.
    pub kind: Kind,
    /// Whether the way on is barred while it is empty.
    pub required: bool,
    /// When it is there.
    pub when: When,
    /// What else must hold.
    pub check: Option<Check>,
    /// What helps to fill it in.
    pub hint: Option<Label>,
    /// Whether a digit chooses nothing in it: it comes up unasked, under a hand that is typing digits for another.
    pub deliberate: bool,
}

impl Field {
    /// A field that may stay empty.
    #[must_use]
    pub fn new(id: impl Into<String>, label: impl Into<Label>, kind: Kind) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            kind,
            required: false,
            when: When::Always,
            check: None,
            hint: None,
            deliberate: false,
        }
    }

    /// Must be filled in.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Is never chosen from by a digit.
    #[must_use]
    pub const fn deliberate(mut self) -> Self {
        self.deliberate = true;
        self
    }

    /// Is there only when this holds.
    #[must_use]
    pub fn when(mut self, when: When) -> Self {
        self.when = when;
        self
    }

    /// Is checked further.
    #[must_use]
    pub const fn check(mut self, check: Check) -> Self {
        self.check = Some(check);
        self
    }

    /// Has a hint under it while it has the focus.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Label>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What is wrong with what stands in it.
    #[must_use]
    pub fn problem(&self, values: &Values) -> Option<Problem> {
        match values.get(&self.id) {
            None => self.required.then(|| Problem::stops("form-required")),
            Some(value) => self
                .kind
                .problem(value)
                .or_else(|| self.check.and_then(|check| check(value, values))),
        }
    }
}

/// Fields that are filled in together.
#[derive(Debug, Clone)]
pub struct Step {
    /// What it is known by.
    pub id: String,
    /// What it is called.
    pub label: Label,
    /// Its fields.
    pub fields: Vec<Field>,
    /// When it is there.
    pub when: When,
}

impl Step {
    /// A step.
    #[must_use]
    pub fn new(id: impl Into<String>, label: impl Into<Label>, fields: Vec<Field>) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            fields,
            when: When::Always,
        }
    }

    /// The fields that are there.
    pub fn visible<'a>(&'a self, values: &'a Values) -> impl Iterator<Item = &'a Field> {
        self.fields.iter().filter(|field| field.when.holds(values))
    }

    /// How many fields bar the way on.
    #[must_use]
    pub fn open(&self, values: &Values) -> usize {
        self.visible(values)
            .filter(|field| field.problem(values).is_some_and(|problem| problem.stops))
            .count()
    }
}

/// A form.
#[derive(Debug, Clone)]
pub struct Form {
    /// What it is called.
    pub label: Label,
    /// Its steps, in the order they are taken.
    pub steps: Vec<Step>,
}

impl Form {
    /// The steps that are there.
    pub fn visible<'a>(&'a self, values: &'a Values) -> impl Iterator<Item = &'a Step> {
        self.steps.iter().filter(|step| step.when.holds(values))
    }

    /// The field called `id`.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.steps
            .iter()
            .flat_map(|step| &step.fields)
            .find(|field| field.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_look_at_values() {
        let values = Values::from([("sex".to_owned(), "f".to_owned())]);
        for (when, holds) in [
            (When::Always, true),
            (When::is("sex", "f"), true),
            (When::is("sex", "m"), false),
            (When::is("age", "3"), false),
            (When::Not(Box::new(When::is("sex", "m"))), true),
        ] {
            assert_eq!(when.holds(&values), holds, "{when:?}");
        }
    }

    #[test]
    fn values_are_checked_by_kind() {
        let choices = || vec![Choice::new("a", "form-yes"), Choice::new("b", "form-no")];
        for (kind, value, problem) in [
            (Kind::Number, "12", None),
            (Kind::Number, "-1", Some("form-not-a-number")),
            (Kind::Date, "1446/06/01", None),
            (Kind::Date, "1446/13/01", Some("form-not-a-date")),
            (Kind::Choice(choices()), "a", None),
            (Kind::Choice(choices()), "c", Some("form-not-a-choice")),
            (Kind::Many(choices()), "a\nb", None),
            (Kind::Many(choices()), "a\nc", Some("form-not-a-choice")),
            (Kind::YesNo, "yes", None),
            (Kind::YesNo, "perhaps", Some("form-not-a-choice")),
        ] {
            let field = Field::new("x", "form-yes", kind);
            let values = Values::from([("x".to_owned(), value.to_owned())]);
            let found = field.problem(&values).map(|problem| problem.text);
            assert_eq!(found, problem, "{:?} {value}", field.kind);
        }
    }
}
