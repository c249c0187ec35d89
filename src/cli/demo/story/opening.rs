//! How the desk came to be: who opened it, who works there, and who was on file from the beginning.

use super::{COLLEAGUES, COLLEAGUES_FROM, DAYS, LONG_BEFORE, LOT, Story};
use crate::cli::demo::clock::days_before;
use crate::cli::demo::ledger::{Actor, LedgerError};
use crate::cli::demo::people::person;
use crate::cli::demo::words;
use crate::domain::branches::BranchScope;
use crate::domain::ids::BranchNo;
use crate::domain::moment::Moment;
use crate::domain::staff::Role;
use crate::protocol::{Made, Order};

/// Of so many people, one lives outside the area that the charity serves.
const OUTSIDE_EVERY: u64 = 25;

impl Story<'_> {
    pub(super) fn open(&mut self, uid: u32) -> Result<(), LedgerError> {
        let at = days_before(self.now, LONG_BEFORE + 1);
        let open = Order::OpenDesk {
            profile: self.source.to_owned(),
            branch: self.profile.charity.city.ar.clone(),
            name: "سلمى العنزي".into(),
            roles: Role::ALL.into(),
        };
        self.ledger.act(Actor::User(uid), at, &open)?;
        self.staff.push((self.me(), Role::Reception, BranchNo(1)));
        let city = &self.profile.charity.city.ar;
        let places = self.profile.scope.iter().flat_map(|scope| &scope.places);
        let mut names: Vec<String> = places
            .map(|place| place.ar.clone())
            .filter(|name| name != city)
            .take(2)
            .collect();
        names.extend(
            words::BRANCHES
                .iter()
                .skip(1)
                .take(2 - names.len())
                .map(|name| (*name).to_owned()),
        );
        for name in names {
            self.act(self.me(), at, Order::AddBranch { name })?;
        }
        for (uid, (name, role, branch)) in (COLLEAGUES_FROM..).zip(COLLEAGUES) {
            let order = Order::AddStaff {
                name: name.into(),
                uid,
                roles: [role].into(),
                branch: BranchNo(branch),
            };
            if let Made::Staff(no) = self.act(self.me(), at, order)? {
                self.staff.push((no, role, BranchNo(branch)));
                // People come to whichever branch is near, and the story tells of all.
                let everywhere = Order::GiveBranches {
                    staff: no,
                    scope: BranchScope::All,
                };
                self.act(self.me(), at, everywhere)?;
            }
        }
        self.approve(at)
    }

    /// The version of the policy that came after: a charity's own setting is another one.
    pub(super) fn amend(&mut self, at: Moment) -> Result<(), LedgerError> {
        let lines = self.source.lines().map(|line| {
            let version = line.strip_prefix("version = ").map(str::trim);
            match version.and_then(|version| version.parse::<u32>().ok()) {
                Some(version) => format!("version = {}\n", version + 1),
                None => format!("{line}\n"),
            }
        });
        let mut source: String = lines.collect();
        if !source.contains("[outreach]") {
            source.push_str("\n[outreach]\npapers_within_days = 45\nsilent_months = 6\n");
        }
        let order = Order::AmendProfile { source };
        self.act(self.me(), at, order).map(drop)
    }

    /// Where somebody lives: a few outside the area, where the charity has one.
    pub(super) fn city(&self, which: u64) -> &str {
        if self.profile.scope.is_some() && which % OUTSIDE_EVERY == OUTSIDE_EVERY - 1 {
            words::ELSEWHERE
        } else {
            &self.profile.charity.city.ar
        }
    }

    pub(super) fn bring_in(
        &mut self,
        people: u64,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(), LedgerError> {
        let source = *blake3::hash(b"istiqbal demo").as_bytes();
        while self.registered < people {
            let ago = if self.registered < people / 4 {
                LONG_BEFORE
            } else {
                DAYS + 1
            };
            let at = days_before(self.now, ago);
            let early = people / 4;
            let most = if self.registered < early {
                early
            } else {
                people
            };
            let to = most.min(self.registered + LOT);
            let lot = (self.registered..to)
                .map(|which| person(which, self.city(which), at.date()))
                .collect();
            let order = Order::ImportPeople {
                people: lot,
                source,
                dry_run: false,
            };
            self.act(self.me(), at, order)?;
            self.registered = to;
            progress(self.registered, self.extent.people + self.extent.requests);
        }
        Ok(())
    }
}
