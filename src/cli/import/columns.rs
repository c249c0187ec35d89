//! The headings under which charities keep their people, in Arabic and English: data, and nothing else to change for
//! another heading. Compared after folding, so that case, hamza and underscores do not matter.

use crate::arabic::fold::fold_text;
use crate::domain::identity::PaperKind;
use crate::domain::person::Sex;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// The identity paper's number.
    Id,
    /// Its kind.
    PaperKind,
    /// The name in one.
    Name,
    /// The person's own name.
    Given,
    /// The father's.
    Father,
    /// The grandfather's.
    Grandfather,
    /// The family's.
    Family,
    /// Mobile.
    Mobile,
    /// E-mail.
    Email,
    /// Date of birth.
    Born,
    /// Sex.
    Sex,
    /// Nationality.
    Nationality,
    /// Account.
    Iban,
    /// City.
    City,
    /// District.
    District,
    /// Region.
    Region,
    /// Short national address.
    ShortAddress,
    /// How many live in the household.
    Household,
    /// How many are provided for.
    Dependants,
    /// Income a month.
    Income,
    /// Whether the person agreed to the data being kept.
    Consent,
}

impl Column {
    /// Whether it holds a name or a part of one.
    pub fn is_name(self) -> bool {
        use Column::{Family, Father, Given, Grandfather, Name};
        matches!(self, Name | Given | Father | Grandfather | Family)
    }
}

use Column as C;

const HEADINGS: [(Column, &[&str]); 21] = [
    (
        C::Id,
        &[
            "id",
            "id number",
            "id no",
            "identity",
            "identity number",
            "national id",
            "national id number",
            "civil id",
            "iqama",
            "iqama number",
            "الهوية",
            "رقم الهوية",
            "الهوية الوطنية",
            "رقم الهوية الوطنية",
            "السجل المدني",
            "رقم السجل المدني",
            "السجل",
            "رقم السجل",
            "الإقامة",
            "رقم الإقامة",
            "رقم الهوية/الإقامة",
            "رقم الهوية أو الإقامة",
            "هوية المستفيد",
            "رقم هوية المستفيد",
        ],
    ),
    (
        C::PaperKind,
        &[
            "paper kind",
            "id type",
            "identity type",
            "نوع الهوية",
            "نوع الوثيقة",
            "نوع الإثبات",
        ],
    ),
    (
        C::Name,
        &[
            "name",
            "full name",
            "beneficiary",
            "beneficiary name",
            "الاسم",
            "الاسم الكامل",
            "الاسم الرباعي",
            "الاسم الثلاثي",
            "اسم المستفيد",
            "المستفيد",
        ],
    ),
    (C::Given, &["first name", "given name", "الاسم الأول"]),
    (
        C::Father,
        &[
            "father",
            "father name",
            "second name",
            "middle name",
            "اسم الأب",
            "الاسم الثاني",
        ],
    ),
    (
        C::Grandfather,
        &[
            "grandfather",
            "grandfather name",
            "third name",
            "اسم الجد",
            "الاسم الثالث",
        ],
    ),
    (
        C::Family,
        &[
            "family",
            "family name",
            "last name",
            "surname",
            "اسم العائلة",
            "العائلة",
            "اللقب",
            "الاسم الأخير",
        ],
    ),
    (
        C::Mobile,
        &[
            "mobile",
            "mobile number",
            "phone",
            "phone number",
            "cell",
            "الجوال",
            "رقم الجوال",
            "جوال",
            "الهاتف",
            "رقم الهاتف",
            "هاتف",
            "الهاتف المحمول",
            "جوال المستفيد",
        ],
    ),
    (
        C::Email,
        &["email", "e-mail", "البريد", "البريد الإلكتروني", "الإيميل"],
    ),
    (
        C::Born,
        &[
            "birth date",
            "birthdate",
            "date of birth",
            "dob",
            "born",
            "تاريخ الميلاد",
            "الميلاد",
            "تاريخ الولادة",
        ],
    ),
    (C::Sex, &["sex", "gender", "الجنس", "النوع"]),
    (C::Nationality, &["nationality", "country", "الجنسية"]),
    (
        C::Iban,
        &[
            "iban",
            "account",
            "الآيبان",
            "آيبان",
            "رقم الآيبان",
            "الحساب البنكي",
            "رقم الحساب",
        ],
    ),
    (C::City, &["city", "المدينة", "مدينة"]),
    (C::District, &["district", "الحي", "حي"]),
    (C::Region, &["region", "province", "المنطقة"]),
    (
        C::ShortAddress,
        &[
            "short address",
            "national address",
            "العنوان المختصر",
            "العنوان الوطني",
            "العنوان الوطني المختصر",
        ],
    ),
    (
        C::Household,
        &[
            "household",
            "household size",
            "family size",
            "family members",
            "عدد أفراد الأسرة",
            "أفراد الأسرة",
            "عدد الأفراد",
        ],
    ),
    (
        C::Dependants,
        &[
            "dependants",
            "dependents",
            "عدد المعالين",
            "المعالون",
            "عدد من يعولهم",
        ],
    ),
    (
        C::Income,
        &[
            "income",
            "monthly income",
            "الدخل",
            "الدخل الشهري",
            "إجمالي الدخل",
        ],
    ),
    (
        C::Consent,
        &["consent", "الموافقة", "الموافقة على حفظ البيانات"],
    ),
];

/// What stands under a heading; `None` for one this program has no place for.
pub fn column(heading: &str) -> Option<Column> {
    look_up(&HEADINGS, heading)
}

const SEXES: [(Sex, &[&str]); 2] = [
    (
        Sex::Female,
        &["female", "f", "woman", "أنثى", "انثي", "امرأة", "أ"],
    ),
    (Sex::Male, &["male", "m", "man", "ذكر", "رجل", "ذ"]),
];

/// A sex as files write it.
pub fn sex(text: &str) -> Option<Sex> {
    look_up(&SEXES, text)
}

const ANSWERS: [(bool, &[&str]); 2] = [
    (true, &["yes", "y", "true", "1", "نعم", "موافق", "موافقة"]),
    (
        false,
        &["no", "n", "false", "0", "لا", "غير موافق", "غير موافقة"],
    ),
];

/// Yes or no as files write it.
pub fn answer(text: &str) -> Option<bool> {
    look_up(&ANSWERS, text)
}

const KINDS: [(PaperKind, &[&str]); 4] = [
    (
        PaperKind::NationalId,
        &[
            "national-id",
            "national id",
            "id",
            "هوية وطنية",
            "الهوية الوطنية",
            "هوية",
            "بطاقة أحوال",
        ],
    ),
    (PaperKind::Iqama, &["iqama", "إقامة", "الإقامة", "هوية مقيم"]),
    (
        PaperKind::Passport,
        &["passport", "جواز", "جواز سفر", "جواز السفر"],
    ),
    (
        PaperKind::GccId,
        &["gcc-id", "gcc", "هوية خليجية", "خليجية", "بطاقة خليجية"],
    ),
];

/// A kind of paper as files write it.
pub fn paper_kind(text: &str) -> Option<PaperKind> {
    look_up(&KINDS, text)
}

/// Where nothing is known: ISO 3166 leaves this to its users, and never gives it to a country.
pub const NO_NATIONALITY: &str = "XX";

fn look_up<T: Copy>(table: &[(T, &[&str])], text: &str) -> Option<T> {
    let folded = fold_text(text);
    let found = table
        .iter()
        .find(|(_, words)| words.iter().any(|word| fold_text(word) == folded));
    found.map(|(meant, _)| *meant)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn headings_are_known_however_they_are_spelt() {
        for (heading, meant) in [
            ("birth_date", Some(Column::Born)),
            ("  رقم الهويه ", Some(Column::Id)),
            ("\u{FEFF}ID", Some(Column::Id)),
            ("الأسم", Some(Column::Name)),
            ("رقم الجوّال", Some(Column::Mobile)),
            ("E-Mail", Some(Column::Email)),
            ("branch", None),
            ("", None),
        ] {
            assert_eq!(column(heading), meant, "{heading}");
        }
    }

    #[test]
    fn no_word_means_two_things() {
        fn once<T>(table: &[(T, &[&str])]) {
            let mut seen = HashSet::new();
            for word in table.iter().flat_map(|(_, words)| words.iter()) {
                // أنثى and انثي fold to one, within one meaning; across meanings nothing may.
                assert!(seen.insert(*word), "{word}");
            }
            for (at, (_, words)) in table.iter().enumerate() {
                let folded: HashSet<String> = words.iter().map(|word| fold_text(word)).collect();
                for (_, others) in table.iter().skip(at + 1) {
                    for other in others.iter() {
                        assert!(!folded.contains(&fold_text(other)), "{other}");
                    }
                }
            }
        }
        once(&HEADINGS);
        once(&SEXES);
        once(&ANSWERS);
        once(&KINDS);
    }
}
