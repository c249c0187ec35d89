//! What visitors said of the made-up desk, and what it answers to whoever asks.

use super::{Story, Task};
use crate::cli::demo::clock::days_after;
use crate::cli::demo::ledger::LedgerError;
use crate::cli::demo::words;
use crate::domain::ids::{RequestNo, StandardNo, VoiceNo};
use crate::domain::moment::Moment;
use crate::domain::request::Request;
use crate::domain::staff::Role;
use crate::domain::standard::Standard;
use crate::domain::voice::{Occasion, Rating, Score, VoiceKind};
use crate::protocol::{Made, Order};
use crate::records::Store;

/// Of a hundred visitors, who would rather not rate.
const DECLINE: u64 = 25;

impl Story<'_> {
    /// The answers that are approved when the desk opens.
    pub(super) fn approve(&mut self, at: Moment) -> Result<(), LedgerError> {
        for (question, answer, misconception) in words::STANDARDS {
            let order = Order::ApproveStandard {
                standard: None,
                question: question.to_owned(),
                answer: answer.to_owned(),
                misconception,
            };
            self.act(self.me(), at, order)?;
        }
        Ok(())
    }

    /// The approved answer to a question, where there is one.
    pub(super) fn standard_for(&self, question: &str) -> Option<StandardNo> {
        let records = &self.ledger.records;
        let standards = records.indexes.standards.keys();
        standards.copied().find(|no| {
            let found = records.get::<Standard>(*no);
            found.is_some_and(|(standard, _)| standard.question == question)
        })
    }

    /// The rating that a visitor is offered.
    pub(super) fn rate(
        &mut self,
        at: Moment,
        visit: u64,
        request: RequestNo,
        occasion: Occasion,
    ) -> Result<(), LedgerError> {
        let officer = self.officer(visit);
        let mut chance = Self::chance(visit, 40 + occasion as u64);
        let found = self.ledger.records.get::<Request>(request);
        if at > self.now || found.is_none_or(|(request, _)| request.was_offered(occasion)) {
            return Ok(());
        }
        let mut score = || {
            let score = 5_u64.saturating_sub(chance.below(6) * chance.below(6) / 6);
            u8::try_from(score).ok().and_then(Score::new)
        };
        let scores = (score(), score());
        let rating = match scores {
            (Some(procedure), Some(provider)) if !chance.percent(DECLINE) => Some(Rating {
                procedure,
                provider,
                words: if chance.percent(15) {
                    chance.text(&words::RATED).to_owned()
                } else {
                    String::new()
                },
            }),
            _ => None,
        };
        let order = Order::Rate {
            request,
            occasion,
            rating,
        };
        self.act(officer, at, order).map(drop)
    }

    /// A suggestion or a complaint; most are answered after some days.
    pub(super) fn hear(&mut self, at: Moment, voice: u64) -> Result<(), LedgerError> {
        let mut chance = Self::chance(voice, 42);
        let (kind, text, _) = Self::said(voice);
        let in_person = chance.percent(40);
        let order = Order::HearVoice {
            kind,
            text: text.to_owned(),
            channel: self.channel(in_person, &mut chance),
            person: (chance.percent(50) && self.registered > 0).then(|| self.known(&mut chance)),
        };
        let made = self.act(self.officer(voice), at, order)?;
        let later = days_after(at, chance.between(1, 5));
        if let (Made::Voice(no), true) = (made, chance.percent(85)) {
            self.plan(later, Task::AnswerVoice { voice, no });
        }
        Ok(())
    }

    pub(super) fn answer_voice(
        &mut self,
        at: Moment,
        which: u64,
        voice: VoiceNo,
    ) -> Result<(), LedgerError> {
        let (.., answer) = Self::said(which);
        let order = Order::AnswerVoice {
            voice,
            answer: answer.to_owned(),
        };
        self.act(self.one_who(Role::Supervisor), at, order)
            .map(drop)
    }

    fn said(voice: u64) -> (VoiceKind, &'static str, &'static str) {
        let mut chance = Self::chance(voice, 43);
        let (kind, texts) = if chance.percent(60) {
            (VoiceKind::Suggestion, &words::SUGGESTIONS)
        } else {
            (VoiceKind::Complaint, &words::COMPLAINTS)
        };
        let (text, answer) = chance.of_these(texts).copied().unwrap_or_default();
        (kind, text, answer)
    }
}
