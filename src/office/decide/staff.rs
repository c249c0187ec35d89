//! Staff: who is added, what they may do, where they work, and that they leave.

use std::collections::BTreeSet;

use super::{Decision, invalid, not_found, short_line};
use crate::domain::branches::BranchScope;
use crate::domain::event::Event;
use crate::domain::ids::{BranchNo, Entity, StaffNo};
use crate::domain::staff::{Role, Staff};
use crate::protocol::{Colleague, Made, Refusal};
use crate::records::Records;

/// How many are named of those who could administer the desk.
const NAMED: usize = 5;

/// Another member of staff. A Unix user may be several of them, told apart by PIN.
pub fn add(
    records: &Records,
    name: &str,
    uid: u32,
    roles: &BTreeSet<Role>,
    branch: BranchNo,
) -> Decision {
    // Whoever shares a Unix user is told from the others by PIN, so that everyone who has it already needs one: without,
    // the newcomer could set it in their place.
    let without = |one: &&Staff| records.indexes.pin(one.no).set.is_none();
    if let Some(member) = records.indexes.sharing(uid).find(without) {
        let by = Colleague::from(member.name.clone());
        return Err(Refusal::UserTaken { uid, by });
    }
    some(roles)?;
    known(records, branch)?;
    let last = records.indexes.staff.keys().next_back();
    let staff = StaffNo(last.map_or(0, |staff| staff.0).saturating_add(1));
    let added = Event::StaffAdded {
        staff,
        name: short_line("name", name)?,
        uid,
        roles: roles.clone(),
        branch,
    };
    // Whatever their roles: what they see beyond it is given by somebody who means it.
    let scope = BranchScope::Home;
    let given = Event::BranchesGiven { staff, scope };
    Ok((vec![added, given], Made::Staff(staff)))
}

/// Other branches to see. The one they work at is always among them.
pub fn give_branches(records: &Records, staff: StaffNo, scope: &BranchScope) -> Decision {
    let member = working(records, staff)?;
    let scope = match scope {
        BranchScope::Branches(branches) if branches.is_empty() => BranchScope::Home,
        BranchScope::Branches(branches) => {
            branches
                .iter()
                .try_for_each(|branch| known(records, *branch))?;
            scope.clone()
        }
        BranchScope::Home | BranchScope::All => scope.clone(),
    };
    if member.scope == scope {
        return Ok((vec![], Made::Nothing));
    }
    Ok((vec![Event::BranchesGiven { staff, scope }], Made::Nothing))
}

/// Other roles. The last administrator stays one.
pub fn change_roles(records: &Records, staff: StaffNo, roles: &BTreeSet<Role>) -> Decision {
    let member = working(records, staff)?;
    some(roles)?;
    if member.roles == *roles {
        return Ok((vec![], Made::Nothing));
    }
    if !roles.contains(&Role::Administrator) {
        dispensable(records, member)?;
    }
    let roles = roles.clone();
    Ok((vec![Event::RolesChanged { staff, roles }], Made::Nothing))
}

/// Another branch to work at. What is in hand stays in hand.
pub fn move_to(records: &Records, staff: StaffNo, branch: BranchNo) -> Decision {
    let member = working(records, staff)?;
    known(records, branch)?;
    if member.branch == branch {
        return Ok((vec![], Made::Nothing));
    }
    Ok((vec![Event::StaffMoved { staff, branch }], Made::Nothing))
}

/// Someone leaves. The last administrator does not.
pub fn let_go(records: &Records, staff: StaffNo) -> Decision {
    let member = working(records, staff)?;
    dispensable(records, member)?;
    Ok((vec![Event::StaffLeft { staff }], Made::Nothing))
}

/// Whether somebody would administer the desk without them, and can sign in to do it. Where nobody would, supervisors are
/// named first of those who could be made administrators.
fn dispensable(records: &Records, member: &Staff) -> Result<(), Refusal> {
    let others = || {
        let working = records.indexes.working();
        working.filter(|other| other.no != member.no)
    };
    let administers = |one: &Staff| one.roles.contains(&Role::Administrator);
    let follows = |one: &Staff| administers(one) && records.indexes.can_sign_in(one);
    if !administers(member) || others().any(follows) {
        return Ok(());
    }
    let mut could: Vec<&Staff> = others().collect();
    could.sort_by_key(|one| (!one.roles.contains(&Role::Supervisor), one.no));
    let names = could.into_iter().take(NAMED);
    Err(Refusal::LastAdministrator(
        names.map(|one| one.name.clone().into()).collect(),
    ))
}

/// A member of staff who has not left.
pub(super) fn working(records: &Records, no: StaffNo) -> Result<&Staff, Refusal> {
    let member = records.indexes.staff.get(&no);
    let member = member.ok_or(not_found(Entity::Staff(no)))?;
    if member.left.is_some() {
        let by = Colleague::from(member.name.clone());
        return Err(Refusal::HasLeft { by });
    }
    Ok(member)
}

fn some(roles: &BTreeSet<Role>) -> Result<(), Refusal> {
    if roles.is_empty() {
        Err(invalid("roles", "empty"))
    } else {
        Ok(())
    }
}

fn known(records: &Records, branch: BranchNo) -> Result<(), Refusal> {
    if records.indexes.branches.contains_key(&branch) {
        Ok(())
    } else {
        Err(not_found(Entity::Branch(branch)))
    }
}
