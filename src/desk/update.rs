//! How the desk changes: one action in, what must happen outside out. Does no I/O.

use super::command::Command;
use super::errand::Ran;
use super::form;
use super::key::Key;
use super::locking;
use super::overlay::{Confirmation, Overlay, dismiss};
use super::redo;
use super::scanning;
use super::screen::Screen;
use super::screens;
use super::screens::kept;
use super::state::{Action, Desk, Effect, Hit, Move, State, Tag};
use super::widget::list::Motion;
use super::words;
use crate::arabic::Digits;
use crate::protocol::{Answer, Done, Refusal};
use crate::sheets::printer::{PrintError, Went};
use crate::sheets::say;

/// What works everywhere, and on any list.
pub(super) static COMMANDS: &[Command] = &[
    Command::new("language", "command-language", language),
    Command::new("digits", "command-digits", digits),
    Command::new("back", "command-back", back).when(|now| now.is("can-back")),
    Command::new("home", "command-home", |state| state.desk.go_home())
        .when(|now| now.is("can-back")),
    Command::new("keys", "command-keys", keys),
    Command::new("redraw", "command-redraw", |state| {
        state.desk.effect(Effect::Redraw);
    })
    .quiet(),
    Command::new("quit", "command-quit", quit),
    Command::new("up", "command-up", |state| motion(state, Motion::Up)).quiet(),
    Command::new("down", "command-down", |state| motion(state, Motion::Down)).quiet(),
    Command::new("page-up", "command-page-up", |state| {
        motion(state, Motion::PageUp)
    })
    .quiet(),
    Command::new("page-down", "command-page-down", |state| {
        motion(state, Motion::PageDown)
    })
    .quiet(),
    Command::new("first", "command-first", |state| {
        motion(state, Motion::First)
    })
    .quiet(),
    Command::new("last", "command-last", |state| motion(state, Motion::Last)).quiet(),
];

/// Takes in what happened.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    // Who hears of a change asks; what is seen changes with the answer.
    state.desk.stale |= match &action {
        Action::Notice(_) => false,
        Action::Answer(_, Ok(Answer::Counts(counts))) => state.desk.count(counts),
        _ => true,
    };
    match action {
        Action::Key(key) => {
            state.desk.stir();
            press(state, key);
        }
        Action::Paste(text) => {
            state.desk.stir();
            paste(state, &text);
        }
        Action::Click(hit) => {
            state.desk.stir();
            click(state, hit);
        }
        Action::Resize(columns, rows) => {
            state.desk.size = (columns, rows);
            state.each(|screen, desk| screen.resized(desk));
        }
        Action::Tick(now) => {
            state.desk.now = now;
            state.desk.toasts.clear();
            locking::tick(state);
            state.each(|screen, desk| screen.tick(desk));
        }
        Action::Barred => locking::lock(state),
        Action::Answer(tag, Ok(Answer::SignIn(_))) if !state.is_locked() => {
            state.desk.who_asked(tag);
            locking::lock(state);
        }
        Action::Answer(tag, answer) => {
            if let Some(serial) = state.desk.who_asked(tag) {
                state.on_serial(serial, |screen, desk| screen.answered(tag, answer, desk));
            }
        }
        Action::Done(tag, done) => {
            if let Some((kind, case)) = state.desk.printing.remove(&tag) {
                state.desk.who_asked(tag);
                match done {
                    Ok(_) => state.desk.effect(Effect::Print(kind, case)),
                    Err(refusal) => {
                        let said = words::refusal(&state.desk, &refusal);
                        state.desk.warn(said);
                    }
                }
            } else if let Some(done) = redo::came(state, tag, done) {
                hear(state, tag, done);
            }
        }
        Action::Company(company) => state.desk.company = company,
        Action::Notice(notice) => state.each(|screen, desk| screen.notice(&notice, desk)),
        Action::Disconnected => state.desk.online = false,
        Action::Reconnected => {
            state.desk.online = true;
            state.on_top(|screen, desk| screen.shown(desk));
        }
        Action::Printed(_, _, went) => printed(&mut state.desk, &went),
        Action::Ran(tag, ran) => {
            if let Ran::Scan(outcome) = &ran {
                scanning::say(&mut state.desk, outcome);
            }
            if let Some(serial) = state.desk.who_asked(tag) {
                state.on_serial(serial, |screen, desk| screen.ran(tag, ran, desk));
            }
        }
        Action::Hangup => {
            state.each(keep);
            state.desk.effect(Effect::Leave);
        }
    }
    settle(state);
    std::mem::take(&mut state.desk.effects)
}

/// Tells the screen that wanted something what came of it.
pub(super) fn hear(state: &mut State, tag: Tag, done: Result<Done, Refusal>) {
    if let Some(serial) = state.desk.who_asked(tag) {
        let came = done.clone();
        let heard = state.on_serial(serial, |screen, desk| screen.done(tag, done, desk));
        if !heard {
            // The screen that wanted it is closed; its user is still here.
            kept::done_after_close(state, tag, &came);
            if let Err(refusal) = came {
                let said = words::refusal(&state.desk, &refusal);
                state.desk.warn(said);
            }
        }
    }
}

/// Says where a sheet went.
fn printed(desk: &mut Desk, went: &Result<Went, PrintError>) {
    match went {
        Ok(went) => {
            let said = say::went(&desk.texts, went);
            match went {
                Went::Printed => desk.toast(said),
                // Where it is must be read: it stays a little longer.
                Went::Saved(_) => desk.warn(said),
            }
        }
        Err(error) => {
            let said = say::failure(&desk.texts, error);
            desk.warn(said);
        }
    }
}

/// Shows the first screen; the loop runs it once before anything has happened.
pub fn begin(state: &mut State) -> Vec<Effect> {
    state.on_top(|screen, desk| screen.shown(desk));
    settle(state);
    std::mem::take(&mut state.desk.effects)
}

/// Runs a command where it works, and says so where it does not.
pub fn run(state: &mut State, command: &'static Command) {
    if (command.when)(&state.snapshot()) {
        (command.run)(state);
    } else {
        let name = state.desk.say(command.text);
        let said = state
            .desk
            .say_with("toast-unavailable", &[("command", name.into())]);
        state.desk.warn(said);
    }
    settle(state);
}

/// Opens and closes what the screens have asked for.
fn settle(state: &mut State) {
    // A screen that opens another as soon as it is shown, for ever, is a defect; this bounds it.
    for _ in 0..16 {
        let moves = std::mem::take(&mut state.desk.moves);
        if moves.is_empty() {
            return;
        }
        for one in moves {
            make(state, one);
        }
    }
    state.desk.moves.clear();
}

fn make(state: &mut State, one: Move) {
    match one {
        Move::Over(overlay) => {
            state.overlay = Some(overlay);
            return;
        }
        Move::Unlock(staff, missed) => {
            locking::unlock(state, staff, missed);
            return;
        }
        Move::Open(screen) => state.push(screen),
        Move::Replace(screen) => {
            state.on_top(close);
            if state.screens.len() > 1 {
                state.screens.pop();
                state.push(screen);
            } else {
                state.screens.clear();
                state.push(screen);
            }
        }
        Move::Back if state.screens.len() > 1 => {
            state.on_top(close);
            state.screens.pop();
        }
        Move::Home if state.screens.len() > 1 => {
            while state.screens.len() > 1 {
                state.on_top(close);
                state.screens.pop();
            }
        }
        Move::Back | Move::Home => return,
    }
    dismiss(state);
    state.on_top(|screen, desk| screen.shown(desk));
}

/// Has a screen keep what is typed: the field under the hand first, then its own.
pub(super) fn keep(screen: &mut dyn Screen, desk: &mut Desk) {
    let left = screen.form().and_then(super::form::Running::leave);
    if let Some(event) = left {
        screen.form_event(event, desk);
    }
    screen.leaving(desk);
}

/// The same as it closes: what is on its way to the office is waited for without it.
fn close(screen: &mut dyn Screen, desk: &mut Desk) {
    keep(screen, desk);
    if let Some(kept) = screen.kept() {
        kept.leave(desk);
    }
}

fn press(state: &mut State, key: Key) {
    state
        .desk
        .toasts
        .retain_mut(super::state::Toast::outlives_key);
    let command = state
        .desk
        .keymap
        .resolve(&state.sections(), key, &state.snapshot());
    if let Some(command) = command {
        run(state, command);
    } else if let Some(overlay) = &mut state.overlay {
        overlay.key(key, &state.desk);
    } else {
        state.on_top(|screen, desk| type_into(screen, key, desk));
    }
}

fn type_into(screen: &mut dyn Screen, key: Key, desk: &mut Desk) {
    if let Some(running) = screen.form() {
        let rtl = desk.rtl();
        match running.key(key, rtl) {
            form::Took::Changed(event) => return screen.form_event(event, desk),
            form::Took::Moved => return,
            form::Took::Nothing => {}
        }
    } else if let Some(field) = screen.field() {
        let before = field.text().len();
        let old = field.text().to_owned();
        if field.key(key) {
            if field.text().len() != before || field.text() != old {
                screen.edited(desk);
            }
            return;
        }
    }
    screen.key(key, desk);
}

fn paste(state: &mut State, text: &str) {
    if let Some(overlay) = &mut state.overlay {
        overlay.paste(text, &state.desk);
        return;
    }
    state.on_top(|screen, desk| {
        if let Some(running) = screen.form() {
            if let Some(event) = running.paste(text) {
                screen.form_event(event, desk);
            }
        } else if let Some(field) = screen.field() {
            field.paste(text);
            screen.edited(desk);
        }
    });
}

fn click(state: &mut State, hit: Hit) {
    match hit {
        Hit::Command(id) => {
            if let Some(command) = super::command::find(id) {
                run(state, command);
            }
        }
        Hit::Row(row) => {
            if let Some(overlay) = &mut state.overlay {
                if overlay.select(row) {
                    super::overlay::accept(state);
                }
                return;
            }
            state.on_top(|screen, desk| {
                let Some(selection) = screen.selection() else {
                    return;
                };
                if selection.selected() == Some(row) {
                    screen.picked(desk);
                } else {
                    selection.select(row);
                    screen.selected(desk);
                }
            });
        }
        Hit::Field(id) => {
            state.on_top(|screen, desk| {
                let event = screen.form().and_then(|running| running.focus(&id));
                if let Some(event) = event {
                    screen.form_event(event, desk);
                }
            });
        }
    }
}

fn motion(state: &mut State, motion: Motion) {
    let page = state.desk.page();
    if let Some(overlay) = &mut state.overlay {
        overlay.motion(motion, page);
        return;
    }
    state.on_top(|screen, desk| {
        if let Some(selection) = screen.selection()
            && selection.go(motion, page)
        {
            screen.selected(desk);
        }
    });
}

fn language(state: &mut State) {
    let language = state.desk.texts.language().other();
    state.desk.texts.speak(language);
    state.desk.settings.language = language;
    state.desk.restate();
    keep_settings(state);
}

fn digits(state: &mut State) {
    state.desk.settings.digits = match state.desk.settings.digits {
        Digits::Western => Digits::ArabicIndic,
        Digits::ArabicIndic => Digits::Western,
    };
    keep_settings(state);
}

fn keep_settings(state: &mut State) {
    let settings = state.desk.settings.clone();
    state.desk.effect(Effect::Keep(settings));
}

fn back(state: &mut State) {
    state.desk.close();
}

fn keys(state: &mut State) {
    state.overlay = None;
    if state.top().is_some_and(|top| top.name() != "keys") {
        let screen = screens::keys::Keys::new(state);
        state.desk.open(Box::new(screen));
    }
}

fn quit(state: &mut State) {
    let confirmation = Confirmation::new(
        state.desk.say("confirm-quit-title"),
        state.desk.say("confirm-quit-body"),
        |state| {
            state.each(keep);
            state.desk.effect(Effect::Leave);
        },
    );
    state.overlay = Some(Overlay::Confirm(Box::new(confirmation)));
}
