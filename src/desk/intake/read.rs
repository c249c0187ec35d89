//! From what was typed to what it means, and back.

use crate::arabic::digits;
use crate::desk::form::Values;
use crate::domain::address::{PostalAddress, ShortAddress};
use crate::domain::contact::{Email, Iban, Mobile};
use crate::domain::country;
use crate::domain::date::DateAsWritten;
use crate::domain::declaration::Signature;
use crate::domain::document::{Paper, Validity};
use crate::domain::identity::{IdentityPaper, NoPaper, PaperKind};
use crate::domain::input::Line;
use crate::domain::money::Money;
use crate::domain::person::{Facts, Household, PersonName, Sex};
use crate::domain::profile::{PaperField, Profile, RequiredPaper};
use crate::domain::request::{Need, Request, Urgency};
use crate::matching::papers;
use crate::protocol::PaperAsRead;

/// A value that cannot be read: its field, and the text that says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The field's id.
    pub field: String,
    /// The text's id.
    pub why: &'static str,
}

fn unread(field: impl Into<String>, why: &'static str) -> Unread {
    Unread {
        field: field.into(),
        why,
    }
}

/// The text key of a kind of identity paper.
pub fn paper_kind_text(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::NationalId => "paper-national-id",
        PaperKind::Iqama => "paper-iqama",
        PaperKind::Passport => "paper-passport",
        PaperKind::GccId => "paper-gcc-id",
    }
}

fn get<'a>(values: &'a Values, id: &str) -> &'a str {
    values.get(id).map_or("", |value| value.trim())
}

/// Reads an optional value with a type of the domain.
fn maybe<T, E>(
    values: &Values,
    id: &str,
    why: &'static str,
    read: impl Fn(&str) -> Result<T, E>,
) -> Result<Option<T>, Unread> {
    match get(values, id) {
        "" => Ok(None),
        text => read(text).map(Some).map_err(|_| unread(id, why)),
    }
}

/// The identity paper as typed.
pub fn identity(values: &Values) -> Result<IdentityPaper, Unread> {
    let text = get(values, "id");
    if text.is_empty() {
        let reason = match get(values, "no-paper") {
            "not-issued-yet" => NoPaper::NotIssuedYet,
            "lost" => NoPaper::Lost,
            "held-elsewhere" => NoPaper::HeldElsewhere,
            "under-renewal" => NoPaper::UnderRenewal,
            "not-brought" => NoPaper::NotBrought,
            _ => return Err(unread("no-paper", "form-required")),
        };
        return Ok(IdentityPaper::None(reason));
    }
    if let Ok(paper) = IdentityPaper::parse(text) {
        return Ok(paper);
    }
    let kind =
        PaperKind::from_id(get(values, "id-as")).ok_or_else(|| unread("id-as", "form-required"))?;
    match IdentityPaper::parse_as(kind, text) {
        Ok(paper) => Ok(paper),
        Err(_) => {
            let text = Line::parse(text).map_err(|_| unread("id", "form-required"))?;
            Ok(IdentityPaper::Unverified { kind, text })
        }
    }
}

/// What is stated of a person. What the form does not ask stays as it is on file.
pub fn facts(values: &Values, profile: &Profile, on_file: Option<&Facts>) -> Result<Facts, Unread> {
    // What still reads as it does on file is what is on file, in whichever parts it was kept there.
    let untouched = |ids: &[&str]| {
        let told = on_file.map(values_of)?;
        ids.iter()
            .all(|id| get(values, id) == get(&told, id))
            .then_some(on_file?)
    };
    let paper = match untouched(&["id", "id-as", "no-paper"]) {
        Some(on_file) => on_file.paper.clone(),
        None => identity(values)?,
    };
    let nationality = match &paper {
        IdentityPaper::NationalId(_) => "SA".to_owned(),
        _ => country::read(get(values, "nationality"))
            .ok_or_else(|| unread("nationality", "not-a-country"))?,
    };
    let line = |id: &str| maybe(values, id, "form-required", Line::parse);
    let household = whole(values, "household")?.map(u16::try_from).transpose();
    let home = on_file.map(|facts| facts.home.clone()).unwrap_or_default();
    Ok(Facts {
        name: match untouched(&["name"]) {
            Some(on_file) => on_file.name.clone(),
            None => PersonName::from_line(get(values, "name"))
                .ok_or_else(|| unread("name", "name-parts"))?,
        },
        sex: match get(values, "sex") {
            "female" => Some(Sex::Female),
            "male" => Some(Sex::Male),
            _ => return Err(unread("sex", "form-required")),
        },
        born: maybe(values, "born", "form-not-a-date", DateAsWritten::parse)?,
        nationality,
        paper,
        mobile: maybe(values, "mobile", "not-a-mobile", Mobile::parse)?,
        email: maybe(values, "email", "not-an-email", Email::parse)?,
        iban: maybe(values, "iban", "not-an-iban", Iban::parse)?,
        home: PostalAddress {
            city: line("city")?,
            district: line("district")?,
            short: maybe(
                values,
                "short-address",
                "not-a-short-address",
                ShortAddress::parse,
            )?,
            ..home
        },
        household: Household {
            size: household.map_err(|_| unread("household", "form-not-a-number"))?,
            dependants: on_file.and_then(|facts| facts.household.dependants),
            monthly_income: maybe(values, "income", "form-not-a-number", Money::parse)?,
        },
        consent: get(values, "consent") == "yes",
        extra: own(
            values,
            "person.",
            profile.person_fields.iter().map(|field| field.id.as_str()),
        ),
    })
}

fn whole(values: &Values, id: &str) -> Result<Option<u32>, Unread> {
    match get(values, id) {
        "" => Ok(None),
        text => digits::fold(text)
            .parse()
            .map(Some)
            .map_err(|_| unread(id, "form-not-a-number")),
    }
}

fn own<'a>(
    values: &Values,
    prefix: &str,
    ids: impl Iterator<Item = &'a str>,
) -> std::collections::BTreeMap<String, String> {
    ids.filter_map(|id| {
        let value = get(values, &format!("{prefix}{id}"));
        (!value.is_empty()).then(|| (id.to_owned(), value.to_owned()))
    })
    .collect()
}

/// What a file says, as the form would have it typed.
pub fn values_of(facts: &Facts) -> Values {
    let mut values = Values::new();
    let mut set = |id: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            values.insert(id.to_owned(), value);
        }
    };
    set("name", Some(facts.name.line()));
    set("id", facts.paper.number().map(str::to_owned));
    match &facts.paper {
        IdentityPaper::Unverified { kind, .. } => set("id-as", Some(kind.id().to_owned())),
        IdentityPaper::None(reason) => {
            let reason = match reason {
                NoPaper::NotIssuedYet => "not-issued-yet",
                NoPaper::Lost => "lost",
                NoPaper::HeldElsewhere => "held-elsewhere",
                NoPaper::UnderRenewal => "under-renewal",
                NoPaper::NotBrought | NoPaper::Other(_) => "not-brought",
            };
            set("no-paper", Some(reason.to_owned()));
        }
        _ => {}
    }
    set("mobile", facts.mobile.as_ref().map(|mobile| mobile.local()));
    set(
        "sex",
        facts.sex.map(|sex| match sex {
            Sex::Female => "female".to_owned(),
            Sex::Male => "male".to_owned(),
        }),
    );
    set("born", facts.born.map(|born| born.to_string()));
    set("nationality", Some(facts.nationality.clone()));
    set("consent", facts.consent.then(|| "yes".to_owned()));
    set(
        "household",
        facts.household.size.map(|size| size.to_string()),
    );
    set(
        "income",
        facts
            .household
            .monthly_income
            .map(|income| income.to_string()),
    );
    set(
        "city",
        facts
            .home
            .city
            .as_ref()
            .map(|city| city.as_str().to_owned()),
    );
    set(
        "district",
        facts
            .home
            .district
            .as_ref()
            .map(|district| district.as_str().to_owned()),
    );
    set(
        "short-address",
        facts
            .home
            .short
            .as_ref()
            .map(|short| short.as_str().to_owned()),
    );
    set(
        "iban",
        facts.iban.as_ref().map(|iban| iban.as_str().to_owned()),
    );
    set(
        "email",
        facts.email.as_ref().map(|email| email.as_str().to_owned()),
    );
    for (id, value) in &facts.extra {
        set(&format!("person.{id}"), Some(value.clone()));
    }
    values
}

/// What a request says, as the form would have it typed.
pub fn values_of_request(request: &Request) -> Values {
    let mut values = Values::new();
    let mut set = |id: String, value: &str| {
        if !value.is_empty() {
            values.insert(id, value.to_owned());
        }
    };
    set("channel".into(), &request.channel);
    set(
        "responsibilities".into(),
        if request.responsibilities_told {
            "yes"
        } else {
            ""
        },
    );
    if let Some(need) = &request.need {
        set("service".into(), &need.service);
        set("category".into(), &need.category);
        set("need".into(), &need.text);
        set(
            "urgency".into(),
            if need.urgency == Urgency::Urgent {
                "urgent"
            } else {
                "ordinary"
            },
        );
        for (id, value) in &need.extra {
            set(format!("need.{id}"), value);
        }
    }
    set(super::SCOPE_REASON.into(), &request.scope_reason);
    for paper in &request.papers {
        let id = |part: &str| format!("paper.{}.{part}", paper.kind);
        set(id("brought"), "yes");
        for pair in &paper.pairs {
            set(id(&pair.field), &pair.on_paper);
        }
        if let Some(until) = paper.valid_until {
            set(id("valid-until"), &until.to_string());
        }
        set(id("remark"), &paper.remark);
    }
    if let Some(declaration) = request.standing_declaration() {
        for (id, value) in values_of_signature(&declaration.signature) {
            set(id.to_owned(), &value);
        }
    }
    set(
        "explained".into(),
        if request.explained.is_some() {
            "yes"
        } else {
            ""
        },
    );
    values
}

/// How something was signed, as the form would have it typed.
pub fn values_of_signature(signature: &Signature) -> Vec<(&'static str, String)> {
    match signature {
        Signature::Paper { number } => vec![
            ("signed-how", "paper".to_owned()),
            ("sheet-number", number.clone()),
        ],
        Signature::Thumbprint { witness } => vec![
            ("signed-how", "thumbprint".to_owned()),
            ("witness", witness.clone()),
        ],
        Signature::Guardian { name, deed } => vec![
            ("signed-how", "guardian".to_owned()),
            ("guardian", name.clone()),
            ("deed", deed.clone()),
        ],
    }
}

/// What is asked for.
pub fn need(values: &Values, profile: &Profile) -> Need {
    Need {
        service: get(values, "service").to_owned(),
        category: if profile.categories.is_empty() {
            String::new()
        } else {
            get(values, "category").to_owned()
        },
        text: get(values, "need").to_owned(),
        urgency: if get(values, "urgency") == "urgent" {
            Urgency::Urgent
        } else {
            Urgency::Ordinary
        },
        extra: own(
            values,
            "need.",
            profile.need_fields.iter().map(|field| field.id.as_str()),
        ),
    }
}

/// A paper as read; `None` where nothing of it has been read yet. One read in part lacks the rest.
pub fn sheet(values: &Values, kind: &RequiredPaper) -> Option<Result<PaperAsRead, Unread>> {
    let id = |part: &str| format!("paper.{}.{part}", kind.id);
    let read: Vec<(PaperField, &str)> = kind
        .compare
        .iter()
        .map(|field| (*field, get(values, &id(field.id()))))
        .collect();
    let until = get(values, &id("valid-until"));
    if until.is_empty() && read.iter().all(|(_, value)| value.is_empty()) {
        return None;
    }
    if let Some((field, _)) = read.iter().find(|(_, value)| value.is_empty()) {
        return Some(Err(unread(id(field.id()), "form-required")));
    }
    let valid_until = match DateAsWritten::parse(until) {
        Ok(date) => Some(date),
        Err(_) if until.is_empty() && !kind.expires => None,
        Err(_) if until.is_empty() => return Some(Err(unread(id("valid-until"), "form-required"))),
        Err(_) => return Some(Err(unread(id("valid-until"), "form-not-a-date"))),
    };
    let number = read
        .iter()
        .find(|(field, _)| *field == PaperField::Id)
        .map_or("", |(_, value)| value);
    Some(Ok(PaperAsRead {
        kind: kind.id.as_str().to_owned(),
        number: number.to_owned(),
        read: read
            .iter()
            .map(|(field, value)| (field.id().to_owned(), (*value).to_owned()))
            .collect(),
        valid_until,
        remark: get(values, &id("remark")).to_owned(),
    }))
}

/// Whether a paper on record says what the sheet says.
pub fn is_same(paper: &Paper, sheet: &PaperAsRead) -> bool {
    paper.remark == sheet.remark
        && paper.valid_until == sheet.valid_until
        && sheet.read.iter().all(|(field, value)| {
            paper
                .pairs
                .iter()
                .any(|pair| pair.field == *field && pair.on_paper == *value)
        })
}

/// Whether what a paper was matched with is what is stated still.
pub fn still_stated(paper: &Paper, kind: &RequiredPaper, facts: &Facts) -> bool {
    paper.pairs.iter().all(|pair| {
        let mut fields = kind.compare.iter();
        let field = fields.find(|one| one.id() == pair.field);
        field.is_none_or(|field| facts.stated(*field) == pair.stated)
    })
}

/// Whether what was read of a paper differs from what was stated, or has expired: then the officer says why it is
/// accepted all the same.
pub fn needs_remark(intake: &super::Intake, kind: &RequiredPaper) -> bool {
    let Some((facts, _)) = &intake.person else {
        return false;
    };
    let value = |part: &str| get(&intake.values, &format!("paper.{}.{part}", kind.id));
    let differs = kind.compare.iter().any(|field| {
        let on_paper = value(field.id());
        !on_paper.is_empty() && !papers::agreement(*field, &facts.stated(*field), on_paper).agrees()
    });
    let until = DateAsWritten::parse(value("valid-until")).ok();
    differs || until.is_some_and(|until| validity(until, intake.today) == Validity::Expired)
}

/// A date's validity on a day.
pub fn validity(until: DateAsWritten, day: chrono::NaiveDate) -> Validity {
    if until.gregorian() >= day {
        Validity::Valid
    } else {
        Validity::Expired
    }
}

/// How it was signed.
pub fn signature(values: &Values) -> Result<Signature, Unread> {
    let need = |id: &str| match get(values, id) {
        "" => Err(unread(id, "form-required")),
        text => Ok(text.to_owned()),
    };
    match get(values, "signed-how") {
        "paper" => Ok(Signature::Paper {
            number: need("sheet-number")?,
        }),
        "thumbprint" => Ok(Signature::Thumbprint {
            witness: need("witness")?,
        }),
        "guardian" => Ok(Signature::Guardian {
            name: need("guardian")?,
            deed: need("deed")?,
        }),
        _ => Err(unread("signed-how", "form-required")),
    }
}
