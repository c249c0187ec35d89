//! Intake (استقبال الطلب) without its screen: which fields each step asks, and which order to the office comes next.
//!
//! A step is done when what stands in its fields stands at the office too. So nothing here counts what has been sent:
//! [`Intake::next_order`] compares the values with what the office last told, and names the next difference. Resuming
//! after a dropped line, or doing a step over, is the same comparison.

mod fields;
pub(super) mod read;

pub use fields::own as own_field;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::form::{Field, Form, Kind, Values};
use crate::domain::draft::{About, NOT_THE_SAME};
use crate::domain::ids::{Entity, PersonNo, Revision};
use crate::domain::person::Facts;
use crate::domain::profile::Profile;
use crate::domain::request::Stage;
use crate::domain::scope;
use crate::domain::workflow::{Missing, Step as Act};
use crate::protocol::query::RequestPage;
use crate::protocol::{Made, Order};

pub use read::Unread;

/// The field that says why a home outside the scope is no hindrance.
const SCOPE_REASON: &str = "scope-reason";

/// The steps, in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Who (rows 1, 22).
    #[default]
    Person,
    /// What for (rows 2, 27).
    Need,
    /// The papers, matched (rows 3, 4).
    Papers,
    /// The signature (row 5).
    Declaration,
    /// What happens next, explained (row 7).
    Explain,
    /// Handed in (row 8).
    Submit,
}

impl Step {
    /// All of them.
    pub const ALL: [Step; 6] = [
        Step::Person,
        Step::Need,
        Step::Papers,
        Step::Declaration,
        Step::Explain,
        Step::Submit,
    ];

    /// The word for it in drafts and snapshots.
    pub fn id(self) -> &'static str {
        match self {
            Step::Person => "person",
            Step::Need => "need",
            Step::Papers => "papers",
            Step::Declaration => "declaration",
            Step::Explain => "explain",
            Step::Submit => "submit",
        }
    }

    /// The text key of its name.
    pub fn text(self) -> &'static str {
        match self {
            Step::Person => "step-person",
            Step::Need => "step-need",
            Step::Papers => "step-papers",
            Step::Declaration => "step-declaration",
            Step::Explain => "step-explain",
            Step::Submit => "step-submit",
        }
    }
}

/// A request being taken in.
#[derive(Clone, Debug)]
pub struct Intake {
    /// What it is about, as far as known.
    pub about: About,
    /// What was typed, over what was told.
    pub values: Values,
    /// What was told: by the office, and by the profile where most requests have the same.
    base: Values,
    /// The profile in force; once the request is open, the one it is pinned to.
    pub profile: Arc<Profile>,
    /// The person as the office has them.
    pub person: Option<(Facts, Revision)>,
    /// The request as the office has it.
    pub page: Option<RequestPage>,
    /// Files looked at and found to be other people.
    pub not_the_same: Vec<PersonNo>,
    /// Today, in the Kingdom.
    pub today: NaiveDate,
}

/// What a step needs next.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// This order, on condition of what was seen.
    Order(Option<(Entity, Revision)>, Box<Order>),
    /// Nothing more: on to the next step.
    Complete,
    /// A value cannot be read: the field, and the text that says why.
    Unread(Unread),
    /// Papers are missing: their kinds.
    PapersMissing(Vec<String>),
}

impl Next {
    fn order(saw: Option<(Entity, Revision)>, order: Order) -> Next {
        Next::Order(saw, Box::new(order))
    }
}

impl Intake {
    /// One that begins, with what is known of the visitor already.
    pub fn begin(profile: Arc<Profile>, today: NaiveDate, about: About, name: &str) -> Intake {
        let named = (!name.is_empty()).then(|| ("name".to_owned(), name.to_owned()));
        Intake::resume(profile, today, about, named.into_iter().collect())
    }

    /// One taken up again from its draft.
    pub fn resume(profile: Arc<Profile>, today: NaiveDate, about: About, values: Values) -> Intake {
        let others = values.get(NOT_THE_SAME).map_or("", String::as_str);
        let not_the_same = others
            .split(' ')
            .filter_map(|other| other.parse().ok())
            .collect();
        let mut intake = Intake {
            about,
            values,
            base: Values::new(),
            profile,
            person: None,
            page: None,
            not_the_same,
            today,
        };
        intake.rebase(Values::new());
        intake
    }

    /// What most requests have, so that it need not be chosen: the first channel, the only service, no hurry.
    fn presets(&self) -> Values {
        let mut presets = Values::from([("urgency".to_owned(), "ordinary".to_owned())]);
        let mut set = |id: &str, value: Option<&str>| {
            presets.extend(value.map(|value| (id.to_owned(), value.to_owned())));
        };
        let profile = &self.profile;
        set(
            "channel",
            profile.channels.first().map(|channel| channel.id.as_str()),
        );
        if let [service] = profile.services.as_slice() {
            set("service", Some(service.id.as_str()));
        }
        if let [category] = profile.categories.as_slice() {
            set("category", Some(category.id.as_str()));
        }
        presets
    }

    /// What was told stands in the form wherever nothing else was typed, so that nothing is typed twice (row 22): a
    /// value that is still what was told before follows, one that was typed or emptied since stays.
    fn rebase(&mut self, told: Values) {
        let mut base = self.presets();
        base.extend(told);
        let ids: BTreeSet<&String> = self.base.keys().chain(base.keys()).collect();
        for id in ids {
            if self.values.get(id) == self.base.get(id) {
                match base.get(id) {
                    Some(value) => self.values.insert(id.clone(), value.clone()),
                    None => self.values.remove(id),
                };
            }
        }
        self.base = base;
    }

    /// What was typed here and stands nowhere else, emptied fields as empty text: what a draft keeps.
    pub fn own_values(&self) -> Values {
        let ids: BTreeSet<&String> = self.values.keys().chain(self.base.keys()).collect();
        ids.into_iter()
            .filter(|id| self.values.get(*id) != self.base.get(*id))
            .map(|id| (id.clone(), self.values.get(id).cloned().unwrap_or_default()))
            .collect()
    }

    /// Another file was looked at and found to be somebody else's. Returns the value a draft keeps of it.
    pub fn tell_apart(&mut self, other: PersonNo) -> (String, String) {
        self.not_the_same.push(other);
        let others: Vec<String> = self.not_the_same.iter().map(ToString::to_string).collect();
        let value = others.join(" ");
        self.values.insert(NOT_THE_SAME.to_owned(), value.clone());
        (NOT_THE_SAME.to_owned(), value)
    }

    /// The office told who it is.
    pub fn know_person(&mut self, no: PersonNo, facts: Facts, revision: Revision) {
        self.about.person = Some(no);
        self.rebase(read::values_of(&facts));
        self.person = Some((facts, revision));
    }

    /// The office told how the request stands.
    pub fn know_request(&mut self, page: RequestPage) {
        self.about.request = Some(page.request.no);
        self.about.person = Some(page.request.person);
        self.forget_void_signature(&page);
        let mut told = read::values_of(&page.facts);
        told.extend(read::values_of_request(&page.request));
        self.rebase(told);
        self.person = Some((page.facts.clone(), page.person_revision));
        self.page = Some(page);
    }

    /// A signature that holds no longer is taken anew from the beneficiary, never from what was typed for the last one.
    fn forget_void_signature(&mut self, page: &RequestPage) {
        let stood = |page: &RequestPage| page.request.standing_declaration().is_some();
        if !self.page.as_ref().is_none_or(stood) {
            return;
        }
        let declaration = page.request.declaration.as_ref();
        if let Some(void) = declaration.filter(|declaration| declaration.voided.is_some()) {
            for (id, value) in read::values_of_signature(&void.signature) {
                if self.values.get(id) == Some(&value) {
                    self.values.remove(id);
                }
            }
        }
    }

    /// What an order made: a file, a request.
    pub fn made(&mut self, made: &Made) {
        match made {
            Made::Person(no) => self.about.person = Some(*no),
            Made::Request(no) => self.about.request = Some(*no),
            _ => {}
        }
    }

    /// Whether the request was accepted, and what is left is to complete its registration (row 10).
    pub fn registers(&self) -> bool {
        let stage = self.page.as_ref().map(|page| page.request.stage);
        matches!(stage, Some(Stage::Registration | Stage::Delivery))
    }

    /// The steps it goes through: for the registration of an accepted request, those that may lack something still.
    pub fn steps(&self) -> &'static [Step] {
        if self.registers() {
            &[Step::Person, Step::Papers, Step::Declaration, Step::Submit]
        } else {
            &Step::ALL
        }
    }

    /// Whether the home lies outside the geographic scope, as it is typed (row 52).
    pub fn is_outside_scope(&self) -> bool {
        let city = self.values.get("city").map(String::as_str);
        let on_file = self.person.as_ref();
        let region = on_file.and_then(|(facts, _)| facts.home.region.as_ref());
        let region = region.map(|region| region.as_str());
        scope::lies_outside(&self.profile, [city, region].into_iter().flatten())
    }

    /// The fields of a step, from what was answered so far.
    pub fn fields(&self, step: Step) -> Vec<Field> {
        match step {
            Step::Person => fields::person(self),
            Step::Need => fields::need(self),
            Step::Papers => fields::papers(self),
            Step::Declaration => fields::declaration(self),
            Step::Explain => fields::explain(self),
            Step::Submit => fields::submit(self),
        }
    }

    /// The whole as one form.
    pub fn form(&self) -> Arc<Form> {
        Arc::new(Form {
            label: "screen-intake".into(),
            steps: fields::steps(self),
        })
    }

    /// What a step needs next, with its fields filled in.
    pub fn next_order(&self, step: Step) -> Next {
        match step {
            Step::Person => self.next_of_person(),
            Step::Need => self.next_of_need(),
            Step::Papers => self.next_of_papers(),
            Step::Declaration => self.next_of_declaration(),
            Step::Explain => self.on_request(
                |page| page.request.explained.is_none(),
                |page| Order::Explain(page.request.no),
            ),
            Step::Submit if self.registers() => self.on_request(
                |page| page.request.stage == Stage::Registration,
                |page| Order::Register(page.request.no),
            ),
            Step::Submit => self.on_request(
                |page| page.request.stage != Stage::Study,
                |page| Order::Submit(page.request.no),
            ),
        }
    }

    /// Whether a step stands at the office as it should.
    pub fn is_complete(&self, step: Step) -> bool {
        match step {
            Step::Person => self.about.person.is_some() && self.next_order(step) == Next::Complete,
            _ => self.page.is_some() && self.next_order(step) == Next::Complete,
        }
    }

    /// The first step that is not complete: where a draft without a place of its own resumes.
    pub fn first_incomplete(&self) -> Step {
        let mut steps = self.steps().iter().copied();
        steps
            .find(|step| !self.is_complete(*step) || self.office_lacks(*step))
            .unwrap_or(Step::Submit)
    }

    /// The first field of a paper that is needed and was not read yet, where papers are what comes first.
    pub fn first_unread_paper(&self) -> Option<String> {
        let page = self.page.as_ref()?;
        let needed = |field: &Field| {
            let mut kinds = page.papers_required.iter();
            kinds.any(|kind| field.id.starts_with(&format!("paper.{kind}.")))
        };
        let fields = self.fields(self.first_incomplete());
        let mut unread = fields.into_iter().filter(|field| {
            let read = self.values.contains_key(&field.id);
            matches!(field.kind, Kind::Same { .. }) && needed(field) && !read
        });
        unread.next().map(|field| field.id)
    }

    /// Whether the office lacks something of a step for the registration, though all that was typed stands there.
    fn office_lacks(&self, step: Step) -> bool {
        let page = self.page.as_ref().filter(|_| self.registers());
        let mut lacks = page.iter().flat_map(|page| page.lacks(Act::Register));
        lacks.any(|missing| {
            step == match missing {
                Missing::Consent | Missing::PersonField(_) => Step::Person,
                Missing::Paper(_) | Missing::DifferenceRemark(_) | Missing::ExpiryRemark(_) => {
                    Step::Papers
                }
                _ => Step::Declaration,
            }
        })
    }

    fn next_of_person(&self) -> Next {
        let facts = match read::facts(
            &self.values,
            &self.profile,
            self.person.as_ref().map(|(facts, _)| facts),
        ) {
            Ok(facts) => facts,
            Err(unread) => return Next::Unread(unread),
        };
        match (self.about.person, &self.person) {
            (None, _) => Next::order(
                None,
                Order::RegisterPerson {
                    facts,
                    not_the_same: self.not_the_same.clone(),
                    draft: None,
                },
            ),
            (Some(person), Some((on_file, revision))) if *on_file != facts => Next::order(
                Some((Entity::Person(person), *revision)),
                Order::CorrectPerson { person, facts },
            ),
            _ => Next::Complete,
        }
    }

    fn next_of_need(&self) -> Next {
        let Some(person) = self.about.person else {
            return Next::Complete;
        };
        let value = |id: &str| self.values.get(id).cloned().unwrap_or_default();
        let need = read::need(&self.values, &self.profile);
        match &self.page {
            None => Next::order(
                None,
                Order::OpenRequest {
                    person,
                    channel: value("channel"),
                    responsibilities_told: value("responsibilities") == "yes",
                    draft: None,
                },
            ),
            Some(page) if page.request.need.as_ref() != Some(&need) => Next::order(
                seen(page),
                Order::StateNeed {
                    request: page.request.no,
                    need,
                },
            ),
            Some(page) => self.next_of_scope(page),
        }
    }

    /// Why the request is taken in although the home lies outside the scope (row 52).
    fn next_of_scope(&self, page: &RequestPage) -> Next {
        let reason = self.values.get(SCOPE_REASON);
        let reason = reason.map_or("", |reason| reason.trim());
        if !self.is_outside_scope() || reason == page.request.scope_reason && !reason.is_empty() {
            return Next::Complete;
        }
        if reason.is_empty() {
            return Next::Unread(Unread {
                field: SCOPE_REASON.to_owned(),
                why: "form-required",
            });
        }
        Next::order(
            seen(page),
            Order::ExceptScope {
                request: page.request.no,
                because: reason.to_owned(),
            },
        )
    }

    fn next_of_papers(&self) -> Next {
        let Some(page) = &self.page else {
            return Next::Complete;
        };
        let mut missing = Vec::new();
        for kind in fields::papers_shown(self) {
            match read::sheet(&self.values, kind) {
                Some(Ok(sheet))
                    if page.request.paper(&sheet.kind).is_some_and(|paper| {
                        read::is_same(paper, &sheet) && read::still_stated(paper, kind, &page.facts)
                    }) => {}
                Some(Ok(sheet)) => {
                    return Next::order(
                        seen(page),
                        Order::MatchPaper {
                            request: page.request.no,
                            sheet,
                        },
                    );
                }
                Some(Err(unread)) => return Next::Unread(unread),
                None if page
                    .papers_required
                    .iter()
                    .any(|required| kind.id == **required) =>
                {
                    missing.push(kind.id.as_str().to_owned());
                }
                None => {}
            }
        }
        if missing.is_empty() {
            Next::Complete
        } else {
            Next::PapersMissing(missing)
        }
    }

    fn next_of_declaration(&self) -> Next {
        let Some(page) = &self.page else {
            return Next::Complete;
        };
        let stands = page
            .request
            .standing_declaration()
            .is_some_and(|declaration| declaration.fingerprint == page.fingerprint);
        if stands {
            return Next::Complete;
        }
        match read::signature(&self.values) {
            Ok(signature) => Next::order(
                seen(page),
                Order::Sign {
                    request: page.request.no,
                    signature,
                },
            ),
            Err(unread) => Next::Unread(unread),
        }
    }

    fn on_request(
        &self,
        lacks: impl Fn(&RequestPage) -> bool,
        order: impl Fn(&RequestPage) -> Order,
    ) -> Next {
        match &self.page {
            Some(page) if lacks(page) => Next::order(seen(page), order(page)),
            _ => Next::Complete,
        }
    }
}

fn seen(page: &RequestPage) -> Option<(Entity, Revision)> {
    Some((Entity::Request(page.request.no), page.revision))
}
