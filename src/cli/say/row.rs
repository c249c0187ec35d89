//! Why a row of a file was not brought in.

use super::with;
use crate::cli::import::Reason;
use crate::desk::words;
use crate::domain::address::AddressError;
use crate::domain::contact::ContactError;
use crate::domain::identity::IdentityError;
use crate::domain::input::{Line, LineError};
use crate::domain::money::MoneyError;
use crate::domain::person::PersonName;
use crate::locale::Texts;

/// What is said of a row.
pub fn reason(texts: &Texts, reason: &Reason) -> String {
    match reason {
        Reason::NoName => texts.get("row-no-name"),
        Reason::OneWord => texts.get("row-one-word"),
        Reason::LongName { found } => length(texts, *found, 1, PersonName::LONGEST_PART),
        Reason::LineBreak => texts.get("row-line-break"),
        Reason::Identity(error) => identity(texts, error),
        Reason::Unverified => texts.get("row-unverified"),
        Reason::PaperKind => texts.get("row-paper-kind"),
        Reason::Contact(error) => contact(texts, error),
        Reason::Date(error) => words::wrong_date(texts, error),
        Reason::Sex => texts.get("row-sex"),
        Reason::Nationality => texts.get("row-nationality"),
        Reason::Number => texts.get("row-number"),
        Reason::Money(error) => money(texts, error),
        Reason::Address(AddressError::ShortAddress) => texts.get("row-short-address"),
        Reason::Address(error) => error.to_string(),
        Reason::Line(LineError::Empty) => texts.get("row-empty"),
        Reason::Line(LineError::TooLong { found }) => length(texts, *found, 1, Line::MAX),
        Reason::Answer => texts.get("row-answer"),
        Reason::Fields { found, headings } => with(
            texts,
            "row-fields",
            args! { found: found, headings: headings },
        ),
        Reason::Twice { line } => with(texts, "row-twice", args! { line: line }),
    }
}

fn identity(texts: &Texts, error: &IdentityError) -> String {
    match error {
        IdentityError::Empty => texts.get("row-empty"),
        IdentityError::Character { found } => with(texts, "row-character", args! { found: found }),
        IdentityError::Length { found, least, most } => length(texts, *found, *least, *most),
        IdentityError::FirstDigit { found, expected } => with(
            texts,
            "row-first-digit",
            args! { found: found, expected: expected },
        ),
        IdentityError::CheckDigit => texts.get("row-check-digit"),
        IdentityError::Shape => texts.get("row-shape"),
    }
}

/// How long it is, and how long it should be.
fn length(texts: &Texts, found: usize, least: usize, most: usize) -> String {
    let id = if least == most {
        "row-length-exact"
    } else {
        "row-length"
    };
    with(texts, id, args! { found: found, least: least, most: most })
}

fn contact(texts: &Texts, error: &ContactError) -> String {
    match error {
        ContactError::Empty => texts.get("row-empty"),
        ContactError::Character { found } => with(texts, "row-character", args! { found: found }),
        ContactError::Length { found, least, most } => length(texts, *found, *least, *most),
        ContactError::NotMobile => texts.get("row-mobile"),
        ContactError::CheckDigits => texts.get("row-iban-digits"),
        ContactError::NotIban => texts.get("row-iban"),
        ContactError::NotEmail => texts.get("row-email"),
    }
}

fn money(texts: &Texts, error: &MoneyError) -> String {
    match error {
        MoneyError::Empty => texts.get("row-empty"),
        MoneyError::Character { found } => with(texts, "row-character", args! { found: found }),
        MoneyError::Halalas => texts.get("row-halalas"),
        MoneyError::TooLarge => texts.get("row-too-large"),
    }
}
