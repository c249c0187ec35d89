//! How things stand right now: the waiting line and forms left half filled in.

use super::Story;
use crate::cli::demo::ledger::LedgerError;
use crate::cli::demo::people::person;
use crate::cli::demo::words;
use crate::domain::arrival::Visitor;
use crate::domain::draft::About;
use crate::domain::ids::{BranchNo, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::staff::Role;
use crate::protocol::{Made, Order};

/// How long ago people were called, in milliseconds.
const REACHED_OUT_AGO: i64 = 50 * 60_000;

impl Story<'_> {
    /// The line as it stands now, my drafts, and the questions of this morning.
    pub(super) fn today(&mut self) -> Result<(), LedgerError> {
        self.reach_out(Moment(self.now.0 - REACHED_OUT_AGO))?;
        let desks = [
            (StaffNo(1), [34, 27, 19, 11, 6, 2]),
            (self.officer_at(BranchNo(2)), [22, 14, 5, 0, 0, 0]),
        ];
        let mut mine = Vec::new();
        for (by, waits) in desks {
            for (which, minutes) in (0_u64..).zip(waits).filter(|(_, minutes)| *minutes > 0) {
                let mut chance = Self::chance(which + 100 * u64::from(by.0), 10);
                let at = Moment(self.now.0 - minutes * 60_000);
                let visitor = match chance.percent(60) && self.registered > 0 {
                    true => Visitor::Known(self.known(&mut chance)),
                    false => {
                        Visitor::Named(person(self.registered + which, "", at.date()).name.line())
                    }
                };
                let purpose = chance.text(&words::PURPOSES).to_owned();
                let made = self.act(by, at, Order::ReceiveVisitor { visitor, purpose })?;
                if let (Made::Arrival(no), true) = (made, by == self.me()) {
                    mine.push(no);
                }
            }
        }
        let colleague = self.officer_at(BranchNo(1));
        if let Some(first) = mine.first() {
            self.act(
                colleague,
                Moment(self.now.0 - 60_000),
                Order::CallVisitor(*first),
            )?;
        }
        self.drafts()?;
        Ok(())
    }

    /// A colleague who receives people at a branch, or I.
    pub(super) fn officer_at(&self, branch: BranchNo) -> StaffNo {
        let colleague = self
            .staff
            .iter()
            .skip(1)
            .find(|(_, role, at)| *role == Role::Reception && *at == branch);
        colleague.map_or(self.me(), |(no, ..)| *no)
    }

    /// Forms left half filled in, each at another field.
    pub(super) fn drafts(&mut self) -> Result<(), LedgerError> {
        for (which, (minutes, at_field)) in
            (0_u64..).zip([(180_i64, "mobile"), (65, "need"), (9, "consent")])
        {
            let facts = person(self.extent.people + 3 * which, "", self.now.date());
            let at = Moment(self.now.0 - minutes * 60_000);
            let mut changed = vec![("name".to_owned(), facts.name.line())];
            if let (Some(number), true) = (facts.paper.number(), which > 0) {
                changed.push(("id".to_owned(), number.to_owned()));
                changed.extend(
                    facts
                        .mobile
                        .map(|mobile| ("mobile".to_owned(), mobile.local())),
                );
            }
            let order = Order::KeepDraft {
                draft: None,
                about: About::default(),
                changed,
                at: at_field.to_owned(),
            };
            self.act(self.me(), at, order)?;
        }
        Ok(())
    }
}
