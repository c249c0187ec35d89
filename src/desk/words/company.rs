//! Who else has a record open, in words.

use super::time::hour;
use super::value;
use crate::desk::state::Desk;
use crate::domain::ids::Entity;

/// Who has a record open beside whoever sits here, and since when; nothing where nobody has.
#[must_use]
pub fn company(desk: &Desk, record: Entity) -> String {
    let mut others = desk.company.iter().filter(|one| one.record == record);
    let Some(first) = others.next() else {
        return String::new();
    };
    let more = others.count();
    let id = if more > 0 { "company-more" } else { "company" };
    desk.say_with(
        id,
        &[
            ("who", value(first.who.as_str()).into()),
            ("since", hour(first.since).into()),
            ("count", more.into()),
        ],
    )
}

/// Whether anybody else has it open.
#[must_use]
pub fn has_company(desk: &Desk, record: Entity) -> bool {
    desk.company.iter().any(|one| one.record == record)
}
