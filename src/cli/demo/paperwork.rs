//! What the made-up beneficiaries fill in, bring and sign.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};

use super::chance::Chance;
use super::clock::written;
use super::words;
use crate::domain::date::{Calendar, DateAsWritten};
use crate::domain::declaration::Signature;
use crate::domain::person::{Facts, Sex};
use crate::domain::profile::{Field, FieldKind, PaperField, Profile};
use crate::domain::request::{Need, Urgency};
use crate::protocol::PaperAsRead;

/// A need that the profile's forms take.
pub fn need(profile: &Profile, facts: &Facts, today: NaiveDate, chance: &mut Chance) -> Need {
    let service = chance
        .of_these(&profile.services)
        .map(|service| service.id.to_string());
    let service = service.unwrap_or_default();
    let category = category(profile, facts, today);
    let own = words::NEEDS_OF
        .iter()
        .find(|(id, _)| *id == service)
        .map(|(_, texts)| *texts);
    Need {
        text: chance.text(own.unwrap_or(&words::NEEDS)).to_owned(),
        category,
        urgency: if chance.percent(12) {
            Urgency::Urgent
        } else {
            Urgency::Ordinary
        },
        extra: fields(&profile.need_fields, today, chance),
        service,
    }
}

/// The years from which somebody is taken for elderly, and up to which for young.
const ELDERLY_FROM: i32 = 60;
const YOUNG_UP_TO: i32 = 25;

/// The category somebody belongs to, of those that go by age and sex; else the first there is.
fn category(profile: &Profile, facts: &Facts, today: NaiveDate) -> String {
    let age = facts
        .born
        .map_or(40, |born| today.year() - born.gregorian().year());
    let by_sex = if facts.sex == Some(Sex::Female) {
        "women"
    } else {
        "men"
    };
    let fitting = match age {
        ELDERLY_FROM.. => "elderly",
        ..=YOUNG_UP_TO => "youth",
        _ => by_sex,
    };
    let category = profile.category(fitting).or(profile.categories.first());
    category
        .map(|category| category.id.to_string())
        .unwrap_or_default()
}

/// The charity's own fields, filled in.
pub fn fields(fields: &[Field], today: NaiveDate, chance: &mut Chance) -> BTreeMap<String, String> {
    let answer = |field: &Field, chance: &mut Chance| match &field.kind {
        FieldKind::Text => chance.text(&words::DISTRICTS).to_owned(),
        FieldKind::Number => chance.between(1, 12).to_string(),
        FieldKind::Date => today.to_string(),
        FieldKind::YesNo => chance.text(&["yes", "no"]).to_owned(),
        FieldKind::Choice(choices) => chance
            .of_these(choices)
            .map(|choice| choice.id.to_string())
            .unwrap_or_default(),
    };
    fields
        .iter()
        .map(|field| (field.id.to_string(), answer(field, chance)))
        .collect()
}

/// A paper as an officer reads it: mostly as stated, now and then spelt otherwise, expired, or really different.
pub fn sheet(
    profile: &Profile,
    kind: &str,
    facts: &Facts,
    today: NaiveDate,
    chance: &mut Chance,
) -> Option<PaperAsRead> {
    let paper = profile.paper(kind)?;
    let different = chance.percent(4);
    let read = paper.compare.iter().map(|field| {
        let stated = facts.stated(*field);
        let on_paper = match field {
            PaperField::Name if different => format!("{stated} {}", chance.text(&words::FAMILIES)),
            PaperField::Name if chance.percent(20) => stated.replace('ة', "ه").replace('ي', "ى"),
            _ if stated.is_empty() => "–".to_owned(),
            _ => stated,
        };
        (field.id().to_owned(), on_paper)
    });
    let read: Vec<(String, String)> = read.collect();
    // What was never stated cannot agree with the paper.
    let unstated = paper
        .compare
        .iter()
        .any(|field| facts.stated(*field).is_empty());
    let expired = paper.expires && chance.percent(7);
    let valid_until = paper
        .expires
        .then(|| valid_until(expired, today, chance))
        .flatten();
    let remark = match (different || unstated, expired) {
        (true, _) => chance.text(&words::DIFFERENCE_REMARKS),
        (false, true) => chance.text(&words::EXPIRY_REMARKS),
        (false, false) => "",
    };
    let number = match paper.compare.contains(&PaperField::Id) {
        true => facts.paper.number().unwrap_or_default().to_owned(),
        false => chance.between(100_000_000, 999_999_999).to_string(),
    };
    Some(PaperAsRead {
        kind: kind.to_owned(),
        number,
        read,
        valid_until,
        remark: remark.to_owned(),
    })
}

fn valid_until(expired: bool, today: NaiveDate, chance: &mut Chance) -> Option<DateAsWritten> {
    let day = match expired {
        true => today.checked_sub_days(Days::new(chance.between(1, 60))),
        false => today.checked_add_days(Days::new(chance.between(60, 3_000))),
    }?;
    let calendar = match chance.percent(60) {
        true => Calendar::UmmAlQura,
        false => Calendar::Gregorian,
    };
    written(day, calendar)
}

/// How a declaration was signed.
pub fn signature(chance: &mut Chance) -> Signature {
    let name = |chance: &mut Chance| {
        format!(
            "{} {}",
            chance.text(&words::MEN),
            chance.text(&words::FAMILIES)
        )
    };
    match chance.below(100) {
        0..84 => Signature::Paper {
            number: format!("إ-{}", chance.between(1000, 9999)),
        },
        84..93 => Signature::Thumbprint {
            witness: name(chance),
        },
        _ => Signature::Guardian {
            name: name(chance),
            deed: chance.between(400_000_000, 479_999_999).to_string(),
        },
    }
}
