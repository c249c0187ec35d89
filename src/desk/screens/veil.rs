//! What hides what is for few eyes, until a key lifts it.

use super::doors;
use crate::desk::state::{Desk, Tag};
use crate::domain::ids::Entity;
use crate::protocol::{Done, Order, Refusal};

/// Over the numbers of a page. It is lifted once the office has put on record by whom, and falls without a word.
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
