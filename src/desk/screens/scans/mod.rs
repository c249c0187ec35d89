//! Scans of a request (صور المستندات): those attached, opened with Enter; and the door to attaching another.

pub mod attach;

use std::collections::BTreeMap;
use std::sync::Arc;

use ratatui::layout::Rect;

use self::attach::Attach;
use super::asking::Asking;
use super::intake::Intake;
use super::request::Request;
use crate::arabic::isolate::{auto, ltr};
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::errand::{Errand, Ran};
use crate::desk::scanning::{self, Job};
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, State, Tag};
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::list::Selection;
use crate::desk::widget::sheet::Sheet;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::document::Scan;
use crate::domain::ids::Entity;
use crate::domain::profile::Profile;
use crate::domain::workflow::Step;
use crate::protocol::query::RequestPage;
use crate::protocol::{Answer, Notice, Query, Refusal, ScanFault};

/// What attaches and opens.
pub static COMMANDS: &[Command] = &[
    Command::new("scan-attach", "command-scan-attach", attach)
        .when(|now| now.is("can-attach-scan")),
    Command::new("scans", "command-scans", |state| {
        let mut found = None;
        state.on::<Request>(|request, desk| {
            let page = request.page().cloned();
            found = page.zip(request.pinned(desk));
        });
        if let Some((page, profile)) = found {
            state.desk.open(Box::new(Scans::new(page, profile)));
        }
    })
    .when(|now| now.is("has-scans")),
    Command::new("scan-open", "command-scan-open", |state| {
        state.on::<Scans>(Scans::open);
    })
    .when(|now| now.is("selected")),
];

/// Raises what can be done with the scans of a request.
pub(super) fn snapshot(page: Option<&RequestPage>, snapshot: &mut Snapshot) {
    let Some(page) = page else { return };
    snapshot.raise_if(page.may(Step::AttachScan), "can-attach-scan");
    snapshot.raise_if(!page.request.scans.is_empty(), "has-scans");
}

fn attach(state: &mut State) {
    let mut opened = None;
    state.on::<Request>(|request, desk| {
        let profile = request.pinned(desk);
        let page = request.page().zip(profile);
        opened = page.map(|(page, profile)| Attach::new(page, profile, None));
    });
    state.on::<Intake>(|intake, _| {
        let paper = intake.paper_under_hand();
        let page = intake.page().zip(intake.profile());
        opened = page.map(|(page, profile)| Attach::new(page, Arc::clone(profile), paper));
    });
    state.on::<Scans>(|scans, _| {
        let profile = Arc::clone(&scans.profile);
        opened = Some(Attach::new(&scans.page, profile, None));
    });
    if let Some(attach) = opened {
        state.desk.open(Box::new(attach));
    }
}

/// What was found wrong with a request's scans when they were opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(BTreeMap<u16, ScanFault>);

impl Marks {
    /// Remembers what came of an errand.
    pub(super) fn note(&mut self, ran: &Ran) {
        let Ran::Scan(outcome) = ran else { return };
        match scanning::fault(outcome) {
            Some((scan, Some(why))) => {
                self.0.insert(scan, why);
            }
            Some((scan, None)) => {
                self.0.remove(&scan);
            }
            None => {}
        }
    }

    fn said(&self, desk: &Desk, scan: usize) -> Option<String> {
        let why = self.0.get(&u16::try_from(scan).ok()?)?;
        Some(desk.say(match why {
            ScanFault::Missing => "scan-mark-missing",
            ScanFault::Changed => "scan-mark-changed",
            _ => "scan-mark-unreadable",
        }))
    }
}

/// Of which kind of paper a scan is, in words.
fn kind(desk: &Desk, profile: Option<&Profile>, paper: &str) -> String {
    if paper.is_empty() {
        desk.say("scan-other")
    } else {
        words::paper(desk, profile, paper)
    }
}

/// How long a file is, in words.
fn size(desk: &Desk, bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1 << 10);
    let (id, count) = if kilobytes < 10_000 {
        ("scan-kilobytes", kilobytes)
    } else {
        ("scan-megabytes", bytes.div_ceil(1 << 20))
    };
    desk.say_with(id, &[("count", ltr(&count.to_string()).into())])
}

/// The scans on a request's page.
pub(super) fn on_page(
    sheet: &mut Sheet,
    desk: &Desk,
    profile: Option<&Profile>,
    page: &RequestPage,
    marks: &Marks,
) {
    let scans = &page.request.scans;
    if scans.is_empty() {
        return;
    }
    sheet.heading(desk.say("request-scans"));
    for (at, scan) in scans.iter().enumerate() {
        let mark = marks.said(desk, at);
        let part = if mark.is_some() {
            Part::Alarm
        } else {
            Part::Plain
        };
        let mut said = format!(
            "{} · {} · {}",
            at + 1,
            auto(&scan.name),
            words::act(desk, scan.attached)
        );
        if let Some(mark) = mark {
            said = format!("{said} · {mark}");
        }
        sheet.fact(kind(desk, profile, &scan.paper), said, part);
    }
}

/// The errand that opens a scan of a request.
pub(super) fn opening(page: &RequestPage, at: usize) -> Option<Errand> {
    let scan = page.request.scans.get(at)?;
    Some(Errand::Scan(Job::Open {
        request: page.request.no,
        scan: u16::try_from(at).ok()?,
        name: scan.name.clone(),
    }))
}

/// The scan that a digit names, from 0.
pub(super) fn by_digit(typed: char) -> Option<usize> {
    let digit = crate::arabic::digits::fold_char(typed).to_digit(10)?;
    usize::try_from(digit).ok()?.checked_sub(1)
}

/// The scans of a request.
pub struct Scans {
    page: RequestPage,
    profile: Arc<Profile>,
    marks: Marks,
    asking: Asking,
    selection: Selection,
}

impl Scans {
    fn new(page: RequestPage, profile: Arc<Profile>) -> Self {
        Self {
            selection: Selection::new(page.request.scans.len()),
            page,
            profile,
            marks: Marks::default(),
            asking: Asking::default(),
        }
    }

    fn query(&self) -> Query {
        Query::Request(self.page.request.no)
    }

    fn open(&mut self, desk: &mut Desk) {
        let at = self.selection.selected();
        if let Some(errand) = at.and_then(|at| opening(&self.page, at)) {
            desk.run(errand);
        }
    }

    fn row(&self, desk: &Desk, at: usize, scan: &Scan) -> Vec<TableCell> {
        let state = match self.marks.said(desk, at) {
            Some(mark) => TableCell::said(mark).like(Part::Alarm),
            None => TableCell::said(size(desk, scan.bytes)),
        };
        vec![
            TableCell::said(kind(desk, Some(&self.profile), &scan.paper)),
            TableCell::value(scan.name.clone()),
            state,
            TableCell::said(words::moment(desk, scan.attached.at)),
            TableCell::value(words::staff(desk, scan.attached.by)),
        ]
    }
}

impl Screen for Scans {
    fn name(&self) -> &'static str {
        "scans"
    }

    fn sections(&self) -> &'static [&'static str] {
        &["list"]
    }

    fn title(&self, desk: &Desk) -> String {
        let request = words::entity(desk, Entity::Request(self.page.request.no));
        format!("{} · {request}", desk.say("section-scans"))
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        self::snapshot(Some(&self.page), snapshot);
        snapshot.raise_if(self.selection.selected().is_some(), "selected");
    }

    fn shown(&mut self, desk: &mut Desk) {
        self.asking = Asking::default();
        self.asking.ask(desk, self.query());
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        Some(&mut self.selection)
    }

    fn picked(&mut self, desk: &mut Desk) {
        self.open(desk);
    }

    fn ran(&mut self, _tag: Tag, ran: Ran, _desk: &mut Desk) {
        self.marks.note(&ran);
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Refusal>, desk: &mut Desk) {
        let query = self.query();
        self.asking.heard(tag, desk, || query);
        if let Ok(Answer::Request(page)) = answer {
            self.page = *page;
            self.selection.set_rows(self.page.request.scans.len());
        }
    }

    fn notice(&mut self, notice: &Notice, desk: &mut Desk) {
        let own = Entity::Request(self.page.request.no);
        if notice.read_afresh || notice.touched.contains(&own) {
            let query = self.query();
            self.asking.ask(desk, query);
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        let columns = [
            Column::new(desk.say("scan-column-paper"), 16).grow(1),
            Column::new(desk.say("scan-column-name"), 20).grow(2),
            Column::new(desk.say("scan-column-size"), 9),
            Column::new(desk.say("scan-column-when"), 16).fold(1),
            Column::new(desk.say("scan-column-by"), 12).fold(2),
        ];
        table::draw(canvas, area, &columns, &self.selection, true, |at| {
            let scan = self.page.request.scans.get(at);
            scan.map_or_else(Vec::new, |scan| self.row(desk, at, scan))
        });
    }
}

#[cfg(test)]
mod tests;
