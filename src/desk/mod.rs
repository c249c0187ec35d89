//! The screens: state, update, draw. Knows records only through the protocol.
//!
//! What happens comes in as an [`Action`](state::Action); [`update::update`] changes the
//! [`State`](state::State) and says as [`Effect`](state::Effect)s what must happen outside;
//! [`draw::draw`] shows the state and changes nothing. How to add a screen is told in [`screens`].

pub mod action;
pub mod command;
pub mod condition;
pub mod draw;
pub mod errand;
pub mod form;
pub mod intake;
pub mod key;
pub mod keymap;
pub mod link;
pub mod locking;
pub mod memory;
pub mod overlay;
pub mod plain;
mod redo;
pub mod run;
pub mod scanning;
pub mod screen;
pub mod screens;
mod standing;
pub mod state;
pub mod terminal;
pub mod update;
pub mod wallboard;
pub mod widget;
pub mod words;

#[cfg(test)]
mod tests;
