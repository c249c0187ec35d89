//! The part of `istiqbal request` about what follows the submission: study, decisions with their replies, objections,
//! what was delivered, referrals to other bodies.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::known::Known;
use super::page::Page;
use super::when::{When, both};
use crate::arabic::isolate;
use crate::desk::words;
use crate::domain::decision::Outcome;
use crate::domain::moment::Act;
use crate::domain::profile::Text;
use crate::domain::request::Request;
use crate::domain::study::{Verdict, View};
use crate::locale::Texts;

/// Who did something, when.
#[derive(Serialize)]
pub struct Acted {
    /// The name.
    pub by: String,
    /// The moment.
    pub at: When,
}

impl Acted {
    /// By name.
    pub fn told(act: Act, known: &Known) -> Acted {
        Acted {
            by: known.staff(act.by),
            at: When(act.at),
        }
    }
}

/// Everything after the submission.
#[derive(Serialize)]
pub struct Later {
    scope_reason: Option<String>,
    study: Study,
    decisions: Vec<Decision>,
    early_reply: Option<Said>,
    objections: Vec<Objection>,
    registered: Option<Acted>,
    deliveries: Vec<Delivery>,
    renew_on: Option<NaiveDate>,
    outside_referrals: Vec<Outside>,
}

#[derive(Serialize)]
struct Study {
    findings: Vec<Finding>,
    criteria: BTreeMap<String, Criterion>,
    reports: Vec<Report>,
    opinions: BTreeMap<String, Opinion>,
    concluded: Option<Acted>,
    sent_back: Vec<Said>,
}

/// Something said by someone.
#[derive(Serialize)]
struct Said {
    text: String,
    #[serde(flatten)]
    act: Acted,
}

#[derive(Serialize)]
struct Finding {
    source: String,
    #[serde(flatten)]
    said: Said,
}

#[derive(Serialize)]
struct Criterion {
    verdict: Verdict,
    #[serde(flatten)]
    said: Said,
}

#[derive(Serialize)]
struct Report {
    mechanism: String,
    fields: BTreeMap<String, String>,
    #[serde(flatten)]
    act: Acted,
}

#[derive(Serialize)]
struct Opinion {
    view: View,
    #[serde(flatten)]
    said: Said,
}

#[derive(Serialize)]
struct Decision {
    outcome: Outcome,
    reasons: String,
    minutes: String,
    #[serde(flatten)]
    act: Acted,
    reply: Option<Reply>,
}

#[derive(Serialize)]
struct Reply {
    channel: String,
    told: String,
    #[serde(flatten)]
    act: Acted,
}

#[derive(Serialize)]
struct Objection {
    against: String,
    #[serde(flatten)]
    said: Said,
    answer: Option<Answer>,
}

#[derive(Serialize)]
struct Answer {
    upheld: bool,
    #[serde(flatten)]
    said: Said,
}

#[derive(Serialize)]
struct Delivery {
    part: String,
    what: String,
    received_by: String,
    #[serde(flatten)]
    act: Acted,
}

#[derive(Serialize)]
struct Outside {
    to: String,
    because: String,
    #[serde(flatten)]
    act: Acted,
    result: Option<Said>,
}

/// What is kept of it.
pub fn told(request: &Request, known: &Known) -> Later {
    let acted = |act: Act| Acted::told(act, known);
    let said = |text: &str, act: Act| Said {
        text: text.to_owned(),
        act: acted(act),
    };
    let study = &request.study;
    let provision = &request.provision;
    Later {
        scope_reason: Some(request.scope_reason.clone()).filter(|reason| !reason.is_empty()),
        study: Study {
            findings: study
                .findings
                .iter()
                .map(|one| Finding {
                    source: one.source.clone(),
                    said: said(&one.text, one.noted),
                })
                .collect(),
            criteria: study
                .criteria
                .iter()
                .map(|(id, one)| {
                    let criterion = Criterion {
                        verdict: one.verdict,
                        said: said(&one.evidence, one.judged),
                    };
                    (id.clone(), criterion)
                })
                .collect(),
            reports: study
                .reports
                .iter()
                .map(|one| Report {
                    mechanism: one.mechanism.clone(),
                    fields: one.fields.clone(),
                    act: acted(one.reported),
                })
                .collect(),
            opinions: study
                .opinions
                .iter()
                .map(|(id, one)| {
                    let opinion = Opinion {
                        view: one.view,
                        said: said(&one.text, one.given),
                    };
                    (id.clone(), opinion)
                })
                .collect(),
            concluded: study.concluded.map(acted),
            sent_back: study
                .sent_back
                .iter()
                .map(|one| said(&one.because, one.act))
                .collect(),
        },
        decisions: request
            .decisions
            .iter()
            .map(|one| Decision {
                outcome: one.outcome,
                reasons: one.reasons.clone(),
                minutes: one.minutes.clone(),
                act: acted(one.decided),
                reply: one.reply.as_ref().map(|reply| Reply {
                    channel: reply.channel.clone(),
                    told: reply.told.clone(),
                    act: acted(reply.given),
                }),
            })
            .collect(),
        early_reply: request
            .early_reply
            .as_ref()
            .map(|one| said(&one.because, one.allowed)),
        objections: request
            .objections
            .iter()
            .map(|one| Objection {
                against: known.staff(one.against),
                said: said(&one.text, one.raised),
                answer: one.answer.as_ref().map(|answer| Answer {
                    upheld: answer.upheld,
                    said: said(&answer.text, answer.act),
                }),
            })
            .collect(),
        registered: provision.registered.map(acted),
        deliveries: provision
            .delivered
            .iter()
            .map(|one| Delivery {
                part: one.part.clone(),
                what: one.what.clone(),
                received_by: one.received_by.clone(),
                act: acted(one.act),
            })
            .collect(),
        renew_on: provision.renew_on,
        outside_referrals: request
            .outside
            .iter()
            .map(|one| Outside {
                to: one.to.clone(),
                because: one.because.clone(),
                act: acted(one.referred),
                result: one.result.as_ref().map(|(text, act)| said(text, *act)),
            })
            .collect(),
    }
}

impl Later {
    /// The same in lines.
    pub fn lines(&self, lines: &mut Page<'_>, texts: &Texts, known: &Known) {
        self.study_lines(lines, texts, known);
        lines.some("scope-reason", self.scope_reason.as_ref());
        if let Some(early) = &self.early_reply {
            lines.add("early-reply", line(&[&early.text], &early.act));
        }
        for one in &self.decisions {
            let outcome = texts.get(&format!("outcome-{}", one.outcome.id()));
            let parts = [outcome.as_str(), &one.reasons, &one.minutes];
            lines.add("decision", line(&parts, &one.act));
            if let Some(reply) = &one.reply {
                let channel = known.channel(&reply.channel);
                lines.add("told", line(&[&reply.told, &channel], &reply.act));
            }
        }
        for one in &self.objections {
            lines.add("objection", line(&[&one.said.text], &one.said.act));
            if let Some(answer) = &one.answer {
                let outcome = texts.get(if answer.upheld {
                    "act-upheld"
                } else {
                    "act-dismissed"
                });
                let parts = [outcome.as_str(), &answer.said.text];
                lines.add("answer", line(&parts, &answer.said.act));
            }
        }
        lines.some(
            "registration",
            self.registered.as_ref().map(|act| line(&[], act)),
        );
        for one in &self.deliveries {
            let profile = known.profile().map(|profile| profile.services.iter());
            let mut parts = profile.into_iter().flatten().flat_map(|one| &one.parts);
            let part = parts.find(|part| part.id == *one.part);
            let part = known.named(part.map(|part| &part.title), &one.part);
            let parts = [part.as_str(), &one.what, &one.received_by];
            lines.add("delivered", line(&parts, &one.act));
        }
        lines.some("renew-on", self.renew_on.map(both));
        for one in &self.outside_referrals {
            lines.add("outside", line(&[&one.to, &one.because], &one.act));
            if let Some(result) = &one.result {
                lines.add("result", line(&[&result.text], &result.act));
            }
        }
    }

    fn study_lines(&self, lines: &mut Page<'_>, texts: &Texts, known: &Known) {
        let profile = known.profile();
        let eligibility = profile.and_then(|profile| profile.eligibility.as_ref());
        let named = |title: Option<&Text>, id: &str| known.named(title, id);
        for one in &self.study.findings {
            let mut sources = eligibility.iter().flat_map(|all| &all.sources);
            let source = sources.find(|source| source.id == *one.source);
            let source = named(source.map(|source| &source.title), &one.source);
            lines.add("finding", line(&[&source, &one.said.text], &one.said.act));
        }
        for one in &self.study.reports {
            let mut all = eligibility.iter().flat_map(|all| &all.mechanisms);
            let mechanism = all.find(|mechanism| mechanism.id == *one.mechanism);
            let asked = mechanism
                .into_iter()
                .flat_map(|mechanism| &mechanism.report);
            let told = asked.filter_map(|field| {
                let value = one.fields.get(field.id.as_str())?;
                let value = isolate::strip(&words::entered(texts, field, value));
                Some(format!("{}: {value}", texts.pick(&field.label)))
            });
            let told: Vec<String> = told.collect();
            let mechanism = named(mechanism.map(|one| &one.title), &one.mechanism);
            let mut parts = vec![mechanism.as_str()];
            parts.extend(told.iter().map(String::as_str));
            lines.add("mechanism", line(&parts, &one.act));
        }
        for (id, one) in &self.study.criteria {
            let mut all = eligibility.iter().flat_map(|all| &all.criteria);
            let criterion = all.find(|criterion| criterion.id == **id);
            let criterion = named(criterion.map(|one| &one.title), id);
            let verdict = texts.get(&format!("verdict-{}", one.verdict.id()));
            let parts = [criterion.as_str(), &verdict, &one.said.text];
            lines.add("criterion", line(&parts, &one.said.act));
        }
        for (id, one) in &self.study.opinions {
            let mut committees = profile.into_iter().flat_map(|profile| &profile.committees);
            let committee = committees.find(|committee| committee.id == **id);
            let committee = named(committee.map(|one| &one.title), id);
            let view = texts.get(&format!("view-{}", one.view.id()));
            let parts = [committee.as_str(), &view, &one.said.text];
            lines.add("opinion", line(&parts, &one.said.act));
        }
        for one in &self.study.sent_back {
            lines.add("sent-back", line(&[&one.text], &one.act));
        }
    }
}

/// What there is of these, then when and by whom.
fn line(parts: &[&str], act: &Acted) -> String {
    let there = parts.iter().filter(|part| !part.is_empty());
    let mut all: Vec<String> = there.map(|part| (*part).to_owned()).collect();
    all.extend([act.at.day_and_hour(), act.by.clone()]);
    all.join(" · ")
}
