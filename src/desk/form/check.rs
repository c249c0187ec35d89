//! Whether what was typed can be read as what a field takes.

use super::{Field, Kind, Values};
use crate::domain::date::DateAsWritten;

/// What does not hold of a value: the id of the text that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault(pub &'static str);

impl Field {
    /// Checks the value of the field.
    pub fn fault(&self, values: &Values) -> Option<Fault> {
        if !self.is_asked(values) || !self.kind.takes_focus() {
            return None;
        }
        let value = values.get(&self.id).map_or("", |value| value.trim());
        if value.is_empty() {
            return self.required.then_some(Fault("form-required"));
        }
        let read = match &self.kind {
            Kind::Number => whole_number(value)
                .map(drop)
                .ok_or(Fault("form-not-a-number")),
            Kind::Date => value
                .parse::<DateAsWritten>()
                .map(drop)
                .map_err(|_| Fault("form-not-a-date")),
            Kind::Choice(choices) if !choices.iter().any(|(id, _)| id == value) => {
                Err(Fault("form-not-a-choice"))
            }
            Kind::YesNo if !matches!(value, "yes" | "no") => Err(Fault("form-not-a-choice")),
            _ => Ok(()),
        };
        read.and_then(|()| self.check.map_or(Ok(()), |check| check(value)))
            .err()
    }
}

/// A whole number in digits of any kind.
pub fn whole_number(text: &str) -> Option<u32> {
    crate::arabic::digits::fold(text.trim()).parse().ok()
}
