//! The forms of administration: who is added, what they do, where they work, what a branch is called.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::desk::form::{Choice, Field, Form, Kind, Label, Running, Step, Values};
use crate::desk::state::Desk;
use crate::desk::widget::text_field::Manner;
use crate::desk::words;
use crate::domain::branches::BranchScope;
use crate::domain::ids::{BranchNo, StaffNo};
use crate::domain::staff::{Branch, Role, Staff};
use crate::protocol::Order;

/// What is being done.
#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    AddStaff,
    Roles(StaffNo),
    Place(StaffNo),
    Branches(StaffNo),
    AddBranch,
    Rename(BranchNo),
}

/// A form being filled in.
pub(super) struct Filling {
    what: What,
    /// Whom or what it is about.
    about: String,
    pub(super) running: Running,
}

impl Filling {
    pub(super) fn add_staff(desk: &Desk) -> Self {
        let fields = vec![
            Field::new("name", "fact-name", Kind::Text(Manner::WORDS)).required(),
            Field::new("user", "fact-uid", Kind::Text(Manner::NUMBERS))
                .required()
                .hint("admin-user-hint"),
            roles_field(desk),
            branch_field(desk),
        ];
        let mine = desk.me().map(|me| me.branch.to_string());
        let known = [("branch".to_owned(), mine.unwrap_or_default())];
        Self::new(What::AddStaff, String::new(), fields, known.into())
    }

    pub(super) fn roles(desk: &Desk, member: &Staff) -> Self {
        let roles: Vec<&str> = member.roles.iter().map(|role| role.id()).collect();
        let known = [("roles".to_owned(), roles.join("\n"))];
        Self::new(
            What::Roles(member.no),
            member.name.clone(),
            vec![roles_field(desk)],
            known.into(),
        )
    }

    pub(super) fn place(desk: &Desk, member: &Staff) -> Self {
        let known = [("branch".to_owned(), member.branch.to_string())];
        Self::new(
            What::Place(member.no),
            member.name.clone(),
            vec![branch_field(desk)],
            known.into(),
        )
    }

    pub(super) fn branches(desk: &Desk, member: &Staff) -> Self {
        let seen: Vec<String> = match &member.scope {
            BranchScope::All => vec![EVERY.to_owned()],
            BranchScope::Branches(seen) => seen.iter().map(BranchNo::to_string).collect(),
            BranchScope::Home => vec![],
        };
        let every = Choice::new(EVERY, Label::Text("admin-every-branch"));
        let choices = [every].into_iter().chain(branch_choices(desk));
        let sees = Field::new("sees", "fact-sees", Kind::Many(choices.collect()))
            .hint("admin-branches-hint");
        Self::new(
            What::Branches(member.no),
            member.name.clone(),
            vec![sees],
            [("sees".to_owned(), seen.join("\n"))].into(),
        )
    }

    pub(super) fn add_branch() -> Self {
        Self::new(
            What::AddBranch,
            String::new(),
            vec![name_field()],
            Values::new(),
        )
    }

    pub(super) fn rename(branch: &Branch) -> Self {
        let known = [("name".to_owned(), branch.name.clone())];
        Self::new(
            What::Rename(branch.no),
            branch.name.clone(),
            vec![name_field()],
            known.into(),
        )
    }

    fn new(what: What, about: String, fields: Vec<Field>, known: Values) -> Self {
        let form = Form {
            label: "section-administration".into(),
            steps: vec![Step::new(
                "administration",
                "section-administration",
                fields,
            )],
        };
        Self {
            what,
            about,
            running: Running::new(Arc::new(form), known),
        }
    }

    pub(super) fn title(&self, desk: &Desk) -> String {
        let id = match self.what {
            What::AddStaff => "admin-add-staff",
            What::Roles(_) => "admin-roles-of",
            What::Place(_) => "admin-place-of",
            What::Branches(_) => "admin-branches-of",
            What::AddBranch => "admin-add-branch",
            What::Rename(_) => "admin-rename-of",
        };
        desk.say_with(id, &[("name", words::value(&self.about).into())])
    }

    /// The branches chosen to be seen.
    fn scope(&self) -> BranchScope {
        let mut chosen = self.running.value("sees").split('\n');
        if chosen.clone().any(|one| one == EVERY) {
            return BranchScope::All;
        }
        let these: BTreeSet<BranchNo> = chosen.by_ref().filter_map(|no| no.parse().ok()).collect();
        if these.is_empty() {
            BranchScope::Home
        } else {
            BranchScope::Branches(these)
        }
    }

    /// The Unix user typed, where one is asked for.
    pub(super) fn user(&self) -> Option<&str> {
        (self.what == What::AddStaff).then(|| self.running.value("user").trim())
    }

    /// The order that what was filled in comes to; none while something of it cannot be read.
    pub(super) fn order(&self, uid: Option<u32>) -> Option<Order> {
        let name = || self.running.value("name").trim().to_owned();
        let branch = || self.running.value("branch").parse::<BranchNo>().ok();
        let roles = || -> BTreeSet<Role> {
            let ids = self.running.value("roles").split('\n');
            ids.filter_map(Role::from_id).collect()
        };
        Some(match self.what {
            What::AddStaff => Order::AddStaff {
                name: name(),
                uid: uid?,
                roles: roles(),
                branch: branch()?,
            },
            What::Roles(staff) => Order::ChangeRoles {
                staff,
                roles: roles(),
            },
            What::Place(staff) => Order::MoveStaff {
                staff,
                branch: branch()?,
            },
            What::Branches(staff) => Order::GiveBranches {
                staff,
                scope: self.scope(),
            },
            What::AddBranch => Order::AddBranch { name: name() },
            What::Rename(branch) => Order::RenameBranch {
                branch,
                name: name(),
            },
        })
    }
}

/// The choice that stands for every branch, whatever others are chosen beside it.
const EVERY: &str = "all";

fn name_field() -> Field {
    Field::new("name", "admin-branch-name", Kind::Text(Manner::WORDS)).required()
}

fn roles_field(desk: &Desk) -> Field {
    let choices = Role::ALL.map(|role| {
        let title = words::role_title(desk.profile.as_deref(), role);
        let label = title.map_or_else(|| own(role), |title| Label::from(title.clone()));
        Choice::new(role.id(), label)
    });
    Field::new("roles", "fact-roles", Kind::Many(choices.into()))
        .required()
        .hint("admin-roles-hint")
}

fn own(role: Role) -> Label {
    Label::Text(match role {
        Role::Administrator => "role-administrator",
        Role::Reception => "role-reception",
        Role::SocialResearcher => "role-social-researcher",
        Role::CommitteeSecretary => "role-committee-secretary",
        Role::Supervisor => "role-supervisor",
        Role::Auditor => "role-auditor",
    })
}

fn branch_choices(desk: &Desk) -> impl Iterator<Item = Choice> {
    let branches = desk.view.iter().flat_map(|view| &view.branches);
    branches.map(|branch| {
        // A branch has one name, in whatever language is spoken.
        let (ar, en) = (branch.name.clone(), branch.name.clone());
        Choice::new(branch.no.to_string(), Label::Said { ar, en })
    })
}

fn branch_field(desk: &Desk) -> Field {
    let choices = branch_choices(desk).collect();
    Field::new("branch", "fact-branch", Kind::Choice(choices)).required()
}
