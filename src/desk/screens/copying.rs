//! Copies a number to the clipboard. That is put on record first; the message names what was copied and does not show
//! it.

use super::telling::Telling;
use crate::desk::state::{Desk, Tag};
use crate::domain::ids::Entity;
use crate::domain::person::Facts;
use crate::protocol::{Done, Order, Refusal};

/// A number that can be copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// Of the identity paper.
    Id,
    /// The mobile.
    Mobile,
}

impl Number {
    const fn id(self) -> &'static str {
        match self {
            Number::Id => "id",
            Number::Mobile => "mobile",
        }
    }

    /// What it is, where there is one.
    pub fn of(self, facts: &Facts) -> Option<String> {
        match self {
            Number::Id => facts.paper.number().map(str::to_owned),
            Number::Mobile => facts.mobile.as_ref().map(|mobile| mobile.local()),
        }
    }
}

/// Copies a number once the copying is on record.
#[derive(Debug, Default)]
pub struct Copying {
    telling: Telling<Number>,
}

impl Copying {
    /// Has it put on record that a number on a record's page is copied.
    pub fn begin(&mut self, number: Number, of: Entity, desk: &mut Desk) {
        let order = Order::NoteCopied {
            entity: of,
            field: number.id().to_owned(),
        };
        self.telling.tell_unseen(desk, order, number);
    }

    /// An order was answered: whether it was this one's. Once it is on record, it is copied.
    pub fn done(
        &mut self,
        tag: Tag,
        done: &Result<Done, Refusal>,
        facts: Option<&Facts>,
        desk: &mut Desk,
    ) -> bool {
        let Some(number) = self.telling.heard(tag) else {
            return false;
        };
        match done {
            Ok(_) => {
                if let Some(text) = facts.and_then(|facts| number.of(facts)) {
                    let name = desk.say(&format!("fact-{}", number.id()));
                    desk.copy(&name, &text);
                }
            }
            Err(refusal) => super::doors::refused(desk, refusal),
        }
        true
    }
}
