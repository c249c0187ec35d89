//! Opening the desk; branches, staff, roles.

use std::collections::BTreeSet;

use super::{Asked, Decision, invalid, line, not_found};
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
            name: line("branch", branch)?,
        },
        Event::StaffAdded {
            staff: StaffNo(1),
            name: line("name", name)?,
            uid: asked.uid,
            roles,
            branch: BranchNo(1),
        },
    ];
    Ok((events, Made::Branch(BranchNo(1))))
}

/// An amended version of the same charity's profile. Requests that are open keep theirs (row 54).
pub fn amend_profile(records: &Records, asked: &Asked<'_>, source: &str) -> Decision {
    asked.needs(&[Role::Administrator])?;
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
pub fn add_branch(records: &Records, asked: &Asked<'_>, name: &str) -> Decision {
    asked.needs(&[Role::Administrator])?;
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
            name: line("branch", name)?,
        }],
        Made::Branch(branch),
    ))
}

/// Another member of staff.
pub fn add_staff(
    records: &Records,
    asked: &Asked<'_>,
    name: &str,
    uid: u32,
    roles: &BTreeSet<Role>,
    branch: BranchNo,
) -> Decision {
    asked.needs(&[Role::Administrator])?;
    if records.indexes.staff_of_uid(uid).is_some() {
        return Err(invalid("uid", "taken"));
    }
    if roles.is_empty() {
        return Err(invalid("roles", "empty"));
    }
    if !records.indexes.branches.contains_key(&branch) {
        return Err(not_found(Entity::Branch(branch)));
    }
    let last = records
        .indexes
        .staff
        .keys()
        .next_back()
        .map_or(0, |staff| staff.0);
    let staff = StaffNo(last.saturating_add(1));
    let event = Event::StaffAdded {
        staff,
        name: line("name", name)?,
        uid,
        roles: roles.clone(),
        branch,
    };
    Ok((vec![event], Made::Staff(staff)))
}

/// Other roles. The last administrator stays one.
pub fn change_roles(
    records: &Records,
    asked: &Asked<'_>,
    staff: StaffNo,
    roles: &BTreeSet<Role>,
) -> Decision {
    asked.needs(&[Role::Administrator])?;
    if !records.indexes.staff.contains_key(&staff) {
        return Err(not_found(Entity::Staff(staff)));
    }
    let others = records
        .indexes
        .staff
        .values()
        .filter(|member| member.no != staff);
    let administrators = others
        .filter(|member| member.roles.contains(&Role::Administrator))
        .count();
    if administrators == 0 && !roles.contains(&Role::Administrator) {
        return Err(invalid("roles", "last-administrator"));
    }
    if roles.is_empty() {
        return Err(invalid("roles", "empty"));
    }
    Ok((
        vec![Event::RolesChanged {
            staff,
            roles: roles.clone(),
        }],
        Made::Nothing,
    ))
}
