//! The lock: the screen is blank until somebody signs in.
//!
//! What a person who shares the desk left open stays as it was, for them alone: it is shown again when they sign in.
//! Whatever belongs in a draft was saved there before, so it is not lost with the desk.

use std::sync::Arc;

use super::command::Command;
use super::overlay::Overlay;
use super::screens;
use super::screens::kept::Kept;
use super::screens::sign_in::SignIn;
use super::state::{Desk, Effect, Opened, Standing, State};
use super::update::keep;
use crate::domain::ids::{Revision, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::profile::Profile;
use crate::protocol::Notice;
use crate::protocol::query::DeskView;

/// What works everywhere.
pub(super) static COMMANDS: &[Command] =
    &[Command::new("lock", "command-lock", lock).when(|now| now.is("can-lock"))];

/// Minutes after which a desk that several share locks itself, unless the settings say otherwise.
pub const LOCK_AFTER: u16 = 10;

/// When a desk locks itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Idle {
    /// After how many minutes without a key; 0 for never, `None` where the settings do not say.
    pub after: Option<u16>,
    /// The first tick since the last key.
    pub(super) since: Option<Moment>,
}

/// What somebody left open when the desk was locked.
pub(super) struct Away {
    pub(super) screens: Vec<Opened>,
    pub(super) begun: Vec<Kept>,
    overlay: Option<Overlay>,
    view: Option<Box<DeskView>>,
    profile: Option<Arc<Profile>>,
    standing: Standing,
}

impl Desk {
    /// Whether whoever sits here could come back by a PIN.
    #[must_use]
    pub fn can_lock(&self) -> bool {
        self.view.as_ref().is_some_and(|view| view.lock.mine)
    }

    /// Minutes without a key after which the desk is locked; 0 for never.
    fn lock_after(&self) -> u16 {
        let shared = self.view.as_ref().is_some_and(|view| view.lock.shared);
        match self.idle.after {
            Some(minutes) => minutes,
            None if shared => LOCK_AFTER,
            None => 0,
        }
    }

    /// Somebody is there.
    pub(super) fn stir(&mut self) {
        self.idle.since = None;
    }
}

impl State {
    /// Whether nobody has said who sits here.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        let first = self.screens.first();
        first.is_some_and(|opened| opened.screen.name() == "sign-in")
    }
}

/// A minute passed without a key: locks a desk that was left.
pub(super) fn tick(state: &mut State) {
    let now = state.desk.now;
    let since = *state.desk.idle.since.get_or_insert(now);
    let after = u64::from(state.desk.lock_after());
    if after > 0 && state.desk.can_lock() && now.minutes_since(since) >= after {
        lock(state);
    }
}

/// Blanks the screen. What is typed is kept first.
pub(super) fn lock(state: &mut State) {
    if state.is_locked() {
        return;
    }
    state.each(keep);
    let me = state.desk.me().map(|me| me.no);
    let away = Away {
        screens: std::mem::take(&mut state.screens),
        begun: std::mem::take(&mut state.desk.begun),
        overlay: state.overlay.take(),
        view: state.desk.view.take(),
        profile: state.desk.profile.take(),
        standing: std::mem::take(&mut state.desk.standing),
    };
    if let Some(me) = me {
        state.away.insert(me, away);
    }
    state.desk.toasts.clear();
    state.desk.moves.clear();
    state.desk.effect(Effect::Blank);
    state.push(Box::new(SignIn::default()));
    state.on_top(|screen, desk| screen.shown(desk));
}

/// Somebody sits here: what they left is before them, or the first screen.
pub(super) fn unlock(state: &mut State, staff: StaffNo, missed: u32) {
    state.desk.toasts.clear();
    state.desk.moves.clear();
    state.desk.stir();
    state.overlay = None;
    state.screens.clear();
    match state.away.remove(&staff) {
        Some(away) => {
            state.screens = away.screens;
            state.desk.begun = away.begun;
            state.overlay = away.overlay;
            state.desk.view = away.view;
            state.desk.profile = away.profile;
            state.desk.standing = away.standing;
            // Another language may be spoken by now, and much may have changed that nobody was told of.
            state.desk.restate();
            let notice = Notice {
                revision: Revision(0),
                touched: vec![],
                read_afresh: true,
            };
            state.each(|screen, desk| screen.notice(&notice, desk));
        }
        None => {
            let home = screens::home(&state.desk);
            state.push(home);
        }
    }
    state.on_top(|screen, desk| screen.shown(desk));
    if missed > 0 {
        let count = i64::from(missed).into();
        let said = state.desk.say_with("sign-in-missed", &[("count", count)]);
        state.desk.warn(said);
    }
}
