//! Signing in: the messages by which somebody says who they are, and with which PIN. A PIN travels in a message of this
//! kind and in no other, from the client to the office and never back.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::ids::StaffNo;
use crate::domain::pin::PinCode;
use crate::domain::staff::Staff;

/// A message at the door: signing in, signing out, setting a PIN, giving a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Knock {
    /// Signs in one of the people who share the Unix user. Anybody signed in before on this connection is signed out,
    /// even if the PIN turns out wrong.
    SignIn {
        /// Who.
        staff: StaffNo,
        /// Their PIN, or the code that an administrator gave them.
        pin: PinCode,
    },
    /// Signs out. The answer names the people who may sign in.
    SignOut,
    /// Sets the PIN of the person signed in.
    SetPin {
        /// The present one; not needed from somebody who has none, or has just signed in with a code.
        old: Option<PinCode>,
        /// The new one.
        new: PinCode,
    },
    /// Gives somebody else a code, with which they sign in and set a PIN.
    GiveCode {
        /// Whom.
        staff: StaffNo,
        /// The code, drawn at random by the client that gives it.
        code: PinCode,
    },
    /// Lets this connection speak for the person signed in on another connection of the same desk.
    Beside(Ticket),
}

/// Lets a desk open a second connection for the person who is signed in on the first, for as long as they are.
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

/// One of the people who share a Unix user: nothing but their number and name.
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
