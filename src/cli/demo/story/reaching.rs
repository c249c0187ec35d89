//! Reaching further: other bodies that a request was referred to, and people who were called without their asking.

use super::{Story, Task};
use crate::cli::demo::chance::Chance;
use crate::cli::demo::clock::days_after;
use crate::cli::demo::ledger::LedgerError;
use crate::cli::demo::words;
use crate::domain::branches::Branches;
use crate::domain::ids::RequestNo;
use crate::domain::moment::Moment;
use crate::domain::outreach::{Reached, ReasonKind};
use crate::domain::request::Request;
use crate::domain::staff::Role;
use crate::office::outreach;
use crate::protocol::Order;
use crate::protocol::query::OutreachQuery;
use crate::records::Store;

impl Story<'_> {
    /// Refers a request to another body, which answers after some days or not yet.
    pub(super) fn refer_outside(
        &mut self,
        at: Moment,
        request: RequestNo,
        chance: &mut Chance,
    ) -> Result<(), LedgerError> {
        let body = chance.of_these(&words::OUTSIDE).copied();
        let (to, because, _) = body.unwrap_or_default();
        let order = Order::ReferOutside {
            request,
            to: to.to_owned(),
            because: because.to_owned(),
        };
        self.act(self.one_who(Role::SocialResearcher), at, order)?;
        if chance.percent(60) {
            let later = days_after(at, chance.between(2, 9));
            self.plan(later, Task::Outside { request });
        }
        Ok(())
    }

    pub(super) fn outside_result(&mut self, at: Moment, no: RequestNo) -> Result<(), LedgerError> {
        let found = self.ledger.records.get::<Request>(no);
        let outside = found
            .map(|(request, _)| request.outside)
            .unwrap_or_default();
        let Some(open) = outside.iter().position(|one| one.is_open()) else {
            return Ok(());
        };
        let to = outside.get(open).map_or("", |one| one.to.as_str());
        let body = words::OUTSIDE.iter().find(|(name, ..)| *name == to);
        let order = Order::NoteOutsideResult {
            request: no,
            referral: u16::try_from(open).unwrap_or(0),
            result: body.map_or("", |(.., result)| result).to_owned(),
        };
        self.act(self.one_who(Role::SocialResearcher), at, order)
            .map(drop)
    }

    /// For each reason somebody was called this morning who did not answer, and somebody who did; the rest wait.
    pub(super) fn reach_out(&mut self, at: Moment) -> Result<(), LedgerError> {
        for (which, kind) in (0..).zip(ReasonKind::ALL) {
            let query = OutreachQuery {
                reason: Some(kind),
                limit: 3,
                ..OutreachQuery::default()
            };
            let page = outreach::page(&self.ledger.records, at.date(), &query, &Branches::All, 3);
            let [silent, told, ..] = page.rows.as_slice() else {
                continue;
            };
            let mut chance = Self::chance(which, 50);
            for (row, reached) in [(silent, Reached::NoAnswer), (told, Reached::Spoken)] {
                if reached == Reached::Spoken && page.rows.len() < 3 {
                    continue;
                }
                let result = match reached {
                    Reached::Spoken => chance.text(&words::CONTACTED),
                    Reached::NoAnswer => "",
                };
                let order = Order::LogContact {
                    person: row.person,
                    reason: row.reason.clone(),
                    channel: self.channel(false, &mut chance),
                    reached,
                    result: result.to_owned(),
                };
                self.act(self.me(), at, order)?;
            }
        }
        Ok(())
    }
}
