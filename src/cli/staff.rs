//! `istiqbal staff` and `istiqbal branch`: who works here, as what, and where.

use std::collections::BTreeSet;
use std::io::Write;

use serde::Serialize;

use super::args::{Branch as BranchArgs, Staff as StaffArgs, StaffPin};
use super::known::Known;
use super::rows::Format;
use super::when::When;
use super::{Failure, Session, pin};
use crate::accounts;
use crate::arabic::fold::fold_text;
use crate::desk::words::role_title;
use crate::domain::branches::BranchScope;
use crate::domain::ids::{BranchNo, StaffNo};
use crate::domain::staff::{Role, Staff};
use crate::protocol::{Client, ClientError, Made, Order, Refusal};

/// Why someone was not found.
#[derive(Debug, thiserror::Error)]
pub enum StaffFailure {
    /// There is no such Unix user.
    #[error("there is no Unix user {0:?} on this machine")]
    User(String),
    /// Nobody on the staff, or more than one, is called so.
    #[error("{name:?} is not one member of staff; there are: {}", known.join(", "))]
    Who {
        /// As given.
        name: String,
        /// Numbers and names there are.
        known: Vec<String>,
    },
}

#[derive(Serialize)]
struct Row {
    staff: u32,
    name: String,
    user: Option<String>,
    uid: u32,
    roles: Vec<Role>,
    branch: String,
    sees: Sees,
    left: Option<When>,
}

/// Which branches somebody sees.
#[derive(Serialize)]
#[serde(untagged)]
enum Sees {
    /// `own` or `all`.
    Word(&'static str),
    /// These, by name.
    Branches(Vec<String>),
}

impl Sees {
    fn of(known: &Known, member: &Staff) -> Sees {
        match &member.scope {
            BranchScope::All => Sees::Word(EVERY),
            BranchScope::Home => Sees::Word(OWN),
            BranchScope::Branches(more) => {
                let others = more.iter().filter(|branch| **branch != member.branch);
                let seen = [member.branch].into_iter().chain(others.copied());
                Sees::Branches(seen.map(|branch| known.branch(branch)).collect())
            }
        }
    }

    fn said(&self, session: &Session<'_>) -> String {
        match self {
            Sees::Word(EVERY) => session.texts.get("admin-every-branch"),
            Sees::Word(_) => session.texts.get("admin-own-branch"),
            Sees::Branches(names) => names.join(&session.texts.get("words-comma")),
        }
    }
}

#[derive(Serialize)]
struct BranchRow {
    branch: u16,
    name: String,
    staff: usize,
}

/// Does what is to be done about the staff.
pub fn staff(session: &Session<'_>, args: StaffArgs, out: &mut dyn Write) -> Result<(), Failure> {
    if let StaffArgs::Pin(StaffPin::Reset { who }) = &args {
        return reset(session, who, out);
    }
    let (mut client, known) = session.office()?;
    match args {
        StaffArgs::Pin(_) => {}
        StaffArgs::List { all, rows } => list(session, &known, all, rows.format, out)?,
        StaffArgs::Add {
            name,
            user,
            role,
            branch,
        } => {
            let uid = accounts::uid_of(&user).ok_or(StaffFailure::User(user))?;
            let branch = match branch {
                Some(branch) => known.branch_called(&branch)?,
                None => known.mine().unwrap_or(BranchNo(1)),
            };
            let order = Order::AddStaff {
                name,
                uid,
                roles: role.into_iter().collect(),
                branch,
            };
            if let Made::Staff(no) = client.order(order)?.made {
                writeln!(out, "{no}")?;
                let working = known.everyone().iter().filter(|one| one.left.is_none());
                if working.map(|one| one.uid).any(|other| other == uid) {
                    let args = [("staff", no.to_string().into())];
                    super::tell(&session.texts.with("cli-shares", &args));
                }
            }
        }
        StaffArgs::Roles { who, roles } => {
            let roles: BTreeSet<Role> = roles.into_iter().collect();
            let staff = member(&known, &who)?;
            done(&mut client, Order::ChangeRoles { staff, roles })?;
        }
        StaffArgs::Move { who, branch } => {
            let staff = member(&known, &who)?;
            let branch = known.branch_called(&branch)?;
            done(&mut client, Order::MoveStaff { staff, branch })?;
        }
        StaffArgs::Branches { who, branches } => {
            let staff = member(&known, &who)?;
            let scope = scope(&known, &branches)?;
            done(&mut client, Order::GiveBranches { staff, scope })?;
        }
        StaffArgs::Leave { who } => {
            let staff = member(&known, &who)?;
            done(&mut client, Order::LetStaffGo(staff))?;
        }
    }
    Ok(())
}

/// Gives somebody a code, and prints it. Where nobody who administers the desk can sign in any more, whoever owns the
/// office does it: they are not told who works there, and give it by number.
fn reset(session: &Session<'_>, who: &str, out: &mut dyn Write) -> Result<(), Failure> {
    let mut client = session.client()?;
    let staff = match Known::ask(&mut client, session) {
        Ok(known) => member(&known, who)?,
        Err(Failure::Client(ClientError::Refused(refusal @ Refusal::NotStaff { .. }))) => {
            who.parse().map_err(|_| ClientError::from(refusal))?
        }
        Err(failure) => return Err(failure),
    };
    writeln!(out, "{}", pin::give(&mut client, staff)?.digits())?;
    Ok(())
}

/// Does what is to be done about the branches.
pub fn branch(session: &Session<'_>, args: BranchArgs, out: &mut dyn Write) -> Result<(), Failure> {
    let (mut client, known) = session.office()?;
    match args {
        BranchArgs::List { rows } => branches(session, &known, rows.format, out)?,
        BranchArgs::Add { name } => {
            if let Made::Branch(no) = client.order(Order::AddBranch { name })?.made {
                writeln!(out, "{no}")?;
            }
        }
        BranchArgs::Rename { branch, name } => {
            let branch = known.branch_called(&branch)?;
            done(&mut client, Order::RenameBranch { branch, name })?;
        }
    }
    Ok(())
}

fn done(client: &mut Client, order: Order) -> Result<(), Failure> {
    client.order(order)?;
    Ok(())
}

/// The words that stand for a scope: a branch of that name is meant by its number.
const EVERY: &str = "all";
const OWN: &str = "own";

/// The branches named; `all` for every one, `own` for none beside the one they work at.
fn scope(known: &Known, named: &[String]) -> Result<BranchScope, Failure> {
    let has = |word: &str| named.iter().any(|one| one == word);
    if has(EVERY) {
        return Ok(BranchScope::All);
    }
    let mut these = BTreeSet::new();
    for name in named.iter().filter(|one| *one != OWN) {
        these.insert(known.branch_called(name)?);
    }
    Ok(if these.is_empty() {
        BranchScope::Home
    } else {
        BranchScope::Branches(these)
    })
}

/// The one member of staff of a number, a Unix user's name, or their own name. Who left is meant by number alone.
pub(super) fn member(known: &Known, text: &str) -> Result<StaffNo, StaffFailure> {
    let folded = fold_text(text);
    let everyone = known.everyone();
    if let Some(member) = everyone.iter().find(|one| one.no.to_string() == folded) {
        return Ok(member.no);
    }
    let working = || everyone.iter().filter(|one| one.left.is_none());
    let mut named = working().filter(|one| fold_text(&one.name) == folded);
    let mut users = working().filter(|one| accounts::name_of(one.uid).as_deref() == Some(text));
    match (named.next(), named.next(), users.next()) {
        (Some(one), None, None) | (None, None, Some(one)) => Ok(one.no),
        (Some(one), None, Some(other)) if one.no == other.no => Ok(one.no),
        _ => Err(StaffFailure::Who {
            name: text.to_owned(),
            known: working()
                .map(|one| format!("{} {}", one.no, one.name))
                .collect(),
        }),
    }
}

fn list(
    session: &Session<'_>,
    known: &Known,
    all: bool,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let shown = |one: &&Staff| all || one.left.is_none();
    let rows: Vec<Row> = known
        .everyone()
        .iter()
        .filter(shown)
        .map(|one| Row {
            staff: one.no.0,
            name: one.name.clone(),
            user: accounts::name_of(one.uid),
            uid: one.uid,
            roles: one.roles.iter().copied().collect(),
            branch: known.branch(one.branch),
            sees: Sees::of(known, one),
            left: one.left.map(When),
        })
        .collect();
    let headings = ["number", "name", "roles", "branch", "sees", "user", "left"];
    // Only where somebody left does a column say when.
    let columns = if all {
        headings.len()
    } else {
        headings.len() - 1
    };
    let headings: Vec<&str> = headings.into_iter().take(columns).collect();
    let comma = session.texts.get("words-comma");
    session.print(out, format, &headings, &rows, |row| {
        let titles: Vec<String> = row
            .roles
            .iter()
            .map(|role| match role_title(known.profile(), *role) {
                Some(title) => (session.pick())(title).to_owned(),
                None => session.texts.get(&format!("role-{}", role.id())),
            })
            .collect();
        let mut cells = vec![
            row.staff.to_string(),
            row.name.clone(),
            titles.join(&comma),
            row.branch.clone(),
            row.sees.said(session),
            row.user.clone().unwrap_or_else(|| row.uid.to_string()),
            row.left.map(When::day_and_hour).unwrap_or_default(),
        ];
        cells.truncate(columns);
        cells
    })
}

fn branches(
    session: &Session<'_>,
    known: &Known,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let rows: Vec<BranchRow> = known
        .branches()
        .iter()
        .map(|branch| {
            let working = known.everyone().iter().filter(|one| one.left.is_none());
            BranchRow {
                branch: branch.no.0,
                name: branch.name.clone(),
                staff: working.filter(|one| one.branch == branch.no).count(),
            }
        })
        .collect();
    session.print(out, format, &["number", "name", "staff"], &rows, |row| {
        vec![
            row.branch.to_string(),
            row.name.clone(),
            row.staff.to_string(),
        ]
    })
}
