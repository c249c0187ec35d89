//! The study of a request (دراسة الطلب, rows 7, 43–48): what was found and where, which criteria are met, how it was
//! checked, and what each committee thinks. The decision is another matter: see [`decision`](super::decision).

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::moment::Act;
use super::profile::EligibilityStage;
use super::request::Stage;
use super::workflow::Case;

/// Everything kept of a study. What was found stays when a request goes back to the desk; opinions do not, as what
/// they were given on may change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Study {
    /// What was found, oldest first.
    pub findings: Vec<Finding>,
    /// The criteria judged so far, by id.
    pub criteria: BTreeMap<String, Judgement>,
    /// What the mechanisms brought, oldest first.
    pub reports: Vec<Report>,
    /// What each committee thinks, by id.
    pub opinions: BTreeMap<String, Opinion>,
    /// When it went up for decision.
    pub concluded: Option<Act>,
    /// Each time it was sent back to the desk, oldest first.
    pub sent_back: Vec<SentBack>,
}

/// Something found (نتيجة), with its source (rows 44, 45).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The source, by its id in the profile.
    pub source: String,
    /// What.
    pub text: String,
    /// By whom, when.
    pub noted: Act,
}

/// What a criterion comes to (row 46).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Met (متحقق).
    Met,
    /// Not met (غير متحقق).
    NotMet,
    /// Does not apply to this request (لا ينطبق).
    NotApplicable,
}

impl Verdict {
    /// All of them, in the order they are offered.
    pub const ALL: [Verdict; 3] = [Verdict::Met, Verdict::NotMet, Verdict::NotApplicable];

    /// The word for it in files and text keys.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Met => "met",
            Verdict::NotMet => "not-met",
            Verdict::NotApplicable => "not-applicable",
        }
    }

    /// The verdict of that word.
    pub fn from_id(id: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.id() == id)
    }
}

/// A criterion, judged (row 46).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// What it comes to.
    pub verdict: Verdict,
    /// By what.
    pub evidence: String,
    /// By whom, when.
    pub judged: Act,
}

/// What a mechanism brought (row 48).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The mechanism, by its id in the profile.
    pub mechanism: String,
    /// Its fields, by id, as the profile asks for them.
    pub fields: BTreeMap<String, String>,
    /// By whom, when.
    pub reported: Act,
}

/// What a committee recommends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    /// To accept (التوصية بالقبول).
    Accept,
    /// To reject (التوصية بالرفض).
    Reject,
}

impl View {
    /// Both.
    pub const ALL: [View; 2] = [View::Accept, View::Reject];

    /// The word for it in files and text keys.
    pub fn id(self) -> &'static str {
        match self {
            View::Accept => "accept",
            View::Reject => "reject",
        }
    }

    /// The view of that word.
    pub fn from_id(id: &str) -> Option<View> {
        View::ALL.into_iter().find(|view| view.id() == id)
    }
}

/// A committee's opinion (رأي اللجنة).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// What it thinks best.
    pub view: View,
    /// Why.
    pub text: String,
    /// Who wrote it down, when.
    pub given: Act,
}

/// A request sent back to the desk because something is missing (إعادة إلى الاستقبال).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentBack {
    /// What is missing.
    pub because: String,
    /// By whom, when.
    pub act: Act,
}

/// How far the study of a request has come (مراحل التأكد من الاستحقاق, row 43). It is not kept: it follows from what is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Applied for, or at the desk again (تقديم الطلب).
    Apply,
    /// Information is collected (جمع المعلومات).
    Collect,
    /// What was collected is evaluated (تقييم المعلومات).
    Evaluate,
    /// It waits for a decision (إصدار القرار).
    Decide,
    /// Decided, or taken back.
    Over,
}

impl Phase {
    /// The stage it is in profiles; none once it is over.
    pub fn id(self) -> Option<&'static str> {
        match self {
            Phase::Apply => Some("apply"),
            Phase::Collect => Some("collect"),
            Phase::Evaluate => Some("evaluate"),
            Phase::Decide => Some("decide"),
            Phase::Over => None,
        }
    }

    /// Where a request stands.
    pub fn of(case: &Case<'_>) -> Phase {
        match case.request.stage {
            Stage::Intake | Stage::PapersMissing | Stage::Clarification => Phase::Apply,
            Stage::Study if case.is_examined() => Phase::Evaluate,
            Stage::Study => Phase::Collect,
            Stage::Decision | Stage::Objection => Phase::Decide,
            Stage::Reply
            | Stage::Registration
            | Stage::Delivery
            | Stage::Closed
            | Stage::Withdrawn => Phase::Over,
        }
    }

    /// How this stands to the stage a profile calls so: behind it, at it, or before it. A stage that only the charity
    /// knows lies where its neighbours do.
    pub fn standing(self, stages: &[EligibilityStage], at: usize) -> Standing {
        let known = [Phase::Apply, Phase::Collect, Phase::Evaluate, Phase::Decide];
        let phase = |stage: &EligibilityStage| {
            known
                .into_iter()
                .find(|one| one.id() == Some(stage.id.as_str()))
        };
        let before = stages.iter().take(at + 1).rev().find_map(phase);
        let own = stages.get(at).and_then(phase);
        match before.unwrap_or(Phase::Apply) {
            reached if reached < self => Standing::Behind,
            reached if reached == self && own.is_some() => Standing::Here,
            _ => Standing::Ahead,
        }
    }
}

/// How a stage of the study stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Done with.
    Behind,
    /// Where the request is.
    Here,
    /// Still to come.
    Ahead,
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Finding({})", self.source)
    }
}

impl fmt::Debug for Judgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Judgement({:?})", self.verdict)
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Report({})", self.mechanism)
    }
}

impl fmt::Debug for Opinion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Opinion({:?})", self.view)
    }
}

impl fmt::Debug for SentBack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SentBack({:?})", self.act)
    }
}

#[cfg(test)]
mod tests {
    use super::super::profile::{Id, Text};
    use super::*;

    #[test]
    fn stages_stand_behind_at_and_before_where_a_request_is() {
        use Standing::{Ahead, Behind, Here};
        let stages = |ids: &[&str]| -> Vec<EligibilityStage> {
            let stage = |id: &&str| EligibilityStage {
                id: Id::parse(id).unwrap(),
                title: Text {
                    ar: "م".into(),
                    en: "s".into(),
                },
            };
            ids.iter().map(stage).collect()
        };
        let shaaer = stages(&["apply", "collect", "evaluate", "decide"]);
        let own = stages(&["apply", "call-back", "collect", "decide"]);
        for (phase, of, wanted) in [
            (Phase::Apply, &shaaer, [Here, Ahead, Ahead, Ahead]),
            (Phase::Collect, &shaaer, [Behind, Here, Ahead, Ahead]),
            (Phase::Evaluate, &shaaer, [Behind, Behind, Here, Ahead]),
            (Phase::Decide, &shaaer, [Behind, Behind, Behind, Here]),
            (Phase::Over, &shaaer, [Behind; 4]),
            (Phase::Apply, &own, [Here, Ahead, Ahead, Ahead]),
            (Phase::Collect, &own, [Behind, Behind, Here, Ahead]),
        ] {
            let found: Vec<Standing> = (0..4).map(|at| phase.standing(of, at)).collect();
            assert_eq!(found, wanted, "{phase:?}");
        }
    }
}
