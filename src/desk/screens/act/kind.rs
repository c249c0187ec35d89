//! The acts that follow a decision: what each asks, what is known already, and the order that comes of it.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::desk::form::{
    Choice, Field, Form, Kind as FieldKind, Label, Step as FormStep, Values, When,
};
use crate::desk::state::Desk;
use crate::desk::widget::text_field::Manner;
use crate::domain::date::DateAsWritten;
use crate::domain::profile::{Profile, Text};
use crate::domain::request::Stage;
use crate::domain::service::Renewal;
use crate::domain::staff::Role;
use crate::domain::workflow::{Blocked, Missing, Step, Workflow};
use crate::protocol::Order;
use crate::protocol::query::RequestPage;

const WORDS: FieldKind = FieldKind::Text(Manner::WORDS);

/// In the field that says what is done of a referral to another body: refer anew.
const ANEW: &str = "anew";

/// Whether a service is looked at again, as the field says it.
const BY_PROFILE: &str = "profile";
const ON_A_DAY: &str = "day";
const NEVER: &str = "never";

/// What is done after a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Tell the beneficiary (row 8).
    Reply,
    /// Give leave to tell them before the earliest day (row 9).
    AllowEarly,
    /// Take down an objection (row 55).
    Object,
    /// Answer it (row 55).
    AnswerObjection,
    /// Complete the registration (row 10).
    Register,
    /// Deliver the service or a part of it (row 11).
    Deliver,
    /// Close it.
    Close,
    /// Refer to another body, or note what came of it (row 28).
    Outside,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 8] = [
        Kind::Reply,
        Kind::AllowEarly,
        Kind::Object,
        Kind::AnswerObjection,
        Kind::Register,
        Kind::Deliver,
        Kind::Close,
        Kind::Outside,
    ];

    /// The step of the workflow that it is.
    pub const fn step(self) -> Step {
        match self {
            Kind::Reply => Step::Reply,
            Kind::AllowEarly => Step::AllowEarlyReply,
            Kind::Object => Step::Object,
            Kind::AnswerObjection => Step::AnswerObjection,
            Kind::Register => Step::Register,
            Kind::Deliver => Step::Deliver,
            Kind::Close => Step::Close,
            Kind::Outside => Step::ReferOutside,
        }
    }

    /// The act of that word, as drafts keep it.
    pub fn from_id(id: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.step().id() == id)
    }

    /// What a queue's row leads to: nothing where its page says more.
    pub const fn of_stage(stage: Stage) -> Option<Kind> {
        match stage {
            Stage::Reply => Some(Kind::Reply),
            Stage::Objection => Some(Kind::AnswerObjection),
            Stage::Registration => Some(Kind::Register),
            Stage::Delivery => Some(Kind::Deliver),
            _ => None,
        }
    }

    /// The next thing to do with a request for whoever looks at it, where that is one of these.
    pub fn next(page: &RequestPage) -> Option<Kind> {
        let kind = match page.request.stage {
            Stage::Delivery if page.may(Step::Close) => Kind::Close,
            Stage::Closed => Kind::Object,
            stage => Kind::of_stage(stage)?,
        };
        let offered = match kind {
            // An objection is nothing to be done; it may be taken down.
            Kind::Object => page.may(Step::Object),
            kind => kind.is_offered(page),
        };
        offered.then_some(kind)
    }

    /// Whether it is for whoever looks, be it that something is missing still.
    pub fn is_offered(self, page: &RequestPage) -> bool {
        match self {
            Kind::Outside => page.may(Step::ReferOutside) || page.may(Step::NoteOutsideResult),
            kind => matches!(
                page.step(kind.step()),
                Some(Ok(_) | Err(Blocked::Missing(_)))
            ),
        }
    }

    /// Whether it is for someone with these roles, by the profile's table.
    pub fn is_for(self, profile: &Profile, holds: impl Fn(Role) -> bool) -> bool {
        let workflow = Workflow::of(profile);
        let row = workflow.row(self.step());
        row.is_some_and(|row| row.who.iter().any(|role| holds(*role)))
    }

    /// What stands in its way for whoever looks; nothing where it can be done.
    pub fn blocked(self, page: &RequestPage) -> Option<&Blocked> {
        match self {
            Kind::Outside if page.may(Step::NoteOutsideResult) => None,
            kind => page.step(kind.step())?.as_ref().err(),
        }
    }

    /// What is known before anything is typed.
    pub fn known(self, desk: &Desk, profile: &Profile, page: &RequestPage) -> Values {
        let request = &page.request;
        let name = || page.facts.name.line();
        let known = match self {
            Kind::Reply => vec![("channel", request.channel.clone()), ("told", name())],
            Kind::Deliver => {
                let part = parts_awaited(profile, page).into_iter().next();
                vec![("part", part.unwrap_or_default()), ("received-by", name())]
            }
            Kind::Close => {
                let by_profile = renewal_by_profile(desk, profile, page).is_some();
                let renewal = if by_profile { BY_PROFILE } else { NEVER };
                vec![("renewal", renewal.to_owned())]
            }
            Kind::Outside => {
                let awaited = request.outside.iter().position(|one| one.is_open());
                let what = awaited.map_or_else(|| ANEW.to_owned(), |at| at.to_string());
                vec![("outside", what)]
            }
            Kind::AllowEarly | Kind::Object | Kind::AnswerObjection | Kind::Register => vec![],
        };
        let known = known.into_iter().filter(|(_, value)| !value.is_empty());
        known.map(|(id, value)| (id.to_owned(), value)).collect()
    }

    /// Its form; none where there is nothing to fill in.
    pub fn form(self, profile: &Profile, page: &RequestPage) -> Option<Arc<Form>> {
        let fields = match self {
            Kind::Reply => {
                let channels = profile.channels.iter();
                let channels = channels.map(|one| Choice::new(one.id.as_str(), said(&one.title)));
                vec![
                    must(
                        "channel",
                        "field-channel",
                        FieldKind::Choice(channels.collect()),
                    ),
                    must("told", "act-told", WORDS),
                ]
            }
            Kind::AllowEarly => vec![must("because", "fact-because", WORDS)],
            Kind::Object => vec![must("text", "act-objection", WORDS)],
            Kind::AnswerObjection => {
                let outcomes = [
                    Choice::new("upheld", "act-upheld"),
                    Choice::new("dismissed", "act-dismissed"),
                ];
                vec![
                    must("upheld", "act-outcome", FieldKind::Choice(outcomes.into())),
                    must("text", "act-why", WORDS),
                ]
            }
            Kind::Register => return None,
            Kind::Deliver => self.delivery(profile, page),
            Kind::Close => {
                let service = page.request.need.as_ref().map(|need| &need.service);
                let service = service.and_then(|id| profile.service(id));
                let by_profile = service.is_some_and(|one| one.renew_after.is_some());
                let by_profile = by_profile.then(|| Choice::new(BY_PROFILE, "act-renewal-profile"));
                let others = [
                    Choice::new(ON_A_DAY, "act-renewal-day"),
                    Choice::new(NEVER, "act-renewal-never"),
                ];
                let renewals = by_profile.into_iter().chain(others).collect();
                let day = must("renew-on", "act-renew-on", FieldKind::Date);
                vec![
                    must("renewal", "act-renewal", FieldKind::Choice(renewals)),
                    day.when(When::is("renewal", ON_A_DAY)),
                ]
            }
            Kind::Outside => self.outside(page),
        };
        Some(Arc::new(Form {
            label: "section-act".into(),
            steps: vec![FormStep::new("act", "section-act", fields)],
        }))
    }

    fn delivery(self, profile: &Profile, page: &RequestPage) -> Vec<Field> {
        let awaited = parts_awaited(profile, page);
        let service = page.request.need.as_ref().map(|need| &need.service);
        let service = service.and_then(|id| profile.service(id));
        let parts = service.map_or(&[][..], |service| &service.parts);
        let parts: Vec<Choice> = parts
            .iter()
            .filter(|part| awaited.iter().any(|one| part.id == **one))
            .map(|part| Choice::new(part.id.as_str(), said(&part.title)))
            .collect();
        let part = must("part", "act-part", FieldKind::Choice(parts.clone()));
        let part = (!parts.is_empty()).then_some(part);
        let rest = [
            must("what", "act-delivered", WORDS),
            must("received-by", "act-received-by", WORDS),
        ];
        part.into_iter().chain(rest).collect()
    }

    fn outside(self, page: &RequestPage) -> Vec<Field> {
        let anew = When::is("outside", ANEW);
        let mut fields = Vec::new();
        let awaited = page.request.outside.iter().enumerate();
        let mut what: Vec<Choice> = awaited
            .filter(|(_, one)| one.is_open() && page.may(Step::NoteOutsideResult))
            .map(|(at, one)| {
                let (ar, en) = (one.to.clone(), String::new());
                Choice::new(at.to_string(), Label::Said { ar, en })
            })
            .collect();
        if !what.is_empty() {
            if page.may(Step::ReferOutside) {
                what.push(Choice::new(ANEW, "act-outside-anew"));
            }
            fields.push(must("outside", "act-outside", FieldKind::Choice(what)));
        }
        fields.extend([
            must("to", "act-outside-to", WORDS).when(anew.clone()),
            must("because", "fact-because", WORDS).when(anew.clone()),
            must("result", "act-outside-result", WORDS).when(When::Not(Box::new(anew))),
        ]);
        fields
    }

    /// The order that what was filled in comes to; none while it cannot be read, which the form says before.
    pub fn order(self, page: &RequestPage, values: &Values) -> Option<Order> {
        let request = page.request.no;
        let value = |id: &str| values.get(id).map_or("", |value| value.trim()).to_owned();
        Some(match self {
            Kind::Reply => Order::Reply {
                request,
                channel: value("channel"),
                told: value("told"),
            },
            Kind::AllowEarly => Order::AllowEarlyReply {
                request,
                because: value("because"),
            },
            Kind::Object => Order::Object {
                request,
                text: value("text"),
            },
            Kind::AnswerObjection => Order::AnswerObjection {
                request,
                upheld: value("upheld") == "upheld",
                text: value("text"),
            },
            Kind::Register => Order::Register(request),
            Kind::Deliver => Order::Deliver {
                request,
                part: value("part"),
                what: value("what"),
                received_by: value("received-by"),
            },
            Kind::Close => {
                let renewal = match value("renewal").as_str() {
                    ON_A_DAY => Renewal::On(DateAsWritten::parse(&value("renew-on")).ok()?),
                    NEVER => Renewal::Never,
                    _ => Renewal::ByProfile,
                };
                Order::Close { request, renewal }
            }
            Kind::Outside if value("outside") == ANEW => Order::ReferOutside {
                request,
                to: value("to"),
                because: value("because"),
            },
            Kind::Outside => Order::NoteOutsideResult {
                request,
                referral: value("outside").parse().ok()?,
                result: value("result"),
            },
        })
    }
}

impl RequestPage {
    /// Whether a step is there for whoever looks, and what it lacks.
    pub(in crate::desk) fn step(&self, step: Step) -> Option<&Result<Stage, Blocked>> {
        let mut steps = self.steps.iter();
        steps.find(|(one, _)| *one == step).map(|(_, may)| may)
    }

    /// Whether whoever looks may take a step now.
    pub(in crate::desk) fn may(&self, step: Step) -> bool {
        self.step(step).is_some_and(Result::is_ok)
    }

    /// What a step lacks; nothing where it lacks nothing, or is not theirs.
    pub(in crate::desk) fn lacks(&self, step: Step) -> &[Missing] {
        match self.step(step) {
            Some(Err(Blocked::Missing(missing))) => missing,
            _ => &[],
        }
    }
}

/// The parts of the service that are not delivered yet, by id; a service without parts has one, which is empty.
pub(in crate::desk) fn parts_awaited(profile: &Profile, page: &RequestPage) -> Vec<String> {
    let service = page.request.need.as_ref().map(|need| need.service.as_str());
    let parts = profile.parts_of(service.unwrap_or_default());
    let delivered = &page.request.provision.delivered;
    parts
        .into_iter()
        .filter(|part| !delivered.iter().any(|one| one.part == *part))
        .collect()
}

/// When the profile would have the service looked at again, were it closed today.
pub(super) fn renewal_by_profile(
    desk: &Desk,
    profile: &Profile,
    page: &RequestPage,
) -> Option<NaiveDate> {
    let need = page.request.need.as_ref()?;
    profile.renewal_of(&need.service, desk.now.date())
}

fn must(id: &str, label: &'static str, kind: FieldKind) -> Field {
    Field::new(id, label, kind).required()
}

fn said(text: &Text) -> Label {
    Label::from(text.clone())
}
