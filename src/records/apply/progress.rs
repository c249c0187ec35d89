//! What happens to a request once it is handed in: study, decision, reply, objection, registration, delivery.

use crate::domain::decision::{Decision, EarlyReply, Objection, ObjectionAnswer, Outcome, Reply};
use crate::domain::event::{Event, Stamp};
use crate::domain::request::{Request, Stage};
use crate::domain::service::{Delivery, OutsideReferral};
use crate::domain::study::{Finding, Judgement, Opinion, Report, SentBack};
use crate::domain::voice::Offered;

/// What an event makes of a request that was handed in.
pub(super) fn advance(request: &mut Request, stamp: Stamp, event: &Event) {
    let act = stamp.act();
    match event {
        Event::FindingNoted { source, text, .. } => request.study.findings.push(Finding {
            source: source.clone(),
            text: text.clone(),
            noted: act,
        }),
        Event::CriterionJudged {
            criterion,
            verdict,
            evidence,
            ..
        } => {
            let judgement = Judgement {
                verdict: *verdict,
                evidence: evidence.clone(),
                judged: act,
            };
            request.study.criteria.insert(criterion.clone(), judgement);
        }
        Event::MechanismReported {
            mechanism, fields, ..
        } => request.study.reports.push(Report {
            mechanism: mechanism.clone(),
            fields: fields.clone(),
            reported: act,
        }),
        Event::OpinionGiven {
            committee,
            view,
            text,
            ..
        } => {
            let opinion = Opinion {
                view: *view,
                text: text.clone(),
                given: act,
            };
            request.study.opinions.insert(committee.clone(), opinion);
        }
        Event::StudyConcluded { .. } => {
            request.study.concluded = Some(act);
            request.stage = Stage::Decision;
        }
        Event::RequestSentBack { because, .. } => {
            request.study.sent_back.push(SentBack {
                because: because.clone(),
                act,
            });
            request.study.concluded = None;
            request.stage = Stage::Intake;
        }
        Event::RequestDecided {
            outcome,
            reasons,
            minutes,
            ..
        } => {
            request.decisions.push(Decision {
                outcome: *outcome,
                reasons: reasons.clone(),
                minutes: minutes.clone(),
                decided: act,
                reply: None,
            });
            request.stage = Stage::Reply;
        }
        Event::EarlyReplyAllowed { because, .. } => {
            request.early_reply = Some(EarlyReply {
                because: because.clone(),
                allowed: act,
            });
        }
        Event::ReplyGiven { channel, told, .. } => {
            if let Some(decision) = request.decisions.last_mut() {
                decision.reply = Some(Reply {
                    channel: channel.clone(),
                    told: told.clone(),
                    given: act,
                });
                request.stage = match decision.outcome {
                    Outcome::Accepted => Stage::Registration,
                    Outcome::Rejected => Stage::Closed,
                };
            }
        }
        Event::ObjectionRaised { text, .. } => {
            let decided = request.decision().map(|decision| decision.decided.by);
            request.objections.push(Objection {
                text: text.clone(),
                against: decided.unwrap_or(stamp.by),
                raised: act,
                answer: None,
            });
            request.stage = Stage::Objection;
        }
        Event::ObjectionAnswered { upheld, text, .. } => {
            let open = request.objections.iter_mut().rev();
            if let Some(objection) = open.into_iter().find(|objection| objection.is_open()) {
                objection.answer = Some(ObjectionAnswer {
                    upheld: *upheld,
                    text: text.clone(),
                    act,
                });
            }
            request.stage = if *upheld {
                Stage::Decision
            } else {
                Stage::Closed
            };
        }
        Event::RegistrationCompleted { .. } => {
            request.provision.registered = Some(act);
            request.stage = Stage::Delivery;
        }
        Event::ServiceDelivered {
            part,
            what,
            received_by,
            ..
        } => request.provision.delivered.push(Delivery {
            part: part.clone(),
            what: what.clone(),
            received_by: received_by.clone(),
            act,
        }),
        Event::RequestClosed { renew_on, .. } => {
            request.provision.renew_on = *renew_on;
            request.stage = Stage::Closed;
        }
        Event::ReferredOutside { to, because, .. } => request.outside.push(OutsideReferral {
            to: to.clone(),
            because: because.clone(),
            referred: act,
            result: None,
        }),
        Event::OutsideResultNoted {
            referral, result, ..
        } => {
            if let Some(outside) = request.outside.get_mut(usize::from(*referral)) {
                outside.result = Some((result.clone(), act));
            }
        }
        Event::RatingOffered {
            occasion, answered, ..
        } => request.offered.push(Offered {
            occasion: *occasion,
            answered: *answered,
            act,
        }),
        _ => {}
    }
}
