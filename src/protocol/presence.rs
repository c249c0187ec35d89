//! Presence: which record a desk has open, and who else has the same one open. The office keeps it only as long as the
//! connection lasts, and writes it nowhere.

use serde::{Deserialize, Serialize};

use super::refusal::Colleague;
use crate::domain::ids::Entity;
use crate::domain::moment::Moment;

/// What a desk has open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sight {
    /// Nothing that another could have open as well.
    #[default]
    Nothing,
    /// A person's file or a request.
    Record(Entity),
    /// A queue: told of whoever has a request open.
    Queue,
}

/// Somebody else, and what they have open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Companion {
    /// Which record.
    pub record: Entity,
    /// Since when.
    pub since: Moment,
    /// Who.
    pub who: Colleague,
}
