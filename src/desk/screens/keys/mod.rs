//! Every key of every screen, and whether it works now: the whole of the keymap in force.

use ratatui::layout::Rect;

use crate::desk::command::Command;
use crate::desk::condition::Snapshot;
use crate::desk::key::Key;
use crate::desk::keymap::Keymap;
use crate::desk::screen::Screen;
use crate::desk::state::{Desk, State};
use crate::desk::widget::canvas::Canvas;
use crate::desk::widget::list::Selection;
use crate::desk::widget::table::{self, Column, TableCell};
use crate::desk::widget::theme::Part;

/// The commands of this screen alone: none, for all it has is a list.
pub static COMMANDS: &[Command] = &[];

/// The list of keys.
pub struct Keys {
    rows: Vec<KeyRow>,
    selection: Selection,
}

/// A key, as lists of keys show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// The section it is bound in.
    pub section: &'static str,
    /// The key.
    pub key: Key,
    /// What it runs.
    pub command: &'static Command,
    /// Whether it works on the screen it was looked up from.
    pub works: bool,
}

impl Keys {
    #[cfg(test)]
    pub(crate) fn empty() -> Self {
        Self {
            rows: Vec::new(),
            selection: Selection::default(),
        }
    }

    /// The list, as seen from the screen on top.
    #[must_use]
    pub fn new(state: &State) -> Self {
        let sections = state.sections();
        let keymap = &state.desk.keymap;
        let live = keymap.live(&sections, &state.snapshot_beneath());
        let rows = rows(keymap, |section, key, command| {
            sections.contains(&section) && live.contains(&(key, command))
        });
        Self {
            selection: Selection::new(rows.len()),
            rows,
        }
    }
}

/// Every bound key of a keymap: also what `istiqbal keys` prints.
pub fn rows(
    keymap: &Keymap,
    works: impl Fn(&'static str, Key, &'static Command) -> bool,
) -> Vec<KeyRow> {
    keymap
        .all()
        .filter_map(|(section, binding)| {
            let command = binding.run?;
            Some(KeyRow {
                section,
                key: binding.on,
                command,
                works: works(section, binding.on, command),
            })
        })
        .collect()
}

impl Screen for Keys {
    fn name(&self) -> &'static str {
        "keys"
    }

    fn sections(&self) -> &'static [&'static str] {
        &["list"]
    }

    fn title(&self, desk: &Desk) -> String {
        desk.say("keys-title")
    }

    fn note(&self, desk: &Desk) -> String {
        let row = self.selection.selected().map_or(0, |row| row + 1);
        let rows = self.selection.rows();
        desk.say_with(
            "list-position",
            &[("row", row.into()), ("rows", rows.into())],
        )
    }

    fn snapshot(&self, _desk: &Desk, snapshot: &mut Snapshot) {
        snapshot.raise_if(self.selection.selected().is_some(), "selected");
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        Some(&mut self.selection)
    }

    fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        let columns = [
            Column::new(desk.say("keys-column-key"), 9),
            Column::new(desk.say("keys-column-command"), 16),
            Column::new(desk.say("keys-column-about"), 24)
                .grow(1)
                .fold(2),
            Column::new(desk.say("keys-column-where"), 14),
            Column::new(String::new(), 1).fold(1),
        ];
        table::draw(canvas, area, &columns, &self.selection, true, |at| {
            let Some(row) = self.rows.get(at) else {
                return Vec::new();
            };
            vec![
                TableCell::value(row.key.to_string()).like(Part::Key),
                TableCell::said(desk.say(row.command.text)),
                TableCell::said(desk.say(&format!("{}.about", row.command.text))),
                TableCell::said(desk.say(&format!("section-{}", row.section))),
                TableCell::said(if row.works { "●" } else { "" }).like(Part::Good),
            ]
        });
    }
}
