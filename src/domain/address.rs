//! The Saudi national address (العنوان الوطني).

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::input::{self, Line, parsed_text};

/// Which part of a national address does not have its shape.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AddressError {
    /// Four letters, then four digits: `RRRD2929`.
    #[error("a short address is four letters and four digits, as RRRD2929")]
    ShortAddress,
    /// Five digits.
    #[error("a postcode has five digits")]
    Postcode,
    /// Four digits.
    #[error("a building number has four digits")]
    BuildingNumber,
    /// Four digits.
    #[error("an additional number has four digits")]
    AdditionalNumber,
}

parsed_text! {
    /// The short national address (العنوان الوطني المختصر): four letters and four digits.
    ShortAddress, AddressError, short_address
}

parsed_text! {
    /// The postcode (الرمز البريدي): five digits.
    Postcode, AddressError, postcode
}

parsed_text! {
    /// The building's number (رقم المبنى): four digits.
    BuildingNumber, AddressError, building_number
}

parsed_text! {
    /// The additional number (الرقم الإضافي): four digits.
    AdditionalNumber, AddressError, additional_number
}

fn short_address(text: &str) -> Result<String, AddressError> {
    shaped(text, 4, 4).ok_or(AddressError::ShortAddress)
}

fn postcode(text: &str) -> Result<String, AddressError> {
    shaped(text, 0, 5).ok_or(AddressError::Postcode)
}

fn building_number(text: &str) -> Result<String, AddressError> {
    shaped(text, 0, 4).ok_or(AddressError::BuildingNumber)
}

fn additional_number(text: &str) -> Result<String, AddressError> {
    shaped(text, 0, 4).ok_or(AddressError::AdditionalNumber)
}

/// So many letters, then so many digits, and nothing else.
fn shaped(text: &str, letters: usize, digits: usize) -> Option<String> {
    let text = input::identifier(text).ok()?;
    let fits = text.len() == letters + digits
        && text.chars().enumerate().all(|(at, c)| {
            if at < letters {
                c.is_ascii_alphabetic()
            } else {
                c.is_ascii_digit()
            }
        });
    fits.then_some(text)
}

/// Where a person lives, as far as known. What is unknown is absent, never empty text.
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PostalAddress {
    /// المختصر
    pub short: Option<ShortAddress>,
    /// رقم المبنى
    pub building: Option<BuildingNumber>,
    /// الشارع
    pub street: Option<Line>,
    /// الحي
    pub district: Option<Line>,
    /// المدينة
    pub city: Option<Line>,
    /// المنطقة: compared with the geographic scope of a profile (policy row 52).
    pub region: Option<Line>,
    /// الرمز البريدي
    pub postcode: Option<Postcode>,
    /// الرقم الإضافي
    pub additional: Option<AdditionalNumber>,
}

impl fmt::Debug for PostalAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PostalAddress(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_has_its_shape() {
        for (text, expected) in [
            ("RRRD2929", Some("RRRD2929")),
            ("rrrd ٢٩٢٩", Some("RRRD2929")),
            ("RRRD292", None),
            ("RRR29292", None),
            ("2929RRRD", None),
            ("ررر٢٩٢٩", None),
            ("", None),
        ] {
            assert_eq!(
                ShortAddress::parse(text)
                    .ok()
                    .as_ref()
                    .map(ShortAddress::as_str),
                expected,
                "{text}"
            );
        }
        assert!(Postcode::parse("٤٧٥١٢").is_ok());
        assert_eq!(Postcode::parse("4751"), Err(AddressError::Postcode));
        assert!(BuildingNumber::parse("7391").is_ok());
        assert_eq!(
            BuildingNumber::parse("73911"),
            Err(AddressError::BuildingNumber)
        );
        assert_eq!(
            AdditionalNumber::parse("x"),
            Err(AddressError::AdditionalNumber)
        );
    }

    #[test]
    fn an_address_shows_nothing() {
        let address = PostalAddress {
            city: Line::parse("تبوك").ok(),
            ..PostalAddress::default()
        };
        assert_eq!(format!("{address:?}"), "PostalAddress(…)");
    }
}
