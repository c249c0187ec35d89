//! How long a request stood at each stage, read back from what happened to it.

use crate::domain::decision::Outcome;
use crate::domain::moment::Moment;
use crate::domain::request::{Request, Stage};

/// A request at a stage, from when until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The stage.
    pub stage: Stage,
    /// Since when.
    pub from: Moment,
    /// Until when; `None` while it stands there.
    pub to: Option<Moment>,
}

impl Stay {
    /// How long, in minutes, once it is over.
    #[must_use]
    pub fn minutes(&self) -> Option<u64> {
        Some(self.to?.minutes_since(self.from))
    }
}

/// Every stay, oldest first; the last is the one that lasts.
#[must_use]
pub fn stays(request: &Request) -> Vec<Stay> {
    let mut all = vec![Stay {
        stage: Stage::Intake,
        from: request.opened.at,
        to: None,
    }];
    let mut replies = request.decisions.iter();
    let mut answers = request.objections.iter();
    for happened in &request.history {
        let now = all.last().map_or(Stage::Intake, |stay| stay.stage);
        let next = match happened.what.as_str() {
            "papers-awaited" => Stage::PapersMissing,
            "paper-matched" if now == Stage::PapersMissing => Stage::Intake,
            "clarification-referred" => Stage::Clarification,
            "clarification-answered" | "request-sent-back" => Stage::Intake,
            "request-submitted" => Stage::Study,
            "study-concluded" => Stage::Decision,
            "request-decided" => Stage::Reply,
            "reply-given" => match replies.next().map(|decision| decision.outcome) {
                Some(Outcome::Rejected) => Stage::Closed,
                _ => Stage::Registration,
            },
            "objection-raised" => Stage::Objection,
            "objection-answered" => {
                let upheld = answers
                    .next()
                    .and_then(|objection| objection.answer.as_ref())
                    .is_some_and(|answer| answer.upheld);
                if upheld {
                    Stage::Decision
                } else {
                    Stage::Closed
                }
            }
            "registration-completed" => Stage::Delivery,
            "request-closed" => Stage::Closed,
            "request-withdrawn" => Stage::Withdrawn,
            _ => continue,
        };
        if next != now {
            if let Some(last) = all.last_mut() {
                last.to = Some(happened.act.at);
            }
            all.push(Stay {
                stage: next,
                from: happened.act.at,
                to: None,
            });
        }
    }
    all
}
