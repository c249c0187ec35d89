//! How administration looks: a list, and what is known of the selected row below it or beside it.

use ratatui::layout::Rect;

use super::{Administration, Side, versions};
use crate::desk::form;
use crate::desk::state::Desk;
use crate::desk::widget::canvas::{Canvas, below, upper};
use crate::desk::widget::sheet::Sheet;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::theme::Part;
use crate::desk::widget::{names, panes};
use crate::desk::words;
use crate::domain::branches::BranchScope;
use crate::domain::staff::{Branch, Staff};

pub(super) fn draw(screen: &Administration, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    if let Some(filling) = &screen.filling {
        form::draw::draw(&filling.running, desk, canvas, area);
        return;
    }
    let lists = Side::ALL.map(|side| (desk.say(side.title()), side == screen.side));
    names::draw(canvas, upper(area, 1), &lists);
    let panes = panes::split(canvas, below(area, 1));
    let (hint, sheet) = match screen.side {
        Side::Staff => {
            let working = screen
                .staff(desk)
                .into_iter()
                .filter(|one| one.left.is_none());
            let alone = working.count() == 1;
            let sheet = screen.member(desk).map(|one| of_member(screen, desk, one));
            (alone.then_some("administration-alone"), sheet)
        }
        Side::Branches => {
            let only = screen.branches(desk).len() == 1;
            let sheet = screen.branch(desk).map(|one| of_branch(desk, one));
            (only.then_some("administration-one-branch"), sheet)
        }
        Side::Versions => {
            let only = screen.versions.len() == 1;
            let sheet = versions::chosen(screen, desk);
            (only.then_some("administration-one-version"), sheet)
        }
    };
    let mut list = panes.list;
    if let Some(hint) = hint {
        // With one row there is all the room below it.
        let said = below(list, 3);
        canvas.paragraph(said, &desk.say(hint), Part::Quiet);
        list = upper(list, 2);
    }
    match screen.side {
        Side::Staff => staff(screen, desk, canvas, list),
        Side::Branches => branches(screen, desk, canvas, list),
        Side::Versions => versions::draw(screen, desk, canvas, list),
    }
    if let (Some(detail), Some(sheet)) = (panes.detail, sheet) {
        sheet.draw(canvas, detail, 0);
    }
}

fn roles(desk: &Desk, member: &Staff) -> String {
    let profile = desk.profile.as_deref();
    let names: Vec<String> = member
        .roles
        .iter()
        .map(|role| words::role(desk, profile, *role))
        .collect();
    names.join(&desk.say("words-comma"))
}

/// Where somebody works, and which other branches they see.
fn place(desk: &Desk, member: &Staff) -> String {
    let home = words::value(&words::branch(desk, member.branch));
    let sees = match &member.scope {
        BranchScope::Home => return home,
        BranchScope::All => desk.say("admin-sees-all"),
        BranchScope::Branches(more) => {
            let others = more.iter().filter(|branch| **branch != member.branch);
            let names: Vec<String> = others
                .map(|branch| words::value(&words::branch(desk, *branch)))
                .collect();
            let names = names.join(&desk.say("words-comma"));
            desk.say_with("admin-sees-more", &[("branches", names.into())])
        }
    };
    format!("{home} · {sees}")
}

fn staff(screen: &Administration, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let columns = [
        Column::new(desk.say("fact-name"), 16).grow(1),
        Column::new(desk.say("fact-roles"), 20).grow(2),
        Column::new(desk.say("fact-branch"), 10).grow(1),
        Column::new(desk.say("fact-uid"), 14).fold(1),
    ];
    let everyone = screen.staff(desk);
    table::draw(canvas, area, &columns, &screen.at_staff, true, |at| {
        let Some(member) = everyone.get(at) else {
            return Vec::new();
        };
        let (roles, part) = match member.left {
            Some(at) => {
                let at = words::hijri_date(at.date());
                (
                    desk.say_with("administration-left", &[("at", at.into())]),
                    Part::Quiet,
                )
            }
            None => (roles(desk, member), Part::Plain),
        };
        vec![
            TableCell::value(member.name.clone()).like(part),
            TableCell::said(roles).like(part),
            TableCell::value(words::branch(desk, member.branch)).like(part),
            TableCell::value(screen.user(member.uid)).like(part),
        ]
    });
}

fn branches(screen: &Administration, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
    let columns = [
        Column::new(desk.say("cli-column-number"), 6),
        Column::new(desk.say("admin-branch-name"), 20).grow(1),
        Column::new(desk.say("administration-staff"), 16),
    ];
    let every = screen.branches(desk);
    table::draw(canvas, area, &columns, &screen.at_branch, true, |at| {
        let Some(branch) = every.get(at) else {
            return Vec::new();
        };
        vec![
            TableCell::value(branch.no.to_string()),
            TableCell::value(branch.name.clone()),
            TableCell::value(at_work(desk, branch).count().to_string()),
        ]
    });
}

fn at_work<'a>(desk: &'a Desk, branch: &'a Branch) -> impl Iterator<Item = &'a Staff> {
    let everyone = desk.view.iter().flat_map(|view| &view.staff);
    everyone.filter(|one| one.left.is_none() && one.branch == branch.no)
}

fn of_member(screen: &Administration, desk: &Desk, member: &Staff) -> Sheet {
    let mut sheet = Sheet::new();
    let user = match screen.users.get(&member.uid) {
        Some(name) => format!("{name} ({})", member.uid),
        None => member.uid.to_string(),
    };
    sheet.fact(desk.say("fact-roles"), roles(desk, member), Part::Plain);
    sheet.fact(desk.say("fact-branch"), place(desk, member), Part::Plain);
    sheet.value(desk.say("fact-uid"), &user, Part::Plain);
    if let Some(at) = member.left {
        let at = words::both_dates(desk, at.date());
        sheet.said(
            desk.say_with("administration-left", &[("at", at.into())]),
            Part::Alarm,
        );
    }
    sheet
}

fn of_branch(desk: &Desk, branch: &Branch) -> Sheet {
    let mut sheet = Sheet::new();
    sheet.value(desk.say("admin-branch-name"), &branch.name, Part::Plain);
    let names: Vec<&str> = at_work(desk, branch).map(|one| one.name.as_str()).collect();
    if names.is_empty() {
        sheet.said(desk.say("administration-nobody-there"), Part::Quiet);
    } else {
        let names = names.join(&desk.say("words-comma"));
        sheet.fact(desk.say("administration-staff"), names, Part::Plain);
    }
    sheet
}
