//! Money, in Saudi riyals (ر.س).

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::input;

/// What is wrong with an amount.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// Nothing was written.
    #[error("no amount was written")]
    Empty,
    /// A character that is no part of an amount.
    #[error("{found:?} is not part of an amount")]
    Character {
        /// The character.
        found: char,
    },
    /// More than two digits after the point, or more than one point.
    #[error("a riyal has a hundred halalas: at most two digits after one point")]
    Halalas,
    /// More than can be meant.
    #[error("the amount is too large")]
    TooLarge,
}

/// An amount in halalas, a hundredth of a riyal; never negative, at most [`Money::MAX`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Money(u64);

impl Money {
    /// A hundred thousand million riyals: anything above is a slip of the finger.
    pub const MAX: u64 = 100_000_000_000 * 100;

    /// Reads an amount of riyals: `1250`, `1,250.50`, `١٬٢٥٠٫٥`.
    ///
    /// # Errors
    /// Says what does not hold.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let mut riyals = String::new();
        let mut halalas: Option<String> = None;
        for c in text
            .chars()
            .filter(|&c| !input::is_invisible(c))
            .map(input::ascii_digit)
        {
            match (c, halalas.as_mut()) {
                ('0'..='9', None) => riyals.push(c),
                ('0'..='9', Some(part)) => part.push(c),
                ('.' | '٫', None) => halalas = Some(String::new()),
                ('.' | '٫', Some(_)) => return Err(MoneyError::Halalas),
                (',' | '٬', None) => {}
                (c, _) if c.is_whitespace() => {}
                (found, _) => return Err(MoneyError::Character { found }),
            }
        }
        let halalas = halalas.unwrap_or_default();
        if riyals.is_empty() && halalas.is_empty() {
            return Err(MoneyError::Empty);
        }
        if halalas.len() > 2 {
            return Err(MoneyError::Halalas);
        }
        let amount: u64 = format!("{riyals}{halalas:0<2}")
            .parse()
            .map_err(|_| MoneyError::TooLarge)?;
        Self::try_from(amount)
    }

    /// The amount in halalas.
    #[must_use]
    pub fn halalas(self) -> u64 {
        self.0
    }
}

impl TryFrom<u64> for Money {
    type Error = MoneyError;

    fn try_from(halalas: u64) -> Result<Self, MoneyError> {
        if halalas > Self::MAX {
            Err(MoneyError::TooLarge)
        } else {
            Ok(Self(halalas))
        }
    }
}

impl From<Money> for u64 {
    fn from(money: Money) -> Self {
        money.0
    }
}

/// `1,250` or `1,250.50`; digits and the unit are the locale's to choose.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let riyals = (self.0 / 100).to_string();
        for (at, c) in riyals.chars().enumerate() {
            if at > 0 && (riyals.len() - at).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{c}")?;
        }
        match self.0 % 100 {
            0 => Ok(()),
            halalas => write!(f, ".{halalas:02}"),
        }
    }
}

/// What someone earns or needs is his own affair.
impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Money(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, expected) in [
            ("1250", Ok("1,250")),
            ("1,250.5", Ok("1,250.50")),
            ("١٬٢٥٠٫٠٥", Ok("1,250.05")),
            (" 0 ", Ok("0")),
            (".75", Ok("0.75")),
            ("", Err(MoneyError::Empty)),
            (".", Err(MoneyError::Empty)),
            ("1.234", Err(MoneyError::Halalas)),
            ("1.2.3", Err(MoneyError::Halalas)),
            ("-5", Err(MoneyError::Character { found: '-' })),
            ("100000000001", Err(MoneyError::TooLarge)),
            ("99999999999999999999999", Err(MoneyError::TooLarge)),
        ] {
            assert_eq!(
                Money::parse(text).map(|money| money.to_string()),
                expected.map(str::to_owned),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(halalas in 0..=Money::MAX) {
            let money = Money::try_from(halalas).unwrap();
            prop_assert_eq!(Money::parse(&money.to_string()), Ok(money));
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = Money::parse(&text);
        }
    }
}
