//! Forms as data: one definition is drawn, checked, and asked as plain line prompts.
//!
//! [`Form`] says which fields there are; [`Running`] is one being filled in; [`draw`] draws it and
//! [`plain`] asks it line by line. Values are kept as text by the field's id, as a draft keeps them:
//! `yes`/`no`, the id of a choice, the ids of several joined by `\n`, a date as written.

mod definition;
pub mod draw;
mod pick;
pub mod plain;
mod running;

#[cfg(test)]
mod tests;

pub use definition::{Check, Choice, Field, Form, Kind, Label, Problem, Step, Values, When};
pub use running::{FormEvent, Running, Took};

use super::command::Command;
use super::state::State;
use crate::protocol::Order;

/// What works in every form.
pub(super) static COMMANDS: &[Command] = &[
    Command::new("next-field", "command-next-field", |state| {
        with(state, Running::next_field);
    })
    .quiet(),
    Command::new("previous-field", "command-previous-field", |state| {
        with(state, Running::previous_field);
    })
    .quiet(),
    Command::new("next-step", "command-next-step", |state| {
        with(state, Running::next_step);
    }),
    Command::new("previous-step", "command-previous-step", |state| {
        with(state, Running::previous_step);
    })
    .when(|now| !now.is("first-step")),
    Command::new("reveal", "command-reveal", |state| {
        // On record before any of it is drawn. What was typed here alone is nobody's record yet.
        state.on_top(|screen, desk| {
            let of = screen.subject();
            let Some(running) = screen.form() else { return };
            match of.filter(|_| !running.revealed()) {
                Some(_) if running.is_revealing() => {}
                Some(of) => running.reveal_after(desk.order(Order::Reveal(of), None)),
                None => running.reveal(!running.revealed()),
            }
        });
    })
    .when(|now| now.is("masked")),
];

/// Does something with the form that is seen, and tells its screen what came of it.
fn with(state: &mut State, f: impl FnOnce(&mut Running) -> Vec<FormEvent>) {
    state.on_top(|screen, desk| {
        let events = screen.form().map(f).unwrap_or_default();
        for event in events {
            screen.form_event(event, desk);
        }
    });
}
