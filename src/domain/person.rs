//! The people served (المستفيدون) and what the desk keeps of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::address::PostalAddress;
use super::contact::{Email, Iban, Mobile};
use super::date::DateAsWritten;
use super::identity::IdentityPaper;
use super::ids::{BranchNo, PersonNo, RequestNo};
use super::moment::{Act, Moment};
use super::money::Money;
use super::outreach::Contact;
use super::profile::PaperField;

/// A name in the parts Saudi papers print it in. Kept as typed, spelling and tashkeel included.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName {
    /// The person's own (الاسم الأول).
    pub given: String,
    /// The father's (اسم الأب); may be empty.
    pub father: String,
    /// The grandfather's, with all that stands between him and the family name (اسم الجد); may be empty.
    pub grandfather: String,
    /// The family's (اسم العائلة).
    pub family: String,
}

/// Words that join names and are part of none: dropped between the parts.
const LINKS: [&str; 5] = ["بن", "ابن", "إبن", "بنت", "bin"];

/// Words that open a name of two words, so that the two stay one part: عبد الله, أبو بكر, آل سعيد.
const OPENERS: [&str; 9] = ["عبد", "أبو", "ابو", "أم", "ام", "آل", "ال", "أبا", "بو"];

/// Words that close a name of two words: جار الله, سيف الدين.
const CLOSERS: [&str; 3] = ["الله", "الدين", "الإسلام"];

impl PersonName {
    /// The longest part, in characters: a list holds many names.
    pub const LONGEST_PART: usize = 100;

    /// Splits a name typed in one line: the first part is the person's, the last the family's, the second the
    /// father's, what is left the grandfather's. `None` where there are fewer than two parts: a desk needs
    /// something to tell two people called محمد apart.
    pub fn from_line(line: &str) -> Option<PersonName> {
        let mut parts: Vec<String> = Vec::new();
        let mut opened = false;
        for word in line.split_whitespace() {
            if LINKS.contains(&word) && !parts.is_empty() {
                opened = false;
                continue;
            }
            let closes = CLOSERS.contains(&word);
            match parts.last_mut() {
                Some(last) if opened || closes => {
                    last.push(' ');
                    last.push_str(word);
                    opened = false;
                }
                _ => {
                    opened = OPENERS.contains(&word);
                    parts.push(word.to_owned());
                }
            }
        }
        let mut parts = parts.into_iter();
        let given = parts.next()?;
        let family = parts.next_back()?;
        let father = parts.next().unwrap_or_default();
        let grandfather = parts.collect::<Vec<_>>().join(" ");
        Some(PersonName {
            given,
            father,
            grandfather,
            family,
        })
    }

    /// Its parts, from the person's own to the family's; some may be empty.
    pub fn parts(&self) -> [&str; 4] {
        [&self.given, &self.father, &self.grandfather, &self.family]
    }

    /// All parts in one line.
    pub fn line(&self) -> String {
        self.parts()
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonName(…)")
    }
}

/// As on the papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// أنثى
    Female,
    /// ذكر
    Male,
}

impl Sex {
    /// Both.
    pub const ALL: [Sex; 2] = [Sex::Female, Sex::Male];

    /// The word for it in files, commands and text keys.
    pub fn id(self) -> &'static str {
        match self {
            Sex::Female => "female",
            Sex::Male => "male",
        }
    }

    /// The sex of that word.
    pub fn from_id(id: &str) -> Option<Sex> {
        Sex::ALL.into_iter().find(|sex| sex.id() == id)
    }
}

/// Who lives with the person and on what (تقدير حاجة المستفيد, row 27).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    /// Everyone in it, the person included.
    pub size: Option<u16>,
    /// Of these, how many are provided for by the person.
    pub dependants: Option<u16>,
    /// A month, from every source.
    pub monthly_income: Option<Money>,
}

impl fmt::Debug for Household {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Household(…)")
    }
}

/// Everything stated about a person. What was never asked is absent, not empty.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Name.
    pub name: PersonName,
    /// Sex; `None` where a file that was brought in does not say.
    pub sex: Option<Sex>,
    /// Born, in the calendar it was given in.
    pub born: Option<DateAsWritten>,
    /// Two letters of ISO 3166, `SA` by default.
    pub nationality: String,
    /// The paper the person is known by.
    pub paper: IdentityPaper,
    /// Mobile.
    pub mobile: Option<Mobile>,
    /// E-mail.
    pub email: Option<Email>,
    /// The account payments go to.
    pub iban: Option<Iban>,
    /// Home.
    pub home: PostalAddress,
    /// Household.
    pub household: Household,
    /// Whether the person agreed to the charity keeping this (الموافقة على حفظ البيانات).
    pub consent: bool,
    /// The charity's own fields, by the ids its profile gives them.
    pub extra: BTreeMap<String, String>,
}

impl Facts {
    /// What was stated of a field that papers are compared by; empty where nothing was.
    pub fn stated(&self, field: PaperField) -> String {
        let stated = match field {
            PaperField::Name => Some(self.name.line()),
            PaperField::Id => self.paper.number().map(str::to_owned),
            PaperField::Born => self.born.map(|born| born.to_string()),
            PaperField::Nationality => Some(self.nationality.clone()),
            PaperField::Household => self.household.size.map(|size| size.to_string()),
            PaperField::Income => self
                .household
                .monthly_income
                .map(|income| income.to_string()),
            PaperField::City => self.home.city.as_ref().map(|city| city.as_str().to_owned()),
            PaperField::Iban => self.iban.as_ref().map(|iban| iban.as_str().to_owned()),
        };
        stated.unwrap_or_default()
    }
}

impl fmt::Debug for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Facts(…)")
    }
}

/// A person's file (ملف المستفيد).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// File number.
    pub no: PersonNo,
    /// What is stated of them.
    pub facts: Facts,
    /// The branch that registered them.
    pub branch: BranchNo,
    /// Who registered them, when.
    pub registered: Act,
    /// Files that look alike and were looked at and found to be other people.
    pub not_the_same: BTreeSet<PersonNo>,
    /// Their requests, oldest first.
    pub requests: Vec<RequestNo>,
    /// Contacts the charity sought with them, oldest first (row 23).
    pub contacts: Vec<Contact>,
    /// When somebody of the charity last spoke with them, as far as their file says.
    pub spoken: Moment,
    /// The branches they belong to: which registered or admitted them, or have anything else of theirs.
    pub branches: BTreeSet<BranchNo>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sex_is_found_by_its_word() {
        for sex in Sex::ALL {
            assert_eq!(Sex::from_id(sex.id()), Some(sex));
        }
        assert_eq!(Sex::from_id(""), None);
    }

    #[test]
    fn a_line_falls_into_parts() {
        for (line, parts) in [
            ("نورة سعد الحربي", ["نورة", "سعد", "", "الحربي"]),
            (
                "نورة بنت سعد بن فهد الحربي",
                ["نورة", "سعد", "فهد", "الحربي"],
            ),
            ("عبد الله محمد آل سعيد", ["عبد الله", "محمد", "", "آل سعيد"]),
            (
                "خالد جار الله عبد الرحمن علي الشمري",
                ["خالد", "جار الله", "عبد الرحمن علي", "الشمري"],
            ),
            (
                "فهد أحمد صالح ناصر العتيبي",
                ["فهد", "أحمد", "صالح ناصر", "العتيبي"],
            ),
            ("Noura Saad Al-Harbi", ["Noura", "Saad", "", "Al-Harbi"]),
        ] {
            let name = PersonName::from_line(line).expect(line);
            let PersonName {
                given,
                father,
                grandfather,
                family,
            } = &name;
            assert_eq!([given, father, grandfather, family], parts, "{line}");
            assert_eq!(PersonName::from_line(&name.line()), Some(name), "{line}");
        }
        for line in ["", "نورة", "عبد الله", "بن"] {
            assert_eq!(PersonName::from_line(line), None, "{line}");
        }
    }
}
