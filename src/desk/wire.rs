//! What the desk says to the office and hears from it, under one name each.

pub use crate::domain::ids::{Entity, Revision};
pub use crate::domain::moment::Moment;
pub use crate::protocol::{Answer, Done, Notice, Order, Query, Refusal};
