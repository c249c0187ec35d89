//! What a profile has people fill in: the checklist, the study of eligibility, the charity's own fields.

use serde::{Deserialize, Serialize};

use super::{Id, Sensitive, Text};

/// A paper on the checklist (المستندات المطلوبة).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequiredPaper {
    /// Its name in data.
    pub id: Id,
    /// Its title.
    pub title: Text,
    /// Who must bring it.
    pub when: PaperWhen,
    /// For these services only; empty for all.
    #[serde(default)]
    pub services: Vec<Id>,
    /// For these categories only; empty for all.
    #[serde(default)]
    pub categories: Vec<Id>,
    /// What is compared with what was stated (policy row 3).
    #[serde(default)]
    pub compare: Vec<PaperField>,
    /// What all that was read of it is masked for.
    pub sensitive: Option<Sensitive>,
    /// Whether it carries a date to be judged on the submission date (policy row 4).
    #[serde(default)]
    pub expires: bool,
}

/// Who must bring a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperWhen {
    /// Everyone.
    Always,
    /// Whose household, the person included, is larger than this.
    HouseholdAbove(u16),
    /// Nobody must; it is asked for where it helps.
    Optional,
}

/// A field that papers carry and people state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperField {
    /// The name (الاسم).
    Name,
    /// The number of the identity paper (رقم الهوية).
    Id,
    /// The birth date (تاريخ الميلاد).
    Born,
    /// The nationality (الجنسية).
    Nationality,
    /// How many live in the household (عدد أفراد الأسرة).
    Household,
    /// The monthly income (الدخل الشهري).
    Income,
    /// The city (المدينة).
    City,
    /// The account (الآيبان).
    Iban,
}

impl PaperField {
    /// The word for it in data and text keys.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Id => "id",
            Self::Born => "born",
            Self::Nationality => "nationality",
            Self::Household => "household",
            Self::Income => "income",
            Self::City => "city",
            Self::Iban => "iban",
        }
    }
}

/// How eligibility is made sure of (آلية التأكد من استحقاق المستفيد).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eligibility {
    /// The stages of the study, in their order (policy row 43).
    pub stages: Vec<EligibilityStage>,
    /// Where findings come from (policy rows 44 and 45).
    pub sources: Vec<Source>,
    /// What they are judged by (policy row 46).
    pub criteria: Vec<Criterion>,
    /// The ways to check (policy row 48).
    pub mechanisms: Vec<Mechanism>,
}

/// A stage of the study.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EligibilityStage {
    /// Its name in data.
    pub id: Id,
    /// Its title.
    pub title: Text,
}

/// A source of findings (مصدر).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its name in data.
    pub id: Id,
    /// What it is.
    pub kind: SourceKind,
    /// Its title.
    pub title: Text,
}

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// An official paper (وثيقة رسمية).
    OfficialPaper,
    /// What the beneficiary fills in and says (استمارة).
    Statement,
    /// A visit, where the case calls for one (زيارة ميدانية).
    FieldVisit,
}

/// A criterion (معيار): met, not met or not applicable, with evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Its name in data.
    pub id: Id,
    /// Its title.
    pub title: Text,
}

/// A way to check eligibility (آلية).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mechanism {
    /// Its name in data.
    pub id: Id,
    /// What it is.
    pub kind: MechanismKind,
    /// Its title.
    pub title: Text,
    /// For these services only; empty for all.
    #[serde(default)]
    pub services: Vec<Id>,
    /// For these categories only; empty for all.
    #[serde(default)]
    pub categories: Vec<Id>,
    /// What its report holds.
    pub report: Vec<Field>,
}

/// What a mechanism is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MechanismKind {
    /// Papers are examined (الفحص الإداري).
    AdministrativeCheck,
    /// The beneficiary is interviewed (المقابلة الشخصية).
    PersonalInterview,
    /// The beneficiary is visited (الفحص الميداني).
    FieldCheck,
}

/// A field of a form that the charity adds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name in data.
    pub id: Id,
    /// Its label.
    pub label: Text,
    /// What may be entered.
    pub kind: FieldKind,
    /// Whether a form goes no further without it.
    #[serde(default)]
    pub required: bool,
    /// What it is masked for.
    pub sensitive: Option<Sensitive>,
}

/// What may be entered in a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A line of text.
    Text,
    /// A whole number, not negative.
    Number,
    /// A date in either calendar.
    Date,
    /// Yes or no.
    #[serde(rename = "yes-no")]
    YesNo,
    /// One of these.
    Choice(Vec<Choice>),
}

/// One of the answers a field offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name in data.
    pub id: Id,
    /// Its title.
    pub title: Text,
}
