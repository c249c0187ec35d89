//! Sends orders to the office, one at a time.

use crate::desk::state::{Desk, Tag};
use crate::domain::ids::{Entity, Revision};
use crate::protocol::Order;

/// The order under way, and what it is about (`T`). Until it is answered no other is sent: pressing Enter twice makes
/// no second decision, and of another order it is said that it has to wait.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling<T = ()> {
    under_way: Option<(Tag, T, Order)>,
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
        self.give(desk, order, Some(saw), of)
    }

    /// Tells it something that holds whatever has changed meanwhile, unless an order is under way: under which tag.
    pub fn tell_unseen(&mut self, desk: &mut Desk, order: Order, of: T) -> Option<Tag> {
        self.give(desk, order, None, of)
    }

    fn give(
        &mut self,
        desk: &mut Desk,
        order: Order,
        saw: Option<(Entity, Revision)>,
        of: T,
    ) -> Option<Tag> {
        if let Some((_, _, given)) = &self.under_way {
            if *given != order {
                let said = desk.say("telling-waits");
                desk.warn(said);
            }
            return None;
        }
        let tag = desk.order(order.clone(), saw);
        self.under_way = Some((tag, of, order));
        Some(tag)
    }

    /// Whether an order is under way.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.under_way.is_some()
    }

    /// An order was answered: what this one was about, where it is this one.
    pub fn heard(&mut self, tag: Tag) -> Option<T> {
        let (_, of, _) = self.under_way.take_if(|(told, ..)| *told == tag)?;
        Some(of)
    }
}

#[cfg(test)]
mod tests {
    use super::super::made_up::desk;
    use super::*;
    use crate::domain::ids::PersonNo;
    use crate::locale::Language;

    #[test]
    fn one_thing_at_a_time_and_what_has_to_wait_is_told() {
        let mut desk = desk(Language::English);
        let mut telling = Telling::default();
        let order = |no| Order::RequestCopy(PersonNo(no));
        let tag = telling.tell_unseen(&mut desk, order(1), ());
        assert!(tag.is_some());
        assert_eq!(telling.tell_unseen(&mut desk, order(1), ()), None);
        assert!(desk.toasts.is_empty(), "a key pressed twice");
        assert_eq!(telling.tell_unseen(&mut desk, order(2), ()), None);
        let said = desk.toasts.last().map(|one| one.warns);
        assert_eq!(said, Some(true), "nothing is dropped without a word");
        assert_eq!(telling.heard(tag.unwrap()), Some(()));
        assert!(telling.tell_unseen(&mut desk, order(2), ()).is_some());
    }
}
