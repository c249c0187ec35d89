//! A form being filled in.

use std::sync::Arc;

use super::definition::{Field, Form, Kind, Problem, Step, Values};
use super::pick::pick;
use crate::arabic::digits;
use crate::desk::condition::Snapshot;
use crate::desk::key::Key;
use crate::desk::state::Tag;
use crate::desk::widget::text_field::{Manner, TextField};

/// What a screen is told of its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormEvent {
    /// What stands in a field changed as it was typed: the moment for hints.
    Edited {
        /// The field.
        field: String,
        /// What stands in it.
        value: String,
    },
    /// The hand has left a field: the moment to save the draft.
    Left {
        /// The field.
        field: String,
        /// What stands in it; empty where nothing does.
        value: String,
        /// Whether that is something else than before.
        changed: bool,
    },
    /// Another step is shown, counted among those that are there.
    Step(usize),
    /// The way on is barred by so many fields; the first of them has the focus.
    Barred(usize),
    /// The last step is complete and was left forwards.
    Finished,
}

/// What a key did to a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Took {
    /// What stands in the field changed.
    Changed(FormEvent),
    /// It moved something.
    Moved,
    /// It was no key for a field.
    Nothing,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Editor {
    /// Text under the caret.
    Text(TextField),
    /// A hand on the `n`-th choice.
    Pick(usize),
}

/// A form being filled in.
#[derive(Clone)]
pub struct Running {
    form: Arc<Form>,
    values: Values,
    /// The step shown, counted among all.
    step: usize,
    /// The field with the focus, by id.
    focus: String,
    editor: Editor,
    /// What stood in the field when it got the focus.
    before: String,
    /// Fields the hand has been in: their problems are shown.
    visited: Vec<String>,
    revealed: bool,
    /// That it is to be shown is on its way to the journal.
    revealing: Option<Tag>,
}

impl std::fmt::Debug for Running {
    /// Shows nothing of the values: they may be personal.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Running")
            .field("step", &self.step)
            .field("focus", &self.focus)
            .finish_non_exhaustive()
    }
}

impl Running {
    /// A form with what is known already, at its first field.
    #[must_use]
    pub fn new(form: Arc<Form>, mut values: Values) -> Self {
        values.retain(|_, value| !value.is_empty());
        let mut running = Self {
            form,
            values,
            step: 0,
            focus: String::new(),
            editor: Editor::Pick(0),
            before: String::new(),
            visited: Vec::new(),
            revealed: false,
            revealing: None,
        };
        let first = running.visible_steps().next().map(|(at, _)| at);
        running.step = first.unwrap_or(0);
        running.focus_first();
        running
    }

    /// The same, where a draft was left: at the field called `field`.
    #[must_use]
    pub fn resume(form: Arc<Form>, values: Values, field: &str) -> Self {
        let mut running = Self::new(form, values);
        running.focus(field);
        // Going there is not having been at the first one.
        running.visited.clear();
        running
    }

    /// Its definition.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// What is written in it, the field under the hand included.
    #[must_use]
    pub const fn values(&self) -> &Values {
        &self.values
    }

    /// What stands in a field.
    #[must_use]
    pub fn value(&self, field: &str) -> &str {
        self.values.get(field).map_or("", String::as_str)
    }

    /// Puts a value in a field from outside: data known from a file.
    pub fn set(&mut self, field: &str, value: &str) {
        self.keep(field, value.to_owned());
        if self.focus == field {
            self.take_focus(field);
        }
    }

    /// The field with the focus; none in a step without fields.
    #[must_use]
    pub fn focused(&self) -> Option<&Field> {
        self.fields().find(|field| field.id == self.focus)
    }

    /// Other fields in the place of these, as some answers bring questions of their own. What is written stays, and so
    /// does the hand where its field is still there.
    pub fn redefine(&mut self, form: Arc<Form>) {
        let step = self.form.steps.get(self.step).map(|step| step.id.clone());
        self.form = form;
        let mut steps = self.visible_steps();
        let same = steps.find(|(_, one)| Some(&one.id) == step.as_ref());
        let same = same.map(|(at, _)| at);
        drop(steps);
        let first = self.visible_steps().next().map_or(0, |(at, _)| at);
        self.step = same.unwrap_or(first);
        if self.focused().is_none() {
            self.focus_first();
        }
    }

    /// The same with other values beside: data known from a file.
    pub fn refill(&mut self, form: Arc<Form>, values: Values) {
        self.values = values;
        self.values.retain(|_, value| !value.is_empty());
        self.redefine(form);
        let focus = self.focus.clone();
        self.take_focus(&focus);
    }

    /// Goes to a step, counted among those that are there, to the first field that lacks something.
    pub fn go_to_step(&mut self, count: usize) {
        let at = self.visible_steps().nth(count).map(|(at, _)| at);
        if let Some(at) = at {
            self.go_to(at);
        }
    }

    /// Enter beside what was stated: an empty field says the same, and the hand goes on.
    pub fn affirm(&mut self) -> Vec<FormEvent> {
        if let Some(Field {
            kind: Kind::Same { stated, .. },
            id,
            ..
        }) = self.focused()
            && self.value(id).is_empty()
            && !stated.is_empty()
        {
            let (id, stated) = (id.clone(), stated.clone());
            self.keep(&id, stated);
        }
        self.next_field()
    }

    /// The step shown, and how it is counted among those that are there.
    #[must_use]
    pub fn step(&self) -> Option<(usize, &Step)> {
        let mut steps = self.visible_steps().enumerate();
        steps
            .find(|(_, (at, _))| *at == self.step)
            .map(|(count, (_, step))| (count, step))
    }

    /// The fields of the step shown.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.form
            .steps
            .get(self.step)
            .into_iter()
            .flat_map(|step| step.visible(&self.values))
    }

    /// Whether the problem of a field is to be shown: the hand has been there.
    #[must_use]
    pub fn problem(&self, field: &Field) -> Option<Problem> {
        if self.visited.contains(&field.id) {
            field.problem(&self.values)
        } else {
            None
        }
    }

    /// Whether what is masked is shown.
    #[must_use]
    pub const fn revealed(&self) -> bool {
        self.revealed
    }

    /// Whether it is on its way to the journal that what is masked is shown.
    #[must_use]
    pub const fn is_revealing(&self) -> bool {
        self.revealing.is_some()
    }

    /// Shows what is masked once this order is done.
    pub const fn reveal_after(&mut self, order: Tag) {
        self.revealing = Some(order);
    }

    /// An order was answered: whether it was the one that what is masked waits for.
    pub fn heard(&mut self, order: Tag, done: bool) -> bool {
        let waited = self.revealing.take_if(|waited| *waited == order).is_some();
        if waited && done {
            self.reveal(true);
        }
        waited
    }

    /// Raises the flags of a form; for a screen's own `snapshot`.
    pub fn snapshot(&self, snapshot: &mut Snapshot) {
        snapshot.raise("form");
        let shown = self.step().map(|(count, _)| count);
        snapshot.raise_if(shown == Some(0), "first-step");
        let last = self.visible_steps().count().checked_sub(1);
        snapshot.raise_if(shown == last, "last-step");
        if let Some(field) = self.focused() {
            snapshot.raise_if(field.kind.manner().is_some(), "typing");
            snapshot.raise_if(field.kind.takes_arrows(), "choosing");
            let untouched =
                matches!(field.kind, Kind::Same { .. }) && self.value(&field.id).is_empty();
            snapshot.raise_if(untouched, "comparing");
        }
        let masks = |field: &Field| field.kind.manner().is_some_and(|manner| manner.masked);
        snapshot.raise_if(self.fields().any(masks), "masked");
    }

    /// Leaves the field: what a draft keeps. None where there is no field.
    pub fn leave(&mut self) -> Option<FormEvent> {
        let field = self.focused()?.id.clone();
        // Blanks at the ends are nobody's data.
        let value = self.value(&field).trim().to_owned();
        self.keep(&field, value.clone());
        if !self.visited.contains(&field) {
            self.visited.push(field.clone());
        }
        let changed = value != self.before;
        self.before.clone_from(&value);
        Some(FormEvent::Left {
            field,
            value,
            changed,
        })
    }

    /// Goes to the field called `id`, in whichever step it is.
    pub fn focus(&mut self, id: &str) -> Option<FormEvent> {
        let step = self.form.steps.iter().position(|step| {
            step.when.holds(&self.values)
                && step
                    .visible(&self.values)
                    .any(|field| field.id == id && field.kind.takes_focus())
        })?;
        let left = self.leave();
        self.step = step;
        self.take_focus(id);
        left
    }

    /// Goes to another field of the step shown, where the one under the hand was never meant: it is not left, and its
    /// problems are not shown.
    pub fn turn_to(&mut self, id: &str) {
        if self.stops().any(|field| field.id == id) {
            self.take_focus(id);
        }
    }

    /// Goes to the next field, or the next step after the last one.
    pub fn next_field(&mut self) -> Vec<FormEvent> {
        let mut events: Vec<_> = self.leave().into_iter().collect();
        match self.neighbour(true) {
            Some(id) => self.take_focus(&id),
            None => events.extend(self.forward()),
        }
        events
    }

    /// Goes to the field before, or the last one of the step before.
    pub fn previous_field(&mut self) -> Vec<FormEvent> {
        let mut events: Vec<_> = self.leave().into_iter().collect();
        if let Some(id) = self.neighbour(false) {
            self.take_focus(&id);
        } else if let Some(event) = self.backward() {
            events.push(event);
            let last = self.stops().last().map(|field| field.id.clone());
            if let Some(id) = last {
                self.take_focus(&id);
            }
        }
        events
    }

    /// Goes to the next step if this one is complete.
    pub fn next_step(&mut self) -> Vec<FormEvent> {
        let mut events: Vec<_> = self.leave().into_iter().collect();
        events.extend(self.forward());
        events
    }

    /// Goes to the step before, complete or not.
    pub fn previous_step(&mut self) -> Vec<FormEvent> {
        let mut events: Vec<_> = self.leave().into_iter().collect();
        events.extend(self.backward());
        events
    }

    /// Shows what is masked, or masks it again.
    pub fn reveal(&mut self, shown: bool) {
        self.revealed = shown;
        self.revealing = None;
        if let Editor::Text(field) = &mut self.editor {
            field.reveal(self.revealed);
        }
    }

    /// Takes a key in the field. Left and Right move as the eye sees, so it must know the side.
    pub fn key(&mut self, key: Key, rtl: bool) -> Took {
        let Some(field) = self.focused().cloned() else {
            return Took::Nothing;
        };
        let old = self.value(&field.id).to_owned();
        let new = match &mut self.editor {
            Editor::Text(text) => {
                if !text.key(key) {
                    return Took::Nothing;
                }
                text.text().to_owned()
            }
            Editor::Pick(_)
                if field.deliberate
                    && key
                        .typed()
                        .is_some_and(|c| digits::fold_char(c).is_ascii_digit()) =>
            {
                return Took::Nothing;
            }
            Editor::Pick(at) => match pick(&field.kind, key, at, &old, rtl) {
                Some(new) => new,
                None => return Took::Nothing,
            },
        };
        self.edited(&field.id, &old, new)
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) -> Option<FormEvent> {
        let id = self.focused()?.id.clone();
        let old = self.value(&id).to_owned();
        let Editor::Text(field) = &mut self.editor else {
            return None;
        };
        field.paste(text);
        let new = field.text().to_owned();
        match self.edited(&id, &old, new) {
            Took::Changed(event) => Some(event),
            Took::Moved | Took::Nothing => None,
        }
    }

    pub(super) const fn editor(&self) -> &Editor {
        &self.editor
    }

    fn edited(&mut self, id: &str, old: &str, new: String) -> Took {
        if new == old {
            return Took::Moved;
        }
        self.keep(id, new.clone());
        Took::Changed(FormEvent::Edited {
            field: id.to_owned(),
            value: new,
        })
    }

    fn keep(&mut self, field: &str, value: String) {
        if value.is_empty() {
            self.values.remove(field);
        } else {
            self.values.insert(field.to_owned(), value);
        }
    }

    /// The fields of the step shown that the hand stands on.
    fn stops(&self) -> impl Iterator<Item = &Field> {
        self.fields().filter(|field| field.kind.takes_focus())
    }

    fn visible_steps(&self) -> impl Iterator<Item = (usize, &Step)> {
        let steps = self.form.steps.iter().enumerate();
        steps.filter(|(_, step)| step.when.holds(&self.values))
    }

    fn neighbour(&self, on: bool) -> Option<String> {
        let ids: Vec<&str> = self.stops().map(|field| field.id.as_str()).collect();
        let here = ids.iter().position(|id| *id == self.focus)?;
        let there = if on { here + 1 } else { here.checked_sub(1)? };
        ids.get(there).map(|id| (*id).to_owned())
    }

    fn forward(&mut self) -> Option<FormEvent> {
        let barring: Vec<String> = self
            .fields()
            .filter(|field| field.problem(&self.values).is_some_and(|one| one.stops))
            .map(|field| field.id.clone())
            .collect();
        if let Some(first) = barring.first() {
            let event = FormEvent::Barred(barring.len());
            if self.stops().any(|field| field.id == *first) {
                self.take_focus(first);
            }
            self.visited.extend(barring);
            return Some(event);
        }
        let next = self.visible_steps().find(|(at, _)| *at > self.step);
        let Some((next, _)) = next else {
            return Some(FormEvent::Finished);
        };
        self.go_to(next)
    }

    fn backward(&mut self) -> Option<FormEvent> {
        let before = self.visible_steps().filter(|(at, _)| *at < self.step);
        let (before, _) = before.last()?;
        self.go_to(before)
    }

    fn go_to(&mut self, step: usize) -> Option<FormEvent> {
        self.step = step;
        self.focus_first();
        self.step().map(|(count, _)| FormEvent::Step(count))
    }

    fn focus_first(&mut self) {
        // Where something is known already, the hand goes to what is missing.
        let is_filled = |field: &Field| self.values.contains_key(&field.id);
        let is_begun = self.stops().any(is_filled);
        let empty = self
            .stops()
            .find(|field| is_begun && field.required && !is_filled(field));
        let first = empty.or_else(|| self.stops().next());
        let id = first.map(|field| field.id.clone()).unwrap_or_default();
        self.take_focus(&id);
    }

    fn take_focus(&mut self, id: &str) {
        id.clone_into(&mut self.focus);
        let value = self.value(id).to_owned();
        let kind = self.focused().map(|field| field.kind.clone());
        self.editor = match &kind {
            Some(Kind::Choice(choices) | Kind::Many(choices)) => {
                let first = value.split('\n').next().unwrap_or_default();
                let at = choices.iter().position(|choice| choice.value == first);
                Editor::Pick(at.unwrap_or(0))
            }
            Some(Kind::YesNo) | None => Editor::Pick(0),
            Some(kind) => {
                let manner = kind.manner().unwrap_or(Manner::WORDS);
                let mut field = TextField::new(manner, &value);
                field.reveal(self.revealed || !manner.masked || value.is_empty());
                Editor::Text(field)
            }
        };
        self.before = value;
    }
}
