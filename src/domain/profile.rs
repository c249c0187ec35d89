//! A charity as data: everything in which one charity's desk differs from another's (design: the profile).
//!
//! A [`Profile`] has been checked as a whole: each id it mentions is defined, no text is empty, every step has what
//! it needs. A request is pinned to the version in force when it was taken in (policy row 54).

mod amendment;
mod check;
mod fault;
mod forms;
mod id;
mod schema;

use std::{fmt, ops::Deref};

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

pub use amendment::{Difference, Section, amendments};
pub use fault::{Fault, Faults, Place, Wrong};
pub use forms::{
    Choice, Criterion, Eligibility, EligibilityStage, Field, FieldKind, Mechanism, MechanismKind,
    PaperField, PaperWhen, RequiredPaper, Source, SourceKind,
};
pub use id::{Id, IdError, ProfileKey};
pub use schema::{
    Category, Channel, ChannelKind, Charity, Clarification, Clarifier, Committee, Letterhead,
    Licence, Opinions, Outreach, Period, PolicyStep, PolicyStepId, ProfileData, Reference, Reply,
    RunsFrom, Scope, Sensitive, Service, ServicePart, SheetField, Study, Text, Titles,
};

use super::date;
use super::request::Need;
use super::staff::Role;

/// The place in the explanation where the earliest reply date goes.
pub const REPLY_NOT_BEFORE: &str = "{reply_not_before}";

/// A charity's profile, whole and checked. Reads as its [`ProfileData`].
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ProfileData", into = "ProfileData")]
pub struct Profile(ProfileData);

impl Profile {
    /// Checks a profile as a whole.
    ///
    /// # Errors
    /// Every fault there is, each with its place.
    pub fn new(data: ProfileData) -> Result<Self, Faults> {
        let faults = check::faults(&data);
        if faults.is_empty() {
            Ok(Self(data))
        } else {
            Err(Faults(faults))
        }
    }

    /// Who answers what is not clear to the beneficiary; `None` where the policy has no such step (policy row 6).
    #[must_use]
    pub fn clarifier(&self) -> Option<Role> {
        self.clarification
            .as_ref()
            .map(|clarification| match clarification.to {
                Clarifier::SocialResearcher => Role::SocialResearcher,
                Clarifier::Supervisor => Role::Supervisor,
            })
    }

    /// The service of that id.
    #[must_use]
    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.id == *id)
    }

    /// The category of that id.
    #[must_use]
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == *id)
    }

    /// The channel of that id.
    #[must_use]
    pub fn channel(&self, id: &str) -> Option<&Channel> {
        self.channels.iter().find(|channel| channel.id == *id)
    }

    /// The paper of that id.
    #[must_use]
    pub fn paper(&self, id: &str) -> Option<&RequiredPaper> {
        self.papers.iter().find(|paper| paper.id == *id)
    }

    /// What a need is masked for: its category's, its service's, or what everybody here is known by.
    #[must_use]
    pub fn guards_need(&self, need: &Need) -> Option<Sensitive> {
        let category = self.category(&need.category);
        let service = self.service(&need.service);
        category
            .and_then(|one| one.sensitive)
            .or_else(|| service.and_then(|one| one.sensitive))
            .or(self.sensitive)
    }

    /// The same where it may not be stated yet.
    #[must_use]
    pub fn guards_request(&self, need: Option<&Need>) -> Option<Sensitive> {
        need.map_or(self.sensitive, |need| self.guards_need(need))
    }

    /// What one of the charity's own fields is masked for.
    #[must_use]
    pub fn guards_field(&self, id: &str) -> Option<Sensitive> {
        let mut own = self.person_fields.iter().chain(&self.need_fields);
        own.find(|field| field.id == *id)?.sensitive
    }

    /// The policy's step of that kind, where this charity has it.
    #[must_use]
    pub fn step(&self, id: PolicyStepId) -> Option<&PolicyStep> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The committees that study a request, in the profile's order (policy row 7).
    pub fn studied_by(&self) -> impl Iterator<Item = &Committee> {
        self.study
            .committees
            .iter()
            .filter_map(|id| self.committees.iter().find(|committee| committee.id == *id))
    }

    /// The papers that belong to a service and a category, those asked for only sometimes included (policy row 2).
    pub fn papers_of(&self, service: &str, category: &str) -> impl Iterator<Item = &RequiredPaper> {
        self.papers.iter().filter(move |paper| {
            applies(&paper.services, service) && applies(&paper.categories, category)
        })
    }

    /// The ids of the papers without which a request goes no further, for a household of that many (policy row 2).
    #[must_use]
    pub fn papers_required(&self, service: &str, category: &str, household: u16) -> Vec<String> {
        self.papers_of(service, category)
            .filter(|paper| paper.when.is_required(household))
            .map(|paper| paper.id.to_string())
            .collect()
    }

    /// The ways to make sure of eligibility that fit a service and a category; none where the charity names none
    /// (policy row 48).
    pub fn mechanisms_of(&self, service: &str, category: &str) -> impl Iterator<Item = &Mechanism> {
        self.eligibility
            .iter()
            .flat_map(|eligibility| &eligibility.mechanisms)
            .filter(move |mechanism| {
                applies(&mechanism.services, service) && applies(&mechanism.categories, category)
            })
    }

    /// The parts a service is delivered in, by id; one that is empty where it is delivered as a whole (policy row 11).
    #[must_use]
    pub fn parts_of(&self, service: &str) -> Vec<String> {
        let parts = self
            .service(service)
            .map_or(&[][..], |service| &service.parts);
        if parts.is_empty() {
            vec![String::new()]
        } else {
            parts.iter().map(|part| part.id.to_string()).collect()
        }
    }

    /// When a service that ends on this day is to be looked at again; `None` where it is not renewed.
    #[must_use]
    pub fn renewal_of(&self, service: &str, closed: NaiveDate) -> Option<NaiveDate> {
        self.service(service)?.renew_after?.after(closed)
    }

    /// The ids of the charity's own fields that must be filled in for a person.
    pub fn person_fields_required(&self) -> impl Iterator<Item = &str> {
        required(&self.person_fields)
    }

    /// The ids of the charity's own fields that must be filled in for a need.
    pub fn need_fields_required(&self) -> impl Iterator<Item = &str> {
        required(&self.need_fields)
    }

    /// What the beneficiary is told of what happens next, with the earliest reply date as each language writes it
    /// (policy rows 7 and 9).
    #[must_use]
    pub fn explanation_with(&self, ar: &str, en: &str) -> Text {
        Text {
            ar: self.explanation.ar.replace(REPLY_NOT_BEFORE, ar),
            en: self.explanation.en.replace(REPLY_NOT_BEFORE, en),
        }
    }
}

/// An empty list restricts nothing.
fn applies(ids: &[Id], id: &str) -> bool {
    ids.is_empty() || ids.iter().any(|one| *one == *id)
}

fn required(fields: &[Field]) -> impl Iterator<Item = &str> {
    fields
        .iter()
        .filter(|field| field.required)
        .map(|field| field.id.as_str())
}

impl PaperWhen {
    /// Whether a household of that many, the person included, must bring it.
    #[must_use]
    pub fn is_required(self, household: u16) -> bool {
        match self {
            Self::Always => true,
            Self::HouseholdAbove(size) => household > size,
            Self::Optional => false,
        }
    }
}

impl Period {
    /// The day this much after another. `None` beyond the calendars' range.
    #[must_use]
    pub fn after(self, date: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Weeks(weeks) => date::add_weeks(date, weeks),
            Self::HijriMonths(months) => date::add_hijri_months(date, months),
            Self::GregorianMonths(months) => {
                date.checked_add_months(Months::new(u32::from(months)))
            }
        }
    }

    /// How many weeks or months.
    #[must_use]
    pub fn count(self) -> u16 {
        match self {
            Self::Weeks(count) | Self::HijriMonths(count) | Self::GregorianMonths(count) => count,
        }
    }
}

impl Reply {
    /// The first day on which the charity may reply (policy row 9), from the day the request was submitted and the
    /// day its way was explained. `None` beyond the calendars' range.
    #[must_use]
    pub fn not_before(&self, submitted: NaiveDate, explained: NaiveDate) -> Option<NaiveDate> {
        self.not_before.after(self.start(submitted, explained))
    }

    /// The day by which the charity itself means to have replied, where it has set one. The policies set none.
    #[must_use]
    pub fn own_target(&self, submitted: NaiveDate, explained: NaiveDate) -> Option<NaiveDate> {
        self.own_target?.after(self.start(submitted, explained))
    }

    fn start(&self, submitted: NaiveDate, explained: NaiveDate) -> NaiveDate {
        match self.runs_from {
            RunsFrom::Submission => submitted,
            RunsFrom::Explanation => explained,
        }
    }
}

impl Deref for Profile {
    type Target = ProfileData;

    fn deref(&self) -> &ProfileData {
        &self.0
    }
}

impl TryFrom<ProfileData> for Profile {
    type Error = Faults;

    fn try_from(data: ProfileData) -> Result<Self, Faults> {
        Self::new(data)
    }
}

impl From<Profile> for ProfileData {
    fn from(profile: Profile) -> Self {
        profile.0
    }
}

/// A profile is no secret, but too long for a log.
impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Profile({} version {})", self.key, self.version)
    }
}
