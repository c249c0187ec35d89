//! Hides sensitive data on a page until a key reveals it, once the revealing is on record.

use super::doors;
use crate::desk::state::{Desk, Tag};
use crate::desk::widget::sheet::Sheet;
use crate::desk::words;
use crate::domain::ids::Entity;
use crate::domain::profile::Profile;
use crate::domain::request::Need;
use crate::protocol::{Done, Order, Refusal};

/// Whether anything of a request was told in confidence: all that was said of it, or a field of the charity's own.
#[must_use]
pub fn guards(profile: &Profile, need: Option<&Need>) -> bool {
    let mut own = need.iter().flat_map(|need| need.extra.keys());
    profile.guards_request(need).is_some() || own.any(|id| profile.guards_field(id).is_some())
}

/// Hides the sensitive parts of a page. It is lifted once the office has put on record who revealed them, and it falls
/// again when another record is shown.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Veil {
    lifted: bool,
    asked: Option<Tag>,
}

impl Veil {
    /// Whether what is beneath may be seen.
    #[must_use]
    pub const fn is_lifted(self) -> bool {
        self.lifted
    }

    /// Whether it hides what is beneath, and is not about to be lifted.
    #[must_use]
    pub const fn is_down(self) -> bool {
        !self.lifted && self.asked.is_none()
    }

    /// Lets it fall: something else is beneath it.
    pub const fn fall(&mut self) {
        *self = Self {
            lifted: false,
            asked: None,
        };
    }

    /// A page about a request, where what was told in confidence is hidden unless the veil is lifted.
    #[must_use]
    pub fn sheet(self, desk: &Desk, profile: Option<&Profile>, need: Option<&Need>) -> Sheet {
        let guard = profile.and_then(|profile| profile.guards_request(need));
        let hidden = guard.filter(|_| !self.lifted);
        Sheet::hiding(hidden.map(|kind| words::hidden(desk, kind)))
    }

    /// Lets it fall, or asks the office to lift it from what is kept under this entity.
    pub fn turn(&mut self, desk: &mut Desk, of: Entity) {
        if self.lifted {
            self.lifted = false;
        } else if self.asked.is_none() {
            self.asked = Some(desk.order(Order::Reveal(of), None));
        }
    }

    /// An order was answered: whether it was this one's.
    pub fn done(&mut self, tag: Tag, done: &Result<Done, Refusal>, desk: &mut Desk) -> bool {
        if self.asked.take_if(|asked| *asked == tag).is_none() {
            return false;
        }
        match done {
            Ok(_) => self.lifted = true,
            Err(refusal) => doors::refused(desk, refusal),
        }
        true
    }
}
