//! What the desk knows about itself: its charity and branch, who works here, and how many requests wait.
//!
//! The home screen keeps it up to date; every other screen only reads it.

use std::sync::Arc;

use super::state::{Desk, Standing};
use super::words;
use crate::domain::branches::Branches;
use crate::domain::ids::BranchNo;
use crate::domain::staff::{Role, Staff};
use crate::domain::workflow::{Step, Workflow};
use crate::profiles;
use crate::protocol::{Counts, DeskView};

/// Who may read reports and histories; the office holds to the same.
const OVERSEERS: [Role; 3] = [Role::Supervisor, Role::Auditor, Role::Administrator];

impl Desk {
    /// Takes in how the desk stands.
    pub fn learn(&mut self, view: Box<DeskView>) {
        self.view = Some(view);
        self.restate();
    }

    /// Takes in how many wait for what. Whether that is something else than was known.
    pub fn count(&mut self, counts: &Counts) -> bool {
        let Some(view) = &mut self.view else {
            return false;
        };
        if view.counts == *counts {
            return false;
        }
        (self.standing.waiting, self.standing.reply_due) = (counts.waiting, counts.reply_due);
        view.counts.clone_from(counts);
        true
    }

    /// Takes in the profile in force, from its TOML. One that cannot be read leaves the one before.
    pub fn learn_profile(&mut self, source: &str) {
        if let Ok(profile) = profiles::parse("profile", source) {
            self.profile = Some(Arc::new(profile));
            self.restate();
        }
    }

    /// Me, once the office has said so.
    #[must_use]
    pub fn me(&self) -> Option<&Staff> {
        self.view.as_ref()?.me.as_ref()
    }

    /// The branches whose rows I see, in order.
    #[must_use]
    pub fn seen_branches(&self) -> Vec<BranchNo> {
        let sees = self.me().map_or_else(Branches::none, Staff::branches);
        let every = self.view.iter().flat_map(|view| &view.branches);
        let seen = every.map(|branch| branch.no).filter(|no| sees.has(*no));
        seen.collect()
    }

    /// Whether I hold a role.
    #[must_use]
    pub fn holds(&self, role: Role) -> bool {
        self.me().is_some_and(|me| me.roles.contains(&role))
    }

    /// Says the standing again: something is known that was not, or another language is spoken.
    pub(crate) fn restate(&mut self) {
        let Some(view) = &self.view else { return };
        let charity = self.profile.as_ref().map_or_else(String::new, |profile| {
            self.texts.pick(&profile.charity.short_name).to_owned()
        });
        let me = view.me.as_ref();
        let mut standing = Standing {
            charity,
            branch: me.map_or_else(String::new, |me| words::branch(self, me.branch)),
            who: me.map_or_else(String::new, |me| me.name.clone()),
            waiting: view.counts.waiting,
            reply_due: view.counts.reply_due,
            ..Standing::default()
        };
        let clarifier = self
            .profile
            .as_ref()
            .and_then(|profile| profile.clarifier());
        let holds = |role| self.holds(role);
        let workflow = self.profile.as_deref().map(Workflow::of);
        let takes = |step| {
            let row = workflow.as_ref().and_then(|workflow| workflow.row(step));
            row.is_some_and(|row| row.who.iter().any(|role| holds(*role)))
        };
        for (raised, flag) in [
            (me.is_some() && view.pin.is_some(), "opened"),
            (
                holds(Role::Reception) || holds(Role::Supervisor),
                "reception",
            ),
            (holds(Role::Supervisor), "supervisor"),
            (clarifier.is_some_and(holds), "researcher"),
            (holds(Role::Administrator), "administrator"),
            (OVERSEERS.iter().any(|role| holds(*role)), "reports"),
            (OVERSEERS.iter().any(|role| holds(*role)), "histories"),
            (holds(Role::Supervisor) || holds(Role::Auditor), "watches"),
            (takes(Step::SendBack), "studies"),
            (takes(Step::Decide), "decides"),
        ] {
            if raised {
                standing.flags.insert(flag);
            }
        }
        self.standing = standing;
    }
}
