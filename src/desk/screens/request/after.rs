//! What stands on a request's page of what came after the decision: the reply, objections, what was provided, referrals
//! to other bodies. The acts show the same beside their forms.

use crate::desk::screens::act::parts_awaited;
use crate::desk::screens::study::told::{self, acted};
use crate::desk::state::Desk;
use crate::desk::widget::sheet::Sheet;
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::profile::Profile;
use crate::domain::request::{Request, Stage};
use crate::protocol::query::RequestPage;

/// Everything of it that there is, for the page.
pub(super) fn all(sheet: &mut Sheet, desk: &Desk, profile: Option<&Profile>, page: &RequestPage) {
    let request = &page.request;
    if request.decisions.iter().any(|one| one.reply.is_some()) {
        reply(sheet, desk, profile, request);
    }
    objections(sheet, desk, request);
    let provision = &request.provision;
    if provision.registered.is_some() || request.stage == Stage::Registration {
        sheet.heading(desk.say("after-registration"));
        file(sheet, desk, page);
    }
    if provision.registered.is_some() {
        self::provision(sheet, desk, profile, page);
    }
    outside(sheet, desk, request);
}

/// The earliest day of a reply in both calendars, leave to reply before it, and the charity's own target, which is
/// said to be its own: the policies set no maximum (row 9).
pub(in crate::desk::screens) fn earliest(
    sheet: &mut Sheet,
    desk: &Desk,
    profile: Option<&Profile>,
    request: &Request,
) {
    let Some(submission) = &request.submission else {
        return;
    };
    sheet.fact(
        desk.say("request-reply-not-before"),
        words::both_dates(desk, submission.reply_not_before),
        Part::Title,
    );
    let submitted = submission.act.at.date();
    let explained = request.explained.map_or(submitted, |act| act.at.date());
    let target = profile.and_then(|profile| profile.reply.own_target(submitted, explained));
    if let Some(target) = target {
        sheet.fact(
            desk.say("after-own-target"),
            desk.say_with(
                "after-own-target-on",
                &[("date", words::both_dates(desk, target).into())],
            ),
            Part::Plain,
        );
    }
    leave(sheet, desk, request);
}

fn leave(sheet: &mut Sheet, desk: &Desk, request: &Request) {
    if let Some(early) = &request.early_reply {
        sheet.confided(desk.say("after-early"), &early.because, Part::Difference);
        acted(sheet, desk, early.allowed);
    }
}

/// What was decided.
pub(in crate::desk::screens) fn decided(sheet: &mut Sheet, desk: &Desk, request: &Request) {
    if let Some(decision) = request.decision() {
        told::outcome(sheet, desk, decision);
        acted(sheet, desk, decision.decided);
    }
}

/// What the beneficiary was told: by which channel, who, when; apart from the decision (row 8).
pub(in crate::desk::screens) fn reply(
    sheet: &mut Sheet,
    desk: &Desk,
    profile: Option<&Profile>,
    request: &Request,
) {
    sheet.heading(desk.say("after-reply"));
    for decision in &request.decisions {
        let Some(reply) = &decision.reply else {
            continue;
        };
        let channel = words::channel(desk, profile, &reply.channel);
        sheet.value(desk.say("fact-channel"), &channel, Part::Plain);
        sheet.value(desk.say("act-told"), &reply.told, Part::Plain);
        sheet.fact(
            desk.say("after-told-at"),
            words::act(desk, reply.given),
            Part::Plain,
        );
    }
}

/// Every objection with its answer: who decided, who answered (row 55).
pub(in crate::desk::screens) fn objections(sheet: &mut Sheet, desk: &Desk, request: &Request) {
    for objection in &request.objections {
        sheet.heading(desk.say("after-objection"));
        sheet.confided(desk.say("act-objection"), &objection.text, Part::Plain);
        acted(sheet, desk, objection.raised);
        sheet.value(
            desk.say("after-against"),
            &words::staff(desk, objection.against),
            Part::Plain,
        );
        match &objection.answer {
            Some(answer) => {
                let id = if answer.upheld {
                    "act-upheld"
                } else {
                    "act-dismissed"
                };
                sheet.fact(desk.say("act-outcome"), desk.say(id), Part::Title);
                sheet.confided(desk.say("act-why"), &answer.text, Part::Plain);
                acted(sheet, desk, answer.act);
            }
            None => sheet.fact(
                desk.say("act-outcome"),
                desk.say("after-objection-awaited"),
                Part::Alarm,
            ),
        }
    }
}

/// The number of the file, and since when the registration is complete (row 10).
pub(in crate::desk::screens) fn file(sheet: &mut Sheet, desk: &Desk, page: &RequestPage) {
    let number = words::value(&page.request.person.to_string());
    sheet.fact(desk.say("after-file"), number, Part::Title);
    if let Some(registered) = page.request.provision.registered {
        sheet.fact(
            desk.say("after-registered"),
            words::act(desk, registered),
            Part::Plain,
        );
    }
}

/// What was delivered, part by part, what is still to be, and when it is to be looked at again (rows 11, 23).
pub(in crate::desk::screens) fn provision(
    sheet: &mut Sheet,
    desk: &Desk,
    profile: Option<&Profile>,
    page: &RequestPage,
) {
    sheet.heading(desk.say("after-delivery"));
    let provision = &page.request.provision;
    for delivery in &provision.delivered {
        let part = words::service_part(desk, profile, &delivery.part);
        let label = if delivery.part.is_empty() {
            desk.say("act-delivered")
        } else {
            format!("✓ {part}")
        };
        sheet.confided(label, &delivery.what, Part::Plain);
        sheet.value(
            desk.say("act-received-by"),
            &delivery.received_by,
            Part::Plain,
        );
        acted(sheet, desk, delivery.act);
    }
    if page.request.stage == Stage::Delivery {
        let awaited = profile.map(|profile| parts_awaited(profile, page));
        for part in awaited.unwrap_or_default() {
            let what = if part.is_empty() {
                desk.say("after-not-delivered")
            } else {
                words::service_part(desk, profile, &part)
            };
            sheet.said(format!("○ {what}"), Part::Alarm);
        }
    }
    if let Some(renew_on) = provision.renew_on {
        sheet.fact(
            desk.say("act-renew-on"),
            words::both_dates(desk, renew_on),
            Part::Plain,
        );
    }
}

/// Referrals to other bodies, with what came of them (row 28).
pub(in crate::desk::screens) fn outside(sheet: &mut Sheet, desk: &Desk, request: &Request) {
    for referral in &request.outside {
        sheet.heading(desk.say("after-outside"));
        sheet.value(desk.say("act-outside-to"), &referral.to, Part::Plain);
        sheet.confided(desk.say("fact-because"), &referral.because, Part::Plain);
        acted(sheet, desk, referral.referred);
        match &referral.result {
            Some((result, act)) => {
                sheet.confided(desk.say("after-outside-result"), result, Part::Plain);
                acted(sheet, desk, *act);
            }
            None => sheet.fact(
                desk.say("after-outside-result"),
                desk.say("after-outside-awaited"),
                Part::Alarm,
            ),
        }
    }
}
