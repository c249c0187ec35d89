//! Attaching a scan: the files of the drop folder, the newest under the hand, and the paper it is of. Enter attaches; a
//! path is typed where there is no folder, or the file is elsewhere.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::{kind, size};
use crate::arabic::isolate::ltr;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::errand::{Errand, Ran};
use crate::desk::scanning::{Job, Listing, Outcome, folder_trouble};
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::{Canvas, after, below, row, upper};
use crate::desk::widget::list::Selection;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::text_field::{Manner, TextField};
use crate::desk::widget::theme::Part;
use crate::desk::words;
use crate::domain::ids::{Entity, RequestNo};
use crate::domain::profile::Profile;
use crate::protocol::query::RequestPage;
use crate::scans::folder::{FolderError, Source, Waiting};

/// What works while attaching.
pub static COMMANDS: &[Command] = &[
    Command::new("scan-take", "command-scan-take", |state| {
        state.on(Attach::take);
    })
    .when(|now| now.is("attaching")),
    Command::new("scan-paper", "command-scan-paper", |state| {
        state.on::<Attach>(|attach, _| attach.turn(1));
    })
    .when(|now| now.is("attaching")),
    Command::new("scan-paper-back", "command-scan-paper-back", |state| {
        state.on::<Attach>(|attach, _| attach.turn(attach.papers.len().saturating_sub(1)));
    })
    .when(|now| now.is("attaching"))
    .quiet(),
    Command::new("scan-look", "command-scan-look", |state| {
        state.on(Attach::look);
    })
    .when(|now| now.is("attaching")),
];

/// A scan being attached.
pub struct Attach {
    request: RequestNo,
    profile: Arc<Profile>,
    /// Kinds of papers, those asked for first; last, empty, any other.
    papers: Vec<String>,
    paper: usize,
    path: TextField,
    listing: Option<Listing>,
    selection: Selection,
    looking: Option<Tag>,
    sending: Option<Tag>,
}

impl Attach {
    /// To a request; of the paper under the hand, else of the first that is asked for and has no scan yet.
    #[must_use]
    pub fn new(page: &RequestPage, profile: Arc<Profile>, paper: Option<String>) -> Self {
        let request = &page.request;
        let mut papers = page.papers_required.clone();
        let brought = request.papers.iter().map(|paper| paper.kind.clone());
        let others = profile.papers.iter().map(|paper| paper.id.to_string());
        for kind in brought.chain(others).chain([String::new()]) {
            if !papers.contains(&kind) {
                papers.push(kind);
            }
        }
        let has_scan = |kind: &String| request.scans.iter().any(|scan| scan.paper == *kind);
        let at = match &paper {
            Some(paper) => papers.iter().position(|kind| kind == paper),
            None => papers.iter().position(|kind| !has_scan(kind)),
        };
        Self {
            request: request.no,
            profile,
            paper: at.unwrap_or(papers.len().saturating_sub(1)),
            papers,
            path: TextField::new(Manner::PATH, ""),
            listing: None,
            selection: Selection::default(),
            looking: None,
            sending: None,
        }
    }

    fn turn(&mut self, by: usize) {
        self.paper = (self.paper + by) % self.papers.len().max(1);
    }

    fn look(&mut self, desk: &mut Desk) {
        self.looking = Some(desk.run(Errand::Scan(Job::List)));
    }

    fn files(&self) -> &[Waiting] {
        let files = self.listing.as_ref().map(|listing| listing.files.as_ref());
        match files {
            Some(Ok(files)) => files,
            _ => &[],
        }
    }

    fn may_type(&self) -> bool {
        self.listing
            .as_ref()
            .is_some_and(|listing| listing.may_type)
    }

    fn chosen(&self) -> Option<Source> {
        let typed = self.path.text().trim();
        if !typed.is_empty() {
            return Some(Source::Typed(typed.to_owned()));
        }
        let file = self.files().get(self.selection.selected()?)?;
        Some(Source::Dropped(file.clone()))
    }

    fn take(&mut self, desk: &mut Desk) {
        if self.sending.is_some() {
            return;
        }
        let Some(source) = self.chosen() else { return };
        let job = Job::Attach {
            request: self.request,
            paper: self.papers.get(self.paper).cloned().unwrap_or_default(),
            source,
        };
        self.sending = Some(desk.run(Errand::Scan(job)));
    }
}

impl Screen for Attach {
    fn name(&self) -> &'static str {
        "scan-attach"
    }

    fn sections(&self) -> &'static [&'static str] {
        &["list"]
    }

    fn title(&self, desk: &Desk) -> String {
        let request = words::entity(desk, Entity::Request(self.request));
        format!("{} · {request}", desk.say("section-scan-attach"))
    }

    fn note(&self, desk: &Desk) -> String {
        match self.sending {
            Some(_) => desk.say("scan-attaching"),
            None => String::new(),
        }
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise("attaching");
        snapshot.raise_if(self.may_type(), "typing");
        snapshot.raise_if(self.selection.selected().is_some(), "selected");
    }

    fn shown(&mut self, desk: &mut Desk) {
        self.look(desk);
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        Some(&mut self.selection)
    }

    fn picked(&mut self, desk: &mut Desk) {
        self.take(desk);
    }

    fn field(&mut self) -> Option<&mut TextField> {
        if self.may_type() {
            Some(&mut self.path)
        } else {
            None
        }
    }

    fn ran(&mut self, tag: Tag, ran: Ran, desk: &mut Desk) {
        let Ran::Scan(outcome) = ran else { return };
        match outcome {
            Outcome::Listed(listing) if self.looking == Some(tag) => {
                self.looking = None;
                let rows = listing.files.as_ref().map_or(0, Vec::len);
                self.listing = Some(listing);
                self.selection.set_rows(rows);
            }
            Outcome::Attached { done, .. } if self.sending == Some(tag) => {
                self.sending = None;
                match done {
                    Ok(_) => desk.close(),
                    // What was typed or chosen stays, to be tried again.
                    Err(_) => self.look(desk),
                }
            }
            _ => {}
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        let labels = ["scan-column-paper", "scan-path"].map(|id| desk.say(id));
        let widths = labels.iter().map(|label| canvas.width_of(label));
        let label_width = widths.max().unwrap_or(0).saturating_add(2);
        let paper = self.papers.get(self.paper).map_or("", String::as_str);
        let paper = kind(desk, Some(&self.profile), paper);
        let [paper_label, path_label] = labels;
        canvas.text(row(area, 0), &paper_label, Part::Quiet);
        canvas.text(after(row(area, 0), label_width), &paper, Part::Title);
        let mut list = below(area, 2);
        if self.may_type() {
            canvas.text(row(area, 1), &path_label, Part::Quiet);
            list = below(area, 3);
        }
        self.draw_files(desk, canvas, list);
        if self.may_type() {
            self.path
                .draw(canvas, after(row(area, 1), label_width), true);
        }
    }
}

impl Attach {
    fn draw_files(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        let Some(listing) = &self.listing else {
            canvas.text(upper(area, 1), &desk.say("loading"), Part::Quiet);
            return;
        };
        let folder = listing.folder.as_ref();
        let folder = folder.map(|folder| ltr(&folder.display().to_string()));
        let said = match (&listing.files, folder) {
            (Err(FolderError::NoFolder), _) | (_, None) => {
                let id = if listing.may_type {
                    "folder-none"
                } else {
                    "folder-none-here"
                };
                Some((desk.say(id), Part::Quiet))
            }
            (Err(error), _) => Some((folder_trouble(desk, error), Part::Alarm)),
            (Ok(files), Some(folder)) if files.is_empty() => {
                let said = desk.say_with("folder-empty", &[("path", folder.into())]);
                Some((said, Part::Quiet))
            }
            _ => None,
        };
        if let Some((said, part)) = said {
            canvas.paragraph(area, &said, part);
            return;
        }
        let columns = [
            Column::new(desk.say("scan-column-name"), 24).grow(1),
            Column::new(desk.say("scan-column-size"), 12),
            Column::new(desk.say("scan-column-written"), 16),
        ];
        // While a path is typed, no file of the folder is meant.
        let typed = !self.path.text().trim().is_empty();
        let selection = if typed {
            self.selection.unselected()
        } else {
            self.selection
        };
        table::draw(canvas, area, &columns, &selection, false, |at| {
            let Some(file) = self.files().get(at) else {
                return Vec::new();
            };
            vec![
                TableCell::value(file.name.to_string_lossy()),
                TableCell::said(size(desk, file.bytes)),
                TableCell::said(words::moment(desk, file.written)),
            ]
        });
    }
}
