//! A query that is repeated whenever something changes, with only one under way at a time.

use crate::desk::state::{Desk, Tag};
use crate::protocol::Query;

/// A query that is repeated whenever something changes. While one is under way the next waits, so that a burst of
/// notices costs two answers and not one each.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Asking {
    tag: Option<Tag>,
    again: bool,
}

impl Asking {
    /// Asks, or asks again once the answer under way is in.
    pub fn ask(&mut self, desk: &mut Desk, query: Query) {
        if self.tag.is_some() {
            self.again = true;
        } else {
            self.tag = Some(desk.ask(query));
        }
    }

    /// An answer came in: whether it was this one's. What waited is asked.
    pub fn heard(&mut self, tag: Tag, desk: &mut Desk, query: impl FnOnce() -> Query) -> bool {
        if self.tag != Some(tag) {
            return false;
        }
        self.tag = None;
        if std::mem::take(&mut self.again) {
            self.ask(desk, query());
        }
        true
    }

    /// Whether this answer is to what was asked here.
    #[must_use]
    pub fn is(&self, tag: Tag) -> bool {
        self.tag == Some(tag)
    }

    /// Whether the answer is still to come.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.tag.is_some()
    }
}
