//! What can be done with a request that is studied or decided on: the form that asks for it, and the order it becomes.

use crate::desk::form::{Choice, Field, Form, Kind, Label, Step as FormStep, Values, When};
use crate::desk::intake::own_field;
use crate::desk::state::Desk;
use crate::desk::widget::text_field::Manner;
use crate::desk::words;
use crate::domain::decision::Outcome;
use crate::domain::ids::{RequestNo, StaffNo};
use crate::domain::profile::{Profile, Text};
use crate::domain::staff::Staff;
use crate::domain::study::{Verdict, View};
use crate::domain::workflow::{Step, Workflow};
use crate::protocol::Order;
use crate::protocol::query::RequestPage;

const WORDS: Kind = Kind::Text(Manner::WORDS);

/// Where the number of a sitting's minutes stands.
pub const MINUTES: &str = "minutes";
/// Where the reasons of a decision stand.
pub const REASONS: &str = "reasons";

/// One piece of work. Whatever is the charity's own is named by its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// Note what was found, with its source (rows 44, 45).
    Finding,
    /// Report a mechanism (row 48).
    Report(String),
    /// Judge a criterion (row 46), as it was said with a key, if it was.
    Judge(String, Option<Verdict>),
    /// Give a committee's opinion (row 7).
    Opinion(String),
    /// Send it back to the desk (row 2).
    SendBack,
    /// Put it into a colleague's hands.
    Assign,
    /// Hand it back.
    HandBack,
    /// Decide (row 8).
    Decide(Outcome),
}

impl Work {
    /// The step of the workflow it takes.
    pub const fn step(&self) -> Step {
        match self {
            Work::Finding => Step::NoteFinding,
            Work::Report(_) => Step::ReportMechanism,
            Work::Judge(..) => Step::JudgeCriterion,
            Work::Opinion(_) => Step::GiveOpinion,
            Work::SendBack => Step::SendBack,
            Work::Assign => Step::Assign,
            Work::HandBack => Step::HandBack,
            Work::Decide(_) => Step::Decide,
        }
    }

    /// What its draft is kept under, for a request.
    pub fn key(&self, no: RequestNo) -> String {
        let own = match self {
            Work::Report(id) | Work::Judge(id, _) | Work::Opinion(id) => id.as_str(),
            Work::Decide(outcome) => outcome.id(),
            Work::Finding | Work::SendBack | Work::Assign | Work::HandBack => "",
        };
        format!("{no} {} {own} ", self.step().id())
    }

    /// What stands above its form.
    pub fn title(&self, desk: &Desk, profile: &Profile) -> String {
        let done = words::step(desk, self.step());
        let what = match self {
            Work::Report(id) => words::mechanism(desk, Some(profile), id),
            Work::Judge(id, _) => words::criterion(desk, Some(profile), id),
            Work::Opinion(id) => words::committee(desk, Some(profile), id),
            Work::Decide(outcome) => return desk.say(&format!("decide-{}", outcome.id())),
            Work::Finding | Work::SendBack | Work::Assign | Work::HandBack => return done,
        };
        format!("{done} · {what}")
    }

    /// What is said once it is done.
    pub const fn said(&self) -> &'static str {
        match self {
            Work::Finding => "study-finding-noted",
            Work::Report(_) => "study-reported",
            Work::Judge(..) => "study-judged",
            Work::Opinion(_) => "study-opinion-given",
            Work::SendBack => "study-sent-back",
            Work::Assign => "study-assigned",
            Work::HandBack => "study-handed-back",
            Work::Decide(Outcome::Accepted) => "committee-accepted",
            Work::Decide(Outcome::Rejected) => "committee-rejected",
        }
    }

    /// What it asks for.
    pub fn form(&self, desk: &Desk, profile: &Profile, page: &RequestPage) -> Form {
        let eligibility = profile.eligibility.as_ref();
        let fields = match self {
            Work::Finding => {
                let sources = eligibility.into_iter().flat_map(|one| &one.sources);
                let sources = sources.map(|one| Choice::new(one.id.as_str(), said(&one.title)));
                vec![
                    Field::new("source", "study-source", Kind::Choice(sources.collect()))
                        .required(),
                    Field::new("text", "study-found", WORDS).required(),
                ]
            }
            Work::Report(id) => {
                let mut mechanisms = eligibility.into_iter().flat_map(|one| &one.mechanisms);
                let report = mechanisms
                    .find(|one| one.id.as_str() == id)
                    .map(|one| &one.report);
                let fields = report.into_iter().flatten();
                fields.map(|field| own_field("", field)).collect()
            }
            Work::Judge(..) => {
                let all = Verdict::ALL.map(|one| {
                    Choice::new(
                        one.id(),
                        match one {
                            Verdict::Met => "verdict-met",
                            Verdict::NotMet => "verdict-not-met",
                            Verdict::NotApplicable => "verdict-not-applicable",
                        },
                    )
                });
                let none = || When::is("verdict", Verdict::NotApplicable.id());
                vec![
                    Field::new("verdict", "study-verdict", Kind::Choice(all.into())).required(),
                    Field::new("evidence", "study-evidence", WORDS)
                        .required()
                        .when(When::Not(Box::new(none()))),
                    Field::new("remark", "study-evidence", WORDS).when(none()),
                ]
            }
            Work::Opinion(_) => {
                let all = View::ALL.map(|one| {
                    Choice::new(
                        one.id(),
                        match one {
                            View::Accept => "view-accept",
                            View::Reject => "view-reject",
                        },
                    )
                });
                vec![
                    Field::new("view", "study-view", Kind::Choice(all.into())).required(),
                    Field::new("text", "study-opinion-text", WORDS).required(),
                ]
            }
            Work::SendBack => vec![
                Field::new("because", "study-lacks", WORDS)
                    .required()
                    .hint("study-send-back-hint"),
            ],
            Work::HandBack => vec![Field::new("because", "fact-because", WORDS).required()],
            Work::Assign => {
                let to = colleagues(desk, profile, page)
                    .map(|one| Choice::new(one.no.0.to_string(), named(&one.name)));
                vec![Field::new("to", "study-to", Kind::Choice(to.collect())).required()]
            }
            Work::Decide(outcome) => {
                let reasons = Field::new(REASONS, "fact-because", WORDS);
                let reasons = match outcome {
                    Outcome::Accepted => reasons.hint("committee-reasons-free"),
                    Outcome::Rejected => reasons.required(),
                };
                vec![
                    Field::new(MINUTES, "committee-minutes", Kind::Text(Manner::NUMBERS))
                        .hint("committee-minutes-hint"),
                    reasons,
                ]
            }
        };
        Form {
            label: Label::Text("study-form"),
            steps: vec![FormStep::new("work", "study-form", fields)],
        }
    }

    /// What is known already of what it asks for.
    pub fn known(&self, page: &RequestPage) -> Values {
        let study = &page.request.study;
        let mut values = Values::new();
        match self {
            Work::Judge(id, said) => {
                let judged = study.criteria.get(id);
                if let Some(verdict) = said.or(judged.map(|one| one.verdict)) {
                    values.insert("verdict".into(), verdict.id().into());
                }
                if let Some(judged) = judged {
                    values.insert("evidence".into(), judged.evidence.clone());
                    values.insert("remark".into(), judged.evidence.clone());
                }
            }
            Work::Opinion(id) => {
                if let Some(opinion) = study.opinions.get(id) {
                    values.insert("view".into(), opinion.view.id().into());
                    values.insert("text".into(), opinion.text.clone());
                }
            }
            _ => {}
        }
        values
    }

    /// What the office is told, once everything is filled in.
    pub fn order(&self, request: RequestNo, values: &Values) -> Option<Order> {
        let of = |id: &str| values.get(id).cloned().unwrap_or_default();
        Some(match self {
            Work::Finding => Order::NoteFinding {
                request,
                source: of("source"),
                text: of("text"),
            },
            Work::Report(mechanism) => Order::ReportMechanism {
                request,
                mechanism: mechanism.clone(),
                fields: values.clone(),
            },
            Work::Judge(criterion, _) => {
                let verdict = Verdict::from_id(&of("verdict"))?;
                Order::JudgeCriterion {
                    request,
                    criterion: criterion.clone(),
                    verdict,
                    evidence: of(match verdict {
                        Verdict::NotApplicable => "remark",
                        Verdict::Met | Verdict::NotMet => "evidence",
                    }),
                }
            }
            Work::Opinion(committee) => Order::GiveOpinion {
                request,
                committee: committee.clone(),
                view: View::from_id(&of("view"))?,
                text: of("text"),
            },
            Work::SendBack => Order::SendBack {
                request,
                because: of("because"),
            },
            Work::HandBack => Order::HandBack {
                request,
                because: of("because"),
            },
            Work::Assign => Order::Assign {
                request,
                to: StaffNo(of("to").parse().ok()?),
            },
            Work::Decide(outcome) => Order::Decide {
                request,
                outcome: *outcome,
                reasons: of(REASONS),
                minutes: of(MINUTES),
            },
        })
    }
}

/// Those into whose hands a request in this stage may be put: whoever may go on with it and has not got it.
pub fn colleagues<'a>(
    desk: &'a Desk,
    profile: &Profile,
    page: &'a RequestPage,
) -> impl Iterator<Item = &'a Staff> {
    let workflow = Workflow::of(profile);
    let who = workflow.row(Step::SendBack).map(|row| row.who.clone());
    let everyone = desk.view.iter().flat_map(|view| &view.staff);
    everyone.filter(move |one| {
        let may = who.iter().flatten().any(|role| one.roles.contains(role));
        may && one.no != page.request.officer
    })
}

fn said(text: &Text) -> Label {
    Label::from(text.clone())
}

fn named(name: &str) -> Label {
    Label::Said {
        ar: name.to_owned(),
        en: name.to_owned(),
    }
}
