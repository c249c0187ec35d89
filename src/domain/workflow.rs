//! The workflow (سير المعاملة): one table per profile. From which stage, what may follow, who may do it, what must be
//! true. A step that is not in the table does not exist for that charity; an illegal one is refused with what is missing.

mod case;
mod step;

use serde::{Deserialize, Serialize};

use super::profile::Profile;
use super::request::Stage;
use super::staff::Role;

pub use case::{Case, Condition, Missing};
pub use step::Step;

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The step.
    pub step: Step,
    /// From which stages.
    pub from: Vec<Stage>,
    /// Where it leads; `None` where it stays, or where what is said in it decides.
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
        let working = [
            Role::Reception,
            Role::Supervisor,
            Role::SocialResearcher,
            Role::CommitteeSecretary,
        ];
        let outsiders = [Role::Reception, Role::Supervisor, Role::SocialResearcher];
        let outside = [
            S::Intake,
            S::PapersMissing,
            S::Study,
            S::Decision,
            S::Reply,
            S::Registration,
            S::Delivery,
            S::Closed,
        ];
        let taking_in = [S::Intake, S::PapersMissing];
        let mut rows = vec![
            row(Step::StateNeed, &taking_in, None, &desk, &[]),
            row(
                Step::MatchPaper,
                &[S::Intake, S::PapersMissing, S::Registration],
                None,
                &desk,
                &[C::NeedStated],
            ),
            row(
                Step::Sign,
                &[S::Intake, S::PapersMissing, S::Registration],
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
                    C::WithinScope,
                ],
            ),
            row(
                Step::Withdraw,
                &[
                    S::Intake,
                    S::PapersMissing,
                    S::Clarification,
                    S::Study,
                    S::Decision,
                    S::Reply,
                    S::Registration,
                    S::Delivery,
                ],
                Some(S::Withdrawn),
                &desk,
                &[],
            ),
            row(Step::Take, &S::QUEUES, None, &working, &[]),
            row(Step::Assign, &S::QUEUES, None, &[Role::Supervisor], &[]),
            row(Step::HandBack, &S::QUEUES, None, &working, &[C::InHand]),
            row(
                Step::SendBack,
                &[S::Study, S::Decision],
                Some(S::Intake),
                &[
                    Role::SocialResearcher,
                    Role::CommitteeSecretary,
                    Role::Supervisor,
                ],
                &[],
            ),
            row(
                Step::Decide,
                &[S::Decision],
                Some(S::Reply),
                &[Role::CommitteeSecretary, Role::Supervisor],
                &[],
            ),
            row(
                Step::AllowEarlyReply,
                &[S::Study, S::Decision, S::Reply],
                None,
                &[Role::Supervisor],
                &[],
            ),
            row(Step::Reply, &[S::Reply], None, &desk, &[C::ReplyFloor]),
            row(
                Step::Object,
                &[S::Closed],
                Some(S::Objection),
                &desk,
                &[C::Rejected],
            ),
            row(
                Step::AnswerObjection,
                &[S::Objection],
                None,
                &[Role::Supervisor, Role::CommitteeSecretary],
                &[C::AnotherDecided],
            ),
            row(
                Step::Register,
                &[S::Registration],
                Some(S::Delivery),
                &desk,
                &[
                    C::PersonComplete,
                    C::NeedStated,
                    C::PapersComplete,
                    C::RemarksGiven,
                    C::Declared,
                ],
            ),
            row(Step::Deliver, &[S::Delivery], None, &desk, &[]),
            row(
                Step::Close,
                &[S::Delivery],
                Some(S::Closed),
                &desk,
                &[C::Delivered],
            ),
            row(Step::AttachScan, &S::QUEUES, None, &working, &[]),
            row(Step::ReferOutside, &outside, None, &outsiders, &[]),
            row(
                Step::NoteOutsideResult,
                &S::ALL,
                None,
                &outsiders,
                &[C::OutsideAwaited],
            ),
            row(
                Step::Rate,
                &[S::Registration, S::Delivery, S::Closed, S::Objection],
                None,
                &desk,
                &[C::RatingDue],
            ),
        ];
        rows.extend(study(profile));
        if profile.scope.is_some() {
            rows.push(row(Step::ExceptScope, &taking_in, None, &desk, &[]));
        }
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

fn row(step: Step, from: &[Stage], to: Option<Stage>, who: &[Role], requires: &[Condition]) -> Row {
    Row {
        step,
        from: from.to_vec(),
        to,
        who: who.to_vec(),
        requires: requires.to_vec(),
    }
}

/// How a request is studied: where the profile says how eligibility is made sure of, an opinion waits for that.
fn study(profile: &Profile) -> Vec<Row> {
    use Condition as C;
    let researcher = [Role::SocialResearcher];
    let committee = [Role::SocialResearcher, Role::CommitteeSecretary];
    let work = |step| row(step, &[Stage::Study], None, &researcher, &[]);
    let opinion = |requires: &[Condition]| {
        row(
            Step::GiveOpinion,
            &[Stage::Study],
            None,
            &committee,
            requires,
        )
    };
    match &profile.eligibility {
        None => vec![opinion(&[])],
        Some(_) => vec![
            work(Step::NoteFinding),
            work(Step::ReportMechanism),
            work(Step::JudgeCriterion),
            opinion(&[C::Examined, C::CriteriaJudged]),
        ],
    }
}
