//! Signing in: the messages by which somebody says who they are, and with which PIN. A PIN travels in a message of this
//! kind and in no other, from the client to the office and never back.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::ids::StaffNo;
use crate::domain::pin::PinCode;
use crate::domain::staff::Staff;

/// Something said at the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Knock {
    /// I am this one of those who share the Unix user. Whoever sat there before sits there no more, even where it turns
    /// out wrong.
    SignIn {
        /// Who.
        staff: StaffNo,
        /// By which PIN, or by which code of an administrator's.
        pin: PinCode,
    },
    /// I go, for a while or for good. Answered with who may come.
    SignOut,
    /// A PIN for me.
    SetPin {
        /// The one I have; not asked of whoever has none, or has just signed in with a code.
        old: Option<PinCode>,
        /// The one I want.
        new: PinCode,
    },
    /// A code for somebody else to sign in with, until they set a PIN.
    GiveCode {
        /// Whom.
        staff: StaffNo,
        /// The code, drawn by whoever gives it.
        code: PinCode,
    },
    /// This line stands beside another of the same desk, on which somebody signed in: it is theirs as well.
    Beside(Ticket),
}

/// What lets a desk have another line beside the one somebody signed in on, for as long as they sit there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ticket(pub u128);

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ticket(…)")
    }
}

/// Who may sign in here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInView {
    /// Everyone who shares the Unix user.
    pub who: Vec<Sharer>,
}

/// One of those who share a Unix user: nothing of them but the name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sharer {
    /// Number.
    pub staff: StaffNo,
    /// Name.
    pub name: String,
}

impl From<&Staff> for Sharer {
    fn from(member: &Staff) -> Sharer {
        Sharer {
            staff: member.no,
            name: member.name.clone(),
        }
    }
}

impl fmt::Debug for Sharer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sharer({})", self.staff)
    }
}

/// What somebody at the desk needs to know of its lock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// Whether others share the Unix user.
    pub shared: bool,
    /// Whether I have a PIN to come back by.
    pub mine: bool,
}
