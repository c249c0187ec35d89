//! The fields of each step, from the profile and from what was answered so far.

use chrono::NaiveDate;

use super::Intake;
use super::read;
use crate::desk::form::{Fault, Field, Kind, Label, Values};
use crate::domain::address::ShortAddress;
use crate::domain::contact::{Email, Iban, Mobile};
use crate::domain::date;
use crate::domain::identity::{IdentityPaper, PaperKind};
use crate::domain::person::PersonName;
use crate::domain::profile::{
    Field as OwnField, FieldKind, PaperField, Profile, RequiredPaper, Text,
};

fn key(id: &'static str) -> Label {
    Label::Key(id)
}

fn choices<'a>(of: impl Iterator<Item = (&'a str, &'a Text)>) -> Kind {
    Kind::Choice(
        of.map(|(id, text)| (id.to_owned(), Label::Text(text.clone())))
            .collect(),
    )
}

fn words(of: &[(&str, &'static str)]) -> Kind {
    Kind::Choice(
        of.iter()
            .map(|(id, text)| ((*id).to_owned(), key(text)))
            .collect(),
    )
}

/// A check that a type of the domain can read a value.
macro_rules! reads {
    ($type:ty, $fault:literal) => {
        |text: &str| <$type>::parse(text).map(drop).map_err(|_| Fault($fault))
    };
}

/// A field of the charity's own.
fn own(prefix: &str, field: &OwnField) -> Field {
    let kind = match &field.kind {
        FieldKind::Text => Kind::Text,
        FieldKind::Number => Kind::Number,
        FieldKind::Date => Kind::Date,
        FieldKind::YesNo => Kind::YesNo,
        FieldKind::Choice(of) => {
            choices(of.iter().map(|choice| (choice.id.as_str(), &choice.title)))
        }
    };
    let asked = Field::new(
        format!("{prefix}{}", field.id),
        Label::Text(field.label.clone()),
        kind,
    );
    if field.required {
        asked
    } else {
        asked.optional()
    }
}

/// Who: what is needed of everybody first, so that PgDn can skip the rest.
pub fn person(profile: &Profile, values: &Values) -> Vec<Field> {
    let id = values.get("id").map_or("", |id| id.trim());
    let read = IdentityPaper::parse(id);
    let mut fields = vec![
        Field::new("name", key("field-name"), Kind::Text)
            .checked(|text| {
                PersonName::from_line(text)
                    .map(drop)
                    .ok_or(Fault("name-parts"))
            })
            .hint("hint-name"),
        Field::new("id", key("field-id"), Kind::Code)
            .optional()
            .hint("hint-id"),
    ];
    if id.is_empty() {
        let reasons = words(&[
            ("not-brought", "no-paper-not-brought"),
            ("lost", "no-paper-lost"),
            ("held-elsewhere", "no-paper-held-elsewhere"),
            ("under-renewal", "no-paper-under-renewal"),
            ("not-issued-yet", "no-paper-not-issued-yet"),
        ]);
        fields.push(Field::new("no-paper", key("field-no-paper"), reasons));
    } else if read.is_err() {
        // A number that fails its check is kept as what it claims to be, by the officer's choice, never refused.
        let kinds: Vec<(String, Label)> = PaperKind::ALL
            .into_iter()
            .map(|kind| (kind.id().to_owned(), key(read::paper_kind_text(kind))))
            .collect();
        fields
            .push(Field::new("id-as", key("field-id-as"), Kind::Choice(kinds)).hint("hint-id-as"));
    }
    fields.extend([
        Field::new("mobile", key("field-mobile"), Kind::Code)
            .optional()
            .checked(reads!(Mobile, "not-a-mobile")),
        Field::new(
            "sex",
            key("field-sex"),
            words(&[("female", "sex-female"), ("male", "sex-male")]),
        ),
        Field::new("born", key("field-born"), Kind::Date).optional(),
    ]);
    if !matches!(read, Ok(IdentityPaper::NationalId(_))) {
        fields.push(
            Field::new("nationality", key("field-nationality"), Kind::Code)
                .checked(|text| read::country(text).map(drop).ok_or(Fault("not-a-country")))
                .hint("hint-nationality"),
        );
    }
    fields.push(Field::new("consent", key("field-consent"), Kind::YesNo).hint("hint-consent"));
    fields.extend(
        profile
            .person_fields
            .iter()
            .filter(|field| field.required)
            .map(|field| own("person.", field)),
    );
    fields.extend([
        Field::new("household", key("field-household"), Kind::Number).optional(),
        Field::new("income", key("field-income"), Kind::Number).optional(),
        Field::new("city", key("field-city"), Kind::Text).optional(),
        Field::new("district", key("field-district"), Kind::Text).optional(),
        Field::new("short-address", key("field-short-address"), Kind::Code)
            .optional()
            .checked(reads!(ShortAddress, "not-a-short-address")),
        Field::new("iban", key("field-iban"), Kind::Code)
            .optional()
            .checked(reads!(Iban, "not-an-iban")),
        Field::new("email", key("field-email"), Kind::Code)
            .optional()
            .checked(reads!(Email, "not-an-email")),
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

/// What for. The channel and the responsibilities belong to the opening of a request and are not asked again.
pub fn need(profile: &Profile, opening: bool) -> Vec<Field> {
    let mut fields = Vec::new();
    if opening && !profile.responsibilities.is_empty() {
        for (at, duty) in profile.responsibilities.iter().enumerate() {
            fields.push(Field::new(
                format!("duty-{at}"),
                Label::Text(duty.clone()),
                Kind::Note,
            ));
        }
        fields.push(
            Field::new(
                "responsibilities",
                key("field-responsibilities"),
                Kind::YesNo,
            )
            .checked(|text| {
                if text == "yes" {
                    Ok(())
                } else {
                    Err(Fault("responsibilities-first"))
                }
            }),
        );
    }
    if opening {
        let channels = profile
            .channels
            .iter()
            .map(|channel| (channel.id.as_str(), &channel.title));
        fields.push(Field::new(
            "channel",
            key("field-channel"),
            choices(channels),
        ));
    }
    let services = profile
        .services
        .iter()
        .map(|service| (service.id.as_str(), &service.title));
    fields.push(Field::new(
        "service",
        key("field-service"),
        choices(services),
    ));
    if !profile.categories.is_empty() {
        let categories = profile
            .categories
            .iter()
            .map(|category| (category.id.as_str(), &category.title));
        fields.push(Field::new(
            "category",
            key("field-category"),
            choices(categories),
        ));
    }
    fields.push(Field::new("need", key("field-need"), Kind::Text));
    fields.push(Field::new(
        "urgency",
        key("field-urgency"),
        words(&[
            ("ordinary", "urgency-ordinary"),
            ("urgent", "urgency-urgent"),
        ]),
    ));
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
    let Some((facts, _)) = &intake.person else {
        return Vec::new();
    };
    let required = intake
        .page
        .as_ref()
        .map(|page| page.papers_required.as_slice())
        .unwrap_or_default();
    let mut fields = Vec::new();
    for paper in papers_shown(intake) {
        let id = |part: &str| format!("paper.{}.{part}", paper.id);
        let needed = required.iter().any(|required| paper.id == **required);
        fields.push(Field::new(
            id("title"),
            Label::Text(paper.title.clone()),
            Kind::Heading,
        ));
        if !needed {
            fields.push(Field::new(id("brought"), key("field-brought"), Kind::YesNo).optional());
            if intake.values.get(&id("brought")).map(String::as_str) != Some("yes") {
                continue;
            }
        }
        for field in &paper.compare {
            let code = !matches!(field, PaperField::Name | PaperField::City);
            let kind = Kind::Same {
                stated: facts.stated(*field),
                code,
            };
            // Not required one by one: a paper not brought yet is skipped as a whole, and the step says that it is
            // missing.
            fields.push(Field::new(id(field.id()), key(paper_field_text(*field)), kind).optional());
        }
        if paper.expires {
            fields.push(
                Field::new(id("valid-until"), key("field-valid-until"), Kind::Date).optional(),
            );
        }
        if read::needs_remark(intake, paper) {
            fields.push(
                Field::new(id("remark"), key("field-remark"), Kind::Text).hint("hint-remark"),
            );
        }
    }
    fields
}

/// The signature.
pub fn declaration(profile: &Profile) -> Vec<Field> {
    vec![
        Field::new(
            "wording",
            Label::Text(profile.declaration.clone()),
            Kind::Note,
        ),
        Field::new(
            "signed-how",
            key("field-signed-how"),
            words(&[
                ("paper", "signed-paper"),
                ("thumbprint", "signed-thumbprint"),
                ("guardian", "signed-guardian"),
            ]),
        ),
        Field::new("sheet-number", key("field-sheet-number"), Kind::Code)
            .when("signed-how", &["paper"]),
        Field::new("witness", key("field-witness"), Kind::Text).when("signed-how", &["thumbprint"]),
        Field::new("guardian", key("field-guardian"), Kind::Text).when("signed-how", &["guardian"]),
        Field::new("deed", key("field-deed"), Kind::Code).when("signed-how", &["guardian"]),
    ]
}

/// What happens next, to be said to the beneficiary, with the day from which a reply may come (row 9).
pub fn explain(intake: &Intake) -> Vec<Field> {
    let from = intake.earliest_reply();
    let both = from
        .map(date::both)
        .map(|both| format!("{} · {}", both.hijri, both.gregorian))
        .unwrap_or_default();
    let isolated = crate::arabic::isolate::ltr(&both);
    let said = intake.profile.explanation_with(&isolated, &isolated);
    vec![
        Field::new("explanation", Label::Text(said), Kind::Note),
        Field::new("explained", key("field-explained"), Kind::YesNo).checked(|text| {
            if text == "yes" {
                Ok(())
            } else {
                Err(Fault("explain-first"))
            }
        }),
    ]
}

/// Nothing left to fill in.
pub fn submit() -> Vec<Field> {
    vec![Field::new("submit", key("note-submit"), Kind::Note)]
}

impl Intake {
    /// The day before which no reply may be given, were the request submitted today.
    pub fn earliest_reply(&self) -> Option<NaiveDate> {
        self.profile.reply.not_before(self.today, self.today)
    }
}
