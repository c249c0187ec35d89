//! Who is asking: the Unix user at the other end of the socket, and who signed in there.

use crate::domain::ids::{Revision, StaffNo};
use crate::domain::staff::Staff;
use crate::protocol::Refusal;
use crate::records::Records;

/// The client at the other end of a socket, as far as it is known without the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Asker {
    /// The Unix user the kernel names.
    pub uid: u32,
    /// Who signed in or out since the connection began.
    pub(super) seat: Seat,
}

/// What a session knows about who is signed in, beside the Unix user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Seat {
    /// Nobody signed in. A Unix user that is one member of staff, and never was another's, stands for that one.
    AsTheKernelSays,
    /// The person signed out.
    Left,
    /// Somebody signed in.
    Taken {
        /// Who.
        staff: StaffNo,
        /// The PIN they had then, by its journal position. Once they have another, they must sign in again.
        pin: Option<Revision>,
        /// Whether they signed in by PIN, and not because nobody else has that Unix user.
        by_pin: bool,
    },
}

/// Who is asking, according to the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sits<'a> {
    /// Nobody on the staff.
    Stranger,
    /// One of several people who have or had this Unix user, and nobody is signed in; or the desk is locked.
    Unsaid,
    /// A member of staff who signed in with a code, and must set a PIN before anything else.
    SetsPin(&'a Staff),
    /// A member of staff.
    Member(&'a Staff),
}

impl Asker {
    /// A Unix user of this machine.
    #[must_use]
    pub fn of_user(uid: u32) -> Asker {
        Asker {
            uid,
            seat: Seat::AsTheKernelSays,
        }
    }

    /// Who is asking, by the records.
    #[must_use]
    pub fn sits(self, records: &Records) -> Sits<'_> {
        let Some(first) = records.indexes.sharing(self.uid).next() else {
            return Sits::Stranger;
        };
        // Of whoever left, and of whoever comes after them, the kernel says the same.
        let alone = records.indexes.is_one_member(self.uid);
        match self.seat {
            Seat::AsTheKernelSays if alone => Sits::Member(first),
            // Nobody could come back by a PIN there is not.
            Seat::Left if alone && records.indexes.pin(first.no).set.is_none() => {
                Sits::Member(first)
            }
            Seat::AsTheKernelSays | Seat::Left => Sits::Unsaid,
            Seat::Taken { staff, pin, by_pin } => {
                let taker = records
                    .indexes
                    .sharing(self.uid)
                    .find(|one| one.no == staff);
                let Some(taker) = taker else {
                    return Sits::Unsaid;
                };
                let known = records.indexes.pin(staff);
                let is_by_kernel = alone && !by_pin;
                if known.set != pin && !is_by_kernel {
                    Sits::Unsaid
                } else if known.once && !is_by_kernel {
                    Sits::SetsPin(taker)
                } else {
                    Sits::Member(taker)
                }
            }
        }
    }

    /// Keeps somebody signed in whom the Unix user alone identified: if a second person is added to that user from now
    /// on, the one who is at work stays.
    #[must_use]
    pub(super) fn seated(self, records: &Records) -> Asker {
        match (self.seat, self.sits(records)) {
            (Seat::Taken { by_pin: true, .. }, _) => self,
            (_, Sits::Member(member)) => {
                self.takes(member.no, records.indexes.pin(member.no).set, false)
            }
            _ => self,
        }
    }

    /// The same client, with somebody signed in.
    #[must_use]
    pub(super) fn takes(self, staff: StaffNo, pin: Option<Revision>, by_pin: bool) -> Asker {
        Asker {
            seat: Seat::Taken { staff, pin, by_pin },
            ..self
        }
    }

    /// The same client, with nobody signed in.
    #[must_use]
    pub(super) fn leaves(self) -> Asker {
        Asker {
            seat: Seat::Left,
            ..self
        }
    }

    /// Whether somebody signed in by PIN.
    #[must_use]
    pub(super) fn signed_in(self) -> bool {
        matches!(self.seat, Seat::Taken { by_pin: true, .. })
    }

    /// The member of staff who is asking; `None` for strangers, and while nobody is signed in.
    #[must_use]
    pub fn on_staff(self, records: &Records) -> Option<&Staff> {
        match self.sits(records) {
            Sits::Member(member) => Some(member),
            Sits::Stranger | Sits::Unsaid | Sits::SetsPin(_) => None,
        }
    }

    /// The refusal for a client that must sign in, or set a PIN, first.
    #[must_use]
    pub fn barred(self, records: &Records) -> Option<Refusal> {
        match self.sits(records) {
            Sits::Unsaid => Some(Refusal::SignIn),
            Sits::SetsPin(_) => Some(Refusal::SetPinFirst),
            Sits::Stranger | Sits::Member(_) => None,
        }
    }

    /// Whether it is the Unix user that the office runs as, who could read its files anyway.
    #[must_use]
    pub fn owns_the_office(self) -> bool {
        rustix::process::geteuid().as_raw() == self.uid
    }
}
