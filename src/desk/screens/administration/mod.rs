//! Administration (إدارة المكتب): who works here, as what, at which branch and under which Unix user; the branches; and
//! the versions of the profile adopted so far.
//!
//! Names of Unix users are this machine's, not the office's: an errand looks them up.

mod codes;
mod draw;
mod forms;
mod versions;

use std::collections::BTreeMap;

use ratatui::layout::Rect;

use self::codes::Codes;
use self::forms::Filling;
use super::adopt::Adopt;
use super::asking::Asking;
use super::doors;
use super::telling::Telling;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::errand::{Errand, Ran};
use crate::desk::form::{FormEvent, Running};
use crate::desk::overlay::Confirmation;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, State, Tag};
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::list::Selection;
use crate::desk::words;
use crate::domain::ids::{Entity, Revision};
use crate::domain::staff::{Branch, Staff};
use crate::protocol::query::VersionLine;
use crate::protocol::{Answer, Done, Notice, Order, Query, Refusal};

/// What this screen can do.
pub static COMMANDS: &[Command] = &[
    Command::new("administration", "command-administration", |state| {
        state.desk.open(Box::new(Administration::new()));
    })
    .when(|now| now.is("administrator")),
    Command::new("admin-roles", "command-admin-roles", |state| {
        state.on::<Administration>(|screen, desk| screen.begin(desk, Filling::roles));
    })
    .when(|now| now.is("staff-member") && now.is("administrator")),
    Command::new("admin-rename", "command-admin-rename", |state| {
        state.on::<Administration>(Administration::rename);
    })
    .when(|now| now.is("branch") && now.is("administrator")),
    Command::new("admin-add", "command-admin-add", |state| {
        state.on::<Administration>(Administration::add);
    })
    .when(|now| now.is("administrator") && !now.is("form") && !now.is("versions")),
    Command::new("admin-adopt", "command-admin-adopt", |state| {
        state.on::<Administration>(|screen, desk| {
            let open = screen.versions.iter().map(|line| line.open);
            let open = open.fold(0, u32::saturating_add);
            desk.open(Box::new(Adopt::new(open)));
        });
    })
    .when(|now| now.is("administrator") && now.is("versions")),
    Command::new("admin-move", "command-admin-move", |state| {
        state.on::<Administration>(|screen, desk| screen.begin(desk, Filling::place));
    })
    .when(|now| now.is("staff-member") && now.is("administrator") && now.is("branches")),
    Command::new("admin-branches", "command-admin-branches", |state| {
        state.on::<Administration>(|screen, desk| screen.begin(desk, Filling::branches));
    })
    .when(|now| now.is("staff-member") && now.is("administrator") && now.is("branches")),
    Command::new("admin-code", "command-admin-code", codes::give)
        .when(|now| now.is("staff-member") && now.is("administrator")),
    Command::new("admin-leave", "command-admin-leave", let_go)
        .when(|now| now.is("staff-member") && now.is("administrator")),
    Command::new("admin-other", "command-admin-other", |state| {
        state.on::<Administration>(|screen, _| screen.turn(1));
    })
    .when(|now| !now.is("form")),
    Command::new("admin-previous", "command-admin-previous", |state| {
        state.on::<Administration>(|screen, _| screen.turn(Side::ALL.len() - 1));
    })
    .when(|now| !now.is("form"))
    .quiet(),
    Command::new("admin-back", "command-admin-back", |state| {
        state.on::<Administration>(|screen, _| screen.filling = None);
    })
    .when(|now| now.is("form")),
];

/// The list that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Staff,
    Branches,
    Versions,
}

impl Side {
    const ALL: [Side; 3] = [Side::Staff, Side::Branches, Side::Versions];

    const fn title(self) -> &'static str {
        match self {
            Self::Staff => "administration-staff",
            Self::Branches => "administration-branches",
            Self::Versions => "administration-versions",
        }
    }
}

/// Staff, branches and profile versions.
pub struct Administration {
    side: Side,
    asking: Asking,
    at_staff: Selection,
    at_branch: Selection,
    versions_asked: Asking,
    /// The version in force first.
    versions: Vec<VersionLine>,
    at_version: Selection,
    /// Unix users by number, as this machine calls them.
    users: BTreeMap<u32, String>,
    naming: Option<Tag>,
    filling: Option<Filling>,
    /// How the house stood when it was begun.
    seen: Revision,
    /// Who the Unix user is that was typed, while it is looked up.
    looking: Option<Tag>,
    /// What was ordered, and what to say once it is done.
    telling: Telling<(&'static str, String)>,
    codes: Codes,
}

impl Default for Administration {
    fn default() -> Self {
        Self::new()
    }
}

impl Administration {
    /// At the staff.
    #[must_use]
    pub fn new() -> Self {
        Self {
            side: Side::Staff,
            asking: Asking::default(),
            at_staff: Selection::new(0),
            at_branch: Selection::new(0),
            versions_asked: Asking::default(),
            versions: Vec::new(),
            at_version: Selection::new(0),
            users: BTreeMap::new(),
            naming: None,
            filling: None,
            seen: Revision::default(),
            looking: None,
            telling: Telling::default(),
            codes: Codes::default(),
        }
    }

    fn turn(&mut self, by: usize) {
        let every = Side::ALL;
        let at = every.iter().position(|side| *side == self.side);
        let next = every.get((at.unwrap_or(0) + by) % every.len());
        self.side = next.copied().unwrap_or(Side::Staff);
    }

    /// Who works here, then who left.
    fn staff<'a>(&self, desk: &'a Desk) -> Vec<&'a Staff> {
        let everyone = desk.view.iter().flat_map(|view| &view.staff);
        let mut everyone: Vec<&Staff> = everyone.collect();
        everyone.sort_by_key(|one| (one.left.is_some(), one.no));
        everyone
    }

    fn branches<'a>(&self, desk: &'a Desk) -> &'a [Branch] {
        desk.view.as_ref().map_or(&[], |view| &view.branches)
    }

    fn member<'a>(&self, desk: &'a Desk) -> Option<&'a Staff> {
        let at = self.at_staff.selected()?;
        self.staff(desk).get(at).copied()
    }

    fn branch<'a>(&self, desk: &'a Desk) -> Option<&'a Branch> {
        self.branches(desk).get(self.at_branch.selected()?)
    }

    /// A member of staff whose roles, place and stay can still be changed.
    fn working<'a>(&self, desk: &'a Desk) -> Option<&'a Staff> {
        let member = self.member(desk).filter(|one| one.left.is_none());
        member.filter(|_| self.side == Side::Staff && self.filling.is_none())
    }

    /// A Unix user as this machine calls it; else its number.
    fn user(&self, uid: u32) -> String {
        let name = self.users.get(&uid).cloned();
        name.unwrap_or_else(|| uid.to_string())
    }

    fn begin(&mut self, desk: &mut Desk, form: fn(&Desk, &Staff) -> Filling) {
        if let Some(member) = self.working(desk) {
            self.filling = Some(form(desk, member));
            self.seen = stands(desk);
        }
    }

    fn rename(&mut self, desk: &mut Desk) {
        if let Some(branch) = self.branch(desk) {
            self.filling = Some(Filling::rename(branch));
            self.seen = stands(desk);
        }
    }

    fn add(&mut self, desk: &mut Desk) {
        self.filling = Some(match self.side {
            Side::Staff => Filling::add_staff(desk),
            Side::Branches => Filling::add_branch(),
            Side::Versions => return,
        });
    }

    fn send(&mut self, desk: &mut Desk) {
        let Some(filling) = self.filling.as_ref().filter(|_| !self.telling.is_open()) else {
            return;
        };
        if let Some(user) = filling.user() {
            self.looking = Some(desk.run(Errand::User(user.to_owned())));
            return;
        }
        if let Some(order) = filling.order(None) {
            self.tell(desk, order, self.seen);
        }
    }

    fn tell(&mut self, desk: &mut Desk, order: Order, seen: Revision) {
        let (said, name) = match &order {
            Order::AddStaff { name, .. } => ("admin-added", name.clone()),
            Order::AddBranch { name } => ("admin-branch-added", name.clone()),
            Order::RenameBranch { name, .. } => ("admin-branch-renamed", name.clone()),
            Order::ChangeRoles { staff, .. } => ("admin-roles-changed", words::staff(desk, *staff)),
            Order::MoveStaff { staff, .. } => ("admin-moved", words::staff(desk, *staff)),
            Order::GiveBranches { staff, .. } => {
                ("admin-branches-given", words::staff(desk, *staff))
            }
            Order::LetStaffGo(staff) => ("admin-left", words::staff(desk, *staff)),
            _ => return,
        };
        match about(&order) {
            Some(entity) => self.telling.tell(desk, order, (entity, seen), (said, name)),
            None => self.telling.tell_unseen(desk, order, (said, name)),
        };
    }

    fn know(&mut self, desk: &mut Desk) {
        // Whoever is selected stays selected, wherever they now stand.
        let staff = self.staff(desk);
        self.at_staff.set_rows(staff.len());
        self.at_branch.set_rows(self.branches(desk).len());
        let unnamed: Vec<u32> = staff
            .iter()
            .map(|one| one.uid)
            .filter(|uid| !self.users.contains_key(uid))
            .collect();
        if !unnamed.is_empty() && self.naming.is_none() {
            self.naming = Some(desk.run(Errand::Users(unnamed)));
        }
    }
}

/// How the house stands, as the office last told.
fn stands(desk: &Desk) -> Revision {
    let view = desk.view.as_ref();
    view.map_or(Revision::default(), |view| view.revision)
}

/// Whom or what an order changes, who or which was there before.
fn about(order: &Order) -> Option<Entity> {
    match order {
        Order::ChangeRoles { staff, .. }
        | Order::MoveStaff { staff, .. }
        | Order::GiveBranches { staff, .. }
        | Order::LetStaffGo(staff) => Some(Entity::Staff(*staff)),
        Order::RenameBranch { branch, .. } => Some(Entity::Branch(*branch)),
        _ => None,
    }
}

fn let_go(state: &mut State) {
    state.on(|screen: &mut Administration, desk| {
        let Some(member) = screen.working(desk) else {
            return;
        };
        let (no, seen) = (member.no, stands(desk));
        let name = [("name", words::value(&member.name).into())];
        desk.confirm(Confirmation::new(
            desk.say_with("confirm-admin-leave-title", &name),
            desk.say_with("confirm-admin-leave-body", &name),
            move |state: &mut State| {
                state.on(|screen: &mut Administration, desk| {
                    screen.tell(desk, Order::LetStaffGo(no), seen);
                });
            },
        ));
    });
}

impl Screen for Administration {
    fn name(&self) -> &'static str {
        "administration"
    }

    fn sections(&self) -> &'static [&'static str] {
        if self.filling.is_some() {
            &["form"]
        } else {
            &["list"]
        }
    }

    fn title(&self, desk: &Desk) -> String {
        let title = desk.say("administration-title");
        match &self.filling {
            Some(filling) => format!("{title} · {}", filling.title(desk)),
            None => title,
        }
    }

    fn note(&self, desk: &Desk) -> String {
        if self.filling.is_some() {
            return String::new();
        }
        let working = self
            .staff(desk)
            .iter()
            .filter(|one| one.left.is_none())
            .count();
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let staff = desk.say_with("administration-count", &[("count", count(working).into())]);
        let branches = count(self.branches(desk).len());
        let branches = desk.say_with("administration-branch-count", &[("count", branches.into())]);
        format!("{staff} · {branches}")
    }

    fn snapshot(&self, desk: &Desk, snapshot: &mut Snapshot) {
        if let Some(filling) = &self.filling {
            filling.running.snapshot(snapshot);
            return;
        }
        snapshot.raise_if(self.working(desk).is_some(), "staff-member");
        snapshot.raise_if(
            self.side == Side::Branches && self.branch(desk).is_some(),
            "branch",
        );
        snapshot.raise_if(self.branches(desk).len() > 1, "branches");
        snapshot.raise_if(self.side == Side::Versions, "versions");
    }

    fn record(&self, desk: &Desk) -> Option<Entity> {
        if self.filling.is_some() {
            return None;
        }
        match self.side {
            Side::Staff => self.member(desk).map(|one| Entity::Staff(one.no)),
            Side::Branches => self.branch(desk).map(|one| Entity::Branch(one.no)),
            Side::Versions => None,
        }
    }

    fn shown(&mut self, desk: &mut Desk) {
        self.asking = Asking::default();
        self.versions_asked = Asking::default();
        self.versions_asked.ask(desk, Query::Versions);
        self.asking.ask(desk, Query::Desk);
        self.know(desk);
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        Some(match self.side {
            Side::Staff => &mut self.at_staff,
            Side::Branches => &mut self.at_branch,
            Side::Versions => &mut self.at_version,
        })
    }

    fn picked(&mut self, desk: &mut Desk) {
        if !desk.standing.flags.contains("administrator") {
            return;
        }
        match self.side {
            Side::Staff => self.begin(desk, Filling::roles),
            Side::Branches => self.rename(desk),
            Side::Versions => {}
        }
    }

    fn form(&mut self) -> Option<&mut Running> {
        self.filling.as_mut().map(|filling| &mut filling.running)
    }

    fn form_event(&mut self, event: FormEvent, desk: &mut Desk) {
        match event {
            FormEvent::Finished => self.send(desk),
            FormEvent::Barred(count) => doors::barred(desk, count),
            FormEvent::Edited { .. } | FormEvent::Left { .. } | FormEvent::Step(_) => {}
        }
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        if self.codes.given(tag, &answer, desk) {
            return;
        }
        let mine = self.asking.heard(tag, desk, || Query::Desk)
            || self.versions_asked.heard(tag, desk, || Query::Versions);
        if !mine {
            return;
        }
        match answer {
            Ok(Answer::Versions(mut versions)) => {
                versions.reverse();
                self.at_version.set_rows(versions.len());
                self.versions = versions;
            }
            Ok(Answer::Desk(view)) => {
                let member = self.member(desk).map(|one| one.no);
                desk.learn(view);
                self.know(desk);
                let staff = self.staff(desk);
                if let Some(at) = staff.iter().position(|one| Some(one.no) == member) {
                    self.at_staff.select(at);
                }
            }
            Ok(_) => {}
            Err(refusal) => doors::refused(desk, &refusal),
        }
    }

    fn done(&mut self, tag: Tag, done: Result<Done, Refusal>, desk: &mut Desk) {
        let Some((said, name)) = self.telling.heard(tag) else {
            return;
        };
        match done {
            Ok(_) => {
                self.filling = None;
                let said = desk.say_with(said, &[("name", words::value(&name).into())]);
                desk.toast(said);
            }
            // What was filled in stays, to be mended.
            Err(refusal) => doors::refused(desk, &refusal),
        }
        self.asking.ask(desk, Query::Desk);
    }

    fn ran(&mut self, tag: Tag, ran: Ran, desk: &mut Desk) {
        match ran {
            Ran::Users(users) if self.naming == Some(tag) => {
                self.naming = None;
                self.users.extend(users);
            }
            Ran::Code(code) => self.codes.drawn(tag, code, desk),
            Ran::User(uid) if self.looking == Some(tag) => {
                self.looking = None;
                let Some(filling) = &mut self.filling else {
                    return;
                };
                match uid {
                    Some(uid) => {
                        if let Some(order) = filling.order(Some(uid)) {
                            self.tell(desk, order, self.seen);
                        }
                    }
                    None => {
                        let user = filling.user().unwrap_or_default().to_owned();
                        filling.running.focus("user");
                        let said =
                            desk.say_with("admin-no-user", &[("user", words::value(&user).into())]);
                        desk.warn(said);
                    }
                }
            }
            _ => {}
        }
    }

    fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        let touches = |one: &Entity| matches!(one, Entity::Staff(_) | Entity::Branch(_));
        if notice.concerns(touches) {
            self.asking.ask(desk, Query::Desk);
        }
        if notice.read_afresh || notice.touched.contains(&Entity::Charity) {
            self.versions_asked.ask(desk, Query::Versions);
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        draw::draw(self, desk, canvas, area);
    }
}

#[cfg(test)]
mod tests;
