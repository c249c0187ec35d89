//! The shelf: the charity's references, read in place and searched, one or all of them. What is searched is folded, so
//! that a hamza left out hides nothing.

mod draw;

use std::ops::Range;

use ratatui::layout::Rect;

use super::doors;
use crate::arabic::fold::fold_text;
use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::errand::{Errand, Ran};
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::list::Selection;
use crate::desk::widget::text_field::{Manner, TextField};
use crate::shelf::{Found, Missing};

/// What this screen can do.
pub static COMMANDS: &[Command] = &[
    Command::new("shelf", "command-shelf", |state| {
        state.desk.open(Box::new(Shelf::new()));
    })
    .when(|now| now.is("opened"))
    .quiet(),
    Command::new("shelf-open", "command-shelf-open", |state| {
        state.on::<Shelf>(Shelf::enter);
    }),
    Command::new("shelf-list", "command-shelf-list", |state| {
        state.on::<Shelf>(|shelf, _| shelf.relist());
    })
    .when(|now| now.is("reading")),
    Command::new("shelf-search", "command-shelf-search", |state| {
        state.on::<Shelf>(|shelf, desk| {
            shelf.typed = Some(TextField::new(Manner::spoken(desk.rtl()), &shelf.sought));
        });
    }),
    Command::new(
        "shelf-search-leave",
        "command-shelf-search-leave",
        |state| {
            state.on::<Shelf>(|shelf, _| {
                shelf.typed = None;
                shelf.seek(String::new());
            });
        },
    )
    .when(|now| now.is("typing")),
    Command::new("shelf-next", "command-shelf-next", |state| {
        state.on::<Shelf>(|shelf, _| shelf.next());
    })
    .when(|now| now.is("reading")),
];

/// A place in a reference where what is sought stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    /// Which reference.
    at: usize,
    /// Which of its lines.
    line: usize,
}

/// The shelf.
pub struct Shelf {
    found: Option<Vec<Found>>,
    reading: Option<Tag>,
    /// The reference that is open; none while they are listed.
    open: Option<usize>,
    /// What is sought, as typed.
    sought: String,
    places: Vec<Place>,
    typed: Option<TextField>,
    selection: Selection,
}

impl Shelf {
    /// The shelf, its references listed.
    #[must_use]
    pub fn new() -> Self {
        Self {
            found: None,
            reading: None,
            open: None,
            sought: String::new(),
            places: Vec::new(),
            typed: None,
            selection: Selection::default(),
        }
    }

    fn lines(&self, at: usize) -> &[String] {
        let found = self.found.as_ref().and_then(|found| found.get(at));
        match found.map(|found| &found.text) {
            Some(Ok(text)) => &text.lines,
            _ => &[],
        }
    }

    /// What the list shows: places found across all where something is sought, else the references.
    fn is_sought(&self) -> bool {
        !fold_text(&self.sought).is_empty()
    }

    fn restart(&mut self) {
        let rows = match (self.open, self.is_sought()) {
            (Some(at), _) => self.lines(at).len(),
            (None, true) => self.places.len(),
            (None, false) => self.found.as_ref().map_or(0, Vec::len),
        };
        self.selection = Selection::new(rows);
    }

    fn relist(&mut self) {
        let from = self.open.take();
        self.restart();
        if let (Some(at), false) = (from, self.is_sought()) {
            self.selection.select(at);
        }
    }

    fn seek(&mut self, sought: String) {
        self.sought = sought;
        let wanted = fold_text(&self.sought);
        self.places.clear();
        if !wanted.is_empty() {
            for at in 0..self.found.as_ref().map_or(0, Vec::len) {
                let lines = self.lines(at).iter().enumerate();
                let hits = lines.filter(|(_, line)| fold_text(line).contains(&wanted));
                let hits: Vec<Place> = hits.map(|(line, _)| Place { at, line }).collect();
                self.places.extend(hits);
            }
        }
        match self.open {
            // Within an open text, the first place after where one reads.
            Some(at) => {
                let from = self.selection.selected().unwrap_or(0);
                let mut here = self.places.iter().filter(|place| place.at == at);
                if let Some(place) = here.find(|place| place.line >= from) {
                    self.selection.select(place.line);
                }
            }
            None => self.restart(),
        }
    }

    fn enter(&mut self, _desk: &mut Desk) {
        self.typed = None;
        let Some(row) = self.selection.selected() else {
            return;
        };
        match (self.open, self.is_sought()) {
            (Some(_), true) => self.next(),
            (Some(_), false) => {}
            (None, true) => {
                if let Some(place) = self.places.get(row).copied() {
                    self.open = Some(place.at);
                    self.restart();
                    self.selection.select(place.line);
                }
            }
            (None, false) => {
                if !self.lines(row).is_empty() {
                    self.open = Some(row);
                    self.restart();
                }
            }
        }
    }

    /// To the next place in the text that is open, round from its end.
    fn next(&mut self) {
        let Some(at) = self.open else { return };
        let from = self.selection.selected().unwrap_or(0);
        let here = || self.places.iter().filter(|place| place.at == at);
        let next = here()
            .find(|place| place.line > from)
            .or_else(|| here().next());
        if let Some(place) = next {
            self.selection.select(place.line);
        }
    }
}

impl Default for Shelf {
    fn default() -> Self {
        Self::new()
    }
}

/// Where what is sought stands in a line, in bytes. Found letter by letter, as folding changes lengths.
fn hits(line: &str, wanted: &str) -> Vec<Range<usize>> {
    let wanted = fold_text(wanted);
    let mut all = Vec::new();
    if wanted.is_empty() || !fold_text(line).contains(&wanted) {
        return all;
    }
    let starts: Vec<usize> = line
        .char_indices()
        .map(|(at, _)| at)
        .chain([line.len()])
        .collect();
    let mut from = 0;
    while let Some(start) = starts
        .get(from)
        .copied()
        .filter(|start| *start < line.len())
    {
        let ends = starts
            .iter()
            .skip(from + 1)
            .take(wanted.chars().count() * 3 + 8);
        let end = ends.copied().find(|end| {
            line.get(start..*end)
                .is_some_and(|part| fold_text(part) == wanted)
        });
        match end {
            Some(end)
                if !line
                    .get(start..end)
                    .is_some_and(|part| part.starts_with(' ')) =>
            {
                all.push(start..end);
                while starts.get(from).is_some_and(|at| *at < end) {
                    from += 1;
                }
            }
            _ => from += 1,
        }
    }
    all
}

impl Screen for Shelf {
    fn name(&self) -> &'static str {
        "shelf"
    }

    fn sections(&self) -> &'static [&'static str] {
        &["list"]
    }

    fn title(&self, desk: &Desk) -> String {
        let title = desk.say("shelf-title");
        match self.open {
            Some(at) => format!("{title} · {}", draw::name(self, desk, at)),
            None => title,
        }
    }

    fn note(&self, desk: &Desk) -> String {
        if self.is_sought() {
            return desk.say_with("shelf-places", &[("count", self.places.len().into())]);
        }
        doors::position(desk, &self.selection)
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise_if(self.typed.is_some(), "typing");
        snapshot.raise_if(self.open.is_some(), "reading");
    }

    fn shown(&mut self, desk: &mut Desk) {
        let references = desk.profile.iter().flat_map(|profile| &profile.references);
        let ids: Vec<String> = references.map(|one| one.id.to_string()).collect();
        self.reading = Some(desk.run(Errand::ReadShelf(ids)));
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        Some(&mut self.selection)
    }

    fn picked(&mut self, desk: &mut Desk) {
        self.enter(desk);
    }

    fn field(&mut self) -> Option<&mut TextField> {
        self.typed.as_mut()
    }

    fn edited(&mut self, _desk: &mut Desk) {
        let typed = self.typed.as_ref().map(|field| field.text().to_owned());
        self.seek(typed.unwrap_or_default());
    }

    fn ran(&mut self, tag: Tag, ran: Ran, _desk: &mut Desk) {
        if self.reading != Some(tag) {
            return;
        }
        self.reading = None;
        if let Ran::Shelf(found) = ran {
            let at = self.selection.selected();
            self.found = Some(found);
            self.restart();
            if let Some(at) = at {
                self.selection.select(at);
            }
        }
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        draw::draw(self, desk, canvas, area);
    }
}

/// Why a reference cannot be read, and what to do.
fn missing(desk: &Desk, missing: &Missing) -> String {
    let path = |path: &std::path::Path| crate::arabic::isolate::ltr(&path.display().to_string());
    match missing {
        Missing::NoFile(at) => desk.say_with("shelf-no-file", &[("path", path(at).into())]),
        Missing::Unreadable(at, why) => desk.say_with(
            "shelf-unreadable",
            &[("path", path(at).into()), ("why", why.as_str().into())],
        ),
        Missing::NoText(at) => desk.say_with("shelf-no-text", &[("path", path(at).into())]),
    }
}

#[cfg(test)]
mod tests;
