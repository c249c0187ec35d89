//! Why the office did not do, or tell, what it was asked. A refused command changed nothing.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::ids::{Entity, PersonNo, Revision};
use crate::domain::moment::Moment;
use crate::domain::staff::Role;
use crate::domain::workflow::Blocked;

/// What is wrong with a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ScanFault {
    /// Its file is gone.
    #[error("its file is missing")]
    Missing,
    /// Its file is not the one that was attached.
    #[error("its file was changed")]
    Changed,
    /// Not all pieces of it arrived.
    #[error("not all of it came")]
    NotWhole,
    /// Larger than any that is kept.
    #[error("it is too large")]
    TooLarge,
    /// The office could not read or write it.
    #[error("the office could not read or write it")]
    Unreadable,
}

/// A refusal: what stands in the way, as data. The desk puts it into words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// The Unix user is not on the staff.
    #[error("Unix user {uid} is not on the staff; an administrator can add them")]
    NotStaff {
        /// The user.
        uid: u32,
    },
    /// The desk has not been opened yet.
    #[error("this desk has not been opened yet: run `istiqbal` once to choose the charity")]
    NotOpened,
    /// The desk has been opened already.
    #[error("this desk is open already")]
    AlreadyOpen,
    /// Only these roles may.
    #[error("only {} may do this", .0.iter().map(|role| role.id()).collect::<Vec<_>>().join(", "))]
    NotAllowed(Vec<Role>),
    /// There is no such record.
    #[error("there is no {0:?}")]
    NotFound(Entity),
    /// The record has changed since the sender saw it.
    #[error("{entity:?} was changed meanwhile by {by} ({what})")]
    Stale {
        /// What.
        entity: Entity,
        /// The event's id.
        what: String,
        /// Who changed it.
        by: Colleague,
        /// When.
        at: Moment,
        /// Its version now.
        now: Revision,
    },
    /// The workflow forbids it.
    #[error("this step is not open: {0:?}")]
    Blocked(Blocked),
    /// There is a file with this identity paper already.
    #[error("file {0} has this identity paper already")]
    SameIdentity(PersonNo),
    /// A field has an invalid value.
    #[error("{field}: {why}")]
    Invalid {
        /// Which field.
        field: String,
        /// Why, as the id of a text with the reason.
        why: String,
    },
    /// A scan cannot be read or kept.
    #[error("the scan {name}: {why}")]
    Scan {
        /// The name its file had; empty where it is not attached yet.
        name: String,
        /// What is wrong with it.
        why: ScanFault,
    },
    /// The answer would be too long for one message; the asker can ask for less.
    #[error("the answer is too long; ask for less")]
    TooMuch,
    /// The journal could not be written. The office ends; the order may be sent again to the next one.
    #[error("it could not be kept: {why}")]
    NotKept {
        /// Why, in the system's words.
        why: String,
    },
    /// The request could not be read: another version, damaged, or too large.
    #[error("the office could not read what it was sent")]
    Unreadable,
    /// The office is about to end.
    #[error("the office is closing")]
    Closing,
    /// The Unix user worked here once, and left.
    #[error("you left the staff of this desk; an administrator can add you again")]
    LeftStaff {
        /// When.
        at: Moment,
    },
    /// Someone on the staff has this Unix user already and no PIN, so a second person could not be told from them.
    #[error("Unix user {uid} is {by} already; it can be shared once {by} has set a PIN")]
    UserTaken {
        /// The user.
        uid: u32,
        /// Who it is.
        by: Colleague,
    },
    /// They are the last administrator. Carries some who could become one.
    #[error(
        "nobody else administers this desk; make someone an administrator first: {}",
        listed(.0)
    )]
    LastAdministrator(Vec<Colleague>),
    /// The member of staff has left and can no longer be changed.
    #[error("{by} left the staff; nothing of theirs is changed any more")]
    HasLeft {
        /// Who.
        by: Colleague,
    },
    /// Several members of staff share this Unix user, and nobody is signed in.
    #[error("several people share this Unix user; sign in first")]
    SignIn,
    /// The person signed in with a code and has to set a PIN first.
    #[error("set a PIN of your own first")]
    SetPinFirst,
    /// That is not the PIN.
    #[error("that is not the PIN")]
    WrongPin {
        /// How many more tries there are before a wait.
        left: u32,
        /// When the wait ends, if there is one now.
        until: Option<Moment>,
    },
    /// Too many wrong PINs: there is a wait.
    #[error("too many wrong PINs; wait, or ask an administrator for a code")]
    PinWait {
        /// When it ends.
        until: Moment,
    },
    /// The person has neither a PIN nor a code.
    #[error("{by} has no PIN yet; an administrator can give them a code")]
    NoPin {
        /// Who.
        by: Colleague,
    },
    /// It belongs to a branch that the sender was not given.
    #[error(
        "{of:?} is of another branch: {}; {} can give it to you",
        branches.join(", "), listed(by)
    )]
    OutsideBranches {
        /// What.
        of: Entity,
        /// The branches it belongs to, by name.
        branches: Vec<String>,
        /// Some who can give the branch.
        by: Vec<Colleague>,
    },
    /// A person with this identity paper is on file at another branch: whoever has the paper in hand can admit them.
    #[error("somebody with this identity paper is on file at {}; admit them here", .0.join(", "))]
    OnFileElsewhere(Vec<String>),
    /// The request cannot be assigned to somebody who does not see its branch.
    #[error("{by} does not see the branch {branch}; an administrator can give it to them")]
    BranchNotSeen {
        /// Who.
        by: Colleague,
        /// The branch of the request, by name.
        branch: String,
    },
    /// The day's limit of identity papers looked up at other branches is reached.
    #[error(
        "you asked for as many papers of other branches today as anybody may; {} can give you those branches",
        listed(by)
    )]
    PapersSpent {
        /// Some who can give the branches.
        by: Vec<Colleague>,
    },
    /// A copy of everything held about a person would contain what branches hold that the sender was not given.
    #[error(
        "{person} also has something at {}; {} can make the copy",
        branches.join(", "), listed(if by.is_empty() { give } else { by })
    )]
    CopyElsewhere {
        /// Whose.
        person: PersonNo,
        /// These branches, by name.
        branches: Vec<String>,
        /// Some who see all of it and can make it.
        by: Vec<Colleague>,
        /// Some who can give the branches.
        give: Vec<Colleague>,
    },
    /// Several branches share the record: an order that changes it must say which version the sender saw.
    #[error("{0:?} is shared with other branches; say which version of it you saw")]
    VersionNotSaid(Entity),
    /// The order would void a signature taken at a branch that the sender was not given; only a supervisor may do that.
    #[error(
        "another branch has a signature on what this would change; {} can do it",
        listed(by)
    )]
    VoidsElsewhere {
        /// Some who can.
        by: Vec<Colleague>,
    },
    /// Somebody else sent a command with this id.
    #[error("that command was another's")]
    NotYourCommand,
    /// It was done more often within the hour than anybody does by hand.
    #[error("that was more often than anybody does it by hand; it may be done again later")]
    TooOften {
        /// When it may be done again.
        until: Moment,
    },
}

fn listed(names: &[Colleague]) -> String {
    let names: Vec<&str> = names.iter().map(Colleague::as_str).collect();
    names.join(", ")
}

/// The name of a member of staff, to be shown to another and to nobody else.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague(String);

impl Colleague {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T: Into<String>> From<T> for Colleague {
    fn from(name: T) -> Colleague {
        Colleague(name.into())
    }
}

impl fmt::Display for Colleague {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Colleague {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Colleague(…)")
    }
}
