//! The study: findings, criteria, mechanisms and opinions, each of the profile's own (rows 7, 43–48).

use std::collections::BTreeMap;

use super::requests::Open;
use super::{
    Asked, Decision, invalid, line, one, optional_line, own_fields, text as several_lines,
};
use crate::domain::date::DateAsWritten;
use crate::domain::event::Event;
use crate::domain::ids::RequestNo;
use crate::domain::profile::{Field, FieldKind};
use crate::domain::study::{Verdict, View};
use crate::domain::workflow::{Case, Step};
use crate::protocol::{Made, Refusal};
use crate::records::Records;

/// Notes what was found, with its source.
pub fn note_finding(
    records: &Records,
    asked: &Asked<'_>,
    no: RequestNo,
    source: &str,
    text: &str,
) -> Decision {
    let open = Open::step(records, asked, no, Step::NoteFinding)?;
    let profile = &open.profile.profile;
    let mut sources = profile.eligibility.iter().flat_map(|one| &one.sources);
    if !sources.any(|one| one.id == *source) {
        return Err(invalid("source", "unknown"));
    }
    one(Event::FindingNoted {
        request: no,
        source: source.to_owned(),
        text: several_lines("finding", text)?,
    })
}

/// Judges a criterion by evidence, which may be missing only where the criterion does not apply.
pub fn judge(
    records: &Records,
    asked: &Asked<'_>,
    no: RequestNo,
    criterion: &str,
    verdict: Verdict,
    evidence: &str,
) -> Decision {
    let open = Open::step(records, asked, no, Step::JudgeCriterion)?;
    let profile = &open.profile.profile;
    let mut criteria = profile.eligibility.iter().flat_map(|one| &one.criteria);
    if !criteria.any(|one| one.id == *criterion) {
        return Err(invalid("criterion", "unknown"));
    }
    let evidence = match verdict {
        Verdict::NotApplicable => optional_line("evidence", evidence)?,
        Verdict::Met | Verdict::NotMet => line("evidence", evidence)?,
    };
    one(Event::CriterionJudged {
        request: no,
        criterion: criterion.to_owned(),
        verdict,
        evidence,
    })
}

/// Reports a mechanism that fits the service and category, with what the profile asks of its report.
pub fn report(
    records: &Records,
    asked: &Asked<'_>,
    no: RequestNo,
    mechanism: &str,
    fields: &BTreeMap<String, String>,
) -> Decision {
    let open = Open::step(records, asked, no, Step::ReportMechanism)?;
    let profile = &open.profile.profile;
    if !open
        .case(asked)
        .mechanisms()
        .iter()
        .any(|one| one == mechanism)
    {
        return Err(invalid("mechanism", "unknown"));
    }
    let mut mechanisms = profile.eligibility.iter().flat_map(|one| &one.mechanisms);
    let asked_for = mechanisms
        .find(|one| one.id == *mechanism)
        .map_or(&[][..], |one| &one.report);
    let mut fields = fields.clone();
    own_fields(&mut fields)?;
    fields.retain(|id, value| !value.is_empty() && asked_for.iter().any(|field| field.id == **id));
    for field in asked_for {
        fits(field, fields.get(field.id.as_str()))?;
    }
    one(Event::MechanismReported {
        request: no,
        mechanism: mechanism.to_owned(),
        fields,
    })
}

/// Whether a field of a report holds what it should.
fn fits(field: &Field, value: Option<&String>) -> Result<(), Refusal> {
    let wrong = |why| Err(invalid(field.id.as_str(), why));
    let Some(value) = value else {
        return if field.required {
            wrong("empty")
        } else {
            Ok(())
        };
    };
    match &field.kind {
        FieldKind::Text => Ok(()),
        FieldKind::Number if value.parse::<u32>().is_err() => wrong("not-a-number"),
        FieldKind::Date if DateAsWritten::parse(value).is_err() => wrong("not-a-date"),
        FieldKind::YesNo if !matches!(value.as_str(), "yes" | "no") => wrong("unknown"),
        FieldKind::Choice(choices) if !choices.iter().any(|one| one.id == **value) => {
            wrong("unknown")
        }
        _ => Ok(()),
    }
}

/// Gives a committee's opinion. With the last one that is waited for, the request goes up for decision.
pub fn give_opinion(
    records: &Records,
    asked: &Asked<'_>,
    no: RequestNo,
    committee: &str,
    view: View,
    text: &str,
) -> Decision {
    let open = Open::step(records, asked, no, Step::GiveOpinion)?;
    let mut committees = open.profile.profile.studied_by();
    if !committees.any(|one| one.id == *committee) {
        return Err(invalid("committee", "unknown"));
    }
    let opinion = Event::OpinionGiven {
        request: no,
        committee: committee.to_owned(),
        view,
        text: several_lines("opinion", text)?,
    };
    let case: Case<'_> = open.case(asked);
    let last = case.opinions_awaited().iter().all(|one| one == committee)
        || case.profile.study.opinions == crate::domain::profile::Opinions::Any;
    let concluded = last.then_some(Event::StudyConcluded { request: no });
    Ok((
        [Some(opinion), concluded].into_iter().flatten().collect(),
        Made::Nothing,
    ))
}

/// Sends the request back to the desk for what is missing.
pub fn send_back(records: &Records, asked: &Asked<'_>, no: RequestNo, because: &str) -> Decision {
    Open::step(records, asked, no, Step::SendBack)?;
    one(Event::RequestSentBack {
        request: no,
        because: line("because", because)?,
    })
}
