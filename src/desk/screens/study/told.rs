//! What a study has brought and what was decided, to be read: on its own screen, before a sitting, on a request's page.

use crate::arabic::isolate::auto;
use crate::desk::state::Desk;
use crate::desk::widget::sheet::Sheet;
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::decision::{Decision, Outcome};
use crate::domain::moment::Act;
use crate::domain::profile::{FieldKind, Profile};
use crate::domain::request::{Request, Urgency};
use crate::domain::study::{Report, Verdict, View};
use crate::domain::workflow::Case;
use crate::protocol::query::RequestPage;

/// A verdict in a word, with its sign.
pub fn verdict(desk: &Desk, verdict: Verdict) -> (String, Part) {
    let (sign, part) = match verdict {
        Verdict::Met => ("✓", Part::Good),
        Verdict::NotMet => ("✗", Part::Alarm),
        Verdict::NotApplicable => ("–", Part::Plain),
    };
    let said = desk.say(&format!("verdict-{}", verdict.id()));
    (format!("{sign} {said}"), part)
}

/// A committee's view in a word, with its sign.
pub fn view(desk: &Desk, view: View) -> (String, Part) {
    let (sign, part) = match view {
        View::Accept => ("✓", Part::Good),
        View::Reject => ("✗", Part::Alarm),
    };
    (
        format!("{sign} {}", desk.say(&format!("view-{}", view.id()))),
        part,
    )
}

/// Who did it, and when.
pub fn acted(sheet: &mut Sheet, desk: &Desk, act: Act) {
    sheet.fact(String::new(), words::act(desk, act), Part::Quiet);
}

/// What is asked for; the charity's own sensitive fields only where it is not `veiled`.
pub fn stated(
    sheet: &mut Sheet,
    desk: &Desk,
    profile: Option<&Profile>,
    request: &Request,
    veiled: bool,
) {
    sheet.heading(desk.say("request-need"));
    let Some(need) = &request.need else {
        sheet.said(desk.say("request-need-none"), Part::Quiet);
        return;
    };
    let service = words::service(desk, profile, &need.service);
    sheet.value(desk.say("fact-service"), &service, Part::Plain);
    if !need.category.is_empty() {
        let category = words::category(desk, profile, &need.category);
        sheet.value(desk.say("fact-category"), &category, Part::Plain);
    }
    sheet.confided(desk.say("fact-need"), &need.text, Part::Plain);
    if need.urgency == Urgency::Urgent {
        sheet.fact(String::new(), desk.say("request-urgent"), Part::Alarm);
    }
    for (id, value) in &need.extra {
        let label = words::field(desk, profile, id);
        let own = profile
            .filter(|_| veiled)
            .and_then(|profile| profile.guards_field(id));
        match own {
            Some(kind) => sheet.fact(label, words::hidden(desk, kind), Part::Quiet),
            None => sheet.confided(label, value, Part::Plain),
        }
    }
}

/// What is asked for, and by whom: as much as it takes to judge it.
pub fn need(sheet: &mut Sheet, desk: &Desk, profile: &Profile, page: &RequestPage, veiled: bool) {
    stated(sheet, desk, Some(profile), &page.request, veiled);
    let household = &page.facts.household;
    if let Some(size) = household.size {
        sheet.value(desk.say("fact-household"), &size.to_string(), Part::Plain);
    }
    if let Some(income) = household.monthly_income {
        let income = words::money(desk, income);
        sheet.value(desk.say("fact-income"), &income, Part::Plain);
    }
    if let Some(submission) = &page.request.submission {
        sheet.fact(
            desk.say("request-reply-not-before"),
            words::both_dates(desk, submission.reply_not_before),
            Part::Title,
        );
    }
}

/// What was found, each with its source.
pub fn findings(sheet: &mut Sheet, desk: &Desk, profile: &Profile, page: &RequestPage) {
    let found = &page.request.study.findings;
    if profile.eligibility.is_none() && found.is_empty() {
        return;
    }
    sheet.heading(desk.say("study-findings"));
    if found.is_empty() {
        sheet.said(desk.say("study-findings-none"), Part::Quiet);
    }
    for finding in found {
        sheet.confided_whole(words::value(&finding.text), Part::Plain);
        let source = words::source(desk, Some(profile), &finding.source);
        sheet.said(
            format!("  {source} · {}", words::act(desk, finding.noted)),
            Part::Quiet,
        );
    }
}

/// What the mechanisms brought: all of them, or one.
pub fn reports(
    sheet: &mut Sheet,
    desk: &Desk,
    profile: &Profile,
    page: &RequestPage,
    only: Option<&str>,
) {
    let of = |report: &&Report| only.is_none_or(|id| report.mechanism == id);
    for report in page.request.study.reports.iter().filter(of) {
        sheet.heading(words::mechanism(desk, Some(profile), &report.mechanism));
        let mechanisms = profile.eligibility.iter().flat_map(|one| &one.mechanisms);
        let asked = mechanisms
            .filter(|one| one.id == *report.mechanism)
            .flat_map(|one| &one.report);
        for field in asked {
            let Some(value) = report.fields.get(field.id.as_str()) else {
                continue;
            };
            let label = desk.texts.pick(&field.label).to_owned();
            let said = words::entered(&desk.texts, field, value);
            match &field.kind {
                FieldKind::YesNo | FieldKind::Date => sheet.fact(label, said, Part::Plain),
                _ => sheet.confided(label, &said, Part::Plain),
            }
        }
        acted(sheet, desk, report.reported);
    }
}

/// How each criterion stands.
pub fn criteria(sheet: &mut Sheet, desk: &Desk, profile: &Profile, page: &RequestPage) {
    let Some(eligibility) = &profile.eligibility else {
        return;
    };
    sheet.heading(desk.say("study-criteria"));
    for criterion in &eligibility.criteria {
        sheet.said(desk.texts.pick(&criterion.title).to_owned(), Part::Plain);
        judgement(sheet, desk, page, criterion.id.as_str());
    }
}

/// How one criterion was judged.
pub fn judgement(sheet: &mut Sheet, desk: &Desk, page: &RequestPage, criterion: &str) {
    let Some(judged) = page.request.study.criteria.get(criterion) else {
        sheet.fact(String::new(), desk.say("study-not-judged"), Part::Alarm);
        return;
    };
    let (said, part) = verdict(desk, judged.verdict);
    sheet.fact(desk.say("study-verdict"), said, part);
    sheet.confided(desk.say("study-evidence"), &judged.evidence, Part::Plain);
    acted(sheet, desk, judged.judged);
}

/// What each committee thinks, and whose opinion is awaited.
pub fn opinions(sheet: &mut Sheet, desk: &Desk, profile: &Profile, case: &Case<'_>) {
    sheet.heading(desk.say("study-opinions"));
    for committee in profile.studied_by() {
        sheet.said(desk.texts.pick(&committee.title).to_owned(), Part::Plain);
        opinion(sheet, desk, case, committee.id.as_str());
    }
}

/// What one committee thinks.
pub fn opinion(sheet: &mut Sheet, desk: &Desk, case: &Case<'_>, committee: &str) {
    match case.request.study.opinions.get(committee) {
        Some(opinion) => {
            let (said, part) = view(desk, opinion.view);
            sheet.fact(desk.say("study-view"), said, part);
            sheet.confided(desk.say("study-opinion-text"), &opinion.text, Part::Plain);
            acted(sheet, desk, opinion.given);
        }
        None if awaited(case, committee) => {
            sheet.fact(String::new(), desk.say("study-awaited"), Part::Alarm);
        }
        None => sheet.fact(String::new(), desk.say("study-not-needed"), Part::Quiet),
    }
}

/// Whether the decision waits for what a committee thinks.
pub fn awaited(case: &Case<'_>, committee: &str) -> bool {
    case.opinions_awaited().iter().any(|one| one == committee)
}

/// Each time it went back to the desk, and why.
pub fn sent_back(sheet: &mut Sheet, desk: &Desk, page: &RequestPage) {
    let times = &page.request.study.sent_back;
    if times.is_empty() {
        return;
    }
    sheet.heading(desk.say_with("study-times-sent-back", &[("times", times.len().into())]));
    for one in times {
        sheet.confided(desk.say("study-lacks"), &one.because, Part::Plain);
        acted(sheet, desk, one.act);
    }
}

/// What was decided, with what was objected to it.
pub fn decisions(sheet: &mut Sheet, desk: &Desk, page: &RequestPage) {
    for decision in &page.request.decisions {
        outcome(sheet, desk, decision);
        sheet.value(
            desk.say("committee-minutes"),
            &decision.minutes,
            Part::Plain,
        );
        acted(sheet, desk, decision.decided);
    }
}

/// How a decision came out, and why.
pub fn outcome(sheet: &mut Sheet, desk: &Desk, decision: &Decision) {
    let (id, part) = match decision.outcome {
        Outcome::Accepted => ("outcome-accepted", Part::Good),
        Outcome::Rejected => ("outcome-rejected", Part::Alarm),
    };
    sheet.heading(desk.say("decision"));
    sheet.fact(desk.say("decision-outcome"), desk.say(id), part);
    sheet.confided(desk.say("decision-reasons"), &decision.reasons, Part::Plain);
}

/// What was objected to a decision that is to be taken anew.
pub fn objections(sheet: &mut Sheet, desk: &Desk, page: &RequestPage) {
    for objection in &page.request.objections {
        let Some(answer) = objection.answer.as_ref().filter(|answer| answer.upheld) else {
            continue;
        };
        sheet.heading(desk.say("study-objection-upheld"));
        sheet.confided_whole(words::value(&objection.text), Part::Plain);
        sheet.confided(desk.say("fact-answer"), &answer.text, Part::Plain);
        sheet.fact(
            String::new(),
            format!(
                "{} · {}",
                words::moment(desk, answer.act.at),
                auto(&words::staff(desk, answer.act.by))
            ),
            Part::Quiet,
        );
    }
}
