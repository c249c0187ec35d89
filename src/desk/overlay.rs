//! What lies over a screen: help, the palette, a confirmation. While it does, only its keys work.

use ratatui::layout::Rect;

use super::command::{self, Command};
use super::condition::Snapshot;
use super::key::Key;
use super::state::{Desk, State};
use super::update;
use super::widget::canvas::{Canvas, after, below, first, row, upper};
use super::widget::frame::draw_title;
use super::widget::list::{Motion, Selection};
use super::widget::table::{self, Column, TableCell};
use super::widget::text_field::{Manner, TextField};
use super::widget::theme::Part;
use crate::arabic::fold::fold_text;
use crate::locale::Language;

/// The commands of overlays.
pub(super) static COMMANDS: &[Command] = &[
    Command::new("help", "command-help", help),
    Command::new("palette", "command-palette", palette),
    Command::new("confirm-yes", "command-confirm-yes", accept).when(|now| now.is("overlay")),
    Command::new("confirm-no", "command-confirm-no", dismiss).when(|now| now.is("overlay")),
    Command::new("choose", "command-choose", accept).when(|now| now.is("selected")),
    Command::new("close", "command-close", dismiss).when(|now| now.is("overlay")),
];

/// What is drawn over a screen and takes its keys.
pub enum Overlay {
    /// The keys that work on the screen beneath.
    Help(Help),
    /// A search over the commands that work on the screen beneath.
    Palette(Palette),
    /// A question before something that cannot be taken back.
    Confirm(Box<Confirmation>),
}

/// The keys that work on the screen beneath, as they were when help was asked for.
pub struct Help {
    live: Vec<(Key, &'static Command)>,
    selection: Selection,
}

/// A search over the commands that work on the screen beneath.
pub struct Palette {
    field: TextField,
    all: Vec<(Option<Key>, &'static Command)>,
    found: Vec<(Option<Key>, &'static Command)>,
    selection: Selection,
}

/// What is done once a question is answered.
type Then = Box<dyn FnOnce(&mut State)>;

/// A question: what will happen, and what to do if yes.
pub struct Confirmation {
    title: String,
    body: String,
    yes: Then,
    no: Option<Then>,
}

impl Confirmation {
    /// `title` is the question, `body` says what will happen.
    pub fn new(title: String, body: String, yes: impl FnOnce(&mut State) + 'static) -> Self {
        Self {
            title,
            body,
            yes: Box::new(yes),
            no: None,
        }
    }

    /// The same, with something to do if no.
    #[must_use]
    pub fn or_else(mut self, no: impl FnOnce(&mut State) + 'static) -> Self {
        self.no = Some(Box::new(no));
        self
    }
}

impl Overlay {
    /// The section whose keys work in it.
    #[must_use]
    pub const fn section(&self) -> &'static str {
        match self {
            Self::Help(_) => "help",
            Self::Palette(_) => "palette",
            Self::Confirm(_) => "confirm",
        }
    }

    pub(super) fn snapshot(&self, snapshot: &mut Snapshot) {
        snapshot.raise_if(matches!(self, Self::Palette(_)), "typing");
        let rows = self.selection().map_or(0, Selection::rows);
        snapshot.raise_if(rows > 0, "selected");
    }

    fn selection(&self) -> Option<&Selection> {
        match self {
            Self::Help(help) => Some(&help.selection),
            Self::Palette(palette) => Some(&palette.selection),
            Self::Confirm(_) => None,
        }
    }

    fn selection_mut(&mut self) -> Option<&mut Selection> {
        match self {
            Self::Help(help) => Some(&mut help.selection),
            Self::Palette(palette) => Some(&mut palette.selection),
            Self::Confirm(_) => None,
        }
    }

    pub(super) fn motion(&mut self, motion: Motion, page: usize) {
        if let Some(selection) = self.selection_mut() {
            selection.go(motion, page);
        }
    }

    /// Selects a row; whether it was selected before.
    pub(super) fn select(&mut self, row: usize) -> bool {
        self.selection_mut().is_some_and(|selection| {
            let again = selection.selected() == Some(row);
            selection.select(row);
            again
        })
    }

    pub(super) fn key(&mut self, key: Key, desk: &Desk) {
        if let Self::Palette(palette) = self
            && palette.field.key(key)
        {
            palette.search(desk);
        }
    }

    pub(super) fn paste(&mut self, text: &str, desk: &Desk) {
        if let Self::Palette(palette) = self {
            palette.field.paste(text);
            palette.search(desk);
        }
    }

    /// Draws it over the work.
    pub fn draw(&self, desk: &Desk, canvas: &mut Canvas<'_>, area: Rect) {
        canvas.no_caret();
        canvas.no_zones();
        match self {
            Self::Help(help) => {
                let area = clear(canvas, area, area.height, &desk.say("help-title"));
                let commands: Vec<_> = help
                    .live
                    .iter()
                    .map(|(key, command)| (Some(*key), *command))
                    .collect();
                draw_commands(canvas, desk, area, &commands, &help.selection, true);
            }
            Self::Palette(palette) => {
                let area = clear(canvas, area, area.height, &desk.say("palette-title"));
                let list = below(area, 2);
                if palette.found.is_empty() {
                    canvas.text(row(list, 1), &desk.say("palette-none"), Part::Quiet);
                }
                draw_commands(
                    canvas,
                    desk,
                    list,
                    &palette.found,
                    &palette.selection,
                    false,
                );
                palette.field.draw(canvas, upper(area, 1), true);
            }
            Self::Confirm(question) => {
                let width = area.width.saturating_sub(4);
                let rows = canvas.rows_of(&question.body, width).saturating_add(4);
                let area = clear(canvas, area, rows, &question.title);
                let body = first(after(area, 1), width);
                canvas.paragraph(body, &question.body, Part::Plain);
            }
        }
    }
}

impl Palette {
    fn search(&mut self, desk: &Desk) {
        let wanted = fold_text(self.field.text());
        let words: Vec<&str> = wanted.split(' ').filter(|word| !word.is_empty()).collect();
        self.found = self
            .all
            .iter()
            .filter(|(_, command)| {
                let names = names(desk, command);
                words.iter().all(|word| names.contains(word))
            })
            .copied()
            .collect();
        // Commands whose name begins as typed come before those that only mention it.
        let first = words.first().copied().unwrap_or_default();
        self.found.sort_by_key(|(_, command)| {
            !Language::ALL.iter().any(|language| {
                fold_text(&desk.texts.get_in(*language, command.text)).starts_with(first)
            })
        });
        self.selection = Selection::new(self.found.len());
    }
}

/// What a command is found by: its id and both its names, with what they are about.
fn names(desk: &Desk, command: &Command) -> String {
    let about = format!("{}.about", command.text);
    let mut names = command.id.to_owned();
    for language in Language::ALL {
        for id in [command.text, about.as_str()] {
            names.push(' ');
            names.push_str(&desk.texts.get_in(language, id));
        }
    }
    fold_text(&names)
}

fn draw_commands(
    canvas: &mut Canvas<'_>,
    desk: &Desk,
    area: Rect,
    commands: &[(Option<Key>, &'static Command)],
    selection: &Selection,
    focused: bool,
) {
    let columns = [
        Column::new(desk.say("keys-column-key"), 10),
        Column::new(desk.say("keys-column-command"), 16),
        Column::new(desk.say("keys-column-about"), 20)
            .grow(1)
            .fold(1),
    ];
    table::draw(canvas, area, &columns, selection, focused, |at| {
        let Some((key, command)) = commands.get(at) else {
            return Vec::new();
        };
        let key = key.map(|key| key.to_string()).unwrap_or_default();
        let about = desk.say(&format!("{}.about", command.text));
        vec![
            TableCell::value(key).like(Part::Key),
            TableCell::said(desk.say(command.text)),
            TableCell::said(about).like(Part::Quiet),
        ]
    });
}

/// Empties the last rows of the work, under a rule with a title.
fn clear(canvas: &mut Canvas<'_>, area: Rect, rows: u16, title: &str) -> Rect {
    let area = below(area, area.height.saturating_sub(rows));
    canvas.clear(area);
    draw_title(canvas, upper(area, 1), title, "", "");
    below(area, 1)
}

fn help(state: &mut State) {
    let mut live = state.desk.keymap.live(&state.sections(), &state.snapshot());
    // What any hand finds comes last.
    live.sort_by_key(|(_, command)| command.quiet);
    state.overlay = Some(Overlay::Help(Help {
        selection: Selection::new(live.len()),
        live,
    }));
}

fn palette(state: &mut State) {
    let snapshot = state.snapshot();
    let live = state.desk.keymap.live(&state.sections(), &snapshot);
    let key_of = |command: &Command| {
        live.iter()
            .find(|(_, one)| *one == command)
            .map(|(key, _)| *key)
    };
    // What is bound only in sections of other screens does not belong here.
    let bound_elsewhere = |command: &Command| {
        let mut bindings = state.desk.keymap.all();
        bindings.any(|(_, binding)| binding.run.is_some_and(|run| run == command))
    };
    let mut all: Vec<_> = command::table()
        .filter(|command| command.id != "palette" && (command.when)(&snapshot))
        .map(|command| (key_of(command), command))
        .filter(|(key, command)| key.is_some() || !bound_elsewhere(command))
        .collect();
    // In the order of the line of keys: what the screen is for first, what any hand finds last.
    let rank = |command: &Command| live.iter().position(|(_, one)| *one == command);
    all.sort_by_key(|(_, command)| (command.quiet, rank(command).unwrap_or(live.len())));
    let field = TextField::new(Manner::spoken(state.desk.rtl()), "");
    state.overlay = Some(Overlay::Palette(Palette {
        field,
        selection: Selection::new(all.len()),
        found: all.clone(),
        all,
    }));
}

/// Closes the overlay: whatever it asked, the answer is no.
pub(super) fn dismiss(state: &mut State) {
    if let Some(Overlay::Confirm(question)) = state.overlay.take()
        && let Some(no) = question.no
    {
        no(state);
    }
}

/// Does what the overlay is about, and closes it.
pub(super) fn accept(state: &mut State) {
    match state.overlay.take() {
        Some(Overlay::Confirm(question)) => (question.yes)(state),
        Some(Overlay::Palette(palette)) => {
            let at = palette.selection.selected();
            if let Some((_, command)) = at.and_then(|at| palette.found.get(at)) {
                update::run(state, command);
            }
        }
        Some(Overlay::Help(help)) => {
            let at = help.selection.selected();
            if let Some((_, command)) = at.and_then(|at| help.live.get(at)) {
                update::run(state, command);
            }
        }
        None => {}
    }
}
