//! Opening the desk; its profile and its branches.

use std::collections::BTreeSet;

use super::{Asked, Decision, invalid, not_found, short_line};
use crate::arabic::fold::fold_text;
use crate::domain::event::Event;
use crate::domain::ids::{BranchNo, Entity, StaffNo};
use crate::domain::request::Pin;
use crate::domain::staff::Role;
use crate::profiles;
use crate::protocol::{Made, Refusal};
use crate::records::Records;

/// Whoever opens the desk is its first administrator.
pub fn open_desk(
    records: &Records,
    asked: &Asked<'_>,
    profile: &str,
    branch: &str,
    name: &str,
    roles: &BTreeSet<Role>,
) -> Decision {
    if records.indexes.in_force().is_some() {
        return Err(Refusal::AlreadyOpen);
    }
    let read = profiles::parse("profile", profile)
        .map_err(|error| invalid("profile", &error.to_string()))?;
    let roles = roles.iter().copied().chain([Role::Administrator]).collect();
    let events = vec![
        Event::ProfileAdopted {
            pin: Pin {
                profile: read.key.as_str().to_owned(),
                version: read.version,
            },
            source: profile.to_owned(),
        },
        Event::BranchAdded {
            branch: BranchNo(1),
            name: short_line("branch", branch)?,
        },
        Event::StaffAdded {
            staff: StaffNo(1),
            name: short_line("name", name)?,
            uid: asked.asker.uid,
            roles,
            branch: BranchNo(1),
        },
    ];
    Ok((events, Made::Branch(BranchNo(1))))
}

/// An amended version of the same charity's profile. Requests that are open keep theirs (row 54).
pub fn amend_profile(records: &Records, source: &str) -> Decision {
    let in_force = records.indexes.in_force().ok_or(Refusal::NotOpened)?;
    let read = profiles::parse("profile", source)
        .map_err(|error| invalid("profile", &error.to_string()))?;
    if read.key.as_str() != in_force.pin.profile {
        return Err(invalid("profile", "another-charity"));
    }
    if read.version <= in_force.pin.version {
        return Err(invalid("profile", "not-a-later-version"));
    }
    let pin = Pin {
        profile: in_force.pin.profile.clone(),
        version: read.version,
    };
    let source = source.to_owned();
    Ok((vec![Event::ProfileAdopted { pin, source }], Made::Nothing))
}

/// Another branch.
pub fn add_branch(records: &Records, name: &str) -> Decision {
    let last = records
        .indexes
        .branches
        .keys()
        .next_back()
        .map_or(0, |branch| branch.0);
    let branch = BranchNo(
        last.checked_add(1)
            .ok_or_else(|| invalid("branch", "too-many"))?,
    );
    Ok((
        vec![Event::BranchAdded {
            branch,
            name: branch_name(records, name, None)?,
        }],
        Made::Branch(branch),
    ))
}

/// Another name for a branch.
pub fn rename_branch(records: &Records, branch: BranchNo, name: &str) -> Decision {
    let branches = &records.indexes.branches;
    let known = branches
        .get(&branch)
        .ok_or(not_found(Entity::Branch(branch)))?;
    let name = branch_name(records, name, Some(branch))?;
    if known.name == name {
        return Ok((vec![], Made::Branch(branch)));
    }
    let event = Event::BranchRenamed { branch, name };
    Ok((vec![event], Made::Branch(branch)))
}

/// A name that no other branch has: people say branches by name.
fn branch_name(records: &Records, name: &str, except: Option<BranchNo>) -> Result<String, Refusal> {
    let name = short_line("branch", name)?;
    let folded = fold_text(&name);
    let mut others = records.indexes.branches.values();
    if others.any(|one| Some(one.no) != except && fold_text(&one.name) == folded) {
        return Err(invalid("branch", "taken"));
    }
    Ok(name)
}
