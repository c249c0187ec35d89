//! Staff, their roles and their branches.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::branches::{BranchScope, Branches};
use super::ids::{BranchNo, StaffNo};
use super::moment::Moment;

/// What a member of staff may do. One person may hold several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Sets up the desk: staff, branches, profile (مدير النظام).
    Administrator,
    /// Receives people and takes in requests (موظف الاستقبال / علاقات المستفيدين).
    Reception,
    /// Answers questions referred to them and studies requests (مسؤول البحث الاجتماعي).
    SocialResearcher,
    /// Keeps the committee's list (أمين اللجنة).
    CommitteeSecretary,
    /// Watches the queues and answers for the desk (المشرف).
    Supervisor,
    /// Reads everything, changes nothing (المراجع).
    Auditor,
}

impl Role {
    /// All of them, in the order they are shown.
    pub const ALL: [Role; 6] = [
        Role::Administrator,
        Role::Reception,
        Role::SocialResearcher,
        Role::CommitteeSecretary,
        Role::Supervisor,
        Role::Auditor,
    ];

    /// The word for it in files, commands and text keys.
    pub fn id(self) -> &'static str {
        match self {
            Role::Administrator => "administrator",
            Role::Reception => "reception",
            Role::SocialResearcher => "social-researcher",
            Role::CommitteeSecretary => "committee-secretary",
            Role::Supervisor => "supervisor",
            Role::Auditor => "auditor",
        }
    }

    /// The role of that word.
    pub fn from_id(id: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.id() == id)
    }
}

/// A member of staff (موظف).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Number.
    pub no: StaffNo,
    /// The name colleagues see.
    pub name: String,
    /// The Unix user the kernel must name for a session to be theirs.
    pub uid: u32,
    /// What they may do.
    pub roles: BTreeSet<Role>,
    /// Where they work.
    pub branch: BranchNo,
    /// When they left; who left keeps the name in histories and can do nothing.
    pub left: Option<Moment>,
    /// Which branches they see.
    pub scope: BranchScope,
}

impl Staff {
    /// The branches whose rows they see and work on.
    #[must_use]
    pub fn branches(&self) -> Branches {
        self.scope.seen_from(self.branch)
    }
}

impl fmt::Debug for Staff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Staff({})", self.no)
    }
}

/// A branch office (فرع).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// Number.
    pub no: BranchNo,
    /// Name.
    pub name: String,
}

impl fmt::Debug for Branch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Branch({})", self.no)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_found_by_its_word() {
        for role in Role::ALL {
            assert_eq!(Role::from_id(role.id()), Some(role));
        }
        assert_eq!(Role::from_id("king"), None);
    }
}
