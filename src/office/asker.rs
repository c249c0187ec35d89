//! Who asks.

use crate::domain::staff::Staff;
use crate::records::Records;

/// Whoever is at the other end of the socket, as far as that is known without the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Asker {
    /// The Unix user the kernel names.
    pub uid: u32,
}

impl Asker {
    /// A Unix user of this machine.
    #[must_use]
    pub fn of_user(uid: u32) -> Asker {
        Asker { uid }
    }

    /// The member of staff that is; `None` for a stranger.
    #[must_use]
    pub fn on_staff(self, records: &Records) -> Option<&Staff> {
        records.indexes.staff_of_uid(self.uid)
    }

    /// Whether it is the Unix user that the office runs as: whoever could read its files as well.
    #[must_use]
    pub fn owns_the_office(self) -> bool {
        rustix::process::geteuid().as_raw() == self.uid
    }
}
