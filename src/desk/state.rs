//! What the desk is: everything that is drawn, and nothing else.
//!
//! [`State`] is the stack of open screens and what lies over them; [`Desk`] is what all of them
//! share. A screen never reaches for another: it asks its `Desk` for what must happen ([`Desk::ask`],
//! [`Desk::order`], [`Desk::open`], [`Desk::toast`], …), and [`update`](super::update::update) sees to it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use super::action::{Action, Effect};
use super::condition::Snapshot;
use super::errand::Errand;
use super::keymap::Keymap;
use super::locking::{Away, Idle};
use super::overlay::{Confirmation, Overlay};
use super::screen::Screen;
use super::screens::kept::Kept;
pub use super::widget::canvas::Hit;
use super::widget::theme::Theme;
use crate::arabic::Digits;
use crate::arabic::terminal::Advice;
use crate::domain::ids::{Entity, Revision, StaffNo};
use crate::domain::moment::Moment;
use crate::domain::profile::Profile;
use crate::locale::{Arg, Language, Texts};
use crate::profiles::Offers;
use crate::protocol::query::DeskView;
use crate::protocol::{Companion, Knock, Order, Query, Sight};
use crate::sheets::{Case, Kind};

/// Ties an answer to the query or order it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(u64);

/// What a member of staff sets for their own desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The language spoken.
    pub language: Language,
    /// How digits are shown.
    pub digits: Digits,
    /// The theme.
    pub theme: Theme,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::Arabic,
            digits: Digits::Western,
            theme: Theme::Palette,
        }
    }
}

/// What the status line shows about the desk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// The charity.
    pub charity: String,
    /// The branch.
    pub branch: String,
    /// The member of staff.
    pub who: String,
    /// Visitors waiting here.
    pub waiting: u32,
    /// Replies due.
    pub reply_due: u32,
    /// What else conditions may ask of who works here: `opened` and the roles.
    pub flags: BTreeSet<&'static str>,
}

/// A short message over the work, gone with the next minute or the next key but one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// What it says.
    pub text: String,
    /// Whether something did not work.
    pub warns: bool,
    keys_left: u8,
}

impl Toast {
    fn new(text: String, warns: bool) -> Self {
        Self {
            text,
            warns,
            keys_left: if warns { 3 } else { 1 },
        }
    }

    /// Counts a key; whether the toast stays.
    pub(super) fn outlives_key(&mut self) -> bool {
        let stays = self.keys_left > 0;
        self.keys_left = self.keys_left.saturating_sub(1);
        stays
    }
}

/// Numbers the openings of screens: an answer goes to the opening that asked, if it is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Serial(u64);

/// A change to the stack of screens. It is made after the screen that asked for it has returned.
pub(super) enum Move {
    Open(Box<dyn Screen>),
    Replace(Box<dyn Screen>),
    Home,
    Back,
    Over(Overlay),
    Unlock(StaffNo, u32),
}

/// What all screens share, and through which they act.
pub struct Desk {
    /// The words.
    pub texts: Texts,
    /// The settings in force.
    pub settings: Settings,
    /// The keymap in force.
    pub keymap: Keymap,
    /// The time, as of the last tick.
    pub now: Moment,
    /// Where one is.
    pub standing: Standing,
    /// Who one is and how the desk stands, as the office last told; `None` before it has.
    pub view: Option<Box<DeskView>>,
    /// Something may look otherwise than it was drawn.
    pub stale: bool,
    /// The profile in force; `None` before it is known.
    pub profile: Option<Arc<Profile>>,
    /// The charities offered at the first run.
    pub charities: Arc<Offers>,
    /// Whether it is not known what the terminal does with Arabic.
    pub unsure: bool,
    /// What could be set in the terminal itself for it.
    pub advice: Option<Advice>,
    /// Whether the office answers.
    pub online: bool,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Who else has open what is before the desk.
    pub company: Vec<Companion>,
    /// What is shown over the work for a moment.
    pub toasts: Vec<Toast>,
    /// When it locks itself.
    pub idle: Idle,
    /// What was begun on screens that are closed, while the office has not said yet what became of it.
    pub(super) begun: Vec<Kept>,
    pub(super) effects: Vec<Effect>,
    pub(super) moves: Vec<Move>,
    pub(super) current: Serial,
    asked: BTreeMap<Tag, Serial>,
    /// What was given on condition of a version, and not answered yet.
    pub(super) given: BTreeMap<Tag, Order>,
    /// Sheets that are printed once that is on record.
    pub(super) printing: BTreeMap<Tag, (Kind, Box<Case>)>,
    next: u64,
}

impl Desk {
    /// A desk before anything is known.
    #[must_use]
    pub fn new(settings: Settings, keymap: Keymap, now: Moment) -> Self {
        Self {
            texts: Texts::new(settings.language),
            settings,
            keymap,
            now,
            standing: Standing::default(),
            view: None,
            stale: true,
            profile: None,
            charities: Arc::default(),
            unsure: false,
            advice: None,
            online: true,
            size: (80, 24),
            company: Vec::new(),
            toasts: Vec::new(),
            idle: Idle::default(),
            begun: Vec::new(),
            effects: Vec::new(),
            moves: Vec::new(),
            current: Serial::default(),
            asked: BTreeMap::new(),
            given: BTreeMap::new(),
            printing: BTreeMap::new(),
            next: 1,
        }
    }

    /// Whether the screen is drawn from the right.
    #[must_use]
    pub fn rtl(&self) -> bool {
        self.texts.language().is_rtl()
    }

    /// The text `id`.
    #[must_use]
    pub fn say(&self, id: &str) -> String {
        self.texts.get(id)
    }

    /// The text `id` with its arguments.
    #[must_use]
    pub fn say_with(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.texts.with(id, args)
    }

    /// Asks the office. The answer comes to this screen under the same tag.
    pub fn ask(&mut self, query: Query) -> Tag {
        let tag = self.tag();
        self.effects.push(Effect::Ask(tag, query));
        tag
    }

    /// Tells the office to do something. What came of it comes to this screen under the same tag.
    pub fn order(&mut self, order: Order, saw: Option<(Entity, Revision)>) -> Tag {
        let tag = self.tag();
        self.remember(tag, &order, saw);
        self.effects.push(Effect::Do(tag, Box::new(order), saw));
        tag
    }

    /// Says something at the office's door. What is said to it comes to this screen as an answer under the same tag.
    pub fn knock(&mut self, knock: Knock) -> Tag {
        let tag = self.tag();
        self.effects.push(Effect::Knock(tag, knock));
        tag
    }

    /// Somebody sits here now.
    pub fn unlock(&mut self, staff: StaffNo, missed: u32) {
        self.moves.push(Move::Unlock(staff, missed));
    }

    /// Has a sheet printed once that is on record: what came out and is on none is worse than the other way about. It
    /// is put there at once, in the name of whoever sits here, and comes out whoever sits here then.
    pub(super) fn print(&mut self, kind: Kind, case: Box<Case>) {
        let request = case.request.no;
        let sheet = kind.id().to_owned();
        let tag = self.order(Order::NotePrinted { request, sheet }, None);
        self.printing.insert(tag, (kind, case));
    }

    /// Has an errand run. What came of it comes to this screen under the same tag.
    pub fn run(&mut self, errand: Errand) -> Tag {
        let tag = self.tag();
        self.effects.push(Effect::Run(tag, errand));
        tag
    }

    /// Copies to the clipboard, and says what, by its name: what is copied stays masked.
    pub fn copy(&mut self, name: &str, text: &str) {
        let said = self.say_with("toast-copied", &[("what", Arg::from(name))]);
        self.toast(said);
        let text = text.chars().filter(|c| !c.is_control()).collect();
        self.effects.push(Effect::Copy(text));
    }

    /// Opens a screen over this one; Esc comes back.
    pub fn open(&mut self, screen: Box<dyn Screen>) {
        self.moves.push(Move::Open(screen));
    }

    /// Opens a screen in place of this one.
    pub fn replace(&mut self, screen: Box<dyn Screen>) {
        self.moves.push(Move::Replace(screen));
    }

    /// Closes this screen.
    pub fn close(&mut self) {
        self.moves.push(Move::Back);
    }

    /// Closes every screen but the first.
    pub fn go_home(&mut self) {
        self.moves.push(Move::Home);
    }

    /// Asks for a yes before something that cannot be taken back.
    pub fn confirm(&mut self, confirmation: Confirmation) {
        self.moves
            .push(Move::Over(Overlay::Confirm(Box::new(confirmation))));
    }

    /// Shows an overlay.
    pub fn overlay(&mut self, overlay: Overlay) {
        self.moves.push(Move::Over(overlay));
    }

    /// Says something in passing; once, whoever says it.
    pub fn toast(&mut self, text: String) {
        self.toasts.retain(|toast| toast.text != text);
        self.toasts.push(Toast::new(text, false));
    }

    /// Says that something did not work; stays a little longer.
    pub fn warn(&mut self, text: String) {
        self.toasts.push(Toast::new(text, true));
    }

    /// Has something done outside.
    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Rows of a list on a screen of this size: what one page up or down moves.
    #[must_use]
    pub fn page(&self) -> usize {
        usize::from(self.size.1.saturating_sub(6)).max(1)
    }

    fn tag(&mut self) -> Tag {
        let tag = Tag(self.next);
        self.next += 1;
        self.asked.insert(tag, self.current);
        tag
    }

    pub(super) fn who_asked(&mut self, tag: Tag) -> Option<Serial> {
        self.asked.remove(&tag)
    }
}

pub(super) struct Opened {
    pub(super) serial: Serial,
    pub(super) screen: Box<dyn Screen>,
}

/// The desk with its screens.
pub struct State {
    /// What all screens share.
    pub desk: Desk,
    pub(super) screens: Vec<Opened>,
    pub(super) overlay: Option<Overlay>,
    /// What those left open who share the desk and do not sit at it.
    pub(super) away: BTreeMap<StaffNo, Away>,
    serials: u64,
}

impl State {
    /// A desk that shows `home`, the screen one always comes back to.
    #[must_use]
    pub fn new(desk: Desk, home: Box<dyn Screen>) -> Self {
        let mut state = Self {
            desk,
            screens: Vec::new(),
            overlay: None,
            away: BTreeMap::new(),
            serials: 0,
        };
        state.push(home);
        state
    }

    pub(super) fn push(&mut self, screen: Box<dyn Screen>) {
        self.serials += 1;
        self.screens.push(Opened {
            serial: Serial(self.serials),
            screen,
        });
    }

    /// The screen that is seen.
    #[must_use]
    pub fn top(&self) -> Option<&dyn Screen> {
        self.screens.last().map(|opened| opened.screen.as_ref())
    }

    /// What is before whoever sits here: what lies over a record, as its history or help, leaves it open.
    #[must_use]
    pub fn sight(&self) -> Sight {
        let mut sights = self.screens.iter().rev().map(|one| one.screen.sight());
        let sight = sights.find(|sight| *sight != Sight::Nothing);
        sight.unwrap_or_default()
    }

    /// Whether the screen that is seen waits for what comes under a tag.
    pub(super) fn is_asked_by_top(&self, tag: Tag) -> bool {
        let serial = self.screens.last().map(|one| one.serial);
        serial.is_some() && self.desk.asked.get(&tag).copied() == serial
    }

    /// What lies over it.
    #[must_use]
    pub fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    /// Runs `f` on the screen that is seen, with what all screens share.
    pub fn on_top<R>(&mut self, f: impl FnOnce(&mut dyn Screen, &mut Desk) -> R) -> Option<R> {
        let opened = self.screens.last_mut()?;
        self.desk.current = opened.serial;
        Some(f(opened.screen.as_mut(), &mut self.desk))
    }

    /// Runs `f` on the screen that is seen if it is an `S`: how a screen's commands reach it.
    pub fn on<S: Screen>(&mut self, f: impl FnOnce(&mut S, &mut Desk)) {
        self.on_top(|screen, desk| {
            let screen: &mut dyn std::any::Any = screen;
            if let Some(screen) = screen.downcast_mut() {
                f(screen, desk);
            }
        });
    }

    /// Every open screen, the one that is seen last.
    pub(super) fn each(&mut self, mut f: impl FnMut(&mut dyn Screen, &mut Desk)) {
        for opened in &mut self.screens {
            self.desk.current = opened.serial;
            f(opened.screen.as_mut(), &mut self.desk);
        }
    }

    /// Runs `f` on the screen that asked; whether it is still there.
    pub(super) fn on_serial(
        &mut self,
        serial: Serial,
        f: impl FnOnce(&mut dyn Screen, &mut Desk),
    ) -> bool {
        self.desk.current = serial;
        if let Some(opened) = self.screens.iter_mut().find(|one| one.serial == serial) {
            f(opened.screen.as_mut(), &mut self.desk);
            return true;
        }
        let mut away = self.away.values_mut().flat_map(|away| &mut away.screens);
        let Some(opened) = away.find(|one| one.serial == serial) else {
            return false;
        };
        // It goes on with what it keeps; who sits here now sees nothing of it.
        let (moves, toasts) = (self.desk.moves.len(), self.desk.toasts.len());
        f(opened.screen.as_mut(), &mut self.desk);
        self.desk.moves.truncate(moves);
        self.desk.toasts.truncate(toasts);
        true
    }

    /// The keymap sections in force, the narrowest first.
    #[must_use]
    pub fn sections(&self) -> Vec<&'static str> {
        if let Some(overlay) = &self.overlay {
            return vec![overlay.section()];
        }
        let mut sections = Vec::with_capacity(4);
        if let Some(screen) = self.top() {
            sections.push(screen.name());
            sections.extend(screen.sections());
        }
        sections.push("global");
        sections
    }

    /// The desk as conditions see it; what lies over the screen hides it.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        let mut snapshot = self.snapshot_beneath();
        if let Some(overlay) = &self.overlay {
            snapshot = Snapshot::default();
            snapshot.raise("overlay");
            overlay.snapshot(&mut snapshot);
        }
        snapshot
    }

    /// The desk as conditions see it were nothing over the screen.
    #[must_use]
    pub fn snapshot_beneath(&self) -> Snapshot {
        let mut snapshot = Snapshot::default();
        snapshot.raise_if(self.screens.len() > 1, "can-back");
        snapshot.raise_if(!self.desk.online, "offline");
        snapshot.raise_if(self.desk.can_lock(), "can-lock");
        for flag in &self.desk.standing.flags {
            snapshot.raise(flag);
        }
        if let Some(screen) = self.top() {
            screen.snapshot(&self.desk, &mut snapshot);
            // Whoever works here may read it, or is not told that it is there.
            let may_read = snapshot.is("histories");
            snapshot.raise_if(
                may_read && screen.record(&self.desk).is_some(),
                "has-history",
            );
        }
        snapshot
    }
}
