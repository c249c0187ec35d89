//! Telling the office to do something, one thing at a time.

use crate::desk::state::{Desk, Tag};
use crate::domain::ids::{Entity, Revision};
use crate::protocol::Order;

/// An order under way, and what it is about. Until it is answered there is no other: Enter pressed twice is no second
/// decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling<T = ()> {
    under_way: Option<(Tag, T)>,
}

impl<T> Default for Telling<T> {
    fn default() -> Self {
        Self { under_way: None }
    }
}

impl<T> Telling<T> {
    /// Tells the office to do something with what was seen at a version, unless an order is under way: under which tag.
    pub fn tell(
        &mut self,
        desk: &mut Desk,
        order: Order,
        saw: (Entity, Revision),
        of: T,
    ) -> Option<Tag> {
        if self.under_way.is_some() {
            return None;
        }
        let tag = desk.order(order, Some(saw));
        self.under_way = Some((tag, of));
        Some(tag)
    }

    /// Tells it something that holds whatever has changed meanwhile, unless an order is under way: under which tag.
    pub fn tell_unseen(&mut self, desk: &mut Desk, order: Order, of: T) -> Option<Tag> {
        if self.under_way.is_some() {
            return None;
        }
        let tag = desk.order(order, None);
        self.under_way = Some((tag, of));
        Some(tag)
    }

    /// Whether an order is under way.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.under_way.is_some()
    }

    /// An order was answered: what this one was about, where it is this one.
    pub fn heard(&mut self, tag: Tag) -> Option<T> {
        let (_, of) = self.under_way.take_if(|(told, _)| *told == tag)?;
        Some(of)
    }
}
