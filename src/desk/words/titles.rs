//! What a charity calls things of its own: services, papers, fields, those who study.

use super::known;
use super::time::written;
use crate::desk::state::Desk;
use crate::domain::date::DateAsWritten;
use crate::domain::profile::{Field, FieldKind, Profile, Text};
use crate::locale::Texts;

fn title<'a>(desk: &Desk, title: Option<&'a Text>, id: &'a str) -> String {
    title.map_or(id, |title| desk.texts.pick(title)).to_owned()
}

/// A service by its title; a dash while none is stated.
#[must_use]
pub fn service(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    if id.is_empty() {
        return "–".to_owned();
    }
    let found = profile.and_then(|profile| profile.service(id));
    title(desk, found.map(|service| &service.title), id)
}

/// A category by its title.
#[must_use]
pub fn category(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    let found = profile.and_then(|profile| profile.category(id));
    title(desk, found.map(|category| &category.title), id)
}

/// A channel by its title.
#[must_use]
pub fn channel(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    let found = profile.and_then(|profile| profile.channel(id));
    title(desk, found.map(|channel| &channel.title), id)
}

/// A kind of paper by its title.
#[must_use]
pub fn paper(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    let found = profile.and_then(|profile| profile.paper(id));
    title(desk, found.map(|paper| &paper.title), id)
}

/// A criterion of eligibility by its title.
#[must_use]
pub fn criterion(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    let eligibility = profile.and_then(|profile| profile.eligibility.as_ref());
    let found = eligibility.and_then(|one| one.criteria.iter().find(|one| one.id == *id));
    title(desk, found.map(|criterion| &criterion.title), id)
}

/// A mechanism of eligibility by its title.
#[must_use]
pub fn mechanism(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    let eligibility = profile.and_then(|profile| profile.eligibility.as_ref());
    let found = eligibility.and_then(|one| one.mechanisms.iter().find(|one| one.id == *id));
    title(desk, found.map(|mechanism| &mechanism.title), id)
}

/// A source of findings by its title.
#[must_use]
pub fn source(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    let eligibility = profile.and_then(|profile| profile.eligibility.as_ref());
    let found = eligibility.and_then(|one| one.sources.iter().find(|one| one.id == *id));
    title(desk, found.map(|source| &source.title), id)
}

/// One of those who study a request, by its title.
#[must_use]
pub fn committee(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    let found = profile.and_then(|one| one.committees.iter().find(|one| one.id == *id));
    title(desk, found.map(|committee| &committee.title), id)
}

/// A part of a service by its title.
#[must_use]
pub fn service_part(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    let services = profile.map_or(&[][..], |profile| &profile.services);
    let mut parts = services.iter().flat_map(|service| &service.parts);
    title(
        desk,
        parts.find(|part| part.id == *id).map(|part| &part.title),
        id,
    )
}

/// A field by its label: the charity's own, or one that every desk has.
#[must_use]
pub fn field(desk: &Desk, profile: Option<&Profile>, id: &str) -> String {
    let own = profile.and_then(|profile| {
        let fields = profile.person_fields.iter().chain(&profile.need_fields);
        fields.into_iter().find(|field| field.id == *id)
    });
    match own {
        Some(field) => desk.texts.pick(&field.label).to_owned(),
        None => known(desk, &format!("fact-{id}"), id),
    }
}

/// What was entered in a field that a profile has of its own.
#[must_use]
pub fn entered(texts: &Texts, field: &Field, value: &str) -> String {
    match &field.kind {
        FieldKind::YesNo => texts.get(if value == "yes" {
            "form-yes"
        } else {
            "form-no"
        }),
        FieldKind::Choice(of) => {
            let chosen = of.iter().find(|one| one.id == *value);
            let title = chosen.map_or(value, |one| texts.pick(&one.title));
            title.to_owned()
        }
        FieldKind::Date => match DateAsWritten::parse(value) {
            Ok(date) => written(texts, date),
            Err(_) => value.to_owned(),
        },
        FieldKind::Text | FieldKind::Number => value.to_owned(),
    }
}

/// Those who study a request, by what the charity calls them.
#[must_use]
pub fn studied_by(desk: &Desk, profile: &Profile) -> String {
    let titles: Vec<&str> = profile
        .studied_by()
        .map(|committee| desk.texts.pick(&committee.title))
        .collect();
    titles.join(&desk.say("words-and"))
}
