//! What a record is, and what a place that keeps them can do.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::index::Indexes;
use crate::domain::access::PapersAsked;
use crate::domain::arrival::Arrival;
use crate::domain::copy::SubjectCopy;
use crate::domain::draft::Draft;
use crate::domain::enquiry::Enquiry;
use crate::domain::ids::{
    ArrivalNo, BranchNo, DraftNo, EnquiryNo, Entity, PersonNo, RequestNo, Revision, StaffNo,
    StandardNo, VoiceNo,
};
use crate::domain::person::Person;
use crate::domain::pin::PinRecord;
use crate::domain::request::{Pin, Request};
use crate::domain::staff::{Branch, Staff};
use crate::domain::standard::Standard;
use crate::domain::voice::{Rated, Voice};

/// A record kept under a number, as the events about it have left it.
pub trait Record: Serialize + DeserializeOwned + PartialEq {
    /// The first byte of its key: the kind.
    const KIND: u8;
    /// Its number.
    type No: Clone;
    /// The rest of its key, in an order that bytes keep.
    fn key(no: Self::No) -> Vec<u8>;
    /// Enters it in the indexes kept in memory, or strikes it out of them again.
    fn index(&self, revision: Revision, indexes: &mut Indexes, enter: bool);
}

/// A record's whole key.
pub fn key_of<R: Record>(no: R::No) -> Vec<u8> {
    let mut key = vec![R::KIND];
    key.extend(R::key(no));
    key
}

/// What applying an event needs: records looked up, and changed one at a time.
pub trait Store {
    /// A record and its version.
    fn get<R: Record>(&self, no: R::No) -> Option<(R, Revision)>;

    /// Changes a record, unless it has seen this event before. `None` from `change` removes it.
    fn update<R: Record>(
        &mut self,
        no: R::No,
        revision: Revision,
        change: impl FnOnce(Option<R>) -> Option<R>,
    );
}

/// A profile version as it was adopted.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct AdoptedProfile {
    /// Which.
    pub pin: Pin,
    /// Its TOML.
    pub source: String,
}

/// Declares how a kind of record is kept: the byte of its kind, its number, and the number's bytes.
macro_rules! kept {
    ($($record:ty, $kind:literal, $no:ty, |$n:ident| $bytes:expr, |$this:ident, $revision:ident, $indexes:ident, $enter:ident| $index:expr;)*) => {
        $(impl Record for $record {
            const KIND: u8 = $kind;
            type No = $no;

            fn key($n: $no) -> Vec<u8> {
                $bytes
            }

            fn index(&self, $revision: Revision, $indexes: &mut Indexes, $enter: bool) {
                let $this = self;
                $index
            }
        })*
    };
}

kept! {
    AdoptedProfile, b'c', Revision, |no| no.0.to_be_bytes().into(), |this, revision, indexes, enter| indexes.profile(this, revision, enter);
    Branch, b'b', BranchNo, |no| no.0.to_be_bytes().into(), |this, _revision, indexes, enter| indexes.branch(this, enter);
    Staff, b's', StaffNo, |no| no.0.to_be_bytes().into(), |this, _revision, indexes, enter| indexes.staff(this, enter);
    Person, b'p', PersonNo, |no| no.0.to_be_bytes().into(), |this, _revision, indexes, enter| indexes.person(this, enter);
    Request, b'r', RequestNo, |no| [no.year.to_be_bytes().as_slice(), &no.serial.to_be_bytes()].concat(), |this, _revision, indexes, enter| indexes.request(this, enter);
    Arrival, b'a', ArrivalNo, |no| no.0.to_be_bytes().into(), |this, _revision, indexes, enter| indexes.arrival(this, enter);
    Enquiry, b'e', EnquiryNo, |no| no.0.to_be_bytes().into(), |this, _revision, indexes, enter| indexes.enquiry(this, enter);
    Draft, b'd', DraftNo, |no| no.0.to_be_bytes().into(), |this, _revision, indexes, enter| indexes.draft(this, enter);
    Voice, b'v', VoiceNo, |no| no.0.to_be_bytes().into(), |this, _revision, indexes, enter| indexes.voice(this, enter);
    Standard, b'n', StandardNo, |no| no.0.to_be_bytes().into(), |this, _revision, indexes, enter| indexes.standard(this, enter);
    PinRecord, b'k', StaffNo, |no| no.0.to_be_bytes().into(), |this, _revision, indexes, enter| indexes.pin_record(this, enter);
    PapersAsked, b'i', StaffNo, |no| no.0.to_be_bytes().into(), |this, _revision, indexes, enter| indexes.papers_asked(this, enter);
    SubjectCopy, b'y', PersonNo, |no| no.0.to_be_bytes().into(), |this, _revision, indexes, enter| indexes.copy(this, enter);
    Rated, b'q', Revision, |no| no.0.to_be_bytes().into(), |this, revision, indexes, enter| indexes.rated(this, revision, enter);
}

/// The key an entity's version stands under; `None` for the charity, whose version is its profile's.
pub fn entity_key(entity: Entity) -> Option<Vec<u8>> {
    Some(match entity {
        Entity::Charity => return None,
        Entity::Branch(no) => key_of::<Branch>(no),
        Entity::Staff(no) => key_of::<Staff>(no),
        Entity::Person(no) => key_of::<Person>(no),
        Entity::Request(no) => key_of::<Request>(no),
        Entity::Arrival(no) => key_of::<Arrival>(no),
        Entity::Enquiry(no) => key_of::<Enquiry>(no),
        Entity::Draft(no) => key_of::<Draft>(no),
        Entity::Voice(no) => key_of::<Voice>(no),
        Entity::Standard(no) => key_of::<Standard>(no),
    })
}
