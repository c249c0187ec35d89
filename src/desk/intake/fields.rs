//! The fields of each step, from the profile and from what was answered so far.

use chrono::NaiveDate;

use super::read;
use super::{Intake, Step};
use crate::desk::form::{Choice, Field, Kind, Label, Problem, Step as FormStep, When};
use crate::desk::widget::text_field::Manner;
use crate::domain::address::ShortAddress;
use crate::domain::contact::{Email, Iban, Mobile};
use crate::domain::country;
use crate::domain::date;
use crate::domain::identity::{IdentityPaper, PaperKind};
use crate::domain::money::Money;
use crate::domain::person::PersonName;
use crate::domain::profile::{Field as OwnField, FieldKind, PaperField, RequiredPaper, Text};

const WORDS: Kind = Kind::Text(Manner::WORDS);
const CODE: Kind = Kind::Text(Manner::NUMBERS);
const MASKED: Kind = Kind::Text(Manner::MASKED_NUMBERS);

/// A number: masked as long as it is the one on file, for that is for few eyes; what is typed here is not.
fn on_file(intake: &Intake, id: &str) -> Kind {
    let told = intake.base.get(id).filter(|told| !told.is_empty());
    match told == intake.values.get(id) && told.is_some() {
        true => MASKED,
        false => CODE,
    }
}

/// A field the step is not done without.
fn must(id: impl Into<String>, label: impl Into<Label>, kind: Kind) -> Field {
    Field::new(id, label, kind).required()
}

/// A field that may stay empty.
fn may(id: impl Into<String>, label: impl Into<Label>, kind: Kind) -> Field {
    Field::new(id, label, kind)
}

fn said(text: &Text) -> Label {
    Label::Said {
        ar: text.ar.clone(),
        en: text.en.clone(),
    }
}

fn choices<'a>(of: impl Iterator<Item = (&'a str, &'a Text)>) -> Kind {
    Kind::Choice(of.map(|(id, text)| Choice::new(id, said(text))).collect())
}

fn words(of: &[(&str, &'static str)]) -> Kind {
    Kind::Choice(
        of.iter()
            .map(|(id, text)| Choice::new(*id, *text))
            .collect(),
    )
}

/// A check that a type of the domain can read a value.
macro_rules! reads {
    ($type:ty, $problem:literal) => {
        |text, _| {
            <$type>::parse(text)
                .is_err()
                .then(|| Problem::stops($problem))
        }
    };
}

/// A check that a yes is a yes.
macro_rules! yes {
    ($problem:literal) => {
        |text, _| (text != "yes").then(|| Problem::stops($problem))
    };
}

/// A field of the charity's own.
pub fn own(prefix: &str, field: &OwnField) -> Field {
    let kind = match &field.kind {
        FieldKind::Text => WORDS,
        FieldKind::Number => Kind::Number,
        FieldKind::Date => Kind::Date,
        FieldKind::YesNo => Kind::YesNo,
        FieldKind::Choice(of) => {
            choices(of.iter().map(|choice| (choice.id.as_str(), &choice.title)))
        }
    };
    let asked = Field::new(format!("{prefix}{}", field.id), said(&field.label), kind);
    if field.required {
        asked.required()
    } else {
        asked
    }
}

/// Who: what is needed of everybody first, so that PgDn can skip the rest.
pub fn person(intake: &Intake) -> Vec<Field> {
    let (profile, values) = (&intake.profile, &intake.values);
    let id = values.get("id").map_or("", |id| id.trim());
    let read = IdentityPaper::parse(id);
    let mut fields = vec![
        must("name", "field-name", WORDS)
            .check(|text, _| {
                PersonName::from_line(text)
                    .is_none()
                    .then(|| Problem::stops("name-parts"))
            })
            .hint("hint-name"),
        may("id", "field-id", on_file(intake, "id")).hint("hint-id"),
    ];
    if id.is_empty() {
        let reasons = words(&[
            ("not-brought", "no-paper-not-brought"),
            ("lost", "no-paper-lost"),
            ("held-elsewhere", "no-paper-held-elsewhere"),
            ("under-renewal", "no-paper-under-renewal"),
            ("not-issued-yet", "no-paper-not-issued-yet"),
        ]);
        fields.push(must("no-paper", "field-no-paper", reasons));
    } else if read.is_err() {
        // A number that fails its check is kept as what it claims to be, by the officer's choice, never refused.
        let kinds = PaperKind::ALL
            .into_iter()
            .map(|kind| Choice::new(kind.id(), read::paper_kind_text(kind)));
        fields.push(
            must("id-as", "field-id-as", Kind::Choice(kinds.collect()))
                .hint("hint-id-as")
                .deliberate(),
        );
    }
    fields.extend([
        may("mobile", "field-mobile", on_file(intake, "mobile"))
            .check(reads!(Mobile, "not-a-mobile")),
        must(
            "sex",
            "field-sex",
            words(&[("female", "sex-female"), ("male", "sex-male")]),
        ),
        may("born", "field-born", Kind::Date),
    ]);
    if !matches!(read, Ok(IdentityPaper::NationalId(_))) {
        fields.push(
            must("nationality", "field-nationality", WORDS)
                .check(|text, _| {
                    country::read(text)
                        .is_none()
                        .then(|| Problem::stops("not-a-country"))
                })
                .hint("hint-nationality"),
        );
    }
    fields.push(
        must("consent", "field-consent", Kind::YesNo)
            .check(yes!("consent-first"))
            .hint("hint-consent"),
    );
    fields.extend(
        profile
            .person_fields
            .iter()
            .filter(|field| field.required)
            .map(|field| own("person.", field)),
    );
    fields.extend([
        may("household", "field-household", Kind::Number),
        // An amount has its thousands apart, and may have halalas.
        may("income", "field-income", CODE).check(reads!(Money, "form-not-a-number")),
        may("city", "field-city", WORDS),
    ]);
    fields.extend(outside_scope(intake, "person"));
    fields.extend([
        may("district", "field-district", WORDS),
        may("short-address", "field-short-address", CODE)
            .check(reads!(ShortAddress, "not-a-short-address")),
        may("iban", "field-iban", MASKED).check(reads!(Iban, "not-an-iban")),
        may("email", "field-email", on_file(intake, "email")).check(reads!(Email, "not-an-email")),
    ]);
    fields.extend(
        profile
            .person_fields
            .iter()
            .filter(|field| !field.required)
            .map(|field| own("person.", field)),
    );
    fields
}

/// The charity's word on a home outside its scope (row 52), where it has one and the home is outside it.
fn outside_scope(intake: &Intake, step: &str) -> Option<Field> {
    let scope = intake.profile.scope.as_ref()?;
    let warning = || may(format!("{step}-scope"), said(&scope.warning), Kind::Note);
    intake.is_outside_scope().then(warning)
}

/// What for. The channel and the responsibilities belong to the opening of a request and are not asked again.
pub fn need(intake: &Intake) -> Vec<Field> {
    let (profile, opening) = (&intake.profile, intake.page.is_none());
    let mut fields = Vec::new();
    if let Some(warning) = outside_scope(intake, "need") {
        fields.push(warning);
        fields.push(must(super::SCOPE_REASON, "field-scope-reason", WORDS));
    }
    if opening && !profile.responsibilities.is_empty() {
        for (at, duty) in profile.responsibilities.iter().enumerate() {
            fields.push(may(format!("duty-{at}"), said(duty), Kind::Note));
        }
        let told = must("responsibilities", "field-responsibilities", Kind::YesNo);
        fields.push(told.check(yes!("responsibilities-first")));
    }
    if opening {
        let channels = profile
            .channels
            .iter()
            .map(|channel| (channel.id.as_str(), &channel.title));
        fields.push(must("channel", "field-channel", choices(channels)));
    }
    let services = profile
        .services
        .iter()
        .map(|service| (service.id.as_str(), &service.title));
    fields.push(must("service", "field-service", choices(services)));
    if !profile.categories.is_empty() {
        let categories = profile
            .categories
            .iter()
            .map(|category| (category.id.as_str(), &category.title));
        fields.push(must("category", "field-category", choices(categories)));
    }
    fields.push(must("need", "field-need", WORDS));
    let urgency = words(&[
        ("ordinary", "urgency-ordinary"),
        ("urgent", "urgency-urgent"),
    ]);
    fields.push(must("urgency", "field-urgency", urgency));
    fields.extend(profile.need_fields.iter().map(|field| own("need.", field)));
    fields
}

/// The papers asked for: those the request needs, and those it may have.
pub fn papers_shown(intake: &Intake) -> Vec<&RequiredPaper> {
    let value = |id: &str| intake.values.get(id).map_or("", String::as_str);
    let required = intake
        .page
        .as_ref()
        .map(|page| page.papers_required.as_slice())
        .unwrap_or_default();
    let of_need = intake
        .profile
        .papers_of(value("service"), value("category"));
    let (mut needed, others): (Vec<_>, Vec<_>) =
        of_need.partition(|paper| required.iter().any(|required| paper.id == **required));
    needed.extend(others);
    needed
}

/// What a paper's fields are called.
pub fn paper_field_text(field: PaperField) -> &'static str {
    match field {
        PaperField::Name => "field-name",
        PaperField::Id => "field-id",
        PaperField::Born => "field-born",
        PaperField::Nationality => "field-nationality",
        PaperField::Household => "field-household",
        PaperField::Income => "field-income",
        PaperField::City => "field-city",
        PaperField::Iban => "field-iban",
    }
}

/// The papers, field by field: stated beside what the paper says.
pub fn papers(intake: &Intake) -> Vec<Field> {
    let (Some((facts, _)), Some(page)) = (&intake.person, &intake.page) else {
        return waiting();
    };
    let mut fields = Vec::new();
    for paper in papers_shown(intake) {
        let id = |part: &str| format!("paper.{}.{part}", paper.id);
        let needed = page
            .papers_required
            .iter()
            .any(|required| paper.id == **required);
        fields.push(may(id("title"), said(&paper.title), Kind::Heading));
        if !needed {
            fields.push(may(id("brought"), "field-brought", Kind::YesNo));
            if intake.values.get(&id("brought")).map(String::as_str) != Some("yes") {
                continue;
            }
        }
        for field in &paper.compare {
            let manner = match field {
                PaperField::Name | PaperField::City => Manner::WORDS,
                _ => Manner::NUMBERS,
            };
            let kind = Kind::Same {
                stated: facts.stated(*field),
                of: *field,
                manner,
            };
            // Not required one by one: a paper not brought yet is passed over as a whole, and the step says that it
            // is missing.
            fields.push(may(id(field.id()), paper_field_text(*field), kind));
        }
        if paper.expires {
            fields.push(
                may(
                    id("valid-until"),
                    "field-valid-until",
                    Kind::Until(intake.today),
                )
                .hint("hint-valid-until"),
            );
        }
        if read::needs_remark(intake, paper) {
            fields.push(must(id("remark"), "field-remark", WORDS).hint("hint-remark"));
        }
    }
    fields
}

/// What stands in a step whose request the office has not told of yet: nothing to fill in, and no way on.
fn waiting() -> Vec<Field> {
    vec![must("waiting", "note-waiting", Kind::Note)]
}

/// The signature.
pub fn declaration(intake: &Intake) -> Vec<Field> {
    if intake.page.is_none() {
        return waiting();
    }
    let ways = [
        ("paper", "signed-paper"),
        ("thumbprint", "signed-thumbprint"),
        ("guardian", "signed-guardian"),
    ];
    let by = |way: &str| When::is("signed-how", way);
    vec![
        may("wording", said(&intake.profile.declaration), Kind::Note),
        must("signed-how", "field-signed-how", words(&ways)),
        must("sheet-number", "field-sheet-number", CODE).when(by("paper")),
        must("witness", "field-witness", WORDS).when(by("thumbprint")),
        must("guardian", "field-guardian", WORDS).when(by("guardian")),
        must("deed", "field-deed", CODE).when(by("guardian")),
    ]
}

/// What happens next, to be said to the beneficiary, with the day from which a reply may come (row 9).
pub fn explain(intake: &Intake) -> Vec<Field> {
    if intake.page.is_none() {
        return waiting();
    }
    let both = intake.earliest_reply().map(date::both);
    let both = both
        .map(|both| format!("{} · {}", both.hijri, both.gregorian))
        .unwrap_or_default();
    let isolated = crate::arabic::isolate::ltr(&both);
    vec![
        may(
            "explanation",
            said(&intake.profile.explanation_with(&isolated, &isolated)),
            Kind::Note,
        ),
        must("explained", "field-explained", Kind::YesNo).check(yes!("explain-first")),
    ]
}

/// Nothing left to fill in but the word that it be handed in.
pub fn submit(intake: &Intake) -> Vec<Field> {
    if intake.page.is_none() {
        return waiting();
    }
    if intake.registers() {
        let register = must("register", "field-register", Kind::YesNo);
        return vec![
            may("note-register", "note-register", Kind::Note),
            register.check(yes!("register-first")),
        ];
    }
    vec![
        may("note-submit", "note-submit", Kind::Note),
        must("submit", "field-submit", Kind::YesNo).check(yes!("submit-first")),
    ]
}

/// All steps, as one form.
pub fn steps(intake: &Intake) -> Vec<FormStep> {
    let text = |step: Step| match step {
        Step::Submit if intake.registers() => "step-register",
        step => step.text(),
    };
    let steps = intake.steps().iter();
    steps
        .map(|step| FormStep::new(step.id(), text(*step), intake.fields(*step)))
        .collect()
}

impl Intake {
    /// The day before which no reply may be given, were the request submitted today.
    pub fn earliest_reply(&self) -> Option<NaiveDate> {
        self.profile.reply.not_before(self.today, self.today)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::draft::About;
    use crate::domain::identity::NoPaper;
    use crate::domain::ids::{PersonNo, Revision};
    use crate::domain::person::{Facts, Household, Sex};
    use crate::profiles;

    fn facts(paper: IdentityPaper, income: &str) -> Facts {
        Facts {
            name: PersonName::from_line("نورة سعد الحربي").unwrap(),
            sex: Some(Sex::Female),
            born: None,
            nationality: "SA".into(),
            paper,
            mobile: None,
            email: None,
            iban: None,
            home: Default::default(),
            household: Household {
                size: Some(4),
                dependants: None,
                monthly_income: Money::parse(income).ok(),
            },
            consent: true,
            extra: Default::default(),
        }
    }

    #[test]
    fn whoever_is_on_file_is_past_the_first_step() {
        let unverified = IdentityPaper::Unverified {
            kind: PaperKind::NationalId,
            text: crate::domain::input::Line::parse("1102334452").unwrap(),
        };
        let papers = [
            IdentityPaper::parse("1681068712").unwrap(),
            unverified,
            IdentityPaper::None(NoPaper::Lost),
        ];
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        for profile in profiles::builtin() {
            for paper in &papers {
                for income in ["0", "900", "5400", "1234567.50"] {
                    let about = About::default();
                    let mut intake = Intake::begin(Arc::new(profile.clone()), today, about, "");
                    let mut facts = facts(paper.clone(), income);
                    facts.extra = profile
                        .person_fields_required()
                        .map(|id| (id.to_owned(), "1".to_owned()))
                        .collect();
                    intake.know_person(PersonNo(1), facts, Revision(1));
                    let form = intake.form();
                    assert_eq!(form.steps[0].open(&intake.values), 0, "{paper:?} {income}");
                    assert!(intake.is_complete(Step::Person), "{paper:?} {income}");
                }
            }
        }
    }
}
