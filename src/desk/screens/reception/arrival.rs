//! The two fields by which an arrival is noted: a name, and what for.

use crate::desk::state::Desk;
use crate::desk::widget::text_field::{Manner, TextField};
use crate::domain::arrival::Visitor;
use crate::protocol::Order;

/// An arrival being noted.
pub(super) struct NewArrival {
    pub(super) name: TextField,
    pub(super) purpose: TextField,
    pub(super) on_purpose: bool,
}

impl Default for NewArrival {
    fn default() -> Self {
        Self {
            name: TextField::new(Manner::WORDS, ""),
            purpose: TextField::new(Manner::WORDS, ""),
            on_purpose: false,
        }
    }
}

impl NewArrival {
    /// Starts, or goes on with what was typed before it was left.
    pub(super) fn begin(&mut self, desk: &Desk) {
        if self.name.text().is_empty() && self.purpose.text().is_empty() {
            self.name = TextField::new(Manner::spoken(desk.rtl()), "");
            self.purpose = TextField::new(Manner::spoken(desk.rtl()), "");
        }
        self.on_purpose = false;
    }

    pub(super) fn field(&mut self) -> &mut TextField {
        if self.on_purpose {
            &mut self.purpose
        } else {
            &mut self.name
        }
    }

    pub(super) fn turn(&mut self) {
        self.on_purpose = !self.on_purpose;
    }

    /// Goes on; after the purpose it is to be noted. Nobody arrives without a name.
    pub(super) fn next(&mut self) -> Option<Order> {
        let name = self.name.text().trim();
        if name.is_empty() || !self.on_purpose {
            self.on_purpose = !name.is_empty();
            return None;
        }
        Some(Order::ReceiveVisitor {
            visitor: Visitor::Named(name.to_owned()),
            purpose: self.purpose.text().trim().to_owned(),
        })
    }
}
