//! Branch scope (نطاق الفروع): whose rows a member of staff sees and works on.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::ids::BranchNo;

/// The branches that a member of staff was given. No role implies any: somebody who is added sees the branch they work
/// at, until an administrator gives them more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BranchScope {
    /// The branch they work at, wherever that is.
    #[default]
    Home,
    /// The branch they work at, and these.
    Branches(BTreeSet<BranchNo>),
    /// Every branch there is and will be.
    All,
}

impl BranchScope {
    /// What somebody who works at `home` sees by it.
    #[must_use]
    pub fn seen_from(&self, home: BranchNo) -> Branches {
        match self {
            BranchScope::All => Branches::All,
            BranchScope::Home => Branches::one(home),
            BranchScope::Branches(more) => {
                Branches::Only(more.iter().copied().chain([home]).collect())
            }
        }
    }
}

/// A set of branches, or all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Branches {
    /// Each of them.
    All,
    /// These.
    Only(BTreeSet<BranchNo>),
}

impl Branches {
    /// None of them.
    #[must_use]
    pub fn none() -> Branches {
        Branches::Only(BTreeSet::new())
    }

    /// This one.
    #[must_use]
    pub fn one(branch: BranchNo) -> Branches {
        Branches::Only([branch].into())
    }

    /// Whether a branch is among them.
    #[must_use]
    pub fn has(&self, branch: BranchNo) -> bool {
        match self {
            Branches::All => true,
            Branches::Only(these) => these.contains(&branch),
        }
    }

    /// Whether one of others is among them.
    #[must_use]
    pub fn meet(&self, others: &BTreeSet<BranchNo>) -> bool {
        others.iter().any(|branch| self.has(*branch))
    }

    /// Whether both have a branch: all there are have one.
    #[must_use]
    pub fn overlap(&self, other: &Branches) -> bool {
        match (self, other) {
            (Branches::All, _) | (_, Branches::All) => true,
            (Branches::Only(these), other) => other.meet(these),
        }
    }

    /// Whether all of others are among them.
    #[must_use]
    pub fn cover(&self, others: &BTreeSet<BranchNo>) -> bool {
        others.iter().all(|branch| self.has(*branch))
    }

    /// These and those.
    #[must_use]
    pub fn and(self, other: Branches) -> Branches {
        match (self, other) {
            (Branches::Only(mut these), Branches::Only(those)) => {
                these.extend(those);
                Branches::Only(these)
            }
            _ => Branches::All,
        }
    }

    /// Of these, only that one where one is asked for.
    #[must_use]
    pub fn narrowed(&self, to: Option<BranchNo>) -> Branches {
        match to {
            None => self.clone(),
            Some(branch) if self.has(branch) => Branches::one(branch),
            Some(_) => Branches::none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn home_is_always_seen_and_moves_with_its_member() {
        let [one, two, three] = [1, 2, 3].map(BranchNo);
        for (scope, home, seen) in [
            (BranchScope::Home, one, &[one][..]),
            (BranchScope::Home, two, &[two]),
            (BranchScope::Branches([two].into()), one, &[one, two]),
            (BranchScope::Branches([two].into()), three, &[two, three]),
            (BranchScope::Branches([].into()), one, &[one]),
            (BranchScope::All, two, &[one, two, three]),
        ] {
            let branches = scope.seen_from(home);
            for branch in [one, two, three] {
                let has = branches.has(branch);
                assert_eq!(has, seen.contains(&branch), "{scope:?} {branch}");
                assert_eq!(branches.meet(&[branch].into()), has);
                let narrowed = branches.narrowed(Some(branch));
                assert_eq!(narrowed.has(branch), has);
                assert!(!narrowed.has(BranchNo(9)));
            }
            assert_eq!(branches.narrowed(None), branches);
            assert!(branches.cover(&seen.iter().copied().collect()));
            assert_eq!(branches.cover(&[one, two, three].into()), seen.len() == 3);
            let and = branches.clone().and(Branches::one(three));
            assert!(and.has(three) && seen.iter().all(|branch| and.has(*branch)));
            assert_eq!(and.has(two), branches.has(two));
        }
        assert!(!Branches::All.meet(&[].into()));
    }
}
