//! What two people are compared by.

use crate::arabic::fold::{fold_text, name_words};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::fmt;

/// Day, month and year as a paper states them, in whichever calendar it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ymd {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Ymd {
    /// As it is written in one, `19891003`: what slips of the hand happen in.
    #[must_use]
    pub fn digits(self) -> String {
        format!("{:04}{:02}{:02}", self.year, self.month, self.day)
    }
}

/// What two people are compared by, and found by: everything already folded, nothing required.
///
/// Made by [`Traits::named`] and the `with_` functions, which fold; so two `Traits` may be compared field by field.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Traits {
    name: String,
    words: Vec<String>,
    id: Option<String>,
    mobile: Option<String>,
    birth: Option<NaiveDate>,
    birth_hijri: Option<Ymd>,
    female: Option<bool>,
}

impl Traits {
    /// Someone of this name, as it is written.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.trim().to_owned(),
            words: name_words(name),
            ..Self::default()
        }
    }

    /// The number of the paper which identifies them. Blanks and hyphens in it do not matter, nor does the kind of digit.
    #[must_use]
    pub fn with_id(mut self, number: &str) -> Self {
        let number = squeeze(number).into_owned();
        self.id = (!number.is_empty()).then_some(number);
        self
    }

    /// The mobile number, in any of the ways it is written: 05…, +9665…, 009665….
    #[must_use]
    pub fn with_mobile(mut self, number: &str) -> Self {
        let number = mobile_key(&squeeze(number)).to_owned();
        self.mobile = (!number.is_empty()).then_some(number);
        self
    }

    /// The day of birth by the Gregorian calendar.
    #[must_use]
    pub fn with_birth(mut self, date: NaiveDate) -> Self {
        self.birth = Some(date);
        self
    }

    /// The day of birth as written by the Hijri calendar, where that is how it was written. Slips of the pen happen in
    /// the calendar that was written, so day and month are compared there too.
    #[must_use]
    pub fn with_birth_hijri(mut self, written: Ymd) -> Self {
        self.birth_hijri = Some(written);
        self
    }

    /// Whether the person is a woman.
    #[must_use]
    pub fn with_female(mut self, female: bool) -> Self {
        self.female = Some(female);
        self
    }

    /// The name as written.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The folded words of the name.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The identity number, folded.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The mobile number without country and leading zero where it is a Saudi one: `5xxxxxxxx`.
    #[must_use]
    pub fn mobile(&self) -> Option<&str> {
        self.mobile.as_deref()
    }

    /// The day of birth.
    #[must_use]
    pub fn birth(&self) -> Option<NaiveDate> {
        self.birth
    }

    /// The day of birth as written by the Hijri calendar.
    #[must_use]
    pub fn birth_hijri(&self) -> Option<Ymd> {
        self.birth_hijri
    }

    /// Whether the person is a woman, where known.
    #[must_use]
    pub fn female(&self) -> Option<bool> {
        self.female
    }
}

/// Shows nothing of the person.
impl fmt::Debug for Traits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Traits(…)")
    }
}

/// Folded, without blanks.
fn squeeze(number: &str) -> Cow<'_, str> {
    if number.bytes().all(|b| b.is_ascii_digit()) {
        return Cow::Borrowed(number);
    }
    Cow::Owned(fold_text(number).replace(' ', ""))
}

/// Digits of a mobile without what may stand before a Saudi number: 00966, 966, 0. Also right for a number still being
/// typed, of which it is then the beginning.
#[must_use]
pub fn mobile_key(digits: &str) -> &str {
    let international = digits.strip_prefix("00");
    let national = international
        .unwrap_or(digits)
        .strip_prefix("966")
        .map(|n| n.strip_prefix('0').unwrap_or(n))
        .or_else(|| international.map(|n| if "966".starts_with(n) { "" } else { n }))
        .or_else(|| digits.strip_prefix('0'));
    national.unwrap_or(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mobile_is_one_number_however_it_is_written() {
        for written in [
            "0551234567",
            "055 123 4567",
            "+966551234567",
            "00966 55-123-4567",
            "٠٥٥١٢٣٤٥٦٧",
            "9660551234567",
        ] {
            let traits = Traits::named("").with_mobile(written);
            assert_eq!(traits.mobile(), Some("551234567"), "{written}");
        }
        assert_eq!(Traits::named("").with_mobile(" ").mobile(), None);
        assert_eq!(
            Traits::named("").with_mobile("+201001234567").mobile(),
            Some("201001234567")
        );
    }

    #[test]
    fn a_mobile_being_typed_is_always_the_beginning_of_what_it_becomes() {
        for whole in ["0551234567", "00966551234567"] {
            for end in 1..whole.len() {
                let begun = mobile_key(&whole[..end]);
                assert!(
                    "551234567".starts_with(begun),
                    "{} gave {begun}",
                    &whole[..end]
                );
            }
        }
    }

    #[test]
    fn debug_shows_nothing_of_the_person() {
        let shown = format!("{:?}", Traits::named("نورة الحربي").with_id("1102334451"));
        assert_eq!(shown, "Traits(…)");
    }
}
