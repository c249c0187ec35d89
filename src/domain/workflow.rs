//! The workflow (سير المعاملة): one table per profile. From which stage, what may follow, who may do it, what must be
//! true. A step that is not in the table does not exist for that charity; an illegal one is refused with what is missing.

use serde::{Deserialize, Serialize};

use super::declaration;
use super::document::Paper;
use super::person::Facts;
use super::profile::Profile;
use super::request::{Request, Stage};
use super::staff::Role;

/// What can be done with an open request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// State what is asked for (rows 2, 27).
    StateNeed,
    /// Match a paper (rows 3, 4).
    MatchPaper,
    /// Take the signature (row 5).
    Sign,
    /// Explain what happens next (row 7).
    Explain,
    /// Let the beneficiary bring what is missing (row 2).
    AwaitPapers,
    /// Refer a question (row 6).
    Refer,
    /// Answer it (row 6).
    Answer,
    /// Hand it in for study (rows 2–8).
    Submit,
    /// Take it back.
    Withdraw,
    /// Take it over from a colleague.
    Take,
}

impl Step {
    /// All of them, in the order a request goes through them.
    pub const ALL: [Step; 10] = [
        Step::StateNeed,
        Step::MatchPaper,
        Step::Sign,
        Step::Explain,
        Step::AwaitPapers,
        Step::Refer,
        Step::Answer,
        Step::Submit,
        Step::Withdraw,
        Step::Take,
    ];

    /// The word for it in text keys.
    pub fn id(self) -> &'static str {
        match self {
            Step::StateNeed => "state-need",
            Step::MatchPaper => "match-paper",
            Step::Sign => "sign",
            Step::Explain => "explain",
            Step::AwaitPapers => "await-papers",
            Step::Refer => "refer",
            Step::Answer => "answer",
            Step::Submit => "submit",
            Step::Withdraw => "withdraw",
            Step::Take => "take",
        }
    }
}

/// What must be true before a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Consent and the charity's own required fields of the person are there.
    PersonComplete,
    /// The need is stated, its required fields filled in.
    NeedStated,
    /// Every paper on the checklist has been matched.
    PapersComplete,
    /// Some paper on the checklist has not.
    PapersIncomplete,
    /// Differences and expired papers carry a remark that says why they are accepted.
    RemarksGiven,
    /// A declaration of exactly this stands.
    Declared,
    /// It was explained.
    Explained,
}

/// What stands in the way, named so that a desk can say it and lead there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Missing {
    /// The person has not agreed to their data being kept.
    Consent,
    /// A field of the person that the charity requires.
    PersonField(String),
    /// The need.
    Need,
    /// A field of the need that the charity requires.
    NeedField(String),
    /// A paper on the checklist.
    Paper(String),
    /// A difference on that paper carries no remark.
    DifferenceRemark(String),
    /// That paper has expired and carries no remark.
    ExpiryRemark(String),
    /// The declaration is not signed.
    Declaration,
    /// It was signed, and what it declares has been edited since.
    DeclarationVoided,
    /// It was not explained what happens next.
    Explanation,
    /// Nothing is missing, so there is nothing to wait for.
    NothingMissing,
    /// The responsibilities have not been told (row 53).
    Responsibilities,
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The step.
    pub step: Step,
    /// From which stages.
    pub from: Vec<Stage>,
    /// Where it leads; `None` stays.
    pub to: Option<Stage>,
    /// Who may.
    pub who: Vec<Role>,
    /// What must be true.
    pub requires: Vec<Condition>,
}

/// The table of one profile version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workflow {
    rows: Vec<Row>,
}

/// Why a step cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Blocked {
    /// This charity has no such step.
    NoSuchStep(Step),
    /// Not from this stage.
    WrongStage(Stage),
    /// Only these roles may.
    NotAllowed(Vec<Role>),
    /// All that is missing.
    Missing(Vec<Missing>),
}

impl Workflow {
    /// The table that a profile asks for.
    pub fn of(profile: &Profile) -> Workflow {
        use Condition as C;
        use Stage as S;
        let desk = [Role::Reception, Role::Supervisor];
        let taking_in = [S::Intake, S::PapersMissing];
        let row = |step, from: &[Stage], to, who: &[Role], requires: &[Condition]| Row {
            step,
            from: from.to_vec(),
            to,
            who: who.to_vec(),
            requires: requires.to_vec(),
        };
        let mut rows = vec![
            row(Step::StateNeed, &taking_in, None, &desk, &[]),
            row(
                Step::MatchPaper,
                &taking_in,
                Some(S::Intake),
                &desk,
                &[C::NeedStated],
            ),
            row(
                Step::Sign,
                &[S::Intake],
                None,
                &desk,
                &[
                    C::PersonComplete,
                    C::NeedStated,
                    C::PapersComplete,
                    C::RemarksGiven,
                ],
            ),
            row(Step::Explain, &[S::Intake], None, &desk, &[C::NeedStated]),
            row(
                Step::AwaitPapers,
                &[S::Intake],
                Some(S::PapersMissing),
                &desk,
                &[C::NeedStated, C::PapersIncomplete],
            ),
            row(
                Step::Submit,
                &[S::Intake],
                Some(S::Study),
                &desk,
                &[
                    C::PersonComplete,
                    C::NeedStated,
                    C::PapersComplete,
                    C::RemarksGiven,
                    C::Declared,
                    C::Explained,
                ],
            ),
            row(
                Step::Withdraw,
                &[S::Intake, S::PapersMissing, S::Clarification, S::Study],
                Some(S::Withdrawn),
                &desk,
                &[],
            ),
            row(
                Step::Take,
                &[S::Intake, S::PapersMissing, S::Clarification, S::Study],
                None,
                &[Role::Reception, Role::Supervisor, Role::SocialResearcher],
                &[],
            ),
        ];
        if let Some(clarifier) = profile.clarifier() {
            rows.push(row(
                Step::Refer,
                &taking_in,
                Some(S::Clarification),
                &desk,
                &[],
            ));
            rows.push(row(
                Step::Answer,
                &[S::Clarification],
                Some(S::Intake),
                &[clarifier],
                &[],
            ));
        }
        Workflow { rows }
    }

    /// The rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The row of a step, where the charity has it.
    pub fn row(&self, step: Step) -> Option<&Row> {
        self.rows.iter().find(|row| row.step == step)
    }

    /// Whether someone with these roles may take a step with this request now: where it leads, or why not.
    pub fn may(
        &self,
        step: Step,
        case: &Case<'_>,
        roles: impl IntoIterator<Item = Role>,
    ) -> Result<Stage, Blocked> {
        let row = self.row(step).ok_or(Blocked::NoSuchStep(step))?;
        if !roles.into_iter().any(|role| row.who.contains(&role)) {
            return Err(Blocked::NotAllowed(row.who.clone()));
        }
        if !row.from.contains(&case.request.stage) {
            return Err(Blocked::WrongStage(case.request.stage));
        }
        let missing: Vec<Missing> = row
            .requires
            .iter()
            .flat_map(|condition| case.lacks(*condition))
            .collect();
        if missing.is_empty() {
            Ok(row.to.unwrap_or(case.request.stage))
        } else {
            Err(Blocked::Missing(missing))
        }
    }
}

/// A request with what its conditions are judged by.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The request.
    pub request: &'a Request,
    /// What is stated of the person now.
    pub facts: &'a Facts,
    /// The profile it is pinned to.
    pub profile: &'a Profile,
    /// Today, in the Kingdom.
    pub today: chrono::NaiveDate,
}

impl Case<'_> {
    /// The kinds of papers that this request needs and that have not been matched with what is stated now.
    pub fn papers_missing(&self) -> Vec<String> {
        self.papers_required()
            .into_iter()
            .filter(|kind| {
                self.request
                    .paper(kind)
                    .is_none_or(|paper| !self.still_stated(paper))
            })
            .collect()
    }

    /// Whether what a paper was matched with is what is stated still. A file corrected after the matching has to be
    /// held against the paper again (row 3).
    fn still_stated(&self, paper: &Paper) -> bool {
        let fields = self.profile.paper(&paper.kind).map(|kind| &kind.compare);
        paper.pairs.iter().all(|pair| {
            let mut fields = fields.into_iter().flatten();
            fields
                .find(|field| field.id() == pair.field)
                .is_none_or(|field| self.facts.stated(*field) == pair.stated)
        })
    }

    /// The kinds of papers that this request needs, by service, category and household.
    pub fn papers_required(&self) -> Vec<String> {
        let (service, category) = match &self.request.need {
            Some(need) => (need.service.as_str(), need.category.as_str()),
            None => ("", ""),
        };
        self.profile
            .papers_required(service, category, self.facts.household.size.unwrap_or(1))
    }

    /// What a condition lacks; nothing where it holds.
    fn lacks(&self, condition: Condition) -> Vec<Missing> {
        match condition {
            Condition::PersonComplete => {
                let consent = (!self.facts.consent).then_some(Missing::Consent);
                let fields = self
                    .profile
                    .person_fields_required()
                    .filter(|id| blank(self.facts.extra.get(*id)));
                consent
                    .into_iter()
                    .chain(fields.map(|id| Missing::PersonField(id.to_owned())))
                    .collect()
            }
            Condition::NeedStated => match &self.request.need {
                None => vec![Missing::Need],
                Some(need) => self
                    .profile
                    .need_fields_required()
                    .filter(|id| blank(need.extra.get(*id)))
                    .map(|id| Missing::NeedField(id.to_owned()))
                    .collect(),
            },
            Condition::PapersComplete => self
                .papers_missing()
                .into_iter()
                .map(Missing::Paper)
                .collect(),
            Condition::PapersIncomplete if self.papers_missing().is_empty() => {
                vec![Missing::NothingMissing]
            }
            Condition::PapersIncomplete => vec![],
            Condition::RemarksGiven => self.remarks_lacking(),
            Condition::Declared => match &self.request.declaration {
                None => vec![Missing::Declaration],
                Some(declaration)
                    if declaration.voided.is_some()
                        || declaration.fingerprint
                            != declaration::fingerprint_of(self.facts, self.request) =>
                {
                    vec![Missing::DeclarationVoided]
                }
                Some(_) => vec![],
            },
            Condition::Explained if self.request.explained.is_none() => vec![Missing::Explanation],
            Condition::Explained => vec![],
        }
    }

    fn remarks_lacking(&self) -> Vec<Missing> {
        let mut missing = Vec::new();
        for paper in self
            .request
            .papers
            .iter()
            .filter(|paper| paper.remark.trim().is_empty())
        {
            if paper.differs() {
                missing.push(Missing::DifferenceRemark(paper.kind.clone()));
            }
            if paper.validity_on(self.today) == super::document::Validity::Expired {
                missing.push(Missing::ExpiryRemark(paper.kind.clone()));
            }
        }
        missing
    }
}

fn blank(value: Option<&String>) -> bool {
    value.is_none_or(|value| value.trim().is_empty())
}
