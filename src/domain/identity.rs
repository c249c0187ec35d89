//! The paper that says who someone is (وثيقة الهوية), each kind a type that cannot hold a bad number.
//!
//! A paper which fails its check is never turned away: the officer keeps it as [`IdentityPaper::Unverified`].

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::input::{self, Line, parsed_text};

/// The kinds of identity paper a visitor may bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperKind {
    /// A citizen's national ID (الهوية الوطنية).
    NationalId,
    /// A resident's permit (الإقامة).
    Iqama,
    /// A passport (جواز السفر) of any country.
    Passport,
    /// The identity card of another Gulf state (هوية دول مجلس التعاون).
    GccId,
}

impl PaperKind {
    /// Every kind, in the order a desk offers them.
    pub const ALL: [Self; 4] = [Self::NationalId, Self::Iqama, Self::Passport, Self::GccId];

    /// The word for it in files, commands and text keys.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::NationalId => "national-id",
            Self::Iqama => "iqama",
            Self::Passport => "passport",
            Self::GccId => "gcc-id",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// What is wrong with an identity number. It carries no more of it than one character.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IdentityError {
    /// Nothing was written.
    #[error("no number was written")]
    Empty,
    /// Something that is neither a letter nor a digit, or a letter where only digits stand.
    #[error("{found:?} does not belong in it")]
    Character {
        /// The character.
        found: char,
    },
    /// Too short or too long.
    #[error("{found} characters, where {least} to {most} are expected")]
    Length {
        /// How many there are.
        found: usize,
        /// The fewest this kind has.
        least: usize,
        /// The most this kind has.
        most: usize,
    },
    /// A national ID starts with 1, an iqama with 2.
    #[error("it starts with {found:?} and not with {expected:?}")]
    FirstDigit {
        /// What it starts with.
        found: char,
        /// What this kind starts with.
        expected: char,
    },
    /// The last digit does not follow from the nine before it: some digit is mistyped.
    #[error("the check digit does not agree with the other digits")]
    CheckDigit,
    /// Taken for neither kind of paper by its shape.
    #[error("it has the shape of no known paper")]
    Shape,
}

parsed_text! {
    /// A citizen's national ID (رقم الهوية الوطنية): ten digits, the first 1, the last a Luhn check digit.
    NationalId, IdentityError, national_id
}

parsed_text! {
    /// A resident's number (رقم الإقامة): ten digits, the first 2, the last a Luhn check digit.
    Iqama, IdentityError, iqama
}

parsed_text! {
    /// A passport number (رقم جواز السفر): 5 to 15 letters and digits. The country is the person's nationality.
    Passport, IdentityError, passport
}

parsed_text! {
    /// The civil number of another Gulf state: 6 to 15 digits. Their check rules differ and are not applied.
    GccId, IdentityError, gcc_id
}

fn national_id(text: &str) -> Result<String, IdentityError> {
    checked_ten(text, '1')
}

fn iqama(text: &str) -> Result<String, IdentityError> {
    checked_ten(text, '2')
}

fn passport(text: &str) -> Result<String, IdentityError> {
    let number = identifier(text)?;
    within(&number, 5, 15)?;
    Ok(number)
}

fn gcc_id(text: &str) -> Result<String, IdentityError> {
    let number = identifier(text)?;
    only_digits(&number)?;
    within(&number, 6, 15)?;
    Ok(number)
}

fn identifier(text: &str) -> Result<String, IdentityError> {
    match input::identifier(text) {
        Ok(number) if number.is_empty() => Err(IdentityError::Empty),
        Ok(number) => Ok(number),
        Err(found) => Err(IdentityError::Character { found }),
    }
}

fn only_digits(number: &str) -> Result<(), IdentityError> {
    match number.chars().find(|c| !c.is_ascii_digit()) {
        Some(found) => Err(IdentityError::Character { found }),
        None => Ok(()),
    }
}

fn within(number: &str, least: usize, most: usize) -> Result<(), IdentityError> {
    let found = number.len();
    if (least..=most).contains(&found) {
        Ok(())
    } else {
        Err(IdentityError::Length { found, least, most })
    }
}

fn checked_ten(text: &str, expected: char) -> Result<String, IdentityError> {
    let number = identifier(text)?;
    only_digits(&number)?;
    within(&number, 10, 10)?;
    match number.chars().next() {
        Some(found) if found != expected => Err(IdentityError::FirstDigit { found, expected }),
        _ if !luhn_sum(&number).is_multiple_of(10) => Err(IdentityError::CheckDigit),
        _ => Ok(number),
    }
}

/// In a ten-digit number the 1st, 3rd … digits are doubled; the whole must be a multiple of ten.
fn luhn_sum(number: &str) -> u32 {
    number
        .chars()
        .filter_map(input::digit)
        .enumerate()
        .map(|(at, value)| {
            let value = u32::from(value);
            match at % 2 {
                0 if value > 4 => value * 2 - 9,
                0 => value * 2,
                _ => value,
            }
        })
        .sum()
}

/// Why there is no paper to show.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NoPaper {
    /// A newborn, not registered yet.
    NotIssuedYet,
    /// Lost or stolen.
    Lost,
    /// Kept by someone else: a prison, a sponsor, a hospital.
    HeldElsewhere,
    /// Being renewed.
    UnderRenewal,
    /// Left at home: to be brought.
    NotBrought,
    /// Anything else, in the officer's words.
    Other(Line),
}

impl std::fmt::Debug for NoPaper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NoPaper(…)")
    }
}

/// A person's identity paper (وثيقة الهوية), as far as it could be verified.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum IdentityPaper {
    /// A national ID.
    NationalId(NationalId),
    /// A resident's permit.
    Iqama(Iqama),
    /// A passport.
    Passport(Passport),
    /// Another Gulf state's card.
    GccId(GccId),
    /// A paper whose number fails its check, kept as it reads by the officer's choice.
    Unverified {
        /// What the paper claims to be.
        kind: PaperKind,
        /// Its number as written.
        text: Line,
    },
    /// No paper, and why.
    None(NoPaper),
}

impl IdentityPaper {
    /// Reads a number as one given kind of paper.
    ///
    /// # Errors
    /// Says what does not hold; the officer may then keep it as [`IdentityPaper::Unverified`].
    pub fn parse_as(kind: PaperKind, text: &str) -> Result<Self, IdentityError> {
        match kind {
            PaperKind::NationalId => NationalId::parse(text).map(Self::NationalId),
            PaperKind::Iqama => Iqama::parse(text).map(Self::Iqama),
            PaperKind::Passport => Passport::parse(text).map(Self::Passport),
            PaperKind::GccId => GccId::parse(text).map(Self::GccId),
        }
    }

    /// Reads a number by its shape alone: see [`likely_kind`].
    ///
    /// # Errors
    /// [`IdentityError::Shape`] where no kind fits, else what that kind finds wrong.
    pub fn parse(text: &str) -> Result<Self, IdentityError> {
        let number = identifier(text)?;
        let kind = likely_kind(&number).ok_or(IdentityError::Shape)?;
        Self::parse_as(kind, &number)
    }

    /// What kind of paper it is or claims to be; `None` without a paper.
    #[must_use]
    pub fn kind(&self) -> Option<PaperKind> {
        match self {
            Self::NationalId(_) => Some(PaperKind::NationalId),
            Self::Iqama(_) => Some(PaperKind::Iqama),
            Self::Passport(_) => Some(PaperKind::Passport),
            Self::GccId(_) => Some(PaperKind::GccId),
            Self::Unverified { kind, .. } => Some(*kind),
            Self::None(_) => None,
        }
    }

    /// The number as it is kept; `None` without a paper.
    #[must_use]
    pub fn number(&self) -> Option<&str> {
        match self {
            Self::NationalId(id) => Some(id.as_str()),
            Self::Iqama(id) => Some(id.as_str()),
            Self::Passport(id) => Some(id.as_str()),
            Self::GccId(id) => Some(id.as_str()),
            Self::Unverified { text, .. } => Some(text.as_str()),
            Self::None(_) => None,
        }
    }

    /// The number by which the same paper is found again, whether verified or not.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        let number = self.number()?;
        Some(input::identifier(number).unwrap_or_else(|_| number.to_owned()))
    }

    /// Whether the number passed the check of its kind.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        !matches!(self, Self::Unverified { .. } | Self::None(_))
    }

    /// The number with its middle hidden (`110•••••51`), as screens show it until a key reveals it.
    #[must_use]
    pub fn masked(&self) -> Option<String> {
        self.number().map(|number| input::masked(number, 3, 2))
    }
}

/// What a number looks like: ten digits from 1 a national ID, from 2 an iqama; a letter among 5 to 15
/// characters a passport; 6 to 15 digits a Gulf card. Ten digits from 1 or 2 are never taken for a Gulf card,
/// so that a mistyped digit is said and not silently filed under another kind.
#[must_use]
pub fn likely_kind(text: &str) -> Option<PaperKind> {
    let number = input::identifier(text).ok()?;
    let digits = only_digits(&number).is_ok();
    match (digits, number.len(), number.chars().next()?) {
        (true, 10, '1') => Some(PaperKind::NationalId),
        (true, 10, '2') => Some(PaperKind::Iqama),
        (true, 6..=15, _) => Some(PaperKind::GccId),
        (false, 5..=15, _) => Some(PaperKind::Passport),
        _ => None,
    }
}

/// The number, whole; a dash without a paper.
impl std::fmt::Display for IdentityPaper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.number().unwrap_or("–"))
    }
}

impl std::fmt::Debug for IdentityPaper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NationalId(_) => "NationalId(…)",
            Self::Iqama(_) => "Iqama(…)",
            Self::Passport(_) => "Passport(…)",
            Self::GccId(_) => "GccId(…)",
            Self::Unverified { .. } => "Unverified(…)",
            Self::None(_) => "None(…)",
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ten_digits_are_checked() {
        use IdentityError as E;
        for (text, expected) in [
            ("1681068712", Ok("1681068712")),
            ("١٦٨١٠٦٨٧١٢", Ok("1681068712")),
            (" 168-106 8712\u{200F}", Ok("1681068712")),
            ("1681068713", Err(E::CheckDigit)),
            ("1618068712", Err(E::CheckDigit)),
            (
                "2681068711",
                Err(E::FirstDigit {
                    found: '2',
                    expected: '1',
                }),
            ),
            (
                "168106871",
                Err(E::Length {
                    found: 9,
                    least: 10,
                    most: 10,
                }),
            ),
            ("168106871O", Err(E::Character { found: 'O' })),
            ("1681068_12", Err(E::Character { found: '_' })),
            (" - ", Err(E::Empty)),
        ] {
            let read = NationalId::parse(text);
            assert_eq!(
                read.as_ref().map(NationalId::as_str).map_err(Clone::clone),
                expected,
                "{text}"
            );
        }
        assert!(Iqama::parse("2000000006").is_ok());
        assert!(Iqama::parse("1681068712").is_err());
    }

    #[test]
    fn every_kind_is_found_by_its_word() {
        for kind in PaperKind::ALL {
            assert_eq!(PaperKind::from_id(kind.id()), Some(kind));
            assert_eq!(
                serde_json::to_string(&kind).unwrap(),
                format!("\"{}\"", kind.id())
            );
        }
        assert_eq!(PaperKind::from_id("card"), None);
    }

    #[test]
    fn the_shape_tells_the_kind() {
        for (text, kind) in [
            ("1681068712", Some(PaperKind::NationalId)),
            ("2000000006", Some(PaperKind::Iqama)),
            ("p 0123456", Some(PaperKind::Passport)),
            ("784-1990-1234567-1", Some(PaperKind::GccId)),
            ("12", None),
            ("جواز", None),
        ] {
            assert_eq!(likely_kind(text), kind, "{text}");
        }
        assert_eq!(
            IdentityPaper::parse("1681068713"),
            Err(IdentityError::CheckDigit)
        );
        assert_eq!(IdentityPaper::parse("12"), Err(IdentityError::Shape));
    }

    #[test]
    fn a_failed_paper_is_kept_and_found_under_the_same_key() {
        let text = Line::parse("168-106 8713").unwrap();
        let paper = IdentityPaper::Unverified {
            kind: PaperKind::NationalId,
            text,
        };
        assert!(!paper.is_verified());
        assert_eq!(paper.number(), Some("168-106 8713"));
        assert_eq!(paper.key().as_deref(), Some("1681068713"));
        assert_eq!(IdentityPaper::None(NoPaper::Lost).key(), None);
    }

    #[test]
    fn nothing_personal_is_shown_unasked() {
        let paper = IdentityPaper::parse("1681068712").unwrap();
        assert_eq!(paper.masked().as_deref(), Some("168•••••12"));
        assert_eq!(format!("{paper:?}"), "NationalId(…)");
        assert_eq!(
            format!("{:?}", NationalId::parse("1681068712").unwrap()),
            "NationalId(…)"
        );
    }

    #[test]
    fn a_stored_number_is_checked_when_read() {
        let kept = [
            IdentityPaper::parse("1681068712").unwrap(),
            IdentityPaper::None(NoPaper::Other(Line::parse("x").unwrap())),
        ];
        let config = bincode::config::standard();
        for paper in kept {
            let bytes = bincode::serde::encode_to_vec(&paper, config).unwrap();
            let (read, _): (IdentityPaper, _) =
                bincode::serde::decode_from_slice(&bytes, config).unwrap();
            assert_eq!(read, paper);
        }
        assert!(serde_json::from_str::<NationalId>("\"1681068713\"").is_err());
    }

    proptest! {
        #[test]
        fn no_text_panics_and_what_is_read_is_canonical(text in any::<String>()) {
            if let Ok(paper) = IdentityPaper::parse(&text) {
                let number = paper.number().unwrap_or_default().to_owned();
                prop_assert_eq!(IdentityPaper::parse(&number), Ok(paper));
            }
            for kind in PaperKind::ALL {
                let _ = IdentityPaper::parse_as(kind, &text);
            }
        }

        #[test]
        fn exactly_one_check_digit_fits(stem in 100_000_000_u32..300_000_000) {
            let fitting = (0..10)
                .filter(|last| IdentityPaper::parse(&format!("{stem}{last}")).is_ok())
                .count();
            prop_assert_eq!(fitting, 1);
        }
    }
}
