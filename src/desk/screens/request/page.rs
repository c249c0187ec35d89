//! What stands on a request's page: on a wide screen what it is beside what happened to it, else one below the other.

use super::{Request, after, next_of_stage};
use crate::arabic::isolate::auto;
use crate::desk::screens::scans::on_page;
use crate::desk::screens::study::told::{self, acted};
use crate::desk::state::Desk;
use crate::desk::widget::sheet::Sheet;
use crate::desk::widget::text_field::mask;
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::declaration::Signature;
use crate::domain::document::{Agreement, Paper, Validity};
use crate::domain::profile::{PaperField, Profile};
use crate::domain::request::Stage;
use crate::domain::workflow::Step;
use crate::protocol::query::RequestPage;

/// From this width on the two halves stand side by side.
const BESIDE_FROM: u16 = 110;

/// Digits at the end of a masked number that stay readable.
const READABLE: usize = 4;

/// How wide the two halves are.
pub(super) fn columns(width: u16) -> (u16, u16) {
    let start = width / 2;
    (start, width.saturating_sub(start + 3))
}

/// The page, in one piece or in two.
pub(super) fn sheets(request: &Request, desk: &Desk) -> (Sheet, Option<Sheet>) {
    let Some(page) = &request.page else {
        return (Sheet::new(), None);
    };
    let profile = request.profile(desk);
    let empty = || {
        let need = page.request.need.as_ref();
        request.veil.sheet(desk, profile, need)
    };
    let mut start = empty();
    let beside = desk.size.0 >= BESIDE_FROM;
    standing(&mut start, desk, profile, page);
    let mut end = empty();
    // What happened last is asked for first.
    let latest = if beside { &mut end } else { &mut start };
    after::all(latest, desk, profile, page);
    super::offer::say(&mut start, desk, profile, page);
    let veiled = !request.veil.is_lifted();
    need(&mut start, desk, profile, page, veiled);
    papers(&mut start, desk, profile, page, !veiled);
    on_page(&mut start, desk, profile, page, &request.marks);
    let rest = if beside { &mut end } else { &mut start };
    declaration(rest, desk, page);
    clarifications(rest, desk, page);
    super::study::told(rest, desk, profile, page);
    history(rest, desk, page);
    (start, beside.then_some(end))
}

fn standing(sheet: &mut Sheet, desk: &Desk, profile: Option<&Profile>, page: &RequestPage) {
    let request = &page.request;
    let officer = words::staff(desk, request.officer);
    sheet.fact(
        words::stage(desk, request.stage),
        format!(
            "{} · {} · {}",
            words::age(desk, request.since),
            auto(&officer),
            auto(&words::branch(desk, request.branch)),
        ),
        Part::Plain,
    );
    let submission = request.submission.as_ref();
    let reply = submission.map(|submission| submission.reply_not_before);
    let next = next_of_stage(desk, profile, request.stage, &officer, reply);
    sheet.fact(desk.say("request-next"), next, Part::Title);
    if let Some(submission) = submission {
        sheet.fact(
            desk.say("request-submitted"),
            format!(
                "{} · {}",
                words::both_dates(desk, submission.act.at.date()),
                auto(&words::staff(desk, submission.act.by)),
            ),
            Part::Plain,
        );
        after::earliest(sheet, desk, profile, request);
    }
    if request.stage == Stage::Registration {
        lacking(
            sheet,
            desk,
            profile,
            page,
            Step::Register,
            "act-register-lacks",
        );
    }
    if request.stage == Stage::Withdrawn {
        sheet.confided(
            desk.say("fact-because"),
            &request.withdrawn_because,
            Part::Plain,
        );
    }
    if !matches!(request.stage, Stage::Intake | Stage::PapersMissing) {
        return;
    }
    if page.may(Step::Submit) {
        sheet.said(desk.say("request-ready"), Part::Good);
    }
    lacking(sheet, desk, profile, page, Step::Submit, "request-missing");
}

/// What a step lacks, in words.
pub(in crate::desk::screens) fn lacking(
    sheet: &mut Sheet,
    desk: &Desk,
    profile: Option<&Profile>,
    page: &RequestPage,
    step: Step,
    label: &str,
) {
    for (at, one) in page.lacks(step).iter().enumerate() {
        let label = if at == 0 {
            desk.say(label)
        } else {
            String::new()
        };
        sheet.fact(label, words::missing(desk, profile, one), Part::Alarm);
    }
}

fn need(
    sheet: &mut Sheet,
    desk: &Desk,
    profile: Option<&Profile>,
    page: &RequestPage,
    veiled: bool,
) {
    let request = &page.request;
    told::stated(sheet, desk, profile, request, veiled);
    if request.need.is_none() {
        return;
    }
    sheet.value(
        desk.say("after-scope"),
        &request.scope_reason,
        Part::Difference,
    );
    let channel = words::channel(desk, profile, &request.channel);
    sheet.value(desk.say("fact-channel"), &channel, Part::Plain);
    sheet.fact(
        desk.say("request-opened"),
        words::act(desk, request.opened),
        Part::Plain,
    );
}

fn papers(
    sheet: &mut Sheet,
    desk: &Desk,
    profile: Option<&Profile>,
    page: &RequestPage,
    revealed: bool,
) {
    sheet.heading(desk.say("request-papers"));
    let request = &page.request;
    for paper in &request.papers {
        let (validity, said) = words::validity(desk, request, paper);
        let (sign, part) = match (paper.differs(), validity) {
            (false, Validity::Valid | Validity::NoExpiry) => ("✓", Part::Good),
            (true, _) => ("≠", Part::Difference),
            (_, Validity::Expired) => ("!", Part::Alarm),
        };
        let title = words::paper(desk, profile, &paper.kind);
        sheet.said(format!("{sign} {title}"), part);
        let part = if validity == Validity::Expired {
            Part::Alarm
        } else {
            Part::Plain
        };
        sheet.fact(String::new(), said, part);
        let guarded = profile.and_then(|profile| profile.paper(&paper.kind)?.sensitive);
        if let Some(kind) = guarded.filter(|_| !revealed) {
            sheet.fact(String::new(), words::hidden(desk, kind), Part::Quiet);
            continue;
        }
        pairs(sheet, desk, paper, revealed);
        sheet.confided(desk.say("fact-remark"), &paper.remark, Part::Plain);
    }
    let missing = page
        .papers_required
        .iter()
        .filter(|kind| request.paper(kind).is_none());
    for kind in missing {
        let title = words::paper(desk, profile, kind);
        sheet.said(
            desk.say_with("request-paper-missing", &[("paper", title.into())]),
            Part::Alarm,
        );
    }
    if request.papers.is_empty() && page.papers_required.is_empty() {
        sheet.said(desk.say("request-papers-none"), Part::Quiet);
    }
}

fn pairs(sheet: &mut Sheet, desk: &Desk, paper: &Paper, revealed: bool) {
    for pair in &paper.pairs {
        let masked = [PaperField::Id, PaperField::Iban]
            .iter()
            .any(|field| field.id() == pair.field);
        let show = |text: &str| {
            if masked && !revealed {
                words::value(&mask(text, READABLE))
            } else {
                words::value(text)
            }
        };
        let sign = words::agreement_sign(pair.agreement);
        let said = match pair.agreement {
            Agreement::Equal => format!("{sign} {}", show(&pair.stated)),
            other => format!(
                "{} {sign} {} ({})",
                show(&pair.stated),
                show(&pair.on_paper),
                words::agreement(desk, other)
            ),
        };
        let part = if pair.agreement.agrees() {
            Part::Plain
        } else {
            Part::Difference
        };
        sheet.fact(words::field(desk, None, &pair.field), said, part);
    }
}

fn declaration(sheet: &mut Sheet, desk: &Desk, page: &RequestPage) {
    sheet.heading(desk.say("request-declaration"));
    let Some(declaration) = &page.request.declaration else {
        sheet.said(desk.say("request-declaration-none"), Part::Quiet);
        return;
    };
    let stands = declaration.voided.is_none() && declaration.fingerprint == page.fingerprint;
    // Once it is submitted, later edits of the person's file do not reach back to what was declared.
    let stands = stands || (declaration.voided.is_none() && page.request.submission.is_some());
    if stands {
        sheet.said(desk.say("request-declaration-stands"), Part::Good);
    } else {
        sheet.said(desk.say("request-declaration-voided"), Part::Alarm);
    }
    let (id, what) = match &declaration.signature {
        Signature::Paper { number } => ("signature-paper", number.clone()),
        Signature::Thumbprint { witness } => ("signature-thumbprint", witness.clone()),
        Signature::Guardian { name, deed } => ("signature-guardian", format!("{name} · {deed}")),
    };
    sheet.fact(
        desk.say("fact-signature"),
        desk.say_with(id, &[("what", what.into())]),
        Part::Plain,
    );
    sheet.fact(
        String::new(),
        words::act(desk, declaration.signed),
        Part::Plain,
    );
    sheet.value(
        desk.say("request-fingerprint"),
        &declaration.fingerprint.short(),
        Part::Plain,
    );
    if let Some(voided) = declaration.voided {
        sheet.fact(
            desk.say("request-voided-by"),
            words::act(desk, voided),
            Part::Plain,
        );
    }
}

/// Questions and their answers.
fn clarifications(sheet: &mut Sheet, desk: &Desk, page: &RequestPage) {
    if page.request.clarifications.is_empty() {
        return;
    }
    sheet.heading(desk.say("request-clarifications"));
    for clarification in &page.request.clarifications {
        let question = &clarification.question;
        sheet.confided(desk.say("fact-question"), question, Part::Plain);
        acted(sheet, desk, clarification.asked);
        match &clarification.answer {
            Some((answer, act)) => {
                sheet.confided(desk.say("fact-answer"), answer, Part::Plain);
                acted(sheet, desk, *act);
            }
            None => sheet.fact(
                desk.say("fact-answer"),
                desk.say("request-answer-awaited"),
                Part::Alarm,
            ),
        }
    }
}

fn history(sheet: &mut Sheet, desk: &Desk, page: &RequestPage) {
    sheet.heading(desk.say("request-history"));
    for happened in &page.request.history {
        sheet.fact(
            words::moment(desk, happened.act.at),
            format!(
                "{} · {}",
                words::event(desk, &happened.what),
                auto(&words::staff(desk, happened.act.by))
            ),
            Part::Plain,
        );
    }
}
