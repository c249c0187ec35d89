//! A visitor who is on file at another branch only: found by their identity number, and admitted to this branch by one
//! key.

use crate::desk::overlay::Confirmation;
use crate::desk::state::{Desk, State, Tag};
use crate::desk::words;
use crate::domain::identity::IdentityPaper;
use crate::domain::ids::PersonNo;
use crate::protocol::{Answer, Done, Made, Order, Query, Refusal};

/// Looks up whether an identity number is on file at another branch, and admits the person.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    paper: Option<IdentityPaper>,
    asked: Option<Tag>,
    /// At which branches.
    at: Vec<String>,
    /// Why that is not told.
    refused: Option<Refusal>,
    admitting: Option<Tag>,
}

impl Elsewhere {
    /// Asks where a paper is on file; without one, nothing is offered any more. While its number is still `typed`, one
    /// that has a check digit alone is asked of: of the others every beginning is a number as well.
    pub fn look_for(&mut self, desk: &mut Desk, paper: Option<IdentityPaper>, typed: bool) {
        // Once for a paper: each question is on record and counts against the day's.
        if self.paper == paper {
            return;
        }
        use IdentityPaper::{Iqama, NationalId};
        let paper = paper.filter(|paper| !typed || matches!(paper, NationalId(_) | Iqama(_)));
        self.at.clear();
        self.refused = None;
        let may = desk.standing.flags.contains("reception");
        let asked = paper.clone().filter(|paper| may && paper.key().is_some());
        self.asked = asked.map(|paper| desk.ask(Query::OnFile(paper)));
        self.paper = paper;
    }

    /// Takes the answer, where it is to the last question asked.
    pub fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>) {
        if self.asked == Some(tag) {
            self.asked = None;
            match answer {
                Ok(Answer::OnFile(at)) => self.at = at,
                Err(refusal @ Refusal::PapersSpent { .. }) => self.refused = Some(refusal),
                _ => {}
            }
        }
    }

    /// Whether somebody can be admitted.
    pub fn is_offered(&self) -> bool {
        !self.at.is_empty() && self.admitting.is_none()
    }

    fn branches(&self, desk: &Desk) -> String {
        let names: Vec<String> = self.at.iter().map(|name| words::value(name)).collect();
        names.join(&desk.say("words-comma"))
    }

    /// What is said of it.
    pub fn said(&self, desk: &Desk) -> Option<String> {
        if let Some(refusal) = &self.refused {
            return Some(format!("! {}", words::refusal(desk, refusal)));
        }
        let branches = (!self.at.is_empty()).then(|| self.branches(desk))?;
        let said = desk.say_with("find-elsewhere", &[("branches", branches.into())]);
        Some(format!("! {said}"))
    }

    /// Asks whether the paper is at hand.
    pub fn confirm(&self, desk: &mut Desk, then: fn(&mut State)) {
        if self.is_offered() {
            let branches = self.branches(desk);
            let title = desk.say("confirm-admit-person");
            let body = desk.say_with(
                "confirm-admit-person-body",
                &[("branches", branches.into())],
            );
            desk.confirm(Confirmation::new(title, body, then));
        }
    }

    /// Has them admitted.
    pub fn admit(&mut self, desk: &mut Desk) {
        if let Some(paper) = self.paper.clone().filter(|_| self.is_offered()) {
            self.admitting = Some(desk.order(Order::AdmitPerson { paper }, None));
        }
    }

    /// Who was admitted, once that is done.
    pub fn done(
        &mut self,
        tag: Tag,
        done: Result<Done, Refusal>,
        desk: &mut Desk,
    ) -> Option<PersonNo> {
        self.admitting.take_if(|admitting| *admitting == tag)?;
        match done {
            Ok(Done {
                made: Made::Person(person),
                ..
            }) => {
                *self = Elsewhere::default();
                Some(person)
            }
            Ok(_) => None,
            Err(refusal) => {
                super::doors::refused(desk, &refusal);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::screens::made_up;
    use crate::desk::state::Effect;
    use crate::locale::Language;

    #[test]
    fn a_number_being_typed_is_asked_of_once_it_is_whole() {
        for (typed, asks) in [
            ("1681068712", 1),
            ("2000000006", 1),
            ("0501234567", 0),
            ("A1234567", 0),
        ] {
            let mut desk = made_up::desk(Language::English);
            let mut elsewhere = Elsewhere::default();
            for end in 1..=typed.len() {
                let paper = IdentityPaper::parse(&typed[..end]).ok();
                elsewhere.look_for(&mut desk, paper, true);
            }
            let valid = IdentityPaper::parse(typed);
            let asks = if valid.is_ok() { asks } else { 0 };
            assert_eq!(desk.effects.len(), asks, "{typed}");
            elsewhere.look_for(&mut desk, valid.clone().ok(), false);
            elsewhere.look_for(&mut desk, valid.clone().ok(), true);
            assert_eq!(desk.effects.len(), usize::from(valid.is_ok()), "{typed}");
        }
    }

    #[test]
    fn a_paper_is_asked_of_once_however_often_it_is_looked_for() {
        let mut desk = made_up::desk(Language::English);
        let mut elsewhere = Elsewhere::default();
        let paper = |number: &str| IdentityPaper::parse(number).ok();
        let (one, other) = ("1000000008", "1681068712");
        let mut asked = Vec::new();
        for (number, asks) in [
            (one, true),
            (one, false),
            (one, false),
            (other, true),
            (other, false),
            // Another was looked for meanwhile.
            (one, true),
            ("", false),
            (one, true),
        ] {
            elsewhere.look_for(&mut desk, paper(number), false);
            let now = desk.effects.len();
            assert_eq!(now > asked.len(), asks, "{number}");
            asked.resize(now, ());
        }
        assert!(
            desk.effects
                .iter()
                .all(|effect| matches!(effect, Effect::Ask(_, Query::OnFile(_))))
        );
        // What came of it stays while the same is looked for.
        let Some(Effect::Ask(tag, _)) = desk.effects.last() else {
            panic!();
        };
        elsewhere.answered(*tag, Ok(Answer::OnFile(vec!["ضباء".into()])));
        elsewhere.look_for(&mut desk, paper(one), true);
        assert!(elsewhere.is_offered());
        elsewhere.look_for(&mut desk, paper(other), true);
        assert!(!elsewhere.is_offered());
    }
}
