//! What changed of a record, in words: on a history's screen and in what is typed at a shell.

use super::titles;
use crate::desk::state::Desk;
use crate::domain::date::DateAsWritten;
use crate::domain::history::{Change, LISTED, Line, leaf};
use crate::domain::ids::{BranchNo, StaffNo};
use crate::domain::money::Money;
use crate::domain::profile::{Field, Profile};
use crate::domain::staff::Role;

/// Fingerprints of files say nothing to anyone, who matched a paper is who did all of it, and the charity is one's own.
#[must_use]
pub fn is_readable(change: &Change) -> bool {
    let field = change.field.as_str();
    leaf(field) != "hash" && field != "pin.profile" && !field.starts_with("paper.matched.")
}

/// What the program calls something in events, as text keys call it: `valid_until`, `NoAnswer`.
fn kebab(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '_' => out.push('-'),
            c if c.is_ascii_uppercase() => {
                if !out.is_empty() {
                    out.push('-');
                }
                out.push(c.to_ascii_lowercase());
            }
            c => out.push(c),
        }
    }
    out
}

/// What a changed field is called.
#[must_use]
pub fn changed_field(desk: &Desk, profile: Option<&Profile>, line: &Line, field: &str) -> String {
    match own(profile, line, field) {
        Some(own) => desk.texts.pick(&own.label).to_owned(),
        None => titles::field(desk, profile, &kebab(leaf(field))),
    }
}

/// A field that the profile has of its own: of a mechanism's report, or beside what is stated of everybody.
fn own<'a>(profile: Option<&'a Profile>, line: &Line, field: &str) -> Option<&'a Field> {
    let profile = profile?;
    match field.split_once('.')? {
        ("fields", id) => {
            let mut changes = line.changes.iter();
            let mechanism = &changes.find(|one| one.field == "mechanism")?.after;
            let mechanisms = profile.eligibility.iter().flat_map(|one| &one.mechanisms);
            let of = mechanisms.filter(|one| one.id == **mechanism);
            of.flat_map(|one| &one.report).find(|one| one.id == *id)
        }
        ("extra", id) => {
            let mut fields = profile.person_fields.iter().chain(&profile.need_fields);
            fields.find(|one| one.id == *id)
        }
        _ => None,
    }
}

/// Each value of a list in words.
fn listed(desk: &Desk, text: &str, word: impl Fn(&str) -> String) -> String {
    let words: Vec<String> = text.split(LISTED).map(word).collect();
    words.join(&desk.say("words-comma"))
}

/// A value of a changed field in words, where there are words for it.
#[must_use]
pub fn changed(
    desk: &Desk,
    profile: Option<&Profile>,
    line: &Line,
    field: &str,
    text: &str,
) -> String {
    if let Some(own) = own(profile, line, field) {
        return titles::entered(&desk.texts, own, text);
    }
    let number = || text.parse::<u32>().ok();
    match (leaf(field), text) {
        (_, "true") => return desk.say("form-yes"),
        (_, "false") => return desk.say("form-no"),
        ("roles", _) => {
            return listed(desk, text, |id| match Role::from_id(id) {
                Some(role) => super::role(desk, profile, role),
                None => id.to_owned(),
            });
        }
        ("kinds", _) => return listed(desk, text, |id| titles::paper(desk, profile, id)),
        ("kind", _) if line.what == "voice-heard" => return desk.say(&format!("voice-{text}")),
        ("service", _) => return titles::service(desk, profile, text),
        ("category", _) => return titles::category(desk, profile, text),
        ("channel", _) => return titles::channel(desk, profile, text),
        ("kind" | "paper", _) => return titles::paper(desk, profile, text),
        ("criterion", _) => return titles::criterion(desk, profile, text),
        ("mechanism", _) => return titles::mechanism(desk, profile, text),
        ("committee", _) => return titles::committee(desk, profile, text),
        ("source", _) => return titles::source(desk, profile, text),
        ("part", _) => return titles::service_part(desk, profile, text),
        ("nationality", _) => return super::country(desk, text),
        ("field", _) => return titles::field(desk, profile, text),
        ("monthly_income", _) => {
            let halalas = text.parse::<u64>().ok();
            if let Some(income) = halalas.and_then(|halalas| Money::try_from(halalas).ok()) {
                return super::money(desk, income);
            }
        }
        ("Branches", _) => {
            return listed(desk, text, |no| match no.parse() {
                Ok(no) => super::branch(desk, BranchNo(no)),
                Err(_) => no.to_owned(),
            });
        }
        ("branch", _) => {
            if let Some(no) = number().and_then(|no| u16::try_from(no).ok()) {
                return super::branch(desk, BranchNo(no));
            }
        }
        ("staff" | "officer" | "to", _) => {
            if let Some(no) = number() {
                return super::staff(desk, StaffNo(no));
            }
        }
        _ => {}
    }
    let id = format!("{}-{}", kebab(leaf(field)), kebab(text));
    let is_id = text.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    if is_id && desk.texts.has(&id) {
        return desk.say(&id);
    }
    let is_date = text.len() == 10 && text.chars().all(|c| c.is_ascii_digit() || c == '-');
    match text.parse::<DateAsWritten>() {
        Ok(date) if is_date => super::written_date(desk, date),
        _ => text.to_owned(),
    }
}
