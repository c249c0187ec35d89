//! A row of the file as a person, or everything that is wrong with it.

use super::columns::{self, Column};
use crate::arabic::{clean_line, digits};
use crate::domain::address::{AddressError, PostalAddress, ShortAddress};
use crate::domain::contact::{ContactError, Email, Iban, Mobile};
use crate::domain::country;
use crate::domain::date::{DateAsWritten, DateError};
use crate::domain::identity::{IdentityError, IdentityPaper, NoPaper, PaperKind, likely_kind};
use crate::domain::input::{Line, LineError};
use crate::domain::money::{Money, MoneyError};
use crate::domain::person::{Facts, Household, PersonName, Sex};

/// What is wrong with a row, or worth knowing of it. Shows no more of it than one character.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// There is no name.
    #[error("there is no name")]
    NoName,
    /// Only one word.
    #[error("a name needs at least two words")]
    OneWord,
    /// A part of the name is longer than the office takes.
    #[error(
        "{found} characters in a part of the name, where at most {} fit",
        PersonName::LONGEST_PART
    )]
    LongName {
        /// How many there are.
        found: usize,
    },
    /// A name in several lines: as it looks where a quotation mark is not closed, and half of the next row is in it.
    #[error("the name is in several lines: is a quotation mark not closed?")]
    LineBreak,
    /// The identity paper's number.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The check digit of a number that is otherwise one: the row is taken, the paper kept as not verified.
    #[error("the check digit does not agree with the other digits; kept as not verified")]
    Unverified,
    /// No kind of paper.
    #[error("no kind of identity paper is called that")]
    PaperKind,
    /// A mobile, an e-mail address or an IBAN.
    #[error(transparent)]
    Contact(#[from] ContactError),
    /// A date.
    #[error(transparent)]
    Date(#[from] DateError),
    /// Neither male nor female.
    #[error("write male or female")]
    Sex,
    /// Not a country this program knows.
    #[error("no country is called that; write its two letters, as SA")]
    Nationality,
    /// No whole number.
    #[error("not a number from 0 to 65535")]
    Number,
    /// An amount.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// A short address.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// Text that is too long.
    #[error(transparent)]
    Line(#[from] LineError),
    /// Neither yes nor no.
    #[error("write yes or no")]
    Answer,
    /// More fields than headings.
    #[error(
        "{found} fields, where the headings are {headings}: is a delimiter inside a field that is not quoted?"
    )]
    Fields {
        /// How many there are.
        found: usize,
        /// How many headings.
        headings: usize,
    },
    /// The same person stands in an earlier line.
    #[error("the same person stands in line {line} already")]
    Twice {
        /// Which.
        line: u64,
    },
}

/// A remark on one field of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The column, as its place among the headings; `None` for the row as a whole.
    pub column: Option<usize>,
    /// What.
    pub reason: Reason,
}

/// A row that was read: the person, unless something is wrong with it, and the remarks on its fields.
#[derive(Debug)]
pub struct Taken {
    /// The person.
    pub facts: Option<Box<Facts>>,
    /// What is to be said.
    pub said: Vec<Said>,
}

/// Takes a row. `columns` says what stands where.
pub fn take(columns: &[Option<Column>], fields: &[String]) -> Taken {
    let mut person = Person::default();
    let mut said = Vec::new();
    let beyond = fields
        .iter()
        .skip(columns.len())
        .any(|field| !field.trim().is_empty());
    if beyond {
        said.push(Said {
            column: None,
            reason: Reason::Fields {
                found: fields.len(),
                headings: columns.len(),
            },
        });
    }
    // The kind of paper first: the number is read by it, wherever it stands.
    let mut cells: Vec<(usize, Column, String)> = columns
        .iter()
        .zip(fields)
        .enumerate()
        .filter_map(|(at, (column, field))| {
            Some((at, (*column)?, clean_line(field).trim().to_owned()))
        })
        .filter(|(_, _, text)| !text.is_empty())
        .collect();
    cells.sort_by_key(|(_, column, _)| *column != Column::PaperKind);
    for (at, column, text) in cells {
        let raw = fields.get(at).map_or("", |field| field.trim());
        let read = match column.is_name() && raw.contains(['\n', '\r']) {
            true => Err(Reason::LineBreak),
            false => person.read(column, &text),
        };
        if let Err(reason) = read {
            said.push(Said {
                column: Some(at),
                reason,
            });
        }
    }
    let of = |column| columns.iter().position(|here| *here == Some(column));
    let column = of(Column::Name).or_else(|| of(Column::Given));
    let is_name = |at: usize| {
        columns
            .get(at)
            .is_some_and(|one| one.is_some_and(Column::is_name))
    };
    let told = said.iter().any(|said| said.column.is_some_and(is_name));
    if let (Err(reason), false) = (person.settle_name(), told) {
        said.push(Said { column, reason });
    }
    let facts = match (said.is_empty(), person.facts()) {
        (true, Some(facts)) => Some(Box::new(facts)),
        _ => None,
    };
    if person.unverified && facts.is_some() {
        said.push(Said {
            column: of(Column::Id),
            reason: Reason::Unverified,
        });
    }
    said.sort_by_key(|said| said.column);
    Taken { facts, said }
}

/// What was read so far.
#[derive(Default)]
struct Person {
    name: Option<PersonName>,
    given: String,
    father: String,
    grandfather: String,
    family: String,
    kind: Option<PaperKind>,
    paper: Option<IdentityPaper>,
    unverified: bool,
    sex: Option<Sex>,
    born: Option<DateAsWritten>,
    nationality: Option<String>,
    mobile: Option<Mobile>,
    email: Option<Email>,
    iban: Option<Iban>,
    home: PostalAddress,
    household: Household,
    consent: bool,
}

impl Person {
    fn read(&mut self, column: Column, text: &str) -> Result<(), Reason> {
        match column {
            Column::PaperKind => {
                self.kind = Some(columns::paper_kind(text).ok_or(Reason::PaperKind)?)
            }
            Column::Id => self.read_paper(text)?,
            Column::Name => self.name = Some(PersonName::from_line(text).ok_or(Reason::OneWord)?),
            Column::Given => text.clone_into(&mut self.given),
            Column::Father => text.clone_into(&mut self.father),
            Column::Grandfather => text.clone_into(&mut self.grandfather),
            Column::Family => text.clone_into(&mut self.family),
            Column::Mobile => self.mobile = Some(Mobile::parse(text)?),
            Column::Email => self.email = Some(Email::parse(text)?),
            Column::Born => self.born = Some(DateAsWritten::parse(text)?),
            Column::Sex => self.sex = Some(columns::sex(text).ok_or(Reason::Sex)?),
            Column::Nationality => {
                self.nationality = Some(country::read(text).ok_or(Reason::Nationality)?);
            }
            Column::Iban => self.iban = Some(Iban::parse(text)?),
            Column::City => self.home.city = Some(Line::parse(text)?),
            Column::District => self.home.district = Some(Line::parse(text)?),
            Column::Region => self.home.region = Some(Line::parse(text)?),
            Column::ShortAddress => self.home.short = Some(ShortAddress::parse(text)?),
            Column::Household => self.household.size = Some(number(text)?),
            Column::Dependants => self.household.dependants = Some(number(text)?),
            Column::Income => self.household.monthly_income = Some(Money::parse(text)?),
            Column::Consent => self.consent = columns::answer(text).ok_or(Reason::Answer)?,
        }
        Ok(())
    }

    /// A number that fails its check digit only is kept as it reads; one of another shape is a slip in the file.
    fn read_paper(&mut self, text: &str) -> Result<(), Reason> {
        let kind = self.kind.or_else(|| likely_kind(text)).ok_or_else(|| {
            IdentityPaper::parse(text)
                .err()
                .unwrap_or(IdentityError::Shape)
        })?;
        self.paper = Some(match IdentityPaper::parse_as(kind, text) {
            Ok(paper) => paper,
            Err(IdentityError::CheckDigit) => {
                self.unverified = true;
                IdentityPaper::Unverified {
                    kind,
                    text: Line::parse(text)?,
                }
            }
            Err(error) => return Err(error.into()),
        });
        Ok(())
    }

    /// A name given in parts, where none was given in one; and whether the office takes it.
    fn settle_name(&mut self) -> Result<(), Reason> {
        if self.name.is_none() {
            self.name = Some(self.name_of_parts()?);
        }
        let parts = self.name.iter().flat_map(PersonName::parts);
        match parts.map(|part| part.chars().count()).max() {
            Some(found) if found > PersonName::LONGEST_PART => Err(Reason::LongName { found }),
            _ => Ok(()),
        }
    }

    fn name_of_parts(&mut self) -> Result<PersonName, Reason> {
        let part = |text: &mut String| std::mem::take(text);
        match (self.given.is_empty(), self.family.is_empty()) {
            (true, true) => Err(Reason::NoName),
            (false, false) => Ok(PersonName {
                given: part(&mut self.given),
                father: part(&mut self.father),
                grandfather: part(&mut self.grandfather),
                family: part(&mut self.family),
            }),
            _ => Err(Reason::OneWord),
        }
    }

    fn facts(&mut self) -> Option<Facts> {
        let paper = self
            .paper
            .take()
            .unwrap_or(IdentityPaper::None(NoPaper::NotBrought));
        // A national ID is a citizen's; of anybody else nothing follows.
        let by_paper = match paper.kind() {
            Some(PaperKind::NationalId) => "SA",
            _ => columns::NO_NATIONALITY,
        };
        Some(Facts {
            name: self.name.take()?,
            sex: self.sex,
            born: self.born,
            nationality: self
                .nationality
                .take()
                .unwrap_or_else(|| by_paper.to_owned()),
            paper,
            mobile: self.mobile.take(),
            email: self.email.take(),
            iban: self.iban.take(),
            home: std::mem::take(&mut self.home),
            household: std::mem::take(&mut self.household),
            consent: self.consent,
            extra: Default::default(),
        })
    }
}

fn number(text: &str) -> Result<u16, Reason> {
    digits::fold(text).parse().map_err(|_| Reason::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(headings: &str, row: &str) -> Taken {
        let columns: Vec<_> = headings.split(',').map(columns::column).collect();
        let fields: Vec<String> = row.split(',').map(str::to_owned).collect();
        take(&columns, &fields)
    }

    #[test]
    fn a_row_becomes_a_person() {
        let headings = "الهوية,الاسم,الجوال,تاريخ الميلاد,الجنس,الجنسية,المدينة,عدد أفراد الأسرة,الدخل الشهري,الموافقة";
        let row =
            "١٦٨١٠٦٨٧١٢,نورة سعد الحربي,٠٥١٢٣٤٥٦٧٨,1410/03/02,أنثى,سعودية,تبوك,٤,\u{200F}3500,نعم";
        let Taken { facts, said } = taken(headings, row);
        assert_eq!(said, []);
        let facts = facts.unwrap();
        assert_eq!(facts.name.line(), "نورة سعد الحربي");
        assert_eq!(facts.paper.number(), Some("1681068712"));
        assert_eq!(
            facts.mobile.as_ref().map(Mobile::as_str),
            Some("+966512345678")
        );
        assert_eq!(facts.sex.map(|sex| sex.id()), Some("female"));
        assert_eq!(facts.nationality, "SA");
        assert_eq!(facts.household.size, Some(4));
        assert!(facts.consent);
    }

    #[test]
    fn what_is_not_said_is_not_made_up() {
        let facts = taken("name", "نورة الحربي").facts.unwrap();
        assert_eq!(facts.sex, None);
        assert_eq!(facts.nationality, "XX");
        assert_eq!(facts.paper, IdentityPaper::None(NoPaper::NotBrought));
        assert!(!facts.consent);
        let citizen = taken("name,id", "نورة الحربي,1681068712").facts.unwrap();
        assert_eq!(citizen.nationality, "SA");
        let resident = taken("name,id", "نورة الحربي,2000000006").facts.unwrap();
        assert_eq!(resident.nationality, "XX");
    }

    #[test]
    fn a_name_may_come_in_parts() {
        let facts = taken("الاسم الأول,اسم الأب,اسم العائلة", "نورة,سعد,الحربي")
            .facts
            .unwrap();
        assert_eq!(facts.name.line(), "نورة سعد الحربي");
        let lone = taken("الاسم الأول,اسم العائلة", "نورة,");
        assert_eq!(lone.said[0].reason, Reason::OneWord);
    }

    #[test]
    fn a_wrong_check_digit_is_kept_and_said() {
        let Taken { facts, said } = taken("id,name", "1681068713,نورة الحربي");
        assert!(!facts.unwrap().paper.is_verified());
        assert_eq!(
            said,
            [Said {
                column: Some(0),
                reason: Reason::Unverified
            }]
        );
    }

    #[test]
    fn everything_wrong_with_a_row_is_said_at_once() {
        let headings = "id,name,phone,dob,sex,nationality,household";
        let Taken { facts, said } = taken(headings, "12,نورة,0112345678,1446/13/01,x,مريخ,many");
        assert!(facts.is_none());
        let said: Vec<(Option<usize>, Reason)> = said
            .into_iter()
            .map(|said| (said.column, said.reason))
            .collect();
        assert_eq!(
            said,
            [
                (Some(0), Reason::Identity(IdentityError::Shape)),
                (Some(1), Reason::OneWord),
                (Some(2), Reason::Contact(ContactError::NotMobile)),
                (Some(3), Reason::Date(DateError::Month { month: 13 })),
                (Some(4), Reason::Sex),
                (Some(5), Reason::Nationality),
                (Some(6), Reason::Number),
            ]
        );
        let more = taken("id,name", "1681068712,نورة الحربي,x");
        assert_eq!(
            more.said[0].reason,
            Reason::Fields {
                found: 3,
                headings: 2
            }
        );
        assert!(taken("id,name", "1681068712,نورة الحربي,,").facts.is_some());
    }

    /// A lot is taken whole or not at all, so what the office would not take of one row must be said of that row.
    #[test]
    fn a_name_longer_than_the_office_takes_is_said_of_its_row() {
        let long = "م".repeat(PersonName::LONGEST_PART + 1);
        let found = PersonName::LONGEST_PART + 1;
        for (headings, row) in [
            ("name", format!("نورة {long}")),
            ("name", format!("نورة {long} سعد الحربي")),
            (
                "الاسم الأول,اسم الأب,اسم العائلة",
                format!("نورة,{long},الحربي"),
            ),
        ] {
            let Taken { facts, said } = taken(headings, &row);
            assert!(facts.is_none(), "{headings}");
            assert_eq!(said.len(), 1, "{headings}");
            assert_eq!(said[0].reason, Reason::LongName { found }, "{headings}");
        }
        let most = "م".repeat(PersonName::LONGEST_PART);
        assert!(taken("name", &format!("نورة {most}")).facts.is_some());
    }

    #[test]
    fn half_of_the_next_row_is_no_name() {
        for (headings, row) in [
            (
                "name,id",
                "نورة سعد الحربي\n1681068712;هند علي الشهري,1499823522",
            ),
            ("name,id", "نورة\r\nالحربي,1681068712"),
            ("الاسم الأول,اسم العائلة", "نورة,الحربي\nهند"),
        ] {
            let Taken { facts, said } = taken(headings, row);
            assert!(facts.is_none(), "{row}");
            assert_eq!(said.len(), 1, "{row}");
            assert_eq!(said[0].reason, Reason::LineBreak, "{row}");
        }
        // What stands at the ends is no break, and an address may have lines.
        assert!(
            taken("name,id", "\nنورة الحربي\n,1681068712")
                .facts
                .is_some()
        );
        assert!(
            taken("name,city", "نورة الحربي,تبوك\nالمملكة")
                .facts
                .is_some()
        );
    }

    #[test]
    fn the_kind_of_paper_may_stand_after_the_number() {
        let facts = taken("id,name,نوع الهوية", "A1234567,نورة الحربي,جواز سفر")
            .facts
            .unwrap();
        assert_eq!(facts.paper.kind(), Some(PaperKind::Passport));
        let wrong = taken("id,name,نوع الهوية", "A1234567,نورة الحربي,إقامة");
        assert_eq!(
            wrong.said[0].reason,
            Reason::Identity(IdentityError::Character { found: 'A' })
        );
    }
}
